"""An answer that tells a known story, held against what is written and against the other tellings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voicesim.assess.assessment import Figure
from voicesim.assess.drift import Drift, find_drift
from voicesim.assess.figure_units import in_one_unit
from voicesim.assess.figures import find_figures
from voicesim.speech.words import Word
from voicesim.store.stories import AnswerWords
from voicesim.stories.known import known_by
from voicesim.stories.likeness import Likeness, held, like, likenesses, story_terms, terms_of
from voicesim.stories.story import PARTS, Story, StoryPart, as_words

LEFT_OUT_BELOW = 0.2
"""A part of which less than this share of its words, names and figures was said is missing, or was told in
other words."""


@dataclass(frozen=True, slots=True)
class StoryMatch:
    """Which story an answer tells; `decided` where its speaker said so."""

    story: Story
    likeness: float
    decided: bool


@dataclass(frozen=True, slots=True)
class EarlierTelling:
    """One telling. Of its question's `points` so many were `made`, and so many are `to_check`, by the
    verdicts that count; `left_out` and `figures` are as in `Telling`. `words_per_minute` is None for text."""

    said: AnswerWords
    session_id: str
    bank_id: str
    question_id: str
    words: int
    words_per_minute: float | None
    made: int
    to_check: int
    points: int
    left_out: tuple[StoryPart, ...]
    figures: tuple[Drift, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """`figures` are written (before) and said (after) otherwise for the same thing, `untold` are written and
    were not said; `left_out` are the parts of which next to nothing was said; `others` the other tellings,
    and `every` all of them with what was measured, oldest first."""

    match: StoryMatch
    words: int
    answer_s: float | None
    figures: tuple[Drift, ...]
    untold: tuple[Figure, ...]
    left_out: tuple[StoryPart, ...]
    others: tuple[AnswerWords, ...] = ()
    every: tuple[EarlierTelling, ...] = ()


def match_story(
    attempt_id: str, said: Sequence[Word], stories: Sequence[Story], decided: Mapping[str, str | None]
) -> StoryMatch | None:
    """The story that an answer tells: the one that its speaker named, else the most alike from TOLD_FROM on.

    None for no story, and where the story that was named is there no more.
    """
    words, known = tuple(said), {story.name: story for story in stories}
    if attempt_id in decided:
        story = known.get(decided[attempt_id] or "")
        return StoryMatch(story, like(terms_of(words), story_terms(story)), True) if story else None
    found: tuple[Likeness, ...] = likenesses(words, stories)[:1]
    return next((StoryMatch(known[best.story], best.likeness, False) for best in found if best.tells), None)


def telling(
    match: StoryMatch, said: Sequence[Word], answer_s: float | None, others: Iterable[AnswerWords] = ()
) -> Telling:
    """What is otherwise in an answer than in the story as it is written."""
    story, words = match.story, tuple(said)
    drifts = find_drift(story.words, words)
    changed = {in_one_unit(drift.before) for drift in drifts}
    told = {in_one_unit(figure) for figure in find_figures(words)} | changed
    untold = {in_one_unit(figure): figure for figure in reversed(find_figures(story.words))}
    return Telling(
        match,
        len(words),
        answer_s,
        drifts,
        tuple(figure for key, figure in reversed(untold.items()) if key not in told),
        _left_out(story, words),
        tuple(others),
    )


def _left_out(story: Story, said: tuple[Word, ...]) -> tuple[StoryPart, ...]:
    """In the order of the story; the list of figures has its own lines."""
    whole = terms_of(said)
    parts = [part for part in PARTS if part != "figures" and story.part(part)]
    return tuple(part for part in parts if held(terms_of(as_words(story.part(part))), whole) < LEFT_OUT_BELOW)


def matches(
    said: Iterable[AnswerWords], stories: Sequence[Story], decided: Mapping[str, str | None]
) -> tuple[tuple[AnswerWords, StoryMatch], ...]:
    """Each answer that tells a story, with it, in the order given."""
    known = known_by(tuple(stories))

    def match(each: AnswerWords) -> StoryMatch | None:
        if each.attempt_id in decided:
            return match_story(each.attempt_id, as_words(each.text), stories, decided)
        found = known.told_in(each.attempt_id, each.text)
        return StoryMatch(*found, False) if found else None

    found = ((each, match(each)) for each in said)
    return tuple((each, match) for each, match in found if match is not None)


def last_told(story: Story, tellings: Sequence[AnswerWords]) -> date | None:
    """The later of what the file says and the last answer that told it, by this machine's clock."""
    days = [datetime.fromisoformat(each.created_at).astimezone().date() for each in tellings]
    return max([*days, *([story.last_told] if story.last_told else [])], default=None)
