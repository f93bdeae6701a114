"""Transcribing an answer while it is being given, so that little is left to do when it ends."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.wav import to_pcm16
from voicesim.errors import ModelError
from voicesim.speech.activity import CHUNK_S, Marks
from voicesim.speech.engine import NotWanted, only_while
from voicesim.speech.stretches import PAD_AFTER_S, Stretch
from voicesim.speech.transcriber import StretchTranscriber
from voicesim.speech.words import SpeechSpan, Transcript, Word

Ahead = Callable[[tuple[Word, ...], tuple[SpeechSpan, ...]], object]
"""Is told the words so far and where there was a voice, so that judging them can begin."""

SETTLED_SHARE = 0.05
SOONEST_S, LATEST_S = PAD_AFTER_S, 0.6
"""The silence after which the last stretch is transcribed, in case the answer is over: this share of what the
last call took, so that a slow model has few calls for nothing, within these two. At the soonest the stretch
has its padding."""

MAX_WAITING_S = 60.0
"""Sound that may wait to be transcribed; with more the machine is too slow, and the rest comes later."""

LATE_S = 15.0
"""Sound that may be left over at the end, besides the last stretch, without telling the person."""


@dataclass(frozen=True, slots=True, eq=False)
class _Update:
    """A block as it was recorded, and where a voice was up to its end."""

    samples: Samples
    marks: Marks


class _SoundSoFar:
    """The recording so far as it will be read back from its file; what it gave out never changes."""

    def __init__(self) -> None:
        self._samples: Samples = np.zeros(30 * RATE_HZ, np.float32)
        self._length = 0

    def append(self, samples: Samples) -> None:
        end = self._length + len(samples)
        if end > len(self._samples):
            longer = np.zeros(2 * end, np.float32)
            longer[: self._length] = self.samples
            self._samples = longer
        self._samples[self._length : end] = np.frombuffer(to_pcm16(samples), "<i2") / np.float32(32_768)
        self._length = end

    @property
    def samples(self) -> Samples:
        return self._samples[: self._length]

    @property
    def duration_s(self) -> float:
        return self._length / RATE_HZ


class LiveTranscriber:
    """Hears an answer block by block and transcribes its finished stretches on one background thread.

    The thread that records only ever puts a block into a queue. The words of each stretch are kept by its
    place; in the end the recording is cut as `Transcriber.transcribe` cuts it, and what is not yet there is
    transcribed then, so the transcript is the same as without all this. After a short silence (`settled_s`,
    or as long as suits the model's speed) the last stretch is tried as well; when the speaker goes on, it
    becomes another stretch and those words are never asked for. More than `most_waiting_s` of waiting sound
    ends the work in the background.

    `ahead` is called on the background thread, with all that is known by then, whenever there are new words
    and nothing waits to be transcribed.
    """

    def __init__(
        self,
        transcriber: StretchTranscriber,
        *,
        ahead: Ahead | None = None,
        settled_s: float | None = None,
        most_waiting_s: float = MAX_WAITING_S,
    ) -> None:
        self._transcriber = transcriber
        self._ahead = ahead
        self._settled_s = settled_s
        self._most_waiting_s = most_waiting_s
        self._queue: queue.SimpleQueue[_Update | None] = queue.SimpleQueue()
        self._heard_s = 0.0
        self._taken_s = 0.0
        self._stopped = threading.Event()
        self._cancelled = threading.Event()
        self._latest = Marks((), None, 0.0)
        self._words: dict[Stretch, tuple[Word, ...]] = {}
        self._started_at = time.monotonic()
        self._call_s = 0.0
        self._late = False
        self._thread = threading.Thread(target=self._work, name="voicesim-live")

    def start(self) -> None:
        """Begin to listen; the model is loaded meanwhile."""
        self._started_at = time.monotonic()
        self._thread.start()

    def hear(self, samples: Samples, marks: Marks) -> None:
        """Take the next block, shape (n_samples,), and the marks of voice activity after it; never waits."""
        if self._stopped.is_set():
            return
        if self._heard_s - self._taken_s > self._most_waiting_s:
            self._stopped.set()
            return
        self._heard_s += len(samples) / RATE_HZ
        if marks.ending is not None:  # a chunk sooner than the detector is sure of it
            silence_s = self._heard_s - marks.ending.end_s
            marks = Marks((*marks.spans, marks.ending), None, silence_s)
        self._latest = marks
        self._queue.put(_Update(samples, marks))

    def finish(self, samples: Samples, spans: Sequence[SpeechSpan]) -> Transcript:
        """The transcript of the whole recording; what is missing, mostly the tail, is transcribed now.

        Raises ModelError when the speech model cannot be loaded or run.
        """
        took_s = time.monotonic() - self._started_at
        self._stop()
        if self._thread.ident is not None:
            self._thread.join()
        stretches = self._transcriber.stretches(samples, spans)
        missing = [stretch for stretch in stretches if stretch not in self._words]
        in_real_time = took_s >= 0.9 * len(samples) / RATE_HZ
        self._late = in_real_time and sum(stretch.duration_s for stretch in missing[:-1]) > LATE_S
        for stretch in missing:
            self._transcribe(samples, stretches, stretch, spans)
        return Transcript(self._words_of(stretches), self._transcriber.language, self._transcriber.name)

    @property
    def late(self) -> bool:
        """After `finish`: whether the machine was too slow, so that much was left to the end."""
        return self._late

    def cancel(self) -> None:
        """Stop at once; only what the model is at goes on in the background, for half a call at most."""
        self._cancelled.set()
        self._stop()

    def _stop(self) -> None:
        self._stopped.set()
        self._queue.put(None)

    def _work(self) -> None:
        try:
            self._transcriber.load()
            self._listen()
        except ModelError:
            self._stopped.set()  # finish meets the same trouble, where it can be told

    def _listen(self) -> None:
        sound = _SoundSoFar()
        last: _Update | None = None
        more = False
        while not self._stopped.is_set():
            if last is None or not more or not self._queue.empty():
                last = self._queue.get()
                if last is None:
                    return
                sound.append(last.samples)
                self._taken_s = sound.duration_s
                more = True
            else:
                more = self._transcribe_next(sound, last)

    def _transcribe_next(self, sound: _SoundSoFar, update: _Update) -> bool:
        """Transcribe the first stretch that can be by now; whether there are others."""
        spans = _with_speech_to(sound.duration_s, update.marks)
        stretches = self._transcriber.stretches(sound.samples, spans)
        ready = self._ready(stretches, update.marks)
        if sum(stretch.duration_s for stretch in ready) > self._most_waiting_s:
            self._stopped.set()
        elif ready and self._tried(sound.samples, stretches, ready[0], spans):
            if self._ahead is not None and len(ready) == 1 and not self._stopped.is_set():
                self._ahead(self._words_of(stretches), spans)
            return len(ready) > 1
        return False

    def _tried(
        self, samples: Samples, stretches: Sequence[Stretch], stretch: Stretch, spans: Sequence[SpeechSpan]
    ) -> bool:
        """Transcribe a stretch; False when the speaker went on meanwhile, so that it became another one."""
        start_s = time.monotonic()
        try:
            with only_while(partial(self._wanted, samples, stretch)):
                self._transcribe(samples, stretches, stretch, spans)
        except NotWanted:
            return False
        self._call_s = time.monotonic() - start_s
        return True

    def _wanted(self, samples: Samples, stretch: Stretch) -> bool:
        """Whether the recording, by what was heard since, is still cut so that this stretch is in it."""
        marks = self._latest
        spans = _with_speech_to((marks.onset_s or 0.0) + CHUNK_S, marks)
        return not self._cancelled.is_set() and stretch in self._transcriber.stretches(samples, spans)

    def _ready(self, stretches: Sequence[Stretch], marks: Marks) -> list[Stretch]:
        """The stretches that can be transcribed now and were not yet."""
        settled = marks.onset_s is None and marks.silence_s >= self._settled_after_s
        finished = stretches if settled else stretches[:-1]
        return [stretch for stretch in finished if stretch not in self._words]

    @property
    def _settled_after_s(self) -> float:
        if self._settled_s is not None:
            return self._settled_s
        return min(LATEST_S, max(SOONEST_S, SETTLED_SHARE * self._call_s))

    def _transcribe(
        self, samples: Samples, stretches: Sequence[Stretch], stretch: Stretch, spans: Sequence[SpeechSpan]
    ) -> None:
        place = stretches.index(stretch)
        before = self._words_of(stretches[max(0, place - 1) : place])
        self._words[stretch] = self._transcriber.words_in(samples, stretch, spans, before)

    def _words_of(self, stretches: Sequence[Stretch]) -> tuple[Word, ...]:
        return tuple(word for stretch in stretches for word in self._words.get(stretch, ()))


def _with_speech_to(end_s: float, marks: Marks) -> tuple[SpeechSpan, ...]:
    """All spans so far, the one that goes on as if it ended there."""
    return marks.spans if marks.onset_s is None else (*marks.spans, SpeechSpan(marks.onset_s, end_s))
