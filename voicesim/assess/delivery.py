"""How an answer was spoken: its pace, its fillers, its stumbles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.assessment import (
    Delivery,
    Filler,
    FillerLoad,
    Gap,
    Pace,
    PaceStretch,
    PausePlace,
    PlacedPause,
    Repeat,
    Timing,
)
from voicesim.assess.fillers import filler_at, filler_places, is_filled_pause
from voicesim.assess.hedges import count_actors, find_hedges
from voicesim.assess.hesitations import find_hesitations
from voicesim.assess.norms import Norms, is_off
from voicesim.assess.pace import fastest, pace_windows, rushed
from voicesim.assess.repeats import find_repeats
from voicesim.assess.tokens import Token, tokenize
from voicesim.speech.words import SpeechSpan, Word


def measure_delivery(
    words: Sequence[Word],
    spans: Sequence[SpeechSpan] | None,
    timing: Timing,
    norms: Norms,
    manner: Manner | None = None,
) -> Delivery:
    """Pace and fillers per minute of `timing.answer_s`, and where the speaker stumbled.

    `words` in the result counts what was said without the filled pauses (um, uh): a hesitant speaker is not
    a quick one. Rates are None for text and for an answer without speech; the verdicts on them also for an
    answer shorter than `rate_least_s`. `manner` is what `measure_manner` gives, where that is known already.
    """
    found = manner or measure_manner(words, spans, norms)
    words_per_minute = _per_minute(found.count, timing.answer_s)
    fillers_per_minute = _per_minute(len(found.fillers), timing.answer_s)
    judged = timing.answer_s is not None and timing.answer_s >= norms.rate_least_s
    return Delivery(
        words=found.count,
        words_per_minute=words_per_minute,
        fillers=found.fillers,
        fillers_per_minute=fillers_per_minute,
        possible_hesitations=found.hesitations,
        repeated=found.repeated,
        pace=judge_pace(words_per_minute, norms) if judged and found.count else None,
        filler_load=judge_fillers(fillers_per_minute, norms) if judged else None,
        articulation_wpm=_per_minute(found.count, timing.speaking_s),
        fastest=found.fastest,
        rushed=found.rushed,
        hedges=found.hedges,
        i_words=found.i_words,
        we_words=found.we_words,
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
class Manner:
    """What words and voice show by themselves, however long the answer takes."""

    count: int
    hesitations: tuple[Gap, ...]
    fillers: tuple[Filler, ...]
    repeated: tuple[Repeat, ...]
    hedges: tuple[Filler, ...]
    i_words: int
    we_words: int
    fastest: PaceStretch | None
    rushed: tuple[PaceStretch, ...]


def measure_manner(words: Sequence[Word], spans: Sequence[SpeechSpan] | None, norms: Norms) -> Manner:
    """The part of `measure_delivery` that takes long, and needs no timing."""
    tokens = tokenize(words)
    filled_pauses = {place for place in range(len(tokens)) if is_filled_pause(tokens, place)}
    places = filler_places(tokens, norms)
    spoken = [token for place, token in enumerate(tokens) if place not in filled_pauses]
    windows = pace_windows(spoken, norms)
    taken = {place for first, last in places for place in range(first, last + 1)}
    i_words, we_words = count_actors(tokens, taken)
    written = frozenset(tokens[place].word for place in filled_pauses)
    return Manner(
        count=len(spoken),
        hesitations=() if spans is None else find_hesitations(words, spans, norms, written),
        fillers=tuple(filler_at(tokens, first, last) for first, last in places),
        repeated=() if is_off(norms.repeats_many_times) else find_repeats(tokens, filled_pauses),
        hedges=find_hedges(tokens, taken),
        i_words=i_words,
        we_words=we_words,
        fastest=fastest(windows),
        rushed=rushed(windows, norms),
    )


_QUOTED_WORDS = 4


def place_pauses(pauses: Sequence[Gap], words: Sequence[Word]) -> tuple[PlacedPause, ...]:
    """Each pause with its place, judged by the punctuation of the last word that began before it.

    Word times may run into the silence on either side, so a word belongs before the pause when its middle
    lies before the pause's middle. Nothing is placed where the words have no times.
    """
    tokens = [token for token in tokenize(words) if token.start_s is not None]
    return tuple(_place(pause, tokens) for pause in pauses) if tokens else ()


def _place(pause: Gap, tokens: Sequence[Token]) -> PlacedPause:
    middle_s = (pause.start_s + pause.end_s) / 2
    before = [token for token in tokens if (token.start_s or 0.0) + (token.end_s or 0.0) <= 2 * middle_s]
    after = " ".join(token.raw for token in before[-_QUOTED_WORDS:]).rstrip(",;:.!?…—–-")
    if not before or before[-1].stop:
        return PlacedPause(pause.start_s, pause.end_s, "between sentences", after)
    place: PausePlace = "between clauses" if before[-1].comma else "inside a clause"
    return PlacedPause(pause.start_s, pause.end_s, place, after)
