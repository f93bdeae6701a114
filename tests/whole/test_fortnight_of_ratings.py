"""A fortnight before and after an interview, by a fixed clock: a story is written and told, answers are
rated and verdicts corrected, all is judged anew, and at last the real interview is noted."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from tests.cli.test_stories import TOLD
from tests.cli.test_tick import judged
from tests.practised import Call, Done, spoken
from tests.practised import call as call
from tests.stories.written import LAUNCH
from voicesim.assess.assessment import Verdict
from voicesim.assess.judge import assess
from voicesim.assess.norms import load_norms
from voicesim.bank.load import find_question, load_bank
from voicesim.speech.words import SpeechSpan
from voicesim.store import stamps
from voicesim.store.history import History

FIRST_DAY = datetime(2025, 3, 3, 9, tzinfo=UTC)
OTHERWISE = TOLD.replace("9 to 6 percent", "9 to 5 percent")
OTHER = "We tested with ten shops and fixed what they found before everybody got it."
DAYS = (0, 2, 4, 7, 9, 11)
REASON = "I said so with the shops in the first sentence."
BANK = load_bank("senior-pm")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What all that is kept is stamped with; the last one counts."""
    moments = [FIRST_DAY]

    class Fixed:
        @staticmethod
        def now(zone: tzinfo) -> datetime:
            return moments[-1].astimezone(zone)

    monkeypatch.setattr(stamps, "datetime", Fixed)
    return moments


def practise(home: Path, text: str, question_id: str, went: int, thought: int) -> str:
    """One rated answer: its speaker thinks that the first `thought` points were made. Returns its id."""
    question, norms, transcript = find_question(BANK, question_id), load_norms(), spoken(text)
    end_s = transcript.words[-1].end_s or 0.0
    with History.open(home / "history.sqlite3") as history:
        session = history.start_session("practice", BANK.id, BANK.version, planned=[question_id])
        attempt = history.begin_attempt(session.id, question, 1)
        history.save_recording(attempt.id, end_s, spans=(span := SpeechSpan(0.8, end_s),))
        history.save_rating(attempt.id, went, [point.id for point in question.key_points[:thought]])
        history.save_transcript(attempt.id, transcript)
        verdict = assess(question, transcript.words, (span,), end_s, norms)
        history.save_assessment(attempt.id, verdict, bank_id=BANK.id, bank_version=BANK.version, norms=norms)
        history.finish_session(session.id)
    return attempt.id


