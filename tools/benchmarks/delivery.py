"""How well timing, fillers, hesitations and structure are measured, each beside the simplest baseline.

    python -m tools.benchmarks.delivery [MODEL]

Sound: answers built from synthetic speech, silences, filled pauses, breath and room noise with known times.
Text: the filler cases and the labelled stories of the tests. Baselines: for times and pace, the words and
their times as Whisper alone gives them for the whole recording (MODEL is "demo" unless named; the demo model
also misses words); for hesitations, every gap of 0.3 s between two words; for fillers, the plain word list;
for stories, the published shares.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from faster_whisper import WhisperModel

from tools.benchmarks.built_speech import Built, build
from tools.benchmarks.labelled_texts import Found, fillers, find_by_list, find_fillers
from tools.benchmarks.story_scores import story_rows
from tools.espeak import Espeak
from voicesim.assess.assessment import Gap
from voicesim.assess.delivery import measure_delivery
from voicesim.assess.norms import load_norms
from voicesim.assess.timing import measure_timing, silences, spans_from_words
from voicesim.speech.activity import speech_spans
from voicesim.speech.models import find_model
from voicesim.speech.words import SpeechSpan, Word

ANSWERS = 24
MIN_PAUSE_S = 0.5
_NORMS = load_norms()


@dataclass(frozen=True, slots=True)
class Sound:
    """One built answer with the voice that was heard in it."""

    built: Built
    spans: tuple[SpeechSpan, ...]


def hear(answers: int = ANSWERS, filled_pauses: bool = True) -> list[Sound]:
    """The answers of the first seeds, and the voice activity in them."""
    espeak = Espeak()
    built = [build(espeak, seed, filled_pauses) for seed in range(answers)]
    return [Sound(one, speech_spans(one.samples)) for one in built]


def whisper_words(sounds: Sequence[Sound], name: str) -> dict[int, tuple[Word, ...]]:
    """The baseline: what the model alone writes down for each whole recording, by the sound's identity."""
    model = WhisperModel(str(find_model(name).directory), device="cpu", compute_type="int8")
    words = {}
    for sound in sounds:
        segments, _ = model.transcribe(
            sound.built.samples,
            language="en",
            beam_size=1,
            word_timestamps=True,
            condition_on_previous_text=False,
        )
        heard = [word for segment in segments for word in segment.words or ()]
        words[id(sound)] = tuple(
            Word(one.word.strip(), float(one.start), float(one.end), float(one.probability)) for one in heard
        )
    return words


def edge_errors_ms(sounds: Sequence[Sound], spans_of: Callable[[Sound], Sequence[SpeechSpan]]) -> list[float]:
    """How far the answer's first and last sound are off."""
    errors = []
    for sound in sounds:
        spans, truth = spans_of(sound), sound.built.spans
        errors += [abs(spans[0].start_s - truth[0].start_s), abs(spans[-1].end_s - truth[-1].end_s)]
    return [1000 * error for error in errors]


def pauses(
    sounds: Sequence[Sound], spans_of: Callable[[Sound], Sequence[SpeechSpan]]
) -> tuple[Found, list[float]]:
    """Silences of 0.5 s and more, found when they overlap a true one by half; and their length errors in ms.

    Lengths near the limit fall on either side of it by chance, so a silence counts as wrong or missed only
    when it is 80 ms past the limit.
    """
    right = wrong = missed = 0
    errors_ms = []
    for sound in sounds:
        found = [gap for gap in silences(spans_of(sound)) if _length(gap) >= MIN_PAUSE_S]
        truth = [gap for gap in sound.built.silences if _length(gap) >= MIN_PAUSE_S]
        pairs = [(gap, true) for gap in found for true in truth if _overlap(gap, true) >= _length(true) / 2]
        right += len(pairs)
        wrong += sum(_length(gap) >= MIN_PAUSE_S + 0.08 and gap not in [p for p, _ in pairs] for gap in found)
        missed += sum(
            _length(true) >= MIN_PAUSE_S + 0.08 and true not in [t for _, t in pairs] for true in truth
        )
        errors_ms += [1000 * abs(_length(gap) - _length(true)) for gap, true in pairs]
    return Found(right, wrong, missed), errors_ms


