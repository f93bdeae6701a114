"""The frame of an answer to "how do you …": what it opens with, its example, and how it closes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from voicesim.assess.assessment import PartName
from voicesim.assess.story_cues import own_deed, own_deeds, warm_up
from voicesim.assess.tokens import Token, bare_text, sentences

# A stand or a plan in the present tense
_OPENING = re.compile(
    r"""\b(?:
    (?:i|we)\ (?:always\ |usually\ |normally\ |generally\ |often\ |try\ to\ |tend\ to\ |like\ to\ |would\ )*
        (?:start|begin|look|think|believe|see|work|split|use|do|make|set|take|keep|agree|ask|go|treat|block|tell|
        try|tend|want|break|drive|talk|sit|build)
    | i'd\ (?:start|begin|say|always) | you\ (?:start|begin|need|have\ to) | it's\ about | for\ me
    | (?:my|the|our)\ (?:approach|rule|answer|method|way|first\ step) | the\ first\ thing\ i | comes\ down\ to
    | (?:two|three|four)\ (?:things|steps|parts|questions|rules)
    | (?:it|strategy)\ (?:starts|begins)\ with
    )\b""",
    re.VERBOSE,
)
_EXAMPLE = re.compile(
    r"""\b(?:
    for\ (?:example|instance) | (?:one|an|a\ good|another|the\ best)\ (?:example|case|time)
    | to\ give\ you\ an
    | (?:at|in)\ my\ (?:last|current|previous|old|own|former|company)(?:\ (?:job|role|company|team|place))?
    | last\ (?:year|month|week|quarter|time|spring|summer|autumn|winter) | this\ (?:year|spring|quarter)
    | when\ (?:i|we)\ (?:was|were|had|joined|launched|built|did|came|started)
    | i\ remember | like\ when | so\ at
    | where\ i\ (?:am\ now|was) | years?\ ago | at\ the\ time | in\ (?:19|20)\d\d
    )\b""",
    re.VERBOSE,
)
_CLOSING = re.compile(
    r"""\b(?:
    (?:so|and)\ that's\ (?:how|the\ way|why|what|my|basically|it) | that's\ (?:how|the\ way)\ i
    | that\ is\ (?:how|my)
    | in\ short | to\ (?:sum|wrap) | in\ summary | overall | all\ in\ all | long\ story\ short
    | so\ yeah | so\ for\ me
    | at\ the\ end\ of\ the\ day | in\ the\ end | which\ is\ why | what\ matters | the\ main\ thing
    | that's\ the\ (?:key|main|point) | if\ i\ had\ to | the\ short\ version
    )\b""",
    re.VERBOSE,
)
_LAST_SENTENCES = 2
_FIRST_SENTENCES = 2


def approach_parts(tokens: Sequence[Token]) -> list[tuple[PartName, tuple[Token, ...]]]:
    """The sentences that open, exemplify and close, in order; the rest belongs to no part.

    An opening is a stand or a plan among the first two sentences, a closing a summing up among the last two.
    An example names an occasion or a place, or tells two deeds in a row, and goes on while the speaker tells
    what was done there.
    """
    units = [unit for unit in sentences(tokens) if not warm_up().search(bare_text(unit))]
    found: list[tuple[PartName, tuple[Token, ...]]] = []
    telling = False
    for number, unit in enumerate(units):
        text = bare_text(unit)
        occasion = _names_an_occasion(unit, text)
        closes = number >= max(len(units) - _LAST_SENTENCES, _FIRST_SENTENCES) and bool(_CLOSING.search(text))
        telling = occasion or (telling and not closes and bool(own_deed().search(text)))
        if telling:
            found.append(("example", unit))
        elif number < _FIRST_SENTENCES and _OPENING.search(text) and not found:
            found.append(("opening", unit))
        elif closes:
            found.append(("closing", unit))
    return found


def _names_an_occasion(unit: Sequence[Token], text: str) -> bool:
    at_a_name = any(
        one.bare == "at" and other.raw[:1].isupper() and not one.comma for one, other in pairwise(unit)
    )
    return at_a_name or bool(_EXAMPLE.search(text)) or bool(own_deeds().search(text))
