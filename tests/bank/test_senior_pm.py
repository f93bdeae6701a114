"""The bank that comes with voicesim: complete, and fit to be read aloud."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from voicesim.bank.load import load_bank
from voicesim.bank.question import Bank, KeyPoint

OUTLINE = json.loads((Path(__file__).parent / "data" / "outline-ids.json").read_text(encoding="utf-8"))
SPEAKABLE = re.compile(r"[A-Za-z',.?\- ]+")


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank("senior-pm")


@pytest.fixture(scope="module")
def points(bank: Bank) -> list[KeyPoint]:
    return [point for question in bank.questions for point in question.key_points]


def test_it_holds_exactly_the_outline_in_its_order(bank: Bank) -> None:
    held = [
        {
            "id": section.id,
            "title": section.title,
            "questions": [
                {
                    "id": question.id,
                    "style": question.style,
                    "target_s": question.target_s,
                    "key_points": {point.id: point.kind for point in question.key_points},
                }
                for question in section.questions
            ],
        }
        for section in bank.sections
    ]
    assert held == OUTLINE["sections"]


def test_it_has_22_questions_and_132_key_points(bank: Bank, points: list[KeyPoint]) -> None:
    assert (len(bank.questions), len(points)) == (22, 132)


def test_every_section_names_its_source(bank: Bank) -> None:
    for section in bank.sections:
        assert "Alex Reid" in section.source
        assert "Core Responsibilities of a Senior Product Manager" in section.source
        assert section.title in section.source


def test_every_question_knows_its_section(bank: Bank) -> None:
    assert all(question.section == section.id for section in bank.sections for question in section.questions)


def test_prompts_and_probes_are_easy_to_say(bank: Bank, points: list[KeyPoint]) -> None:
    for text in [question.prompt for question in bank.questions] + [point.probe for point in points]:
        assert SPEAKABLE.fullmatch(text), text
        assert text[0].isupper(), text
        assert text[-1] in "?.", text
        assert not re.search(r"\b[A-Z]{2,}\b", text), text
        assert len(re.findall(r"[.?]", text)) <= 2, text


def test_every_question_and_probe_asks_or_invites(bank: Bank, points: list[KeyPoint]) -> None:
    invites = ("Tell me", "Walk me", "Give me")
    for text in [question.prompt for question in bank.questions] + [point.probe for point in points]:
        assert "?" in text or text.startswith(invites), text


def test_probes_are_short(points: list[KeyPoint]) -> None:
    assert max(len(point.probe.split()) for point in points) <= 20


def test_stories_ask_for_one_event(bank: Bank) -> None:
    for question in bank.questions:
        one_event = "a time when" in question.prompt or re.search(
            r"\ba (really )?(hard|launch)\b", question.prompt
        )
        assert bool(one_event) == (question.style == "story"), question.id


def test_no_two_questions_probes_or_meanings_are_equal(bank: Bank, points: list[KeyPoint]) -> None:
    assert len({question.prompt for question in bank.questions}) == 22
    assert len({point.probe for point in points}) == 132
    assert len({point.means for point in points}) == 132


def test_every_meaning_says_first_what_counts_and_then_what_does_not(points: list[KeyPoint]) -> None:
    for point in points:
        counts, *limits = re.split(r"(?<=\.)\s", point.means)
        assert re.match(r"(First )?[A-Za-z]+(s|ed)\b|Kept\b|Told\b|Set\b|Took\b|Brought\b", counts), counts
        assert len(limits) == 1, point.means
        assert re.search(r"not count|counts only", limits[0]), point.means
        assert point.means.endswith(".")


def test_every_point_has_4_to_8_spoken_cues(points: list[KeyPoint]) -> None:
    for point in points:
        assert 4 <= len(point.cues) <= 8, point.id
        assert len(set(point.cues)) == len(point.cues), point.id
        assert all(SPEAKABLE.fullmatch(cue) for cue in point.cues), point.cues
        assert sum(len(cue.split()) >= 3 for cue in point.cues) >= 4, point.cues


def test_the_vocabulary_is_short_and_whispers_no_key_point(bank: Bank, points: list[KeyPoint]) -> None:
    assert 0 < len(", ".join(bank.vocabulary)) <= 40
    judged = " ".join(text for point in points for text in (point.id, point.means, *point.cues))
    for term in bank.vocabulary:
        assert not re.search(rf"\b{re.escape(term)}", judged, re.IGNORECASE), term


def test_no_cue_is_shared_by_two_points_of_one_question(bank: Bank) -> None:
    for question in bank.questions:
        cues = [cue for point in question.key_points for cue in point.cues]
        assert len(cues) == len(set(cues)), question.id
