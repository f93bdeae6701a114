"""A draft as the YAML text of a bank, with a comment at all that was guessed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

import yaml

from voicesim.drafts.draft import BankDraft, DraftPoint, DraftQuestion

SCHEMA_FILE = "voicesim-bank.schema.json"
SCHEMA_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}"
"""How editors with a YAML language server are told the schema, which lies beside the bank."""

WIDTH = 110
GUESSED = "  # guessed"


def bank_text(draft: BankDraft, head: Iterable[str] = ()) -> str:
    """The bank as text; the lines of `head` come first, as comments."""
    return "\n".join((SCHEMA_LINE, *(f"# {line}" for line in head), *_bank(draft))) + "\n"


def _bank(draft: BankDraft) -> Iterator[str]:
    if draft.title:
        yield _pair("title", draft.title, 0)
    if len(draft.sections) == 1 and not draft.sections[0].id:
        yield from _questions(draft.questions, 0)
        return
    yield "sections:"
    taken = {section.id for section in draft.sections}
    for section in draft.sections:
        yield f"- id: {quoted_text(section.id or _free('general', taken))}"
        if section.title:
            yield _pair("title", section.title, 2)
        yield from _questions(section.questions, 2)


def _free(name: str, taken: set[str]) -> str:
    return name if name not in taken else _free(f"{name}-1", taken)


def _questions(questions: Iterable[DraftQuestion], indent: int) -> Iterator[str]:
    yield " " * indent + "questions:"
    for question in questions:
        yield from (" " * indent + line for line in question_lines(question))


def question_lines(question: DraftQuestion) -> Iterator[str]:
    """One entry of a list of questions."""
    for number, line in enumerate(_question(question)):
        yield ("- " if number == 0 else "  ") + line


def _question(question: DraftQuestion) -> Iterator[str]:
    yield f"id: {quoted_text(question.id)}"
    yield from _pair("prompt", question.prompt, 0).split("\n")
    yield f"style: {question.style}{GUESSED if question.style_guessed else ''}"
    yield f"target_s: {question.target_s:g}{GUESSED if question.target_guessed else ''}"
    yield "key_points:"
    for point in question.points:
        yield from _point(point)
    if question.notes:
        yield "notes:"
    for note in question.notes:
        yield from f"- {_scalar(note, 2)}".split("\n")


def _point(point: DraftPoint) -> Iterator[str]:
    yield f"- id: {quoted_text(point.id)}" + ("  # made up, since no point is given" if point.made_up else "")
    if point.kind != "content":
        yield f"  kind: {point.kind}{GUESSED}"
    yield from _pair("means", point.means, 2).split("\n")


def _pair(key: str, text: str, indent: int) -> str:
    return f"{' ' * indent}{key}: {_scalar(text, indent + 2)}"


def _scalar(text: str, indent: int) -> str:
    """One line of text, in quotes where YAML needs them; folded below `>-` when it is long."""
    if len(text) + indent < WIDTH - 20:
        return quoted_text(text)
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join((">-", *(" " * indent + line for line in lines)))


def quoted_text(text: str) -> str:
    """A text on one line, in quotes where YAML needs them."""
    shown: str = yaml.safe_dump(text, allow_unicode=True, width=10**6)
    return shown.removesuffix("\n").removesuffix("\n...")
