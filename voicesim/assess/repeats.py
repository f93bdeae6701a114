"""Words said twice in a row and words begun again: what a speaker does while looking for the next one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from voicesim.assess.assessment import Repeat
from voicesim.assess.tokens import Token, bare_text, vocabulary

_LONGEST_RUN = 5
# Doubled on purpose ("very very", "win win") or by grammar ("had had", "came in in May", "what it is is")
_MEANT_TWICE = vocabulary(
    """very really so no yes many much far had that is do in on long big more way ha bye okay yeah right
    never again super too little pretty quite well blah there now win lose big huge tiny old deep high low
    hard same bla yadda yada etc etcetera dot knock hear hush chop tut hello hi hey please sorry thanks go
    beep bang click tick ping boo hot fifty twenty"""
)
_DIGITS = vocabulary("zero oh one two three four five six seven eight nine double triple")
_MIN_DIGITS = 3  # a number that is read out digit by digit: "five five one two"
# Words that no clause ends with, so that a comma after them is a break in the speech: "the, the plan"; but
# "we printed it, it was on the wall" repeats nothing
_NEVER_LAST = vocabulary(
    """i we he she they the a an and but or because my our your their to of for with from at by if when
    while as is was were are be been have has will would can could should might must i'd we'd i'm we're
    it's"""
)
# "and so on and so on", "thank you, thank you"
_MEANT_RUNS = vocabulary("and-so-on so-on-and on-and-so thank-you come-on and-on on-and")
# "step by step by step", "better and better and better", "month over month over month"
_LINKS = vocabulary("by and after to on upon for over or in")


def find_repeats(tokens: Sequence[Token], filled_pauses: Collection[int]) -> tuple[Repeat, ...]:
    """Runs of one to five words that follow themselves within a sentence, and words broken off.

    `filled_pauses` are the places of tokens to look past ("the um the"). A word said three times in a row
    is one repeat.
    """
    spoken = [token for place, token in enumerate(tokens) if place not in filled_pauses]
    found: list[Repeat] = []
    place = 0
    while place < len(spoken):
        last = _repeat_end(spoken, place)
        if last is None:
            place += 1
            continue
        size, end = last
        found.append(_repeat(spoken[place : place + size], spoken[end]))
        place = end + 1
    return tuple(found)


def _repeat_end(spoken: Sequence[Token], place: int) -> tuple[int, int] | None:
    """The size of the run that is repeated at `place`, and the last place of its last repetition."""
    if _is_broken_off(spoken, place):
        return 1, place + 1
    for size in range(_LONGEST_RUN, 0, -1):
        end = place + size - 1
        while _same(spoken, place, end + 1, size):
            end += size
        if end >= place + size and not _is_meant(spoken, place, place + size):
            return size, end
    return None


def _same(spoken: Sequence[Token], place: int, other: int, size: int) -> bool:
    if other + size > len(spoken) or spoken[place].bare != spoken[other].bare:
        return False
    same = all(spoken[place + step].bare == spoken[other + step].bare for step in range(1, size))
    return same and not any(token.stop for token in spoken[place:other])


def _is_meant(spoken: Sequence[Token], first: int, after: int) -> bool:
    run = spoken[first:after]
    bare = tuple(token.bare for token in run)
    if len(set(bare)) == 1:
        between_clauses = run[-1].comma and bare[0] not in _NEVER_LAST
        in_digits = any(character.isdigit() for character in bare[0]) or _is_read_out(spoken, first)
        return between_clauses or bare[0] in _MEANT_TWICE or in_digits
    return "-".join(bare) in _MEANT_RUNS or (len(bare) == 2 and _is_linked(spoken, first))


def _is_read_out(spoken: Sequence[Token], place: int) -> bool:
    """Whether the word is one of the digits of a longer number: "five five one two"."""
    before = after = place
    while before > 0 and spoken[before - 1].bare in _DIGITS:
        before -= 1
    while after < len(spoken) and spoken[after].bare in _DIGITS:
        after += 1
    return after - before >= _MIN_DIGITS


def _is_linked(spoken: Sequence[Token], place: int) -> bool:
    """ "step by step by step": two words in turn, of which the one at both ends is no stumble's."""
    first, last = place, place + 1
    while first > 0 and _goes_on(spoken, first - 1):
        first -= 1
    while last + 1 < len(spoken) and _goes_on(spoken, last - 1, last):
        last += 1
    ends, link = spoken[first].bare, spoken[first + 1].bare
    return spoken[last].bare == ends and link in _LINKS and ends not in _NEVER_LAST


def _goes_on(spoken: Sequence[Token], place: int, joint: int | None = None) -> bool:
    """Whether a word comes again after the next one, and no mark parts at `joint` (its own place)."""
    parted = spoken[place if joint is None else joint].comma
    return not parted and spoken[place].bare == spoken[place + 2].bare


def _is_broken_off(spoken: Sequence[Token], place: int) -> bool:
    token = spoken[place]
    if not token.raw.endswith(("-", "–", "—")) or place + 1 == len(spoken):
        return False
    return spoken[place + 1].bare.startswith(token.bare) and spoken[place + 1].bare != token.bare


def _repeat(run: Sequence[Token], last: Token) -> Repeat:
    return Repeat(bare_text(run), run[0].start_s, run[0].word, last.word)
