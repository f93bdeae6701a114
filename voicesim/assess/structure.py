"""How an answer is built: the seconds that a story spends on each of its parts, the frame of an approach."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voicesim.assess.approach import approach_parts
from voicesim.assess.assessment import Part, PartName, PointHit, Structure
from voicesim.assess.coverage import AnswerReader
from voicesim.assess.figures import find_figures
from voicesim.assess.norms import Norms
from voicesim.assess.story import label_sentences
from voicesim.assess.tokens import Token, tokenize
from voicesim.bank.question import Question
from voicesim.speech.words import Word

NO_RESULT = "The story ends without a result."
NO_FIGURE = "The result has no figure."
NO_OPENING = "No opening statement says what the approach is."
NO_EXAMPLE = "No example shows the approach at work."
NO_CLOSING = "No closing sentence sums it up."

_OUTCOME = re.compile(
    r"\b(?:result|outcome|came of|how it (?:ended|went|turned out)|in the end|impact|effect|changed|led to|"
    r"afterwards)",
    re.IGNORECASE,
)
_MIN_WORDS = 30  # in less there is nothing to tell apart


def measure_structure(
    question: Question, words: Sequence[Word], norms: Norms, answer: AnswerReader | None = None
) -> Structure | None:
    """The parts of the answer and what is out of proportion; None for fewer than 30 words and other styles.

    A story is cut into situation, task, action and result, sentence by sentence; asides belong to no part.
    A part's seconds are those of its sentences, pauses between sentences left out; None for text, where
    the notes go by words instead. An approach has no seconds, but an opening, an example and a closing.
    `answer` has read it so far, where it is measured while it grows.
    """
    tokens = tokenize(words)
    if len(tokens) < _MIN_WORDS:
        return None
    if question.style == "story":
        return _story(question, tuple(words), tokens, norms, answer)
    return _approach(tokens) if question.style == "approach" else None


def agreeing_notes(question: Question, structure: Structure, points: Sequence[PointHit]) -> tuple[str, ...]:
    """The notes less those that a verdict on a key point contradicts.

    Who made a metric point gave a figure or named a measure, and who made a point about an outcome told one;
    where that is still to be checked, nothing is claimed either.
    """
    made = [hit for hit in points if hit.verdict != "missed"]
    measured = any(hit.kind == "metric" for hit in made)
    refuted = {NO_FIGURE} if measured else set()
    if measured or any(_OUTCOME.search(question.point(hit.point_id).means) for hit in made):
        refuted.add(NO_RESULT)
    return tuple(note for note in structure.notes if note not in refuted)


def _story(
    question: Question,
    words: tuple[Word, ...],
    tokens: Sequence[Token],
    norms: Norms,
    answer: AnswerReader | None,
) -> Structure:
    labelled = label_sentences(question, words, tokens, answer)
    told = [(label, unit) for label, unit in labelled if label != "aside"]
    parts = _parts(told)
    timed = all(token.start_s is not None and token.end_s is not None for token in tokens)
    seconds: dict[str, float] = dict.fromkeys(("situation", "task", "action", "result"), 0.0)
    counts: dict[str, float] = dict(seconds)
    for label, unit in told:
        counts[label] += len(unit)
        if timed:
            seconds[label] += (unit[-1].end_s or 0.0) - (unit[0].start_s or 0.0)
    notes = _story_notes(seconds if timed else counts, parts, words, norms)
    if not timed:
        return Structure(None, None, None, None, notes, parts)
    found = {label: round(value, 2) for label, value in seconds.items()}
    return Structure(found["situation"], found["task"], found["action"], found["result"], notes, parts)


def _parts(told: Sequence[tuple[PartName, Sequence[Token]]]) -> tuple[Part, ...]:
    """Neighbouring sentences of the same part joined."""
    joined: list[Part] = []
    for name, unit in told:
        first, last = unit[0], unit[-1]
        if joined and joined[-1].name == name and first.word - joined[-1].last_word <= 1:
            before = joined.pop()
            joined.append(Part(name, before.first_word, last.word, before.start_s, last.end_s))
        else:
            joined.append(Part(name, first.word, last.word, first.start_s, last.end_s))
    return tuple(joined)


def _story_notes(
    spent: dict[str, float], parts: Sequence[Part], words: Sequence[Word], norms: Norms
) -> tuple[str, ...]:
    total = sum(spent.values())
    if not total:
        return ()
    setup, action, result = (
        (spent["situation"] + spent["task"]) / total,
        spent["action"] / total,
        spent["result"] / total,
    )
    notes = []
    if setup > norms.setup_most_share:
        notes.append(f"Long set-up: {setup:.0%} of the story; up to {norms.setup_most_share:.0%} is usual.")
    if action < norms.action_least_share:
        least = norms.action_least_share
        notes.append(
            f"Little action: {action:.0%} of the story says what you did; {least:.0%} or more is usual."
        )
    if not result:
        notes.append(NO_RESULT)
        return tuple(notes)
    if result < norms.result_least_share:
        notes.append(
            f"Short result: {result:.0%} of the story; {norms.result_least_share:.0%} or more is usual."
        )
    if not any(find_figures(words[p.first_word : p.last_word + 1]) for p in parts if p.name == "result"):
        notes.append(NO_FIGURE)
    return tuple(notes)


def _approach(tokens: Sequence[Token]) -> Structure:
    parts = _parts(approach_parts(tokens))
    names = {part.name for part in parts}
    missing = (("opening", NO_OPENING), ("example", NO_EXAMPLE), ("closing", NO_CLOSING))
    notes = tuple(note for name, note in missing if name not in names)
    return Structure(None, None, None, None, notes, parts)
