"""The parts of a story: which of its sentences tell the situation, the task, the action and the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voicesim.assess.story_cues import Label, story_cues
from voicesim.assess.tokens import Token, sentences, vocabulary

_ORDER: tuple[Label, ...] = ("situation", "task", "action", "result")
# How unlikely it is to go from one part (row) to the next sentence's part (column): stories move on, and
# seldom back.
_STEP = (
    (0.0, -0.6, -0.7, -3.0),
    (-1.2, -0.4, 0.0, -2.5),
    (-2.6, -2.6, 0.4, -0.8),
    (-3.5, -3.5, -2.0, 0.4),
)
_FIRST = (0.0, -0.8, -1.5, -4.0)
_LAST = (-1.5, -1.5, -0.6, 0.3)
_ASIDE_FROM = 2.0
_SITUATION_UNTIL, _RESULT_FROM = 0.35, 0.75  # shares of the story
_EARLY, _LATE = 3.0, 3.0  # how much the place in the story weighs against one phrase

_LONGEST_SENTENCE = 45  # words; longer ones come from models that write no punctuation
_SHORTEST_CLAUSE = 8
_JOINS = vocabulary("and so but then")


def label_sentences(tokens: Sequence[Token]) -> tuple[tuple[Label, tuple[Token, ...]], ...]:
    """Each sentence with the part of the story that it tells, or as an aside that tells none.

    Phrases vote for a part, the place in the story votes too, and the most likely sequence that hardly ever
    goes back is chosen (Viterbi's algorithm), so that one odd sentence does not cut a part in two.
    """
    units = tuple(clause for sentence in sentences(tokens) for clause in _clauses(sentence))
    scores = [_scores(unit) for unit in units]
    told = [number for number, score in enumerate(scores) if not _is_aside(score)]
    places = _places(units)
    path = _best_path([_votes(scores[number], places[number]) for number in told])
    labels: list[Label] = ["aside"] * len(units)
    for number, part in zip(told, path, strict=True):
        labels[number] = _ORDER[part]
    return tuple(zip(labels, units, strict=True))


def is_aside(unit: Sequence[Token]) -> bool:
    """Whether a sentence tells nothing of its own: "Good question.", "You always have to stay calm."."""
    return _is_aside(_scores(unit))


def _is_aside(scores: Mapping[Label, float]) -> bool:
    return scores["aside"] >= _ASIDE_FROM and scores["aside"] > max(scores[name] for name in _ORDER)


def _clauses(sentence: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """A sentence without punctuation cut before its joining words."""
    if len(sentence) <= _LONGEST_SENTENCE:
        return [sentence]
    cuts = [0]
    for place, token in enumerate(sentence):
        if token.bare in _JOINS and place - cuts[-1] >= _SHORTEST_CLAUSE:
            cuts.append(place)
    return [sentence[start:end] for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]


def _scores(unit: Sequence[Token]) -> dict[Label, float]:
    text = " ".join(token.bare for token in unit)
    return {
        label: sum(weight for pattern, weight in cues if pattern.search(text))
        for label, cues in story_cues().items()
    }


def _places(units: Sequence[Sequence[Token]]) -> list[float]:
    """Where the middle of each sentence lies in the story, 0 to 1, by words."""
    total = sum(map(len, units))
    places, before = [], 0
    for unit in units:
        places.append((before + len(unit) / 2) / total)
        before += len(unit)
    return places


def _votes(scores: dict[Label, float], place: float) -> tuple[float, ...]:
    votes = [scores[name] for name in _ORDER]
    votes[0] += _EARLY * (_SITUATION_UNTIL - place) / _SITUATION_UNTIL if place < _SITUATION_UNTIL else 0.0
    votes[0] -= _LATE * (place - 0.5) if place > 0.5 else 0.0
    votes[3] += _LATE * (place - _RESULT_FROM) / (1 - _RESULT_FROM) if place > _RESULT_FROM else 0.0
    votes[3] -= _EARLY * (0.5 - place) if place < 0.5 else 0.0
    return tuple(votes)


def _best_path(votes: Sequence[tuple[float, ...]]) -> list[int]:
    if not votes:
        return []
    best = [vote + first for vote, first in zip(votes[0], _FIRST, strict=True)]
    back: list[list[int]] = []
    for vote in votes[1:]:
        came = [
            _highest([have + step[to] for have, step in zip(best, _STEP, strict=True)])
            for to in range(len(vote))
        ]
        best = [best[came[to]] + _STEP[came[to]][to] + vote[to] for to in range(len(vote))]
        back.append(came)
    path = [_highest([have + last for have, last in zip(best, _LAST, strict=True)])]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _highest(values: Sequence[float]) -> int:
    """The first place with the highest value."""
    return max(range(len(values)), key=values.__getitem__)
