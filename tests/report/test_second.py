"""What the second reader says of points to check, in every form in which a session is shown or exported."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from rich.console import RenderableType

from tests.sample_session import SESSION, decided, followed_up, read_twice, story
from voicesim.assess.second import SecondVerdict
from voicesim.cli.render.compare import show_comparison
from voicesim.cli.render.console import make_console
from voicesim.cli.render.feedback import feedback
from voicesim.cli.render.follow_up import follow_up
from voicesim.cli.render.summary import summary
from voicesim.report.exports import export_text
from voicesim.report.formats import ExportFormat
from voicesim.report.page.answer import PageAnswer
from voicesim.report.page.page import render_page
from voicesim.report.session_json import attempt_json
from voicesim.review.compare import compare
from voicesim.store.records import Attempt

YES = "second reader: yes, “they rose by 12 percent.”"
NO = "second reader: no"
ASKED = "did you make this?"


def exported(form: str, *attempts: Attempt) -> str:
    return export_text(ExportFormat(form), SESSION, attempts, Path("nowhere"))


def printed(*shown: RenderableType) -> str:
    console = make_console()
    with console.capture() as captured:
        for each in shown:
            console.print(each)
    return captured.get()


def fed_back(attempt: Attempt) -> str:
    assert attempt.assessment is not None
    return printed(feedback(attempt, attempt.assessment.timing, make_console()))


def overruled() -> Attempt:
    return replace(read_twice(made=False), own=decided().own)


@pytest.mark.parametrize(("made", "said"), [(True, YES), (False, NO)])
def test_it_is_told_as_its_own_wherever_the_point_is(made: bool, said: str) -> None:
    attempt = read_twice(made=made)
    page = render_page(SESSION, [PageAnswer(attempt)])
    for shown in (fed_back(attempt), exported("md", attempt), page):
        assert said in shown
        assert ASKED not in shown.replace("data-asks", "")
    assert "? check" in fed_back(attempt), "the judge's verdict stays as it was"
    assert "**Impact** (metric), check (second reader:" in exported("md", attempt)
    assert f'<p class="second">{said}</p>' in page


@pytest.mark.parametrize(("made", "counted"), [(True, "3 of 4"), (False, "2 of 4")])
def test_it_counts_and_is_told_in_the_summary(made: bool, counted: str) -> None:
    attempt = read_twice(made=made)
    shown = printed(summary([attempt]))
    assert counted in shown
    assert f"hard-choice, impact: {YES if made else NO}" in shown
    assert "+1?" not in shown
    assert "+1?" in printed(summary([story()]))


def test_the_person_s_own_word_wins_and_both_are_told() -> None:
    attempt = overruled()
    assert attempt.standing[2].verdict == "covered"
    for shown in (fed_back(attempt), render_page(SESSION, [PageAnswer(attempt)])):
        assert NO in shown
        assert "you: made it" in shown
    assert "check (second reader: no; you: made it): “measured sign-ups" in exported("md", attempt)
    assert "impact: " not in printed(summary([attempt]))


def test_as_data_it_stands_beside_the_verdict() -> None:
    (told,) = json.loads(exported("json", read_twice()))["attempts"]
    found = {point["id"]: (point["verdict"], point["second"]) for point in told["points"]}
    assert found["impact"] == (
        "check",
        {"made": True, "quote": "they rose by 12 percent.", "model": "qwen3:8b"},
    )
    assert [second for name, (_, second) in found.items() if name != "impact"] == [None, None, None]


@pytest.mark.parametrize("attempt", [read_twice(), read_twice(made=False), overruled(), story()])
def test_the_shape_is_the_published_one(attempt: Attempt) -> None:
    text = resources.files("voicesim.report").joinpath("schema/assessment.schema.json").read_text("utf-8")
    jsonschema.validate(attempt_json(attempt, SESSION), json.loads(text))


def test_in_the_table_it_has_columns_of_its_own() -> None:
    yes, no, none = csv.DictReader(
        io.StringIO(exported("csv", read_twice(), read_twice(made=False), story()))
    )
    assert (yes["second_covered_points"], yes["second_missed_points"]) == ("impact", "")
    assert (no["second_covered_points"], no["second_missed_points"]) == ("", "impact")
    assert (none["second_covered_points"], none["second_missed_points"]) == ("", "")
    assert yes["check_points"] == "impact"


def test_a_comparison_goes_by_it() -> None:
    def compared(before: Attempt, after: Attempt) -> tuple[str, str]:
        comparison = compare(before, replace(after, id="later"))
        (change,) = (each.change for each in comparison.points if each.point_id == "impact")
        console = make_console()
        with console.capture() as captured:
            show_comparison(comparison, console)
        return change, " ".join(captured.get().split())

    change, shown = compared(read_twice(made=False), read_twice())
    assert (change, YES in shown) == ("gained", True)
    change, shown = compared(read_twice(), read_twice(made=False))
    assert (change, "before: second reader: yes, “they" in shown, "; now second" in shown) == (
        "lost",
        True,
        True,
    )


def test_what_the_follow_up_brought_out_may_rest_on_it() -> None:
    answer = followed_up()
    assert answer.reply is not None
    said = SecondVerdict("impact", True, "more people signed up.", "tiny")
    answer = replace(answer, reply=replace(answer.reply, second=(said,)))
    shown = printed(follow_up(answer, make_console()))
    assert "second reader: yes, “more people signed up.”" in " ".join(shown.split())
    assert ASKED not in shown
    assert "yes, “more people signed up.”" in exported("md", answer)


def test_hostile_words_cannot_act() -> None:
    hostile = SecondVerdict("impact", True, "\x1b[31m<script>\u202e*x*", "\x1b]0;x\x07")
    attempt = replace(story(), second=(hostile,))
    assert "\x1b" not in fed_back(attempt) + printed(summary([attempt]))
    page = render_page(SESSION, [PageAnswer(attempt)])
    assert "<script>\u202e" not in page
    assert "\x1b" not in page + exported("md", attempt)
    assert "\\*x\\*" in exported("md", attempt)
