"""The web socket of a page, as a browser opens it, and what may be said over it by something that is none."""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Message,
    Ping,
    RejectConnection,
    Request,
    TextMessage,
)

from tests.web.served import Desk
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.wav import to_pcm16

WAIT_S = 30.0


class Refused(Exception):
    """The server did not open a web socket."""


class Page:
    """`scene` is all that the server has told so far; `closed` is the code with which it has hung up."""

    def __init__(self, connection: socket.socket, target: str, headers: Mapping[str, str]) -> None:
        self.scene: dict[str, Any] = {}
        self.closed: int | None = None
        self._text = ""
        self._connection = connection
        self._protocol = WSConnection(ConnectionType.CLIENT)
        named = [(name.encode(), value.encode()) for name, value in headers.items() if name != "host"]
        self._send(Request(host=headers["host"], target=target, extra_headers=named))
        self._opened = False
        self.until(lambda: self._opened or self.closed is not None)
        if not self._opened:
            raise Refused

    def say(self, say: str, **words: object) -> None:
        self.send(json.dumps({"say": say, **words}))

    def begin(self, *questions: str, **wishes: object) -> None:
        self.say("begin", **{"bank": "senior-pm", "questions": questions} | wishes)

    def press(self, command: str, at: str | None = None) -> None:
        self.say("press", command=command, at=at or self.scene["moment"]["name"])

    def record(
        self, samples: Samples, take: int | None = None, rate_hz: int = RATE_HZ, *, paced: bool = False
    ) -> None:
        """Sound of the take that is being listened to, in blocks of 32 ms: at once, or as it is spoken."""
        size = round(0.032 * rate_hz)
        for first in range(0, len(samples), size):
            time.sleep(0.032 * paced)
            self.send(block(samples[first : first + size], take or self.scene["listen"], rate_hz))

    def send(self, data: str | bytes, *, finished: bool = True) -> None:
        self._send(Message(data, message_finished=finished))

    def until(self, is_so: Callable[[], object]) -> None:
        """Take what comes until something is true, or the test fails."""
        deadline_s = time.monotonic() + WAIT_S
        while not is_so():
            assert time.monotonic() < deadline_s, self.scene
            self._receive()

    def until_moment(self, name: str) -> Mapping[str, Any]:
        self.until(lambda: self.scene.get("moment", {}).get("name") == name)
        moment: Mapping[str, Any] = self.scene["moment"]
        return moment

    def _send(self, event: Any) -> None:
        self._connection.sendall(self._protocol.send(event))

    def _receive(self) -> None:
        try:
            data = self._connection.recv(65_536)
        except TimeoutError:
            return
        except ConnectionError:
            data = b""
        if not data:
            self.closed = self.closed or 1006
            return
        self._protocol.receive_data(data)
        for event in self._protocol.events():
            match event:
                case AcceptConnection():
                    self._opened = True
                case RejectConnection():
                    self.closed = event.status_code
                case TextMessage():
                    self._told(event)
                case Ping():
                    self._send(event.response())
                case CloseConnection():
                    self.closed = event.code
                case BytesMessage():
                    raise AssertionError("the server sends no bytes")

    def _told(self, event: TextMessage) -> None:
        self._text += event.data
        if event.message_finished:
            self.scene |= json.loads(self._text)
            self._text = ""


def block(samples: Samples, take: int, rate_hz: int = RATE_HZ) -> bytes:
    return struct.pack("<II", take, rate_hz) + to_pcm16(samples)


@contextmanager
def opened(desk: Desk, path: str | None = None, **headers: str) -> Iterator[Page]:
    """A page of the desk; `path` and headers as a test says otherwise. Raises Refused."""
    sent = {"host": desk.door.host, "origin": desk.door.origin} | headers
    target = f"{desk.door.prefix}/practice/socket" if path is None else path
    with socket.create_connection(desk.door.host.split(":"), timeout=WAIT_S) as connection:  # type: ignore[arg-type]
        connection.settimeout(0.05)
        yield Page(connection, target, {name: value for name, value in sent.items() if value})
