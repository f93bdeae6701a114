"""Words that were said, found through the full-text index (SQLite FTS5, https://www.sqlite.org/fts5.html)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from voicesim.errors import InputError
from voicesim.speech.words import Transcript, Word
from voicesim.store.codec import decode
from voicesim.store.database import Database

_OPEN, _CLOSE = "\x02", "\x03"
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_FOUND = f"""
    SELECT a.id, a.session_id, a.created_at, a.question_id, a.text, a.transcript, hit.marked FROM
    (SELECT rowid AS seq, highlight(said, 0, '{_OPEN}', '{_CLOSE}') AS marked FROM said
    WHERE said MATCH ? AND EXISTS (SELECT 1 FROM attempts AS kept
    WHERE kept.seq = said.rowid AND kept.state != 'discarded')
    ORDER BY said.rowid DESC LIMIT ?) AS hit JOIN attempts AS a ON a.seq = hit.seq ORDER BY a.seq DESC"""


@dataclass(frozen=True, slots=True)
class Match:
    """An answer in which the words were said; `places` are the first and last word (inclusive) of each."""

    attempt_id: str
    session_id: str
    created_at: str
    question_id: str
    words: tuple[Word, ...]
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The newest matches first; `more` when older ones were left out."""

    matches: tuple[Match, ...]
    more: bool


def search(database: Database, words: str, limit: int | None) -> Found:
    """All words must be in an answer. Raises InputError when there is no word to look for."""
    rows = database.rows(_FOUND, (_query(words), -1 if limit is None else limit + 1))
    return Found(
        tuple(
            Match(
                row["id"],
                row["session_id"],
                row["created_at"],
                row["question_id"],
                said := decode(Transcript, row["transcript"]).words,
                _places(row["marked"], row["text"], said),
            )
            for row in rows[:limit]
        ),
        limit is not None and len(rows) > limit,
    )


def _query(words: str) -> str:
    """The words as FTS5 wants them: each in quotes, so that none of them is taken for an operator.

    SQLite ends a text at a zero character, which therefore only parts words.
    """
    terms = []
    for quoted, plain in _TERM.findall(words.replace("\0", " ")):
        text, beginning = quoted or plain.rstrip("*"), plain.endswith("*")
        if any(character.isalnum() for character in text):
            terms.append('"' + text.replace('"', '""') + '"' + ("*" if beginning else ""))
    if not terms:
        raise InputError(f"There is no word to look for in {words!r}; give one or more.")
    return " AND ".join(terms)


def _places(marked: str, text: str, words: tuple[Word, ...]) -> tuple[tuple[int, int], ...]:
    """Words from where the marks stand; none when the text has characters that are used as marks."""
    if marked.replace(_OPEN, "").replace(_CLOSE, "") != text or _OPEN in text or _CLOSE in text:
        return ()
    begins = list(accumulate((len(word.text) + 1 for word in words), initial=0))
    places = []
    position = 0
    for piece in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", marked):
        length = len(piece)
        if piece.startswith(_OPEN):
            length -= 2
            first, last = (bisect_right(begins, at) - 1 for at in (position, position + length - 1))
            places.append((first, last))
        position += length
    return tuple(places)