@pytest.fixture
def fortnight(home: Path, call: Call, clock: list[datetime]) -> list[str]:
    """The ids of six answers: four tell the story, one of them otherwise. Their first verdicts are made up,
    so that judging anew has something to change."""
    assert call("stories", "new", "The late launch").code == 0
    (home / "stories" / "the-late-launch.md").write_text(LAUNCH, encoding="utf-8")
    ids = []
    for number, day in enumerate(DAYS):
        clock.append(FIRST_DAY + timedelta(days=day))
        text, question = (OTHER, "quality") if number in (1, 4) else (TOLD, "launch-failed")
        text = OTHERWISE if number == 3 else text
        ids.append(practise(home, text, question, went=2 + number // 2, thought=number // 2 + 1))
        covered: list[Verdict] = ["covered"] * (number // 2)
        judged(home, ids[-1], *covered, "missed", "check")
    return ids


def correct(call: Call, answer: str) -> tuple[str, str]:
    """Disagree with the first verdict that is missed; the point and the verdict of then."""
    (told,) = json.loads(call("review", answer, "--json").out)["attempts"]
    point = next(each["id"] for each in told["points"] if each["verdict"] == "missed")
    assert call("review", answer, "--tick", f"{point}=yes", "--reason", REASON).code == 0
    return point, "missed"


def debrief(call: Call, monkeypatch: pytest.MonkeyPatch, *options: str) -> Done:
    notes = "- a launch that did not go as planned\n- how do you make sure of quality\n- expected salary\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(notes))
    return call("debrief", "--on", "2025-03-16", "--about", "ACME", *options)


def test_own_judgement_is_told_over_the_fortnight(call: Call, fortnight: list[str]) -> None:
    told = json.loads(call("progress", "--json").out)["self_rating"]
    assert told["answers"] == 6
    assert [each["went"] for each in told["over_time"]] == [2, 2, 3, 3, 4, 4]
    # Each time one more was thought made than was; the one after it is to check and says nothing.
    assert told["thought_made_but_missed"] == 6
    assert told["made_but_not_thought"] == 0
    assert (told["pairs"], told["in_order"]) == (12, 12), "a better mark for every better answer"
    assert told["share"] > told["chance"]
    shown = call("progress").out
    assert "Your own judgement" in shown
    assert "thought made but missed: 6" in " ".join(shown.split())


def test_corrections_outlive_judging_anew_and_leave_as_labels(
    call: Call, clock: list[datetime], fortnight: list[str]
) -> None:
    corrected = {answer: correct(call, answer) for answer in (fortnight[0], fortnight[2])}
    clock.append(FIRST_DAY + timedelta(days=12))
    assert call("rescore").code == 0
    for answer, (point, over) in corrected.items():
        (line,) = call("export", answer, "--format", "labels").out.splitlines()
        label = json.loads(line)
        assert label["covered"] == [point]
        assert label["verdicts"] == {point: over}
        assert label["reasons"] == {point: REASON}
        (told,) = json.loads(call("review", answer, "--json").out)["attempts"]
        kept = next(each for each in told["points"] if each["id"] == point)
        assert (kept["own"], kept["own_over"], kept["own_reason"]) == ("covered", "missed", REASON)
        assert told["self_rating"]["went"] in (2, 3), "what was thought beforehand stays as well"
    counted = json.loads(call("progress", "--json").out)["corrections"]
    assert (counted["to_made"], counted["to_not_made"]) == (2, 0)


def test_a_telling_is_held_against_the_story_on_the_page_and_in_exports(
    call: Call, fortnight: list[str], tmp_path: Path
) -> None:
    otherwise = fortnight[3]
    correct(call, otherwise)
    page = tmp_path / "page.html"
    assert call("export", otherwise, "-o", page).code == 0
    shown = page.read_text(encoding="utf-8")
    for part in (
        "Told against written",
        "Tells your story the-late-launch",
        "written “6 percent”, said “5 percent”",
        "on 2025-03-03",
        "You thought: it went 3 of 5, 2 of",
        REASON,
    ):
        assert part in shown, part
    notes = call("export", otherwise, "-f", "md").out
    assert "### Told against written" in notes
    assert "- Other figure: written “6 percent”, said “5 percent”" in notes
    (told,) = json.loads(call("export", otherwise, "-f", "json").out)["attempts"]
    assert told["story"]["name"] == "the-late-launch"
    assert len(told["story"]["other_tellings"]) == 3
    table = call("export", otherwise, "-f", "csv").out.removeprefix("\ufeff")
    assert next(csv.DictReader(io.StringIO(table)))["story"] == "the-late-launch"


def test_the_real_interview_shows_what_had_been_practised(
    call: Call, clock: list[datetime], fortnight: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.append(FIRST_DAY + timedelta(days=13, hours=9))
    done = debrief(call, monkeypatch, "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["noted_at"].startswith("2025-03-16")
    launch, quality, salary = found["questions"]
    assert (launch["question"], quality["question"], salary["question"]) == ("launch-failed", "quality", None)
    assert (launch["practised"]["answers"], launch["practised"]["last"]) == (4, fortnight[5])
    assert (launch["practised"]["days_before"], launch["practised"]["went"]) == (2, 4)
    assert quality["practised"]["answers"] == 2
    assert call("debrief", "add", found["id"], "3").code == 0
    shown = " ".join(call("debrief", "show").out.split())
    assert "3 questions came: 3 in your banks, 2 practised before." in shown
    assert "practised 4 times, last 2 days before; 2 of" in shown
    assert "you thought: 4 of 5" in shown


def test_whatever_was_said_goes_when_it_is_forgotten(
    call: Call, home: Path, fortnight: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(call, fortnight[0])
    debrief(call, monkeypatch)
    assert call("history", "forget", fortnight[0], "--yes").code == 0
    told = json.loads(call("progress", "--json").out)
    assert (told["self_rating"]["answers"], told["corrections"]["to_made"]) == (5, 0)
    assert call("history", "forget", "--all", "--yes").code == 0
    with History.open(home / "history.sqlite3") as history:
        assert history.debriefs() == ()
        assert history.measured() == ()
    assert REASON.encode() not in (home / "history.sqlite3").read_bytes()
    assert b"expected salary" not in (home / "history.sqlite3").read_bytes()
