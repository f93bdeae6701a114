"""Subtitles: SubRip (.srt) and WebVTT (.vtt) as cues, and cues as timed words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicesim.errors import InputError
from voicesim.inputs.markup import lines_of
from voicesim.inputs.text import clean
from voicesim.inputs.times import ARROW, cue_times, is_timing
from voicesim.inputs.turns import Passage, written

_COMMENT = re.compile(r"(NOTE|STYLE|REGION)(\s|$)")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown and when, in seconds from the start; `raw` still has its markup."""

    start_s: float
    end_s: float
    raw: str

    @property
    def text(self) -> str:
        return "\n".join(line for line in map(written, lines_of(self.raw)) if line)

    @property
    def passage(self) -> Passage:
        return Passage(tuple(line for line in lines_of(self.raw) if line), self.start_s, self.end_s)


@dataclass(frozen=True, slots=True)
class Subtitles:
    """The cues in order of time; `strays` are lines before the first one that belong to nothing."""

    cues: tuple[Cue, ...]
    strays: tuple[str, ...] = ()


def read_subtitles(text: str, name: str) -> Subtitles:
    """All text of a SubRip or WebVTT file; notes, styles and numbers of cues are left out.

    What stands between two lines with times is the text of the first, blank lines or not. `name` is the
    file, for messages. Raises InputError, with the line, for a time that is malformed or ends before it
    starts, and when there is no cue.
    """
    lines = clean(text).split("\n")
    is_vtt = lines[0].lstrip("\ufeff").startswith("WEBVTT")
    lines = _without_comments(lines) if is_vtt else lines
    timings = [at for at, line in enumerate(lines) if is_timing(line)]
    _refuse_malformed(lines, set(timings), name)
    if not timings:
        raise InputError(f"{name} has no cue; each needs a line such as 00:00:01.000 {ARROW} 00:00:04.000.")
    names = _cue_names(lines, timings, is_vtt=is_vtt)
    bounds = [*timings[1:], len(lines)]
    cues = []
    for at, end in zip(timings, bounds, strict=True):
        start_s, end_s = cue_times(lines[at], f"{name}:{at + 1}")
        said = lines[at + 1 : end - 1 if end - 1 in names else end]
        cues.append(Cue(start_s, end_s, "\n".join(said).strip()))
    before = lines[: timings[0] - (timings[0] - 1 in names)]
    strays = _after_header(before) if is_vtt else before
    return Subtitles(
        tuple(sorted(cues, key=lambda cue: cue.start_s)),
        tuple(line.strip() for line in strays if line.strip()),
    )


def _without_comments(lines: Sequence[str]) -> list[str]:
    """The same lines with those of notes, styles and regions made blank; they end before a cue."""
    kept: list[str] = []
    inside = False
    for at, line in enumerate(lines):
        begins = _COMMENT.match(line) is not None and (at == 0 or not lines[at - 1].strip())
        inside = (inside or begins) and line.strip() != "" and not is_timing(line)
        kept.append("" if inside else line)
    return kept


def _refuse_malformed(lines: Sequence[str], timings: set[int], name: str) -> None:
    """An arrow where a cue's times belong, or beside figures, is a mistake; "from A --> B" is text."""
    for at, line in enumerate(lines):
        if ARROW not in line or at in timings:
            continue
        before = lines[at - 1].strip() if at else ""
        in_text = before != "" and not before.isdigit()
        if not in_text or any(_DIGIT.search(side) for side in line.split(ARROW)):
            cue_times(line, f"{name}:{at + 1}")


def _cue_names(lines: Sequence[str], timings: Sequence[int], *, is_vtt: bool) -> frozenset[int]:
    """The lines right before a line with times that are the number or the name of its cue."""
    before = [at - 1 for at in timings if at > 0]
    numbered = all(lines[at].strip().isdigit() for at in before) and len(before) == len(timings)
    return frozenset(_named(lines, before, timings, numbered=numbered, is_vtt=is_vtt))


def _named(
    lines: Sequence[str], before: Sequence[int], timings: Sequence[int], *, numbered: bool, is_vtt: bool
) -> Iterator[int]:
    shown = set(timings)
    for at in before:
        line = lines[at].strip()
        if not line or at in shown:
            continue
        parted = at == 0 or not lines[at - 1].strip()
        # A sentence that stands alone under a cue without any other text is what that cue shows
        is_text = " " in line and at > 1 and at - 2 in shown
        if (line.isdigit() and (numbered or parted)) or (is_vtt and parted and not is_text):
            yield at


def _after_header(lines: Sequence[str]) -> Sequence[str]:
    """What follows the block with WEBVTT, whose other lines are settings."""
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    return lines[end:]
