"""Sums that were said aloud ("forty thousand times twelve is four hundred and eighty thousand"), checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from voicesim.assess.assessment import Sum
from voicesim.assess.pieces import WordPart, piece_at, pieces
from voicesim.assess.spoken_numbers import Spoken, read_spoken
from voicesim.assess.sum_chains import SumChain, find_chains
from voicesim.assess.sum_words import IMPLIED, ROUGH, TAKEN_BACK, TIME_WORDS, Operator
from voicesim.assess.tokens import Token, tokenize
from voicesim.speech.words import Word

_MAX_READINGS = 16
_RIGHT_WITHIN = 0.05
_WRONG_FROM, _WRONG_FROM_ROUGH = 1.25, 1.6
_THOUSANDS = (1e-9, 1e-6, 1e-3, 1e3, 1e6, 1e9)
_CORRECTED_WITHIN = 14


def find_sums(words: Sequence[Word]) -> tuple[Sum, ...]:
    """The sums of an answer whose parts and result were all said, in order, right or wrong.

    A sum is right when its words can be read so that it comes out as said, rounded as people round. It is
    wrong only when its words have one reading, a plain word for the result ("is", "makes"), nothing that is
    rough about them, and the true result is not said right after it. All others are left out: those that are
    in between, and those where thousands or a stretch of time may have been left out in speech.
    """
    tokens = tokenize(words)
    said = pieces(tokens)
    found = (_judged(said, tokens, chain) for chain in find_chains(said))
    return tuple(each for each in found if each is not None)


def _judged(said: Sequence[WordPart], tokens: Sequence[Token], chain: SumChain) -> Sum | None:
    expected = tuple(_readings(chain))
    right = _right(chain, expected)
    if right is None and not _surely_wrong(said, chain, expected):
        return None
    first, last = chain.terms[0].first, chain.result.number_last
    return Sum(
        text=" ".join(piece.raw for piece in said[first : last + 1]),
        comes_to=expected[0] if right is None else right,
        right=right is not None,
        at_s=tokens[said[first].token].start_s,
        first_word=tokens[said[first].token].word,
        last_word=tokens[said[last].token].word,
    )


def _readings(chain: SumChain) -> Iterator[float]:
    """What the chain can come to, the likeliest first."""
    for values in list(product(*map(_term_values, chain.terms)))[:_MAX_READINGS]:
        for operators in product(*map(_choices, chain.operators)):
            yield from _worked_out(values, operators, chain.terms)


def _term_values(term: Spoken) -> tuple[float, ...]:
    return tuple(value / 100 for value in term.values) if term.percent else term.values


def _choices(operator: Operator) -> tuple[Operator, ...]:
    return ("over", "times") if operator == "either" else (operator,)


def _worked_out(
    values: tuple[float, ...], operators: tuple[Operator, ...], terms: tuple[Spoken, ...]
) -> Iterator[float]:
    """By the rule, products before sums, and in the order in which it was said."""
    try:
        in_order, total, product_ = values[0], 0.0, values[0]
        for value, operator, term in zip(values[1:], operators, terms[1:], strict=True):
            in_order = _applied(in_order, operator, in_order * value if _of_it(operator, term) else value)
            if operator in ("times", "over"):
                product_ = _applied(product_, operator, value)
            else:
                total, product_ = total + product_, value if operator == "plus" else -value
    except ZeroDivisionError:
        return
    yield in_order
    if total + product_ != in_order and not any(map(_of_it, operators, terms[1:])):
        yield total + product_


def _of_it(operator: Operator, term: Spoken) -> bool:
    """ "plus twenty percent" is so much of what there is."""
    return term.percent and operator in ("plus", "minus")


def _applied(value: float, operator: Operator, other: float) -> float:
    match operator:
        case "times":
            return value * other
        case "plus":
            return value + other
        case "minus":
            return value - other
        case _:
            return value / other


def _right(chain: SumChain, expected: Sequence[float]) -> float | None:
    """The reading that the result fits, as people round; None when none does."""
    for worth in expected:
        for value in chain.result.values:
            for factor in _unit_factors(chain):
                if _fits(value * factor, worth):
                    return worth / factor
    return None


def _unit_factors(chain: SumChain) -> Iterator[float]:
    """By what the result may be counted in another unit than the sum: percent, or an amount of storage."""
    if chain.result.percent:
        yield 0.01
        if any(term.percent for term in chain.terms):
            yield 1.0
        return
    sizes = [term.size for term in chain.terms if term.size]
    if chain.result.size and sizes:
        yield chain.result.size / sizes[0]
    else:
        yield 1.0


def _fits(value: float, worth: float) -> bool:
    if worth == 0 or value == 0:
        return worth == value
    if abs(value / worth - 1) <= _RIGHT_WITHIN:
        return True
    digits = len(f"{value:.12g}".replace(".", "").strip("0"))
    return digits >= 1 and float(f"{worth:.{digits}g}") == value


def _surely_wrong(said: Sequence[WordPart], chain: SumChain, expected: Sequence[float]) -> bool:
    first, last = chain.terms[0].first, chain.result.number_last
    inside = {piece.bare for piece in said[max(0, first - 2) : last + 3]}
    if not chain.linked or not expected or "either" in chain.operators or not _plain(said, chain):
        return False
    least = _WRONG_FROM_ROUGH if inside & ROUGH else _WRONG_FROM
    worths = [worth for worth in expected if worth > 0]
    value = chain.result.values[0]
    return (
        len(worths) == len(expected) == 1
        and value > 0
        and all(max(value / worth, worth / value) >= least for worth in worths)
        and not any(_implied(said, chain, value / worth) for worth in worths)
        and not _corrected(said, chain, worths)
    )


def _plain(said: Sequence[WordPart], chain: SumChain) -> bool:
    """Whether every number has one reading, units agree, and nothing of a longer sum stands around it."""
    first, after = chain.terms[0].first, chain.result.number_last + 1
    before = (
        [] if not first or said[first - 1].stop else [piece.bare for piece in said[max(0, first - 3) : first]]
    )
    opened = {"of", "plus", "minus", "times", "by", "over", "per", "than", "every", "each", "to", "from"}
    numbers = [*chain.terms, chain.result]
    first_number = read_spoken(said, first - 1) if first else None
    return (
        all(number.sure for number in numbers)
        and not opened & {*before, *([piece_at(said, after)] if not said[after - 1].ends else [])}
        and (first_number is None or said[first - 1].ends)
        and not any(number.percent for number in chain.terms if not _is_part(said, number))
        and not chain.result.percent
        and not chain.result.share
        and (chain.result.size is None or any(number.size for number in chain.terms))
    )


def _is_part(said: Sequence[WordPart], number: Spoken) -> bool:
    return "of" in (piece_at(said, number.number_last + 1), piece_at(said, number.number_last + 2))


def _implied(said: Sequence[WordPart], chain: SumChain, ratio: float) -> bool:
    """Whether thousands, or a stretch of time, may have been left out in speech."""
    if any(abs(ratio / thousands - 1) <= 3 * _RIGHT_WITHIN for thousands in _THOUSANDS):
        return True
    around = {piece.bare for piece in said[max(0, chain.terms[0].first - 8) : chain.result.number_last + 9]}
    timed = bool(around & TIME_WORDS)
    return timed and any(abs(max(ratio, 1 / ratio) / factor - 1) <= 3 * _RIGHT_WITHIN for factor in IMPLIED)


def _corrected(said: Sequence[WordPart], chain: SumChain, worths: Sequence[float]) -> bool:
    """Whether the result is taken back, or the true one is said soon after."""
    after = chain.result.number_last + 1
    rest = range(after, min(len(said), after + _CORRECTED_WITHIN))
    if any(said[place].bare in TAKEN_BACK for place in rest[:4]):
        return True
    numbers = (read_spoken(said, place) for place in rest)
    return any(
        _fits(value * scale, worth)
        for number in numbers
        if number
        for value in number.values
        for scale in (1, *_THOUSANDS)
        for worth in worths
    )
