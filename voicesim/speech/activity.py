"""When there is a voice: the Silero model that ships inside faster-whisper, run as a stream.

The detector hears any blocks of sound and hands them to the model 512 samples (32 ms) at a time with the
model's state carried over, so a recording gives bit by bit the same result in one go, block by block, or
while it is still growing. Pauses and timing come from here, never from Whisper's word times.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.errors import ModelError
from voicesim.speech.words import SpeechSpan

CHUNK = 512
"""Samples that the model judges at a time."""

CHUNK_S = CHUNK / RATE_HZ

CONTEXT = 64
"""Samples of the chunk before that the model hears again with each chunk."""

STATE_SHAPE = (1, 1, 128)
BATCH = 256
"""Chunks per call to the engine: bounds the memory for long recordings (8 s of sound a call)."""

Probabilities = NDArray[np.float32]
"""How likely there was a voice, one per chunk, float32 in [0, 1], shape (n_chunks,)."""


@dataclass(frozen=True, slots=True)
class ActivityRules:
    """How probabilities become spans.

    The thresholds and `min_silence_s` are Silero's own defaults (snakers4/silero-vad,
    get_speech_timestamps). Its `min_speech` of 250 ms swallows a lone "uh" (190 ms and more), while the onset
    of a loud mains hum fools the model for up to 160 ms, hence 200. The model is late at both edges, measured
    on synthetic speech with known times over noise of -50 dBFS and less: by 15-20 ms (95 %: 80) at the onset
    and by 25 ms (95 %: 60) at the end, hence two corrections instead of Silero's padding of 30 ms;
    with them 98 % of onsets and 96 % of ends are within 60 ms (median 24 and 21).
    """

    threshold: float = 0.5
    quiet_threshold: float = 0.35
    min_speech_s: float = 0.2
    min_silence_s: float = 0.1
    onset_earlier_s: float = 0.03
    end_earlier_s: float = 0.015


DEFAULT_RULES = ActivityRules()


@dataclass(frozen=True, slots=True)
class Marks:
    """What an ActivityDetector knows so far; see its properties of these names."""

    spans: tuple[SpeechSpan, ...]
    onset_s: float | None
    silence_s: float
    ending: SpeechSpan | None = None


class SpanBuilder:
    """Hysteresis over the probabilities, one at a time, counted as Silero's get_speech_timestamps counts.

    What `closed` holds never changes later.
    """

    def __init__(self, rules: ActivityRules) -> None:
        self._rules = rules
        self._chunks = 0
        self._start: int | None = None
        self._quiet_from: int | None = None
        self.closed: list[SpeechSpan] = []

    @property
    def in_speech(self) -> bool:
        return self._start is not None

    @property
    def onset_s(self) -> float | None:
        """Where the speech that goes on now began."""
        return None if self._start is None else self._onset_s(self._start)

    @property
    def ending(self) -> SpeechSpan | None:
        """The speech that goes on, if it ends where it fell quiet."""
        if self._start is None or self._quiet_from is None:
            return None
        return self._span(self._start, self._quiet_from, self._end_s(self._quiet_from))

    def add(self, probability: float) -> None:
        chunk, self._chunks = self._chunks, self._chunks + 1
        if probability >= self._rules.threshold:
            self._quiet_from = None
            if self._start is None:
                self._start = chunk
        elif self._start is not None and probability < self._rules.quiet_threshold:
            if self._quiet_from is None:
                self._quiet_from = chunk
            if (chunk - self._quiet_from) * CHUNK_S >= self._rules.min_silence_s:
                self._close(self._quiet_from, self._end_s(self._quiet_from))

    def finish(self, duration_s: float) -> None:
        if self._start is None:
            return
        if self._quiet_from is None:
            self._close(self._chunks, duration_s)
        else:
            self._close(self._quiet_from, min(duration_s, self._end_s(self._quiet_from)))

    def _close(self, end_chunk: int, end_s: float) -> None:
        assert self._start is not None
        if (span := self._span(self._start, end_chunk, end_s)) is not None:
            self.closed.append(span)
        self._start = self._quiet_from = None

    def _span(self, start_chunk: int, end_chunk: int, end_s: float) -> SpeechSpan | None:
        if (end_chunk - start_chunk) * CHUNK_S < self._rules.min_speech_s:
            return None
        return SpeechSpan(self._onset_s(start_chunk), end_s)

    def _onset_s(self, chunk: int) -> float:
        return max(0.0, chunk * CHUNK_S - self._rules.onset_earlier_s)

    def _end_s(self, chunk: int) -> float:
        return chunk * CHUNK_S - self._rules.end_earlier_s


class ActivityDetector:
    """Hears a recording as it grows and knows where there was a voice.

    Raises ModelError when the voice activity model cannot be loaded.
    """

    def __init__(self, rules: ActivityRules = DEFAULT_RULES) -> None:
        self._session = _session()
        self._builder = SpanBuilder(rules)
        self._hidden: NDArray[np.float32] = np.zeros(STATE_SHAPE, np.float32)
        self._cell: NDArray[np.float32] = np.zeros(STATE_SHAPE, np.float32)
        self._context: Samples = np.zeros(CONTEXT, np.float32)
        self._rest: Samples = np.zeros(0, np.float32)
        self._probabilities: list[Probabilities] = []
        self._samples = 0
        self._finished = False

    @property
    def duration_s(self) -> float:
        """How much sound was heard so far, in seconds."""
        return self._samples / RATE_HZ

    @property
    def probabilities(self) -> Probabilities:
        """One probability per chunk of 512 samples heard so far, shape (n_chunks,)."""
        return np.concatenate([np.zeros(0, np.float32), *self._probabilities])

    @property
    def spans(self) -> tuple[SpeechSpan, ...]:
        """The spans that are over; they never change, and speech still going on is not among them."""
        return tuple(self._builder.closed)

    @property
    def in_speech(self) -> bool:
        """Whether there is a voice now; it stays true through the first 0.16 s of silence."""
        return self._builder.in_speech

    @property
    def onset_s(self) -> float | None:
        """Where the speech that goes on now began, in seconds from the start; None in silence."""
        return self._builder.onset_s

    @property
    def ending(self) -> SpeechSpan | None:
        """The speech that fell quiet just now and may go on: what it will be in `spans` if it does not."""
        return self._builder.ending

    @property
    def marks(self) -> Marks:
        return Marks(self.spans, self.onset_s, self.silence_s, self.ending)

    @property
    def silence_s(self) -> float:
        """Seconds since the last speech (or the start, when there was none); 0 while someone speaks.

        A click that turns out to be no speech does not restart it.
        """
        if self.in_speech:
            return 0.0
        closed = self._builder.closed
        return self.duration_s - (closed[-1].end_s if closed else 0.0)

    def feed(self, samples: Samples) -> None:
        """Hear the next samples: 16 kHz mono, shape (n_samples,), blocks of any length."""
        if self._finished:
            raise ValueError("this detector has heard its recording to the end; make a new one")
        if samples.ndim != 1:
            raise ValueError(f"mono sound of shape (n_samples,) is needed, not {samples.shape}")
        self._samples += len(samples)
        heard = np.concatenate([self._rest, samples]).astype(np.float32, copy=False)
        np.nan_to_num(heard, copy=False)
        whole = len(heard) // CHUNK
        self._rest = heard[whole * CHUNK :]
        for first in range(0, whole, BATCH):
            last = min(whole, first + BATCH)
            self._judge(heard[first * CHUNK : last * CHUNK].reshape(-1, CHUNK))

    def finish(self) -> tuple[SpeechSpan, ...]:
        """The recording is over: judge what is left of it and return all its spans."""
        if not self._finished:
            self._finished = True
            if len(self._rest):
                self._judge(np.pad(self._rest, (0, CHUNK - len(self._rest))).reshape(1, CHUNK))
            self._builder.finish(self.duration_s)
        return self.spans

    def _judge(self, chunks: NDArray[np.float32]) -> None:
        tails = chunks[:, -CONTEXT:]
        before = np.concatenate([self._context[None], tails[:-1]])
        heard, self._hidden, self._cell = self._session.run(
            None, {"input": np.concatenate([before, chunks], axis=1), "h": self._hidden, "c": self._cell}
        )
        self._context = tails[-1].copy()
        probabilities = np.asarray(heard, np.float32).reshape(-1)
        self._probabilities.append(probabilities)
        for probability in probabilities.tolist():
            self._builder.add(probability)


def speech_spans(samples: Samples, rules: ActivityRules = DEFAULT_RULES) -> tuple[SpeechSpan, ...]:
    """Where there is a voice in a whole recording: 16 kHz mono, shape (n_samples,).

    Raises ModelError when the voice activity model cannot be loaded.
    """
    detector = ActivityDetector(rules)
    detector.feed(samples)
    return detector.finish()


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    path = _model_file()
    try:
        session = onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as exc:  # onnxruntime's own errors have no common root below Exception
        raise ModelError(f"The voice activity model {path} does not load ({exc}); {_REINSTALL}") from exc
    if {entry.name for entry in session.get_inputs()} != {"input", "h", "c"}:
        raise ModelError(f"The voice activity model {path} is of another kind; {_REINSTALL}")
    return session


_REINSTALL = "reinstall it with: pip install --force-reinstall faster-whisper"


def _model_file() -> Path:
    """The newest Silero model among faster-whisper's files, found without importing its engine."""
    spec = find_spec("faster_whisper")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        found = sorted(Path(folder, "assets").glob("silero_vad*.onnx"))
        if found:
            return found[-1]
    raise ModelError(f"The voice activity model of faster-whisper is not installed; {_REINSTALL}")
