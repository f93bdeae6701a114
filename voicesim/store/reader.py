"""Looking things up in the history, in full or, where there are thousands, without the transcripts."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.errors import InputError
from voicesim.store import rows, search
from voicesim.store.database import Database, Version
from voicesim.store.discarded import discarded
from voicesim.store.records import Attempt, Judgement, Measured, Session
from voicesim.store.search import Found

_BEGINS = "WHERE {0}.id >= ? AND {0}.id < ? || char(1114111) ORDER BY {0}.id LIMIT 6"


class HistoryReader:
    """The half of the history that changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: tuple[Version, tuple[Measured, ...]] | None = None

    def version(self) -> Version:
        """Another value after anything in the history was changed, also by another process."""
        return self._database.version()

    def sessions(self, limit: int | None = None, skip: int = 0) -> tuple[Session, ...]:
        """Newest first, without the newest `skip`, in the order in which they were started whatever the clock
        said."""
        most = -1 if limit is None else limit
        return rows.sessions(self._database, "ORDER BY s.seq DESC LIMIT ? OFFSET ?", (most, skip))

    def session(self, name: str = "last") -> Session:
        """The session with this id, or the only one whose id begins so, or the "last" one.

        Raises InputError when there is none, or more than one.
        """
        if name == "last":
            found = self.sessions(limit=1)
            if not found:
                raise InputError("There is no session yet; start one with: voicesim practice.")
            return found[0]
        return rows.the_one("session", name, rows.sessions(self._database, _BEGINS.format("s"), (name, name)))

    def attempts(
        self,
        session_id: str | None = None,
        *,
        question_id: str | None = None,
        discarded: bool = False,
    ) -> tuple[Attempt, ...]:
        """Answers, oldest first: all of them, or those of one session, of one question, or of both."""
        wanted = {"a.session_id = ?": session_id, "a.question_id = ?": question_id}
        given = {condition: value for condition, value in wanted.items() if value is not None}
        conditions = ["a.reply = 0", *given, *([] if discarded else ["a.state != 'discarded'"])]
        where = f"WHERE {' AND '.join(conditions)} ORDER BY a.seq"
        return rows.attempts(self._database, where, tuple(given.values()))

    def answer_to(self, reply: Attempt) -> Attempt:
        """The answer whose follow-up `reply` replies to, with it; an answer itself as it stands now."""
        place = (reply.session_id, reply.number, reply.take)
        where = "WHERE a.session_id = ? AND a.number = ? AND a.take = ? AND a.reply = 0"
        (answer,) = rows.attempts(self._database, where, place)
        return answer

    def attempt(self, name: str) -> Attempt:
        """The attempt with this id, or the only one whose id begins so. Raises InputError otherwise."""
        return rows.the_one("attempt", name, rows.attempts(self._database, _BEGINS.format("a"), (name, name)))

    def pending(self) -> tuple[Attempt, ...]:
        """Answers and replies that are recorded, but not written down or not judged yet; oldest first."""
        return rows.attempts(
            self._database, "WHERE a.state IN ('recorded', 'transcribed') ORDER BY a.seq", ()
        )

    def discarded(self) -> tuple[Attempt, ...]:
        """Takes that were started over or skipped, and can still be brought back; newest first."""
        return discarded(self._database)

    def judgements(self, attempt_id: str) -> tuple[Judgement, ...]:
        """Every verdict on an attempt, oldest first."""
        return rows.judgements(self._database, attempt_id)

    def measured(self, session_ids: Sequence[str] | None = None) -> tuple[Measured, ...]:
        """What was measured in each answer that was not discarded, oldest first; of these sessions only.

        What was said to a follow-up is not in it. All of them are read anew only when something was changed.
        """
        if session_ids is not None:
            return rows.measured(self._database, session_ids)
        version = self.version()
        if self._kept is None or self._kept[0] != version:
            self._kept = (version, rows.measured(self._database, None))
        return self._kept[1]

    def search(self, words: str, limit: int | None = None) -> Found:
        """The newest answers in which all of these words were said, and the words in them.

        Forms of a word are found too; `"two words"` in quotes must stand together, `word*` is a beginning.
        Raises InputError when there is no word to look for.
        """
        return search.search(self._database, words, limit)
