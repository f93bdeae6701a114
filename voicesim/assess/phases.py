"""The phases of an answer to a problem: which of them were heard, where, and which surely were not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from voicesim.assess.assessment import Estimate, Filler, Phase, PointHit, SentenceRun, Structure, Sum
from voicesim.assess.phase_cues import NOTHING, PhaseCues, phase_cues
from voicesim.assess.story import story_units
from voicesim.assess.stretches import stretch
from voicesim.assess.tokens import Token, bare_text, tokenize
from voicesim.bank.question import Question
from voicesim.bank.styles import STYLES
from voicesim.speech.words import Word

LIKELY_MADE = 0.75
"""From this likelihood on a point to check speaks for its phase, though not for a place of it."""

_MIN_WORDS = 30  # in less there is nothing to tell apart


def measure_phases(
    question: Question,
    words: Sequence[Word],
    points: Sequence[PointHit],
    clarifying: Sequence[Filler],
    estimate: Estimate | None,
) -> Structure | None:
    """The phases of an answer whose kind has cues for them, in their usual order; None for other kinds, and
    for fewer than 30 words. Shares of the target are those of the kind, seconds those of the sentences.

    A phase was heard in the sentences that hold one of its cues or make a key point about it; also, without
    a place, where 8 of 10 answers that read like this one make such a point. It was surely not there where no
    key point about it may have been made and nothing hints at it. Of all others nothing is known.
    """
    tokens, cues = tokenize(words), phase_cues(question.style)
    if not cues or len(tokens) < _MIN_WORDS:
        return None
    units, measured = story_units(tokens), _by_measures(clarifying, estimate)
    phases, notes = [], []
    for usual in STYLES[question.style].phases:
        told = cues.get(usual.name, NOTHING)
        about = [hit for hit in points if told.is_about(question.point(hit.point_id))]
        places = sorted(set(_places(units, told, about, measured.get(usual.name, ()))))
        made = bool(places) or any(map(_is_likely, about))
        absent = not made and _is_absent(told, about, tokens)
        heard = True if made else False if absent else None
        phases.append(Phase(usual.name, usual.share, heard, tuple(_stretches(words, units, places))))
        notes += [told.absent] if absent else []
    return Structure(None, None, None, None, tuple(notes), phases=tuple(phases))


def _is_likely(hit: PointHit) -> bool:
    return hit.verdict == "check" and (hit.likelihood or 0.0) >= LIKELY_MADE


def _is_absent(cues: PhaseCues, about: Sequence[PointHit], tokens: Sequence[Token]) -> bool:
    """Whether no point about a phase may have been made, and no word hints at the phase."""
    if not cues.absent or (cues.asked and not about) or any(hit.verdict != "missed" for hit in about):
        return False
    return not cues.hints.search(" ".join(token.raw.lower() for token in tokens))


def _by_measures(clarifying: Sequence[Filler], estimate: Estimate | None) -> dict[str, tuple[int, ...]]:
    """The words at which other measures found a phase."""
    found: dict[str, Sequence[Filler | Sum]] = {"clarify": clarifying}
    if estimate is not None:
        found |= {"assumptions": estimate.assumed, "sum": estimate.sums, "check": estimate.checked}
    return {
        name: tuple(each.first_word for each in said if each.first_word is not None)
        for name, said in found.items()
    }


def _places(
    units: Sequence[Sequence[Token]], cues: PhaseCues, about: Sequence[PointHit], words: Sequence[int]
) -> Iterator[int]:
    """The units in which a phase was heard; of those at which a point was quoted the one with most of it."""
    for hit in about:
        if hit.verdict == "covered" and hit.first_word is not None and hit.last_word is not None:
            yield _most_of(units, hit.first_word, hit.last_word)
    for place, unit in enumerate(units):
        if cues.in_text(bare_text(unit)) or any(unit[0].word <= word <= unit[-1].word for word in words):
            yield place


def _most_of(units: Sequence[Sequence[Token]], first: int, last: int) -> int:
    shared = [min(last, unit[-1].word) - max(first, unit[0].word) for unit in units]
    return shared.index(max(shared))


def _stretches(
    words: Sequence[Word], units: Sequence[Sequence[Token]], places: Sequence[int]
) -> Iterator[SentenceRun]:
    """Units in a row as one stretch."""
    ends = [place for place, after in pairwise((*places, -1)) if after != place + 1]
    starts = [place for before, place in pairwise((-2, *places)) if place != before + 1]
    for start, end in zip(starts, ends, strict=True):
        yield stretch(words, units[start][0].word, units[end][-1].word)
