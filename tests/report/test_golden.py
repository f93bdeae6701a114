"""The text exports of the sample session, character by character.

VOICESIM_WRITE_GOLDEN=1 writes them anew; look at the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.sample_session import SESSION, answers
from voicesim.report.exports import export_text
from voicesim.report.formats import ExportFormat

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("form", ["md", "srt", "vtt", "csv"])
def test_an_export_is_as_it_was(form: str) -> None:
    found = export_text(ExportFormat(form), SESSION, answers(), Path("nowhere"))
    path = GOLDEN / f"session.{form}"
    if os.environ.get("VOICESIM_WRITE_GOLDEN"):
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")
