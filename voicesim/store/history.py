"""The history: every session and answer, what was said in it, and how it was judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from voicesim.assess.assessment import Assessment
from voicesim.assess.norms import Norms
from voicesim.assess.second import SecondVerdict
from voicesim.bank.question import Question
from voicesim.errors import InputError
from voicesim.speech.words import SpeechSpan, Transcript
from voicesim.store.backup import Backup, back_up
from voicesim.store.codec import encode
from voicesim.store.database import BUSY_S, Database, Value
from voicesim.store.debriefs import DebriefKeeper
from voicesim.store.discarded import clear_old, restore
from voicesim.store.forgetting import forget
from voicesim.store.opinions import OpinionKeeper
from voicesim.store.places import free_id, next_reply, next_take
from voicesim.store.plans import PlanKeeper
from voicesim.store.presence import Presence
from voicesim.store.records import Attempt, Forgotten, Preparation, Recovery, Session, SessionKind, State
from voicesim.store.recovery import recover
from voicesim.store.remarks import add_remark, delete_remark
from voicesim.store.second import drop_outdated, save_second
from voicesim.store.stamps import Clock, NewId, new_session_id, stamp, utc_now


class History(PlanKeeper, OpinionKeeper, DebriefKeeper):
    """The one door to the database. Usable from any thread, by several processes at once.

    Every method raises HistoryError, with the remedy, when the file cannot be read or written. What a
    method saved is on the disk when it returns.
    """

    def __init__(self, database: Database, clock: Clock, new_id: NewId) -> None:
        super().__init__(database)
        self._clock = clock
        self._new_id = new_id
        self._presence = Presence(database.path.parent / "running")

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock = utc_now,
        new_id: NewId = new_session_id,
        busy_s: float = BUSY_S,
    ) -> History:
        """Open the history at `path`, or start an empty one (the file 0600, a new folder 0700).

        Raises HistoryError when the file is damaged, foreign, from a newer version, not writable, or
        held by another process for more than `busy_s` seconds.
        """
        return cls(Database(path, stamp(clock()), busy_s), clock, new_id)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._presence.leave_all()
        self._database.close()

    def writing(self) -> AbstractContextManager[None]:
        """Keep all that is saved inside of a `with`, or none of it."""
        return self._database.writing()

    # Writing, in the order of an interview

    def start_session(
        self,
        kind: SessionKind,
        bank_id: str,
        bank_version: str,
        *,
        seed: int | None = None,
        planned: Sequence[str] = (),
    ) -> Session:
        """A new session; until it is finished or this process ends, `recover` leaves it alone."""
        now = self._clock()
        with self._database.writing():
            session_id = free_id(self._database, lambda: self._new_id(now))
            self._database.insert(
                "sessions",
                id=session_id,
                started_at=stamp(now),
                kind=kind,
                bank_id=bank_id,
                bank_version=bank_version,
                seed=None if seed is None else str(seed),
                planned=encode(tuple(planned)),
            )
            self._presence.enter(session_id)
        return self.session(session_id)

    def finish_session(self, session_id: str) -> Session:
        self._database.write(
            "UPDATE sessions SET finished_at = ? WHERE id = ?", (stamp(self._clock()), session_id)
        )
        self._presence.leave(session_id)
        return self.session(session_id)

    def begin_attempt(
        self,
        session_id: str,
        question: Question,
        number: int,
        *,
        audio: bool = True,
        preparation: Preparation | None = None,
    ) -> Attempt:
        """Note that an answer is about to be given, before a sound of it is recorded.

        `number` is the question's place in the session; answering the same number again makes a new take.
        With `audio`, record into the returned `audio_path` under the recordings directory.
        """
        with self._database.writing():
            take = next_take(self._database, session_id, number)
            name = f"{number}" if take == 1 else f"{number}-{take}"
            place: dict[str, Value] = {"number": number, "take": take}
            if preparation is not None:
                place |= {"prep_s": preparation.given_s, "prep_used_s": preparation.used_s}
            return self._begin(session_id, name, question, place, audio=audio)

    def begin_reply(self, answer: Attempt, point_id: str, follow_up: Question) -> Attempt:
        """Like `begin_attempt`, for what is about to be said to the follow-up on an answer, which asks after
        one of its points; beginning another one makes a new reply to the same take."""
        with self._database.writing():
            reply = next_reply(self._database, answer)
            name = f"{answer.id.removeprefix(f'{answer.session_id}-')}-f{reply}"
            place: dict[str, Value] = {"number": answer.number, "take": answer.take, "reply": reply}
            return self._begin(answer.session_id, name, follow_up, place | {"asks": point_id})

    def save_recording(
        self,
        attempt_id: str,
        recorded_s: float,
        *,
        spans: Sequence[SpeechSpan] = (),
        ended_by: str | None = None,
        notices: Sequence[str] = (),
    ) -> Attempt:
        """The recording is complete: its length in seconds, where a voice was, and what went wrong."""
        return self._update(
            attempt_id,
            f"UPDATE attempts SET {_to('recorded')}, recorded_s = ?, spans = ?, ended_by = ?, notices = ? "
            "WHERE id = ?",
            (recorded_s, encode(tuple(spans)), ended_by, encode(tuple(notices)), attempt_id),
        )

    def save_transcript(
        self,
        attempt_id: str,
        transcript: Transcript,
        *,
        spans: Sequence[SpeechSpan] | None = None,
        notices: Sequence[str] = (),
    ) -> Attempt:
        """What was said; `spans` replaces the stretches of voice when given, `notices` are added."""
        with self._database.writing():
            kept = self.attempt(attempt_id)
            return self._update(
                attempt_id,
                f"UPDATE attempts SET {_to('transcribed')}, transcript = ?, text = ?, spans = ?, notices = ? "
                "WHERE id = ?",
                (
                    encode(transcript),
                    transcript.text.encode("utf-8", "replace").decode(),
                    encode(kept.spans if spans is None else tuple(spans)),
                    encode(kept.notices + tuple(notices)),
                    attempt_id,
                ),
            )

    def save_assessment(
        self,
        attempt_id: str,
        assessment: Assessment,
        *,
        bank_id: str,
        bank_version: str,
        question: Question | None = None,
        norms: Norms | None = None,
    ) -> Attempt:
        """A verdict, beside the older ones. `question` is the one judged by, when the bank has changed."""
        with self._database.writing():
            self._write(attempt_id, f"UPDATE attempts SET {_to('assessed')} WHERE id = ?", (attempt_id,))
            (kept,) = self._database.rows("SELECT question FROM attempts WHERE id = ?", (attempt_id,))
            self._database.insert(
                "verdicts",
                attempt_id=attempt_id,
                created_at=stamp(self._clock()),
                bank_id=bank_id,
                bank_version=bank_version,
                scorer=assessment.scorer,
                norms=None if norms is None else encode(norms),
                question=kept["question"] if question is None else encode(question),
                assessment=encode(assessment),
            )
            drop_outdated(self._database, self.attempt(attempt_id))
        return self.attempt(attempt_id)

    def save_second(self, asked: Attempt, verdicts: Sequence[SecondVerdict]) -> Attempt:
        """What the second reader says of points; not kept of those that mean something else by now."""
        with self._database.writing():
            save_second(self._database, self.attempt(asked.id), asked, verdicts, stamp(self._clock()))
        return self.attempt(asked.id)

    def add_remark(self, attempt_id: str, text: str, at_s: float | None = None, author: str = "") -> Attempt:
        """Raises InputError where it has no words, is too long, or the answer no such second."""
        with self._database.writing():
            add_remark(self._database, self.attempt(attempt_id), text, at_s, author, stamp(self._clock()))
        return self.attempt(attempt_id)

    def delete_remark(self, number: int) -> None:
        delete_remark(self._database, number)

    def discard(self, attempt_id: str) -> Attempt:
        """The speaker starts this answer again: the attempt stays, but is no longer counted or shown."""
        return self._update(attempt_id, "UPDATE attempts SET state = 'discarded' WHERE id = ?", (attempt_id,))

    def restore(self, attempt_id: str) -> Attempt:
        """Bring a discarded take back. Raises InputError when it is none, or has no sound."""
        with self._database.writing():
            restore(self._database, self.attempt(attempt_id))
        return self.attempt(attempt_id)

    def clear_discarded(self, recordings_dir: Path) -> int:
        """Delete takes that were discarded long ago; how many."""
        return clear_old(self._database, recordings_dir, self._clock())

    def recover(self, recordings_dir: Path) -> Recovery:
        """Put right what an interruption left behind; sessions of processes that still run are left alone."""
        return recover(self._database, self._presence, recordings_dir)

    def forget(
        self, recordings_dir: Path, *, session_ids: Sequence[str] = (), attempt_ids: Sequence[str] = ()
    ) -> Forgotten:
        """Delete sessions and attempts for good. Raises HistoryError when one still runs."""
        return forget(self._database, self._presence, recordings_dir, session_ids, attempt_ids)

    def back_up(self, target: Path, recordings_dir: Path | None = None, *, replace: bool = False) -> Backup:
        """A consistent copy, with the sound of `recordings_dir` if given. Raises InputError, HistoryError."""
        return back_up(self._database, target, recordings_dir, replace=replace)

    # Inside

    def _begin(
        self,
        session_id: str,
        name: str,
        question: Question,
        place: Mapping[str, Value],
        *,
        audio: bool = True,
    ) -> Attempt:
        attempt_id = f"{session_id}-{name}"
        self._database.insert(
            "attempts",
            id=attempt_id,
            session_id=session_id,
            created_at=stamp(self._clock()),
            question_id=question.id,
            question=encode(question),
            state="recording",
            audio_path=f"{session_id}/{name}.wav" if audio else None,
            **place,
        )
        return self.attempt(attempt_id)

    def _update(self, attempt_id: str, statement: str, values: tuple[Value, ...]) -> Attempt:
        self._write(attempt_id, statement, values)
        return self.attempt(attempt_id)

    def _write(self, attempt_id: str, statement: str, values: tuple[Value, ...]) -> None:
        if self._database.write(statement, values) == 0:
            raise InputError(f"There is no attempt {attempt_id} in the history.")


def _to(state: State) -> str:
    """A discarded attempt stays so, whatever a background thread still finds out about it."""
    return f"state = CASE state WHEN 'discarded' THEN state ELSE '{state}' END"
