"""Questions in a table (CSV), whose first row names the columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from voicesim.bank.hints import listed, quoted
from voicesim.drafts.cards import Leftover, Pile, QuestionCard, lines_left, one_line
from voicesim.drafts.cells import noted, points_in, seconds_in, style_in
from voicesim.errors import InputError

SEPARATORS = (",", ";", "\t", "|")
_NO_SEPARATOR = "\x1f"
"""For a table of one column, whose commas are those of its texts."""

_SEPARATOR_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)
_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("question", "questions", "prompt", "front", "q", "interview question"), "question"),
    **dict.fromkeys(("point", "points", "key point", "key points", "bullet", "bullets"), "points"),
    **dict.fromkeys(("answer", "answers", "back", "a", "expected points", "good answer"), "points"),
    **dict.fromkeys(("section", "category", "topic", "theme", "area", "deck", "group"), "section"),
    **dict.fromkeys(("style", "type", "kind"), "style"),
    **dict.fromkeys(("target", "target s", "seconds", "time", "duration", "length"), "seconds"),
    **dict.fromkeys(("minutes", "min", "mins", "target min", "target minutes"), "minutes"),
    "id": "id",
}
"""What a column is for, by its name in lower-case words without a number at its end."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row, and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


def read_table(text: str, name: str) -> Pile:
    """The questions of a table. Raises InputError, with file and line, when no column has questions, or a
    quotation mark is wrong."""
    body, separator = _told_separator(text)
    rows = list(rows_of(body, separator or _separator(body), name, first_line=1 + (separator is not None)))
    if not rows:
        raise InputError(
            f"{name}:1: the table is empty; name the columns in its first line, such as question."
        )
    roles = [role(cell) for cell in rows[0].cells]
    if "question" not in roles:
        named = listed((quoted(one_line(cell)) for cell in rows[0].cells), "and")
        raise InputError(
            f"{name}:{rows[0].line}: no column is called question or prompt, only {named}; "
            "name the columns in the first line."
        )
    return _Table(rows[0].cells, roles).read(rows[1:])


def role(heading: str) -> str:
    """What a column of this name is for; empty where the name says nothing."""
    words = " ".join(re.findall(r"[a-z]+", heading.lower()))
    return _COLUMNS.get(words, "")


def rows_of(text: str, separator: str, name: str, *, first_line: int) -> Iterator[TableRow]:
    """The rows that are not empty. Raises InputError with the line where a quotation mark is wrong."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    while True:
        line = first_line + reader.line_num
        try:
            cells = tuple(next(reader))
        except StopIteration:
            return
        except csv.Error as exc:
            raise InputError(
                f"{name}:{line}: the quotation marks of this row do not match ({exc}); put the text in "
                "quotation marks, and write each one inside of it twice."
            ) from exc
        if any(cell.strip() for cell in cells):
            yield TableRow(line, cells)


def _told_separator(text: str) -> tuple[str, str | None]:
    """The table and the separator that a first line `sep=;`, as spreadsheets write it, names."""
    told = _SEPARATOR_LINE.match(text)
    return (text[told.end() :], told[1]) if told else (text, None)


def _separator(text: str) -> str:
    """The one with which most columns have a name that says something."""
    first = text.lstrip().split("\n", 1)[0]

    def known(separator: str) -> int:
        return sum(role(cell.strip().strip('"')) != "" for cell in first.split(separator))

    separator = max(SEPARATORS, key=known)
    return separator if separator in first else _NO_SEPARATOR


class _Table:
    """Reads row by row. `announced` are sections that have a row of their own above their questions."""

    def __init__(self, headings: Sequence[str], roles: Sequence[str]) -> None:
        self._headings = headings
        self._roles = roles
        self._cards: list[QuestionCard] = []
        self._left: list[Leftover] = []
        self._went_on = 0
        self._section = ""
        self._announced: dict[str, int] = {}

    def read(self, rows: Sequence[TableRow]) -> Pile:
        for row in rows:
            self._row(row)
        for section in self._announced.keys() - {card.section for card in self._cards}:
            self._left += lines_left(self._announced[section], [section])
        assumed = (
            ("Rows that name no question, or the one above again, belong to the question above them.",)
            if self._went_on
            else ()
        )
        return Pile(tuple(self._cards), "", tuple(self._left), assumed)

    def _row(self, row: TableRow) -> None:
        card = self._card(row)
        above = self._cards[-1] if self._cards else None
        again = above is not None and (card.prompt, card.section) == (above.prompt, above.section)
        if card == QuestionCard(row.line, "", card.section):
            self._announced[card.section] = row.line
            return
        if above is not None and (again or not card.prompt):
            self._went_on += 1
            self._cards[-1] = _joined(above, card)
        elif card.prompt:
            self._cards.append(card)
        else:
            self._left += lines_left(row.line, [" ".join(row.cells)])

    def _card(self, row: TableRow) -> QuestionCard:
        """The card of one row; a section that is left out is the one above, as in a merged cell."""
        questions = [one_line(cell) for cell in self._cells(row, "question")]
        self._section = ": ".join(map(one_line, self._cells(row, "section"))) or self._section
        points = tuple(point for cell in self._cells(row, "points") for point in points_in(cell))
        card = QuestionCard(row.line, "".join(questions[:1]), self._section, points, tuple(questions[1:]))
        for number, cell in enumerate(row.cells):
            card = self._with(card, number, cell)
        return card

    def _cells(self, row: TableRow, wanted: str) -> list[str]:
        paired = zip(self._roles, row.cells, strict=False)
        return [cell for purpose, cell in paired if purpose == wanted and cell.strip()]

    def _with(self, card: QuestionCard, number: int, cell: str) -> QuestionCard:
        """The card with a cell of any other column; one that cannot be used becomes a note."""
        purpose = self._roles[number] if number < len(self._roles) else ""
        if purpose in ("question", "section", "points") or not cell.strip():
            return card
        if purpose == "id" and not card.id:
            return replace(card, id=one_line(cell))
        if purpose == "style" and card.style is None and (style := style_in(cell)):
            return replace(card, style=style)
        unit_s = 60.0 if purpose == "minutes" else 1.0
        if purpose in ("seconds", "minutes") and card.target_s is None:
            target_s = seconds_in(cell, unit_s=unit_s)
            if target_s is not None:
                return replace(card, target_s=target_s)
        heading = self._headings[number] if number < len(self._headings) else ""
        return replace(card, notes=card.notes + noted(heading.strip() or f"column {number + 1}", cell))


def _joined(above: QuestionCard, more: QuestionCard) -> QuestionCard:
    """A question with what another of its rows adds; what says otherwise is noted."""
    notes = more.notes
    for name in ("section", "id", "style", "target_s"):
        first, second = getattr(above, name), getattr(more, name)
        if second and first != second and (first or name == "section"):
            notes += noted(name, str(second))
    return replace(
        above,
        points=above.points + tuple(point for point in more.points if point not in above.points),
        notes=above.notes + tuple(note for note in notes if note not in above.notes),
        id=above.id or more.id,
        style=above.style or more.style,
        target_s=above.target_s or more.target_s,
    )
