"""Subtitles: SubRip (.srt) and WebVTT (.vtt) as timed words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from voicesim.errors import InputError
from voicesim.inputs.text import clean
from voicesim.speech.words import Word

ARROW = "-->"
_TIME = re.compile(r"(?:(\d{1,2}):)?([0-5]\d):([0-5]\d)[,.](\d{1,3})")
_COMMENT = re.compile(r"(NOTE|STYLE|REGION)(\s|$)")
_MARKUP = re.compile(r"<[^<>\n]*>|\{\\[^{}\n]*\}")
"""Tags of either format and the SubStation positions that some SubRip files carry."""

_CHARACTER = re.compile(r"&#?\w{1,32};")
"""A character by its name or number: no more digits than that, or Python refuses to read them."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Some text and when it is shown, in seconds from the start."""

    start_s: float
    end_s: float
    text: str


def read_cues(text: str, name: str) -> tuple[Cue, ...]:
    """The cues of a SubRip or WebVTT file in order of time; notes, styles and markup are left out.

    `name` is the file, for messages. Raises InputError, with the line, for a time that is malformed or ends
    before it starts, and when there is no cue.
    """
    lines = clean(text).split("\n")
    cues = sorted(_cues(lines, name), key=lambda cue: cue.start_s)
    if not cues:
        raise InputError(f"{name} has no cue; each needs a line such as 00:00:01.000 {ARROW} 00:00:04.000.")
    return tuple(cues)


def timed_words(cues: tuple[Cue, ...]) -> tuple[Word, ...]:
    """The words of the cues, each given a part of its cue's time by its length.

    A cue that begins before the one before it has ended begins at that end.
    """
    words: list[Word] = []
    free_s = 0.0
    for cue in cues:
        start_s = max(cue.start_s, free_s)
        free_s = max(cue.end_s, start_s)
        words += _spread(cue.text.split(), start_s, free_s)
    return tuple(words)


def _spread(texts: list[str], start_s: float, end_s: float) -> Iterator[Word]:
    shares = [0, *accumulate(len(text) + 1 for text in texts)]
    marks = [round(start_s + (end_s - start_s) * share / shares[-1], 3) for share in shares if shares[-1]]
    for text, from_s, to_s in zip(texts, marks, marks[1:], strict=False):
        yield Word(text, from_s, to_s, 1.0)


def _cues(lines: list[str], name: str) -> Iterator[Cue]:
    at = 0
    while at < len(lines):
        if _COMMENT.match(lines[at]):
            at = _blank_line(lines, at)
        if at == len(lines) or ARROW not in lines[at]:
            at += 1
            continue
        start_s, end_s = _times(lines[at], f"{name}:{at + 1}")
        first = at = at + 1
        while at < len(lines) and lines[at].strip() and ARROW not in lines[at]:
            at += 1
        # Without a blank line between, the number of the next cue is no part of this one.
        numbered = at < len(lines) and ARROW in lines[at] and at > first and lines[at - 1].strip().isdigit()
        text = "\n".join(lines[first : at - 1 if numbered else at])
        yield Cue(start_s, end_s, clean(_CHARACTER.sub(_unescaped, _MARKUP.sub("", text))))


def _unescaped(character: re.Match[str]) -> str:
    return html.unescape(character[0])


def _blank_line(lines: list[str], at: int) -> int:
    """Where the block at this line ends: at the next blank line, or at the end of the file."""
    while at < len(lines) and lines[at].strip():
        at += 1
    return at


def _times(line: str, where: str) -> tuple[float, float]:
    start, _, rest = line.partition(ARROW)
    end = rest.split()[0] if rest.split() else ""
    start_s, end_s = (_seconds(mark, where) for mark in (start.strip(), end))
    if end_s < start_s:
        raise InputError(f"{where}: the cue ends before it starts; put the two times in order.")
    return start_s, end_s


def _seconds(mark: str, where: str) -> float:
    found = _TIME.fullmatch(mark)
    if not found:
        raise InputError(f"{where}: {mark[:40]!r} is not a time; write it like 00:01:02,500.")
    hours, minutes, seconds, fraction = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000
