"""A first draft of a story out of an answer in the history."""

from __future__ import annotations

from datetime import datetime

from voicesim.store.records import Attempt
from voicesim.stories.draft import draft


def draft_from(answer: Attempt, title: str) -> str:
    """The text of the file. The answer must be judged; the parts are those that were found then."""
    assert answer.transcript is not None
    assert answer.assessment is not None
    structure = answer.assessment.structure
    return draft(
        title,
        (answer.question.section,),
        datetime.fromisoformat(answer.created_at).astimezone().date(),
        answer.transcript.words,
        structure.parts if structure else (),
        answer.assessment.figures,
    )
