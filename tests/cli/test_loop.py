"""practice --round loop: a whole interview day in rounds, each a session, gone on with by --resume."""

from __future__ import annotations

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
from voicesim.bank.load import builtin_banks, load_bank
from voicesim.bank.question import Question
from voicesim.bank.rounds import LOOP
from voicesim.interview.equipment import Equipment
from voicesim.store.history import History

SHORT = ("practice", "--round", "loop", "--minutes", 8, "--prep", 0)
TONE = Clip(np.full(RATE_HZ // 2, 0.1, np.float32))


@pytest.fixture
def leaving(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Ids of the questions at which somebody goes away; everything else is answered by half a second."""
    gone: set[str] = set()

    def microphone(question: Question, number: int) -> Microphone:
        if question.id in gone:
            raise KeyboardInterrupt
        return FileMicrophone(TONE, paced=False)

    equipment = Equipment(None, SilentPlayer(paced=False), microphone, Hears())
    monkeypatch.setattr("voicesim.cli.practice.equip", lambda *rest, **options: equipment)
    return gone


def banks_asked(home: Path) -> list[str]:
    with History.open(home / "history.sqlite3") as history:
        return [session.bank_id for session in reversed(history.sessions())]


def test_every_stop_has_its_bank_and_section() -> None:
    assert [stop.name for stop in LOOP] == [
        "opening", "product-sense", "metrics", "strategy", "leadership", "closing",
    ]  # fmt: skip
    for stop in LOOP:
        assert stop.bank in builtin_banks()
        sections = {section.id for section in load_bank(stop.bank).sections}
        assert stop.section is None or stop.section in sections


def test_each_round_says_where_in_the_day_it_is_and_what_comes_next(
    call: Call, home: Path, leaving: set[str]
) -> None:
    first = call(*SHORT)
    assert first.code == 0
    assert "Loop, round 1 of 6: opening (opening · product-sense · metrics" in first.err
    assert "3 of the 4 questions in pm-opening" in first.err
    assert "Next is product-sense: voicesim practice --round loop --resume" in first.err
    for stop in LOOP[1:]:
        done = call(*SHORT, "--resume")
        assert done.code == 0, done.err
        assert f": {stop.name} (" in done.err
    assert "That was the whole loop." in done.err
    assert banks_asked(home) == [stop.bank for stop in LOOP]
    over = call(*SHORT, "--resume")
    assert over.code == 2
    assert "The last loop is over" in over.err


def test_a_round_that_was_broken_off_is_finished_first(call: Call, home: Path, leaving: set[str]) -> None:
    assert call(*SHORT).code == 0
    leaving.update(question.id for question in load_bank("pm-product-sense").questions)
    assert call(*SHORT, "--resume").code == 130
    leaving.clear()
    again = call(*SHORT, "--resume")
    assert again.code == 0
    assert "round 2 of 6: product-sense" in again.err
    assert "Next is metrics" in again.err
    with History.open(home / "history.sqlite3") as history:
        last, before, _ = history.sessions()
    assert last.planned == before.planned


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((*SHORT, "--resume"), "The last session was no round of a loop; begin one with"),
        (("practice", "senior-pm", "--round", "loop"), "--round does not go with BANK"),
        ((*SHORT, "--section", "closing"), "--round does not go with --section"),
    ],
)
def test_what_does_not_go_together_gets_one_sentence(
    call: Call, home: Path, arguments: tuple[object, ...], sentence: str
) -> None:
    done = call(*arguments)
    assert done.code == 2
    assert sentence in done.err
