"""Notes in Markdown: whatever was said, it stays text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sample_session import QUESTION, SESSION, story
from voicesim.report.markdown import markdown, plain


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# heading", r"\# heading"),
        ("1. item", r"1\. item"),
        ("- item", r"\- item"),
        ("*bold* _it_ `code`", r"\*bold\* \_it\_ \`code\`"),
        ("[a](http://x)", r"\[a\](http://x)"),
        ("<script>x</script>", r"\<script\>x\</script\>"),
        ("a\n\n# b", r"a \# b"),
        ("R&D", "R&amp;D"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("12 percent, not 1.5", "12 percent, not 1.5"),
    ],
)
def test_text_is_shown_as_it_is(text: str, wanted: str) -> None:
    assert plain(text) == wanted


def test_a_question_cannot_add_headings() -> None:
    question = replace(QUESTION, prompt="Why?\n# Fired", section="\n# s")
    lines = markdown(SESSION, [replace(story(), question=question)]).splitlines()
    assert [line for line in lines if line.startswith("# ")] == ["# Interview practice"]
