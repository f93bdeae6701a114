"""The parts of a story: which of its sentences tell the situation, the task, the action and the result."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voicesim.assess.coverage import AnswerReader, word_parts
from voicesim.assess.story_cues import LABELS, Label
from voicesim.assess.tokens import Token, sentences, vocabulary
from voicesim.bank.question import Question
from voicesim.speech.words import Word

SURELY_A_DEED = 0.5
"""Log-odds of action over result: nineteen labelled actions in twenty are above, and not one result in
twenty."""

_LONGEST_SENTENCE = 45  # words; longer ones come from models that write no punctuation
_SHORTEST_CLAUSE, _USUAL_CLAUSE, _LONGEST_CLAUSE = 8, 12, 28
_SPEAKERS = vocabulary("i we")
_OPENERS = vocabulary("and but so because then which where when although while")
_SUBJECTS = vocabulary(
    """i i'm i've i'd i'll we we've we'd we're they he she it it's there you the my our that this then in
    everyone people"""
)


def label_sentences(
    question: Question, words: tuple[Word, ...], tokens: Sequence[Token], answer: AnswerReader | None = None
) -> tuple[tuple[Label, tuple[Token, ...]], ...]:
    """Each sentence of an answer with the part of the story that it tells, or as an aside that tells
    none.

    What the reader of the whole answer takes it for, what stands in it and beside it, its place, and how
    stories go on from part to part give the likelihood of every labelling; the one whose seconds are least
    wrong to be expected is chosen. `answer` has read it so far. ModelError if the reader is damaged.
    """
    units = story_units(tokens)
    if not units:
        return ()
    from voicesim.assess.story_chain import story_chain
    from voicesim.assess.story_table import measure_units

    lengths = [len(unit) for unit in units]
    tables = measure_units(units, word_parts(question, words, answer))
    path = story_chain().label(tables, lengths)
    said = [_deed_not_result(LABELS[part], read) for part, read in zip(path, tables.read, strict=True)]
    return tuple(zip(said, units, strict=True))


def _deed_not_result(label: Label, read: NDArray[np.float64]) -> Label:
    """Stories usually end with a result, and one that does not is not given one."""
    action, result = read[LABELS.index("action")], read[LABELS.index("result")]
    return "action" if label == "result" and action - result > SURELY_A_DEED else label


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
    opens = first.bare in _OPENERS and second.bare in _SUBJECTS
    parted = before.comma and first.bare in (_OPENERS | _SUBJECTS)
    speaker = length >= _USUAL_CLAUSE and first.bare in _SPEAKERS and before.bare not in _OPENERS
    return opens or parted or speaker or length >= _LONGEST_CLAUSE
