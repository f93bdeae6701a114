"""The card for the morning of the interview: fifteen minutes, nothing new. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voicesim.bank.question import Bank, Question
from voicesim.review.progress import practised, weak_points
from voicesim.schedule.asked import Asked
from voicesim.schedule.course import Candidate, Name, fitting
from voicesim.store.records import Measured
from voicesim.stories.drill import first_sentence
from voicesim.stories.story import Story

ALOUD_S = 6 * 60.0
POINTS, STORIES, ASKS = 4, 4, 3
"""How many are read again: with a minute for each point and story, and one for what the role asks for, this
and what is said aloud are fifteen minutes."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A key point that was often left out: what makes it, in a sentence."""

    name: Name
    point_id: str
    means: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story by how it begins and its figures as they are written; either may be empty."""

    name: str
    begins: str
    figures: str


@dataclass(frozen=True, slots=True)
class Card:
    """What is said aloud to warm up, then what is read: points, stories, and what the role asks for."""

    aloud: tuple[Candidate, ...] = ()
    points: tuple[Reminder, ...] = ()
    stories: tuple[StoryLine, ...] = ()
    asks: tuple[str, ...] = ()


def make_card(
    banks: Iterable[Bank],
    candidates: Sequence[Candidate],
    answers: Iterable[Measured],
    stories: Iterable[Story],
    questions_asked: Mapping[Name, Asked],
    stories_asked: Mapping[str, Asked],
) -> Card:
    """From all that is known on the day on which it is looked at."""
    known = {(bank.id, question.id): question for bank in banks for question in bank.questions}
    sentences = dict.fromkeys(each.sentence for each in questions_asked.values())
    return Card(
        _aloud(candidates, known),
        tuple(_reminders(answers, known))[:POINTS],
        tuple(map(_line, _ordered(stories, stories_asked)[:STORIES])),
        tuple(sentences)[:ASKS],
    )


def _aloud(candidates: Sequence[Candidate], known: Mapping[Name, Question]) -> tuple[Candidate, ...]:
    """How one introduces oneself, and the answer that went best, for the voice and for courage."""
    intros = [each for each in candidates if known[each.name].style == "intro"]
    went_well = [each for each in candidates if each.graded and each.share is not None]
    best = sorted(went_well, key=lambda each: (-(each.share or 0.0), -each.asked_for))
    chosen = [*intros[:1], *[each for each in best if each not in intros[:1]][:1]]
    return tuple(fitting(chosen or candidates, ALOUD_S)[:2])


def _reminders(answers: Iterable[Measured], known: Mapping[Name, Question]) -> Iterable[Reminder]:
    for weak in weak_points(practised(answers)):
        name = (weak.bank_id, weak.question_id)
        for point in known[name].key_points if name in known else ():
            if point.id == weak.point_id:
                yield Reminder(name, point.id, _first(point.means))


def _first(text: str) -> str:
    """The first sentence of what makes a point; what follows says what does not count."""
    return f"{text.split('. ')[0].rstrip('.')}."


def _ordered(stories: Iterable[Story], asked: Mapping[str, Asked]) -> list[Story]:
    """Those that the role asks for first, the strong ones before the others."""

    def order(story: Story) -> tuple[float, int, str]:
        plainly = asked[story.name].likeness if story.name in asked else 0.0
        return -plainly, -(story.strength or 0), story.name

    return sorted(stories, key=order)


def _line(story: Story) -> StoryLine:
    return StoryLine(story.name, first_sentence(story), story.part("figures"))
