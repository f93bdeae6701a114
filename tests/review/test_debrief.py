"""Which question of a bank one is that came in a real interview, and how it had gone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.review.conftest import FIRST_DAY, measured
from voicesim.bank.load import builtin_banks, load_bank
from voicesim.errors import InputError
from voicesim.review.days import Days
from voicesim.review.debrief import Catalogue, catalogue_of, practised_before
from voicesim.store.debriefs import Came

NOTED = Path(__file__).parent / "data" / "came.jsonl"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of(load_bank(name) for name in builtin_banks())


def test_questions_as_people_note_them_are_found_again(catalogue: Catalogue) -> None:
    """What docs/debrief.md says of 42 notes on questions of nine banks, and of ten on others."""
    first, taken, wrong, strangers = 0, 0, 0, 0
    for line in NOTED.read_text(encoding="utf-8").splitlines():
        noted = json.loads(line)
        came = catalogue.matched(1, noted["asked"])
        nearest = [each.name for each in catalogue.nearest(noted["asked"])]
        first += nearest[:1] != [] and nearest[0] in noted["is"]
        right = f"{came.bank_id}:{came.question_id}" in noted["is"]
        taken += right
        wrong += came.question_id is not None and not right and noted["is"] != []
        strangers += came.question_id is not None and noted["is"] == []
    assert (first, taken, wrong, strangers) == (40, 37, 1, 1)


def test_a_question_in_its_own_words_is_that_one(catalogue: Catalogue) -> None:
    prompt = next(each for each in load_bank("senior-pm").questions if each.id == "quality").prompt
    came = catalogue.matched(3, prompt)
    assert (came.number, came.bank_id, came.question_id) == (3, "senior-pm", "quality")
    assert came.likeness is not None
    assert came.likeness > 0.9
    assert not came.decided


def test_the_person_has_the_last_word(catalogue: Catalogue) -> None:
    came = catalogue.matched(1, "a wrong hire")
    assert catalogue.decided(came, "quality").question_id == "quality"
    named = catalogue.decided(came, "pm-product-sense:budget-onboarding")
    assert (named.bank_id, named.decided) == ("pm-product-sense", True)
    none = catalogue.decided(came, None)
    assert (none.question_id, none.bank_id, none.likeness, none.decided) == (None, None, None, True)


@pytest.mark.parametrize(
    ("name", "words"), [("unheard-of", "is in none of these banks"), ("budget-onboarding", "could be pm-")]
)
def test_a_name_must_stand_for_one_question(catalogue: Catalogue, name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        catalogue.decided(Came(1, "anything"), name)


def test_what_has_nothing_in_common_with_any_question_is_none(catalogue: Catalogue) -> None:
    assert catalogue.nearest("xyzzy") == ()
    assert catalogue.matched(1, "xyzzy") == Came(1, "xyzzy")


class TestHowItHadGone:
    CAME = Came(1, "…", "senior-pm", "q1", 0.9)

    def test_the_newest_answer_before_the_interview_counts(self) -> None:
        answers = [measured("q1", "+--", 0), measured("q2", "+", 1), measured("q1", "++?", 3)]
        answers.append(measured("q1", "+++", 9))
        found = practised_before(answers, self.CAME, date(2026, 11, 8), Days())
        assert found is not None
        assert (found.answers, found.made, found.open, found.days_before) == (2, 2, ("p2",), 3)

    def test_another_bank_s_question_of_that_name_is_another_one(self) -> None:
        other = measured("q1", "+", 0, bank_id="mine")
        assert practised_before([other], self.CAME, date(2026, 11, 8), Days()) is None

    def test_what_came_that_is_in_no_bank_was_not_practised(self) -> None:
        assert practised_before([measured()], Came(1, "…"), FIRST_DAY.date(), Days()) is None
