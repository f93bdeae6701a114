"""A small web server on this machine, for tests of what comes over the network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class JsonAnswers(BaseHTTPRequestHandler):
    """Answers with `reply`, and prints nothing."""

    def reply(self, body: bytes, status: int = 200, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@contextmanager
def serving(answers: type[BaseHTTPRequestHandler], **bound: object) -> Iterator[str]:
    """The address at which a server answers so; `bound` becomes attributes of the handler."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (answers,), bound))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