def rate_errors(
    sounds: Sequence[Sound],
    spans_of: Callable[[Sound], Sequence[SpeechSpan]],
    words_of: Callable[[Sound], Sequence[Word]],
) -> list[float]:
    """How far the words per minute are off, as a share of the truth."""
    errors = []
    for sound in sounds:
        truth = sound.built.spans
        true_wpm = 60 * len(sound.built.words) / (truth[-1].end_s - truth[0].start_s)
        spans = spans_of(sound)
        timing = measure_timing(120.0, None, spans, _NORMS)
        found = measure_delivery(words_of(sound), spans, timing, _NORMS).words_per_minute or 0.0
        errors.append(abs(found - true_wpm) / true_wpm)
    return errors


def find_hesitations(sound: Sound, words: Sequence[Word]) -> tuple[Gap, ...]:
    timing = measure_timing(120.0, None, sound.spans, _NORMS)
    return measure_delivery(words, sound.spans, timing, _NORMS).possible_hesitations


def find_by_gaps(sound: Sound, words: Sequence[Word]) -> tuple[Gap, ...]:
    """The baseline: every gap of 0.3 s and more between two words."""
    gaps = [Gap(one.end_s or 0.0, other.start_s or 0.0) for one, other in pairwise(words)]
    return tuple(gap for gap in gaps if _length(gap) >= _NORMS.hesitation_least_s)


def hesitations(
    sounds: Sequence[Sound],
    words_of: Callable[[Built], Sequence[Word]],
    find: Callable[[Sound, Sequence[Word]], tuple[Gap, ...]] = find_hesitations,
) -> Found:
    """Filled pauses that no word stands for, found as possible hesitations."""
    right = wrong = missed = 0
    for sound in sounds:
        found = find(sound, words_of(sound.built))
        truth = sound.built.filled_pauses
        hits = {
            true
            for true in truth
            for gap in found
            if _overlap(gap, true) >= min(_length(gap), _length(true)) / 2
        }
        strays = sum(not any(_overlap(gap, true) > 0 for true in truth) for gap in found)
        right, wrong, missed = right + len(hits), wrong + strays, missed + len(truth) - len(hits)
    return Found(right, wrong, missed)


def main(model: str = "demo") -> None:
    """Print every figure beside its baseline."""
    sounds = hear()
    words = whisper_words(sounds, model)
    print(f"{'measure':78}{'voicesim':>10}{'baseline':>10}")
    _times(sounds, lambda sound: spans_from_words(words[id(sound)], _NORMS) or (SpeechSpan(0.0, 0.1),))
    rates = rate_errors(sounds, _heard, lambda sound: sound.built.words)
    plain = rate_errors(
        sounds, lambda sound: spans_from_words(words[id(sound)], _NORMS) or (), lambda sound: words[id(sound)]
    )
    _row("words per minute, largest error (%)", 100 * max(rates), 100 * max(plain))
    for name, words_of in (("words end in time", _exact), ("words begin with the um", _absorbed)):
        found, by_gaps = hesitations(sounds, words_of), hesitations(sounds, words_of, find_by_gaps)
        _row(f"hesitations, {name}: recall", found.recall, by_gaps.recall)
        _row(f"hesitations, {name}: precision", found.precision, by_gaps.precision)
    _row("fillers written down, F1", fillers(find_fillers).f1, fillers(find_by_list).f1)
    for row in story_rows():
        _row(*row)


def _times(sounds: Sequence[Sound], baseline: Callable[[Sound], Sequence[SpeechSpan]]) -> None:
    sources = (_heard, baseline)
    edges = [edge_errors_ms(sounds, source) for source in sources]
    found = [pauses(sounds, source) for source in sources]
    _row("onset and end, median (ms)", *map(median, edges))
    _row("onset and end, 95th percentile (ms)", *map(_ninety_fifth, edges))
    _row("pauses of 0.5 s and more, F1", *(one.f1 for one, _ in found))
    _row("pause length error, median (ms)", *(median(errors) for _, errors in found))
    _row("pause length error, 95th percentile (ms)", *(_ninety_fifth(errors) for _, errors in found))


def _heard(sound: Sound) -> Sequence[SpeechSpan]:
    return sound.spans


def _exact(built: Built) -> Sequence[Word]:
    return built.words


def _absorbed(built: Built) -> Sequence[Word]:
    return built.absorbed


def _row(name: str, ours: float, baseline: float) -> None:
    print(f"{name:78}{ours:10.3f}{baseline:10.3f}")


def _length(gap: Gap) -> float:
    return gap.end_s - gap.start_s


def _overlap(one: Gap, other: Gap) -> float:
    return max(0.0, min(one.end_s, other.end_s) - max(one.start_s, other.start_s))


def _ninety_fifth(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


if __name__ == "__main__":
    main(*sys.argv[1:])
