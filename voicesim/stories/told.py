"""Which answers of the history tell a story, each held against what is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.stories.story import Story
from voicesim.stories.telling import Telling, match_story, matches, telling


def tellings_of(
    history: History, session: Session, answers: Sequence[Attempt], stories: Sequence[Story]
) -> Mapping[str, Telling]:
    """By the ids of those answers of a session that tell one of these stories, with its other tellings; the
    demo's tell none."""
    if not stories or session.kind == "demo":
        return {}
    decided, said = history.told(), {each.id: each.transcript.words for each in answers if each.transcript}
    found = {name: match_story(name, words, stories, decided) for name, words in said.items()}
    if not any(found.values()):
        return {}
    every = matches(history.said(), stories, decided)
    return {
        answer.id: telling(
            match,
            said[answer.id],
            answer.assessment.timing.answer_s if answer.assessment else None,
            (each for each, other in every if other.story == match.story and each.attempt_id != answer.id),
        )
        for answer in answers
        if (match := found.get(answer.id)) is not None
    }
