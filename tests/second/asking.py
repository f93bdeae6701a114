"""A question, what was said, and a reader to ask about the points that are to check."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.second.model_server import ModelServer, claims, serving
from voicesim.assess.assessment import PointHit
from voicesim.bank.question import KeyPoint, Question
from voicesim.second.reader import SecondReader, SecondReading
from voicesim.speech.words import Transcript, Word

POINTS = tuple(
    KeyPoint(name, "content", f"Tells of the {name}.", (), "?") for name in ("tour", "form", "budget", "team")
)
QUESTION = Question("choice", "s", 'Tell me about a "hard" choice.', "story", 60.0, POINTS)
SAID = "So I chose the form, which meant that we gave up the guided tour for a year."
BOTH = (
    PointHit("tour", "content", "check", "Perhaps."),
    PointHit("form", "content", "check", "Perhaps."),
    PointHit("budget", "content", "covered", "Yes."),
    PointHit("team", "content", "missed", "No."),
)
ONE = BOTH[:1]


def transcript(text: str = SAID) -> Transcript:
    return Transcript(tuple(Word(word, None, None, 1.0) for word in text.split()), "en", "text")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(claims(True, "we gave up the guided tour")) as found:
        yield found


def reader(server: ModelServer, model: str | None = "tiny", request_s: float = 5.0) -> SecondReader:
    return SecondReader.at(server.url, model, request_s)


def read(server: ModelServer, hits: tuple[PointHit, ...] = ONE, request_s: float = 5.0) -> SecondReading:
    return reader(server, request_s=request_s).read(QUESTION, transcript(), hits)
