"""In a narrow terminal what people copy (ids, commands, names of models) is neither cut nor broken."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.text import Text

from tests.practised import practised
from voicesim.assess.norms import load_norms
from voicesim.bank.load import builtin_banks, find_question, load_bank
from voicesim.bank.samples import strong_sample
from voicesim.checkup import Check
from voicesim.cli.render.bank import bank_questions, bank_table, question_details
from voicesim.cli.render.checkup import check_line
from voicesim.cli.render.compare import show_comparison
from voicesim.cli.render.console import THEME, SafeConsole
from voicesim.cli.render.discarded import discarded_table
from voicesim.cli.render.models import models_table
from voicesim.cli.render.review import rescored_table, sessions_table, show_session
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.sample import sample_answer
from voicesim.cli.render.summary import summary
from voicesim.cli.render.trends import show_progress
from voicesim.cli.render.whole import Indented, ToCopy, titled
from voicesim.review.compare import compare
from voicesim.review.days import Days
from voicesim.review.due import repetitions
from voicesim.review.progress import measure_progress
from voicesim.speech.models import list_models
from voicesim.store.history import History

DECIDED = "We dropped the forecasting module to keep the launch date, and churn fell by 12 percent."
POOR = "Um, I always look at the data."
WIDTHS = (20, 40, 60, 80, 120)


@pytest.fixture(params=WIDTHS)
def console(request: pytest.FixtureRequest) -> SafeConsole:
    return SafeConsole(
        width=request.param, theme=THEME, file=io.StringIO(), force_terminal=True, color_system=None
    )


@pytest.fixture
def history(home: Path) -> Iterator[History]:
    for days_ago, answer in ((3, POOR), (2, DECIDED)):
        practised(home, ("quality", answer), ("vision-define", POOR), days_ago=days_ago)
    with History.open(home / "history.sqlite3") as opened:
        yield opened


def shown(console: SafeConsole) -> str:
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "…" not in text.replace(", …", "").replace("… ", "").replace(" …", "")
    return text


def test_the_list_of_sessions(history: History, console: SafeConsole) -> None:
    console.print(sessions_table(history.sessions(), history.measured()))
    assert all(session.id in shown(console) for session in history.sessions())


def test_a_session_in_full(history: History, console: SafeConsole) -> None:
    session = history.session()
    attempts = history.attempts(session.id)
    show_session(session, attempts, {}, load_norms(), console)
    text = shown(console)
    for attempt in attempts:
        assert f"{attempt.id}: {attempt.question.id}" in text
        assert all(hit.point_id in text for hit in attempt.standing)
    assert any(f"voicesim practice --question {each.question.id}\n" in text for each in attempts)
    assert f"voicesim review --play {session.id}-1" in text


def test_the_summary_and_its_next_steps(history: History, console: SafeConsole) -> None:
    attempts = history.attempts(history.session().id)
    console.print(summary(attempts))
    text = shown(console)
    assert all(attempt.question.id in text for attempt in attempts)
    missed = [hit.point_id for attempt in attempts for hit in attempt.standing if hit.verdict == "missed"]
    assert missed
    assert all(point in text for point in missed)


def test_the_next_step_names_the_bank_where_it_is_not_the_usual_one(
    history: History, console: SafeConsole
) -> None:
    (attempt, *_) = history.attempts(history.session().id)
    assert attempt.judgement is not None
    judgement = replace(attempt.judgement, bank_id="pm-strategy")
    console.print(summary((replace(attempt, judgement=judgement),)))
    assert f"voicesim practice pm-strategy --question {attempt.question.id}\n" in shown(console)


def test_two_takes_compared(history: History, console: SafeConsole) -> None:
    before, _, after, _ = history.attempts()
    show_comparison(compare(before, after), console)
    text = shown(console)
    assert before.id in text
    assert after.id in text
    assert all(hit.point_id in text for hit in after.standing)


def test_answers_judged_again(history: History, console: SafeConsole) -> None:
    before, _, after, _ = history.attempts()
    console.print(rescored_table([(before, after)]))
    assert after.id in shown(console)


def test_progress_and_what_is_due(history: History, console: SafeConsole) -> None:
    answers, days = history.measured(), Days()
    today = days.of(history.session().started_at)
    measured = measure_progress(answers, today, days)
    show_progress(measured, repetitions(answers, today, days), today, console)
    text = shown(console)
    for weak in measured.weakest:
        assert weak.point_id in text
        assert f"voicesim practice --question {weak.question_id}" in text


def test_banks_and_questions(console: SafeConsole) -> None:
    bank = load_bank("senior-pm")
    console.print(bank_table([bank]))
    console.print(bank_questions(bank))
    console.print(question_details(find_question(bank, "quality")))
    text = shown(console)
    assert all(question.id in text for question in bank.questions)
    assert all(point.id in text for point in find_question(bank, "quality").key_points)


def test_the_list_of_banks(console: SafeConsole) -> None:
    banks = [load_bank(name) for name in builtin_banks()]
    console.print(bank_table(banks))
    text = shown(console)
    assert all(bank.id in text for bank in banks)
    assert all(f"{len(bank.questions)} questions, " in text for bank in banks)
    assert all(question.style in text for bank in banks for question in bank.questions)


def test_the_kind_and_the_facts_of_a_question(console: SafeConsole) -> None:
    for name in builtin_banks():
        for question in load_bank(name).questions:
            console.print(question_details(question))
            assert question.id in shown(console)
            assert all(point.id in shown(console) for point in question.key_points)


def test_a_sample_answer(console: SafeConsole) -> None:
    bank = load_bank("senior-pm")
    question = find_question(bank, "quality")
    sample = strong_sample(bank.id, question.id)
    assert sample is not None
    console.print(sample_answer(question, replace(sample, passages=sample.passages[:2])))
    text = shown(console)
    assert "Not made: " in text.replace("\n", " ")
    assert all(point.id in text for point in question.key_points)


def test_takes_that_can_be_brought_back(history: History, console: SafeConsole) -> None:
    takes = history.attempts()
    console.print(discarded_table(takes))
    text = shown(console)
    assert all(take.id in text for take in takes)
    assert all(take.question.id in text for take in takes)


def test_the_names_of_models(home: Path, console: SafeConsole) -> None:
    console.print(models_table(list_models()))
    assert all(entry.name in shown(console) for entry in list_models())


def test_what_to_do_about_a_problem(console: SafeConsole) -> None:
    remedy = "Get one: voicesim models get distil-large-v3"
    console.print(check_line(Check("speech model", "problem", "None is here.", remedy), console))
    assert "voicesim models get distil-large-v3" in " ".join(shown(console).split())
    if console.width <= 40:
        assert remedy in shown(console)


LONG = "a-question-of-sixty-four-characters-which-is-as-long-as-can-be-0"


def test_an_id_that_is_longer_than_the_line(console: SafeConsole) -> None:
    columns = (Column("question"), Column("time", right=True), Column("still open", prose=True))
    console.print(Rows(columns, [Row((Text(LONG), Text("0:40"), Text(f"point, {LONG}-b")))]))
    console.print(ToCopy(Text("Once more: "), Text(f"voicesim practice --question {LONG}")))
    console.print(Indented(Text(f"next is {LONG}.")))
    console.print(titled(Text(f"20261123-0612-a3f-1: {LONG}"), console))
    text = shown(console)
    assert text.count(LONG) == 5
    assert f"voicesim practice --question {LONG}" in text


def test_sentences_are_wrapped_between_words() -> None:
    console = SafeConsole(width=20, theme=THEME, file=io.StringIO(), force_terminal=True, color_system=None)
    console.print(Indented(Text("Was it wrapped where a word ends?\nYes.", style="quiet")))
    assert shown(console).splitlines() == ["  Was it wrapped", "  where a word ends?", "  Yes."]


def test_one_fact_a_line_where_a_table_does_not_fit() -> None:
    console = SafeConsole(width=30, theme=THEME, file=io.StringIO(), force_terminal=True, color_system=None)
    columns = (Column("session"), Column("bank", spare=True), Column("time", right=True), Column("points"))
    cells = tuple(map(Text, ("20261123-0612-a3f", "senior-pm", "4:10", "7 of 12")))
    console.print(Rows(columns, [Row(cells)]))
    assert shown(console).splitlines() == [
        "20261123-0612-a3f",
        "  bank senior-pm",
        "  time 4:10",
        "  points 7 of 12",
    ]


def test_what_is_spare_goes_before_the_table_does() -> None:
    console = SafeConsole(width=40, theme=THEME, file=io.StringIO(), force_terminal=True, color_system=None)
    columns = (Column("session"), Column("bank", spare=True), Column("time", right=True), Column("points"))
    cells = tuple(map(Text, ("20261123-0612-a3f", "senior-pm", "4:10", "7 of 12")))
    console.print(Rows(columns, [Row(cells)]))
    head, _, row = shown(console).splitlines()
    assert head.split() == ["session", "time", "points"]
    assert row.split() == ["20261123-0612-a3f", "4:10", "7", "of", "12"]


def test_what_is_piped_is_a_line_a_row_however_long() -> None:
    console = SafeConsole(width=40, theme=THEME, file=io.StringIO(), highlight=False)
    console.print(Rows((Column("question"), Column("again")), [Row((Text(LONG), Text(LONG)))]))
    assert shown(console).splitlines()[1].split() == [LONG, LONG]
