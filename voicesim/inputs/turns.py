"""A transcript while it is read: written pieces in passages, then who said which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voicesim.speech.words import Word


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two spaces; `at_s` is when it begins and `voice` who says it, where told."""

    text: str
    at_s: float | None = None
    voice: str | None = None


Line = tuple[Piece, ...]


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


def written(line: Iterable[Piece]) -> str:
    """The line as it was written, with one space between its pieces."""
    return " ".join(piece.text for piece in line)


def pieces(text: str) -> Line:
    return tuple(Piece(word) for word in text.split())


def without(line: Sequence[Piece], first: int, after: int) -> Line:
    """The line without the characters `first` to `after` of how it is written; the rest keeps its times."""
    kept: list[Piece] = []
    at = 0
    for piece in line:
        head = piece.text[: max(0, first - at)]
        tail = piece.text[max(0, after - at) :]
        if at + len(piece.text) <= first or at >= after:
            kept.append(piece)
        else:
            kept += [Piece(part, piece.at_s, piece.voice) for part in (head, tail) if part]
        at += len(piece.text) + 1
    return tuple(kept)


def key(name: str) -> str:
    """A name as names are compared, whatever its case and spaces."""
    return " ".join(name.split()).casefold()
