"""The text exports of the sample session, character by character.

VOICESIM_WRITE_GOLDEN=1 writes them anew; look at the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.sample_session import SESSION, answers, followed_up, story
from voicesim.report.exports import export_text
from voicesim.report.formats import ExportFormat
from voicesim.store.records import Attempt

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.usefixtures("in_utc")
@pytest.mark.parametrize("form", ["md", "srt", "vtt", "csv"])
@pytest.mark.parametrize(
    ("name", "attempts"), [("session", answers()), ("follow-up", (story(), followed_up()))]
)
def test_an_export_is_as_it_was(form: str, name: str, attempts: tuple[Attempt, ...]) -> None:
    found = export_text(ExportFormat(form), SESSION, attempts, Path("nowhere"))
    path = GOLDEN / f"{name}.{form}"
    if os.environ.get("VOICESIM_WRITE_GOLDEN"):
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")
