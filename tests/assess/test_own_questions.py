"""One's own questions to the interviewer: on small answers that show each rule, and on labelled ones."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.assess.conftest import Say
from voicesim.assess.assessment import OwnQuestion, PointHit, Structure
from voicesim.assess.judge import assess
from voicesim.assess.norms import Norms
from voicesim.assess.own_questions import (
    ALL_COMMON,
    ALL_YES_OR_NO,
    NOTHING_ASKED,
    measure_own_questions,
)
from voicesim.bank.load import load_bank
from voicesim.bank.question import KeyPoint, Question

DATA = Path(__file__).parents[2] / "training" / "judge" / "data"
LABELLED = Path(__file__).parent / "data" / "own-questions.jsonl"
ASK = Question(
    "yours",
    "s",
    "What would you like to ask me?",
    "ask",
    60.0,
    (KeyPoint("power", "content", "Asks which decisions are the speaker's to take.", (), "What else?"),),
)


def asked(text: str, say: Say, every_s: float | None = None) -> tuple[OwnQuestion, ...]:
    return structure(text, say, every_s).questions


def structure(text: str, say: Say, every_s: float | None = None, *hits: PointHit) -> Structure:
    found = measure_own_questions(ASK, say(text, every_s), hits)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("So what did you build last?", "open"),
        ("When the port and the boats disagree, who wins.", "open"),
        ("Tell me about the last idea that you said no to.", "open"),
        ("I'd like to know which of the two gives way.", "open"),
        ("How often do you ship?", "figure"),
        ("Do the tests go first?", "yes or no"),
        ("Could I switch that off, or does it go to a committee?", None),
    ],
)
def test_a_question_is_found_with_the_form_of_its_answer(text: str, form: str | None, say: Say) -> None:
    (found,) = asked(text, say)
    assert found.form == form


@pytest.mark.parametrize(
    "text",
    [
        "I won't ask about the holidays.",
        "That was all from me, thank you.",
        "We were small, isn't it.",
        "What's important to me is that people talk.",
        "My last boss knew what he wanted.",
    ],
)
def test_what_asks_for_nothing_is_no_question(text: str, say: Say) -> None:
    assert asked(text, say) == ()


def test_each_sentence_that_asks_counts_once_with_its_second(say: Say) -> None:
    one, other = asked("Thanks. What broke last week, and who mended it? Who pays for that?", say, 0.5)
    assert (one.place.first_word, one.place.start_s, one.place.text) == (
        1,
        0.5,
        "What broke last week, and who…",
    )
    assert other.place.start_s == 4.5


def test_speech_without_question_marks_is_read_by_its_order_of_words(say: Say) -> None:
    found = asked("so how do you decide and then who tells the team", say)
    assert [one.form for one in found] == ["open"]


def test_a_ground_may_stand_in_the_question_or_before_it(say: Say) -> None:
    here, before, none = asked(
        "You said that half of the team is new, so what went wrong? I tried the import on Sunday. "
        "Why is it slow? When did you last say no?",
        say,
    )
    assert (here.particular, before.particular, none.particular) == (True, True, False)


def test_the_last_time_that_you_said_no_is_no_ground(say: Say) -> None:
    (found,) = asked("What was the last time you said no to sales?", say)
    (last,) = asked("And the last one, you said that half of them left, so why was that?", say)
    assert (found.particular, last.particular) == (False, True)


def test_a_question_fits_any_company_unless_it_has_a_ground_a_case_or_a_point(say: Say) -> None:
    text = "How would you describe the culture?"
    (common,) = asked(text, say)
    (case,) = asked("What would the culture make of it if somebody said no?", say)
    (made,) = structure(text, say, None, PointHit("power", "content", "check", "", "", 0, 3)).questions
    assert (common.common, case.common, made.common) == (True, False, False)


def test_it_is_said_when_all_that_was_asked_is_of_a_kind(say: Say) -> None:
    assert structure("Is it fun here? Are the people kind?", say).notes == (ALL_YES_OR_NO,)
    assert structure("What is the culture like? What are the next steps?", say).notes == (ALL_COMMON,)
    assert structure("Is it fun here?", say).notes == ()
    assert structure("Is it fun here? Who decides?", say).notes == ()


def test_it_is_said_when_nothing_was_asked(say: Say) -> None:
    assert structure("No, thank you, I have no questions.", say).notes == (NOTHING_ASKED,)
    assert structure("I would have liked to know the plan.", say).notes == ()
    assert structure("", say).notes == ()


def test_other_kinds_have_none(say: Say, norms: Norms) -> None:
    assert measure_own_questions(replace(ASK, style="story"), say("Why?"), ()) is None
    found = assess(
        ASK, say("Which decisions would be mine, and who has the last word on the price?"), None, None, norms
    )
    assert found.structure is not None
    assert len(found.structure.questions) == 1


@cache
def answers(name: str) -> dict[str, dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def labelled() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


def told(labels: dict[str, Any], say: Say) -> list[tuple[OwnQuestion, set[int]]]:
    """The questions that were found, each with the labelled sentences that it lies in, from 1."""
    answer = answers(labels["file"])[labels["answer"]]
    (question,) = (one for one in load_bank("pm-opening").questions if one.id == answer["question"])
    sentence_of = [number for number, each in enumerate(answer["sentences"], 1) for _ in each["s"].split()]
    found = measure_own_questions(question, say(" ".join(each["s"] for each in answer["sentences"])), ())
    assert found is not None
    return [
        (one, set(sentence_of[one.place.first_word : one.place.last_word + 1])) for one in found.questions
    ]


@pytest.mark.parametrize("part", ["train", "exam"])
def test_nine_in_ten_of_what_is_said_of_labelled_answers_is_right(part: str, say: Say) -> None:
    claims: Counter[tuple[str, bool]] = Counter()
    there = found = 0
    for labels in (each for each in labelled() if each["file"].startswith(part)):
        unsure, heard = labels["unsure"], set[int]()
        for one, at in told(labels, say):
            heard |= at
            if not at & set(unsure["asks"]):
                claims["asked", bool(at & set(labels["asks"]))] += 1
            if one.form and not at & set(unsure["form"]):
                claims["form", bool(at & set(labels[one.form]))] += 1
            if one.particular and not at & set(unsure["particular"]):
                claims["particular", bool(at & set(labels["particular"]))] += 1
            if one.common:
                claims["common", bool(at & set(labels["common"]))] += 1
        there += len(labels["asks"])
        found += len(heard & set(labels["asks"]))
    for name in ("asked", "form", "particular", "common"):
        right, wrong = claims[name, True], claims[name, False]
        assert right >= 0.9 * (right + wrong) > 4, (name, right, wrong)
    assert found >= 0.85 * there
