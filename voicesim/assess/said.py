"""What was said so far in an interview, sentence by sentence, as the rules for probes read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voicesim.assess.assessment import Assessment, Figure
from voicesim.assess.figures import find_figures
from voicesim.assess.tokens import Token, bare_text, sentences, tokenize, vocabulary
from voicesim.bank.question import Question
from voicesim.speech.words import Word

_LEAST = 2
_BEGINS_CLAUSE = vocabulary(
    "and but because so which while when who where after before until although though"
)
_OPENINGS = vocabulary("we my our the your you they so and then in")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, or the reply to a probe: the question that it was said to, its words, and its judgement."""

    question: Question
    words: tuple[Word, ...]
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with the figures in it."""

    tokens: tuple[Token, ...]
    text: str
    figures: tuple[Figure, ...]


def told_in(words: tuple[Word, ...]) -> tuple[Sentence, ...]:
    """The sentences of an answer."""
    return tuple(
        Sentence(tokens, bare_text(tokens), find_figures(words[tokens[0].word : tokens[-1].word + 1]))
        for tokens in sentences(tokenize(words))
    )


def clause(tokens: Sequence[Token], first: int) -> tuple[Token, ...]:
    """The tokens from a place to the next mark or word that begins another clause."""
    for place in range(first, len(tokens)):
        if place > first + _LEAST and tokens[place].bare in _BEGINS_CLAUSE:
            return tuple(tokens[first:place])
        if tokens[place].comma:
            return tuple(tokens[first : place + 1])
    return tuple(tokens[first:])


def inside(sentence: str, thing: str = "") -> str:
    """A sentence as it stands inside of another one: "My manager" becomes "my manager", names and NPS stay.
    `thing` is what else may begin it and is no name."""
    head = sentence.split(" ", 1)[0]
    plain = head.lower() in _OPENINGS or (head.istitle() and thing.startswith(head))
    return sentence[:1].lower() + sentence[1:] if plain else sentence
