"""An estimate as it can be checked: its sums, its size against the bank's range, its assumptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicesim.assess.assessment import Against, Estimate, Figure, Filler
from voicesim.assess.estimate_cues import ASSUMED, CHECKED, FINAL, IF, SAID_AFTER, SAY, TOTAL
from voicesim.assess.pieces import WordPart, piece_at, pieces
from voicesim.assess.spoken_numbers import Spoken, read_spoken
from voicesim.assess.sum_words import AFTER_RESULT, EACH, SIZES
from voicesim.assess.sums import find_sums
from voicesim.assess.tokens import Token, bare_text, tokenize
from voicesim.bank.question import Question, Range
from voicesim.speech.words import Word

_MAX_BETWEEN = 6
_MAX_SUPPOSED = 14
_MAX_AFTER = 4
_SCALES = (1e3, 1e6, 1e9)


def measure_estimate(question: Question, words: Sequence[Word]) -> Estimate | None:
    """What can be checked of the answer to an `estimate`; None for other questions and without words."""
    tokens = tokenize(words)
    if question.style != "estimate" or not tokens:
        return None
    between = question.estimate
    result, against = _result(tokens, between) if between else (None, None)
    return Estimate(
        sums=find_sums(words),
        result=result,
        against=against,
        low=between.low if between else None,
        high=between.high if between else None,
        unit=between.unit if between else "",
        assumed=_found(tokens, ASSUMED),
        checked=_found(tokens, CHECKED, counted=True),
    )


def _found(tokens: Sequence[Token], cues: re.Pattern[str], *, counted: bool = False) -> tuple[Filler, ...]:
    """The places at which a cue was said, one a sentence at most; with `counted` in one with a number."""
    text, starts, sentence = bare_text(tokens), _starts(tokens), _sentence_numbers(tokens)
    said = pieces(tokens)
    numbers = {sentence[said[each.first].token] for each in _all_numbers(said)}
    found: dict[int, Filler] = {}
    for match in cues.finditer(text):
        first, last = starts[match.start()], starts[match.end() - 1]
        if sentence[first] in numbers or not counted:
            told = Filler(match[0], tokens[first].start_s, tokens[first].word, tokens[last].word)
            found.setdefault(sentence[first], told)
    return tuple(found.values())


def _starts(tokens: Sequence[Token]) -> dict[int, int]:
    """The place of the token that begins at a character of the bare text."""
    starts, at = {}, 0
    for place, token in enumerate(tokens):
        starts.update({at + step: place for step in range(len(token.bare) + 1)})
        at += len(token.bare) + 1
    return starts


def _sentence_numbers(tokens: Sequence[Token]) -> list[int]:
    numbers, number = [], 0
    for token in tokens:
        numbers.append(number)
        number += token.stop
    return numbers


@dataclass(frozen=True, slots=True)
class _Told:
    """A number that was given as a result; `named` says that its unit is the one that was asked for, `final`
    that words call it the answer."""

    spoken: Spoken
    figure: Figure
    named: bool
    final: bool


def _result(tokens: Sequence[Token], between: Range) -> tuple[Figure | None, Against | None]:
    """The number that was given as the answer, last of all, and where it lies; both only when certain.

    What words call the answer comes before what was only reckoned; all of these must agree.
    """
    said = pieces(tokens)
    told = list(_told(said, tokens, between))
    best = [each for each in told if each.final] or told
    places = {_against(each, between, _all_numbers(said)) for each in best}
    if len(places) != 1 or None in places:
        return None, None
    return best[-1].figure, places.pop()


def _all_numbers(said: Sequence[WordPart]) -> list[Spoken]:
    return [each for place in range(len(said)) if (each := read_spoken(said, place))]


def _told(said: Sequence[WordPart], tokens: Sequence[Token], between: Range) -> Iterator[_Told]:
    place = 0
    while place < len(said):
        spoken = read_spoken(said, place)
        place = spoken.number_last + 1 if spoken else place + 1
        if (
            spoken is None
            or spoken.percent
            or spoken.share
            or spoken.values[0] <= 0
            or _is_each(said, spoken)
        ):
            continue
        named, before = _is_named(spoken, between.unit), _before(said, spoken)
        if _is_supposed(said, spoken):
            continue
        final = bool(FINAL.search(before)) or _is_called_final(said, spoken)
        if (final and (named or _no_other(spoken))) or _is_total(spoken, before, named=named):
            yield _Told(spoken, _figure(said, tokens, spoken, named=named), named, final)


def _is_total(spoken: Spoken, before: str, *, named: bool) -> bool:
    return bool(TOTAL.search(before)) if named else not spoken.unit and bool(SAY.search(before))


def _no_other(spoken: Spoken) -> bool:
    """Whether nothing else is counted than what was asked for: no word stands behind the number."""
    return not spoken.unit or spoken.unit[0] in AFTER_RESULT


def _is_each(said: Sequence[WordPart], spoken: Spoken) -> bool:
    """ "two cups each", "ten cars a point" are no result."""
    return bool(EACH & {*spoken.unit, piece_at(said, spoken.last + 1)})


def _before(said: Sequence[WordPart], spoken: Spoken) -> str:
    """The words before the number in its sentence, back to the number before it."""
    first = _sentence_start(said, spoken.first, _MAX_BETWEEN)
    between = range(first, spoken.first)
    after = max((place + 1 for place in between if read_spoken(said, place)), default=first)
    return " ".join(piece.bare for piece in said[after : spoken.first])


def _is_supposed(said: Sequence[WordPart], spoken: Spoken) -> bool:
    """ "if it were a third, that's nine thousand"."""
    first = _sentence_start(said, spoken.first, _MAX_SUPPOSED)
    return IF.search(" ".join(piece.bare for piece in said[first : spoken.first])) is not None


def _sentence_start(said: Sequence[WordPart], place: int, most: int) -> int:
    least = max(0, place - most)
    return max((at + 1 for at in range(least, place) if said[at].stop), default=least)


def _is_called_final(said: Sequence[WordPart], spoken: Spoken) -> bool:
    after = said[spoken.number_last + 1 : spoken.last + 1 + _MAX_AFTER]
    text = " ".join(piece.bare for piece in after)
    return SAID_AFTER.search(text) is not None and not said[spoken.number_last].stop


def _figure(said: Sequence[WordPart], tokens: Sequence[Token], spoken: Spoken, *, named: bool) -> Figure:
    text = " ".join(piece.raw for piece in said[spoken.first : spoken.number_last + 1])
    unit = spoken.unit[0] if named else None
    return Figure(text, spoken.values[0], unit, tokens[said[spoken.first].token].start_s)


def _is_named(spoken: Spoken, unit: str) -> bool:
    """Whether the unit of a number is the one that the bank counts in: "cups", "charging points"."""
    asked = _stems(unit.split(" a ")[0].split(" per ")[0].split())
    sized = bool(SIZES.keys() & set(unit.lower().split())) and spoken.size is not None
    return sized or bool(asked & _stems(spoken.unit[:3]))


def _stems(words: Sequence[str]) -> set[str]:
    return {word.lower().removesuffix("s") for word in words}


def _against(told: _Told, between: Range, numbers: Sequence[Spoken]) -> Against | None:
    """Where the number lies to the range; None where it may be meant in another unit, or in thousands, or
    where another number of that unit would be in the range and nobody said which is the answer.

    "Twenty three" is twenty three thousand where a number that was said in full begins with it.
    """
    spoken = told.spoken
    readings = _in_unit(spoken, between)
    if spoken.bare and not spoken.unit:
        whole = [each.values[0] for each in numbers if not each.bare]
        readings += [each for value in spoken.values for each in whole if _begins(each, value)]
    if any(map(between.holds, readings)):
        return "inside"
    if not told.named or not spoken.sure or (spoken.bare and not spoken.size):
        return None
    named = [each for each in numbers if _is_named(each, between.unit)]
    if not told.final and any(between.holds(value) for each in named for value in _in_unit(each, between)):
        return None
    return "below" if readings[0] < between.low else "above"


def _in_unit(spoken: Spoken, between: Range) -> list[float]:
    """What the number can mean, in the unit of the range where both are amounts of storage."""
    sizes = [SIZES[word] for word in between.unit.lower().split() if word in SIZES]
    factor = spoken.size / sizes[0] if spoken.size and sizes else 1.0
    return [value * factor for value in spoken.values]


def _begins(whole: float, value: float) -> bool:
    """Whether one is the other in thousands or millions, give or take what people round."""
    return any(value * scale <= whole < (value + 1) * scale for scale in _SCALES)
