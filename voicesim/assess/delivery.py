"""How an answer was spoken: its pace, its fillers, its stumbles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from voicesim.assess.assessment import Delivery, Filler, FillerLoad, Gap, Pace, PaceStretch, Repeat, Timing
from voicesim.assess.fillers import filler_at, filler_places, is_filled_pause
from voicesim.assess.hedges import count_actors, find_hedges
from voicesim.assess.hesitations import find_hesitations
from voicesim.assess.norms import Norms, is_off
from voicesim.assess.pace import fastest, pace_windows, rushed
from voicesim.assess.pauses import place_pauses
from voicesim.assess.repeats import find_repeats
from voicesim.assess.tokens import tokenize
from voicesim.speech.words import SpeechSpan, Word


def measure_delivery(
    words: Sequence[Word], spans: Sequence[SpeechSpan] | None, timing: Timing, norms: Norms
) -> Delivery:
    """Pace and fillers per minute of `timing.answer_s`, and where the speaker stumbled.

    `words` in the result counts what was said without the filled pauses (um, uh): a hesitant speaker is not
    a quick one. Rates are None for text and for an answer without speech; the verdicts on them also for an
    answer shorter than `rate_least_s`.
    """
    words = tuple(words)
    said = _measure_words(words, norms)
    words_per_minute = _per_minute(said.count, timing.answer_s)
    fillers_per_minute = _per_minute(len(said.fillers), timing.answer_s)
    judged = timing.answer_s is not None and timing.answer_s >= norms.rate_least_s
    return Delivery(
        words=said.count,
        words_per_minute=words_per_minute,
        fillers=said.fillers,
        fillers_per_minute=fillers_per_minute,
        possible_hesitations=() if spans is None else _hesitations(words, tuple(spans), norms),
        repeated=said.repeated,
        pace=judge_pace(words_per_minute, norms) if judged and said.count else None,
        filler_load=judge_fillers(fillers_per_minute, norms) if judged else None,
        articulation_wpm=_per_minute(said.count, timing.speaking_s),
        fastest=said.fastest,
        rushed=said.rushed,
        hedges=said.hedges,
        i_words=said.i_words,
        we_words=said.we_words,
        pauses=place_pauses(timing.pauses, words),
    )


def judge_pace(words_per_minute: float | None, norms: Norms) -> Pace | None:
    if words_per_minute is None or (is_off(norms.pace_slow_wpm) and is_off(norms.pace_fast_wpm)):
        return None
    if words_per_minute < norms.pace_slow_wpm:
        return "slow"
    return "fast" if words_per_minute > norms.pace_fast_wpm else "good"


def judge_fillers(fillers_per_minute: float | None, norms: Norms) -> FillerLoad | None:
    if fillers_per_minute is None or is_off(norms.fillers_ok_per_minute):
        return None
    if fillers_per_minute <= norms.fillers_ok_per_minute:
        return "ok"
    return "watch" if fillers_per_minute <= norms.fillers_act_per_minute else "act"


def _per_minute(count: int, answer_s: float | None) -> float | None:
    return round(60 * count / answer_s, 1) if answer_s else None


@dataclass(frozen=True, slots=True)
class _WordMeasures:
    """What the words show by themselves; `written` are the places of those that are filled pauses."""

    count: int
    written: frozenset[int]
    fillers: tuple[Filler, ...]
    repeated: tuple[Repeat, ...]
    hedges: tuple[Filler, ...]
    i_words: int
    we_words: int
    fastest: PaceStretch | None
    rushed: tuple[PaceStretch, ...]


@lru_cache(maxsize=4)  # measured ahead while an answer is given, and again at its end
def _hesitations(words: tuple[Word, ...], spans: tuple[SpeechSpan, ...], norms: Norms) -> tuple[Gap, ...]:
    return find_hesitations(words, spans, norms, _measure_words(words, norms).written)


@lru_cache(maxsize=4)  # the same
def _measure_words(words: tuple[Word, ...], norms: Norms) -> _WordMeasures:
    tokens = tokenize(words)
    filled_pauses = {place for place in range(len(tokens)) if is_filled_pause(tokens, place)}
    places = filler_places(tokens, norms)
    spoken = [token for place, token in enumerate(tokens) if place not in filled_pauses]
    windows = pace_windows(spoken, norms)
    taken = {place for first, last in places for place in range(first, last + 1)}
    i_words, we_words = count_actors(tokens, taken)
    return _WordMeasures(
        count=len(spoken),
        written=frozenset(tokens[place].word for place in filled_pauses),
        fillers=tuple(filler_at(tokens, first, last) for first, last in places),
        repeated=() if is_off(norms.repeats_many_times) else find_repeats(tokens, filled_pauses),
        hedges=find_hedges(tokens, taken),
        i_words=i_words,
        we_words=we_words,
        fastest=fastest(windows),
        rushed=rushed(windows, norms),
    )
