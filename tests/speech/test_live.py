"""Transcribing while one still speaks: the same words as afterwards, sooner, and never in the way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tests.known_words import KnowsTheWords
from tests.present import present
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.wav import to_pcm16
from voicesim.errors import ModelError
from voicesim.speech.activity import ActivityDetector, Marks, speech_spans
from voicesim.speech.engine import NotWanted, still_wanted
from voicesim.speech.live import LiveTranscriber
from voicesim.speech.models import find_model
from voicesim.speech.stretches import Stretch, cut_stretches, spans_within
from voicesim.speech.transcriber import StretchTranscriber, WhisperTranscriber
from voicesim.speech.words import SpeechSpan, Transcript, Word

Say = Callable[[str], Samples]

BLOCK = 512
PATIENCE_S = 30.0


class Scribe:
    """Writes a word for each span, as slowly as it is told; notes which stretches it was given."""

    name = "scribe"
    language = "en"

    def __init__(self, takes_s: float = 0.0) -> None:
        self.takes_s = takes_s
        self.asked: list[tuple[Stretch, str]] = []
        self.after: list[tuple[float, tuple[Word, ...]]] = []
        self.broken_off: list[Stretch] = []
        self.looked_at: list[int] = []
        self.done = threading.Semaphore(0)
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def load(self) -> None:
        pass

    def stretches(self, samples: Samples, spans: Sequence[SpeechSpan]) -> tuple[Stretch, ...]:
        if threading.current_thread().name == "voicesim-live":
            self.looked_at.append(len(samples))
        return cut_stretches(spans, window_s=6.0, duration_s=len(samples) / RATE_HZ)

    def words_in(
        self,
        samples: Samples,
        stretch: Stretch,
        spans: Sequence[SpeechSpan],
        before: Sequence[Word] = (),
    ) -> tuple[Word, ...]:
        self.after.append((stretch.start_s, tuple(before)))
        self.asked.append((stretch, threading.current_thread().name))
        assert self.may_go_on.wait(PATIENCE_S)
        if not still_wanted():
            self.broken_off.append(stretch)
            raise NotWanted
        time.sleep(self.takes_s)
        self.done.release()
        at_s = stretch.start_s
        return tuple(
            Word(f"{at_s + s.start_s:.2f}", at_s + s.start_s, at_s + s.end_s, 1.0)
            for s in spans_within(stretch, spans)
        )

    def transcribe(
        self, samples: Samples, spans: Sequence[SpeechSpan], cancelled: threading.Event | None = None
    ) -> Transcript:
        words = [w for each in self.stretches(samples, spans) for w in self.words_in(samples, each, spans)]
        return Transcript(tuple(words), self.language, self.name)

    def in_background(self) -> list[Stretch]:
        return [stretch for stretch, thread in self.asked if thread == "voicesim-live"]

    def at_the_end(self) -> list[Stretch]:
        return [stretch for stretch, thread in self.asked if thread != "voicesim-live"]


class Feeder:
    """Plays a recorder: the spans are given, and sound is only there to be counted."""

    def __init__(self, live: LiveTranscriber, *times_s: tuple[float, float]) -> None:
        self.live = live
        self.spans = tuple(SpeechSpan(*pair) for pair in times_s)
        self.at_s = 0.0

    def go_to(self, end_s: float) -> None:
        while self.at_s < end_s - 1e-9:
            step_s = min(0.1, end_s - self.at_s)
            self.at_s += step_s
            closed = tuple(span for span in self.spans if span.end_s + 0.1 <= self.at_s)
            onset_s = next((s.start_s for s in self.spans if s.start_s < self.at_s and s not in closed), None)
            silence_s = 0.0 if onset_s is not None else self.at_s - (closed[-1].end_s if closed else 0.0)
            self.live.hear(silence_of(step_s), Marks(closed, onset_s, silence_s))

    @property
    def samples(self) -> Samples:
        return silence_of(self.at_s)

    def finish(self) -> Transcript:
        return self.live.finish(self.samples, self.spans)


def silence_of(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def wait_for(scribe: Scribe, calls: int) -> None:
    for _ in range(calls):
        assert scribe.done.acquire(timeout=PATIENCE_S)


def wait_until_asked(scribe: Scribe) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not scribe.asked:
        assert time.monotonic() < deadline_s
        time.sleep(0.01)


def wait_until_considered(scribe: Scribe, live: LiveTranscriber, samples: Samples, marks: Marks) -> None:
    """Until the thread has decided what to do about all of these samples: only then can be said what it did
    not do. It has when it looks at them again, because of a block of no length."""
    deadline_s = time.monotonic() + PATIENCE_S
    for looks in (1, 2):
        while scribe.looked_at.count(len(samples)) < looks:
            assert time.monotonic() < deadline_s
            time.sleep(0.001)
        live.hear(samples[:0], marks)


@pytest.fixture
def listen(request: pytest.FixtureRequest) -> Callable[..., LiveTranscriber]:
    def make(scribe: StretchTranscriber, **options: Any) -> LiveTranscriber:
        live = LiveTranscriber(scribe, **options)
        request.addfinalizer(live.cancel)
        live.start()
        return live

    return make


Listen = Callable[..., LiveTranscriber]

UNHURRIED = {"settled_s": 0.4}
"""For answers with shorter gaps in them, after which a quick thread would try the tail."""

ANSWER = ((0.5, 3.0), (3.2, 5.5), (6.5, 9.0), (9.3, 11.5), (15.0, 17.0))


def test_finished_stretches_are_transcribed_in_the_background(listen: Listen) -> None:
    scribe = Scribe()
    feeder = Feeder(listen(scribe, **UNHURRIED), *ANSWER)
    feeder.go_to(11.5)
    wait_for(scribe, 1)
    assert scribe.in_background() == [Stretch(0.3, 5.64)]


def test_after_a_silence_only_what_is_said_is_looked_up(listen: Listen) -> None:
    scribe = Scribe()
    feeder = Feeder(listen(scribe, **UNHURRIED), *ANSWER)
    feeder.go_to(12.1)
    wait_for(scribe, 2)
    feeder.go_to(17.6)
    wait_for(scribe, 1)
    transcript = feeder.finish()
    assert scribe.at_the_end() == []
    assert transcript == Scribe().transcribe(feeder.samples, feeder.spans)


def test_each_stretch_is_told_the_words_of_the_one_before(listen: Listen) -> None:
    scribe = Scribe()
    feeder = Feeder(listen(scribe), *ANSWER)
    feeder.go_to(17.6)
    words = feeder.finish().words
    before = dict(scribe.after)
    assert before[0.3] == ()
    assert before[14.8] == words[2:4]


def test_a_tail_that_went_on_is_thrown_away(listen: Listen) -> None:
    scribe = Scribe()
    feeder = Feeder(listen(scribe), (0.5, 2.0), (3.0, 4.0))
    feeder.go_to(2.7)
    wait_for(scribe, 1)
    feeder.go_to(4.7)
    wait_for(scribe, 1)
    assert scribe.in_background() == [Stretch(0.3, 2.14), Stretch(0.3, 4.14)]
    assert feeder.finish() == Scribe().transcribe(feeder.samples, feeder.spans)
    assert scribe.at_the_end() == []


def test_a_tail_is_tried_as_soon_as_the_voice_fell_quiet(listen: Listen) -> None:
    scribe = Scribe()
    live = listen(scribe)
    live.hear(silence_of(2.0), Marks((), 0.5, 0.0))
    ending = Marks((), 0.5, 0.0, SpeechSpan(0.5, 2.0))
    live.hear(silence_of(0.1), ending)
    wait_until_considered(scribe, live, silence_of(2.1), ending)
    assert scribe.asked == []
    live.hear(silence_of(0.05), Marks((), 0.5, 0.0, SpeechSpan(0.5, 2.0)))
    wait_for(scribe, 1)
    live.hear(silence_of(0.5), Marks((SpeechSpan(0.5, 2.0),), None, 0.65))
    live.finish(silence_of(2.65), (SpeechSpan(0.5, 2.0),))
    assert [stretch for stretch, _ in scribe.asked] == [Stretch(0.3, 2.14)]


def test_a_try_is_broken_off_once_the_speaker_goes_on(listen: Listen) -> None:
    scribe = Scribe()
    scribe.may_go_on.clear()
    feeder = Feeder(listen(scribe), (0.5, 2.0), (3.0, 4.0))
    feeder.go_to(2.7)
    wait_until_asked(scribe)
    feeder.go_to(3.4)
    scribe.may_go_on.set()
    feeder.go_to(4.7)
    wait_for(scribe, 1)
    assert scribe.broken_off == [Stretch(0.3, 2.14)]
    assert feeder.finish() == Scribe().transcribe(feeder.samples, feeder.spans)


def test_a_stretch_that_stays_as_it_is_is_written_down_although_the_speaker_goes_on(listen: Listen) -> None:
    scribe = Scribe()
    scribe.may_go_on.clear()
    feeder = Feeder(listen(scribe, **UNHURRIED), *ANSWER)
    feeder.go_to(6.2)
    wait_until_asked(scribe)
    feeder.go_to(7.0)
    scribe.may_go_on.set()
    wait_for(scribe, 1)
    assert scribe.broken_off == []
    assert scribe.in_background() == [Stretch(0.3, 5.64)]


def test_a_tail_is_not_tried_before_the_silence_has_lasted(listen: Listen) -> None:
    scribe = Scribe()
    feeder = Feeder(listen(scribe, settled_s=0.6), (0.5, 2.0), (6.0, 7.0))
    feeder.go_to(2.4)
    wait_until_considered(scribe, feeder.live, feeder.samples, Marks(feeder.spans[:1], None, 0.4))
    transcript = feeder.live.finish(feeder.samples, feeder.spans[:1])
    assert scribe.in_background() == []
    assert [word.start_s for word in transcript.words] == [0.5]


def test_an_answer_that_ends_in_speech_has_its_tail_transcribed_at_the_end(listen: Listen) -> None:
    scribe = Scribe()
    feeder = Feeder(listen(scribe), *ANSWER)
    feeder.go_to(16.9)
    feeder.spans = (*feeder.spans[:-1], SpeechSpan(15.0, 16.9))
    wait_for(scribe, 1)
    assert feeder.finish() == Scribe().transcribe(feeder.samples, feeder.spans)
    assert Stretch(14.8, 16.9) in scribe.at_the_end()


def test_whoever_feeds_it_never_waits(listen: Listen) -> None:
    scribe = Scribe()
    scribe.may_go_on.clear()
    feeder = Feeder(listen(scribe), *ANSWER)
    started_s = time.monotonic()
    feeder.go_to(17.6)
    assert time.monotonic() - started_s < 2.0
    scribe.may_go_on.set()
    assert len(feeder.finish().words) == 5


def test_too_much_waiting_sound_leaves_the_rest_to_the_end(listen: Listen) -> None:
    scribe = Scribe()
    scribe.may_go_on.clear()
    feeder = Feeder(listen(scribe, most_waiting_s=20.0), *[(s, s + 3.0) for s in range(1, 57, 4)])
    feeder.go_to(7.0)
    wait_until_asked(scribe)
    feeder.go_to(60.0)
    scribe.may_go_on.set()
    transcript = feeder.finish()
    assert transcript == Scribe().transcribe(feeder.samples, feeder.spans)
    assert len(scribe.in_background()) == 1
    assert len(scribe.at_the_end()) >= 8


def test_it_says_when_it_was_too_slow_for_speech_but_not_for_a_file(
    listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    spans = [(s, s + 3.0) for s in range(1, 57, 4)]
    for took_s, late in ((2.0, False), (60.0, True)):
        scribe = Scribe()
        scribe.may_go_on.clear()
        live = listen(scribe, most_waiting_s=20.0)
        feeder = Feeder(live, *spans)
        feeder.go_to(7.0)
        wait_until_asked(scribe)
        feeder.go_to(60.0)
        scribe.may_go_on.set()
        now_s = time.monotonic()
        with monkeypatch.context() as patch:
            patch.setattr("voicesim.speech.live.time.monotonic", lambda now_s=now_s, t=took_s: now_s + t)
            feeder.finish()
        assert live.late is late


def test_one_that_keeps_up_is_not_late(listen: Listen) -> None:
    live = listen(Scribe())
    Feeder(live, *ANSWER).finish()
    assert not live.late


def test_cancelling_returns_at_once_and_nothing_more_is_transcribed(listen: Listen) -> None:
    scribe = Scribe()
    scribe.may_go_on.clear()
    live = listen(scribe)
    feeder = Feeder(live, *ANSWER)
    feeder.go_to(17.6)
    wait_until_asked(scribe)
    started_s = time.monotonic()
    live.cancel()
    assert time.monotonic() - started_s < 0.5
    scribe.may_go_on.set()
    live._thread.join(PATIENCE_S)
    assert len(scribe.asked) == len(scribe.broken_off) == 1


def test_a_model_that_cannot_be_loaded_is_told_at_the_end(listen: Listen) -> None:
    class Broken(Scribe):
        def load(self) -> None:
            raise ModelError("The model broke.")

        def words_in(self, *arguments: object) -> tuple[Word, ...]:
            raise ModelError("The model broke.")

    feeder = Feeder(listen(Broken()), *ANSWER)
    feeder.go_to(17.6)
    with pytest.raises(ModelError, match="broke"):
        feeder.finish()


def test_a_model_that_breaks_once_costs_nothing(listen: Listen) -> None:
    class Unsteady(Scribe):
        def words_in(
            self,
            samples: Samples,
            stretch: Stretch,
            spans: Sequence[SpeechSpan],
            before: Sequence[Word] = (),
        ) -> tuple[Word, ...]:
            if threading.current_thread().name == "voicesim-live":
                raise ModelError("Not now.")
            return super().words_in(samples, stretch, spans, before)

    feeder = Feeder(listen(Unsteady()), *ANSWER)
    feeder.go_to(17.6)
    assert len(feeder.finish().words) == 5


def test_an_answer_without_speech_has_no_words(listen: Listen) -> None:
    scribe = Scribe()
    feeder = Feeder(listen(scribe))
    feeder.go_to(5.0)
    wait_until_considered(scribe, feeder.live, feeder.samples, Marks((), None, 5.0))
    assert feeder.finish() == Transcript((), "en", "scribe")
    assert scribe.asked == []


def test_all_words_so_far_can_be_read_ahead_whenever_there_are_new_ones(listen: Listen) -> None:
    heard: list[tuple[tuple[Word, ...], str]] = []
    voiced: list[tuple[SpeechSpan, ...]] = []
    told = threading.Semaphore(0)

    def ahead(words: tuple[Word, ...], spans: tuple[SpeechSpan, ...]) -> None:
        heard.append((words, threading.current_thread().name))
        voiced.append(spans)
        told.release()

    feeder = Feeder(listen(Scribe(), ahead=ahead), *ANSWER)
    for moment_s, said in ((12.2, 4), (17.7, 5)):
        feeder.go_to(moment_s)
        while not heard or len(heard[-1][0]) < said:
            assert told.acquire(timeout=PATIENCE_S)
    assert heard[-1] == (feeder.finish().words, "voicesim-live")
    assert voiced[-1] == feeder.spans
    assert [len(words) for words, _ in heard] == sorted(len(words) for words, _ in heard)


def test_what_is_read_ahead_may_fail_and_costs_nothing(listen: Listen) -> None:
    def ahead(words: tuple[Word, ...], spans: tuple[SpeechSpan, ...]) -> None:
        raise ModelError("The judge broke.")

    feeder = Feeder(listen(Scribe(), ahead=ahead), *ANSWER)
    feeder.go_to(17.7)
    assert len(feeder.finish().words) == 5


@pytest.mark.parametrize(("takes_s", "after_s"), [(0.0, 0.14), (4.0, 0.2), (15.0, 0.6)])
def test_the_slower_the_model_the_surer_the_end_before_the_tail_is_tried(
    takes_s: float, after_s: float
) -> None:
    live = LiveTranscriber(Scribe())
    live._call_s = takes_s
    assert live._settled_after_s == pytest.approx(after_s)


def test_only_a_transcriber_that_works_by_stretches_can_do_so_live() -> None:
    model = find_model("demo")
    assert isinstance(WhisperTranscriber(model.directory, model.name), StretchTranscriber)
    assert not isinstance(KnowsTheWords(()), StretchTranscriber)


# With the real engine

SENTENCES = (
    "So the north star metric was retention. We compared three options on impact, effort and risk.",
    "First I listened to customer support, then I prioritized the feature.",
    "In the end signups went up by twenty percent.",
)


@pytest.fixture(scope="module")
def demo() -> WhisperTranscriber:
    model = find_model("demo")
    return WhisperTranscriber(model.directory, model.name)


def answer(said: Say, gaps_s: Sequence[float]) -> Samples:
    """The sentences with these silences before, between and after them, over a faint noise."""
    parts = [np.zeros(round(gaps_s[0] * RATE_HZ), np.float32)]
    for sentence, gap_s in zip(SENTENCES, gaps_s[1:], strict=True):
        parts += [said(sentence), np.zeros(round(gap_s * RATE_HZ), np.float32)]
    sound = np.concatenate(parts)
    return (sound + np.random.default_rng(1).normal(0, 5e-4, len(sound))).astype(np.float32)


def as_kept(samples: Samples) -> Samples:
    return (np.frombuffer(to_pcm16(samples), "<i2") / np.float32(32_768)).astype(np.float32)


@pytest.mark.parametrize("gaps_s", [(0.4, 0.7, 1.5, 0.8), (0.0, 0.2, 3.5, 0.0)])
def test_the_words_are_those_of_the_whole_recording(
    demo: WhisperTranscriber, said: Say, listen: Listen, gaps_s: Sequence[float]
) -> None:
    samples = answer(said, gaps_s)
    live, detector = listen(demo), ActivityDetector()
    for start in range(0, len(samples), BLOCK):
        block = samples[start : start + BLOCK]
        detector.feed(block)
        live.hear(block, detector.marks)
        time.sleep(0.002)  # about sixteen times as fast as speech
    spans = detector.finish()
    kept = as_kept(samples)
    transcript = live.finish(kept, spans)
    assert spans == speech_spans(samples)
    assert transcript == demo.transcribe(kept, spans)
    assert len(transcript.words) > 30
    times = [present(time_s) for word in transcript.words for time_s in (word.start_s, word.end_s)]
    assert all(a <= b for a, b in pairwise(times))
    assert times[-1] <= len(samples) / RATE_HZ


def nobody(name: str, seconds: float = 12.0) -> Samples:
    """Room noise at -60 dBFS with breaths, keystrokes or mains hum; nobody speaks."""
    rng = np.random.default_rng(3)
    length = round(seconds * RATE_HZ)
    at_s = np.arange(length) / RATE_HZ
    sound = 1e-3 * rng.standard_normal(length)
    if name == "breath":
        sound += 0.02 * rng.standard_normal(length) * np.maximum(0, np.sin(2 * np.pi * at_s / 3.0)) ** 4
    elif name == "clicks":
        for start in rng.integers(0, length - 200, round(seconds * 5)):
            sound[start : start + 200] += 0.3 * rng.standard_normal(200) * np.exp(-np.arange(200) / 30)
    elif name == "hum":
        sound += sum(0.05 / n * np.sin(2 * np.pi * 50 * n * at_s) for n in (1, 2, 3, 5))
    return np.asarray(sound, np.float32)


@pytest.mark.parametrize("name", ["silence", "breath", "clicks", "hum", "music"])
def test_nothing_is_written_down_live_where_nobody_speaks(
    demo: WhisperTranscriber, listen: Listen, name: str
) -> None:
    samples = nobody(name)
    live, detector = listen(demo), ActivityDetector()
    for start in range(0, len(samples), BLOCK):
        detector.feed(samples[start : start + BLOCK])
        live.hear(samples[start : start + BLOCK], detector.marks)
    assert live.finish(as_kept(samples), detector.finish()).words == ()
