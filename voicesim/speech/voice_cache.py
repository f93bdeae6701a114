"""Sound files of texts that were read aloud before; whatever is in the folder may be deleted at any time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from voicesim.errors import VoiceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

JOB_PREFIX = ".rendering-"
ABANDONED_AFTER_S = 3600.0
SILENT_BELOW = 64
"""Peak of a 16-bit sound under which nobody hears a word (-54 dB full scale)."""


def cache_key(text: str, voice: str | None, rate_wpm: int, engine: str) -> str:
    """The same for what sounds the same, and for nothing else."""
    identity = json.dumps([text, voice, rate_wpm, engine])
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


class VoiceCache:
    """Finished PCM16 WAV files by key, safe to share between threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, key: str, *, at_least_s: float) -> Path | None:
        """The finished file, or None when there is none or when it was damaged since."""
        path = self._path(key)
        try:
            read_speech(path, at_least_s=at_least_s)
        except VoiceError:
            return None
        return path

    @contextlib.contextmanager
    def job(self) -> Iterator[Path]:
        """A private folder to render in, on the same disk. Raises VoiceError when nothing can be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            folder = Path(tempfile.mkdtemp(prefix=JOB_PREFIX, dir=self._folder)).absolute()
        except OSError as exc:
            raise VoiceError(
                f"The spoken questions cannot be kept in {self._folder} ({exc.strerror}): make it "
                "writable, or set VOICESIM_HOME to a folder that is."
            ) from exc
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def keep(self, rendered: Path, key: str, *, at_least_s: float) -> Path:
        """Check what an engine wrote, write it as mono PCM16 WAV, and put that in its place in one step."""
        import soundfile

        samples, rate_hz = read_speech(rendered, at_least_s=at_least_s)
        finished = rendered.with_name("finished.wav")
        path = self._path(key)
        try:
            soundfile.write(finished, samples, rate_hz, subtype="PCM_16", format="WAV")
            finished.replace(path)
        except (OSError, soundfile.LibsndfileError) as exc:
            if self.find(key, at_least_s=at_least_s):
                return path  # Windows does not replace a file that is being played
            raise VoiceError(
                f"The voice's sound could not be written to {path}: {exc}. Free some space."
            ) from exc
        return path

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.wav"

    def _sweep(self) -> None:
        for folder in self._folder.glob(JOB_PREFIX + "*"):
            with contextlib.suppress(OSError):  # another process may be sweeping too
                if folder.stat().st_mtime < time.time() - ABANDONED_AFTER_S:
                    shutil.rmtree(folder, ignore_errors=True)


def read_speech(path: Path, *, at_least_s: float) -> tuple[NDArray[np.int16], int]:
    """Samples, int16 of shape (n_samples,), and rate in Hz of a file in any format that libsndfile reads.

    macOS writes AIFF whatever the file is called. Raises VoiceError when the file is missing, unreadable,
    silent, or shorter than `at_least_s` seconds: engines have reported success in each of these cases.
    """
    import soundfile

    try:
        samples, rate_hz = soundfile.read(path, dtype="int16", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as exc:
        raise VoiceError("The voice reported success but left no sound file. Try another voice.") from exc
    mono: NDArray[np.int16] = samples[:, 0] if samples.shape[1] == 1 else samples.mean(axis=1).astype("int16")
    if len(mono) == 0 or abs(mono.astype("int32")).max() < SILENT_BELOW:
        raise VoiceError("The voice made no sound for this text. Try another voice, or other words.")
    if len(mono) < at_least_s * rate_hz:
        raise VoiceError(
            f"The voice stopped after {len(mono) / rate_hz:.1f} s, too early for this text. "
            "Try another voice."
        )
    return mono, rate_hz
