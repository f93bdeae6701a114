"""practice --round: a whole round by name, as long as one is, kept like any other session."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.every_verb import Hears
from tests.practised import Call
from tests.practised import call as call
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.microphone import Microphone
from voicesim.audio.player import SilentPlayer
from voicesim.bank.load import builtin_banks
from voicesim.bank.question import Question
from voicesim.bank.rounds import ROUNDS
from voicesim.interview.equipment import Equipment
from voicesim.plan import Plan
from voicesim.store.history import History

START = "import sys; sys.argv = ['voicesim']; from voicesim.cli.main import run; run()"
AS_INSTALLED = (sys.executable, "-c", START)
"""The shell asks the program by its name, which `python -m` has not."""


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """What would be asked; nobody is."""
    found: list[Plan] = []
    monkeypatch.setattr(
        "voicesim.cli.practice.hold_session", lambda bank, plan, *rest, **options: found.append(plan)
    )
    monkeypatch.setattr("voicesim.cli.practice.equip", lambda *rest, **options: Equipment(*[None] * 4))  # type: ignore[arg-type]
    return found


def test_every_built_in_bank_is_a_round() -> None:
    assert sorted(ROUNDS.values()) == sorted(builtin_banks())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("product-sense", "7 of the 14 questions in pm-product-sense, about 43 minutes"),
        ("estimation", "all 6 questions in pm-estimation, about 30 minutes"),
        ("opening", "all 6 questions in pm-opening, about 15 minutes"),
        ("senior-pm", "14 of the 22 questions in senior-pm, about 43 minutes"),
    ],
)
def test_first_is_said_how_many_questions_and_minutes(
    call: Call, plans: list[Plan], name: str, told: str
) -> None:
    done = call("practice", "--round", name, "--seed", 1)
    assert done.code == 0
    assert done.err == f"voicesim: Round {name}: {told} with time to think and feedback.\n"


@pytest.mark.parametrize("name", ROUNDS)
def test_a_round_fills_its_minutes_unless_the_bank_is_short(call: Call, plans: list[Plan], name: str) -> None:
    assert call("practice", "--round", name, "--seed", 2).code == 0
    (plan,) = plans
    minutes = sum(question.target_s + 65 for question in plan.questions) / 60
    assert minutes <= 45
    assert minutes > 38 or f"all {len(plan.questions)}" in call("practice", "--round", name).err


def test_other_minutes_a_longer_pace_and_follow_ups_change_how_many_fit(
    call: Call, plans: list[Plan]
) -> None:
    common = ("practice", "--round", "leadership", "--seed", 3)
    for more in ((), ("--minutes", 20), ("--preset", "rapid"), ("--prep", 60), ("--follow-ups", 1)):
        assert call(*common, *more).code == 0
    assert [len(plan.questions) for plan in plans] == [13, 6, 24, 10, 12]
    assert plans[0].questions[:6] == plans[1].questions


def test_a_round_can_keep_to_a_section_or_begin_with_the_weakest(call: Call, plans: list[Plan]) -> None:
    assert call("practice", "--round", "metrics", "--section", "diagnose").code == 0
    assert {question.section for question in plans[0].questions} == {"diagnose"}
    assert call("practice", "--round", "metrics", "--weak").code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("senior-pm", "--round", "metrics"), "--round does not go with BANK: a round has its own bank"),
        (("-n", 3, "--round", "metrics"), "--round does not go with -n: a round has its own bank"),
        (("--question", "quality", "--round", "metrics"), "--round does not go with --question"),
        (("--resume", "--round", "metrics"), "--round does not go with --resume"),
        (
            ("--round", "metric"),
            'There is no round "metric"; did you mean "metrics"? (there are product-sense',
        ),
        (("--round", "x"), "choose one of these (there are product-sense, metrics, strategy, estimation"),
        (("--minutes", 30), "--minutes is for a round; name one with --round: product-sense, metrics"),
        (("--round", "product-sense", "--minutes", 5), "In 5 minutes there is time for no question; give 7"),
    ],
)
def test_what_does_not_go_together_gets_one_sentence(
    call: Call, plans: list[Plan], arguments: tuple[object, ...], sentence: str
) -> None:
    done = call("practice", *arguments)
    assert done.code == 2
    assert sentence in done.err
    assert len(done.err.splitlines()) == 1
    assert plans == []


def test_a_round_is_stored_and_resumed_like_any_session(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tone = Clip(np.full(RATE_HZ, 0.1, np.float32))

    def leaves_at_the_third(question: Question, number: int) -> Microphone:
        if number == 3:
            raise KeyboardInterrupt
        return FileMicrophone(tone, paced=False)

    equipment = Equipment(None, SilentPlayer(paced=False), leaves_at_the_third, Hears())
    monkeypatch.setattr("voicesim.cli.practice.equip", lambda *rest, **options: equipment)
    assert call("practice", "--round", "opening", "--seed", 1).code == 130
    with History.open(home / "history.sqlite3") as history:
        (session,) = history.sessions()
        answered = [attempt.question.id for attempt in history.attempts(session.id)]
    assert (session.kind, session.bank_id, len(session.planned)) == ("practice", "pm-opening", 6)
    assert answered == list(session.planned[:2])

    assert call("practice", "pm-opening", "--resume").code == 130
    with History.open(home / "history.sqlite3") as history:
        assert history.sessions()[0].planned == session.planned[2:]


@pytest.mark.parametrize(("begun", "names"), [("", [*ROUNDS, "loop"]), ("s", ["strategy", "senior-pm"])])
def test_the_shell_completes_rounds(begun: str, names: list[str]) -> None:
    asked = {"_VOICESIM_COMPLETE": "complete_bash", "COMP_CWORD": "3"}
    env = os.environ | asked | {"COMP_WORDS": f"voicesim practice --round {begun}"}
    done = subprocess.run(AS_INSTALLED, env=env, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == names
