"""Which answers of the history tell a story: found by likeness, or as their speaker said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from voicesim.errors import InputError
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.store.stories import AnswerWords
from voicesim.stories.folder import NOBODY, Shelf
from voicesim.stories.likeness import Likeness, likenesses
from voicesim.stories.over_time import over_time
from voicesim.stories.story import Story
from voicesim.stories.telling import EarlierTelling, StoryMatch, Telling, match_story, matches, telling


@dataclass(frozen=True, slots=True)
class ToldStory:
    """The story that an answer tells, None for none; how like each one it is; and whether its speaker said
    so."""

    attempt_id: str
    match: StoryMatch | None
    likenesses: tuple[Likeness, ...]
    decided: bool


def told_by(history: History, shelf: Shelf, name: str, story: str | None = None) -> ToldStory:
    """What an answer tells; with a `story` by name, or "none", that is kept first as the speaker's own word.

    Raises InputError for an answer or a story that there is not, and for one whose words are not known yet.
    """
    answer = history.attempt(name)
    if answer.transcript is None:
        raise InputError(
            f"{answer.id} is not written down yet; finish it with: voicesim transcribe --pending"
        )
    if story is not None:
        named = None if story.strip().lower() == NOBODY else shelf.find(story).name
        history.save_told(answer.id, named)
    decided, words = history.told(), answer.transcript.words
    return ToldStory(
        answer.id,
        match_story(answer.id, words, shelf.stories, decided),
        likenesses(words, shelf.stories),
        answer.id in decided,
    )


def tellings_by_story(
    said: Iterable[AnswerWords], stories: Sequence[Story], decided: Mapping[str, str | None]
) -> Mapping[str, Sequence[AnswerWords]]:
    """The answers that tell each story, in the order given, by the stories' names."""
    found: dict[str, list[AnswerWords]] = {story.name: [] for story in stories}
    for each, match in matches(said, stories, decided) if found else ():
        found[match.story.name].append(each)
    return found


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


def all_tellings(history: History, stories: Sequence[Story]) -> Mapping[str, tuple[EarlierTelling, ...]]:
    """Of each of these stories every telling, oldest first, by the stories' names."""
    return _by_story(history, stories, matches(history.said(), stories, history.told()) if stories else ())


def _by_story(
    history: History, stories: Sequence[Story], every: Sequence[tuple[AnswerWords, StoryMatch]]
) -> Mapping[str, tuple[EarlierTelling, ...]]:
    measured = {each.attempt_id: each for each in history.measured()} if every else {}
    return {
        story.name: over_time((pair for pair in every if pair[1].story.name == story.name), measured)
        for story in stories
    }
