"""The parts of a story: which of its sentences tell the situation, the task, the action and the result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from voicesim.assess.coverage.clauses import OPENERS, SUBJECTS
from voicesim.assess.story_cues import LABELS, Label
from voicesim.assess.tokens import Token, sentences, vocabulary

_LONGEST_SENTENCE = 45  # words; longer ones come from models that write no punctuation
_SHORTEST_CLAUSE, _USUAL_CLAUSE, _LONGEST_CLAUSE = 8, 12, 28
_SPEAKERS = vocabulary("i we")


def label_sentences(tokens: Sequence[Token]) -> tuple[tuple[Label, tuple[Token, ...]], ...]:
    """Each sentence with the part of the story that it tells, or as an aside that tells none.

    What stands in a sentence and beside it, its place, and how stories go on from part to part give the
    likelihood of every labelling; the one whose seconds are least wrong to be expected is chosen.
    ModelError if the network that reads the sentences is damaged.
    """
    return _labelled(tuple(tokens))


@lru_cache(maxsize=4)  # labelled ahead while an answer is given, and again at its end
def _labelled(tokens: tuple[Token, ...]) -> tuple[tuple[Label, tuple[Token, ...]], ...]:
    units = story_units(tokens)
    if not units:
        return ()
    from voicesim.assess.story_chain import story_chain
    from voicesim.assess.story_table import measure_units

    lengths = [len(unit) for unit in units]
    path = story_chain().label(measure_units(units), lengths)
    return tuple((LABELS[part], unit) for part, unit in zip(path, units, strict=True))


def story_units(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """What is labelled as one: sentences, those without punctuation cut into clauses."""
    return tuple(clause for sentence in sentences(tokens) for clause in _clauses(sentence))


def _clauses(sentence: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    if len(sentence) <= _LONGEST_SENTENCE:
        return [sentence]
    cuts = [0]
    for place in range(_SHORTEST_CLAUSE, len(sentence) - 1):
        if _begins_a_clause(sentence[place - 1 : place + 2], place - cuts[-1]):
            cuts.append(place)
    return [sentence[start:end] for start, end in zip(cuts, [*cuts[1:], len(sentence)], strict=True)]


def _begins_a_clause(around: Sequence[Token], length: int) -> bool:
    """Whether the middle one of three tokens begins a clause, `length` words after the last one began."""
    before, first, second = around
    if length < _SHORTEST_CLAUSE:
        return False
    opens = first.bare in OPENERS and second.bare in SUBJECTS
    parted = before.comma and first.bare in (OPENERS | SUBJECTS)
    speaker = length >= _USUAL_CLAUSE and first.bare in _SPEAKERS and before.bare not in OPENERS
    return opens or parted or speaker or length >= _LONGEST_CLAUSE
