"""A history in a temporary folder, with a clock that ticks once a minute and counted session names."""

from __future__ import annotations

import itertools
import wave
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from voicesim.assess.assessment import Assessment, Delivery, PointHit, Timing
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import Transcript, Word
from voicesim.store.history import History

Open = Callable[..., History]


@pytest.fixture
def open_history(home: Path) -> Iterator[Open]:
    """Opens the same history again and again, as one program start after another would."""
    minutes = itertools.count()
    names = itertools.count(1)
    start = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    opened: list[History] = []

    def open_(path: Path = home / "history.sqlite3", **options: object) -> History:
        given = {
            "clock": lambda: start + timedelta(minutes=next(minutes)),
            "new_id": lambda now: f"s{next(names)}",
        }
        opened.append(History.open(path, **{**given, **options}))  # type: ignore[arg-type]
        return opened[-1]

    yield open_
    for history in opened:
        history.close()


@pytest.fixture
def history(open_history: Open) -> History:
    return open_history()


@pytest.fixture
def question() -> Question:
    point = KeyPoint(
        "trade-offs", "tradeoff", "names what was given up", ("instead of",), "What did you give up?"
    )
    return Question("vision-define", "vision", "How do you set a vision?", "approach", 120.0, (point,))


@pytest.fixture
def transcript() -> Transcript:
    return Transcript((Word("So,", 0.84, 0.97, 0.98), Word("well.", 1.0, 1.4, 0.5)), "en", "base.en")


def assessment(scorer: str = "1") -> Assessment:
    return Assessment(
        timing=Timing(target_s=120.0, recorded_s=3.0),
        delivery=Delivery(2, 85.7, (), 0.0, (), (), "slow", "ok"),
        structure=None,
        points=(PointHit("trade-offs", "tradeoff", "missed", "nothing was given up"),),
        figures=(),
        advice=("Say what you gave up.",),
        scorer=scorer,
    )


@pytest.fixture
def judge() -> Callable[[str], Assessment]:
    return assessment


@pytest.fixture
def record(home: Path) -> Callable[[str, float], Path]:
    """Write a WAV of so many seconds under the recordings directory."""

    def write(name: str, seconds: float) -> Path:
        path = home / "recordings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(path), "wb") as sound:
            sound.setparams((1, 2, 16_000, 0, "NONE", ""))
            sound.writeframes(b"\1\0" * round(seconds * 16_000))
        return path

    return write
