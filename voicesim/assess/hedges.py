"""Words that take back half of what they say, and who is said to have acted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from voicesim.assess.assessment import Filler
from voicesim.assess.fillers import filler_at
from voicesim.assess.tokens import Token, by_first_word, is_shouted, vocabulary

_HEDGES = by_first_word(
    (
        "or something like that", "i'm not really sure", "i am not sure", "i'm not sure", "i would say",
        "i feel like", "or something", "more or less", "a little bit", "if i remember", "i'd say", "i think",
        "i guess", "i suppose", "i believe", "i hope", "in a way", "kind of", "sort of", "and stuff", "a bit",
        "hopefully", "probably", "possibly", "somewhat", "perhaps", "maybe",
    )
)  # fmt: skip
# "a kind of user", "what sort of", "a bit of code", "the way I think about", "how do I think"
_NAMING = vocabulary(
    "a the this that these those some any what which every each all one same another of two right new"
)
_NOT_HEDGES_AFTER = {
    "kind of": _NAMING,
    "sort of": _NAMING,
    "i think": vocabulary("way what how do as did when"),
}
_NOT_HEDGES_BEFORE = {
    "a bit": vocabulary("of"),
    "i think": vocabulary("about of in"),
    "i believe": vocabulary("in"),
}

_I = vocabulary("i me my mine myself")
_WE = vocabulary("we us our ours ourselves")
# "World War I", "Phase I", "Type I error": what is counted in Roman numerals
_NUMBERED_IN_ROMAN = vocabulary(
    """part phase type war section chapter volume vol book act article annex appendix schedule stage level
    tier title class category grade division round series unit module option exhibit table figure"""
)
_KINDS_OF_NUMBERED = vocabulary("error errors diabetes trial trials study studies clinical hypersensitivity")


def find_hedges(tokens: Sequence[Token], taken: Collection[int]) -> tuple[Filler, ...]:
    """Hedges in order; `taken` are places of tokens that count as fillers already."""
    found = []
    place = 0
    while place < len(tokens):
        size = 0 if place in taken else _hedge_size(tokens, place)
        if size:
            found.append(filler_at(tokens, place, place + size - 1))
        place += size or 1
    return tuple(found)


def count_actors(tokens: Sequence[Token], taken: Collection[int]) -> tuple[int, int]:
    """How often the speaker said I (me, my …) and we (us, our …), outside of fillers such as "I mean".

    The US and a Roman one ("Part I", "World War I") are nobody.
    """
    shouted = is_shouted(tokens)
    spoken = [
        token.bare.split("'")[0]
        for place, token in enumerate(tokens)
        if place not in taken and not _is_roman(tokens, place) and not _is_country(tokens, place, shouted)
    ]
    return sum(bare in _I for bare in spoken), sum(bare in _WE for bare in spoken)


def _is_roman(tokens: Sequence[Token], place: int) -> bool:
    """Whether an "I" is the number: behind a capital "Phase", or where nobody would say the pronoun."""
    if tokens[place].bare != "i" or not place or tokens[place - 1].comma:
        return False
    before = tokens[place - 1]
    if before.bare not in _NUMBERED_IN_ROMAN:
        return False
    after = tokens[place + 1].bare if place + 1 < len(tokens) else ""
    ended = tokens[place].comma or not after
    war = before.bare == "war" and place > 1 and tokens[place - 2].bare == "world"
    return ended or war or before.raw.istitle() or after in _KINDS_OF_NUMBERED or after in _I | _WE


def _is_country(tokens: Sequence[Token], place: int, shouted: bool) -> bool:
    """Whether an "us" is the United States: in capitals among other words, or with an article."""
    token = tokens[place]
    if token.bare.split("'")[0] != "us":
        return False
    return (token.raw.strip(".,;:!?'").startswith("US") and not shouted) or (
        place > 0 and tokens[place - 1].bare == "the" and not tokens[place - 1].comma
    )


def _hedge_size(tokens: Sequence[Token], place: int) -> int:
    for phrase in _HEDGES.get(tokens[place].bare, ()):
        size = len(phrase)
        if tuple(token.bare for token in tokens[place : place + size]) != phrase:
            continue
        name = " ".join(phrase)
        before = tokens[place - 1].bare if place and not tokens[place - 1].comma else ""
        after = tokens[place + size].bare if place + size < len(tokens) else ""
        if before not in _NOT_HEDGES_AFTER.get(name, ()) and after not in _NOT_HEDGES_BEFORE.get(name, ()):
            return size
    return 0
