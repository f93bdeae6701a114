"""A Markdown file taken apart: its front matter and the sections below it, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from voicesim.stories.markup import without_comments
from voicesim.stories.story import HEADINGS, StoryPart, StorySection

_FENCE = "---"
_HEADING = re.compile(r"(#{1,2})\s+(.*?)\s*#*\s*")
_CODE = re.compile(r"\s*(```|~~~)")
_OTHER_NAMES: dict[str, StoryPart] = {
    "actions": "action",
    "results": "result",
    "what i'd do differently": "differently",
    "what i would do differently next time": "differently",
    "figure": "figures",
    "numbers": "figures",
}
_NAMES = {heading.lower(): part for part, heading in HEADINGS.items()} | _OTHER_NAMES


@dataclass(frozen=True, slots=True)
class StoryOutline:
    """`matter` is the YAML between the first two lines of dashes, None where there is none or no end of it;
    `open_matter` says the latter. `title` is a heading of the first level that names no part, with its line.
    """

    matter: str | None
    open_matter: bool
    title: tuple[str, int] | None
    sections: tuple[StorySection, ...]


def read_outline(text: str) -> StoryOutline:
    """Sections begin at headings of the first two levels; deeper ones stay in the text of theirs. What stands
    before all of them is a section without a heading."""
    lines = text.split("\n")
    matter, start, is_open = _matter(lines)
    title: tuple[str, int] | None = None
    sections: list[StorySection] = []
    heading, first, body = "", start + 1, [""]
    for number, mark, name, line in _marked(lines, start):
        if not mark:
            body.append(line)
            continue
        sections += _section(heading, first, body)
        heading, first, body = name, number, []
        if mark == "#" and title is None and part_of(name) is None:
            title, heading = (name, number), ""
    sections += _section(heading, first, body)
    return StoryOutline(matter, is_open, title, tuple(sections))


def part_of(heading: str) -> StoryPart | None:
    """The part of a story that a heading names, in any case and with any apostrophe."""
    return _NAMES.get(" ".join(heading.replace("’", "'").lower().rstrip(":?").split()))


def _matter(lines: list[str]) -> tuple[str | None, int, bool]:
    """The front matter, the place of the first line behind it, and whether its end is missing."""
    if not lines or lines[0].rstrip() != _FENCE:
        return None, 0, False
    for place, line in enumerate(lines[1:], 1):
        if line.rstrip() in (_FENCE, "..."):
            return "\n".join(lines[1:place]), place + 1, False
    return None, len(lines), True


def _marked(lines: list[str], start: int) -> list[tuple[int, str, str, str]]:
    """Each line with its number and, where it is a heading that begins a section, its mark and name. In code
    and in comments there are none."""
    found = []
    in_code = False
    bare = without_comments("\n".join(lines)).split("\n")
    for place in range(start, len(lines)):
        in_code ^= bool(_CODE.match(bare[place]))
        heading = None if in_code else _HEADING.fullmatch(bare[place])
        mark, name = (heading[1], heading[2]) if heading and heading[2] else ("", "")
        found.append((place + 1, mark, name, lines[place]))
    return found


def _section(heading: str, line: int, body: list[str]) -> list[StorySection]:
    """None for what stands without a heading where there is nothing."""
    text = "\n".join(body).strip("\n")
    if not heading and not text.strip():
        return []
    return [StorySection(heading, text, line, part_of(heading))]
