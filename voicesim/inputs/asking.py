"""What an interviewer says: a question, a request, a few words in between, or a question of the bank."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voicesim.bank.question import Bank
from voicesim.inputs.text import vocabulary

_REQUEST = re.compile(
    r"""\b(?:tell\ (?:me|us)|walk\ (?:me|us)|talk\ (?:me|us)\ through|take\ (?:me|us)|give\ (?:me|us)
    |describe|imagine|explain|share\ (?:an?|with)|let's\ (?:say|talk|move|turn|start|begin|go)
    |i'd\ (?:like|love)\ (?:you\ )?to|i\ (?:want|would\ like)\ (?:you\ )?to
    |(?:can|could|would|will|do|did|have|are|were|had)\ you\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_INTERROGATIVE = re.compile(r"(?:[\w']+,?\s){0,3}(?:how|what|why|who|which|when|where)\b", re.IGNORECASE)
_OPENING = re.compile(
    r"""\b(?:(?:tell|walk|talk)\ (?:me|us)\ (?:through|about)|take\ (?:me|us)|describe|imagine
    |give\ (?:me|us)\ an?|how\ (?:do|would)\ you|how\ have\ you|what(?:'s|\ is|\ are)\ your
    |why\ do\ you\ want|next\ question
    |let's\ (?:move|turn|switch|talk)|moving\ on)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"""\b(?:that(?!\ (?:you|i|we|the|a|an|your|did|was|went|made|had)\b)|this|it|those|these|them|there
    |you\ (?:said|mentioned|just)|earlier|again|more|else)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_REMARK = re.compile(
    r"""\b(?:thanks?|okay|ok|great|good|nice|perfect|excellent|awesome|cool|interesting|alright|all\ right
    |sure|got\ it|i\ see|makes\ sense|understood|welcome|hello|hi|hey|bye|yes|yeah|yep|no|mm|mhm|hmm|uh-huh
    |right|next|sorry|please|go\ on|go\ ahead|exactly|absolutely)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_FEW_WORDS, _VERY_FEW = 12, 3
"""Somebody who only asks may say so many words in between with a remark such as thanks or welcome, or any."""

_MAX_BESIDE = 40
"""A question may come with so many words around it."""

_SENTENCE = re.compile(r"(?<=[.?!…])\s+")
_LETTERS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "edly", "ed", "es", "s", "ly", "e")
_MIN_LIKENESS = 0.55
_MIN_LEAD = 0.15
_LONGEST_QUESTION = 3  # sentences that are a question together
_MAX_SENTENCES = 12
_FEWEST_STEMS = 2
_SAID_ANYHOW = vocabulary(
    """the a an and or of to in on at for with is are was were be it its that this so okay ok great thanks
    thank now well um uh right sure me you your i we us my please maybe just how what why who when which where
    do did doe happen react handl"""
)


@dataclass(frozen=True, slots=True)
class Prompts:
    """How rare each stem is among the questions of a bank, and each question by its id, weighted by it."""

    weights: dict[str, float]
    weighted: dict[str, dict[str, float]]


def prompts_of(bank: Bank) -> Prompts:
    """The questions of a bank as `question_asked` compares them."""
    return prompts_among({question.id: question.prompt for question in bank.questions})


def prompts_among(texts: Mapping[str, str]) -> Prompts:
    """Any questions, by any name."""
    stems = {question_id: _stems(text) for question_id, text in texts.items()}
    count = Counter(stem for each in stems.values() for stem in each)
    weights = {stem: math.log((1 + len(stems)) / number) for stem, number in count.items()}
    return Prompts(weights, {question_id: _weighted(each, weights) for question_id, each in stems.items()})


def asks(text: str) -> bool:
    """Whether somebody who says this asks for something, with not much beside it."""
    text = _straight(text)
    if text.rstrip("\"'”)").endswith("?"):
        return True
    parts = _SENTENCE.split(text)
    asking = [part for part in parts if "?" in part or _REQUEST.search(part) or _INTERROGATIVE.match(part)]
    beside = len(text.split()) - sum(len(part.split()) for part in asking)
    return bool(asking) and beside <= _MAX_BESIDE


def only_asks(turns: Sequence[str]) -> bool:
    """Whether these turns are questions, and remarks of a few words in between."""
    return any(map(asks, turns)) and all(asks(turn) or _is_remark(turn) for turn in turns)


def _is_remark(text: str) -> bool:
    words = len(text.split())
    return words <= _VERY_FEW or (words <= _FEW_WORDS and _REMARK.search(_straight(text)) is not None)


def opens_a_subject(text: str) -> bool:
    """Whether this is a question on its own rather than one about what was just said."""
    asking = [part for part in _SENTENCE.split(_straight(text)) if _OPENING.search(part)]
    return any(not _POINTS_BACK.search(_after_opening(part)) for part in asking)


def question_asked(prompts: Prompts, text: str) -> str | None:
    """The id of the question that this plainly is, in its own words or nearly; None where it is open."""
    best = dict.fromkeys(prompts.weighted, 0.0)
    for stretch in _stretches(text):
        stems = _stems(stretch)
        if len(stems) < _FEWEST_STEMS:
            continue
        said = _weighted(stems, prompts.weights)
        for question_id, prompt in prompts.weighted.items():
            best[question_id] = max(best[question_id], _likeness(said, prompt))
    ranked = sorted(best, key=lambda question_id: -best[question_id])
    if not ranked or best[ranked[0]] < _MIN_LIKENESS:
        return None
    lead = best[ranked[0]] - (best[ranked[1]] if len(ranked) > 1 else 0.0)
    return ranked[0] if lead >= _MIN_LEAD else None


def likenesses(prompts: Prompts, text: str) -> tuple[tuple[str, float], ...]:
    """Each question by its name with how like it the whole of a text is, from 0 to 1; the likest first."""
    said = _weighted(_stems(text), prompts.weights)
    found = [(name, _likeness(said, prompt)) for name, prompt in prompts.weighted.items()]
    return tuple(sorted(found, key=lambda each: -each[1]))


def _straight(text: str) -> str:
    return text.replace("’", "'")


def _after_opening(part: str) -> str:
    found = _OPENING.search(part)
    return part[found.end() :] if found else part


def _stretches(text: str) -> set[str]:
    """Each run of a few sentences, near the beginning and the end."""
    parts = _SENTENCE.split(text)
    if len(parts) > 2 * _MAX_SENTENCES:
        parts = [*parts[:_MAX_SENTENCES], *parts[-_MAX_SENTENCES:]]
    return {
        " ".join(parts[first : first + count])
        for count in range(1, _LONGEST_QUESTION + 1)
        for first in range(max(1, len(parts) - count + 1))
    }


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word.lower()) for word in _LETTERS.findall(_straight(text))) - _SAID_ANYHOW


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _weighted(stems: frozenset[str], weights: dict[str, float]) -> dict[str, float]:
    """A word that no prompt has weighs like one that is in few of them."""
    unknown = sum(weights.values()) / len(weights) if weights else 1.0
    return {stem: weights.get(stem, unknown) for stem in stems}


def _likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of the two weighted sets."""
    shared = sum(weight * other[stem] for stem, weight in one.items() if stem in other)
    sizes = math.hypot(*one.values()) * math.hypot(*other.values())
    return shared / sizes if sizes else 0.0
