"""Clarifying questions: what is clearly one, what the interviewer says to it, and nothing invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.assess.conftest import Say
from voicesim.assess.clarifying import (
    ASSUME,
    clarifying_questions,
    find_fact,
    is_clarifying,
    last_question,
    reply_to,
)
from voicesim.assess.judge import assess
from voicesim.assess.norms import Norms
from voicesim.assess.tokens import tokenize
from voicesim.bank.load import builtin_banks, load_bank
from voicesim.bank.question import Fact, Question, Style

PLATFORM = Fact(("platform", "iphone", "android", "operating system"), "It fell on Android only.")
SINCE = Fact(("when", "gradual", "last year"), "Since Tuesday, all at once.")
CARS = Fact(("how many cars", "car ownership"), "What would you assume? We have no count.")
FACTS = (PLATFORM, SINCE, CARS)


@pytest.fixture
def clear(say: Say) -> Callable[..., bool]:
    def judge(text: str, *, waited: bool = False) -> bool:
        return is_clarifying(tokenize(say(text)), FACTS, waited=waited)

    return judge


@pytest.mark.parametrize(
    "text",
    [
        "Is that on all platforms?",
        "Okay, one question, is it all the platforms or just one?",
        "And when did it start?",
        "So how many cars are there?",
        "May I assume that only new users count?",
        "Can I ask how old they are?",
        "Do we know who pays for it?",
        "Could you tell me what the goal is?",
        "Before I panic, what happened last year?",
        "Are we talking about one city?",
    ],
)
def test_a_question_to_the_interviewer_is_one_at_once(clear: Callable[..., bool], text: str) -> None:
    assert clear(text)


@pytest.mark.parametrize(
    "text", ["Is it everybody?", "Did they complain?", "Has the price changed, or is it the same?"]
)
def test_a_question_about_the_case_is_one_when_the_speaker_waits(
    clear: Callable[..., bool], text: str
) -> None:
    assert clear(text, waited=True)
    assert not clear(text, waited=False)


@pytest.mark.parametrize(
    "text",
    [
        "Is that on all platforms.",
        "okay so when did it start",
        "Okay, before I begin, is it on Android only.",
        "how many cars are there",
        "May I ask, is that all customers, or new ones.",
    ],
)
def test_a_question_mark_can_be_missing_when_the_speaker_waits(clear: Callable[..., bool], text: str) -> None:
    assert clear(text, waited=True)
    assert not clear(text, waited=False)


@pytest.mark.parametrize(
    "text",
    [
        "The users, who are parents, are on Android.",
        "What they want is that the platform works.",
        "It is on all platforms.",
        "Six cars, do the sums.",
        "Is it on all platforms, I would look at that first, then at the rest.",
        "What would I do first?",
        "Do I flip back?",
        "Who are the users?",
        "Why would anybody want that?",
        "Did we change something?",
        "Same drop?",
        "It is on Android, right?",
        "They all send messages, no?",
        "Does that make sense so far?",
        "Can you hear me?",
        "Could you repeat the question?",
        "Can I have a minute?",
        "Then I ask the engineer, is it on all platforms?",
        "I'd ask, was there a release on Android?",
        "Right?",
        "?",
    ],
)
def test_what_is_asked_of_nobody_or_of_somebody_else_is_none(clear: Callable[..., bool], text: str) -> None:
    assert not clear(text, waited=True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Is that on all platforms?", PLATFORM.says),
        ("Is it on the iPhone too?", PLATFORM.says),
        ("Which operating systems, all of them?", PLATFORM.says),
        ("When did it begin?", SINCE.says),
        ("What did it do last year?", SINCE.says),
        ("How many cars are there in the city?", CARS.says),
        ("How many cities?", ASSUME),
        ("Is the system slow?", ASSUME),
        ("Who pays when it breaks?", ASSUME),
        ("Is it about the year?", ASSUME),
    ],
)
def test_the_reply_is_a_fact_of_the_bank_or_nothing_new(say: Say, text: str, says: str) -> None:
    assert reply_to(tokenize(say(text)), FACTS) == says


def test_the_fact_with_most_words_in_common_is_told() -> None:
    both = (Fact(("cars",), "One."), Fact(("electric cars", "cars"), "Two."))
    assert find_fact("are all of them electric cars", both) == both[1]
    assert find_fact("are all of them cars", both) == both[0]


@pytest.mark.parametrize("name", builtin_banks())
def test_every_fact_of_the_built_in_banks_can_be_asked_for(name: str) -> None:
    for question in load_bank(name).questions:
        for fact in question.facts:
            asked = [find_fact(f"is it about the {phrase}", question.facts) for phrase in fact.asks]
            assert fact in asked, (question.id, fact.asks)


def test_an_answer_lists_its_questions_with_their_seconds(say: Say, question: Question, norms: Norms) -> None:
    asked = replace(question, style="diagnose", facts=FACTS)
    words = say("Right. Is that on all platforms? [2.0] Okay, Android. Is it bad? It may be.", every_s=0.5)
    found = assess(asked, words, None, None, norms).clarifying
    assert [(each.text, each.at_s) for each in found] == [("Is that on all platforms?", 0.5)]
    waiting = say("Is it bad? [1.5] I see.", every_s=0.5)
    assert len(clarifying_questions(asked, waiting)) == 1


@pytest.mark.parametrize("style", ["story", "approach", "metric", "strategy", "intro", "ask"])
def test_other_kinds_leave_nothing_to_be_asked(say: Say, question: Question, style: Style) -> None:
    words = say("Is that on all platforms?")
    assert clarifying_questions(replace(question, style=style, facts=FACTS), words) == ()


def test_only_the_last_sentence_waits_for_an_answer(say: Say, question: Question) -> None:
    asked = replace(question, style="case", facts=FACTS)
    assert last_question(asked, say("Is that on all platforms? I think so.")) is None
    assert last_question(asked, say("Good. Is that on all platforms?")) is not None
    assert last_question(asked, ()) is None
