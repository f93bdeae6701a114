"""Words that take back half of what they say, and who is said to have acted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from voicesim.assess.assessment import Filler
from voicesim.assess.fillers import filler_at
from voicesim.assess.tokens import Token, by_first_word, vocabulary

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

_I = vocabulary("i i'm i'd i've i'll me my mine myself")
_WE = vocabulary("we we're we'd we've we'll us our ours ourselves")


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
    """How often the speaker said I (me, my …) and we (us, our …), outside of fillers such as "I mean"."""
    spoken = [token.bare for place, token in enumerate(tokens) if place not in taken]
    return sum(bare in _I for bare in spoken), sum(bare in _WE for bare in spoken)


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
