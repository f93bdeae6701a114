"""What a session asks, as a value: a plan, or why there is nothing to ask."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.practised import practised
from voicesim.bank.load import load_bank
from voicesim.errors import InputError
from voicesim.plan import Plan
from voicesim.practice.choose import NO_WISH, NothingToAsk, OpenHistory, Wish, choose_plan
from voicesim.practice.loop import Place
from voicesim.practice.pending import waiting_answers
from voicesim.practice.session import MINUTES, QUESTIONS, Chosen, SessionRequest, choose_session
from voicesim.review.days import Days
from voicesim.store.history import History

BANK = load_bank("senior-pm")
FIRST, SECOND = (question.id for question in BANK.questions[:2])
SAID = "We gave up the dashboard, and retention went up by twelve percent."


@pytest.fixture
def open_history(home: Path) -> OpenHistory:
    return partial(History.open, home / "history.sqlite3")


def chosen(open_history: OpenHistory, wish: Wish, section: str | None = None) -> Plan | NothingToAsk:
    return choose_plan(open_history, BANK, wish, Days(), count=None, section=section, seed=1, target_s=None)


def ids(found: Plan | NothingToAsk) -> list[str]:
    assert isinstance(found, Plan)
    return [question.id for question in found.questions]


class TestAPlan:
    def test_by_chance_needs_no_history(self, open_history: OpenHistory, home: Path) -> None:
        assert len(ids(chosen(open_history, NO_WISH))) == len(BANK.questions)
        assert not (home / "history.sqlite3").exists()

    def test_of_what_is_due(self, open_history: OpenHistory, home: Path) -> None:
        practised(home, (FIRST, SAID), days_ago=400)
        assert ids(chosen(open_history, Wish(due=True))) == [FIRST]

    def test_of_the_weakest_first(self, open_history: OpenHistory, home: Path) -> None:
        practised(home, (SECOND, SAID))
        found = ids(chosen(open_history, Wish(weak=True)))
        assert found[0] == SECOND
        assert len(found) == len(BANK.questions)

    def test_of_what_the_last_session_left(self, open_history: OpenHistory, home: Path) -> None:
        practised(home, (FIRST, SAID), planned=(FIRST, SECOND))
        assert ids(chosen(open_history, Wish(resume=True))) == [SECOND]


class TestNothingToAsk:
    def test_never_practised(self, open_history: OpenHistory) -> None:
        assert chosen(open_history, Wish(due=True)) == NothingToAsk("never practised", BANK.id)

    def test_not_due_yet_and_when_the_next_one_is(self, open_history: OpenHistory, home: Path) -> None:
        practised(home, (FIRST, SAID), days_ago=0)
        found = chosen(open_history, Wish(due=True))
        assert isinstance(found, NothingToAsk)
        assert found.reason == "not due yet"
        assert found.coming is not None
        assert found.coming.question_id == FIRST

    def test_not_in_the_section(self, open_history: OpenHistory, home: Path) -> None:
        practised(home, (FIRST, SAID), days_ago=400)
        other = next(each.id for each in BANK.sections if each.id != BANK.questions[0].section)
        found = chosen(open_history, Wish(due=True), section=other)
        assert found == NothingToAsk("not due in the section", BANK.id, section=other)

    def test_no_session(self, open_history: OpenHistory) -> None:
        assert chosen(open_history, Wish(resume=True)) == NothingToAsk("no session", BANK.id)

    def test_all_answered(self, open_history: OpenHistory, home: Path) -> None:
        session = practised(home, (FIRST, SAID))
        found = chosen(open_history, Wish(resume=True))
        assert found == NothingToAsk("all answered", BANK.id, session_id=session)

    def test_all_recorded_and_some_not_judged(self, open_history: OpenHistory, home: Path) -> None:
        with open_history() as history:
            session = history.start_session("practice", BANK.id, BANK.version, planned=[FIRST])
            attempt = history.begin_attempt(session.id, BANK.questions[0], 1)
            history.save_recording(attempt.id, 9.0)
            assert [each.id for each in waiting_answers(history)] == [attempt.id]
        found = chosen(open_history, Wish(resume=True))
        assert found == NothingToAsk("all recorded", BANK.id, session_id=session.id)


def test_wishes_that_contradict_each_other_are_refused(open_history: OpenHistory) -> None:
    with pytest.raises(InputError, match="--due and --weak do not go together"):
        chosen(open_history, Wish(due=True, weak=True))


def session(open_history: OpenHistory, asked: SessionRequest) -> Chosen:
    found = choose_session(open_history, asked, Days(), target_s=None, prep_s=5.0, replies=0)
    assert isinstance(found, Chosen)
    return found


class TestASession:
    def test_has_a_few_questions_of_the_usual_bank(self, open_history: OpenHistory) -> None:
        found = session(open_history, SessionRequest(seed=1))
        assert found.bank == BANK
        assert len(found.plan.questions) == QUESTIONS

    def test_has_as_many_as_there_are_recorded_answers(self, open_history: OpenHistory) -> None:
        assert len(session(open_history, SessionRequest(seed=1, recorded=5)).plan.questions) == 5

    def test_of_a_round_has_what_fits_its_minutes(self, open_history: OpenHistory) -> None:
        found = session(open_history, SessionRequest(round_name="metrics", seed=1))
        assert found.bank.id == "pm-metrics"
        assert found.length is not None
        assert found.length.takes_s(found.plan.questions) <= 60 * MINUTES

    def test_of_a_loop_begins_with_its_first_round(self, open_history: OpenHistory) -> None:
        found = session(open_history, SessionRequest(round_name="loop", seed=1))
        assert found.place == Place(1, begun=False)
        assert {question.section for question in found.plan.questions} == {"opening"}

    def test_of_a_round_has_its_own_bank(self, open_history: OpenHistory) -> None:
        with pytest.raises(InputError, match="--round does not go with BANK"):
            session(open_history, SessionRequest(bank="senior-pm", round_name="metrics"))

    def test_without_a_round_has_no_minutes(self, open_history: OpenHistory) -> None:
        with pytest.raises(InputError, match="--minutes is for a round"):
            session(open_history, SessionRequest(minutes=30))
