"""Before the feedback: how did it go, and which points were made?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from voicesim.assess.self_rating import BEST, WORST
from voicesim.bank.question import Question
from voicesim.desk import Option, Prompt, Typist
from voicesim.store.history import History
from voicesim.store.records import Attempt

WENT = Prompt(
    f"How did it go, from {WORST} (badly) to {BEST} (very well)?", "".join(map(str, range(WORST, BEST + 1)))
)
POINTS = "Which points did you make? Their numbers, or 0 for none:"
WRONG = "Write numbers from 1 to {most}, such as 1 3, or 0."

ONE_DIGIT = 9
"""With so few points a number is one digit, and needs no space before the next."""


@dataclass(slots=True)
class Rating:
    """Asks for two keys, or a few; what is left open is not kept. Without a typist it asks nothing."""

    history: History
    typist: Typist | None

    def ask(self, answer: Attempt) -> None:
        if self.typist is None:
            return
        typed = self.typist.typed(WENT)
        went = int(typed) if typed else None
        made = self._made(answer.question, self.typist)
        if went is not None or made is not None:
            self.history.save_rating(answer.id, went, made)

    def _made(self, question: Question, typist: Typist) -> list[str] | None:
        """The ids of the points that they think they made; None where they leave it."""
        points = question.key_points
        options, remark = tuple(Option(point.id, _briefly(point.means)) for point in points), ""
        while points:
            typed = typist.typed(Prompt(POINTS, options=options, remark=remark))
            if not typed:
                break
            numbers = chosen_numbers(typed, len(points))
            if numbers is not None:
                return [points[number - 1].id for number in numbers]
            remark = WRONG.format(most=len(points))
        return None


def _briefly(means: str) -> str:
    """What a point is about; what else stands there says when it does not count."""
    return re.split(r"(?<=[.!?])\s", means, maxsplit=1)[0]


def chosen_numbers(typed: str, most: int) -> tuple[int, ...] | None:
    """The numbers from 1 to `most` in what was typed, in order, none for 0; None for anything else."""
    if not re.fullmatch(r"[\d\s,;.]+", typed, re.ASCII):
        return None
    numbers = {int(each) for each in re.findall(r"\d" if most <= ONE_DIGIT else r"\d+", typed)}
    if numbers == {0}:
        return ()
    fits = bool(numbers) and all(1 <= number <= most for number in numbers)
    return tuple(sorted(numbers)) if fits else None
