"""A draft holds every word that was said, in the part where the assessment found it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from voicesim.assess.assessment import Part
from voicesim.assess.figures import find_figures
from voicesim.stories.draft import draft, starter
from voicesim.stories.read import check_story
from voicesim.stories.story import as_words

SAID = (
    "Well then. We were late. I dropped forecasts. Churn fell by 12 percent. Churn fell by 12 percent. Bye."
)


def part(name: str, first: int, last: int) -> Part:
    return Part(name, first, last, None, None)  # type: ignore[arg-type]


def test_words_go_to_their_part_and_the_rest_is_kept() -> None:
    words = as_words(SAID)
    parts = [part("situation", 2, 4), part("action", 5, 7), part("result", 8, 17)]
    text = draft('The "late" launch', ("strategy",), date(2026, 3, 2), words, parts, find_figures(words))
    story = check_story(text, Path("a.md")).story
    assert story is not None
    assert (story.title, story.tags, story.last_told) == (
        'The "late" launch',
        ("strategy",),
        date(2026, 3, 2),
    )
    assert story.part("situation") == "We were late."
    assert story.part("action") == "I dropped forecasts."
    assert story.part("figures") == "12 percent (Churn)."
    (left,) = [each for each in story.sections if each.heading == "As it was said"]
    assert "Well then.\n\nBye." in left.text


def test_without_parts_all_words_are_in_the_section_that_is_left() -> None:
    text = draft("A", (), date(2026, 3, 2), as_words(SAID), [], [])
    assert SAID in text


def test_a_starter_is_a_story_without_words() -> None:
    story = check_story(starter("東京: a # launch"), Path("a.md")).story
    assert story is not None
    assert (story.title, story.text) == ("東京: a # launch", "")
