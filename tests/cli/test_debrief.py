"""voicesim debrief: after a real interview, piped, from a file, spoken, and set right."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.practised import Call, Done, practised, spoken
from tests.practised import call as call
from tests.test_interview import Desk
from voicesim.answering import Answering
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.wav import write_wav
from voicesim.bank.load import load_bank
from voicesim.cli.came import recorded
from voicesim.desk import Command, RecordingState
from voicesim.speech.words import Transcript
from voicesim.store.history import History

NOTES = "# ACME\n- tell me about a launch that did not go as planned\n- expected salary\n"
SAID = "We dropped the forecasting module to keep the date, and churn fell by 12 percent."


@pytest.fixture
def debriefed(call: Call, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Note these lines, as they come through a pipe."""

    def note(text: str, *options: str) -> Done:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return call("debrief", *options)

    return note


class Writes:
    """Hears the same whatever is said."""

    name = "writes"

    def transcribe(self, *arguments: object) -> Transcript:
        return spoken("Tell me about yourself.")


def answering_to(length_s: float, folder: Path, *, paced: bool = False) -> Answering:
    """A recording of so many seconds that has not begun."""
    sound = Clip(np.full(round(length_s * RATE_HZ), 0.1, np.float32))
    microphone = FileMicrophone(sound, paced=paced)
    path = folder / f"{length_s:g}.wav"
    return Answering(microphone, path, max_s=600.0, end_on_silence_s=None, transcriber=Writes())


def told(done: Done) -> list[tuple[int, str | None]]:
    assert done.code == 0, done.err
    return [(each["number"], each["question"]) for each in json.loads(done.out)["questions"]]


def test_each_line_is_held_against_the_banks_and_against_what_was_practised(
    debriefed: Callable[..., Done], home: Path
) -> None:
    practised(home, ("launch-failed", SAID), days_ago=4)
    practised(home, ("launch-failed", SAID), days_ago=2)
    done = debriefed(NOTES, "--about", "ACME")
    assert done.code == 0, done.err
    out = " ".join(done.out.split())
    for part in (
        "2 questions came: 1 in your banks, 1 practised before.",
        "senior-pm:launch-failed (likeness 0.",
        "practised 2 times, last 2 days before;",
        "in none of your banks, as far as is known",
        "voicesim debrief match debrief-1 1 QUESTION|none",
        "voicesim debrief add debrief-1 2",
    ):
        assert part in out


def test_as_data_with_what_it_is_like(debriefed: Callable[..., Done], home: Path) -> None:
    session = practised(home, ("launch-failed", SAID), days_ago=2)
    with History.open(home / "history.sqlite3") as history:
        history.save_rating(f"{session}-1", 4, [])
    day = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    done = debriefed(NOTES, "--on", day, "--json")
    assert told(done) == [(1, "launch-failed"), (2, None)]
    found = json.loads(done.out)
    first, second = found["questions"]
    assert (found["id"], found["held_on"]) == ("debrief-1", day)
    assert first["nearest"][0]["question"] == "launch-failed"
    practised_before = first["practised"]
    assert (practised_before["last"], practised_before["went"]) == (f"{session}-1", 4)
    assert practised_before["made"] + len(practised_before["open"]) == practised_before["points"]
    assert second["practised"] is None


def test_what_was_practised_after_it_does_not_count(debriefed: Callable[..., Done], home: Path) -> None:
    practised(home, ("launch-failed", SAID), days_ago=1)
    day = (datetime.now(UTC) - timedelta(days=5)).date().isoformat()
    assert json.loads(debriefed(NOTES, "--on", day, "--json").out)["questions"][0]["practised"] is None


def test_a_match_can_be_set_right_and_declined(call: Call, debriefed: Callable[..., Done]) -> None:
    debriefed(NOTES)
    assert told(call("debrief", "match", "debrief-1", 1, "none", "--json"))[0] == (1, None)
    assert "none of yours, as you said" in call("debrief", "show").out
    assert told(call("debrief", "match", "1", 2, "pm-opening:why-role", "--json"))[1] == (2, "why-role")
    assert "(as you said)" in call("debrief", "show", "last").out
    for wrong in (("debrief-1", 3, "quality"), ("debrief-9", 1, "quality"), ("debrief-1", 1, "unheard-of")):
        assert call("debrief", "match", *wrong).code == 2


