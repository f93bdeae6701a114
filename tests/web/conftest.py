"""The sample session on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sample_session import keep
from tests.web.served import Desk, served


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    keep(home)
    with served(home) as running:
        yield running
