"""The parts of an answer: on labelled stories, and on small ones that show each note."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from tests.assess.conftest import Say
from tests.present import present
from voicesim.assess.coverage.reader import shipped_reader
from voicesim.assess.norms import Norms
from voicesim.assess.structure import (
    NO_CLOSING,
    NO_EXAMPLE,
    NO_FIGURE,
    NO_OPENING,
    NO_RESULT,
    measure_structure,
)
from voicesim.bank.question import Question

STORY_ASKED = Question("hard", "work", "Tell me about a hard choice.", "story", 120.0, ())
APPROACH_ASKED = Question("vision", "work", "How do you set a vision?", "approach", 120.0, ())
DATA = Path(__file__).parent / "data"
PARTS = ("situation", "task", "action", "result")
NEAR_SHARE = 0.15
WORD_S = 0.4


def stories(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


def seconds_by_part(story: dict[str, Any], say: Say, norms: Norms) -> list[tuple[float, float]]:
    """What was measured and what is labelled of each part, as shares of the answer's words."""
    words = say(" ".join(story["sentences"]), every_s=WORD_S)
    structure = present(measure_structure(STORY_ASKED, words, norms))
    lengths = [len(sentence.split()) for sentence in story["sentences"]]
    labelled = [
        sum(count for count, label in zip(lengths, story["labels"], strict=True) if label == part[0].upper())
        for part in PARTS
    ]
    whole_s = WORD_S * len(words)
    found = [getattr(structure, f"{part}_s") / whole_s for part in PARTS]
    return [(one, count / len(words)) for one, count in zip(found, labelled, strict=True)]


@pytest.mark.parametrize("name", ["stories", "stories-unseen"])
def test_there_are_sixty_labelled_stories(name: str) -> None:
    assert len(stories(name)) >= 60
    for story in stories(name):
        assert len(story["sentences"]) == len(story["labels"]), story["id"]
        assert set(story["labels"]) <= set("STARO"), story["id"]


@pytest.mark.parametrize(
    ("name", "near_answer", "near_span", "most_error"),
    [("stories", 0.85, 0.64, 0.055), ("stories-unseen", 0.95, 0.72, 0.032)],
)
def test_the_seconds_of_each_part_are_close_to_the_labels(
    name: str, near_answer: float, near_span: float, most_error: float, say: Say, norms: Norms
) -> None:
    pairs = [pair for story in stories(name) for pair in seconds_by_part(story, say, norms)]
    errors = [abs(found - labelled) for found, labelled in pairs]
    assert mean(errors) <= most_error
    assert mean(error <= NEAR_SHARE for error in errors) >= near_answer
    spans = [abs(found - labelled) / labelled for found, labelled in pairs if labelled]
    assert mean(error <= NEAR_SHARE for error in spans) >= near_span


def test_the_same_story_is_always_cut_the_same_way(say: Say, norms: Norms) -> None:
    one, other = (say(" ".join(story["sentences"])) for story in stories("stories-unseen")[:2])
    first = measure_structure(STORY_ASKED, one, norms)
    shipped_reader.cache_clear()
    measure_structure(STORY_ASKED, other, norms)
    assert measure_structure(STORY_ASKED, one, norms) == first


def test_run_on_speech_without_punctuation_has_its_parts_too(say: Say, norms: Norms) -> None:
    text = STORY.replace(".", "").replace(" In the end", " So in the end").lower()
    structure = present(measure_structure(STORY_ASKED, say(text, every_s=0.5), norms))
    named = [part.name for part in structure.parts if part.name != "task"]
    assert named == ["situation", "action", "result"]


STORY = (
    "Two years ago I was at a bank. The app was crashing. I had to decide what to fix first. I asked twenty "
    "users what hurt. Then I went through the logs with an engineer. We chose the login and dropped the new "
    "colours. I built a first version with two people. I told sales why it had to wait. In the end crashes "
    "fell from ten to two a day."
)


def test_a_story_is_cut_into_its_four_parts_in_order(say: Say, norms: Norms) -> None:
    structure = present(measure_structure(STORY_ASKED, say(STORY, every_s=0.5), norms))
    assert [part.name for part in structure.parts] == ["situation", "task", "action", "result"]
    assert (structure.situation_s, structure.task_s) == (6.0, 4.0)
    assert structure.parts[0].start_s == 0.0
    assert structure.notes == ()


def test_pauses_between_sentences_belong_to_no_part(say: Say, norms: Norms) -> None:
    spoken = say(STORY, every_s=0.5)
    paused = say(STORY.replace(" I had", " [3.0] I had"), every_s=0.5)
    one, other = (present(measure_structure(STORY_ASKED, words, norms)) for words in (spoken, paused))
    assert (one.situation_s, one.task_s, one.action_s) == (other.situation_s, other.task_s, other.action_s)


def test_a_text_has_parts_and_notes_but_no_seconds(say: Say, norms: Norms) -> None:
    structure = present(measure_structure(STORY_ASKED, say(STORY), norms))
    assert structure.situation_s is None
    assert [part.name for part in structure.parts] == ["situation", "task", "action", "result"]
    assert structure.parts[0].start_s is None


def test_a_story_without_an_end_is_told(say: Say, norms: Norms) -> None:
    text = STORY[: STORY.index(" In the end")] + " Then I sat down with support and rewrote the plan."
    assert NO_RESULT in present(measure_structure(STORY_ASKED, say(text, every_s=0.5), norms)).notes


def test_a_result_without_a_figure_is_told(say: Say, norms: Norms) -> None:
    text = STORY.replace("crashes fell from ten to two a day", "everybody was happy and it worked")
    assert present(measure_structure(STORY_ASKED, say(text, every_s=0.5), norms)).notes == (NO_FIGURE,)


def test_a_long_set_up_is_told_with_its_share(say: Say, norms: Norms) -> None:
    text = (
        "It was a big company. There was a lot of history. Customers were leaving. Sales was angry. " + STORY
    )
    notes = present(measure_structure(STORY_ASKED, say(text, every_s=0.5), norms)).notes
    assert notes[0] == "Long set-up: 42% of the story; up to 30% is usual."


def test_an_approach_has_an_opening_an_example_and_a_closing(say: Say, norms: Norms) -> None:
    text = (
        "I always start with the users and work back from there. Research tells us where it hurts. We "
        "rank that. For example, last year we asked forty nurses. So that's how I set a vision."
    )
    structure = present(measure_structure(APPROACH_ASKED, say(text, every_s=0.5), norms))
    assert [part.name for part in structure.parts] == ["opening", "example", "closing"]
    assert structure.notes == ()
    assert structure.situation_s is None


def test_two_deeds_in_a_row_are_an_example(say: Say, norms: Norms) -> None:
    text = (
        "I start with the users, so I visited nine warehouses and watched how they work. They wanted fewer "
        "reports. They wanted to know early when a truck is late, so that became the vision."
    )
    assert NO_EXAMPLE not in present(measure_structure(APPROACH_ASKED, say(text), norms)).notes


def test_an_approach_that_stays_general_is_told_so(say: Say, norms: Norms) -> None:
    text = "Quality matters to everybody here. " * 8
    assert present(measure_structure(APPROACH_ASKED, say(text), norms)).notes == (
        NO_OPENING,
        NO_EXAMPLE,
        NO_CLOSING,
    )


@pytest.mark.parametrize("asked", [STORY_ASKED, APPROACH_ASKED])
def test_too_few_words_have_no_structure(say: Say, norms: Norms, asked: Question) -> None:
    assert measure_structure(asked, say("We shipped it in May."), norms) is None
    assert measure_structure(asked, (), norms) is None
