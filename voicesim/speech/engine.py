"""faster-whisper on the CPU, set up for short calls that somebody waits for."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

MOST_THREADS = 4
"""More hardly help Whisper on a CPU (SYSTRAN/faster-whisper issue 1073)."""

SMALL_BYTES = 30_000_000
"""A model file below this is done sooner by one thread than by two that wait for each other."""

WAITING = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME")
"""How the engine's threads wait for each other; what a user has set of these counts."""

# From malloc.h. With its usual settings glibc takes the encoder's tables, 72 MB at the shape of base.en, from
# the system anew in every layer and gives them back, which costs a quarter of the encoder's time (measured).
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_LARGE = 1 << 30


Wanted = Callable[[], bool]
"""Whether words that were asked for are still wanted; asked on the thread that asked for them."""

_WANTED: ContextVar[Wanted | None] = ContextVar("wanted", default=None)


class NotWanted(Exception):
    """Nobody wants the words of a sound any more, so its call to the model was broken off."""


def default_threads(model_bytes: int) -> int:
    """How many threads to give a model whose file has so many bytes."""
    return 1 if model_bytes < SMALL_BYTES else min(MOST_THREADS, os.cpu_count() or 1)


def load_engine(directory: Path, threads: int | None = None) -> Any:
    """A faster_whisper.WhisperModel that never uses the network, by default with `default_threads`.

    Its exceptions are faster-whisper's and its libraries' own, and OSError.
    """
    prepare_process()
    from faster_whisper import WhisperModel

    engine = WhisperModel(
        str(directory),
        device="cpu",
        compute_type="int8",
        cpu_threads=threads or default_threads((directory / "model.bin").stat().st_size),
        local_files_only=True,
    )
    return hearing_its_own_window(engine)


def hearing_its_own_window(engine: Any) -> Any:
    """The same engine, but a model with a window under 30 s hears no silence after it.

    faster-whisper fills every window up to Whisper's 30 s; the demo model, made for 10 s, takes 2.6 times as
    long then and makes as many mistakes.
    """
    frames = engine.feature_extractor.nb_max_frames
    encode = engine.encode
    engine.encode = lambda features: encode(features[..., :frames])
    return engine


@contextmanager
def only_while(wanted: Wanted | None) -> Iterator[None]:
    """Within it, calls on this thread to a `breaking_off` engine raise NotWanted once `wanted` says no."""
    before = _WANTED.set(wanted)
    try:
        yield
    finally:
        _WANTED.reset(before)


def breaking_off(engine: Any) -> Any:
    """The same engine, but a call raises NotWanted between hearing and writing once it is not wanted."""
    encode = engine.encode

    def encoded(features: Any) -> Any:
        heard = encode(features)
        wanted = _WANTED.get()
        if wanted is not None and not wanted():
            raise NotWanted
        return heard

    engine.encode = encoded
    return engine


@cache
def prepare_process() -> None:
    """Settings for the whole process that only count before the engine is loaded.

    Threads that spin while they wait for each other take ten times as long when another program wants the
    same cores. Memory that the encoder needs in every call is kept (glibc only).
    """
    if not any(name in os.environ for name in WAITING):
        os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
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
