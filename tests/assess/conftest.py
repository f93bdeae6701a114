"""Words, norms and a question for the tests of what is noticed about an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voicesim.assess.norms import Norms, load_norms
from voicesim.bank.question import KeyPoint, Question
from voicesim.speech.words import Word

Say = Callable[..., tuple[Word, ...]]


@pytest.fixture
def norms() -> Norms:
    return load_norms()


@pytest.fixture
def say() -> Say:
    """Words of a text; with `every_s` one begins every so many seconds and lasts `lasts_s`.

    "[1.5]" in the text is a silence of that many seconds and no word.
    """

    def make(
        text: str, every_s: float | None = None, lasts_s: float | None = None, at_s: float = 0.0
    ) -> tuple[Word, ...]:
        words = []
        for piece in text.split():
            if piece.startswith("["):
                at_s += float(piece.strip("[]"))
            elif every_s is None:
                words.append(Word(piece, None, None, 1.0))
            else:
                words.append(Word(piece, round(at_s, 3), round(at_s + (lasts_s or every_s), 3), 0.9))
                at_s += every_s
        return tuple(words)

    return make


@pytest.fixture
def question() -> Question:
    return Question(
        id="hard-choice",
        section="ownership",
        prompt="Tell me about a hard choice.",
        style="story",
        target_s=120.0,
        key_points=(
            KeyPoint("users", "content", "weighs what users said", ("users told us",), "What did users say?"),
            KeyPoint("cost", "tradeoff", "names what was given up", ("gave up",), "What did you give up?"),
            KeyPoint("gain", "metric", "gives a figure", ("percent",), "How much did it change?"),
        ),
    )
