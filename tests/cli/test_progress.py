"""voicesim progress, and the questions that practice chooses by it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.practised import Call, Done, practised, spoken
from tests.practised import call as call
from voicesim.bank.load import find_question, load_bank
from voicesim.cli.render.sparkline import sparkline
from voicesim.demo.candidate import SampleAnswer
from voicesim.store.history import History

POOR = "Um, I always look at the data."
FULL = (
    "The first thing I did was go and sit with fourteen warehouse managers over three weeks, watching "
    "how they process a return. I looked at what the two bigger players were doing, and there was space "
    "for us. I turned that into three goals for the year, like getting from nineteen hours down to six, "
    "which was hard but doable. I ran sessions with ops, sales and engineering and let them poke holes "
    "in it. The number we watch is median time to decision."
)
DECIDED = "We dropped the forecasting module to keep the launch date, and churn fell by 12 percent."


def test_before_the_first_answer_the_way_to_it_is_told(call: Call) -> None:
    done = call("progress")
    assert (done.code, done.out) == (0, "")
    assert "voicesim practice" in done.err
    assert json.loads(call("progress", "--json").out)["answers"] == 0


def test_the_demo_is_not_ones_own_progress(call: Call, home: Path) -> None:
    practised(home, ("quality", POOR), kind="demo")
    assert json.loads(call("progress", "--json").out)["answers"] == 0


def test_it_shows_curves_weak_points_and_what_is_due(call: Call, home: Path) -> None:
    for day in (5, 3, 2):
        practised(home, ("quality", POOR), ("vision-define", DECIDED), days_ago=day)
    done = call("progress")
    assert done.code == 0, done.err
    for part in ("6 answers in 3 sessions", "key points made", "fillers a minute", "metrics", "Most to gain"):
        assert part in done.out
    assert "voicesim practice --question quality" in done.out
    assert "voicesim practice --due" in done.out


def test_json_holds_the_series(call: Call, home: Path) -> None:
    practised(home, ("quality", POOR), days_ago=3)
    practised(home, ("vision-define", DECIDED), days_ago=1)
    found = json.loads(call("progress", "--json").out)
    assert (found["answers"], found["sessions"], len(found["over_time"])) == (2, 2, 2)
    assert len(found["weakest"]) == 3
    assert {each["question"] for each in found["repetitions"]} == {"quality", "vision-define"}
    assert "quality" in found["due"]


@pytest.mark.parametrize(("begin_h", "days_before"), [(0, 0), (5, 0), (12, 1)])
def test_the_settings_say_when_a_day_begins(call: Call, home: Path, begin_h: int, days_before: int) -> None:
    six_in_the_morning = datetime.now().astimezone().replace(hour=6) - timedelta(days=9)
    practised(home, ("quality", POOR), days_ago=(datetime.now(UTC) - six_in_the_morning) / timedelta(days=1))
    (home / "settings.toml").write_text(f"day_begins_h = {begin_h}")
    day = six_in_the_morning.date() - timedelta(days=days_before)
    assert json.loads(call("progress", "--json").out)["since"] == day.isoformat()


def test_one_section_by_itself(call: Call, home: Path) -> None:
    practised(home, ("quality", POOR), ("vision-define", DECIDED))
    section = find_question(load_bank("senior-pm"), "quality").section
    assert json.loads(call("progress", "--section", section, "--json").out)["answers"] == 1
    done = call("progress", "--section", "nonsense")
    assert done.code == 2
    assert section in done.err


def test_the_charts_are_a_page_beside_the_recordings(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practised(home, ("quality", POOR))
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)  # says, by None, that there is no browser
    done = call("progress", "--open")
    assert done.code == 0
    page = Path(done.out.strip())
    assert page.parent == home / "recordings"
    assert opened == [page.as_uri()]
    assert "No browser" in done.err
    assert call("history", "forget", "--all", "--yes").code == 0
    assert not page.exists()


@pytest.mark.parametrize(
    ("values", "encoding", "curve"),
    [
        ([], "utf-8", ""),
        ([0, 0.5, 1], "utf-8", "▁▅█"),
        ([0, 0.5, 1], "ascii", "_+@"),
        ([3, 3], "utf-8", "▄▄"),
        ([0.2], "utf-8", "▄"),
    ],
)
def test_a_curve_fits_its_values_and_its_terminal(values: list[float], encoding: str, curve: str) -> None:
    assert sparkline(values, encoding) == curve


def test_a_curve_keeps_to_its_bounds_and_to_the_newest() -> None:
    assert sparkline([-1, 2], "utf-8", low=0, high=1) == "▁█"
    assert len(sparkline(list(range(100)), "utf-8")) == 24


# What practice chooses

Spoken = tuple[SampleAnswer, Path]


@pytest.fixture
def answers(tmp_path: Path, spoken_answer: Spoken) -> Path:
    folder = tmp_path / "answers"
    folder.mkdir()
    shutil.copy(spoken_answer[1], folder / "1.wav")
    return folder


def asked(done: Done) -> list[str]:
    assert done.code == 0, done.err
    return [json.loads(line)["question"] for line in done.out.splitlines()]


@pytest.fixture
def practice(call: Call, answers: Path) -> Callable[..., Done]:
    """Answers one question with a recording; more options choose which."""
    common = ("practice", "--answers", answers, "--model", "demo", "--no-voice", "--json")
    return lambda *options: call(*common, *options)


def test_what_is_due_is_asked_once_a_day(practice: Callable[..., Done], home: Path) -> None:
    practised(home, ("quality", POOR), days_ago=4)
    assert asked(practice("--due")) == ["quality"]
    again = practice("--due")
    assert (again.code, again.out) == (0, "")
    assert "Nothing is due today; next is quality on" in again.err


def test_nothing_is_due_before_anything_was_answered(call: Call) -> None:
    done = call("practice", "--due", "--no-voice")
    assert (done.code, done.out) == (0, "")
    assert "no question of senior-pm is practised yet" in done.err


def test_the_weakest_question_comes_first(practice: Callable[..., Done], home: Path) -> None:
    practised(home, ("vision-define", FULL), ("quality", POOR), days_ago=1)
    assert asked(practice("--weak")) == ["quality"]


def test_resume_asks_what_was_planned_and_not_answered(practice: Callable[..., Done], home: Path) -> None:
    practised(home, ("quality", POOR), planned=("quality", "vision-define"), days_ago=1)
    assert asked(practice("--resume")) == ["vision-define"]
    done = practice("--resume")
    assert (done.code, done.out) == (0, "")
    assert "is answered" in done.err


def test_resume_finishes_what_was_recorded_first(
    practice: Callable[..., Done], home: Path, spoken_answer: tuple[SampleAnswer, Path]
) -> None:
    bank = load_bank("senior-pm")
    with History.open(home / "history.sqlite3") as history:
        session = history.start_session(
            "practice", bank.id, bank.version, planned=["quality", "vision-define"]
        )
        attempt = history.begin_attempt(session.id, find_question(bank, "quality"), 1)
        recording = home / "recordings" / str(attempt.audio_path)
        recording.parent.mkdir(parents=True)
        shutil.copy(spoken_answer[1], recording)
        history.save_recording(attempt.id, 20.0)
        history.finish_session(session.id)
    assert asked(practice("--resume")) == ["quality", "vision-define"]
    with History.open(home / "history.sqlite3") as history:
        assert history.pending() == ()


def test_resume_without_a_session_says_so(call: Call) -> None:
    done = call("practice", "--resume", "--no-voice")
    assert done.code == 0
    assert "no session to resume" in done.err


def test_resume_of_a_session_on_another_bank_names_it(call: Call, home: Path) -> None:
    with History.open(home / "history.sqlite3") as history:
        history.start_session("practice", "my-own", "1", planned=["a"])
    done = call("practice", "--resume", "--no-voice")
    assert done.code == 2
    assert "my-own" in done.err


@pytest.mark.parametrize(
    "two", [("--due", "--weak"), ("--weak", "--resume"), ("--due", "--question", "quality")]
)
def test_two_ways_to_choose_contradict_each_other(call: Call, two: tuple[str, ...]) -> None:
    done = call("practice", *two)
    assert done.code == 2
    assert "do not go together" in done.err


# Judging again


def test_rescore_keeps_the_old_verdict_and_changes_nothing_twice(call: Call, home: Path) -> None:
    session = practised(home, ("quality", DECIDED))
    (home / "settings.toml").write_text("[norms]\npause_long_s = 1.5\n")
    done = call("rescore", session, "--json")
    assert done.code == 0, done.err
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == [f"{session}-1"]
    call("rescore")
    with History.open(home / "history.sqlite3") as history:
        old, new = history.judgements(f"{session}-1")
    assert old.norms != new.norms


def test_rescore_judges_by_the_bank_of_today(call: Call, home: Path, tmp_path: Path) -> None:
    bank = tmp_path / "mine.yaml"
    text = "id: mine\nquestions:\n  - id: one\n    prompt: What did you do?\n    key_points:\n"
    bank.write_text(text + "      - {id: first, means: says what they did}\n")
    mine = load_bank(bank)
    with History.open(home / "history.sqlite3") as history:
        session = history.start_session("practice", mine.id, mine.version)
        attempt = history.begin_attempt(session.id, mine.questions[0], 1, audio=False)
        history.save_transcript(attempt.id, spoken(DECIDED))
        history.finish_session(session.id)
    bank.write_text(text + "      - {id: second, means: says why}\n")
    unknown = call("rescore", "--json")
    assert "--bank" in unknown.err
    assert [point["id"] for point in json.loads(unknown.out)["points"]] == ["first"]
    known = call("rescore", "--bank", bank, "--json")
    assert [point["id"] for point in json.loads(known.out)["points"]] == ["second"]


def test_rescore_of_nothing_says_so(call: Call) -> None:
    done = call("rescore")
    assert (done.code, done.out) == (0, "")
    assert "no answer to judge again" in done.err
