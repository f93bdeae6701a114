"""Which sessions belong to a process that still runs: file locks, which the system frees at any death."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from voicesim.errors import HistoryError

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Presence:
    """One lock file for each session in progress, under `folder` (made 0700 when first needed)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, BaseFileLock] = {}

    def enter(self, session_id: str) -> bool:
        """Claim a session; False when another process has it. Raises HistoryError when that is impossible."""
        from filelock import FileLock, Timeout

        if session_id in self._held:
            return True
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FileLock(self._path(session_id), timeout=0, mode=0o600, thread_local=False)
            lock.acquire()
        except Timeout:
            return False
        except OSError as exc:
            raise HistoryError(
                f"{self._folder} cannot be written ({exc.strerror}); make it writable, or set VOICESIM_HOME "
                "to a folder that is."
            ) from exc
        self._held[session_id] = lock
        return True

    def leave(self, session_id: str) -> None:
        lock = self._held.pop(session_id, None)
        if lock is not None:
            self._path(session_id).unlink(missing_ok=True)
            lock.release()

    def leave_all(self) -> None:
        for session_id in tuple(self._held):
            self.leave(session_id)

    def alive(self, session_id: str) -> bool:
        """Whether this session is being held, by this process or another."""
        if session_id in self._held:
            return True
        if not self._path(session_id).exists():
            return False
        if not self.enter(session_id):
            return True
        self.leave(session_id)
        return False

    def _path(self, session_id: str) -> Path:
        return self._folder / f"{session_id}.lock"
