"""After a kill or a crash: finish what was cut off, and take up recordings that nobody knows."""

from __future__ import annotations

import wave
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from voicesim.audio.wav_view import WavView
from voicesim.bank.question import Question
from voicesim.store import rows
from voicesim.store.codec import encode
from voicesim.store.database import Database
from voicesim.store.presence import Presence
from voicesim.store.records import Attempt, Recovery

UNKNOWN_QUESTION = Question(
    id="recovered",
    section="recovered",
    prompt="A recording whose question is not known any more",
    style="approach",
    target_s=120.0,
    key_points=(),
)
CUT_OFF = "The recording was cut off; what was said until then is kept."
ADOPTED = "The recording was found without an entry in the history."
NO_SOUND = "It was cut off before any sound was kept."


def recover(database: Database, presence: Presence, recordings_dir: Path) -> Recovery:
    """Settle attempts that are still "recording" although their process is gone, then adopt unknown files.

    The length of a recording is taken from the bytes that are there.
    """
    finished, lost = _settle(database, presence, recordings_dir)
    adopted, empty = _adopt_unknown(database, recordings_dir)
    return Recovery(
        finished=_records(database, finished),
        adopted=_records(database, adopted),
        lost=_records(database, [*lost, *empty]),
    )


def _settle(database: Database, presence: Presence, recordings_dir: Path) -> tuple[list[str], list[str]]:
    """The ids of the attempts that have some sound, and of those that have none."""
    finished: list[str] = []
    lost: list[str] = []
    for row in database.rows("SELECT id, session_id, audio_path FROM attempts WHERE state = 'recording'"):
        if presence.alive(row["session_id"]):
            continue
        length_s = _length_s(recordings_dir / row["audio_path"]) if row["audio_path"] else 0.0
        state, notice = ("recorded", CUT_OFF) if length_s else ("discarded", NO_SOUND)
        database.write(
            "UPDATE attempts SET state = ?, recorded_s = ?, ended_by = 'cut off', notices = ? "
            "WHERE id = ? AND state = 'recording'",
            (state, length_s, encode((notice,)), row["id"]),
        )
        (finished if length_s else lost).append(row["id"])
    return finished, lost


def _adopt_unknown(database: Database, recordings_dir: Path) -> tuple[list[str], list[str]]:
    """Like `_settle`, for the files that no attempt has."""
    # The files are listed before the rows: a row is always written before its file.
    files = _wav_files(recordings_dir)
    known = {row["audio_path"] for row in database.rows("SELECT audio_path FROM attempts")}
    adopted: list[str] = []
    empty: list[str] = []
    for name in files:
        if name not in known:
            length_s = _length_s(recordings_dir / name)
            attempt_id = _adopt(database, recordings_dir, name, length_s)
            (adopted if length_s else empty).append(attempt_id)
    return adopted, empty


def _wav_files(recordings_dir: Path) -> list[str]:
    """Relative names; those that are not valid Unicode are not ours and are left alone."""
    names = (path.relative_to(recordings_dir).as_posix() for path in recordings_dir.rglob("*.wav"))
    return sorted(name for name in names if name.isprintable())


def _adopt(database: Database, recordings_dir: Path, name: str, length_s: float) -> str:
    """A row for the file `name`, in the session that its folder is called after; returns its id."""
    recorded_at = datetime.fromtimestamp((recordings_dir / name).stat().st_mtime, UTC).isoformat(
        timespec="milliseconds"
    )
    session_id = Path(name).parent.name or "recovered"
    state, notice = ("recorded", ADOPTED) if length_s else ("discarded", NO_SOUND)
    with database.writing():
        database.write(
            "INSERT OR IGNORE INTO sessions (id, kind, started_at, finished_at, bank_id, bank_version, "
            "planned) VALUES (?, 'recovered', ?, ?, '', '', '[]')",
            (session_id, recorded_at, recorded_at),
        )
        (number,) = database.rows(
            "SELECT coalesce(max(number), 0) + 1 FROM attempts WHERE session_id = ?", (session_id,)
        )[0]
        attempt_id = f"{session_id}-r{number}"
        database.insert(
            "attempts",
            id=attempt_id,
            session_id=session_id,
            number=number,
            take=1,
            created_at=recorded_at,
            question_id=UNKNOWN_QUESTION.id,
            question=encode(UNKNOWN_QUESTION),
            state=state,
            audio_path=name,
            recorded_s=length_s,
            ended_by="cut off",
            notices=encode((notice,)),
        )
    return attempt_id


def _length_s(path: Path) -> float:
    """Seconds of sound in a WAV file that are really there; 0.0 when it is missing, empty or unreadable."""
    try:
        with path.open("rb") as file, wave.open(view := BufferedReader(WavView(file))) as sound:
            block_bytes = sound.getsampwidth() * sound.getnchannels()
            blocks_there = (path.stat().st_size - view.tell()) // block_bytes
            length_s = float(min(sound.getnframes(), blocks_there) / sound.getframerate())
    except (OSError, EOFError, wave.Error, ZeroDivisionError):
        return 0.0
    return length_s


def _records(database: Database, ids: Iterable[str]) -> tuple[Attempt, ...]:
    return tuple(rows.attempts(database, "WHERE a.id = ?", (attempt_id,))[0] for attempt_id in ids)
