"""The file of a story checked from top to bottom: either a Story, or every mistake with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from voicesim.bank.document import Document, Problem, Value, read_document
from voicesim.bank.hints import close_to, quoted
from voicesim.inputs.text import clean
from voicesim.stories.outline import StoryOutline, read_outline
from voicesim.stories.story import HEADINGS, KEYS, STRONGEST, WEAKEST, Story

MATTER_LINE = 1
"""Lines of the file before the front matter's first."""


@dataclass(frozen=True, slots=True)
class CheckedStory:
    """What became of a file: `story` is None where there are `problems`; `remarks` are only advice."""

    path: Path
    story: Story | None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def check_story(text: str, path: Path) -> CheckedStory:
    """Never raises for the content; lines are those of the text, from 1."""
    outline = read_outline(text)
    matter = read_document(outline.matter or "")
    fields = _Fields(matter, outline)
    problems = sorted([*fields.problems, *_wrong_sections(outline)])
    if problems:
        return CheckedStory(path, None, tuple(problems))
    story = Story(
        name=path.stem,
        path=path,
        title=fields.title,
        tags=fields.tags,
        strength=fields.strength,
        last_told=fields.last_told,
        sections=outline.sections,
        keys=fields.keys,
    )
    return CheckedStory(path, story, (), tuple(sorted([*_unknown_keys(fields), *_remarks(story)])))


class _Fields:
    """The front matter's values as they should be, and what is wrong with them."""

    def __init__(self, matter: Document, outline: StoryOutline) -> None:
        self.problems = [_moved(each) for each in matter.problems]
        self._lines = matter
        if outline.open_matter:
            self._wrong((), "the front matter has no end; write a line --- below it")
        values = matter.value if isinstance(matter.value, dict) else {}
        if matter.value is not None and not isinstance(matter.value, dict):
            self._wrong((), "the front matter must be keys with values, such as title: The launch")
        self.keys = tuple((key, clean(_flat(value))) for key, value in values.items())
        self.title = self._title(values.get("title"), outline)
        self.tags = self._tags(values.get("tags"))
        self.strength = self._strength(values.get("strength"))
        self.last_told = self._date(values.get("last_told"))

    def line(self, key: str) -> int:
        return self._lines.line((key,)) + MATTER_LINE

    def _wrong(self, loc: tuple[str, ...], text: str) -> None:
        line = self._lines.line(loc) + MATTER_LINE if loc else 1
        self.problems.append(Problem(line, text))

    def _title(self, value: Value, outline: StoryOutline) -> str:
        if isinstance(value, str) and value.strip():
            return clean(" ".join(value.split()))
        if value is not None:
            self._wrong(("title",), "title must be a text in one line, such as title: The launch")
        elif outline.title is None and not self.problems:
            self._wrong((), "the story has no title; add title: to the front matter, or a heading # Title")
        return clean(outline.title[0]) if outline.title else ""

    def _tags(self, value: Value) -> tuple[str, ...]:
        """A list, or words parted by commas."""
        found = value.split(",") if isinstance(value, str) else value
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return tuple(clean(str(each).strip()) for each in found if str(each).strip())
        if value is not None:
            self._wrong(("tags",), "tags must be a list, such as [launch, conflict]")
        return ()

    def _strength(self, value: Value) -> int | None:
        if value is None:
            return None
        if isinstance(value, str) and value.strip() in map(str, range(WEAKEST, STRONGEST + 1)):
            return int(value)
        shown = f", not {quoted(value)}" if isinstance(value, str) else ""
        self._wrong(("strength",), f"strength must be a whole number from {WEAKEST} to {STRONGEST}{shown}")
        return None

    def _date(self, value: Value) -> date | None:
        if value is None:
            return None
        try:
            return date.fromisoformat(value.strip() if isinstance(value, str) else "")
        except ValueError:
            shown = f", not {quoted(value)}" if isinstance(value, str) else ""
            self._wrong(("last_told",), f"last_told must be a day such as 2026-11-23{shown}")
            return None


def _moved(problem: Problem) -> Problem:
    return Problem(problem.line + MATTER_LINE, problem.text)


def _flat(value: Value) -> str:
    """A value in one line, as it can be shown."""
    if isinstance(value, list):
        return ", ".join(map(_flat, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_flat(inner)}" for key, inner in value.items())
    return value or ""


def _wrong_sections(outline: StoryOutline) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for section in outline.sections:
        if section.part is None:
            continue
        if section.part in first:
            text = (
                f"the section {quoted(section.heading)} is there twice (first on line {first[section.part]})"
            )
            yield Problem(section.line, f"{text}; join them")
        first.setdefault(section.part, section.line)
    if not first and not outline.open_matter:
        named = ", ".join(f"## {heading}" for heading in HEADINGS.values())
        yield Problem(1, f"none of the sections of a story is there; write at least one of {named}")


def _unknown_keys(fields: _Fields) -> Iterator[Problem]:
    """Only those that are probably a slip: others are somebody's own."""
    for key, _ in fields.keys:
        near = () if key in KEYS else close_to(key.replace(" ", "_"), KEYS, 1)
        if near:
            yield Problem(fields.line(key), f"{quoted(key)} is kept but not read; did you mean {near[0]}?")


def _remarks(story: Story) -> Iterator[Problem]:
    for section in story.sections:
        near = () if section.part else close_to(section.heading, HEADINGS.values(), 1)
        if near:
            text = f"the section {quoted(section.heading)} is kept but not read; did you mean {near[0]}?"
            yield Problem(section.line, text)
    for part, heading in HEADINGS.items():
        if not story.part(part):
            yield Problem(_line_of(story, part), f"{heading} is empty; {_WANTED[part]}")


def _line_of(story: Story, part: str) -> int:
    return next((each.line for each in story.sections if each.part == part), 1)


_WANTED = {
    "situation": "say where this was and what was going on",
    "task": "say what you had to do",
    "action": "say what you did, step by step",
    "result": "say what came of it",
    "figures": "list the figures that you want to tell, so that they can be compared with what you say",
    "differently": "say what you would do differently, since you will be asked",
}
