"""A server with a language model, asked by the OpenAI-compatible protocol; nothing it says is trusted."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any

from voicesim.bank.hints import printable
from voicesim.errors import ReaderError
from voicesim.second.address import Address
from voicesim.second.line import ServerConnection

MAX_BYTES = 1_000_000
"""Of an answer: no claim about a point needs more."""

MAX_TOKENS = 2_000
"""A claim has a hundred; the rest is room for models that reason first."""

MAX_MODELS = 1_000
NAME_CHARS = 500
SHOWN_CHARS = 200


class TooSlow(ReaderError):
    """The time for a request was over."""


class Server:
    """Speaks to one address only: proxies of the environment are not used, redirects are not followed."""

    def __init__(self, address: Address, clock: Callable[[], float] = time.monotonic) -> None:
        self.address = address
        self._clock = clock
        self._line: ServerConnection | None = None
        self._closed = threading.Event()

    def models(self, limit_s: float) -> tuple[str, ...]:
        """The names of the models that can be asked. Raises ReaderError."""
        told = self._exchange("GET", "/v1/models", None, limit_s)
        listed = told.get("data") if isinstance(told, dict) else None
        if not isinstance(listed, list):
            raise ReaderError(f"{self._name} does not list its models; name one: second_reader_model.")
        names = [each.get("id") for each in listed[:MAX_MODELS] if isinstance(each, dict)]
        return tuple(name for name in names if isinstance(name, str) and 0 < len(name) <= NAME_CHARS)

    def complete(self, model: str, message: str, limit_s: float) -> str:
        """What the model replies to one message; "" when it says nothing. Raises ReaderError, TooSlow."""
        body = {
            "model": model,
            "messages": [{"role": "user", "content": message}],
            "temperature": 0,
            "max_tokens": MAX_TOKENS,
            "stream": False,
        }
        told = self._exchange("POST", "/v1/chat/completions", body, limit_s)
        try:
            content: object = told["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError) as exc:
            raise ReaderError(f"{self._name} answers, but not as a language model does.") from exc
        return content if isinstance(content, str) else ""

    def close(self) -> None:
        """Break off what is under way, on whatever thread; every later request fails at once."""
        self._closed.set()
        if self._line is not None:
            self._line.cut()

    @property
    def _name(self) -> str:
        return f"The second reader at {self.address.url}"

    def _exchange(self, method: str, path: str, body: Mapping[str, object] | None, limit_s: float) -> Any:
        """The JSON that the server answers with, in `limit_s` seconds from the first try to connect to the
        last byte, however slowly they come."""
        ends_s = self._clock() + limit_s
        sent = None if body is None else json.dumps(body).encode()
        too_slow = TooSlow(f"{self._name} took longer than {limit_s:.3g} s.")
        try:
            with self._connect(ends_s) as line:
                try:
                    status, content = self._talk(line, method, f"{self.address.path}{path}", sent)
                finally:
                    self._line = None
                    if line.late:
                        raise too_slow
        except TimeoutError as exc:
            raise too_slow from exc
        except (OSError, HTTPException, ValueError) as exc:
            why = f" ({exc.strerror})" if isinstance(exc, OSError) and exc.strerror else ""
            raise ReaderError(
                f"{self._name} cannot be reached{why}; start it, or correct its address."
            ) from exc
        return self._understood(status, content)

    def _connect(self, ends_s: float) -> ServerConnection:
        if self._closed.is_set():
            raise ReaderError("The second reader was stopped.")
        failed: OSError | None = None
        for host in self.address.hosts:
            left_s = ends_s - self._clock()
            if left_s <= 0:
                raise TimeoutError
            try:
                plain = socket.create_connection((host, self.address.port), timeout=left_s)
            except OSError as exc:
                failed = failed or exc
                continue
            self._line = ServerConnection(plain, ends_s - self._clock())
            if self._closed.is_set():
                self._line.cut()
            return self._line
        raise failed or OSError()

    def _talk(self, line: ServerConnection, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        if self.address.scheme == "https":
            line.secure(ssl.create_default_context(), self.address.host)
        connection = HTTPConnection(self.address.host, self.address.port)
        connection.sock = line.socket
        headers = {"Accept": "application/json", "Connection": "close"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection.request(method, path, body, headers)
        response: HTTPResponse = connection.getresponse()
        return response.status, response.read(MAX_BYTES + 1)

    def _understood(self, status: int, content: bytes) -> Any:
        if 300 <= status < 400:
            raise ReaderError(f"{self._name} answers with a redirect, which is not followed.")
        told = _json(content)
        if status != 200:
            raise ReaderError(
                f"{self._name} refuses (HTTP {status}{_reason(told)}); {_REMEDIES.get(status, _REMEDY)}."
            )
        if len(content) > MAX_BYTES or told is None:
            raise ReaderError(
                f"{self._name} does not answer in JSON; is this the address of a language model?"
            )
        return told


_REMEDY = "see what the server itself says of it"
_REMEDIES = {
    401: "it asks for a key, and voicesim has none to give",
    403: "it asks for a key, and voicesim has none to give",
    404: "check second_reader_url and second_reader_model",
}


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _reason(told: object) -> str:
    """What the server says of an error, cut short and safe to show."""
    reason = told.get("error", told.get("detail")) if isinstance(told, dict) else None
    if isinstance(reason, dict):
        reason = reason.get("message")
    return f": {printable(reason[:SHOWN_CHARS].strip())}" if isinstance(reason, str) and reason else ""
