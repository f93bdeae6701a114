"""A bank file checked from top to bottom: either a Bank, or every mistake with its line and remedy."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from voicesim.bank.document import Document, Loc, Problem, Value, read_document
from voicesim.bank.hints import printable, quoted
from voicesim.bank.messages import message_of
from voicesim.bank.question import Bank, Fact, KeyPoint, Question, Range, Section
from voicesim.bank.shape import BankEntry, KeyPointEntry, QuestionEntry, SectionEntry, slug
from voicesim.errors import BankError

DEFAULT_SECTION = "general"
DEFAULT_PROBES = {
    "tradeoff": "What did you give up or decide against for that, and why?",
    "metric": "How did you measure that? Which figure can you name?",
}


def parse_bank(text: str, name: str, default_id: str) -> Bank:
    """The bank written in this YAML text; `name` stands for the file in messages.

    Raises BankError with one line `name:line: what is wrong; remedy` for every mistake.
    """
    document = read_document(text)
    entry = _validated(document) if _is_readable(document) else None
    if document.problems or entry is None:
        raise BankError(tuple(f"{printable(name)}:{p.line}: {p.text}" for p in sorted(document.problems)))
    return _bank(entry, default_id)


def _is_readable(document: Document) -> bool:
    """Whether there is something to validate; if not, more complaints would only be noise."""
    if document.problems and document.value is None:
        return False
    if not document.value:
        document.problems.append(Problem(1, "the file is empty; add `questions:` with at least one"))
    elif not isinstance(document.value, dict):
        text = "a bank is made of keys; start it with `title:` and `questions:`"
        document.problems.append(Problem(document.line(()), text))
    return bool(document.value) and isinstance(document.value, dict)


def _validated(document: Document) -> BankEntry | None:
    document.problems.extend(_wrong_top_level(document))
    document.problems.extend(_repeated_ids(document))
    document.problems.extend(_repeated_terms(document))
    try:
        return BankEntry.model_validate(document.value)
    except ValidationError as error:
        found = (message_of(each, document.value) for each in error.errors(include_url=False))
        document.problems.extend(Problem(document.line(loc), text) for loc, text in found)
    return None


def _wrong_top_level(document: Document) -> Iterator[Problem]:
    assert isinstance(document.value, dict)
    if "sections" in document.value and "questions" in document.value:
        text = "the bank has both `sections:` and `questions:`; move the questions into a section"
        yield Problem(document.line(("questions",)), text)
    if "sections" not in document.value and "questions" not in document.value:
        yield Problem(document.line(()), "the bank has no questions; add them under `questions:`")


def _repeated_ids(document: Document) -> Iterator[Problem]:
    sections = list(_entries(document.value, (), "sections"))
    questions = [*_entries(document.value, (), "questions")]
    for loc, section in sections:
        questions.extend(_entries(section, loc, "questions"))
    yield from _repeats(document, "section", sections)
    yield from _repeats(document, "question", questions)
    for loc, question in questions:
        yield from _repeats(document, "key point", list(_entries(question, loc, "key_points")))


def _entries(value: Value, loc: Loc, key: str) -> Iterator[tuple[Loc, dict[str, Value]]]:
    items = value.get(key) if isinstance(value, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield (*loc, key, index), item


def _repeats(document: Document, noun: str, entries: list[tuple[Loc, dict[str, Value]]]) -> Iterator[Problem]:
    first_lines: dict[str, int] = {}
    for loc, entry in entries:
        name, line = entry.get("id"), document.line((*loc, "id"))
        if not isinstance(name, str):
            continue
        if name in first_lines:
            text = f"the {noun} id {quoted(name)} is used twice (first on line {first_lines[name]})"
            yield Problem(line, f"{text}; give this {noun} another id")
        first_lines.setdefault(name, line)


def _repeated_terms(document: Document) -> Iterator[Problem]:
    terms = document.value.get("vocabulary") if isinstance(document.value, dict) else None
    first_lines: dict[str, int] = {}
    for index, term in enumerate(terms if isinstance(terms, list) else ()):
        if not isinstance(term, str) or not term.strip():
            continue
        line, key = document.line(("vocabulary", index)), " ".join(term.casefold().split())
        if key in first_lines:
            text = f"the vocabulary term {quoted(term)} is given twice (first on line {first_lines[key]})"
            yield Problem(line, f"{text}; delete one of them")
        first_lines.setdefault(key, line)


def _bank(entry: BankEntry, default_id: str) -> Bank:
    sections = entry.sections or [SectionEntry(id=DEFAULT_SECTION, questions=entry.questions)]
    bank_id = entry.id or slug(default_id)
    title, all_sections = entry.title or _heading(bank_id), tuple(_section(each) for each in sections)
    bank = Bank(bank_id, title, "", all_sections, tuple(entry.vocabulary))
    return dataclasses.replace(bank, version=_version(bank))


def _section(entry: SectionEntry) -> Section:
    questions = tuple(_question(each, entry.id) for each in entry.questions)
    return Section(entry.id, entry.title or _heading(entry.id), entry.source, questions)


def _question(entry: QuestionEntry, section_id: str) -> Question:
    points = tuple(_key_point(each) for each in entry.key_points)
    facts = tuple(Fact(tuple(each.asks), each.says) for each in entry.facts)
    between = Range(min(entry.range), max(entry.range), entry.unit) if entry.range else None
    return Question(
        entry.id,
        section_id,
        entry.prompt,
        entry.style,
        entry.target_s,
        points,
        facts,
        between,
        tuple(entry.notes),
    )


def _key_point(entry: KeyPointEntry) -> KeyPoint:
    return KeyPoint(
        entry.id, entry.kind, entry.means, tuple(entry.cues), entry.probe or _default_probe(entry)
    )


def _default_probe(entry: KeyPointEntry) -> str:
    what_counts = re.split(r"(?<=[.!?])\s", entry.means)[0].rstrip(".!?")
    return DEFAULT_PROBES.get(entry.kind, f"I have not heard this yet: {what_counts}. Could you add to that?")


def _heading(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _version(bank: Bank) -> str:
    """Twelve hex digits that change with the content, and not with its layout, comments or notes."""
    content: dict[str, Any] = dataclasses.asdict(bank)
    del content["version"]
    if not bank.vocabulary:
        del content["vocabulary"]  # banks from before there was one keep their version
    for question in (each for section in content["sections"] for each in section["questions"]):
        del question["notes"]
        for name in ("facts", "estimate"):
            if not question[name]:
                del question[name]  # as above
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]
