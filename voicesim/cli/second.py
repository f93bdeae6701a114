"""The second reader that the settings name: what is told of it, and of what it left undone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from voicesim.cli.output import say
from voicesim.config import Settings
from voicesim.errors import InputError
from voicesim.second.background import Background
from voicesim.second.reader import SecondReader
from voicesim.store.history import History
from voicesim.store.records import Session

WAITING = "The second reader is reading; Ctrl-C goes on without it"
LINGER_S = 10.0
"""How long the end of a session waits for what is being read."""


def second_reader(settings: Settings) -> SecondReader | None:
    """The one that the settings name, None without; says so when it is not on this machine."""
    if settings.second_reader_url is None:
        return None
    reader = SecondReader.at(
        settings.second_reader_url,
        settings.second_reader_model,
        settings.second_reader_timeout_s,
        allow_remote=settings.second_reader_allow_remote,
    )
    if reader.warning:
        say(reader.warning)
    return reader


def wanted_reader(settings: Settings, *, wanted: bool) -> SecondReader | None:
    """The one to wait for, None when it is not `wanted`. Raises InputError when the settings name none, and
    ReaderError when there is no telling which model is meant."""
    if not wanted:
        return None
    reader = second_reader(settings)
    if reader is None:
        raise InputError(
            'There is no second reader; name one in the settings, such as second_reader_url = "'
            'http://localhost:11434/v1".'
        )
    reader.model()
    return reader


@contextmanager
def reading(reader: SecondReader | None, history: History) -> Iterator[Background | None]:
    """The reader at work on a thread of its own, where there is one."""
    if reader is None:
        yield None
        return
    with Background(reader, history) as background:
        yield background


def settle(background: Background, shown: AbstractContextManager[object]) -> int:
    """Give what is being read a moment, which Ctrl-C ends; `shown` says so meanwhile. How many are left."""
    if background.left:
        with contextlib.suppress(KeyboardInterrupt), shown:
            background.wait(LINGER_S)
    return background.left


def tell_reading(left: int, problem: str, session: Session) -> None:
    """What the second reader could not do, and how to have it done."""
    if problem:
        say(problem)
    if left or problem:
        again = f"voicesim rescore {session.id} --second-reader"
        say(f"The second reader is not done with this session; ask it again with: {again}")
