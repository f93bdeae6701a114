"""The text of a new story: empty, to be filled in, or a first draft out of what was said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from voicesim.assess.assessment import Figure, Part
from voicesim.assess.figure_units import in_one_unit
from voicesim.speech.words import Word
from voicesim.stories.story import HEADINGS, StoryPart

LEFT_OVER = "As it was said"
"""The section for the words that the assessment gave to no part of a story."""

_HINTS: dict[StoryPart, str] = {
    "situation": "Where was this, and what was going on? Two or three sentences.",
    "task": "What had to be done, and what was your part?",
    "action": "What did you do, step by step? What did you decide against?",
    "result": "What came of it, in figures?",
    "figures": "One a line, such as: - churn fell from 9 to 6 percent in two quarters",
    "differently": "What did you learn, and what would you do another time?",
}


def starter(title: str) -> str:
    """A story without words, with a hint in each part."""
    parts = [f"## {heading}\n\n<!-- {_HINTS[part]} -->\n" for part, heading in HEADINGS.items()]
    return "\n".join([_matter(title, (), None), *parts])


def draft(
    title: str,
    tags: Sequence[str],
    told_on: date,
    words: Sequence[Word],
    parts: Sequence[Part],
    figures: Sequence[Figure],
) -> str:
    """What was said, divided by the `parts` of a story that were found in it, with its figures in a list.

    Words that belong to no part stand below all others, in a section that is kept and not read.
    """
    said: dict[StoryPart, list[str]] = {part: [] for part in HEADINGS}
    rest = list(range(len(words)))
    for part in parts:
        if part.name in said:
            among = range(part.first_word, part.last_word + 1)
            said[part.name].append(" ".join(words[place].text for place in among))
            rest = [place for place in rest if place not in among]
    said["figures"] = _figure_lines(figures)
    sections = [_section(heading, part, said[part]) for part, heading in HEADINGS.items()]
    if rest:
        hint = "<!-- These words belong to no part; move what you need, delete the rest. -->"
        sections.append(f"## {LEFT_OVER}\n\n{hint}\n\n{_sentences(words, rest)}\n")
    return "\n".join([_matter(title, tags, told_on), *sections])


def _matter(title: str, tags: Sequence[str], told_on: date | None) -> str:
    """Front matter; JSON's strings are YAML's, whatever stands in them."""
    listed = ", ".join(json.dumps(tag, ensure_ascii=False) for tag in tags)
    return (
        f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\ntags: [{listed}]\n"
        f"strength:{' ' * 11}# 1 to 5: how good a story it is\n"
        f"last_told: {told_on.isoformat() if told_on else ' ' * 9 + '# a day such as 2026-11-23'}\n---\n"
    )


def _section(heading: str, part: StoryPart, said: Sequence[str]) -> str:
    between = "\n" if part == "figures" else "\n\n"
    return f"## {heading}\n\n{between.join(said) or f'<!-- {_HINTS[part]} -->'}\n"


def _figure_lines(figures: Sequence[Figure]) -> list[str]:
    """Each figure once, with what it measures where the sentence tells."""
    lines: dict[tuple[float, str | None], str] = {}
    for figure in figures:
        line = f"- {figure.text}{f' ({figure.about})' if figure.about else ''}"
        lines.setdefault(in_one_unit(figure), line)
    return list(lines.values())


def _sentences(words: Sequence[Word], places: Sequence[int]) -> str:
    """The words at these places; a line for each run of them."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] == 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return "\n\n".join(" ".join(words[place].text for place in run) for run in runs)
