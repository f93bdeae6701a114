"""Measured answers, made up from the few things that a test is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from voicesim.assess.assessment import Verdict
from voicesim.bank.question import Kind
from voicesim.store.records import Measured, PointVerdict

FIRST_DAY = datetime.fromisoformat("2026-11-02T09:00:00+00:00")
VERDICTS: dict[str, Verdict] = {"+": "covered", "?": "check", "-": "missed"}
KINDS: dict[str, Kind] = {"": "content", "c": "content", "m": "metric"}

Answer = Callable[..., Measured]


def measured(
    question: str = "q1", points: str = "+-", day: float = 0, *, kinds: str = "", **changes: object
) -> Measured:
    """An answer `day` days after the first; `points` is a sign for each: + covered, ? check, - missed."""
    at = FIRST_DAY + timedelta(days=day)
    given: dict[str, object] = {
        "attempt_id": f"{question}-{day}",
        "session_id": f"s{day}",
        "session_kind": "practice",
        "bank_id": "senior-pm",
        "question_id": question,
        "section": "strategy",
        "number": 1,
        "take": 1,
        "created_at": at.isoformat(timespec="milliseconds"),
        "judged": True,
        "target_s": 120.0,
        "answer_s": 120.0,
        "length": "on-target",
        "words_per_minute": 140.0,
        "fillers_per_minute": 2.0,
        "points": tuple(
            PointVerdict(f"p{n}", KINDS[kinds[n : n + 1]], VERDICTS[sign]) for n, sign in enumerate(points)
        ),
    }
    return Measured(**{**given, **changes})  # type: ignore[arg-type]


@pytest.fixture
def answer() -> Answer:
    return measured
