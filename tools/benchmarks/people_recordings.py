"""Recordings of real people in a folder: a file `manifest.jsonl` with one of them a line.

Each line is an object with at least `id`, `file` (its path from the folder), `group`, `text` (what was said)
and `ums_kept` (whether the text has the ums that were said); `word_times` may name a file with the times of
its words (tools/benchmarks/people_times.py).
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from voicesim.audio.clip import Samples
from voicesim.audio.files import read_audio
from voicesim.errors import InputError

MANIFEST = "manifest.jsonl"
BESIDE = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Recording:
    """What somebody said, and where it can be heard."""

    id: str
    path: Path
    group: str
    text: str
    ums_kept: bool
    word_times: Path | None = None

    def samples(self) -> Samples:
        """16 kHz mono, shape (n_samples,). Raises InputError when the file cannot be read."""
        return read_audio(self.path).samples


def people_folder() -> Path | None:
    """The folder that VOICESIM_PEOPLE names, else a folder `people` in one beside the checkout, if any."""
    if named := os.environ.get("VOICESIM_PEOPLE"):
        return Path(named).expanduser()
    manifest = next(iter(sorted(BESIDE.glob(f"*/people/{MANIFEST}"))), None)
    return manifest.parent if manifest else None


def read_recordings(folder: Path) -> tuple[Recording, ...]:
    """All recordings of a folder. Raises InputError, naming the line, for a manifest that cannot be used."""
    manifest = folder / MANIFEST
    try:
        lines = manifest.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(f"{manifest} cannot be read ({exc}); name a folder of recordings with one.") from exc
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    return tuple(_recording(line, folder, f"{manifest}, line {number}") for number, line in numbered)


def _recording(line: str, folder: Path, where: str) -> Recording:
    try:
        told = json.loads(line)
        texts = [told["id"], told["file"], told["group"], told["text"]]
        kept, timed = told["ums_kept"], told.get("word_times")
    except (ValueError, KeyError, TypeError) as exc:
        raise InputError(
            f"{where}: needs an object with id, file, group, text and ums_kept ({exc})."
        ) from exc
    if not all(isinstance(text, str) for text in [*texts, timed or ""]) or not isinstance(kept, bool):
        raise InputError(f"{where}: id, file, group and text are texts, and ums_kept is true or false.")
    id, file, group, text = texts
    return Recording(id, folder / file, group, text, kept, folder / timed if timed else None)
