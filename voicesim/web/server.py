"""A small server on 127.0.0.1 that ends with the terminal, or when nobody has used it for an hour."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voicesim.errors import InputError, VoicesimError
from voicesim.web.guard import MAX_BODY_BYTES, MAX_HEAD_BYTES, App, Door, Guard

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"
HTTP = 80
"""The port that browsers leave out of an address."""

UNUSED_S = 3600.0
LOOK_EVERY_S = 5.0
END_S = 1
"""A browser that holds on to a recording does not keep the server from ending."""

MAX_CONNECTIONS = 64
logging.getLogger("uvicorn").addHandler(logging.NullHandler())  # or it prints mistakes, with their words


@dataclass(frozen=True, slots=True)
class OpenSocket:
    """A socket that takes connections, and the door that they come to."""

    socket: socket.socket
    door: Door


def listen(port: int = 0) -> OpenSocket:
    """Take a port of this machine, any free one for 0, with a new token.

    Raises InputError where the port is taken, VoicesimError where there is none to be had.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()
    except OSError as exc:
        listening.close()
        if port:
            raise InputError(
                f"Port {port} cannot be used ({exc.strerror}); choose another with --port, or leave it out."
            ) from exc
        raise VoicesimError(
            f"No port of {HOST} can be used ({exc.strerror}); allow voicesim to listen there."
        ) from exc
    taken = listening.getsockname()[1]
    host = HOST if taken == HTTP else f"{HOST}:{taken}"
    return OpenSocket(listening, Door(host, secrets.token_urlsafe(32)))


def serve(
    app: App,
    listening: OpenSocket,
    *,
    unused_s: float = UNUSED_S,
    look_every_s: float = LOOK_EVERY_S,
    now: Callable[[], float] = time.monotonic,
) -> None:
    """Answer until nobody has asked for `unused_s`, or a signal ends it (KeyboardInterrupt)."""
    import uvicorn

    used_at = now()

    def used() -> None:
        nonlocal used_at
        used_at = now()

    server = uvicorn.Server(
        uvicorn.Config(
            Guard(app, listening.door, used),
            http="h11",
            ws="wsproto",
            ws_max_size=MAX_BODY_BYTES,
            ws_per_message_deflate=False,  # or a short message could grow to a huge one
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=MAX_HEAD_BYTES,
            limit_concurrency=MAX_CONNECTIONS,
            timeout_graceful_shutdown=END_S,
        )
    )
    asyncio.run(_run(server, listening, lambda: now() - used_at >= unused_s, look_every_s))


async def _run(
    server: uvicorn.Server, listening: OpenSocket, over: Callable[[], bool], look_every_s: float
) -> None:
    async def watch() -> None:
        while not over():
            await asyncio.sleep(look_every_s)
        server.should_exit = True

    watching = asyncio.create_task(watch())
    try:
        await server.serve(sockets=[listening.socket])
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