def test_what_no_bank_has_goes_into_one_of_one_s_own_with_points_to_fill_in(
    call: Call, debriefed: Callable[..., Done], home: Path
) -> None:
    debriefed(NOTES, "--about", "ACME")
    done = call("debrief", "add", "debrief-1", 2)
    assert done.code == 0, done.err
    path = home / "my-questions.yaml"
    assert f"voicesim practice {path}" in done.err
    (question,) = load_bank(path).questions
    assert (question.id, question.prompt) == ("expected-salary", "expected salary")
    assert "ACME" in question.notes[0]
    assert "made up, since no point is given" in path.read_text(encoding="utf-8")
    again = debriefed("expected salary\nwhy now", "--json")
    assert told(again)[0] == (1, "expected-salary"), "it is known from now on"
    call("debrief", "add", "debrief-2", 1, 2)
    assert [each.id for each in load_bank(path).questions] == ["expected-salary", "expected-salary-2", "now"]


def test_a_bank_that_is_there_keeps_its_lines(
    call: Call, debriefed: Callable[..., Done], tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    before = (
        "# mine\nsections:\n  - id: one\n    questions:\n      - id: first\n        prompt: Why?\n"
        "        key_points: [{id: a, means: Says why.}]   # short\n"
    )
    path.write_text(before, encoding="utf-8")
    debriefed(NOTES)
    assert call("debrief", "add", "last", 2, "--to", path).code == 0
    assert path.read_text(encoding="utf-8").startswith(before)
    assert [each.section for each in load_bank(path).questions] == ["one", "one"]
    for other in (
        "questions: [{id: a, prompt: Why?, key_points: [{id: a, means: Says why.}]}]\n",
        f"{before}title: T\n",
    ):
        path.write_text(other, encoding="utf-8")
        done = call("debrief", "add", "last", 1, "--to", path)
        assert (done.code, "does not end with its list of questions" in done.err) == (2, True)
        assert path.read_text(encoding="utf-8") == other


def test_a_text_file_and_a_recording_are_read(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text(NOTES, encoding="utf-8")
    assert told(call("debrief", "--from", notes, "--json")) == [(1, "launch-failed"), (2, None)]

    class Hears:
        def transcribe(self, *arguments: object) -> object:
            return spoken("They asked about a launch that did not go as planned. And my expected salary.")

    monkeypatch.setattr("voicesim.cli.came.usable_transcriber", lambda *arguments: Hears())
    recording = tmp_path / "notes.wav"
    write_wav(recording, Clip(np.full(RATE_HZ, 0.1, np.float32)))
    assert told(call("debrief", "--from", recording, "--json")) == [(1, "launch-failed"), (2, None)]
    monkeypatch.setattr("voicesim.cli.came.usable_transcriber", lambda *arguments: None)
    done = call("debrief", "--from", recording)
    assert (done.code, "type the questions instead" in done.err) == (1, True)


def test_what_is_spoken_is_recorded_to_its_end_and_written_down(tmp_path: Path) -> None:
    desk = Desk()
    recorded(answering_to(2.0, tmp_path), desk)
    assert desk.of(RecordingState)
    stopped = Desk(recording=[Command.PAUSE, Command.PAUSE, Command.GO])
    said = recorded(answering_to(600.0, tmp_path, paced=True), stopped)
    assert said == "Tell me about yourself."


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--on", "2026-13-01"), "is no day"),
        (("--on", "2999-01-01"), "still to come"),
        (("--from", "/nowhere/notes.txt"), "There is no file"),
        (("--bank", "unheard-of"), "no question bank"),
        (("--spoken",), "needs a terminal"),
        (("--spoken", "--from", "x.txt"), "do not go together"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(
    call: Call, debriefed: Callable[..., Done], options: tuple[str, ...], words: str
) -> None:
    done = debriefed(NOTES, *options)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert "no debrief yet" in call("debrief", "list").err


def test_nothing_noted_is_told(debriefed: Callable[..., Done]) -> None:
    done = debriefed("\n# heading\n")
    assert (done.code, "No question was noted" in done.err) == (2, True)


def test_they_are_listed_exported_and_forgotten(
    call: Call, debriefed: Callable[..., Done], home: Path, tmp_path: Path
) -> None:
    debriefed(NOTES, "--about", "ACME")
    debriefed(NOTES)
    assert [each["id"] for each in json.loads(call("debrief", "list", "--json").out)] == [
        "debrief-2",
        "debrief-1",
    ]
    notes = call("export", "debrief-1").out
    assert "ACME" in notes
    assert "“expected salary”" in notes
    path = tmp_path / "d.json"
    assert call("export", "debrief-1", "-o", path).code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["id"] == "debrief-1"
    assert "choose md or json" in call("export", "debrief-1", "-f", "srt").err
    assert call("history", "forget", "debrief-1").code == 2, "nobody can be asked"
    assert call("history", "forget", "debrief-1", "--yes").code == 0
    assert call("history", "forget", "debrief-1", "--yes").code == 2
    practised(home, ("quality", SAID))
    assert call("history", "forget", "--all", "--yes").code == 0
    assert "no debrief yet" in call("debrief", "list").err
