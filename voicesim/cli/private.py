"""What is written is for this user alone; what is started besides is not bound by that."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

ONLY_ME = 0o077

_before: int | None = None


def keep_private() -> None:
    """Make every file 0600 and every directory 0700 from now on, also those that libraries make."""
    global _before
    _before = os.umask(ONLY_ME)


@contextmanager
def usual_rights() -> Iterator[None]:
    """For starting a program of the user's own, such as the browser: it gets the rights they chose."""
    if _before is None:
        yield
        return
    os.umask(_before)
    try:
        yield
    finally:
        os.umask(ONLY_ME)
