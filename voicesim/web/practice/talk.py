"""The web socket of a page: what it says goes to the interview, and what changes comes back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from voicesim.errors import InputError
from voicesim.web.practice.choice import read_choice
from voicesim.web.practice.interviews import Interviews
from voicesim.web.practice.messages import read_block, read_words

LOG = logging.getLogger(__name__)

EVERY_S = 0.05
"""How often what changed is sent; the clock and the level move as smoothly as in the terminal."""

ELSEWHERE, UNREADABLE = 4000, 1003
"""Why a socket is closed: another page shows the interview, or what came over it was not understood."""


async def talk(socket: WebSocket, interviews: Interviews) -> None:
    """Until the page is gone, or another one has come."""
    await socket.accept()
    visit = interviews.line.attach()
    telling = asyncio.create_task(_tell(socket, interviews, visit))
    try:
        await _listen(socket, interviews, visit)
    except InputError:
        LOG.info("a page was not understood")
        with suppress(RuntimeError):  # it was gone already
            await socket.close(UNREADABLE)
    except WebSocketDisconnect:
        pass
    finally:
        interviews.line.detach(visit)
        telling.cancel()
        with suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
            await telling


async def _tell(socket: WebSocket, interviews: Interviews, visit: int) -> None:
    version = 0
    while interviews.line.newest(visit):
        version, changed = interviews.line.news(version)
        if changed:
            await socket.send_json(changed)
        await asyncio.sleep(EVERY_S)
    await socket.close(ELSEWHERE)


async def _listen(socket: WebSocket, interviews: Interviews, visit: int) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        if not interviews.line.newest(visit):
            continue
        if message.get("bytes") is not None:
            block = read_block(message["bytes"])
            interviews.line.hear(block.take, block.rate_hz, block.samples)
        else:
            await _hear(socket, interviews, read_words(message["text"]))


async def _hear(socket: WebSocket, interviews: Interviews, said: Mapping[str, Any]) -> None:
    """Raises InputError for what no page of ours says."""
    match said:
        case {"say": "begin"}:
            try:
                await run_in_threadpool(interviews.begin, read_choice(said))
            except InputError as exc:
                await socket.send_json({"refused": str(exc)})
        case {"say": "press", "command": str(name), "at": str(moment)}:
            interviews.line.press(name, moment)
        case {"say": "played", "sound": int(number), "well": bool(well)}:
            interviews.line.played(number, well=well)
        case {"say": "microphone ended"}:
            interviews.line.microphone_ended()
        case _:
            raise InputError("This is no message of the desk's own page.")
