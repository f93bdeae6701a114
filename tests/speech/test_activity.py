"""When there is a voice: the same whole or block by block, near the truth, and never in mere noise."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.errors import ModelError
from voicesim.speech import activity
from voicesim.speech.activity import (
    CHUNK,
    ActivityDetector,
    ActivityRules,
    SpanBuilder,
    speech_spans,
)
from voicesim.speech.words import SpeechSpan

Say = Callable[[str], Samples]

SENTENCES = (
    "So the north star metric was retention.",
    "We compared three options on impact, effort and risk.",
    "I took accountability and told the legal team.",
    "In the end signups went up by twelve percent.",
    "Um, I would do it differently today.",
    "Every month we revisit the roadmap.",
)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def with_noise(samples: Samples, dbfs: float) -> Samples:
    noise = np.random.default_rng(1).normal(0, 10 ** (dbfs / 20), len(samples))
    return (samples + noise).astype(np.float32)


def answer(said: Say, pauses_s: Sequence[float]) -> tuple[Samples, list[SpeechSpan]]:
    """The sentences with these pauses before them, and where they truly are."""
    parts: list[Samples] = []
    truth: list[SpeechSpan] = []
    at = 0
    for sentence, pause_s in zip(SENTENCES, pauses_s, strict=True):
        sound = said(sentence)
        parts += [silence(pause_s), sound]
        at += len(parts[-2])
        truth.append(SpeechSpan(at / RATE_HZ, (at + len(sound)) / RATE_HZ))
        at += len(sound)
    return np.concatenate([*parts, silence(1)]), truth


@pytest.mark.parametrize("block", [1, 160, 512, 1000, 1024, 16_000, 10**9])
def test_blocks_of_any_size_give_the_result_of_the_whole_bit_by_bit(said: Say, block: int) -> None:
    samples = with_noise(np.concatenate([silence(0.3), said(SENTENCES[0]), silence(0.2)]), -60)
    samples = samples[:8_000] if block == 1 else samples
    whole = ActivityDetector()
    whole.feed(samples)
    whole.finish()
    stream = ActivityDetector()
    for first in range(0, len(samples), block):
        stream.feed(samples[first : first + block])
    assert stream.finish() == whole.finish() == speech_spans(samples)
    assert np.array_equal(stream.probabilities, whole.probabilities)


def test_it_hears_what_faster_whispers_own_wrapper_hears(said: Say) -> None:
    from faster_whisper.vad import get_vad_model

    samples = said(SENTENCES[1])
    samples = samples[: len(samples) // CHUNK * CHUNK]
    theirs = np.asarray(get_vad_model()(samples.copy())).reshape(-1)
    detector = ActivityDetector()
    detector.feed(samples)
    # The wrapper loses the last 64 samples of what it is given, so its last chunk is another.
    assert np.array_equal(detector.probabilities[:-1], theirs[:-1])


def test_it_cuts_where_silero_itself_cuts(said: Say) -> None:
    from faster_whisper.vad import get_speech_timestamps

    samples, _ = answer(said, (0.7, 0.3, 0.16, 0.2, 0.1, 1.0))
    theirs = get_speech_timestamps(
        samples.copy(), min_silence_duration_ms=100, min_speech_duration_ms=200, speech_pad_ms=0
    )
    ours = speech_spans(samples, ActivityRules(onset_earlier_s=0.0, end_earlier_s=0.0))
    assert [(round(s.start_s * RATE_HZ), round(s.end_s * RATE_HZ)) for s in ours] == [
        (span["start"], span["end"]) for span in theirs
    ]


def test_onsets_and_ends_are_near_the_truth(said: Say) -> None:
    pauses_s = (0.7, 0.5, 1.0, 2.0, 0.6, 3.0)
    errors_s: dict[str, list[float]] = {"onset": [], "end": []}
    for dbfs in (-80, -60, -50):
        samples, truth = answer(said, pauses_s)
        found = speech_spans(with_noise(samples, dbfs))
        for span in truth:
            inside = [near for near in found if near.start_s < span.end_s and near.end_s > span.start_s]
            errors_s["onset"].append(abs(inside[0].start_s - span.start_s))
            errors_s["end"].append(abs(inside[-1].end_s - span.end_s))
    for errors in errors_s.values():
        assert np.median(errors) <= 0.03
        assert np.mean(np.array(errors) <= 0.06) >= 0.8  # a soft last consonant may go unheard


def test_short_answers_are_speech(said: Say) -> None:
    for text in ("Um.", "Uh.", "No.", "Yes.", "Er."):
        spans = speech_spans(np.concatenate([silence(1), said(text), silence(1)]))
        assert len(spans) == 1, text
        assert 0.9 <= spans[0].start_s <= 1.1


def clicks(rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    sound = np.zeros(n)
    for at in np.flatnonzero(rng.random(n) < 5 / RATE_HZ):
        fade = np.exp(-np.arange(min(n - int(at), 800)) / 100)
        sound[at : at + len(fade)] += rng.uniform(0.05, 0.5) * fade * rng.normal(size=len(fade))
    return sound


def breaths(rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    sound = np.zeros(n)
    for at in range(RATE_HZ, n - 2 * RATE_HZ, 3 * RATE_HZ):
        length = int(rng.uniform(0.5, 1.2) * RATE_HZ)
        sound[at : at + length] = 0.05 * np.hanning(length) * rng.normal(size=length)
    return sound


def hum(rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    seconds = np.arange(n) / RATE_HZ
    return sum((0.1 / k * np.sin(2 * np.pi * 100 * k * seconds + k) for k in range(1, 8)), np.zeros(n))


@pytest.mark.parametrize(
    "sound",
    [
        lambda rng, n: np.zeros(n),
        lambda rng, n: np.full(n, 0.3),
        lambda rng, n: rng.normal(0, 0.1, n),
        lambda rng, n: rng.normal(0, 0.001, n),
        lambda rng, n: 0.2 * np.sin(2 * np.pi * 440 * np.arange(n) / RATE_HZ),
        hum,
        clicks,
        breaths,
    ],
    ids=["silence", "offset", "loud noise", "soft noise", "tone", "hum", "clicks", "breaths"],
)
def test_no_voice_is_heard_where_there_is_none(
    sound: Callable[[np.random.Generator, int], Samples],
) -> None:
    assert speech_spans(sound(np.random.default_rng(3), 20 * RATE_HZ).astype(np.float32)) == ()


@pytest.mark.parametrize("n", [0, 1, 63, 511, 512, 513])
def test_very_short_sound_is_no_speech(n: int) -> None:
    detector = ActivityDetector()
    detector.feed(np.full(n, 0.1, np.float32))
    assert detector.finish() == ()
    assert detector.duration_s == n / RATE_HZ
    assert len(detector.probabilities) == -(-n // CHUNK)


def test_a_recording_that_ends_in_speech_ends_its_span_there(said: Say) -> None:
    samples = np.concatenate([silence(0.5), said(SENTENCES[0])])[: 2 * RATE_HZ]
    assert speech_spans(samples)[-1].end_s == 2.0


def test_broken_samples_do_not_make_it_deaf(said: Say) -> None:
    broken = np.array([np.nan, np.inf, -np.inf] * 300, np.float32)
    assert speech_spans(np.concatenate([broken, silence(0.5), said(SENTENCES[0]), silence(0.5)]))


def test_the_state_of_a_growing_recording_can_be_asked_at_any_time(said: Say) -> None:
    detector = ActivityDetector()
    detector.feed(silence(1.0))
    assert (detector.in_speech, detector.onset_s, detector.silence_s) == (False, None, 1.0)
    speech = said(SENTENCES[0])
    detector.feed(speech[: RATE_HZ // 2])
    assert (detector.in_speech, detector.silence_s) == (True, 0.0)
    assert detector.onset_s == pytest.approx(1.0, abs=0.1)
    assert [*detector.spans] == []
    detector.feed(speech[RATE_HZ // 2 :])
    detector.feed(silence(2.0))
    assert not detector.in_speech
    assert detector.silence_s == pytest.approx(2.0, abs=0.1)
    before = detector.spans
    assert before[-1].end_s == pytest.approx(1.0 + len(speech) / RATE_HZ, abs=0.1)
    assert detector.finish() == before


def test_speech_that_fell_quiet_is_known_before_it_is_sure_to_be_over(said: Say) -> None:
    samples = np.concatenate([said(SENTENCES[0]), silence(0.3), said(SENTENCES[1]), silence(0.5)])
    detector = ActivityDetector()
    known: list[SpeechSpan | None] = []
    for start in range(0, len(samples) - CHUNK, CHUNK):
        before, ending = len(detector.spans), detector.ending
        detector.feed(samples[start : start + CHUNK])
        if len(detector.spans) > before:
            assert ending == detector.spans[-1]
            known.append(ending)
    assert len(known) == len(detector.spans) >= 2


def test_a_sound_too_short_for_speech_has_no_ending(said: Say) -> None:
    detector = ActivityDetector()
    for block in np.split(np.concatenate([said("It.")[:1_600], silence(1.0)])[: 34 * CHUNK], 34):
        detector.feed(block)
        assert detector.ending is None


def test_a_cough_does_not_restart_the_silence(said: Say) -> None:
    detector = ActivityDetector()
    detector.feed(np.concatenate([said(SENTENCES[0]), silence(2.0), said("It.")[:1_600], silence(1.0)]))
    assert detector.silence_s == pytest.approx(3.1, abs=0.15)


def test_a_finished_detector_takes_no_more_sound() -> None:
    detector = ActivityDetector()
    detector.finish()
    with pytest.raises(ValueError, match="make a new one"):
        detector.feed(silence(1))


def test_only_mono_sound_is_taken() -> None:
    with pytest.raises(ValueError, match="mono"):
        speech_spans(np.zeros((100, 2), np.float32))


def built(probabilities: Sequence[float], duration_s: float, rules: ActivityRules) -> tuple[SpeechSpan, ...]:
    builder = SpanBuilder(rules)
    for probability in probabilities:
        builder.add(probability)
    builder.finish(duration_s)
    return tuple(builder.closed)


class TestSpansOfProbabilities:
    """One probability per 32 ms, with rules that correct nothing so that the arithmetic shows."""

    rules = ActivityRules(onset_earlier_s=0.0, end_earlier_s=0.0)

    def spans(self, probabilities: Sequence[float]) -> list[tuple[int, int]]:
        """In chunks."""
        found = built(probabilities, len(probabilities) * 0.032, self.rules)
        return [(round(span.start_s / 0.032), round(span.end_s / 0.032)) for span in found]

    def test_speech_begins_at_the_upper_and_ends_below_the_lower_threshold(self) -> None:
        assert self.spans([0.4] * 5 + [0.5] + [0.4] * 9 + [0.34] * 5) == [(5, 15)]

    def test_a_gap_ends_speech_once_a_chunk_after_a_tenth_of_a_second_is_silent(self) -> None:
        assert self.spans([0.9] * 10 + [0.1] * 4 + [0.9] * 10) == [(0, 24)]
        assert self.spans([0.9] * 10 + [0.1] * 5 + [0.9] * 10) == [(0, 10), (15, 25)]

    def test_less_than_a_fifth_of_a_second_is_no_speech(self) -> None:
        assert self.spans([0.9] * 6 + [0.1] * 9) == []
        assert self.spans([0.9] * 7 + [0.1] * 9) == [(0, 7)]

    def test_speech_at_the_end_lasts_until_the_end(self) -> None:
        assert self.spans([0.1] * 3 + [0.9] * 10) == [(3, 13)]
        assert self.spans([0.1] * 3 + [0.9] * 10 + [0.1] * 2) == [(3, 13)]

    def test_nothing_gives_nothing(self) -> None:
        assert self.spans([]) == []

    def test_corrections_never_leave_the_recording(self) -> None:
        (span,) = built([0.9] * 20, 0.63, ActivityRules())
        assert span == SpeechSpan(0.0, 0.63)


@pytest.mark.slow
def test_half_an_hour_streams_much_faster_than_it_was_spoken(said: Say) -> None:
    samples = np.resize(np.concatenate([said(SENTENCES[0]), silence(1)]), 30 * 60 * RATE_HZ)
    detector = ActivityDetector()
    start_s = time.process_time()
    for first in range(0, len(samples), RATE_HZ // 10):
        detector.feed(samples[first : first + RATE_HZ // 10])
        assert detector.silence_s < 2
    assert len(detector.finish()) > 400
    assert time.process_time() - start_s < 60


def test_the_model_is_found_without_loading_the_engines() -> None:
    code = (
        "import sys; from voicesim.speech.activity import _model_file; assert _model_file().is_file();"
        "assert not {'faster_whisper', 'ctranslate2', 'onnxruntime'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_without_the_model_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="pip install --force-reinstall faster-whisper"):
        activity._model_file()
