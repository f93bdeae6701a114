"""Cards as Anki exports them as text: lines of `#key:value`, then notes whose fields are cells of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from voicesim.bank.hints import listed
from voicesim.drafts.cards import Leftover, Pile, QuestionCard, has_words, lines_left, one_line
from voicesim.drafts.cells import noted, points_in
from voicesim.drafts.table import TableRow, rows_of
from voicesim.drafts.web_text import looks_like_html, web_text
from voicesim.errors import InputError

_HEADER = re.compile(r"#([a-z ]+):(.*)", re.IGNORECASE)
_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
_UNLIKE = frozenset({"notetype", "guid"})
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_SOUND = re.compile(r"\[sound:([^\[\]]+)\]")


@dataclass(slots=True)
class _Header:
    """What the first lines say; columns are counted from 1."""

    separator: str = "\t"
    html: bool | None = None
    deck: str = ""
    columns: dict[int, str] = field(default_factory=dict)
    lines: int = 0
    left: list[Leftover] = field(default_factory=list)


def is_anki(text: str) -> bool:
    """Whether a text begins as Anki begins its exports."""
    return (
        re.match(r"#(separator|html|notetype|deck|tags|columns)\b[a-z ]*:", text, re.IGNORECASE) is not None
    )


def read_anki(text: str, name: str) -> Pile:
    """The notes of an export: the first field is the question, the second holds the points, the others are
    noted. Raises InputError with file and line where a quotation mark is wrong or a separator unknown."""
    header, body = _header(text, name)
    rows = list(rows_of(body, header.separator, name, first_line=header.lines + 1))
    assumed = []
    if header.html is None:
        header.html = looks_like_html(body)
        read_as = "HTML, which became plain text" if header.html else "plain text"
        assumed.append(f"The file does not say whether its fields are HTML; they were read as {read_as}.")
    left = list(header.left)
    cards = []
    for row in rows:
        card = _card(row, header, left)
        if card.prompt:
            cards.append(card)
        else:
            left += lines_left(row.line, [*card.points, *card.notes])
    unlike = sorted(set(header.columns.values()) & _UNLIKE)
    if unlike:
        assumed.append(f"Left out, since nothing in a bank is like it: the column {listed(unlike, 'and')}.")
    return Pile(tuple(cards), header.deck, tuple(left), tuple(assumed))


def _header(text: str, name: str) -> tuple[_Header, str]:
    header = _Header()
    rest = text
    while found := _HEADER.match(rest):
        header.lines += 1
        _take(header, found[1].strip().lower(), found[2].strip(), name)
        rest = rest[found.end() :].removeprefix("\n")
    return header, rest


def _take(header: _Header, key: str, value: str, name: str) -> None:
    where = re.fullmatch(r"(deck|notetype|tags|guid) column", key)
    if key == "separator":
        separator = _SEPARATORS.get(value.lower(), value)
        if len(separator) != 1:
            raise InputError(
                f"{name}:{header.lines}: the separator {value!r:.20} is unknown; export with tabs."
            )
        header.separator = separator
    elif key == "html":
        header.html = value.lower() == "true"
    elif key == "deck":
        header.deck = _heading(value)
    elif where and value.isdecimal() and len(value) < 4:
        header.columns[int(value)] = where[1]
    elif key == "columns":
        names = enumerate(value.split(header.separator), 1)
        header.columns |= {number: each for number, each in names if number not in header.columns}
    else:
        header.left += lines_left(header.lines, [f"{key}: {value}"])


def _heading(deck: str) -> str:
    """A deck within decks, which Anki writes as A::B."""
    return ": ".join(one_line(part) for part in deck.split("::") if part.strip())


def _card(row: TableRow, header: _Header, left: list[Leftover]) -> QuestionCard:
    texts: list[tuple[str, str]] = []
    notes: list[str] = []
    section = ""
    for number, cell in enumerate(row.cells, 1):
        column = header.columns.get(number, "")
        if column == "deck":
            section = _heading(cell)
        elif column == "tags":
            notes += noted(column, cell)
        elif column in _UNLIKE:
            continue
        else:
            told = _plain(cell, header, row.line, left)
            notes += told.notes
            texts.append((column or f"field {number}", told.text))
    (_, question), *others = texts or [("", "")]
    hidden = tuple(one_line(found[1]) for found in _CLOZE.finditer(question))
    asked = one_line(_CLOZE.sub(lambda found: found[2] or "…", question))
    points = hidden + (points_in(others[0][1]) if others else ())
    for column, text in others[1:]:
        notes += noted(column, text)
    if not has_words(asked):
        return QuestionCard(row.line, "", section, (asked, *points), tuple(notes))
    return QuestionCard(row.line, asked, section, points, tuple(notes))


@dataclass(frozen=True, slots=True)
class _Plain:
    text: str
    notes: Sequence[str]


def _plain(cell: str, header: _Header, line: int, left: list[Leftover]) -> _Plain:
    """A field without HTML; addresses and the names of sounds are noted."""
    sounds = tuple(f"sound: {found[1]}" for found in _SOUND.finditer(cell))
    text = _SOUND.sub(" ", cell)
    if not header.html:
        return _Plain(text, sounds)
    found = web_text(text)
    left += lines_left(line, found.unshown)
    return _Plain(found.text, (*sounds, *found.addresses))
