"""What would make a valid bank better: points that do not fit in, are alike, or cannot be heard. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from voicesim.bank.hints import listed, printable
from voicesim.bank.question import Bank, KeyPoint, Question
from voicesim.wording import count

MIN_S = 15
MIN_ASKED_S = 10
"""Seconds that a point takes at least: about two sentences, or one question to the interviewer (`ask`). The
built-in banks give 18 and more, and 12 for `ask`."""

SAME_SHARE = 2 / 3
"""Two points say nearly the same when so much of all their content words stands in both. No two points of one
built-in question have more than 0.4 in common."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Question words, "not", "before" and the like stay: they set "who decided" and "when it was decided" apart.
_SAYS_LITTLE = _table(
    """a an the this that these those it its they them their he she his her speaker of to in on at for with
    as by and or is was were are be been being has have had do does did say name give tell show describe
    explain mention state"""
)
_MANNER = _table(
    """confident confidence confidently passion passionate passionately enthusiasm enthusiastic energy
    energetic communicate communication communicator clear clearly clarity articulate eloquent eloquently
    fluent fluently leadership strategic strategically professional professionally professionalism charisma
    charismatic presence"""
)
# What stands around a manner and names nothing that could be heard.
_AROUND = _table(
    """a an and as the with is be being has have show demonstrate display appear seem sound come across speak
    talk answer speaker candidate person thinker very really truly great good strong high excellent effective
    effectively well positive attitude skill ability thinking"""
)
_LISTED = _SAYS_LITTLE | _MANNER | _AROUND


def advice(bank: Bank) -> tuple[str, ...]:
    """A sentence for each thing that the bank's writer may want to change, in the order of the questions."""
    return tuple(sentence for question in bank.questions for sentence in _of(question))


def _of(question: Question) -> Iterator[str]:
    where = f"question {printable(question.id)}"
    if too_little := _too_little_time(question):
        yield f"{where}: {too_little}"
    yield from (f"{where}: {each}" for each in _of_an_estimate(question))
    for one, other in combinations(question.key_points, 2):
        if common_share(one, other) >= SAME_SHARE:
            names = listed((printable(one.id), printable(other.id)), "and")
            yield f"{where}: the points {names} ask for nearly the same; join them, or set them apart."
    for point in question.key_points:
        if only_manner(point):
            yield (
                f"{where}: the point {printable(point.id)} names only a manner, which no words can show; "
                "say what must be heard."
            )


def _of_an_estimate(question: Question) -> Iterator[str]:
    between = question.estimate
    if question.style != "estimate":
        if between is not None:
            yield f"a `range` is used for an estimate only, and this is `{question.style}`; leave it out."
    elif between is None:
        yield "without a `range` its size is not checked; say what a sensible estimate lies between."
    elif not between.unit:
        yield "without a `unit` the number that is the answer is often not recognised; say what is counted."


def _too_little_time(question: Question) -> str | None:
    points = len(question.key_points)
    least_s = MIN_ASKED_S if question.style == "ask" else MIN_S
    if question.target_s >= points * least_s:
        return None
    return (
        f"{count(points, 'key point')} cannot be made in {question.target_s:g} s, since each takes about "
        f"{least_s} s; give `target_s` {points * least_s} or more, or ask for less."
    )


def common_share(one: KeyPoint, other: KeyPoint) -> float:
    """Which share, 0 to 1, of all content words of both descriptions stands in both; 0 without any."""
    mine, theirs = (_words(point) - _SAYS_LITTLE for point in (one, other))
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def only_manner(point: KeyPoint) -> bool:
    """Whether the description names a manner ("is confident") and nothing that could be heard besides."""
    words = _words(point)
    return bool(words & _MANNER) and words <= _MANNER | _AROUND


def _words(point: KeyPoint) -> frozenset[str]:
    return frozenset(_bare(found.lower()) for found in _WORD.findall(point.means))


def _bare(word: str) -> str:
    """Without the -s of "shows" and "trade-offs"; "this", "across" and "less" stay whole."""
    whole = word in _LISTED or len(word) < 4 or word.endswith("ss")
    return word if whole else word.removesuffix("s")
