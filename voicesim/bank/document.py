"""A YAML file as plain values, with the line on which each of them stands.

The events of the parser are put together here and not by PyYAML's own composer, because a file that
somebody else wrote must not be able to exhaust memory or the stack: aliases, tags and deep nesting are
refused. Every scalar stays text (so that an id `on` or a cue `no` means what it says); an empty one is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from voicesim.bank.hints import quoted
from voicesim.bank.syntax import explain_syntax_error

Loc: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

MAX_DEPTH = 12
MAX_NODES = 200_000
YAML_TAG = "tag:yaml.org,2002:"
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
NOT_IN_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong on a line (counted from 1): what it is and, after a semicolon, what to do about it."""

    line: int
    text: str


@dataclass(slots=True)
class Document:
    """`lines` says for every value, by its path of keys and indices, the line of its key or of the value."""

    value: Value = None
    lines: dict[Loc, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, loc: Loc) -> int:
        """The line of this value, or of the nearest one around it that the file does have."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)


class _Refused(Exception):
    """The rest of the file is not worth reading; carries the reason."""

    def __init__(self, event: Event, text: str) -> None:
        self.problem = Problem(_line(event), text)
        super().__init__(text)


def read_document(text: str) -> Document:
    """Parse YAML. Never raises for the content: what is wrong with it is in `problems`."""
    document = Document()
    document.problems.extend(_unprintable_lines(text))
    if document.problems:
        return document
    try:
        _Composer(document, yaml.parse(text, Loader=_Loader)).compose()
    except _Refused as refused:
        document.problems.append(refused.problem)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        document.problems.append(Problem(*explain_syntax_error(error, LINE_END.split(text))))
    return document


def _unprintable_lines(text: str) -> Iterator[Problem]:
    if not NOT_IN_YAML.search(text):
        return
    for number, line in enumerate(LINE_END.split(text), start=1):
        found = NOT_IN_YAML.search(line)
        if found:
            yield Problem(number, f"this line has the control character {quoted(found[0])}; delete it")


class _Composer:
    def __init__(self, document: Document, events: Iterator[Event]) -> None:
        self.document = document
        self.events = events
        self.nodes = 0

    def compose(self) -> None:
        next(self.events)
        first = next(self.events)
        if not isinstance(first, DocumentStartEvent):
            return
        event = next(self.events)
        self.document.lines[()] = _line(event)
        self.document.value = self.value(event, ())
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                raise _Refused(event, "a second document starts here; keep one bank in each file")

    def value(self, event: Event, loc: Loc) -> Value:
        self.refuse(event, loc)
        if isinstance(event, MappingStartEvent):
            return self.mapping(loc)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(loc)
        assert isinstance(event, ScalarEvent)
        plain = event.implicit[0]
        return None if plain and event.value in EMPTY else str(event.value)

    def refuse(self, event: Event, loc: Loc) -> None:
        self.nodes += 1
        if isinstance(event, AliasEvent):
            raise _Refused(
                event,
                f"the alias {quoted('*' + str(event.anchor))} is not allowed here; "
                "write the text out, or put a text that starts with * in quotes",
            )
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            raise _Refused(
                event,
                f"the tag {quoted(event.tag.replace(YAML_TAG, '!!'))} is not allowed here; "
                "delete it, or put a text that starts with ! in quotes",
            )
        if len(loc) > MAX_DEPTH:
            raise _Refused(event, f"this is nested more than {MAX_DEPTH} levels deep; check the brackets")
        if self.nodes > MAX_NODES:
            raise _Refused(event, f"the file has more than {MAX_NODES:,} entries; split it")

    def sequence(self, loc: Loc) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(self.events), CollectionEndEvent):
            inner = (*loc, len(items))
            self.document.lines[inner] = _line(event)
            items.append(self.value(event, inner))
        return items

    def mapping(self, loc: Loc) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        while not isinstance(event := next(self.events), CollectionEndEvent):
            key = self.key(event, loc)
            if key in entries:
                self.value(next(self.events), (*loc, f"{key} again"))
                first = self.document.lines[(*loc, key)]
                text = f"{quoted(key)} is given twice (first on line {first}); keep one of them"
                self.document.problems.append(Problem(_line(event), text))
                continue
            self.document.lines[(*loc, key)] = _line(event)
            entries[key] = self.value(next(self.events), (*loc, key))
        return entries

    def key(self, event: Event, loc: Loc) -> str:
        self.refuse(event, loc)
        if not isinstance(event, ScalarEvent):
            raise _Refused(event, "a list or a mapping stands where a key should; write a word and a colon")
        return str(event.value)


def _line(event: Event) -> int:
    mark = event.start_mark
    return 1 if mark is None else mark.line + 1
