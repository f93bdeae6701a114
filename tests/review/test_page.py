"""Progress as a page: whole, by itself, and safe whatever a bank calls its questions."""

from __future__ import annotations

import json
import re
from datetime import UTC, date
from html import unescape

import pytest

from voicesim.review.days import Days
from voicesim.review.due import repetitions
from voicesim.review.page import charts, render_progress
from voicesim.review.progress import measure_progress

TODAY = date(2026, 11, 9)


def page(answers) -> str:
    return render_progress(
        measure_progress(answers, TODAY, Days(UTC)), repetitions(answers, TODAY, Days(UTC)), TODAY
    )


def told(html: str):
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return {chart["id"]: chart for chart in json.loads(found[1])}


@pytest.fixture
def answers(answer):
    return [
        answer("quality", "+-", 0, kinds="cm"),
        answer("vision", "?+", 2, kinds="cm", section="ownership", answer_s=90.0),
        answer("quality", "++", 5, kinds="cm", words_per_minute=None),
    ]


def test_the_charts_hold_every_session(answers) -> None:
    found = told(page(answers))
    assert found["points"]["series"][0]["values"] == [50.0, 75.0, 100.0]
    assert found["time"]["series"][0]["values"] == [100.0, 75.0, 100.0]
    assert found["pace"]["series"][0]["values"] == [140, 140, None]
    assert found["points"]["times"] == sorted(found["points"]["times"])


def test_sections_and_kinds_share_one_time_line(answers) -> None:
    found = told(page(answers))
    assert {each["name"]: each["values"] for each in found["sections"]["series"]} == {
        "strategy": [50.0, None, 100.0],
        "ownership": [None, 75.0, None],
    }
    assert {each["name"]: each["values"] for each in found["kinds"]["series"]} == {
        "content": [100.0, 50.0, 100.0],
        "metrics": [0.0, 100.0, 100.0],
    }


def test_every_series_is_as_long_as_its_time_line(answers) -> None:
    for chart in charts(measure_progress(answers, TODAY, Days(UTC))):
        assert all(len(series["values"]) == len(chart["times"]) for series in chart["series"])


def test_nothing_is_fetched_and_the_page_forbids_it(answers) -> None:
    html = page(answers)
    assert re.findall(r'(?:src|href|url)\W*=?\W*"([^"]*)"', html.split("<script>")[0]) == ["data:,"]
    assert "default-src 'none'" in unescape(html)
    assert "://" not in html.split("<script>")[0]


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--"]
)
def test_names_from_a_bank_cannot_break_out(answer, name) -> None:
    html = page([answer(name, "-", 0, section=name), answer("other", "-", 1)])
    assert name not in html
    assert told(html)["sections"]["series"][0]["name"] == name


def test_what_is_due_says_today(answer) -> None:
    html = page([answer("forgotten", "-", 0), answer("known", "+", 6.9)])
    assert '<td>forgotten</td><td>2026-11-02</td><td class="due">today</td>' in html
    assert "<td>known</td><td>2026-11-09</td><td>2026-11-1" in html


def test_without_answers_it_is_an_empty_page() -> None:
    assert "0 answers in 0 sessions" in page([])
