"""What must be true of a data directory after the start that followed a kill; every breach is a sentence."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voicesim.audio.clip import RATE_HZ
from voicesim.audio.wav import read_wav
from voicesim.store.history import History
from voicesim.store.records import Attempt

MAX_MISSING_S = 1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """`missing_s` has the seconds of sound that each recorded answer lacks; `breaches` should be empty."""

    missing_s: tuple[float, ...]
    breaches: tuple[str, ...]


def check_database(home: Path) -> Iterator[str]:
    """SQLite's own checks, of the tables, of what refers to what, and of the index for searching."""
    with closing(sqlite3.connect(home / "history.sqlite3")) as database:
        for (told,) in database.execute("PRAGMA integrity_check"):
            if told != "ok":
                yield f"integrity_check: {told}"
        if strays := database.execute("PRAGMA foreign_key_check").fetchall():
            yield f"foreign_key_check: {strays}"
        try:
            database.execute("INSERT INTO said (said) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as exc:
            yield f"the index for searching: {exc}"
        indexed = database.execute("SELECT id FROM said_docsize ORDER BY id").fetchall()
        if (
            indexed
            != database.execute("SELECT seq FROM attempts WHERE text NOT NULL ORDER BY seq").fetchall()
        ):
            yield "the index for searching does not hold the answers that have words"
        known = {name for (name,) in database.execute("SELECT audio_path FROM attempts")}
    recordings = home / "recordings"
    files = {file.relative_to(recordings).as_posix() for file in recordings.rglob("*.wav")}
    for name in sorted(files - known):
        yield f"{name} is not known to the history"


def check_answers(
    home: Path, attempts: Sequence[Attempt], delivered: Sequence[int], spoken: Sequence[Path]
) -> Verdict:
    """The answers of a killed session against what its microphone gave: `delivered` samples of each file of
    `spoken`. They are finished by now, and hold what was said, or are set aside for want of any sound."""
    breaches: list[str] = []
    missing_s: list[float] = []
    for place, (samples, path) in enumerate(zip(delivered, spoken, strict=False)):
        if not samples:
            continue
        if place >= len(attempts):
            breaches.append(f"answer {place + 1} has no entry")
            continue
        kept = _sound(home, attempts[place])
        missing_s.append((samples - len(kept)) / RATE_HZ)
        breaches += _breaches_of(attempts[place], kept, read_wav(path).samples)
    breaches += [f"{seconds:.2f} s are missing" for seconds in missing_s if not 0 <= seconds <= MAX_MISSING_S]
    return Verdict(tuple(missing_s), tuple(breaches))


def _sound(home: Path, attempt: Attempt) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    path = home / "recordings" / str(attempt.audio_path)
    return read_wav(path).samples if path.exists() and path.stat().st_size else np.zeros(0, np.float32)


def _breaches_of(
    attempt: Attempt,
    kept: np.ndarray[tuple[int], np.dtype[np.float32]],
    spoken: np.ndarray[tuple[int], np.dtype[np.float32]],
) -> Iterator[str]:
    if not np.array_equal(kept, spoken[: len(kept)]):
        yield f"{attempt.id} does not hold what was said"
    if attempt.recorded_s is None or abs(attempt.recorded_s - len(kept) / RATE_HZ) > 0.001:
        yield f"{attempt.id} is listed with {attempt.recorded_s} s and has {len(kept) / RATE_HZ} s"
    if len(kept) and (attempt.state != "assessed" or attempt.transcript is None):
        yield f"{attempt.id} was not offered for finishing: it is {attempt.state}"
    if not len(kept) and attempt.state != "discarded":
        yield f"{attempt.id} has no sound and is {attempt.state}"


def check_nothing_runs(home: Path, patience_s: float = 5.0) -> Iterator[str]:
    """No process that works for this directory is left; the voice has a moment to notice."""
    deadline = time.monotonic() + patience_s
    while left := list(_processes_of(home)):
        if time.monotonic() > deadline:
            yield f"still running: {left}"
            return
        time.sleep(0.05)


def _processes_of(home: Path) -> Iterator[str]:
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = command.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(home) in line:
            yield line.strip()


def fingerprints(history: History, recordings: Path) -> dict[str, tuple[object, ...]]:
    """What may never change again: the words, the verdict and the sound of each judged answer."""
    return {
        attempt.id: (attempt.recorded_s, attempt.transcript, attempt.judgement, _size(recordings, attempt))
        for attempt in history.attempts()
        if attempt.state == "assessed"
    }


def _size(recordings: Path, attempt: Attempt) -> int:
    return (recordings / str(attempt.audio_path)).stat().st_size
