"""An answer that tells a known story is held against what is written, in review, and can be set right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_stories import TOLD
from tests.cli.test_stories import folder as folder
from tests.practised import Call, practised
from tests.practised import call as call
from voicesim.store.history import History

OTHERWISE = TOLD.replace("9 to 6 percent", "9 to 5 percent")


@pytest.fixture
def answers(home: Path, folder: Path) -> tuple[str, str]:
    """Two tellings of the story, the later one with another figure."""
    first = practised(home, ("launch-failed", TOLD), days_ago=3)
    return f"{first}-1", f"{practised(home, ('launch-failed', OTHERWISE), days_ago=1)}-1"


def test_review_shows_what_is_otherwise_than_written(call: Call, answers: tuple[str, str]) -> None:
    done = call("review", answers[1])
    assert done.code == 0, done.err
    for part in (
        "Tells your story late-launch  (likeness",
        "written “6 percent”, said “5 percent”",
        "figures not told: two quarters",
        "left out, or told in other words: What I would do differently",
        "; told 0:",
        f"voicesim stories told {answers[1]} STORY",
    ):
        assert part in done.out
    (told,) = json.loads(call("review", answers[1], "--json").out)["attempts"]
    assert told["story"]["name"] == "late-launch"
    assert told["story"]["figures"][0]["said"]["value"] == 5
    assert told["story"]["left_out"] == ["differently"]
    assert [each["id"] for each in told["story"]["other_tellings"]] == [answers[0]]


def test_the_list_knows_when_it_was_told_last(call: Call, answers: tuple[str, str]) -> None:
    (told,) = json.loads(call("stories", "list", "--json").out)
    assert told["tellings"] == list(answers)
    assert told["last_told"] > "2026-03-02"


def test_the_story_shows_how_it_was_told_over_time(call: Call, answers: tuple[str, str]) -> None:
    shown = call("stories", "show", "late-launch")
    assert shown.code == 0, shown.err
    for part in ("How you told it", "launch-failed", "words a minute", "other figures", "to check"):
        assert part in shown.out
    told = json.loads(call("stories", "show", "late-launch", "--json").out)["tellings"]
    assert [each["id"] for each in told] == list(answers)
    first, second = told
    assert (first["figures"], second["figures"][0]["said"]["value"]) == ([], 5)
    judged = json.loads(call("review", answers[0], "--json").out)["attempts"][0]
    verdicts = [point["verdict"] for point in judged["points"]]
    assert first["points"] == {
        "made": verdicts.count("covered"),
        "to_check": verdicts.count("check"),
        "of": len(verdicts),
    }
    assert second["left_out"] == ["differently"]


def test_a_point_that_the_speaker_decides_counts_in_the_telling(call: Call, answers: tuple[str, str]) -> None:
    before = json.loads(call("stories", "show", "late-launch", "--json").out)["tellings"][0]["points"]
    points = json.loads(call("review", answers[0], "--json").out)["attempts"][0]["points"]
    open_point = next(point["id"] for point in points if point["verdict"] == "check")
    assert call("review", answers[0], "--tick", f"{open_point}=yes").code == 0
    after = json.loads(call("stories", "show", "late-launch", "--json").out)["tellings"][0]["points"]
    assert (after["made"], after["to_check"]) == (before["made"] + 1, before["to_check"] - 1)


def test_exports_hold_every_telling(call: Call, answers: tuple[str, str]) -> None:
    session = answers[1].rpartition("-")[0]
    exported = call("export", session, "--format", "md").out
    table = [line for line in exported.splitlines() if line.startswith("| ")]
    assert len(table) == 4  # the heads, the line below them, two tellings
    assert "written: 6 percent" in table[3]
    (attempt,) = json.loads(call("export", session, "--format", "json").out)["attempts"]
    assert [each["id"] for each in attempt["story"]["tellings"]] == list(answers)


def test_it_can_be_set_right(call: Call, answers: tuple[str, str]) -> None:
    assert "Tells your story late-launch" in call("stories", "told", answers[0]).out
    done = call("stories", "told", answers[0], "none")
    assert "tells none of your stories (as you said)" in done.out
    assert "Tells your story" not in call("review", answers[0]).out
    assert json.loads(call("review", answers[0], "--json").out)["attempts"][0]["story"] is None
    told = json.loads(call("stories", "told", answers[0], "late", "--json").out)
    assert told["story"]["decided"] is True
    assert "(as you said)" in call("review", answers[0]).out
    assert call("stories", "told", answers[0], "nothing").code == 2


def test_forgetting_an_answer_forgets_that(call: Call, home: Path, answers: tuple[str, str]) -> None:
    call("stories", "told", answers[0], "late")
    assert call("history", "forget", answers[0], "--yes").code == 0
    with History.open(home / "history.sqlite3") as history:
        assert history.told() == {}


def test_a_draft_is_told_by_the_answer_it_comes_from(call: Call, home: Path) -> None:
    session = practised(home, ("launch-failed", TOLD))
    call("stories", "from", f"{session}-1", "--title", "Returns")
    assert "Tells your story returns  (as you said)" in call("review", "last").out


def test_without_stories_review_is_as_it_was(call: Call, home: Path) -> None:
    practised(home, ("launch-failed", TOLD))
    assert json.loads(call("review", "last", "--json").out)["attempts"][0]["story"] is None
    assert "Tells your story" not in call("review", "last").out


def test_the_demo_tells_no_story_of_yours(call: Call, home: Path, folder: Path) -> None:
    practised(home, ("launch-failed", TOLD), kind="demo")
    assert "Tells your story" not in call("review", "last").out
