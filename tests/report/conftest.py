from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from tests.programs import voicesim as voicesim


@pytest.fixture
def clock_in() -> Iterator[Callable[[str], None]]:
    """Sets this machine's clock to a zone, in POSIX notation, for the length of a test."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system's zone cannot be set for one program")

    with pytest.MonkeyPatch.context() as patch:

        def zone(name: str) -> None:
            patch.setenv("TZ", name)
            time.tzset()

        yield zone
    time.tzset()


@pytest.fixture
def in_utc(clock_in: Callable[[str], None]) -> None:
    clock_in("UTC")
