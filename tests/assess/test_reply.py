"""A reply to a follow-up in few words: neither a miss nor proof."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voicesim.assess.coverage import judge_points
from voicesim.assess.follow_up import follow_up_question
from voicesim.assess.reply import FRAGMENT, judge_reply
from voicesim.bank.load import find_question, load_bank
from voicesim.bank.question import Question
from voicesim.speech.words import Word

BANK = load_bank("senior-pm")


def spoken(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, 0.5 * at, 0.5 * at + 0.4, 1.0) for at, word in enumerate(text.split()))


def follow_up(question_id: str, point_id: str) -> Question:
    question = find_question(BANK, question_id)
    return follow_up_question(question, question.point(point_id), ())


@pytest.mark.parametrize(
    ("asked", "said", "quoted"),
    [
        ("on-track-goals/kpis", "Retention and weekly active users.", "Retention and weekly active users."),
        ("on-track-goals/kpis", "Um, the checkout one. We had others too.", "the checkout one."),
        ("prioritize-tough/trade-offs", "Well, the loyalty program.", "the loyalty program."),
        ("prioritize-tough/trade-offs", "The loyalty program", "The loyalty program"),
    ],
)
def test_a_fragment_that_may_be_the_answer_is_to_be_checked(asked: str, said: str, quoted: str) -> None:
    hit, *_ = judge_reply(follow_up(*asked.split("/")), spoken(said))
    assert (hit.verdict, hit.evidence, hit.why) == ("check", quoted, FRAGMENT)
    first = said.split().index(quoted.split()[0])
    assert (hit.first_word, hit.start_s) == (first, 0.5 * first)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Um.",
        "Well, so.",
        "I always look at the data.",
        "Nothing.",
        "Not really.",
        "Good question. I don't know.",
        "No idea.",
        "That was somebody else's job.",
        "Data is important for product managers and metrics are very important too.",
    ],
)
def test_what_refuses_or_talks_around_it_is_missed(said: str) -> None:
    hit, *_ = judge_reply(follow_up("on-track-goals", "kpis"), spoken(said))
    assert hit.verdict == "missed", hit.why


def test_a_whole_sentence_is_judged_like_any_other() -> None:
    said = spoken("We set two of them, the retention rate and the number of weekly active users.")
    question = follow_up("on-track-goals", "kpis")
    assert judge_reply(question, said) == judge_points(question, said)
    assert judge_reply(question, said)[0].verdict != "missed"


def test_only_the_point_that_was_asked_after_can_be_answered_in_a_fragment() -> None:
    question = follow_up("on-track-goals", "kpis")
    points = find_question(BANK, "on-track-goals").key_points
    both = replace(question, key_points=(question.key_points[0], points[-1]))
    asked, other = judge_reply(both, spoken("The usual ones."))
    assert (asked.verdict, other.verdict) == ("check", "missed")
