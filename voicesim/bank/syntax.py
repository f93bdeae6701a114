"""What the YAML parser trips over, told in the words of a person who writes a question bank."""

from __future__ import annotations

from collections.abc import Sequence

NEVER_ENDS = (
    ("could not find expected ':'", "a key has no colon after it; write `key: value`"),
    ("unexpected end of stream", "a quotation mark is opened here and never closed; close it"),
    ("did not find expected ',' or", "a bracket is not closed, or a comma missing; write lists with dashes"),
    ("expected ',' or", "a bracket is not closed, or a comma missing; write lists with dashes"),
)
"""What is noticed too late: the mistake is where the parser began, not where it gave up."""

MISALIGNED = "the indentation or the quotes are off; line this up with its neighbours"
REMEDIES = (
    (
        "mapping values are not allowed",
        "a colon and a space stand inside a text; put the text in quotes, or below the key after >-",
    ),
    ("did not find expected key", MISALIGNED),
    ("did not find expected '-'", MISALIGNED),
    ("expected <block end>", MISALIGNED),
    (
        "node content",
        "a bracket above is not closed, or a value is missing; write lists with dashes",
    ),
    ("sequence entries are not allowed", "a dash stands where no list can start; give it its own line"),
    (
        "cannot start any token",
        "a text starts with a character that means something in YAML; put it in quotes",
    ),
)


def explain_syntax_error(error: Exception, lines: Sequence[str]) -> tuple[int, str]:
    """The line (from 1) and a sentence with the remedy for an error that PyYAML raised on these lines."""
    line = min(_line(error, "problem_mark"), len(lines))
    said = str(getattr(error, "problem", None) or error).strip().split("\n")[0]
    if _indented_with_tab(lines[line - 1]):
        return line, "a tab is used for indentation; use spaces"
    for part, text in NEVER_ENDS:
        if part in said:
            return _line(error, "context_mark"), text
    for part, text in REMEDIES:
        if part in said:
            return line, text
    return line, f"this is not valid YAML ({said}); check the indentation, quotes and colons here"


def _line(error: Exception, mark_name: str) -> int:
    mark = getattr(error, mark_name, None)
    return 1 if mark is None else int(mark.line) + 1


def _indented_with_tab(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]
