"""A follow-up is shown under its answer in every form, and changes nothing that is said of the answer."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from tests.read_answers import read_answers
from tests.sample_session import SESSION, followed_up, record, short, story
from voicesim.report.exports import export_text
from voicesim.report.files import make_page
from voicesim.report.formats import ExportFormat
from voicesim.report.session_json import attempt_json
from voicesim.store.records import Attempt

NOWHERE = Path("nowhere")


def waiting() -> Attempt:
    """The follow-up whose reply was cut off before it was written down."""
    answer = followed_up()
    assert answer.reply is not None
    notice = "The recording was cut off; what was said until then is kept."
    cut_off = replace(
        answer.reply, state="recorded", transcript=None, judgement=None, notices=(notice,), ended_by="cut off"
    )
    return replace(answer, reply=cut_off)


def useless() -> Attempt:
    """The reply misses the point that was asked after, and all others."""
    answer = followed_up()
    assert answer.reply is not None
    assert answer.reply.judgement is not None
    assert answer.reply.assessment is not None
    missed = tuple(
        replace(
            hit, verdict="missed", evidence=None, first_word=None, last_word=None, start_s=None, end_s=None
        )
        for hit in answer.reply.assessment.points
    )
    judgement = replace(answer.reply.judgement, assessment=replace(answer.reply.assessment, points=missed))
    return replace(answer, reply=replace(answer.reply, judgement=judgement))


def test_the_answer_itself_is_told_as_without_a_follow_up() -> None:
    told = attempt_json(followed_up(), SESSION)
    assert told.pop("follow_up") is not None
    without = attempt_json(short(), SESSION)
    assert without.pop("follow_up") is None
    assert told == without


def test_the_follow_up_as_data() -> None:
    follow_up = attempt_json(followed_up(), SESSION)["follow_up"]
    assert follow_up["id"] == "20261123-0733-194-2-f1"
    assert (follow_up["asks"], follow_up["probe"]) == ("trade-offs", "What did you give up?")
    assert follow_up["brought_out"] == ["trade-offs", "impact"]
    assert [point["verdict"] for point in follow_up["points"]] == ["covered", "check"]
    assert follow_up["text"] == "We gave up the tour, and I think more people signed up."
    assert follow_up["words"][0]["start_s"] == 0.4


@pytest.mark.parametrize("answer", [followed_up(), waiting(), useless(), short()])
def test_the_shape_is_the_published_one(answer: Attempt) -> None:
    text = resources.files("voicesim.report").joinpath("schema/assessment.schema.json").read_text("utf-8")
    jsonschema.validate(attempt_json(answer, SESSION), json.loads(text))


def test_a_reply_that_is_not_written_down_yet_is_told_with_what_is_known() -> None:
    follow_up = attempt_json(waiting(), SESSION)["follow_up"]
    assert (follow_up["text"], follow_up["timing"], follow_up["brought_out"]) == (None, None, [])
    assert (follow_up["state"], follow_up["recorded_s"], follow_up["audio"]) == (
        "recorded",
        5.0,
        f"{SESSION.id}/2-f1.wav",
    )


def test_an_exported_session_is_judged_again_by_its_answers_alone(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    path.write_text(export_text(ExportFormat.JSON, SESSION, (story(), followed_up()), NOWHERE), "utf-8")
    assert [one.id for one in read_answers(path)] == [f"{SESSION.id}-1", f"{SESSION.id}-2"]


def test_one_row_holds_the_answer_and_the_follow_up() -> None:
    text = export_text(ExportFormat.CSV, SESSION, (followed_up(), short()), NOWHERE)
    with_one, without = csv.DictReader(io.StringIO(text))
    assert (with_one["covered"], with_one["covered_points"]) == ("0", "")
    assert (with_one["follow_up"], with_one["follow_up_covered"]) == ("trade-offs", "trade-offs")
    assert with_one["follow_up_check"] == "impact"
    assert [without[name] for name in without if name.startswith("follow_up")] == [""] * 5


def test_notes_say_what_the_follow_up_did() -> None:
    assert "missed with the follow-up too" in export_text(ExportFormat.MD, SESSION, (useless(),), NOWHERE)
    assert "Not written down yet" in export_text(ExportFormat.MD, SESSION, (waiting(),), NOWHERE)


def test_the_page_shows_it_in_a_part_of_its_own_with_its_sound(tmp_path: Path) -> None:
    answer = followed_up()
    assert answer.reply is not None
    record(answer.reply, tmp_path)
    page = make_page(SESSION, (story(), answer), tmp_path)
    unprompted, follow_up = page.split('id="answer-2-follow-up"')
    assert "What did you give up?</h2>" in follow_up
    assert 'aria-label="Recording of answer 2, follow-up"' in follow_up
    assert follow_up.count("data:audio/mpeg") == 1
    assert "We gave up the tour" in follow_up
    assert 'aria-label="0 of 2 key points made"' in unprompted


def test_the_page_marks_only_what_the_follow_up_brought_out() -> None:
    page = make_page(SESSION, (followed_up(),), NOWHERE)
    assert page.count("<mark") == 2
    open_still = make_page(SESSION, (useless(),), NOWHERE)
    assert open_still.count("<mark") == 0
    assert 'id="answer-1-follow-up-point-1"' in open_still


def test_the_page_of_a_reply_that_waits() -> None:
    page = make_page(SESSION, (waiting(),), NOWHERE)
    follow_up = page.split('id="answer-1-follow-up"')[1]
    assert "voicesim transcribe --pending" in follow_up
    assert "cut off" in follow_up


def test_what_is_said_in_a_probe_or_a_reply_is_escaped() -> None:
    answer = followed_up()
    assert answer.reply is not None
    probe = replace(answer.reply.question, prompt="<script>alert(1)</script>")
    page = make_page(SESSION, (replace(answer, reply=replace(answer.reply, question=probe)),), NOWHERE)
    assert "<script>alert" not in page
