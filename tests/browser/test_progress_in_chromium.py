"""The page of `progress --open` in a real Chromium."""

from __future__ import annotations

from datetime import UTC, date
from itertools import pairwise
from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser.accessibility import violations
from tests.review.conftest import measured
from tools.chromium import look
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
        measure_progress(answers, TODAY, Days(UTC)),
        repetitions(answers, TODAY, Days(UTC)),
        TODAY,
        Days(UTC),
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


WRITTEN = """
    const done = arguments[0], seen = [], write = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
      if (this.canvas.closest("#points")) seen.push([text, x, y]);
      write.call(this, text, x, y);
    };
    dispatchEvent(new Event("resize"));
    setTimeout(() => done(seen), 300);
"""
"""What is written on the first chart when it is drawn anew, and where."""


def ticks_of_time(browser: webdriver.Chrome) -> list[str]:
    """The labels from left to right, those of two lines as one; the ticks of the height are all at one x."""
    labels: dict[float, list[tuple[float, str]]] = {}
    for text, x, y in browser.execute_async_script(WRITTEN):
        labels.setdefault(x, []).append((y, text))
    heights = max(labels, key=lambda x: len(labels[x]))
    return [" ".join(text for _, text in sorted(labels[x])) for x in sorted(labels) if x != heights]


@pytest.mark.parametrize(
    "days", [(0.0, 0.01, 0.2), (0.0, 1.3), (0.0, 400.0), tuple(range(150)), tuple(d / 9 for d in range(40))]
)
def test_sessions_stand_in_order_and_neighbours_never_read_alike(
    browser: webdriver.Chrome, tmp_path: Path, days: tuple[float, ...]
) -> None:
    answers = [measured("quality", "+", day) for day in days]
    html = render_progress(
        measure_progress(answers, TODAY, Days(UTC)), repetitions(answers, TODAY, Days(UTC)), TODAY, Days(UTC)
    )
    path = tmp_path / "progress.html"
    path.write_text(html, encoding="utf-8")
    look(browser, "light", 1280)
    browser.get(path.as_uri())
    ticks = ticks_of_time(browser)
    assert len(ticks) >= 2
    assert all(a != b for a, b in pairwise(ticks)), ticks
    numbers = [int(tick.split()[0]) for tick in ticks]
    assert numbers == sorted(numbers)
    assert numbers[-1] <= len(days)
    assert all(len(tick.split()) == 3 for tick in ticks), ticks  # "3 Nov 9"


def test_a_line_by_itself_has_its_name(browser: webdriver.Chrome, tmp_path: Path) -> None:
    answers = [measured("quality", "+", day, section="strategy") for day in (0.0, 1.0)]
    html = render_progress(
        measure_progress(answers, TODAY, Days(UTC)), repetitions(answers, TODAY, Days(UTC)), TODAY, Days(UTC)
    )
    path = tmp_path / "progress.html"
    path.write_text(html, encoding="utf-8")
    browser.get(path.as_uri())
    assert "strategy" in browser.find_element("css selector", "#sections .u-legend").text
