"""The stories on the desk: which there are, and how one of them was told over time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_stories import TOLD
from tests.cli.test_stories import folder as folder
from tests.practised import practised
from tests.web.served import Desk, served


@pytest.fixture
def desk(home: Path, folder: Path) -> Iterator[Desk]:
    """A story that was told twice, the second time with another figure, and one that nobody told."""
    practised(home, ("launch-failed", TOLD), days_ago=3)
    practised(home, ("launch-failed", TOLD.replace("9 to 6 percent", "9 to 5 percent")), days_ago=1)
    (folder / "a&b.md").write_text("# Cats & <dogs>\n\n## Action\n\nI fed them all.\n", encoding="utf-8")
    with served(home) as running:
        yield running


def test_every_story_leads_to_its_page(desk: Desk) -> None:
    page = desk.get("/stories").text
    assert "/story?name=late-launch" in page
    assert '<td class="n">2</td>' in page
    assert "/story?name=a%26b" in page
    assert "Cats &amp; &lt;dogs&gt;" in page


def test_each_telling_is_a_row_that_leads_to_the_answer(desk: Desk) -> None:
    page = desk.get("/story?name=late-launch").text
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")[:-1]
    assert len(rows) == 2
    assert "written: 6 percent" not in rows[0]
    assert "5 percent (written: 6 percent)" in rows[1]
    assert all("#at=" in row and "launch-failed" in row and " of 6" in row for row in rows)
    assert "We were to launch returns" in page


def test_a_session_shows_the_other_tellings_beside_the_answer(desk: Desk) -> None:
    address = desk.get("/story?name=late-launch").text.partition("/sessions/")[2].partition("#")[0]
    page = desk.get(f"/sessions/{address}").text
    assert '<div class="tellings">' in page
    assert "Words a minute" in page


def test_a_story_that_nobody_told_says_so(desk: Desk) -> None:
    assert "No answer told it yet" in desk.get("/story?name=a%26b").text
    missing = desk.get("/story?name=nothing")
    assert (missing.status, "There is no story nothing." in missing.text) == (404, True)
