"""Real interviews, as they were noted afterwards: which questions came, and which of a bank's they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from voicesim.errors import InputError
from voicesim.store.reader import HistoryReader
from voicesim.store.stamps import Clock, stamp

NAME = "debrief-"


@dataclass(frozen=True, slots=True)
class Came:
    """A question that came, in the words in which it was noted, from 1 in the order of the interview.

    It is the question `question_id` of the bank `bank_id`, both None for none; `likeness` is how like that
    one it is, None where nobody compared; with `decided` the person said so.
    """

    number: int
    asked: str
    bank_id: str | None = None
    question_id: str | None = None
    likeness: float | None = None
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Debrief:
    """One real interview; `about` may be empty."""

    id: str
    held_on: date
    about: str
    noted_at: str
    questions: tuple[Came, ...]

    def question(self, number: int) -> Came:
        """Raises InputError when so many did not come."""
        for each in self.questions:
            if each.number == number:
                return each
        raise InputError(f"{self.id} has no question {number}; it has {len(self.questions)}.")


class DebriefKeeper(HistoryReader):
    """The part of the history that knows of real interviews."""

    _clock: Clock

    def save_debrief(self, held_on: date, about: str, questions: Sequence[Came]) -> Debrief:
        with self._database.writing():
            self._database.insert(
                "debriefs", held_on=held_on.isoformat(), about=about, noted_at=stamp(self._clock())
            )
            ((seq,),) = self._database.rows("SELECT max(seq) FROM debriefs")
            for each in questions:
                self._save_came(seq, each)
        return self.debrief(f"{NAME}{seq}")

    def save_came(self, debrief: Debrief, came: Came) -> Debrief:
        """A question of a debrief, in place of the one with its number."""
        seq = _seq(debrief.id)
        with self._database.writing():
            self._database.write(
                "DELETE FROM debrief_questions WHERE debrief = ? AND number = ?", (seq, came.number)
            )
            self._save_came(seq, came)
        return self.debrief(debrief.id)

    def debriefs(self) -> tuple[Debrief, ...]:
        """The newest interview first."""
        return self._debriefs("ORDER BY held_on DESC, seq DESC")

    def debrief(self, name: str = "last") -> Debrief:
        """The debrief with this id, its number alone, or the "last" that was noted. Raises InputError."""
        where = "ORDER BY seq DESC LIMIT 1" if name == "last" else f"WHERE seq = {_seq(name)}"
        found = self._debriefs(where)
        if not found and name == "last":
            raise InputError("There is no debrief yet; note one with: voicesim debrief.")
        if not found:
            raise InputError(f"There is no debrief {name}; see them all with: voicesim debrief list.")
        return found[0]

    def forget_debrief(self, debrief: Debrief) -> None:
        """Delete one; what is left of it in the file goes when the history is swept."""
        self._database.write("DELETE FROM debriefs WHERE seq = ?", (_seq(debrief.id),))

    def forget_debriefs(self) -> None:
        self._database.write("DELETE FROM debriefs")

    def _save_came(self, seq: int, came: Came) -> None:
        self._database.insert(
            "debrief_questions",
            debrief=seq,
            number=came.number,
            asked=came.asked,
            bank_id=came.bank_id,
            question_id=came.question_id,
            likeness=came.likeness,
            decided=int(came.decided),
        )

    def _debriefs(self, where: str) -> tuple[Debrief, ...]:
        found = self._database.rows(f"SELECT seq, held_on, about, noted_at FROM debriefs {where}")
        return tuple(
            Debrief(f"{NAME}{seq}", date.fromisoformat(held_on), about, noted_at, self._came(seq))
            for seq, held_on, about, noted_at in found
        )

    def _came(self, seq: int) -> tuple[Came, ...]:
        found = self._database.rows(
            "SELECT number, asked, bank_id, question_id, likeness, decided FROM debrief_questions "
            "WHERE debrief = ? ORDER BY number",
            (seq,),
        )
        return tuple(
            Came(number, asked, bank_id, question_id, likeness, bool(decided))
            for number, asked, bank_id, question_id, likeness, decided in found
        )


def _seq(name: str) -> int:
    """0, which none has, where it is no name of a debrief."""
    digits = name.removeprefix(NAME)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else 0
