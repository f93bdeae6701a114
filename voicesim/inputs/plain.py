"""Transcripts as plain text: the words, told from what Teams, Otter, Meet and YouTube put beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.inputs.names import MAX_LETTERS, is_full_name, is_name
from voicesim.inputs.turns import MarkedWord, Passage, key, pieces

_TIME = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_SPELLED = r"(?:\d+ hours?,? ?)?(?:\d+ minutes?,? ?)?\d+ seconds?|\d+ minutes?|(?:\d+h ?)?\d+m(?: \d+s)?"
_CLOCK = rf"[\[(]?(?:{_TIME})(?:\s*(?:-{{1,2}}>?|–|—|to)\s*(?:{_TIME}))?[\])]?"
_ONLY_CLOCK = re.compile(rf"(?:{_CLOCK}|{_SPELLED})(?:\s+(?:{_CLOCK}|{_SPELLED}))?")
_PART = r"[\s|,•·–—-]{1,12}"
_NAMED = re.compile(
    rf"[#*_\s]*\[?(?P<name>[^\d\s:\[\]][^:\[\]]{{0,{MAX_LETTERS}}}?)\]?[*_]*{_PART}(?:{_CLOCK}|{_SPELLED})(?:\s+{_CLOCK})?[*_]*:?"
)
_CLOCK_NAMED = re.compile(
    rf"[#*_\s]*(?:{_CLOCK}){_PART}[*_]*(?P<name>[^\d\s:][^:]{{0,{MAX_LETTERS}}}?)[*_]*:?"
)
_CLOCK_FIRST = re.compile(rf"(?:{_CLOCK})(?:{_PART}|\s*$)(?=\S|$)")
_OFTEN = 0.25
"""Of the lines so many begin with a clock time where it is the tool's and not the speaker's."""

_MACHINE = re.compile(
    r"""transcribed\ by\ .{0,60} | this\ (?:editable\ )?transcript\ was\ .{0,200}
    |(?:transcription|recording|meeting)\ (?:started|stopped|ended)\b.{0,60}""",
    re.VERBOSE | re.IGNORECASE,
)
_EVENT = re.compile(
    r"""[^.?!]{1,60}\ (?:(?:started|stopped|paused|resumed|ended)\ (?:the\ )?(?:transcription|recording)
    |(?:joined|left)(?:\ the\ (?:meeting|call))?)\.?""",
    re.VERBOSE | re.IGNORECASE,
)
"""What meeting tools note between headings; a person may say the same."""


@dataclass(frozen=True, slots=True)
class Plain:
    """One passage a line; `left_out` are lines around what was said, in order."""

    passages: tuple[Passage, ...]
    left_out: tuple[str, ...] = ()


def read_plain(text: str) -> Plain:
    """The lines of a text without clock times, headings with a name and a time, and what a tool wrote itself.

    The voice of the pieces is set where a heading names somebody. What stands before the first heading is
    no part of what was said.
    """
    lines = [line.strip() for line in text.split("\n")]
    headings = _headings(lines)
    clocks = _clock_lines(lines)
    starts = [at for at, line in enumerate(lines) if at in clocks or _CLOCK_FIRST.match(line)]
    timed = len(starts) > 1 and len(starts) >= _OFTEN * sum(map(bool, lines))
    clocks = clocks if headings or timed else frozenset(at for at in clocks if ":" in lines[at])
    begins = min((*headings, *(starts if timed else ())), default=0)
    voice: str | None = None
    passages, left_out = [], []
    for at, line in enumerate(lines):
        if at in headings:
            voice = headings[at]
        elif not line or at in clocks:
            continue
        elif at < begins or _MACHINE.fullmatch(line) or (headings and _EVENT.fullmatch(line)):
            left_out.append(line)
        else:
            clock = _CLOCK_FIRST.match(line) if timed else None
            said = line[clock.end() :] if clock else line
            passages.append(Passage((tuple(MarkedWord(piece.text, None, voice) for piece in pieces(said)),)))
    return Plain(tuple(passages), tuple(left_out))


def _clock_lines(lines: Sequence[str]) -> frozenset[int]:
    """The lines that are a clock time and nothing else."""
    return frozenset(at for at, line in enumerate(lines) if line and _ONLY_CLOCK.fullmatch(line))


def _headings(lines: Sequence[str]) -> dict[int, str]:
    """The lines that name who speaks from there on: with a time, or beside a line that is one."""
    found: dict[int, str] = {}
    clocks = _clock_lines(lines)
    filled = [at for at, line in enumerate(lines) if line]
    counts = Counter(key(line) for line in lines if line)
    for number, at in enumerate(filled):
        line = lines[at]
        after = filled[number + 1] if number + 1 < len(filled) else None
        before = filled[number - 1] if number else None
        named = _NAMED.fullmatch(line)
        if named is not None and is_name(name := _bare(named["name"])):
            found[at] = name
        elif after is not None and after not in clocks and not _CLOCK_FIRST.match(lines[after]):
            timed = _CLOCK_NAMED.fullmatch(line)
            if timed is not None and is_name(name := _bare(timed["name"])):
                found[at] = name
            elif before in clocks and is_name(line) and (is_full_name(line) or counts[key(line)] > 1):
                found[at] = line
        elif after in clocks and is_name(_bare(line)):
            found[at] = _bare(line)
    return found or _in_blocks(lines)


def _in_blocks(lines: Sequence[str]) -> dict[int, str]:
    """Names on a line of their own above each paragraph, when somebody is named again."""
    firsts = [
        at
        for at, line in enumerate(lines)
        if line and (at == 0 or not lines[at - 1]) and at + 1 < len(lines) and lines[at + 1]
    ]
    paragraphs = sum(1 for at, line in enumerate(lines) if line and (at == 0 or not lines[at - 1]))
    named = {at: _bare(lines[at].rstrip(":")) for at in firsts if is_name(_bare(lines[at].rstrip(":")))}
    again = len({key(name) for name in named.values()}) < len(named)
    return named if again and len(named) >= 0.8 * paragraphs else {}


def _bare(name: str) -> str:
    return name.strip(" *_#")
