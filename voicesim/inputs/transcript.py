"""A transcript of any form as turns: who said which words, and when, where it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicesim.inputs.cues import read_subtitles
from voicesim.inputs.labels import hands_over, with_voices
from voicesim.inputs.markup import lines_of
from voicesim.inputs.plain import read_plain
from voicesim.inputs.rolling import without_restated
from voicesim.inputs.sounds import without_sounds
from voicesim.inputs.spread import spread
from voicesim.inputs.text import clean
from voicesim.inputs.times import is_timing, printed_line
from voicesim.inputs.turns import Passage, Turn

_SHOWN = 3
_SHOWN_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns in order; `notices` are sentences about what of the file is not in them."""

    turns: tuple[Turn, ...]
    notices: tuple[str, ...] = ()


def read_conversation(text: str, name: str, *, subtitles: bool) -> Conversation:
    """What was said in a text, whatever tool wrote it; `subtitles` when it must have cues.

    Raises InputError with the file and the line for cues that cannot be used.
    """
    lines = clean(text).split("\n")
    notices: list[str] = []
    if any(map(is_timing, lines)) or (subtitles and not _is_printed(lines, name)):
        found = read_subtitles(text, name)
        passages: tuple[Passage, ...] = tuple(cue.passage for cue in found.cues)
        notices += left_out("Left out before the first cue", found.strays)
    elif _is_printed(lines, name):
        passages, strays = _printed(lines, name)
        notices += left_out("Left out, lines without times", strays)
    else:
        plain = read_plain(clean(text))
        passages = plain.passages
        notices += left_out("Left out around what was said", plain.left_out)
    fresh = without_restated(passages) if passages and passages[0].start_s is not None else passages
    if sum(map(_length, fresh)) < sum(map(_length, passages)):
        notices.append("Lines that stay on the screen while the next is written are counted once.")
    spoken, sounds = without_sounds(fresh)
    notices += left_out("Left out as not spoken", tuple(dict.fromkeys(sounds)))
    turns = tuple(_turns(with_voices(spoken)))
    if hands_over(spoken) and not any(turn.speaker for turn in turns):
        notices.append(
            "Somebody else begins at each >>, but nobody is named; all of it is judged as one answer."
        )
    return Conversation(turns, tuple(notices))


def _is_printed(lines: Sequence[str], name: str) -> bool:
    return any(_printed_or_none(line, f"{name}:{at}") for at, line in enumerate(lines, 1))


def _printed_or_none(line: str, where: str) -> tuple[float, float, str] | None:
    return printed_line(line, where) if "[" in line else None


def _printed(lines: Sequence[str], name: str) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """The lines that a speech recogniser printed with their times, and the others."""
    passages: list[Passage] = []
    strays: list[str] = []
    for at, line in enumerate(lines, 1):
        found = _printed_or_none(line, f"{name}:{at}")
        if found is not None:
            passages.append(Passage(lines_of(found[2]), found[0], found[1]))
        elif line.strip():
            strays.append(line.strip())
    return tuple(sorted(passages, key=lambda passage: passage.start_s or 0.0)), tuple(strays)


def _length(passage: Passage) -> int:
    return sum(map(len, passage.lines))


def left_out(what: str, items: Sequence[str]) -> Iterator[str]:
    """A notice that names the first of these; none where there is nothing."""
    if not items:
        return
    shown = ", ".join(f"“{_short(item)}”" for item in items[:_SHOWN])
    more = f" and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ""
    yield f"{what}: {shown}{more}."


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _SHOWN_LETTERS else f"{one_line[:_SHOWN_LETTERS].rstrip()}…"


def _turns(passages: Sequence[Passage]) -> Iterator[Turn]:
    """The words of each passage by who says them, in the order of the file."""
    for passage, words in zip(passages, spread(passages), strict=True):
        voices = [piece.voice for line in passage.lines for piece in line]
        first = 0
        for at in range(1, len(voices) + 1):
            if at == len(voices) or voices[at] != voices[first]:
                yield Turn(voices[first], words[first:at])
                first = at
