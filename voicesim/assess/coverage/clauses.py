"""Spoken words cut into clauses: the unit that a judgement reads, negates and quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.tokens import ends_sentence
from voicesim.speech.words import Word

FILLERS = frozenset(["um", "uh", "er", "erm", "hmm", "hm", "mm", "mhm", "mm-hm", "ah", "eh", "oh"])
PHRASE_FILLERS = re.compile(
    r"\b(?:you know|i mean|mind you|to be honest|if i'm honest|let's say|how to say)\b"
)
CLAUSE_END = (",", ";", ":", "—", "–")
OPENERS = frozenset({"and", "but", "so", "because", "then", "which", "where", "when", "although", "while"})
_SUBJECTS = """
i i'm i've i'd i'll we we've we'd we're they he she it it's there you the my our that this then in
everyone people
"""
SUBJECTS = frozenset(_SUBJECTS.split())

MIN_CLAUSE_WORDS = 3
"""A comma after fewer words ("So, um,") does not end a clause."""

RUN_ON_WORDS = 9
"""Without punctuation a clause that is already this long ends before "and we", "because it" and the like."""

MAX_CLAUSE_WORDS = 28
"""However it goes on, a clause ends here: recognised speech can lack punctuation altogether."""

MAX_SENTENCE_CLAUSES = 8

MAX_PIECE_WORDS = 38
"""A sentence that is longer is judged, and quoted, in parts."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first` to `last` (inclusive indices); `text` is lower case, without punctuation and fillers."""

    first: int
    last: int
    sentence: int
    text: str
    raw: str

    @property
    def question(self) -> bool:
        return self.raw.rstrip("\"')").endswith("?")


def plain(token: str) -> str:
    """A token in lower case without the punctuation around it: "Parcel," gives "parcel"."""
    return token.lower().replace("’", "'").strip(".,;:!?…\"“”()[]-—–'")


def plain_text(tokens: Sequence[str]) -> str:
    """Tokens as one line of plain words, fillers left out."""
    kept = [word for token in tokens if (word := plain(token)) and word not in FILLERS]
    return " ".join(PHRASE_FILLERS.sub(" ", " ".join(kept)).split())


def split_clauses(words: Sequence[Word]) -> tuple[Clause, ...]:
    """Cut at sentence ends, at commas that follow enough words and, in run-on speech, before openers."""
    tokens = [word.text for word in words]
    clauses: list[Clause] = []
    start = sentence = in_sentence = 0
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        ends = ends_sentence(token, following) or in_sentence >= MAX_SENTENCE_CLAUSES
        if not (ends or index == len(tokens) - 1 or _clause_ends(tokens, start, index)):
            continue
        text = plain_text(tokens[start : index + 1])
        if text:
            clauses.append(Clause(start, index, sentence, text, " ".join(tokens[start : index + 1])))
            in_sentence += 1
        start = index + 1
        if ends:
            sentence, in_sentence = sentence + 1, 0
    return tuple(clauses)


def split_pieces(clauses: Sequence[Clause]) -> tuple[tuple[int, int], ...]:
    """Sentences, long ones cut at a clause, as indices of their first and last clause (inclusive)."""
    pieces: list[tuple[int, int]] = []
    for index, clause in enumerate(clauses):
        goes_on = (
            pieces
            and clause.sentence == clauses[index - 1].sentence
            and clause.last - clauses[pieces[-1][0]].first < MAX_PIECE_WORDS
        )
        if goes_on:
            pieces[-1] = (pieces[-1][0], index)
        else:
            pieces.append((index, index))
    return tuple(pieces)


def _clause_ends(tokens: Sequence[str], start: int, index: int) -> bool:
    length = index - start + 1
    if tokens[index].endswith(CLAUSE_END):
        spoken = sum(plain(token) not in FILLERS for token in tokens[start : index + 1])
        return spoken >= MIN_CLAUSE_WORDS and index + 2 < len(tokens)
    if length >= MAX_CLAUSE_WORDS:
        return True
    if length < RUN_ON_WORDS or index + 2 >= len(tokens):
        return False
    following, after = plain(tokens[index + 1]), plain(tokens[index + 2])
    return following in FILLERS or (following in OPENERS and after in SUBJECTS)
