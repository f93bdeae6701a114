"""Real interviews in the history: noted, set right, forgotten."""

from __future__ import annotations

from datetime import date

import pytest

from voicesim.errors import InputError
from voicesim.store.debriefs import Came
from voicesim.store.history import History

DAY = date(2026, 11, 20)
CAME = (
    Came(1, "a launch that failed", "senior-pm", "launch-failed", 0.51),
    Came(2, "expected salary"),
)


@pytest.fixture
def noted(history: History) -> str:
    return history.save_debrief(DAY, "ACME", CAME).id


def test_it_is_kept_as_it_was_noted(history: History, noted: str) -> None:
    found = history.debrief(noted)
    assert (found.id, found.held_on, found.about, found.questions) == ("debrief-1", DAY, "ACME", CAME)
    assert history.debrief("last") == history.debrief("1") == found


def test_the_newest_interview_is_first_and_the_last_that_was_noted_is_last(
    history: History, noted: str
) -> None:
    earlier = history.save_debrief(date(2026, 11, 2), "", ())
    assert [each.id for each in history.debriefs()] == [noted, earlier.id]
    assert history.debrief().id == earlier.id


def test_a_question_can_be_set_right(history: History, noted: str) -> None:
    right = Came(2, "expected salary", None, None, None, decided=True)
    assert history.save_came(history.debrief(noted), right).questions == (CAME[0], right)


@pytest.mark.parametrize("name", ["debrief-9", "9", "debrief-x", "²", "", "99999999999999999999"])
def test_one_that_is_not_there_is_told(history: History, noted: str, name: str) -> None:
    with pytest.raises(InputError, match="no debrief"):
        history.debrief(name)
    with pytest.raises(InputError, match="no question 3"):
        history.debrief(noted).question(3)


def test_before_the_first_one_the_way_is_told(history: History) -> None:
    with pytest.raises(InputError, match="voicesim debrief"):
        history.debrief()


def test_forgetting_one_takes_its_questions_and_its_name_does_not_come_again(
    history: History, noted: str
) -> None:
    history.forget_debrief(history.debrief(noted))
    assert history.debriefs() == ()
    assert history.save_debrief(DAY, "", ()).id == "debrief-2"
    history.forget_debriefs()
    assert history.debriefs() == ()
