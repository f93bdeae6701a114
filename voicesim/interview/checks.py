"""After the feedback: each point that the judge was not certain of is put to the person, one key a point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voicesim.assess.assessment import PointHit
from voicesim.desk import Checked, Checking, Command, Desk
from voicesim.interview.equipment import Equipment, Pacing
from voicesim.interview.outcome import Outcome
from voicesim.interview.voice import TICK_S
from voicesim.store.history import History
from voicesim.store.records import Attempt


@dataclass(slots=True)
class Checks:
    """What the person says is kept beside the verdict, at once, so that leaving loses nothing."""

    pacing: Pacing
    equipment: Equipment
    history: History
    desk: Desk

    def ask(self, answer: Attempt) -> Outcome:
        """Ask after each point to check, until the person skips the rest, or says nothing for `check_s`."""
        if self.pacing.check_s == 0:
            return Outcome.DONE
        found = list(_to_check(self.history.attempt(answer.id)))
        for number, (attempt, hit) in enumerate(found, 1):
            self.desk.show(Checking(hit, number, len(found)))
            command = self._command()
            made = {Command.YES: True, Command.NO: False}.get(command) if command else None
            if made is not None:
                self.history.save_own(attempt.id, {hit.point_id: made})
            self.desk.show(Checked(hit, made))
            if command is Command.QUIT:
                return Outcome.LEFT
            if command in (Command.SKIP, None):
                break
        return Outcome.DONE

    def _command(self) -> Command | None:
        """The first key; None when there was none in time."""
        clock, limit_s = self.equipment.clock, self.pacing.check_s
        deadline_s = None if limit_s is None else clock() + limit_s
        while deadline_s is None or clock() < deadline_s:
            command = self.desk.command(TICK_S)
            if command is not None:
                return command
        return None


def _to_check(answer: Attempt) -> Iterator[tuple[Attempt, PointHit]]:
    """The points of the answer, then those that only the replies to its follow-ups may have made."""
    yield from ((answer, hit) for hit in answer.standing if hit.verdict == "check")
    for before, reply in zip((answer, *answer.replies), answer.replies, strict=False):
        yield from ((reply, hit) for hit in before.brought_out if hit.verdict == "check")
