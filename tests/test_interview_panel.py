"""The conductor with a panel: who asks, what is said around the questions, and how to do without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.test_interview import BANK, Desk, MuteSpeaker, Room
from tests.test_interview import history as history
from tests.tone_speaker import FakeSpeaker
from voicesim.audio.clip import Clip
from voicesim.audio.player import SilentPlayer
from voicesim.bank.load import find_question
from voicesim.desk import Answered, Asking, Command, Event, Notice, Saying
from voicesim.interview.panel import ROLES, THANKS, Panel, announcement, greeting, make_panel
from voicesim.plan import Plan
from voicesim.store.history import History

OWNERSHIP, OTHER_OWNERSHIP, STRATEGY, LEADERSHIP = (
    find_question(BANK, name) for name in ("vision-define", "vision-adjust", "drive-strategy", "inspire")
)
QUESTIONS = (OWNERSHIP, STRATEGY, LEADERSHIP)


class Heard(SilentPlayer):
    """Remembers what was played: each speaker of these tests has a folder of its own."""

    def __init__(self) -> None:
        super().__init__(paced=False)
        self.by: list[str] = []

    def play(self, sound: Clip | Path | str) -> Any:
        self.by.append(Path(str(sound)).parent.name)
        return super().play(sound)


def held(
    folder: Path,
    history: History,
    desk: Desk,
    *,
    questions: Sequence[Any] = QUESTIONS,
    voices: int = 3,
    brief: bool = False,
    **equipment: Any,
) -> Heard:
    player = Heard()
    room = Room(folder, history, desk, plan=Plan(tuple(questions), seed=1))
    room.panel = make_panel(questions, voices, 12, brief=brief)
    others = tuple(FakeSpeaker(folder / f"voice {number}") for number in range(1, voices))
    room.equipment = {"player": player, "other_speakers": others} | equipment
    room.run()
    return player


def test_sections_are_asked_by_different_people_in_voices_of_their_own(
    tmp_path: Path, history: History
) -> None:
    desk = Desk()
    player = held(tmp_path, history, desk)
    assert [event.asker for event in desk.of(Asking)] == [f"{name}, {role}" for name, role in ROLES]
    said = [event for event in desk.shown if isinstance(event, Asking | Saying)]
    names = ("voice", "voice 1", "voice 2")
    expected = ["voice", *(name for name in names for _ in range(2)), "voice"]
    assert player.by == expected, "greeting, then announcement and question of each, then thanks"
    assert len(said) == len(expected)


def test_it_opens_with_a_greeting_and_how_long_it_takes_and_closes_with_thanks(
    tmp_path: Path, history: History
) -> None:
    desk = Desk()
    held(tmp_path, history, desk)
    spoken = desk.of(Saying)
    assert spoken[0].text.startswith("Hello, I am Alex, the hiring manager. With me: Sam, ")
    assert spoken[0].text.endswith("We have 3 questions, about 12 minutes in all.")
    assert spoken[-1].text == THANKS
    assert spoken[0].who == spoken[-1].who == "Alex"
    assert desk.shown.index(spoken[-1]) > desk.shown.index(desk.of(Answered)[-1])


def test_what_comes_next_is_said_before_it(tmp_path: Path, history: History) -> None:
    desk = Desk()
    held(tmp_path, history, desk)
    for asking in desk.of(Asking):
        told = _last_said_before(desk.shown, asking)
        assert asking.section_title in told.text
        assert asking.asker.startswith(told.who)


def _last_said_before(shown: Sequence[Event], asking: Asking) -> Saying:
    return [event for event in shown[: shown.index(asking)] if isinstance(event, Saying)][-1]


def test_brief_leaves_out_all_but_the_questions(tmp_path: Path, history: History) -> None:
    desk = Desk()
    player = held(tmp_path, history, desk, brief=True)
    assert desk.of(Saying) == []
    assert player.by == ["voice", "voice 1", "voice 2"]


@pytest.mark.parametrize("key", [Command.GO, Command.SKIP])
def test_a_key_skips_what_is_said_and_no_question(tmp_path: Path, history: History, key: Command) -> None:
    player = SilentPlayer(paced=True)
    desk = Desk(saying=[key] * 9, asking=[Command.GO] * 3)
    held(tmp_path, history, desk, player=player)
    assert len(desk.of(Asking)) == len(desk.of(Answered)) == 3
    assert desk.of(Notice) == []


def test_quitting_in_the_greeting_asks_nothing_and_thanks_nobody(tmp_path: Path, history: History) -> None:
    desk = Desk(saying=[Command.QUIT])
    held(tmp_path, history, desk, player=SilentPlayer(paced=True))
    assert len(desk.of(Saying)) == 1
    assert desk.of(Asking) == []
    assert history.session().finished_at is not None


def test_one_voice_is_one_person_who_does_all_of_it(tmp_path: Path, history: History) -> None:
    desk = Desk()
    player = held(tmp_path, history, desk, voices=1)
    assert {event.asker for event in desk.of(Asking)} == {""}
    assert set(player.by) == {"voice"}
    assert desk.of(Saying)[0].text == (
        "Hello, I am Alex, the hiring manager. We have 3 questions, about 12 minutes in all."
    )


def test_a_voice_that_fails_is_replaced_for_its_own_questions_only(tmp_path: Path, history: History) -> None:
    desk = Desk()
    others = (MuteSpeaker(), FakeSpeaker(tmp_path / "voice 2"))
    fallback = FakeSpeaker(tmp_path / "system")
    player = held(tmp_path, history, desk, brief=True, other_speakers=others, fallback=fallback)
    assert player.by == ["voice", "system", "voice 2"]
    assert len(desk.of(Notice)) == 1


def test_without_a_panel_nobody_introduces_themselves(tmp_path: Path, history: History) -> None:
    desk = Desk()
    Room(tmp_path, history, desk, count=2).run()
    assert desk.of(Saying) == []
    assert {event.asker for event in desk.of(Asking)} == {""}


class TestWhoAsks:
    def test_sections_go_round(self) -> None:
        panel = make_panel((*QUESTIONS, OTHER_OWNERSHIP), 2, 10)
        assert [panel.asks[each.section].name for each in QUESTIONS] == ["Alex", "Sam", "Alex"]

    @pytest.mark.parametrize(
        ("questions", "voices", "people"),
        [(QUESTIONS, 9, 3), (QUESTIONS, 0, 1), ((OWNERSHIP, OTHER_OWNERSHIP), 3, 1)],
    )
    def test_nobody_sits_there_without_a_voice_or_a_section(
        self, questions: tuple[Any, ...], voices: int, people: int
    ) -> None:
        panel = make_panel(questions, voices, 10)
        assert len(panel.members) == people
        assert len({member.voice for member in panel.members}) == people

    def test_within_a_section_nothing_is_announced(self) -> None:
        panel = make_panel((OWNERSHIP, OTHER_OWNERSHIP, STRATEGY), 1, 10)
        assert announcement(panel, OTHER_OWNERSHIP, OWNERSHIP, "Ownership") is None
        assert announcement(panel, STRATEGY, OTHER_OWNERSHIP, "Strategy") == "Next: Strategy."
        assert announcement(panel, OWNERSHIP, None, "Ownership") == "We begin with Ownership."

    def test_one_question_is_one(self) -> None:
        panel: Panel = replace(make_panel((OWNERSHIP,), 1, 1))
        assert greeting(panel, 1).endswith("We have 1 question, about 1 minute in all.")
