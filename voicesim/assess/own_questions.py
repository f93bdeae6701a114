"""One's own questions to the interviewer: which were asked, which are open, which hang on something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voicesim.assess import own_question_cues as cues
from voicesim.assess.assessment import OwnQuestion, PointHit, QuestionForm, Structure
from voicesim.assess.story import story_units
from voicesim.assess.stretches import stretch
from voicesim.assess.tokens import Token, bare_text, tokenize
from voicesim.bank.question import Question
from voicesim.speech.words import Word

NOTHING_ASKED = "Nothing was asked."
ALL_YES_OR_NO = "All that was asked can be answered with yes or no."
ALL_COMMON = "All that was asked would fit any company."

_MIN_QUESTIONS = 2  # of one alone it says nothing that all of them are of a kind
_LONGEST_TAG = 3
_LONGEST_COMMON = 40


def measure_own_questions(
    question: Question, words: Sequence[Word], points: Sequence[PointHit]
) -> Structure | None:
    """The sentences that ask the interviewer something, in order, of an answer to a question that asks for
    them; None for other kinds.

    Only what is certain is said of each: `form` is None where it is neither open nor for a figure nor for a
    yes or a no, one that is not marked as hanging on something particular may do so, and of speech without
    punctuation less is said. The ground may stand in the sentence before.
    """
    if question.style != "ask":
        return None
    made = [hit.first_word for hit in points if hit.verdict != "missed" and hit.first_word is not None]
    asked, grounded, parted = [], False, True
    for unit in story_units(tokenize(words)):
        first, last, text, clauses = unit[0].word, unit[-1].word, bare_text(unit), tuple(_clauses(unit))
        whole, parted = parted and unit[-1].stop, unit[-1].stop
        if not _asks(text, clauses, marked="?" in unit[-1].raw):
            grounded = _has_ground(text)
            continue
        particular = grounded or _has_ground(text)
        served = particular or any(first <= word <= last for word in made)
        form = _form(text, clauses, whole=whole)
        common = whole and not served and _is_common(text, len(unit))
        asked.append(OwnQuestion(stretch(words, first, last), form, particular, common))
        grounded = False
    return Structure(None, None, None, None, _notes(asked, points, words), questions=tuple(asked))


def _clauses(unit: Sequence[Token]) -> Iterator[str]:
    """The clauses of a sentence, each from where a question could begin; none that is too short for one."""
    start = 0
    for place, token in enumerate(unit, 1):
        if token.comma or place == len(unit) or unit[place].bare in cues.JOINS:
            clause, start = unit[start:place], place
            while len(clause) > 1 and clause[0].bare in cues.WARM_UP and not _is_turned(bare_text(clause)):
                clause = clause[1:]
            if len(clause) > _LONGEST_TAG or cues.ASKS_WHAT.match(clause[0].bare):
                yield bare_text(clause)


def _is_turned(clause: str) -> bool:
    """Whether a clause begins as questions do."""
    begins = any(form.match(clause) for form in (cues.YES_OR_NO, cues.FIGURE, cues.OPEN))
    return begins and not cues.STATES.match(clause)


def _asks(text: str, clauses: Sequence[str], *, marked: bool) -> bool:
    if cues.NOT_ASKED.search(text):
        return False
    asks = any(map(_is_turned, clauses)) or cues.INDIRECT.search(text) is not None
    return asks or (marked and cues.ASKS_WHAT.search(text) is not None)


def _form(text: str, clauses: Sequence[str], *, whole: bool) -> QuestionForm | None:
    """How a question can be answered, by the most open of its clauses. Only of a `whole` sentence can it be
    said that nothing but a yes or a no was asked for."""
    turned = [clause for clause in clauses if _is_turned(clause)]
    indirect = cues.INDIRECT.search(text)
    figure = any(map(cues.FIGURE.match, turned)) or (
        indirect is not None and cues.FIGURE.search(text, indirect.start()) is not None
    )
    if any(not cues.YES_OR_NO.match(clause) and not cues.FIGURE.match(clause) for clause in turned):
        return "open"
    if cues.OPEN_REQUEST.search(text):
        return "open"
    if indirect is not None and not figure:
        after = indirect.end() - len(indirect[0].split()[-1])
        return "open" if cues.ASKS_WHAT.search(text, after) else None
    if figure:
        return "figure"
    return "yes or no" if turned and whole and " or " not in text else None


def _has_ground(text: str) -> bool:
    """Whether a sentence names something that was said or found out."""
    found = cues.GROUND.search(text)
    return found is not None and not cues.OCCASION.search(text[: found.start()])


def _is_common(text: str, length: int) -> bool:
    """Whether a question would fit any company."""
    return length <= _LONGEST_COMMON and bool(cues.COMMON.search(text)) and not cues.CASE.search(text)


def _notes(
    asked: Sequence[OwnQuestion], points: Sequence[PointHit], words: Sequence[Word]
) -> tuple[str, ...]:
    if not asked:
        made = any(hit.verdict != "missed" for hit in points)
        hinted = cues.HINTS.search(" ".join(word.text.lower() for word in words))
        return () if made or hinted or not words else (NOTHING_ASKED,)
    if len(asked) < _MIN_QUESTIONS:
        return ()
    closed = (ALL_YES_OR_NO,) if all(one.form == "yes or no" for one in asked) else ()
    return closed + ((ALL_COMMON,) if all(one.common for one in asked) else ())
