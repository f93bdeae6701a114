"""Judging what was said to a follow-up. People reply in fragments, and a judge of answers wants sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from voicesim.assess.assessment import PointHit
from voicesim.assess.coverage import AnswerReader, judge_points
from voicesim.assess.fillers import is_filled_pause
from voicesim.assess.tokens import Token, tokenize, vocabulary
from voicesim.bank.question import Question
from voicesim.speech.words import Word

FEW_WORDS = 10
"""An opening of so many words can be the whole reply: "The loyalty programme." """

FRAGMENT = "Too few words to judge by: see for yourself whether they answer the question."
DENIED = "The reply is that there was nothing."
BESIDE = "A reply of a few words answers only what was asked."

_OPENERS = vocabulary("well so yes yeah okay ok right oh actually honestly")
_SUBJECTS = vocabulary("i we you they he she it that this there these those who what")
_DENIALS = vocabulary("no not nothing none nobody nowhere never neither cannot")
_UNKNOWN = (("no", "idea"), ("not", "sure"), ("not", "know"), ("don't", "know"), ("can't", "remember"))


def judge_reply(
    question: Question, words: tuple[Word, ...], answer: AnswerReader | None = None
) -> tuple[PointHit, ...]:
    """Like `judge_points`, for the reply to a follow-up, whose first key point is the one asked after.

    Where that one is not covered but the reply opens with a fragment that may well name what was asked for,
    it is `check`: who answers "What did you give up?" with "The loyalty programme" has not missed the point.
    Where that fragment is all of the reply, nothing else is to be checked by it; and "Nothing." is a miss.
    """
    asked, *others = judge_points(question, words, answer)
    tokens = tokenize(words)
    if asked.verdict == "check" and _only_denies(tokens):
        return (_not_made(asked, DENIED), *others)
    if asked.verdict != "covered" and (fragment := _fragment(tokens)):
        if fragment[-1] is tokens[-1]:
            others = [_not_made(each, BESIDE) if each.verdict == "check" else each for each in others]
        first, last = fragment[0].word, fragment[-1].word
        asked = replace(
            asked,
            verdict="check",
            why=FRAGMENT,
            evidence=" ".join(word.text for word in words[first : last + 1]),
            first_word=first,
            last_word=last,
            start_s=words[first].start_s,
            end_s=words[last].end_s,
        )
    return (asked, *others)


def _not_made(hit: PointHit, why: str) -> PointHit:
    return PointHit(hit.point_id, hit.kind, "missed", why, likelihood=hit.likelihood)


def _only_denies(tokens: Sequence[Token]) -> bool:
    """Whether no word says more than no."""
    said = [token.bare for at, token in enumerate(tokens) if not is_filled_pause(tokens, at)]
    return any(word in _DENIALS for word in said) and all(word in _DENIALS | _OPENERS for word in said)


def _fragment(tokens: Sequence[Token]) -> Sequence[Token]:
    """The opening of a reply, when it is a few words without a subject and denies nothing; else nothing."""
    bare = [token.bare for token in tokens]
    if any(pair in _UNKNOWN for pair in pairwise(bare)):
        return ()
    place = 0
    while place < len(tokens) and (bare[place] in _OPENERS or is_filled_pause(tokens, place)):
        place += 1
    after = next((at + 1 for at in range(place, len(tokens)) if tokens[at].stop), len(tokens))
    said = set(bare[place:after])
    whole = any(word.split("'")[0] in _SUBJECTS for word in said)
    denied = bool(said & _DENIALS) or any(word.endswith("n't") for word in said)
    return () if whole or denied or after - place > FEW_WORDS else tokens[place:after]
