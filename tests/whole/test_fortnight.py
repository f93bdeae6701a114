"""A fortnight with a fixed clock: a plan is made, days are missed, questions answered; then it is the day.

The interviews are real ones, with a candidate in place of the microphone and of the speech model.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.fixed_clock import FIRST_DAY, Clock
from tests.fixed_clock import clock as clock
from tests.practised import Call, spoken
from tests.practised import call as call
from tests.stories.written import LAUNCH
from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Microphone
from voicesim.audio.player import SilentPlayer
from voicesim.bank.question import Question
from voicesim.interview.equipment import Equipment
from voicesim.speech.words import SpeechSpan, Transcript
from voicesim.store.history import History

ON = FIRST_DAY + timedelta(days=14)
MINUTES = 10
MISSED = (3, 4, 5, 9)
QUESTIONS = 9
POINTS = (
    "Says what was decided.",
    "Says what it cost or what was given up.",
)
GOOD = "I decided to drop the forecasting module, and we gave up a month of sales for it."
POOR = "It was a nice time and everybody was friendly."


@dataclass
class Candidate:
    """Answers whatever is asked, every third question poorly the first time."""

    saying: str = ""
    asked: int = 0
    name = "candidate"

    def microphone(self, question: Question, number: int) -> Microphone:
        self.asked += 1
        self.saying = POOR if self.asked % 3 == 0 else GOOD
        return FileMicrophone(Clip(np.full(RATE_HZ, 0.1, np.float32)), paced=False)

    def transcribe(
        self, samples: Samples, spans: Sequence[SpeechSpan], cancelled: threading.Event | None = None
    ) -> Transcript:
        return spoken(self.saying)

    def expecting(self, vocabulary: Iterable[str]) -> Candidate:
        return self


@pytest.fixture
def bank(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nine questions of a minute, a story, and a candidate who answers."""
    points = "".join(f"      - {{id: p{n}, means: {means}}}\n" for n, means in enumerate(POINTS))
    path = tmp_path / "mine.yaml"
    path.write_text(
        "questions:\n"
        + "".join(
            f"  - id: q{n}\n    prompt: Tell me about decision number {n}.\n    style: story\n"
            f"    target_s: 60\n    key_points:\n{points}"
            for n in range(QUESTIONS)
        ),
        encoding="utf-8",
    )
    stories = home / "stories"
    stories.mkdir(parents=True)
    (stories / "late-launch.md").write_text(LAUNCH, encoding="utf-8")
    candidate = Candidate()
    equipment = Equipment(None, SilentPlayer(paced=False), candidate.microphone, candidate)
    monkeypatch.setattr("voicesim.cli.practice.equip", lambda *rest, **options: equipment)
    return path


def shown(call: Call) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(call("plan", "--json").out)
    return plan


def asked(day: dict[str, Any]) -> list[str]:
    return [each for sitting in day["sittings"] for each in sitting["questions"]]


