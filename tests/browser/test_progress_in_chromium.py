"""The page of `progress --open` in a real Chromium."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path

import pytest
from selenium import webdriver

from scripts.chromium import look
from tests.browser.accessibility import violations
from tests.review.conftest import measured
from voicesim.review.days import Days
from voicesim.review.due import repetitions
from voicesim.review.page import render_progress
from voicesim.review.progress import measure_progress

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def progress_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    answers = [
        measured(question, points, day, kinds="cmc", section=section)
        for day, points in ((0, "+--"), (3, "++-"), (9, "+?+"))
        for question, section in (("quality", "strategy"), ("vision", "ownership"))
    ]
    path = tmp_path_factory.mktemp("progress") / "progress.html"
    html = render_progress(
        measure_progress(answers, TODAY, Days(UTC)), repetitions(answers, TODAY, Days(UTC)), TODAY
    )
    path.write_text(html, encoding="utf-8")
    return path


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_every_chart_is_drawn_and_fits(
    browser: webdriver.Chrome, progress_file: Path, scheme: str, width: int
) -> None:
    look(browser, scheme, width)
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(progress_file.as_uri())
    drawn = browser.execute_script(
        "return [...document.querySelectorAll('.chart canvas')].map(c =>"
        " c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0))"
    )
    assert drawn == [True] * 6
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert browser.get_log("browser") == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_passes_the_accessibility_check(
    browser: webdriver.Chrome, progress_file: Path, scheme: str, width: int
) -> None:
    look(browser, scheme, width)
    browser.get(progress_file.as_uri())
    assert violations(browser) == []
