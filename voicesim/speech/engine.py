"""faster-whisper on the CPU, set up for short calls that somebody waits for."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")

MAX_THREADS = 4
"""More hardly help Whisper on a CPU (SYSTRAN/faster-whisper issue 1073)."""

SMALL_BYTES = 30_000_000
"""A model file below this is done sooner by one thread than by two that wait for each other."""

QUICK_BYTES = 200_000_000
"""A model file below this leaves time for long stretches, and writes sooner on one thread: a token is so
little work that two lose more by waiting (base.en's shape, two cores: 30 tokens 0.49 instead of 0.65 s;
small.en gains nothing)."""

SPINS = 10_000
"""How often a thread of the engine looks for work before it sleeps (GNU OpenMP): the pauses between the steps
of one token are shorter than waking up (with none 30 tokens take 1.4 times as long), and more spinning takes
the core from other programs."""

MIN_WINDOW_S, AFTER_SOUND_S = 15.0, 1.0
"""What a model for 30 s hears of a shorter sound: this much in all, and so much silence after it. It need not
hear the rest, which is most of a call: with 15 s the real tiny.en, told what was said before, has as many
words wrong as with 30, with 2 s after the sound far more (docs/performance.md)."""

WAITING = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME")
"""How the engine's threads wait for each other; what a user has set of these counts."""

# From malloc.h. With its usual settings glibc takes the encoder's tables, 72 MB at the shape of base.en, from
# the system anew in every layer and gives them back, which costs a quarter of the encoder's time (measured).
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_LARGE = 1 << 30


Wanted = Callable[[], bool]
"""Whether words that were asked for are still wanted; asked on the thread that asked for them."""

COMPUTE_TYPE = "int8"

_WANTED: ContextVar[Wanted | None] = ContextVar("wanted", default=None)
_WHOLE: ContextVar[bool] = ContextVar("whole", default=False)


class NotWanted(Exception):
    """Nobody wants the words of a sound any more, so its call to the model was broken off."""


def default_threads(model_bytes: int) -> int:
    """How many threads to give a model whose file has so many bytes."""
    return 1 if model_bytes < SMALL_BYTES else min(MAX_THREADS, os.cpu_count() or 1)


def is_quick(directory: Path) -> bool:
    """Whether the model there writes quickly, as tiny.en and base.en do. Raises OSError where it is not."""
    return _model_bytes(directory) < QUICK_BYTES


def load_engine(directory: Path, threads: int | None = None) -> Any:
    """A faster_whisper.WhisperModel that never uses the network, by default with `default_threads`.

    Its exceptions are faster-whisper's and its libraries' own, and OSError.
    """
    prepare_process()
    from faster_whisper import WhisperModel

    size = _model_bytes(directory)
    threads = threads or default_threads(size)
    engine = WhisperModel(
        str(directory), device="cpu", compute_type=COMPUTE_TYPE, cpu_threads=threads, local_files_only=True
    )
    if threads > 1 and is_quick(directory):
        engine.model = DecodesAlone(
            engine.model, type(engine.model)(str(directory), compute_type=COMPUTE_TYPE, intra_threads=1)
        )
    return encoding_little_silence(engine)


def _model_bytes(directory: Path) -> int:
    return (directory / "model.bin").stat().st_size


class DecodesAlone:
    """A model of CTranslate2 that hears on the threads of one copy and writes on those of another."""

    def __init__(self, hearing: Any, writing: Any) -> None:
        self._hearing = hearing
        self.generate, self.align = writing.generate, writing.align

    def __getattr__(self, name: str) -> Any:
        return getattr(self._hearing, name)


def encoding_little_silence(engine: Any) -> Any:
    """The same engine, but it hears little of the silence with which faster-whisper fills up every window.

    A model with a window under 30 s, as the demo model has, hears its own window; a model for 30 s hears at
    least MIN_WINDOW_S, and within `whole_window` all of it.
    """
    extractor = engine.feature_extractor
    encode = engine.encode

    def encoded(features: np.ndarray) -> Any:
        frames = extractor.nb_max_frames
        if not _WHOLE.get():
            sound_s = _sounding_frames(features) * extractor.time_per_frame
            wanted_s = max(MIN_WINDOW_S, sound_s + AFTER_SOUND_S)
            frames = min(frames, round(wanted_s / extractor.time_per_frame))
        return encode(features[..., :frames])

    engine.encode = encoded
    return engine


def _sounding_frames(features: np.ndarray) -> int:
    """How many frames there are, of shape (n_mels, n_frames), before nothing but the zeros of the filling."""
    sounding = np.flatnonzero(features.any(axis=0))
    return int(sounding[-1]) + 1 if len(sounding) else 0


def whole_window(wanted: bool = True) -> AbstractContextManager[None]:
    """Within it, calls on this thread hear the model's whole window, if `wanted`, however short the sound."""
    return _within(_WHOLE, wanted or _WHOLE.get())


def only_while(wanted: Wanted | None) -> AbstractContextManager[None]:
    """Within it, calls on this thread to a `cancellable` engine raise NotWanted once `wanted` says no."""
    return _within(_WANTED, wanted)


@contextmanager
def _within(variable: ContextVar[T], value: T) -> Iterator[None]:
    before = variable.set(value)
    try:
        yield
    finally:
        variable.reset(before)


def still_wanted() -> bool:
    """What `only_while` was given on this thread says now; yes outside of it."""
    wanted = _WANTED.get()
    return wanted is None or wanted()


def cancellable(engine: Any) -> Any:
    """The same engine, but a call raises NotWanted between hearing and writing once it is not wanted."""
    encode = engine.encode

    def encoded(features: Any) -> Any:
        heard = encode(features)
        if not still_wanted():
            raise NotWanted
        return heard

    engine.encode = encoded
    return engine


@cache
def prepare_process() -> None:
    """Settings for the whole process that only count before the engine is loaded.

    Threads that spin for long while they wait for each other take ten times as long when another program
    wants the same cores. Memory that the encoder needs in every call is kept (glibc only).
    """
    if not any(name in os.environ for name in WAITING):
        os.environ |= {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": str(SPINS)}
    if sys.platform == "linux" and not any(name.startswith("MALLOC_") for name in os.environ):
        _keep_memory()


def _keep_memory() -> None:
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
    if mallopt is not None:
        for option, value in (
            (_M_ARENA_MAX, 1),
            (_M_MMAP_THRESHOLD, _LARGE),
            (_M_TRIM_THRESHOLD, _LARGE),
        ):
            mallopt(option, value)
