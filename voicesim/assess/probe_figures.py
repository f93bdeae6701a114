"""What an interviewer asks about a figure: what it was before, and what it is a share of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voicesim.assess.assessment import Figure
from voicesim.assess.echo import echoed
from voicesim.assess.said import Said, Sentence, inside, told_in
from voicesim.assess.tokens import Token
from voicesim.bank.question import KeyPoint
from voicesim.speech.words import Word

BASELINE, MEASURED = "baseline", "measured"
"""The ids of the points that the rules ask after."""

_VERBS = (
    r"(?:rose|grew|climbed|jumped|increased|improved|fell|dropped|declined|decreased|shrank|slipped|dipped"
    r"|went|went up|went down|came down|cut|reduced|raised|lifted|brought|got|pushed|took|lowered|trimmed)"
)
_MOVED = (
    rf"\b{{about}} (?:\w+ly |also |then |still |has |had |have )?{_VERBS} (?:\w+ ){{{{0,4}}}}?"
    r"(?:to|by|up|down|about) (?:\w+ ){{0,3}}?{figure}(?!\S)",
    rf"\b(?:i|we) (?:\w+ly |also |then |had |have )?{_VERBS} (?:\w+ ){{{{0,3}}}}?{{about}} "
    r"(?:\w+ ){{0,4}}?(?:to|by) (?:\w+ ){{0,3}}?{figure}(?!\S)",
)
"""What was measured moved, or somebody moved it."""

_STARTED = re.compile(
    r"\b(?:from|before|used to|had been|was at|were at|instead of|against|compared|earlier)\b"
)
_SHARE_OF_NOTHING = re.compile(
    r"^(?:(?:so|and|then|but|in the end|after that|well|yeah|i think|finally|eventually) )*"
    r"(?:i|we|they) (?:\w+ly )?(?:hit|reached|got|gained|grew|improved|were|went up|went down|came|achieved"
    r"|made|saved|delivered|did)"
    r"(?: (?:to|at|by|up|about|around|roughly|nearly|almost|over|only|like|a|an|plus|even|it))* "
    r"[\w.%-]+(?: [\w-]+)?(?: percent| improvement| more| better| up| down| growth| in the end| by then)*$"
)
_NAMES_A_MEASURE = re.compile(
    r"\b(?:retention|churn|conversion|activation|adoption|revenue|sales|usage|users|customers|growth|market"
    r"|share|satisfaction|nps|engagement|margin|cost|costs|rate|rates|target|goal|tickets|errors|accuracy"
    r"|uptime|time|traffic|orders|bookings|signups|downloads|number|numbers|percentage|metric|kpi|of)\b"
)


def baseline(said: Sequence[Said]) -> KeyPoint | None:
    """A figure that changed, without what it was before: looked for in what was said last."""
    everything = [one for each in said for one in told_in(each.words)]
    for one in told_in(said[-1].words):
        probe = _from_what(said[-1].words, one, everything)
        if probe:
            return KeyPoint(BASELINE, "metric", "Says what the figure was before it changed.", (), probe)
    return None


def _from_what(words: Sequence[Word], one: Sentence, everything: Sequence[Sentence]) -> str:
    if len(one.figures) != 1 or _STARTED.search(one.text):
        return ""
    (figure,) = one.figures
    if not figure.about or figure.about == figure.unit:
        return ""
    if any(
        _may_start(other, figure) for each in everything if each.text != one.text for other in each.figures
    ):
        return ""
    told = echoed(words, _moved(one, figure))
    return f"You said {inside(told, figure.about)}. From what?" if told else ""


def _may_start(other: Figure, figure: Figure) -> bool:
    """Whether another figure may tell where this one began: a figure of its kind, or of the same thing."""
    same_thing = set(other.about.lower().split()) & set(figure.about.lower().split())
    return other.unit == figure.unit or bool(same_thing)


def _moved(one: Sentence, figure: Figure) -> tuple[Token, ...]:
    """ "retention rose to thirty-eight percent", out of its sentence; nothing where nothing moved."""
    named = {"about": re.escape(figure.about.lower()), "figure": re.escape(figure.text.lower())}
    for pattern in _MOVED:
        found = re.search(pattern.format(**named), one.text)
        if found:
            first = one.text[: found.start()].count(" ")
            return one.tokens[first : first + found[0].count(" ") + 1]
    return ()


def measured(said: Sequence[Said]) -> KeyPoint | None:
    """A share of nothing: "we hit forty percent", in what was said last."""
    found = told_in(said[-1].words)
    for place, one in enumerate(found):
        share = len(one.figures) == 1 and one.figures[0].unit == "percent" and not one.figures[0].about
        near = found[max(0, place - 1) : place + 2]
        if (
            share
            and _SHARE_OF_NOTHING.search(one.text)
            and not any(_NAMES_A_MEASURE.search(each.text) for each in near)
        ):
            told = echoed(said[-1].words, one.tokens)
            probe = f"You said {inside(told)}. Of what?"
            return KeyPoint(MEASURED, "metric", "Says what the figure measures.", (), probe) if told else None
    return None
