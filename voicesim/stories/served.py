"""Which question each story can serve, by how likely it makes the points of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from voicesim.assess.coverage import Likely
from voicesim.bank.question import Question

STYLES = ("story", "approach")
"""The kinds of questions that are answered with what one has done."""

SERVES_SHARE = 0.5
"""From this share of a question's points, by the sum of their likelihoods, a story can serve it."""

Claim = Literal["makes it", "does not", "perhaps"]
"""What is said of a point in a story."""

LEANED_ON_SHARE, MIN_LEANED_ON = 0.5, 3
"""A story is leaned on when it comes first for so much of what is served, and for so many questions."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One story held against one question; `points` is None where it is about something else."""

    question_id: str
    story: str
    points: tuple[Likely, ...] | None

    @property
    def expected(self) -> float:
        """How many points of the question the story is expected to make."""
        return sum(point.likelihood for point in self.points or ())

    @property
    def share(self) -> float:
        return self.expected / len(self.points) if self.points else 0.0

    @property
    def serves(self) -> bool:
        return self.share >= SERVES_SHARE

    def claim(self, point: Likely) -> Claim:
        """What is said of one of these points: what the judge says of it, but that the story makes it only
        where it can serve the question, since a sentence that fits one point by chance is rarely alone in a
        story that fits."""
        if point.verdict == "missed":
            return "does not"
        return "makes it" if point.verdict == "covered" and self.serves else "perhaps"


@dataclass(frozen=True, slots=True)
class StoryMap:
    """All stories held against all questions."""

    questions: tuple[Question, ...]
    stories: tuple[str, ...]
    fits: tuple[Fit, ...]

    def of(self, question_id: str) -> tuple[Fit, ...]:
        """Every story for a question, the one that is expected to make most first."""
        found = [fit for fit in self.fits if fit.question_id == question_id]
        return tuple(sorted(found, key=lambda fit: (-fit.expected, fit.story)))

    def serving(self, question_id: str) -> tuple[Fit, ...]:
        return tuple(fit for fit in self.of(question_id) if fit.serves)

    @property
    def served(self) -> tuple[str, ...]:
        """Ids of the questions that some story can serve."""
        return tuple(question.id for question in self.questions if self.serving(question.id))

    @property
    def unserved(self) -> tuple[str, ...]:
        return tuple(question.id for question in self.questions if not self.serving(question.id))

    @property
    def first_for(self) -> Counter[str]:
        """For how many questions each story is the best; the most first."""
        return Counter(self.serving(each)[0].story for each in self.served)

    @property
    def leaned_on(self) -> tuple[str, ...]:
        """The stories that are used for nearly everything."""
        least = max(MIN_LEANED_ON, LEANED_ON_SHARE * len(self.served))
        return tuple(story for story, count in self.first_for.most_common() if count >= least)

    @property
    def idle(self) -> tuple[str, ...]:
        """The stories that serve no question."""
        used = {fit.story for fit in self.fits if fit.serves}
        return tuple(story for story in self.stories if story not in used)
