"""A transcript while it is read: written pieces in passages, then who said which words."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voicesim.speech.words import Word


@dataclass(frozen=True, slots=True)
class MarkedWord:
    """What stands between two spaces; `at_s` is when it begins and `voice` who says it, where told."""

    text: str
    at_s: float | None = None
    voice: str | None = None


Line = tuple[MarkedWord, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines of a cue with its times in seconds, or a line of a text without times."""

    lines: tuple[Line, ...]
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The words that one person says before somebody else speaks; `speaker` is None where nobody is named."""

    speaker: str | None
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def written(line: Iterable[MarkedWord]) -> str:
    """The line as it was written, with one space between its pieces."""
    return " ".join(piece.text for piece in line)


def pieces(text: str) -> Line:
    return tuple(MarkedWord(word) for word in text.split())


def without(line: Sequence[MarkedWord], spans: Iterable[tuple[int, int]]) -> Line:
    """The line without some stretches of how it is written, each from a character to before another; the
    rest keeps its times."""
    kept: list[MarkedWord] = []
    waiting = deque(sorted(spans))
    at = 0
    for piece in line:
        end = at + len(piece.text)
        place = at
        parts: list[str] = []
        while waiting and waiting[0][0] < end:
            first, after = waiting[0]
            parts.append(piece.text[place - at : max(place, first) - at])
            place = max(place, min(after, end))
            if after > end:
                break
            waiting.popleft()
        parts.append(piece.text[place - at :])
        kept += [MarkedWord(part, piece.at_s, piece.voice) for part in parts if part]
        at = end + 1
    return tuple(kept)


def key(name: str) -> str:
    """A name as names are compared, whatever its case and spaces."""
    return " ".join(name.split()).casefold()
