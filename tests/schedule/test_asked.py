"""Which questions and stories an advertisement asks for, by words in common, and which sentence says so."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.schedule.adverts import ASSISTANTS, GROWTH, PEOPLE
from voicesim.bank.load import load_bank
from voicesim.bank.question import Bank
from voicesim.schedule.advert import asks_of, read_advert
from voicesim.schedule.asked import LEAST, asked_questions, asked_stories
from voicesim.schedule.outlook import USUAL_BANKS
from voicesim.stories.story import Story, StorySection

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def banks() -> list[Bank]:
    return [load_bank(each) for each in USUAL_BANKS]


@pytest.mark.parametrize(
    ("advert", "bank"), [(GROWTH, "pm-metrics"), (ASSISTANTS, "ai-pm"), (PEOPLE, "pm-leadership")]
)
def test_most_of_what_is_asked_for_comes_from_the_bank_for_it(
    banks: list[Bank], advert: str, bank: str
) -> None:
    found = list(asked_questions(asks_of(advert), banks))[:12]
    assert Counter(bank_id for bank_id, _ in found).most_common(1)[0][0] == bank


def test_half_of_the_ten_questions_that_a_person_would_take_first_come_first(banks: list[Bank]) -> None:
    wanted: dict[str, list[str]] = json.loads((DATA / "wanted.json").read_text(encoding="utf-8"))
    hits = {}
    for name, questions in wanted.items():
        found = asked_questions(asks_of(read_advert(DATA / f"{name}.md").text), banks)
        hits[name] = len({"/".join(each) for each in list(found)[:10]} & set(questions))
    assert len(hits) == 8
    assert sum(hits.values()) >= 48, hits
    assert min(hits.values()) >= 3, hits


def test_what_every_interview_has_is_asked_for_by_no_advertisement(banks: list[Bank]) -> None:
    assert "pm-opening" not in {
        bank for bank, _ in asked_questions(["Tell me a little about yourself."], banks)
    }


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Tell the executive team what we will not do this year.", "no-upwards"),
        ("Notice when people are running on empty.", "team-overload"),
        ("Mediate between stakeholders.", "conflicting-priorities"),
        ("Lead engineers who do not report to you, by trust.", "lead-without-authority"),
    ],
)
def test_other_words_for_the_same_are_known(banks: list[Bank], sentence: str, question: str) -> None:
    assert question in [name for _, name in list(asked_questions([sentence], banks))[:3]]


@pytest.mark.parametrize(
    ("advert", "name", "begins"),
    [
        (GROWTH, ("pm-leadership", "no-upwards"), "You can say no to an executive."),
        (GROWTH, ("pm-strategy", "free-or-paid"), "Shape the pricing"),
        (ASSISTANTS, ("ai-pm", "eval-launch"), "Decide when an AI feature is good enough"),
        (PEOPLE, ("pm-leadership", "inherited-team"), "You take over a team"),
        (PEOPLE, ("pm-leadership", "team-overload"), "You take over a team"),
    ],
)
def test_the_sentence_that_says_so_stands_beside_it(
    banks: list[Bank], advert: str, name: tuple[str, str], begins: str
) -> None:
    assert asked_questions(asks_of(advert), banks)[name].sentence.startswith(begins)


def test_the_plainest_comes_first_and_what_is_not_asked_for_is_left_out(banks: list[Bank]) -> None:
    found = asked_questions(asks_of(GROWTH), banks)
    likenesses = [each.likeness for each in found.values()]
    assert likenesses == sorted(likenesses, reverse=True)
    assert all(LEAST <= each <= 1 for each in likenesses)
    assert ("pm-product-sense", "pill-dispenser") not in found


def test_an_advertisement_about_something_else_asks_for_next_to_nothing(banks: list[Bank]) -> None:
    found = asked_questions(("Wir suchen einen Bäcker.", "Backen Sie Brot und Brezeln."), banks)
    assert found == {}
    assert asked_questions((), banks) == {}


def test_stories_are_asked_for_too() -> None:
    def story(name: str, text: str) -> Story:
        return Story(name, Path(f"{name}.md"), name, sections=(StorySection("Action", text, 1, "action"),))

    stories = [
        story("late-launch", "We moved the launch by a week and wrote to every shop."),
        story("no-to-ceo", "I said no to an executive who wanted a discount for his own customer."),
    ]
    found = asked_stories(asks_of(GROWTH), stories)
    assert next(iter(found)) == "no-to-ceo"
    assert found["no-to-ceo"].sentence == "You can say no to an executive."
    assert asked_stories((), stories) == {}
