"""Figures that changed between two takes of the same story: "40 percent" last week, "14 percent" today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voicesim.assess.assessment import Figure
from voicesim.assess.figure_units import in_one_unit
from voicesim.assess.figures import find_figures
from voicesim.assess.tokens import Token, sentences, tokenize, vocabulary
from voicesim.speech.words import Word

_MIN_SHARED = 2
_MIN_SHARE = 0.3  # of the words of the shorter sentence
_EMPTY = vocabulary(
    """the and but for with from that this was were had has have not are you our they them then than which
    who what when where there about into over under after before because could would should just very
    also only even by to of in on at it is we an so as be or if do did my me us he she his her its their
    percent went got one two three four five six seven eight nine ten um uh well like know mean think
    around nearly almost year month week day"""
)


@dataclass(frozen=True, slots=True)
class Drift:
    """The same thing told with two values; `about` are the words that both sentences share."""

    about: str
    before: Figure
    after: Figure


def find_drift(before: Sequence[Word], after: Sequence[Word]) -> tuple[Drift, ...]:
    """Figures of the later take whose value the earlier take gave otherwise for the same thing.

    The same thing: units of one kind (seconds and hours are), and sentences that share at least two words
    of substance and three in ten of the shorter one. A value that both takes name has not changed,
    wherever and in whatever unit it stands.
    """
    earlier, later = _in_sentences(before), _in_sentences(after)
    told_before, told_now = ([in_one_unit(figure) for figure, _ in told] for told in (earlier, later))
    kept = {
        one
        for told, others in ((told_before, told_now), (told_now, told_before))
        for one in told
        if any(_same(one, other) for other in others)
    }
    free = [told for told in earlier if in_one_unit(told[0]) not in kept]
    found = []
    for figure, context in later:
        amount, unit = in_one_unit(figure)
        if (amount, unit) in kept:
            continue
        same_unit = [told for told in free if in_one_unit(told[0])[1] == unit and _alike(told[1], context)]
        if same_unit:
            best = max(same_unit, key=lambda told: len(told[1] & context))
            free.remove(best)
            found.append(Drift(" ".join(sorted(best[1] & context)), best[0], figure))
    return tuple(found)


def _same(one: tuple[float, str | None], other: tuple[float, str | None]) -> bool:
    """Also where one of them is a fraction without an end and the other rounds it: a third is 33 percent."""
    return one == other or (
        one[1] == other[1] == "percent"
        and any(_is_endless(amount) for amount, _ in (one, other))
        and abs(one[0] - other[0]) <= 0.5
    )


def _is_endless(percent: float) -> bool:
    """Whether it comes from thirds, sixths, sevenths and the like, in six digits."""
    return round(percent, 2) != percent


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _MIN_SHARED and shared >= _MIN_SHARE * min(len(one), len(other))


def _in_sentences(words: Sequence[Word]) -> list[tuple[Figure, frozenset[str]]]:
    found = []
    for sentence in sentences(tokenize(words)):
        said = words[sentence[0].word : sentence[-1].word + 1]
        context = substance(sentence)
        found += [(figure, context) for figure in find_figures(said)]
    return found


def substance(tokens: Iterable[Token]) -> frozenset[str]:
    """The words that say what something is about, without numbers and endings."""
    return frozenset(filter(None, (stem_of_substance(token.bare) for token in tokens)))


def stem_of_substance(bare: str) -> str | None:
    """A word in lower case without its ending, None where it says nothing of what something is about."""
    return _stem(bare) if len(bare) > 2 and bare.isalpha() and bare not in _EMPTY else None


def _stem(bare: str) -> str:
    """The word without the ending of a plural or a past."""
    for ending in ("ings", "ing", "ed", "es", "s"):
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            return bare[: -len(ending)]
    return bare
