"""Progress as a page: whole, by itself, and safe whatever a bank calls its questions."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, timedelta, timezone
from html import unescape
from typing import Any

import pytest

from tests.review.conftest import Answer
from voicesim.review.days import Days
from voicesim.review.due import repetitions
from voicesim.review.page import charts, render_progress
from voicesim.review.progress import measure_progress
from voicesim.store.records import Measured

TODAY = date(2026, 11, 9)
EAST = timezone(timedelta(hours=1))


def page(answers: Sequence[Measured]) -> str:
    return render_progress(
        measure_progress(answers, TODAY, Days(UTC)),
        repetitions(answers, TODAY, Days(UTC)),
        TODAY,
        Days(UTC),
    )


def told(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return {chart["id"]: chart for chart in json.loads(found[1])}


@pytest.fixture
def answers(answer: Answer) -> list[Measured]:
    return [
        answer("quality", "+-", 0, kinds="cm"),
        answer("vision", "?+", 2, kinds="cm", section="ownership", answer_s=90.0),
        answer("quality", "++", 5, kinds="cm", words_per_minute=None),
    ]


def test_the_charts_hold_every_session(answers: list[Measured]) -> None:
    found = told(page(answers))
    assert found["points"]["series"][0]["values"] == [50.0, 75.0, 100.0]
    assert found["time"]["series"][0]["values"] == [100.0, 75.0, 100.0]
    assert found["pace"]["series"][0]["values"] == [140, 140, None]
    assert found["points"]["times"] == sorted(found["points"]["times"])


def test_a_session_has_one_place_however_many_sections_it_had(answer: Answer) -> None:
    given = [
        answer("quality", "+", 0, session_id="s"),
        answer("vision", "-", 0.01, session_id="s", section="ownership"),
        answer("quality", "-", 0.1, session_id="t"),
    ]
    found = told(page(given))
    assert {each["name"]: each["values"] for each in found["sections"]["series"]} == {
        "strategy": [100.0, 0.0],
        "ownership": [0.0, None],
    }


def test_on_the_first_day_figures_stand_in_place_of_charts(answer: Answer) -> None:
    html = page([answer("quality", "+-", 0)])
    assert 'class="chart"' not in html
    assert "Key points made <b>50 %</b>" in html
    assert "strategy <b>50 %</b>" in html
    assert "This was your first session" in html
    assert "<strong>Next:</strong> 1 question due today <code>voicesim practice --due</code>" in html


def test_sections_and_kinds_share_one_time_line(answers: list[Measured]) -> None:
    found = told(page(answers))
    assert {each["name"]: each["values"] for each in found["sections"]["series"]} == {
        "strategy": [50.0, None, 100.0],
        "ownership": [None, 75.0, None],
    }
    assert {each["name"]: each["values"] for each in found["kinds"]["series"]} == {
        "content": [100.0, 50.0, 100.0],
        "metrics": [0.0, 100.0, 100.0],
    }


def test_every_series_is_as_long_as_its_time_line(answers: list[Measured]) -> None:
    for chart in charts(measure_progress(answers, TODAY, Days(UTC))):
        assert all(len(series["values"]) == len(chart["times"]) for series in chart["series"])


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2026-11-02T03:30:00.000+00:00", "2026-11-02"),  # 4:30 here
        ("2026-11-02T23:30:00.000+00:00", "2026-11-02"),  # 0:30 here
        ("2026-11-03T03:30:00.000+00:00", "2026-11-03"),
    ],
)
def test_a_day_is_the_one_that_the_clock_here_showed_and_begins_at_four(
    answer: Answer, stamp: str, day: str
) -> None:
    late, days = [answer("quality", "+", created_at=stamp)], Days(EAST)
    html = render_progress(measure_progress(late, TODAY, days), repetitions(late, TODAY, days), TODAY, days)
    assert f'<time datetime="{stamp}">{day}</time>' in html
    assert f"<td>quality</td><td>{day}</td>" in html


@pytest.mark.parametrize("sections", [["strategy"], ["strategy", "ownership"]])
def test_what_a_line_stands_for_is_told_also_where_there_is_one(answer: Answer, sections: list[str]) -> None:
    given = [answer(section, "+-", kinds="cc", section=section) for section in sections]
    drawn = {chart["id"]: chart for chart in charts(measure_progress(given, TODAY, Days(UTC)))}
    assert [series["name"] for series in drawn["sections"]["series"]] == sections
    assert drawn["sections"]["legend"]
    assert drawn["kinds"]["legend"]
    assert not drawn["points"]["legend"], "its title says it"


def test_nothing_is_fetched_and_the_page_forbids_it(answers: list[Measured]) -> None:
    html = page(answers)
    assert re.findall(r'(?:src|href|url)\W*=?\W*"([^"]*)"', html.split("<script>")[0]) == ["data:,"]
    assert "default-src 'none'" in unescape(html)
    assert "://" not in html.split("<script>")[0]


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--"]
)
def test_names_from_a_bank_cannot_break_out(answer: Answer, name: str) -> None:
    html = page([answer(name, "-", 0, section=name), answer("other", "-", 1)])
    assert name not in html
    assert told(html)["sections"]["series"][0]["name"] == name


def test_what_is_due_says_today(answer: Answer) -> None:
    html = page([answer("forgotten", "-", 0), answer("known", "+", 6.9)])
    assert '<td>forgotten</td><td>2026-11-02</td><td class="due">today</td>' in html
    assert "<td>known</td><td>2026-11-09</td><td>2026-11-1" in html


def test_without_answers_it_is_an_empty_page() -> None:
    assert "0 answers in 0 sessions" in page([])
