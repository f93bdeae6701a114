"""Reports as files: what a page needs is read, and the finished text is written, here and nowhere else."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from voicesim.errors import InputError, VoicesimError
from voicesim.report.page.answer import PageAnswer
from voicesim.report.page.page import render_page
from voicesim.report.sound import Sound
from voicesim.store.history import History
from voicesim.store.records import Attempt, Session
from voicesim.stories.telling import Telling


def write_page(
    history: History,
    session_id: str,
    recordings_dir: Path,
    output: Path,
    told: Mapping[str, Telling] | None = None,
) -> Path:
    """Write the page of a session, or of the one answer with this id, to `output`, and return that path.

    `session_id` may be "last" or the beginning of an id. An existing file is replaced. A recording that is
    gone or cannot be read is left out, and the page says so. Raises InputError when there is no such session,
    AudioError when no MP3 can be written, VoicesimError when the file cannot be written.
    """
    session, attempts = find_answers(history, session_id)
    return write_text(output, make_page(session, attempts, recordings_dir, told))


def find_answers(history: History, name: str) -> tuple[Session, tuple[Attempt, ...]]:
    """A session with its answers, or the one answer called `name` with its session.

    Raises InputError when there is neither, or nothing was answered.
    """
    try:
        session = history.session(name)
    except InputError as no_session:
        try:
            attempt = history.attempt(name)
        except InputError:
            raise no_session from None
        return history.session(attempt.session_id), (attempt,)
    attempts = history.attempts(session.id)
    if not attempts:
        raise InputError(f"Session {session.id} holds no answer; choose another one.")
    return session, attempts


def make_page(
    session: Session,
    attempts: Sequence[Attempt],
    recordings_dir: Path,
    told: Mapping[str, Telling] | None = None,
    *,
    coach: bool = False,
) -> str:
    """The page with the sound of each recording that can be read, and with the stories that answers tell, by
    the answers' ids; for a `coach` with room for remarks. Raises AudioError."""
    from voicesim.report.sound import load_sound

    def load(attempt: Attempt) -> Sound:
        return load_sound(recordings_dir / str(attempt.audio_path))

    return render_page(session, with_sound(attempts, load, told), coach=coach)


def with_sound(
    attempts: Sequence[Attempt],
    load: Callable[[Attempt], Sound],
    told: Mapping[str, Telling] | None = None,
) -> tuple[PageAnswer, ...]:
    """Each answer with what `load` makes of its recording and of its replies', and the story that it tells; a
    recording that is gone or cannot be read (InputError) is left out."""
    stories = told or {}

    def found(attempt: Attempt) -> Sound | None:
        if attempt.audio_path is None:
            return None
        try:
            return load(attempt)
        except InputError:
            return None

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return tuple(
            pool.map(
                lambda each: PageAnswer(
                    each, found(each), tuple(map(found, each.replies)), stories.get(each.id)
                ),
                attempts,
            )
        )


def write_text(path: Path, text: str) -> Path:
    """Put a whole file in place at once, in UTF-8. Raises VoicesimError, with the remedy, when it cannot."""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with open(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(text)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as exc:
        raise VoicesimError(
            f"{path} cannot be written ({exc.strerror}); choose another place with --output."
        ) from exc
    return path
