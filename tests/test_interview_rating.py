"""Before the feedback people rate themselves; after it they may correct a verdict, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.test_interview import Desk, Room
from tests.test_interview import history as history
from tests.test_interview_checks import judge as judge
from voicesim.desk import Answered, Checked, Command, Prompt
from voicesim.interview.conductor import Interview
from voicesim.interview.equipment import Pacing
from voicesim.interview.rating import chosen_numbers
from voicesim.store.history import History

RATING = Pacing(prep_s=0.0, max_s=lambda target_s: 9.0, linger_s=0.0, check_s=0.0, self_rate=True)
STAYING = Pacing(prep_s=0.0, max_s=lambda target_s: 9.0, linger_s=None, check_s=0.0)


class Typist(Desk):
    """A desk whose person types what a script has, and remembers what was asked and what was shown before."""

    def __init__(self, typing: Sequence[str | None] = (), **script: Sequence[Command]) -> None:
        super().__init__(**script)
        self.prompts: list[Prompt] = []
        self.told_before: list[bool] = []
        self._typing = list(typing)

    def typed(self, prompt: Prompt) -> str | None:
        self.prompts.append(prompt)
        self.told_before.append(any(isinstance(event, Answered) for event in self.shown))
        return self._typing.pop(0)


@pytest.fixture(autouse=True)
def with_a_typist(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interviews of a room are held with a person who can type, where its desk is one."""
    begin = Interview.__init__

    def init(self: Interview, **parts: object) -> None:
        begin(self, **parts, typist=parts["desk"] if isinstance(parts["desk"], Typist) else None)  # type: ignore[arg-type]

    monkeypatch.setattr(Interview, "__init__", init)


def test_how_it_went_and_which_points_are_asked_before_anything_is_told(
    tmp_path: Path, history: History
) -> None:
    desk = Typist(["4", "13"])
    Room(tmp_path, history, desk, pacing=RATING).run()
    (attempt,) = history.attempts()
    ids = [point.id for point in attempt.question.key_points]
    assert attempt.rating is not None
    assert (attempt.rating.went, attempt.rating.made) == (4, (ids[0], ids[2]))
    assert attempt.rating.asked == tuple(ids)
    assert desk.told_before == [False, False]
    assert [option.name for option in desk.prompts[1].options] == ids
    (answered,) = desk.of(Answered)
    assert answered.attempt.rating == attempt.rating, "the feedback shows it beside the verdict"


def test_what_makes_no_sense_is_asked_again_and_none_is_an_answer(tmp_path: Path, history: History) -> None:
    desk = Typist(["1", "9", "no", "0"])
    Room(tmp_path, history, desk, pacing=RATING).run()
    (attempt,) = history.attempts()
    assert attempt.rating is not None
    assert (attempt.rating.went, attempt.rating.made) == (1, ())
    assert [bool(prompt.remark) for prompt in desk.prompts] == [False, False, True, True]


def test_what_is_left_open_is_not_kept(tmp_path: Path, history: History) -> None:
    Room(tmp_path, history, Typist([None, "2"]), pacing=RATING).run()
    Room(tmp_path, history, Typist([None, None]), pacing=RATING).run()
    marked, unmarked = history.attempts()
    assert marked.rating is not None
    assert marked.rating.went is None
    assert unmarked.rating is None


def test_nobody_is_asked_where_it_is_off_or_nobody_can_type(tmp_path: Path, history: History) -> None:
    off = Typist(answered=[Command.GO])
    Room(tmp_path, history, off, pacing=STAYING).run()
    Room(tmp_path, history, Desk(), pacing=RATING).run()
    assert off.prompts == []
    assert all(attempt.rating is None for attempt in history.attempts())


def test_an_answer_that_waits_to_be_written_down_is_rated_too(tmp_path: Path, history: History) -> None:
    Room(tmp_path, history, Typist(["5", "1"]), pacing=RATING, equipment={"transcriber": None}).run()
    (attempt,) = history.attempts()
    assert attempt.assessment is None
    assert attempt.rating is not None


def corrected(tmp_path: Path, history: History, *typing: str | None) -> Typist:
    desk = Typist(list(typing), answered=[Command.DISAGREE], checked=[Command.GO])
    if None in typing:
        desk._script["answered"].append(Command.GO)
    Room(tmp_path, history, desk, pacing=STAYING).run()
    return desk


def test_a_verdict_is_corrected_by_its_number_with_a_reason(tmp_path: Path, history: History) -> None:
    desk = corrected(tmp_path, history, "1", "That was somebody else.")
    (attempt,) = history.attempts()
    assert attempt.assessment is not None
    (own,) = attempt.own
    assert (own.point_id, own.made, own.reason) == (
        attempt.assessment.points[0].point_id,
        False,
        "That was somebody else.",
    )
    assert (own.over, own.corrects) == ("covered", True)
    assert [option.verdict for option in desk.prompts[0].options][:2] == ["covered", "check"]
    (checked,) = desk.of(Checked)
    assert checked.reason == own.reason


def test_a_point_to_check_is_asked_which_way(tmp_path: Path, history: History) -> None:
    corrected(tmp_path, history, "2", "y", "")
    ((own,),) = [attempt.own for attempt in history.attempts()]
    assert (own.made, own.over, own.corrects) == (True, "check", False)


@pytest.mark.parametrize("typing", [(None,), ("1", None), ("99", None), ("2", None)])
def test_what_is_left_changes_nothing(
    tmp_path: Path, history: History, typing: tuple[str | None, ...]
) -> None:
    desk = corrected(tmp_path, history, *typing)
    assert [attempt.own for attempt in history.attempts()] == [()]
    assert desk.of(Checked) == []


@pytest.mark.parametrize(
    ("typed", "most", "numbers"),
    [
        ("1", 6, (1,)),
        ("31", 6, (1, 3)),
        ("1, 3 3", 6, (1, 3)),
        ("0", 6, ()),
        ("7", 6, None),
        ("10", 6, None),
        ("1 12", 12, (1, 12)),
        ("x", 6, None),
        ("²", 6, None),
        (" , ", 6, None),
    ],
)
def test_numbers_as_they_are_typed(typed: str, most: int, numbers: tuple[int, ...] | None) -> None:
    assert chosen_numbers(typed, most) == numbers
