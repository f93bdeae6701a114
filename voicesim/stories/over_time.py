"""Every telling of a story, one after the other: what changed in length, points, parts and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from voicesim.store.records import Measured
from voicesim.store.stories import AnswerWords
from voicesim.stories.story import as_words
from voicesim.stories.telling import EarlierTelling, StoryMatch, telling


def over_time(
    tellings: Iterable[tuple[AnswerWords, StoryMatch]], measured: Mapping[str, Measured]
) -> tuple[EarlierTelling, ...]:
    """The tellings of one story, in the order given; `measured` are their measures by the answers' ids, and
    one without them was deleted just now."""
    return tuple(
        _told(said, match, measured[said.attempt_id])
        for said, match in tellings
        if said.attempt_id in measured
    )


def _told(said: AnswerWords, match: StoryMatch, answer: Measured) -> EarlierTelling:
    words = as_words(said.text)
    held = telling(match, words, said.answer_s)
    verdicts = [point.verdict for point in answer.points]
    return EarlierTelling(
        said,
        answer.session_id,
        answer.bank_id,
        answer.question_id,
        len(words),
        answer.words_per_minute,
        verdicts.count("covered"),
        verdicts.count("check"),
        len(verdicts),
        held.left_out,
        held.figures,
    )
