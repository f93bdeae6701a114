"""A connection that ends in time: a server that sends a byte now and then never keeps anybody waiting."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from types import TracebackType
from typing import Self


class ServerConnection:
    """A connected socket that is cut after `limit_s` seconds, which makes it `late`, or at once by whatever
    thread."""

    def __init__(self, connected: socket.socket, limit_s: float) -> None:
        self.socket = connected
        self.late = False
        self._timer = threading.Timer(max(0.0, limit_s), self._end)
        self._timer.daemon = True
        self._timer.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self.socket.close()

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Raises OSError when the server cannot prove that it is this host."""
        self.socket = context.wrap_socket(self.socket, server_hostname=host, do_handshake_on_connect=False)
        if isinstance(self.socket, ssl.SSLSocket):
            self.socket.do_handshake()

    def cut(self) -> None:
        """Whoever waits for this connection is told that it has ended."""
        with contextlib.suppress(OSError):
            # Not SSLSocket.shutdown, which takes the encryption away from under a reader.
            socket.socket.shutdown(self.socket, socket.SHUT_RDWR)

    def _end(self) -> None:
        self.late = True
        self.cut()