@pytest.mark.slow
def test_a_fortnight(call: Call, clock: Clock, home: Path, bank: Path) -> None:
    assert call("plan", "--on", ON, "--minutes-a-day", MINUTES, "--bank", bank).code == 0
    answered: dict[date, list[str]] = {}
    waiting: dict[int, set[str]] = {}
    for number in range(14):
        plan = shown(call)
        today = plan["days"][0]
        assert plan["days_left"] == 14 - number
        assert all(day["minutes"] <= MINUTES for day in plan["days"] if not (day["loop"] or day["card"]))
        assert [day["on"] for day in plan["days"] if day["card"]] == [ON.isoformat()]
        progress = json.loads(call("progress", "--json").out)
        due_on = [each["due_on"] for each in progress["repetitions"]]
        assert all(each <= ON.isoformat() for each in due_on), "no interval passes the date"
        waiting[number] = set(progress["due"])
        if number not in MISSED:
            done = call("practice", "--today", "--json")
            assert done.code == 0, done.err
            answered[clock.day] = [json.loads(line)["question"] for line in done.out.splitlines()]
            assert answered[clock.day] == asked(today)
            again = shown(call)["days"][0]
            assert asked(again) == asked(today), "the part of a day stays what it was while it is done"
            assert all(sitting["left"] == [] for sitting in again["sittings"])
        clock.go_on()

    usual = {day: ids for day, ids in answered.items() if day != ON - timedelta(days=2)}
    assert all(1 <= len(ids) <= 4 for ids in usual.values()), "days that were missed are not piled up"
    assert len(answered[ON - timedelta(days=2)]) == QUESTIONS, "the full loop"
    assert {each for ids in usual.values() for each in ids} == {f"q{n}" for n in range(QUESTIONS)}
    back, *next_days = (answered[FIRST_DAY + timedelta(days=day)] for day in (6, 7, 8))
    assert len(waiting[6]) > len(back), "more waited than a day holds"
    assert waiting[6] <= {*back, *(each for day in next_days for each in day)}, "and is spread"

    morning = shown(call)
    (day,) = morning["days"]
    assert (morning["days_left"], day["card"], day["minutes"]) == (0, True, 15)
    assert morning["card"]["stories"][0]["story"] == "late-launch"
    assert morning["card"]["aloud"]
    assert morning["card"]["points"]
    card = call("plan")
    assert "The card: fifteen minutes, nothing new" in card.out
    assert call("practice", "--today", "--json").code == 0

    clock.go_on()
    assert "is past" in call("plan").err


def test_what_was_begun_goes_on_later_in_the_day(
    call: Call, clock: Clock, home: Path, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("plan", "--on", ON, "--minutes-a-day", MINUTES, "--bank", bank)
    whole = asked(shown(call)["days"][0])
    candidate = Candidate()

    def leaves_at_the_second(question: Question, number: int) -> Microphone:
        if number == 2:
            raise KeyboardInterrupt
        return candidate.microphone(question, number)

    leaver = Equipment(None, SilentPlayer(paced=False), leaves_at_the_second, candidate)
    with monkeypatch.context() as patch:
        patch.setattr("voicesim.cli.practice.equip", lambda *rest, **options: leaver)
        assert call("practice", "--today").code == 130
    (sitting,) = shown(call)["days"][0]["sittings"]
    assert sitting["left"] == whole[1:]
    assert f"done: {whole[0]}" in call("plan").out
    assert call("practice", "--today").code == 0
    done = call("practice", "--today")
    assert (done.code, done.out) == (0, "")
    assert "Today's part is done" in done.err
    assert "Today's part is done." in call("plan").out


def test_the_drill_is_part_of_a_day_and_named_where_nobody_can_type(
    call: Call, clock: Clock, home: Path, bank: Path
) -> None:
    call("plan", "--on", ON, "--minutes-a-day", MINUTES, "--bank", bank)
    clock.go_on()
    assert shown(call)["days"][0]["drill"] == {"bank": "mine", "done": False}
    assert f"voicesim stories drill {bank}" in call("practice", "--today").err
    with History.open(home / "history.sqlite3") as history:
        history.save_drilled("mine", "q1", "late-launch", 3)
    assert shown(call)["days"][0]["drill"] == {"bank": "mine", "done": True}
    assert "Today's part is done." in call("plan").out


def test_a_session_tells_for_which_interview_it_was_held(
    call: Call, clock: Clock, home: Path, bank: Path
) -> None:
    call("plan", "--on", ON, "--minutes-a-day", MINUTES, "--bank", bank)
    clock.go_on(2)
    assert call("practice", "--today", "--json").code == 0
    exported = json.loads(call("export", "--format", "json", "--output", "-").out)
    assert exported["plan"] == {"on": ON.isoformat(), "days_left": 12}
    assert call("plan", "--clear").code == 0
    assert json.loads(call("export", "--format", "json", "--output", "-").out)["plan"] is None
