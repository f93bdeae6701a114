"""voicesim review: sessions listed, shown, searched and heard."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.practised import Call, practised
from tests.practised import call as call
from voicesim.audio.clip import Clip
from voicesim.audio.player import Playback
from voicesim.cli.render.console import THEME, SafeConsole
from voicesim.cli.render.review import sessions_table
from voicesim.store.history import History

GOOD = "We dropped the forecasting module to keep the date, and churn fell by 12 percent."
POOR = "Um, I always look at the data."


def test_without_a_session_the_way_to_one_is_told(call: Call) -> None:
    done = call("review")
    assert (done.code, done.out) == (0, "")
    assert "voicesim practice" in done.err
    assert json.loads(call("review", "--json").out) == []


def test_sessions_are_listed_newest_first_with_their_measures(call: Call, home: Path) -> None:
    old = practised(home, ("quality", GOOD), ("launch-failed", POOR), days_ago=3)
    new = practised(home, ("quality", GOOD), kind="demo", days_ago=1)
    done = call("review")
    assert done.code == 0
    header, first, second = done.out.splitlines()
    assert header.split()[:2] == ["session", "when"]
    assert first.startswith(new)
    assert "demo" in first
    assert second.startswith(old)
    assert "0 of 2" in second


def test_a_list_fits_eighty_columns_with_whole_ids(home: Path) -> None:
    session = practised(home, ("quality", GOOD))
    with History.open(home / "history.sqlite3") as history:
        out = io.StringIO()
        console = SafeConsole(width=80, theme=THEME, file=out, force_terminal=True, color_system=None)
        console.print(sessions_table(history.sessions(), history.measured()))
    shown = out.getvalue()
    assert session in shown
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_a_long_list_is_cut_and_says_so(call: Call, home: Path) -> None:
    ids = [practised(home, ("quality", POOR), days_ago=day) for day in (3, 2, 1)]
    done = call("review", "--limit", "2")
    assert [line.split()[0] for line in done.out.splitlines()[1:]] == [ids[2], ids[1]]
    assert "newest 2" in done.err
    assert len(call("review", "--limit", "0").out.splitlines()) == 4
    assert len(json.loads(call("review", "--limit", "1", "--json").out)) == 1


def test_json_is_an_array_of_sessions_in_the_documented_shape(call: Call, home: Path) -> None:
    practised(home, ("quality", GOOD), days_ago=2)
    newest = practised(home, ("launch-failed", GOOD), ("quality", POOR), days_ago=1)
    done = call("review", "--json")
    sessions = json.loads(done.out)
    assert (len(sessions), sessions[0]["id"]) == (2, newest)
    assert {"id", "started_at", "bank", "attempts"} <= sessions[0].keys()
    assert [attempt["question"] for attempt in sessions[0]["attempts"]] == ["launch-failed", "quality"]
    assert all(attempt["points"] and attempt["words"] for attempt in sessions[0]["attempts"])


def test_a_session_is_shown_in_full(call: Call, home: Path) -> None:
    session = practised(home, ("quality", GOOD), ("launch-failed", POOR))
    for name in (session, session[:15], "last"):
        done = call("review", name)
        assert done.code == 0, done.err
        for part in (f"{session}-1: quality", "forecasting", "Um, I always", "launch-failed", "--play"):
            assert part in done.out
    assert json.loads(call("review", session, "--json").out)["id"] == session


def test_an_unknown_session_is_told(call: Call, home: Path) -> None:
    practised(home, ("quality", POOR))
    done = call("review", "nonsense")
    assert (done.code, done.out) == (2, "")
    assert "no session nonsense" in done.err


def test_a_verdict_given_before_is_named(call: Call, home: Path) -> None:
    session = practised(home, ("quality", GOOD))
    with History.open(home / "history.sqlite3") as history:
        (attempt,) = history.attempts()
        assert attempt.assessment is not None
        history.save_assessment(attempt.id, attempt.assessment, bank_id="senior-pm", bank_version="new")
    assert "Judged before: " in call("review", session).out


def test_a_search_shows_the_words_marked_with_their_second(call: Call, home: Path) -> None:
    practised(home, ("quality", GOOD), ("launch-failed", POOR))
    done = call("review", "--search", "forecasts")
    assert done.code == 0
    head, line = done.out.splitlines()[:2]
    assert "quality" in head
    assert line.split()[0] == "0:02"
    assert "[forecasting]" in done.out
    assert "Um" not in done.out


def test_a_search_as_json_gives_each_place(call: Call, home: Path) -> None:
    session = practised(home, ("quality", GOOD))
    (found,) = json.loads(call("review", "--search", '"12 percent"', "--json").out)
    assert found["id"] == f"{session}-1"
    (place,) = found["places"]
    assert place["text"] == "12 percent."
    assert place["end_s"] > place["start_s"] > 4


def test_a_search_that_finds_nothing_says_so(call: Call, home: Path) -> None:
    practised(home, ("quality", GOOD))
    done = call("review", "--search", "zanzibar")
    assert (done.code, done.out) == (0, "")
    assert "zanzibar" in done.err
    assert json.loads(call("review", "--search", "zanzibar", "--json").out) == []


def test_wishes_that_do_not_go_together(call: Call) -> None:
    done = call("review", "--search", "x", "--open")
    assert done.code == 2
    assert "--search and --open" in done.err


class Loudspeaker:
    """Stands in for the real one and remembers what it was given."""

    heard: tuple[int, float] = (0, 0.0)

    def __init__(self, device: str | None = None) -> None:
        pass

    def play(self, clip: Clip) -> Playback:
        from voicesim.audio.player import SilentPlayer

        Loudspeaker.heard = (len(clip.samples), clip.duration_s)
        return SilentPlayer(paced=False).play(clip)


@pytest.fixture
def recorded(home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An answer with ten seconds of sound; returns its id."""
    monkeypatch.setattr("voicesim.cli.review.DevicePlayer", Loudspeaker)
    session = practised(home, ("quality", GOOD))
    path = home / "recordings" / session / "1.wav"
    path.parent.mkdir(parents=True)
    soundfile.write(path, np.full(160_000, 0.1), 16_000)
    return f"{session}-1"


@pytest.mark.parametrize(("place", "left_s"), [("", 10.0), ("@4", 6.0), ("@0:04", 6.0), ("@2.5", 7.5)])
def test_an_answer_is_played_from_any_second(call: Call, recorded: str, place: str, left_s: float) -> None:
    done = call("review", "--play", f"{recorded}{place}")
    assert done.code == 0, done.err
    assert Loudspeaker.heard[1] == pytest.approx(left_s)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("@10", "10 s long"),
        ("@soon", "@41"),
        ("@-3", "@41"),
        ("@1:xx", "@1:05"),
        ("@inf", "@41"),
        ("@nan", "@41"),
    ],
)
def test_a_second_that_is_none_is_told(call: Call, recorded: str, place: str, words: str) -> None:
    done = call("review", "--play", f"{recorded}{place}")
    assert done.code == 2
    assert words in done.err


def test_a_recording_that_is_gone_is_told(call: Call, recorded: str, home: Path) -> None:
    next((home / "recordings").rglob("*.wav")).unlink()
    done = call("review", "--play", recorded)
    assert done.code == 2
    assert "1.wav" in done.err


def test_the_page_is_written_beside_the_recordings_and_opened(
    call: Call, recorded: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_page(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", open_page)
    done = call("review", "--open", "last")
    assert done.code == 0, done.err
    page = Path(done.out.strip())
    assert page.parent.parent == home / "recordings"
    assert "forecasting" in page.read_text(encoding="utf-8")
    assert opened == [page.as_uri()]
