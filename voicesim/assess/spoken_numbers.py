"""Numbers of a calculation in pieces: with every value that the words can mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.number_words import DIGITS, SMALL, TENS
from voicesim.assess.numbers import read_number
from voicesim.assess.pieces import Number, WordPart, piece_at
from voicesim.assess.sum_words import DIVIDES, OPERATOR_PHRASES, SIZES

_MAX_UNIT_WORDS = 5
_SMALLEST_SCALE = 1000


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number and the words of its unit, in the pieces `first` to `last` (inclusive).

    `values` are what it can mean, the likeliest first; more than one where people leave words out
    ("three sixty five"). `bare` says that no word or sign scales it, so that "twenty eight" may stand for
    thousands. `percent` is for "%" and "percent", `share` for a fraction ("a third").
    """

    first: int
    number_last: int
    last: int
    values: tuple[float, ...]
    unit: tuple[str, ...] = ()
    bare: bool = False
    percent: bool = False
    share: bool = False

    @property
    def sure(self) -> bool:
        """Whether the words can mean one value only."""
        return len(self.values) == 1

    @property
    def size(self) -> float | None:
        """The size of its unit in bytes, for an amount of storage."""
        return next((SIZES[word] for word in self.unit[:1] if word in SIZES), None)


def read_spoken(said: Sequence[WordPart], place: int) -> Spoken | None:
    """The number that begins at a piece, with its unit; None where none does."""
    number = read_number(said, place)
    if number is None or number.unit == "times" or _is_cut_off(said, place, number):
        return None
    values, last = _values(said, number)
    unit = _unit(said, last)
    return Spoken(
        place,
        last,
        last + len(unit),
        values,
        unit,
        bare=number.scale == 1 and abs(values[0]) < _SMALLEST_SCALE and number.unit is None,
        percent=number.unit == "percent" or unit[:1] in (("percent",), ("%",)) or unit[:2] == ("per", "cent"),
        share=0 < number.value < 1 and not number.written,
    )


def _is_cut_off(said: Sequence[WordPart], place: int, number: Number) -> bool:
    """Whether a word like "third" is left over behind the number ("two third" is a slip)."""
    return number.value == 1 and piece_at(said, number.last + 1) in ("of", "thing", "question")


def _values(said: Sequence[WordPart], number: Number) -> tuple[tuple[float, ...], int]:
    """ "three sixty five" is 365, "twelve-forty" 1240, "one million eight" perhaps 1.8 million."""
    after = number.last + 1
    tail = said[number.last].bare
    if not number.written and number.value >= 1e6 and tail in SMALL and 0 < SMALL[tail] < 10:
        rest = SMALL[tail]
        scale = 1e6 if number.value < 1e9 else 1e9
        return (number.value, number.value - rest + rest * scale / 10), number.last
    if said[number.last].ends or after >= len(said) or not _is_short(said, number):
        return (number.value,), number.last
    tens = read_number(said, after)
    if tens is None or not 10 <= tens.value / tens.scale < 100 or said[after].bare not in (SMALL | TENS):
        return (number.value,), number.last
    whole = (100 * number.value + tens.value / tens.scale) * tens.scale
    return (whole, number.value), tens.last


def _is_short(said: Sequence[WordPart], number: Number) -> bool:
    """Whether hundreds may be left out behind it: one word, below a hundred."""
    word = said[number.last].bare
    short = number.first == number.last and 1 <= number.value < 100 and number.unit is None
    return short and (word in SMALL or bool(DIGITS.fullmatch(word)))


def _unit(said: Sequence[WordPart], last: int) -> tuple[str, ...]:
    """The words up to the next mark, number or word that begins something else; five at most."""
    words: list[str] = []
    place = last
    while not said[place].ends and place + 1 < len(said) and len(words) < _MAX_UNIT_WORDS:
        place += 1
        bare = said[place].bare
        if bare in DIVIDES or bare in OPERATOR_PHRASES or read_number(said, place):
            break
        words.append(bare)
    return tuple(words)
