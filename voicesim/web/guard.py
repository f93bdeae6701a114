"""Who may ask the server, and for how much: whoever holds the token, from the pages themselves.

A browser lets any page that is open in it send requests to this machine, and any user of the machine can open
a connection. So nothing is answered without the token that is part of every address, under another name of
the host (as a rebound one), or when another site asks.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Headers = list[tuple[bytes, bytes]]
# Starlette's own types are for those who have loaded it.
Receive = Callable[[], Any]
Send = Callable[[Message], Any]
App = Callable[[Scope, Receive, Send], Any]

MAX_BODY_BYTES = 64_000
"""A long remark is a few thousand, a block of sound from a page some kilobytes; nothing else is longer."""

MAX_HEAD_BYTES = 16_000
"""Several times what browsers send."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; media-src 'self'; img-src data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ANSWERED_WITH = (
    (b"content-security-policy", POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cache-control", b"no-store"),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The status of HTTP, and a sentence for whoever reads it."""

    status: int
    sentence: str


WRONG_HOST = Refusal(421, "This server only answers at the address that voicesim desk has printed.")
NO_TOKEN = Refusal(403, "Open the whole address that voicesim desk has printed; a part of it is missing.")
FOREIGN = Refusal(403, "Another site may not ask this server.")
NO_METHOD = Refusal(405, "This server knows GET, HEAD and POST.")
HEAD_TOO_LONG = Refusal(431, "The head of this request is longer than that of any browser.")
NO_SOCKET = Refusal(404, "There is no web socket at this address.")
TOO_LONG = Refusal(413, f"More than {MAX_BODY_BYTES // 1000} kB were sent; shorten it.")

SOCKET = "SOCKET"
"""Stands for the method where a web socket is to be opened, which has none."""

SOCKET_AT = "/practice/socket"
TOO_BIG = 1009
"""With this a web socket is closed after a message that is too long (RFC 6455)."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server is, as "127.0.0.1:40123", and what every path below it begins with."""

    host: str
    token: str

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    @property
    def prefix(self) -> str:
        """What the addresses of all pages begin with; a slash after it is the first page."""
        return f"/{self.token}"

    @property
    def address(self) -> str:
        return f"{self.origin}{self.prefix}/"

    def below(self, path: str) -> str | None:
        """The path after the token; None without the token."""
        given, _, rest = path.removeprefix("/").partition("/")
        # Compared as bytes in constant time, so that nobody finds it out letter by letter.
        return f"/{rest}" if secrets.compare_digest(given.encode(), self.token.encode()) else None


def refusal(door: Door, method: str, path: str, headers: Headers) -> Refusal | None:
    """Why a request is not answered; None when it is."""
    if sum(len(name) + len(value) for name, value in headers) > MAX_HEAD_BYTES:
        return HEAD_TOO_LONG
    if _all(headers, b"host") != [door.host]:
        return WRONG_HOST
    below = door.below(path)
    if below is None:
        return NO_TOKEN
    if method not in ("GET", "HEAD", "POST", SOCKET):
        return NO_METHOD
    if method == SOCKET and below != SOCKET_AT:
        return NO_SOCKET
    if not _from_our_pages(door, method, below, headers):
        return FOREIGN
    return None if all(map(_is_short, _all(headers, b"content-length"))) else TOO_LONG


def _from_our_pages(door: Door, method: str, below: str, headers: Headers) -> bool:
    """What changes something must say that it comes from here; the first page may be opened from anywhere,
    since it is opened from a file, by the one who has the token."""
    origins, sites = _all(headers, b"origin"), _all(headers, b"sec-fetch-site")
    if method == SOCKET:  # browsers differ in what site they call it
        return origins == [door.origin]
    if method == "POST":
        return origins == [door.origin] and sites in ([], ["same-origin"])
    if below == "/" and _all(headers, b"sec-fetch-mode") in ([], ["navigate"]):
        return True
    referrers = _all(headers, b"referer")
    return (
        origins in ([], [door.origin])
        and set(sites) <= {"same-origin", "none"}
        and all(each.startswith(f"{door.origin}/") for each in referrers)
    )


def _is_short(length: str) -> bool:
    return length.isascii() and length.isdigit() and len(length) < 10 and int(length) <= MAX_BODY_BYTES


def _all(headers: Headers, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key.lower() == name]


class Guard:
    """Stands before the pages; `used` is called with each request that is answered."""

    def __init__(self, app: App, door: Door, used: Callable[[], None]) -> None:
        self._app = app
        self._door = door
        self._used = used

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._socket(scope, receive, send)
            return
        refused = refusal(self._door, scope["method"], scope["path"], scope["headers"])
        if refused is not None:
            await _tell(refused, _sealed(send))
            return
        if scope["method"] == "POST":
            body = await _body(receive)
            if body is None:
                await _tell(TOO_LONG, _sealed(send))
                return
            receive = _once(body, receive)
        self._used()
        await self._app(self._inner(scope), receive, _sealed(send))
        self._used()

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Closed before it is opened, for whoever may not open it."""
        if refusal(self._door, SOCKET, scope["path"], scope["headers"]) is not None:
            await send({"type": "websocket.close"})
            return
        await self._app(self._inner(scope), self._short(receive, send), send)

    def _inner(self, scope: Scope) -> Scope:
        return {**scope, "path": self._door.below(scope["path"]), "raw_path": b"", "root_path": ""}

    def _short(self, receive: Receive, send: Send) -> Receive:
        """Messages of a web socket as long as none is too long."""

        async def short() -> Message:
            message: Message = await receive()
            self._used()
            if len(message.get("bytes") or b"") + len(message.get("text") or "") <= MAX_BODY_BYTES:
                return message
            await send({"type": "websocket.close", "code": TOO_BIG})
            return {"type": "websocket.disconnect", "code": TOO_BIG}

        return short


async def _body(receive: Receive) -> bytes | None:
    """All that was sent; None as soon as it is too long, whatever length was announced, or cut off."""
    body = b""
    while True:
        message: Message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > MAX_BODY_BYTES or message["type"] == "http.disconnect":
            return None
        if not message.get("more_body"):
            return body


def _once(body: bytes, receive: Receive) -> Receive:
    """The body for whoever asks first, then whatever comes after it."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def _sealed(send: Send) -> Send:
    """Every answer carries the rules for the browser."""

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            named = {name for name, _ in ANSWERED_WITH}
            kept = [each for each in message.get("headers", []) if each[0].lower() not in named]
            message = {**message, "headers": [*kept, *ANSWERED_WITH]}
        await send(message)

    return sealed


async def _tell(refused: Refusal, send: Send) -> None:
    body = f"{refused.sentence}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
