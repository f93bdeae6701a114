"""What a story's file may hold, what is kept, and how every mistake in it is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stories.written import LAUNCH, story
from voicesim.stories.read import check_story


def mistakes(text: str) -> list[tuple[int, str]]:
    found = check_story(text, Path("a.md"))
    assert (found.story is None) == bool(found.problems)
    return [(problem.line, problem.text) for problem in found.problems]


def test_everything_of_a_story_is_read() -> None:
    read = story()
    assert (read.title, read.tags, read.strength) == ("The late launch", ("launch", "conflict"), 4)
    assert read.last_told == date(2026, 3, 2)
    assert read.part("situation") == "We were to launch returns for 40 small shops before Christmas."
    assert read.part("action") == "I sat down with both teams. We dropped the forecasts to keep the date."
    assert read.part("differently") == "I would have asked support first."


def test_what_is_not_known_is_kept() -> None:
    read = story()
    assert dict(read.keys)["mood"] == "tense"
    assert [(each.heading, each.text) for each in read.sections if each.part is None] == [
        ("", "Some thoughts before."),
        ("Who was there", "Ann and Bo."),
    ]
    assert "Ann and Bo" not in read.text


def test_the_minutes_leave_the_list_of_figures_out() -> None:
    assert "churn from 9 to 6 percent." in story().text
    assert "churn from 9 to 6" not in story().told
    assert story().minutes == pytest.approx(len(story().told.split()) / 150)


def test_a_heading_of_the_first_level_is_a_title() -> None:
    assert story("# The late launch\n\n## Task\n\nTo ship.\n").title == "The late launch"


def test_code_comments_and_deeper_headings_begin_no_section() -> None:
    read = story("# T\n## Task\nOne.\n<!--\n## Result\n-->\n```\n## Action\n```\n### More\nTwo.\n")
    assert [each.part for each in read.sections] == ["task"]
    assert read.part("task").startswith("One.")
    assert read.part("task").endswith("Two.")


def test_windows_line_ends_and_headings_in_any_case(tmp_path: Path) -> None:
    from voicesim.stories.folder import read_story

    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n# RESULTS:\r\nUp.\r\n")
    found = read_story(path).story
    assert found is not None
    assert found.part("result") == "Up."


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (LAUNCH.replace("strength: 4", "strength: 9"), 4, 'from 1 to 5, not "9"'),
        (LAUNCH.replace("2026-03-02", "in March"), 5, "last_told must be a day such as"),
        (LAUNCH.replace("[launch, conflict]", "{a: b}"), 3, "tags must be a list"),
        (LAUNCH.replace("title: The late launch", "title:"), 1, "no title"),
        (LAUNCH.replace("tags: [", "title: again\ntags: ["), 3, "given twice"),
        (LAUNCH + "\n## Task\n\nAgain.\n", 41, "there twice (first on line 15)"),
        ("---\ntitle: A\n## Task\nTo ship.", 1, "no end"),
        ("---\ntitle: [\n---\n## Task\nTo ship.", 2, "bracket"),
        ("---\njust words\n---\n## Task\nTo ship.", 1, "must be keys"),
        ("# A\n\nOnce upon a time.\n", 1, "none of the sections"),
        ("", 1, "none of the sections"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, words: str) -> None:
    assert any(at == line and words in told for at, told in mistakes(text)), mistakes(text)


def test_a_likely_slip_is_a_remark_and_no_mistake() -> None:
    text = LAUNCH.replace("mood:", "strenght:").replace("## Result\n", "## Reslut\n")
    told = [(each.line, each.text) for each in check_story(text, Path("a.md")).remarks]
    assert (6, '"strenght" is kept but not read; did you mean strength?') in told
    assert any("did you mean Result?" in text for _, text in told)
    assert any("Result is empty" in text for _, text in told)


@given(st.text(alphabet=st.sampled_from("-#: \n[]{}&*!'\"<>`~aT1") | st.characters(), max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for put in (text, f"---\n{text}\n---\n## Task\n{text}"):
        found = check_story(put, Path("a.md"))
        if found.story is not None:
            assert found.story.minutes >= 0
