"""A real server on this machine that speaks the protocol, and everything that servers do wrong."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler, str], None]
"""Writes the response to a prompt, by hand where it has to be wrong."""


def completion(content: object) -> bytes:
    """What a language model's server sends around the words of the model."""
    message = {"role": "assistant", "content": content}
    return json.dumps({"object": "chat.completion", "choices": [{"index": 0, "message": message}]}).encode()


def sends(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler, prompt: str) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def says(content: object) -> Answer:
    """A model that always writes this."""
    return sends(completion(content))


def claims(made: bool, quote: str = "") -> Answer:
    return says(json.dumps({"made": made, "quote": quote}))


def refuses(status: int, body: object) -> Answer:
    return sends(json.dumps(body).encode(), status)


@dataclass
class ModelServer:
    """Keeps what it was asked; `answer` may be changed at any time."""

    answer: Answer
    models: tuple[str, ...] = ("tiny",)
    prompts: list[str] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over, so that nobody who sleeps keeps it waiting."""

    port: int = 0
    secure: Callable[[ssl.SSLContext], None] = lambda context: None
    """Speak encrypted from now on."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


def silence(server: ModelServer) -> Answer:
    """Nothing at all, until the server ends."""

    def wait(handler: BaseHTTPRequestHandler, prompt: str) -> None:
        server.ended.wait(30)

    return wait


@contextmanager
def serving(answer: Answer, *models: str) -> Iterator[ModelServer]:
    server = ModelServer(answer, models or ("tiny",))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.paths.append(self.path)
            listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in server.models]}
            sends(json.dumps(listed).encode())(self, "")

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.paths.append(self.path)
            server.requests.append(request)
            server.headers.append(dict(self.headers))
            server.prompts.append(request["messages"][0]["content"])
            server.answer(self, server.prompts[-1])

        def log_message(self, *arguments: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, address: object) -> None:
            pass  # a client that went away

    with Quiet(("127.0.0.1", 0), Handler) as http:

        def secure(context: ssl.SSLContext) -> None:
            http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)

        server.secure = secure
        server.port = http.server_address[1]
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            http.shutdown()
            thread.join()
