"""What is kept of a person's stories: which answer tells which, and how the drills went. The stories
themselves are files of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voicesim.store.reader import HistoryReader
from voicesim.store.stamps import Clock, stamp


@dataclass(frozen=True, slots=True)
class Drilled:
    """One question of a drill: which story was named (None for none) and how well it fits, from 1 (not at
    all) to 4, as FSRS grades."""

    at: str
    bank_id: str
    question_id: str
    story: str | None
    grade: int


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The words of one answer; `answer_s` is how long it took, None for text."""

    attempt_id: str
    created_at: str
    text: str
    answer_s: float | None


class StoryKeeper(HistoryReader):
    """The part of the history that knows of stories, by their names."""

    _clock: Clock

    def save_drilled(self, bank_id: str, question_id: str, story: str | None, grade: int) -> None:
        self._database.insert(
            "drills",
            drilled_at=stamp(self._clock()),
            bank_id=bank_id,
            question_id=question_id,
            story=story,
            grade=grade,
        )

    def drilled(self, bank_id: str) -> tuple[Drilled, ...]:
        """All drills of a bank's questions, oldest first."""
        found = self._database.rows(
            "SELECT drilled_at, bank_id, question_id, story, grade FROM drills WHERE bank_id = ? "
            "ORDER BY seq",
            (bank_id,),
        )
        return tuple(Drilled(*row) for row in found)

    def forget_drills(self) -> None:
        """Delete them all; what is left of them in the file goes when the history is swept."""
        self._database.write("DELETE FROM drills")

    def save_told(self, attempt_id: str, story: str | None) -> None:
        """That an answer tells this story, or none, whatever it looks like. The attempt must be there."""
        with self._database.writing():
            self._database.write("DELETE FROM told_stories WHERE attempt_id = ?", (attempt_id,))
            self._database.insert(
                "told_stories", attempt_id=attempt_id, story=story, decided_at=stamp(self._clock())
            )

    def told(self) -> Mapping[str, str | None]:
        """What was said of answers by their ids: the story's name, or None for no story."""
        found = self._database.rows("SELECT attempt_id, story FROM told_stories")
        return {row["attempt_id"]: row["story"] for row in found}

    def said(self) -> tuple[AnswerWords, ...]:
        """Every judged answer of one's own, oldest first; not the demo's, and no reply to a follow-up."""
        found = self._database.rows(
            "SELECT a.id, a.created_at, a.text, m.answer_s FROM attempts AS a "
            "JOIN sessions AS s ON s.id = a.session_id LEFT JOIN measures AS m ON m.attempt = a.seq "
            "WHERE a.state = 'assessed' AND a.reply = 0 AND a.text IS NOT NULL AND s.kind != 'demo' "
            "ORDER BY a.seq"
        )
        return tuple(AnswerWords(*row) for row in found)
