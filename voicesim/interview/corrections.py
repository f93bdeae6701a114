"""At the feedback: a verdict that somebody disagrees with, set right by its number, with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voicesim.assess.assessment import PointHit
from voicesim.desk import Checked, Desk, Option, Prompt, Typist
from voicesim.interview.rating import chosen_numbers
from voicesim.store.history import History
from voicesim.store.records import Attempt

WHICH = "Which verdict is not right? Its number:"
WRONG = "Write one number from 1 to {most}."
MADE = "Did you make it? y or n:"
REASON = "Why? One line for yourself, or enter alone:"


@dataclass(slots=True)
class Corrections:
    """What they say is kept beside the verdict, as a decision on a point to check is."""

    history: History
    desk: Desk
    typist: Typist | None

    def ask(self, answer: Attempt) -> None:
        """Nothing happens where there is no verdict, or nobody to type; what they leave changes nothing."""
        found = list(_verdicts(self.history.attempt(answer.id)))
        if self.typist is None or not found:
            return
        chosen = self._chosen(found, self.typist)
        if chosen is None:
            return
        attempt, hit = chosen
        made = self._made(hit, self.typist)
        reason = None if made is None else self.typist.typed(Prompt(f"{_says(hit, made=made)} {REASON}"))
        if made is not None and reason is not None:
            self.history.save_own(attempt.id, {hit.point_id: made}, reason)
            self.desk.show(Checked(hit, made, reason))

    def _chosen(
        self, found: list[tuple[Attempt, PointHit]], typist: Typist
    ) -> tuple[Attempt, PointHit] | None:
        options = tuple(Option(hit.point_id, hit.evidence or "", hit.verdict) for _, hit in found)
        remark = ""
        while typed := typist.typed(Prompt(WHICH, options=options, remark=remark)):
            numbers = chosen_numbers(typed, len(found))
            if numbers and len(numbers) == 1:
                return found[numbers[0] - 1]
            remark = WRONG.format(most=len(found))
        return None

    def _made(self, hit: PointHit, typist: Typist) -> bool | None:
        """The opposite of a verdict; of a point to check nobody knows but they."""
        if hit.verdict != "check":
            return hit.verdict == "missed"
        typed = typist.typed(Prompt(f"{hit.point_id}: {MADE}", "yn"))
        return None if typed is None else typed == "y"


def _says(hit: PointHit, *, made: bool) -> str:
    return f"{hit.point_id} was {'made' if made else 'not made'}, you say."


def _verdicts(answer: Attempt) -> Iterator[tuple[Attempt, PointHit]]:
    """The points of the answer, then those that only the reply to its follow-up made; as they stand."""
    yield from ((answer, hit) for hit in answer.standing)
    if answer.reply is not None:
        yield from ((answer.reply, hit) for hit in answer.brought_out)
