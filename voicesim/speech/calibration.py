"""What each speech model heard of this person, in their room, with their microphone: counts, and no words."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from voicesim.errors import HistoryError
from voicesim.paths import calibration_file
from voicesim.speech.known_models import DEMO
from voicesim.speech.ums import UM, ums_in_common, words_with_ums
from voicesim.speech.word_error_rate import edit_distance

MAX_RUNS = 20
"""So many are kept; the oldest ones go."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one model wrote down of sentences that were read aloud.

    `words` were to be read besides the `ums`, and `wrong` of them are other, missing or added ones. Of the
    `ums_written` only the `ums_right` stand where one was to be said. `took_s` is the time to write down
    `sound_s` of sound, without that to load the model.
    """

    model: str
    size_bytes: int
    words: int
    wrong: int
    ums: int
    ums_written: int
    ums_right: int
    sound_s: float
    took_s: float

    @property
    def words_right(self) -> int:
        return max(0, self.words - self.wrong)

    @property
    def ums_invented(self) -> int:
        return self.ums_written - self.ums_right

    @property
    def mistakes(self) -> float:
        """Wrong words, and ums that were lost or made up, for each word and um that was said."""
        ums = self.ums - self.ums_right + self.ums_invented
        return (self.wrong + ums) / (self.words + self.ums)

    @property
    def um_recall(self) -> float:
        """The share of ums to expect to be heard (0 to 1): what was counted, and one more heard and one more
        lost, since a few ums say little (Laplace's rule of succession)."""
        return (self.ums_right + 1) / (self.ums + 2)


@dataclass(frozen=True, slots=True)
class Calibration:
    """One reading of all sentences: when (UTC in ISO 8601), with which microphone, and what was heard."""

    at: str
    microphone: str
    heard: tuple[Heard, ...]


def compare(
    model: str, size_bytes: int, said: Sequence[str], written: Sequence[str], sound_s: float, took_s: float
) -> Heard:
    """Hold what a model wrote down of each sentence against the sentence."""
    pairs = [(words_with_ums(a), words_with_ums(b)) for a, b in zip(said, written, strict=True)]
    plain = [tuple([word for word in words if word != UM] for words in pair) for pair in pairs]
    return Heard(
        model=model,
        size_bytes=size_bytes,
        words=sum(len(truth) for truth, _ in plain),
        wrong=sum(edit_distance(truth, found) for truth, found in plain),
        ums=sum(truth.count(UM) for truth, _ in pairs),
        ums_written=sum(found.count(UM) for _, found in pairs),
        ums_right=sum(ums_in_common(truth, found) for truth, found in pairs),
        sound_s=round(sound_s, 2),
        took_s=round(took_s, 2),
    )


def heard_of_you(model: str, size_bytes: int | None = None) -> Heard | None:
    """All that is kept of a model with the microphone that was calibrated last, added up; None when nothing
    is, or only of a model of another size."""
    runs = kept_calibrations()
    found = [
        each
        for run in runs
        for each in run.heard
        if run.microphone == runs[-1].microphone
        and each.model == model
        and size_bytes in (None, each.size_bytes)
    ]
    return _added(found) if found else None


def um_recall(model: str) -> float | None:
    """The share of this person's ums that this model is expected to hear (0 to 1); None when unknown, and
    for the demo model, whose answers are nobody's."""
    found = None if model == DEMO else heard_of_you(model)
    return None if found is None else found.um_recall


def kept_calibrations() -> tuple[Calibration, ...]:
    """Oldest first; what is damaged is left out."""
    file = calibration_file()
    try:
        state = file.stat()
    except OSError:
        return ()
    return _read(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _read(file: Path, changed_ns: int, size_bytes: int) -> tuple[Calibration, ...]:
    """What the file holds in this state of it: each answer that is shown asks."""
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return ()
    return tuple(_valid(content.get("runs") if isinstance(content, dict) else None))


def keep(run: Calibration) -> None:
    """Add a reading to those before it. Raises HistoryError when it cannot be written."""
    file = calibration_file()
    runs = [asdict(each) for each in (*kept_calibrations(), run)]
    part = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_text(json.dumps({"runs": runs[-MAX_RUNS:]}, indent=1) + "\n", encoding="utf-8")
        part.replace(file)
    except OSError as exc:
        raise HistoryError(f"{file} cannot be written ({exc.strerror}); what was heard is not kept.") from exc


def _added(found: Sequence[Heard]) -> Heard:
    last = found[-1]
    names = ("words", "wrong", "ums", "ums_written", "ums_right", "sound_s", "took_s")
    sums: dict[str, Any] = {name: sum(getattr(each, name) for each in found) for name in names}
    return Heard(model=last.model, size_bytes=last.size_bytes, **sums)


def _valid(runs: Any) -> Iterator[Calibration]:
    for run in runs if isinstance(runs, list) else ():
        try:
            heard = tuple(_heard(each) for each in run["heard"])
            yield Calibration(str(run["at"]), str(run["microphone"]), heard)
        except (TypeError, KeyError, ValueError):
            continue


def _heard(told: Any) -> Heard:
    counts = ("size_bytes", "words", "wrong", "ums", "ums_written", "ums_right")
    found = Heard(**told)
    if any(type(getattr(found, name)) is not int or getattr(found, name) < 0 for name in counts):
        raise ValueError(told)
    if not all(isinstance(seconds, int | float) for seconds in (found.sound_s, found.took_s)):
        raise ValueError(told)
    if not found.words or found.ums_right > min(found.ums, found.ums_written):
        raise ValueError(told)
    return found
