"""What the speakers say of their own points, in every form in which a session leaves voicesim."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.read_answers import read_answers
from tests.sample_session import QUESTION, SESSION, decided, followed_up, short, story, waiting
from tools.benchmarks import coverage_answers
from voicesim.assess.own import OwnVerdict
from voicesim.assess.self_rating import SelfRating
from voicesim.bank.question import Bank, Section
from voicesim.errors import InputError
from voicesim.report.exports import export_text
from voicesim.report.formats import ExportFormat
from voicesim.report.session_json import attempt_json
from voicesim.store.records import Attempt

NOWHERE = Path("nowhere")


def exported(form: str, *attempts: Attempt) -> str:
    return export_text(ExportFormat(form), SESSION, attempts, NOWHERE)


def corrected() -> Attempt:
    """The story; its speaker disagrees with one verdict, and decides on the point to check."""
    at, why = "2026-11-23T07:40:00.000+00:00", "That was my manager's doing."
    own = (OwnVerdict("impact", True, at, "", "check"), OwnVerdict("problem", False, at, why, "covered"))
    return replace(story(), own=own)


def rated() -> Attempt:
    asked = tuple(point.id for point in QUESTION.key_points)
    return replace(story(), rating=SelfRating(4, ("problem", "lesson"), asked, "2026-11-23T07:35:00"))


def labelled(*attempts: Attempt) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported("labels", *attempts).splitlines()]


def test_as_data_it_stands_beside_the_verdict() -> None:
    (told,) = json.loads(exported("json", decided()))["attempts"]
    assert [(point["id"], point["verdict"], point["own"]) for point in told["points"]] == [
        ("problem", "covered", "missed"),
        ("trade-offs", "covered", None),
        ("impact", "check", "covered"),
        ("lesson", "missed", None),
    ]


def test_the_shape_is_the_published_one() -> None:
    text = resources.files("voicesim.report").joinpath("schema/assessment.schema.json").read_text("utf-8")
    jsonschema.validate(attempt_json(decided(), SESSION), json.loads(text))


def test_in_notes_a_point_to_check_asks_and_a_decided_one_tells_who_decided() -> None:
    asking, told = exported("md", story()), exported("md", decided())
    assert "- ? **Impact** (metric), check: did you make this? “measured sign-ups" in asking
    assert "- ? **Impact** (metric), check (you: made it): “measured sign-ups" in told
    assert "- ✓ **Problem**, covered (you: did not make it): “lost one in ten" in told
    assert "did you make this?" not in told


def test_in_the_table_it_has_columns_of_its_own() -> None:
    told, untold = csv.DictReader(io.StringIO(exported("csv", decided(), short())))
    assert (told["own_covered_points"], told["own_missed_points"]) == ("impact", "problem")
    assert (told["covered"], told["check_points"]) == ("2", "impact")
    assert (untold["own_covered_points"], untold["own_missed_points"]) == ("", "")


def test_a_correction_is_told_with_its_reason_and_the_verdict_that_stood_then() -> None:
    (told,) = json.loads(exported("json", corrected()))["attempts"]
    problem, trade_offs, *_ = told["points"]
    assert (problem["own_over"], problem["own_reason"]) == ("covered", "That was my manager's doing.")
    assert (trade_offs["own_over"], trade_offs["own_reason"]) == (None, None)
    assert "(you: did not make it, “That was my manager's doing.”)" in exported("md", corrected())
    (row,) = csv.DictReader(io.StringIO(exported("csv", corrected())))
    assert row["corrected_points"] == "problem", "a point to check is decided, not corrected"
    assert row["correction_reasons"] == "problem: That was my manager's doing."
    assert "you: did not make it, “That was my manager&#39;s doing.”" in exported("html", corrected())


class TestWhatWasThoughtBefore:
    def test_as_data(self) -> None:
        (told,) = json.loads(exported("json", rated()))["attempts"]
        assert told["self_rating"]["went"] == 4
        assert told["self_rating"]["made"] == ["problem", "lesson"]
        (untold,) = json.loads(exported("json", story()))["attempts"]
        assert untold["self_rating"] is None

    def test_in_notes_in_the_table_and_on_the_page_it_stands_beside_the_verdict(self) -> None:
        notes = exported("md", rated())
        assert "You thought: it went 4 of 5, 2 of 4 points made." in notes
        assert "**Problem**, covered (as you thought)" in notes
        assert "**Lesson**, missed (you thought: made)" in notes
        assert "**Impact** (metric), check (you thought: not made): did you make this?" in notes
        (row,) = csv.DictReader(io.StringIO(exported("csv", rated())))
        assert (row["self_rating"], row["thought_made_points"]) == ("4", "problem; lesson")
        page = exported("html", rated())
        assert '<p class="rated">You thought: it went 4 of 5, 2 of 4 points made.</p>' in page
        assert page.count('<p class="thought">as you thought</p>') == 1
        assert '<p class="thought">you thought: made</p>' in page

    def test_who_named_no_points_only_gave_a_mark(self) -> None:
        marked = replace(rated(), rating=SelfRating(2, None, ("problem",), "2026-11-23"))
        assert "You thought: it went 2 of 5." in exported("md", marked)
        assert "as you thought" not in exported("md", marked)


def test_a_session_exported_when_verdicts_were_called_unsure_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(exported("json", story()).replace('"check"', '"unsure"'), encoding="utf-8")
    assert '"verdict": "unsure"' in path.read_text(encoding="utf-8")
    (found,) = read_answers(path)
    assert found.id == story().id


class TestLabels:
    def test_each_answer_is_a_line_with_the_points_that_were_decided(self) -> None:
        attempt = decided()
        assert attempt.transcript is not None
        assert labelled(short(), attempt, waiting()) == [
            {
                "id": attempt.id,
                "question": "hard-choice",
                "text": attempt.transcript.text,
                "covered": ["impact"],
                "missed": ["problem"],
                "verdicts": {},
                "reasons": {},
            }
        ]

    def test_with_the_verdict_that_was_corrected_and_why(self) -> None:
        (told,) = labelled(corrected())
        assert told["verdicts"] == {"impact": "check", "problem": "covered"}
        assert told["reasons"] == {"problem": "That was my manager's doing."}

    def test_a_decision_on_a_point_that_the_question_lost_is_left_out(self) -> None:
        gone = replace(story(), own=(OwnVerdict("budget", True, "2026-11-23"), *decided().own[:1]))
        assert labelled(gone)[0]["covered"] == ["impact"]

    def test_replies_are_left_out(self) -> None:
        answer = followed_up()
        assert answer.reply is not None
        reply = replace(answer.reply, own=(OwnVerdict("impact", True, "2026-11-23"),))
        with pytest.raises(InputError, match="Nobody has decided"):
            labelled(replace(answer, reply=reply), reply)

    def test_without_a_decision_the_way_to_one_is_told(self) -> None:
        with pytest.raises(InputError, match=f"voicesim review {story().id} --tick POINT=yes"):
            labelled(story(), short())

    def test_score_reads_them(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.labels.jsonl"
        path.write_text(exported("labels", decided()), encoding="utf-8")
        (answer,) = read_answers(path)
        assert (answer.id, answer.question_id) == (decided().id, "hard-choice")

    def test_the_benchmark_of_coverage_reads_what_was_decided_and_nothing_else(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.labels.jsonl"
        path.write_text(exported("labels", decided()), encoding="utf-8")
        bank = Bank("mine", "Mine", "1", (Section("s", "S", "", (QUESTION,)),))
        (given,) = coverage_answers.read_answers(path, bank)
        assert (given.made, given.judged) == (frozenset({"impact"}), frozenset({"impact", "problem"}))


class TestThePage:
    def test_a_point_to_check_asks_and_offers_the_words_for_the_command_line(self) -> None:
        page = exported("html", story())
        assert "did you make this?" in page
        assert page.count('data-tick="') == 2
        assert 'data-tick="impact=yes"' in page
        assert f'data-command="voicesim review {story().id}"' in page

    def test_where_all_is_certain_or_decided_nothing_is_asked(self) -> None:
        for attempt in (decided(), short()):
            page = exported("html", attempt)
            assert "data-tick=" not in page
            assert "data-command=" not in page

    def test_what_was_decided_is_shown_as_the_speaker_s_own_and_counts(self) -> None:
        page = exported("html", decided())
        assert '<p class="own covered">you: made it</p>' in page
        assert '<p class="own missed">you: did not make it</p>' in page
        assert ">check</span>" in page, "the judge's verdict stays"
        assert '<i class="missed"></i><i class="covered"></i><i class="covered"></i><i class="missed">' in (
            exported("html", decided(), short())
        )

    def test_a_reply_has_ticks_of_its_own(self) -> None:
        page = exported("html", followed_up())
        assert f'data-command="voicesim review {SESSION.id}-2-f1"' in page
        assert f'data-command="voicesim review {SESSION.id}-2"' not in page

    def test_a_name_that_a_shell_would_read_is_quoted(self) -> None:
        page = exported("html", replace(story(), id="my take; rm"))
        assert "voicesim review &#39;my take; rm&#39;" in page
