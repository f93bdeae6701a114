"""Which answers of the history tell a story, each held against what is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.store.stories import Said
from voicesim.stories.over_time import over_time
from voicesim.stories.story import Story
from voicesim.stories.telling import Match, Telling, Told, match_story, matches, telling


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
    by_story = _by_story(history, stories, every)
    return {
        answer.id: replace(
            telling(
                match,
                said[answer.id],
                answer.assessment.timing.answer_s if answer.assessment else None,
                (each.said for each in by_story[match.story.name] if each.said.attempt_id != answer.id),
            ),
            every=by_story[match.story.name],
        )
        for answer in answers
        if (match := found.get(answer.id)) is not None
    }


def all_tellings(history: History, stories: Sequence[Story]) -> Mapping[str, tuple[Told, ...]]:
    """Of each of these stories every telling, oldest first, by the stories' names."""
    return _by_story(history, stories, matches(history.said(), stories, history.told()) if stories else ())


def _by_story(
    history: History, stories: Sequence[Story], every: Sequence[tuple[Said, Match]]
) -> Mapping[str, tuple[Told, ...]]:
    measured = {each.attempt_id: each for each in history.measured()} if every else {}
    return {
        story.name: over_time((pair for pair in every if pair[1].story.name == story.name), measured)
        for story in stories
    }
