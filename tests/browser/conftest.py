"""The report in a real Chromium, driven as a person would: a click, a key, a look."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from tests.sample_session import SESSION, answers, record
from tools.chromium import find_chromium, look, start_chromium
from voicesim.report.files import make_page, write_text

WAIT_S = 20

Wait = Callable[[Callable[[], object]], object]


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample session, as it is on disk."""
    folder = tmp_path_factory.mktemp("page")
    for attempt in answers():
        record(attempt, folder / "recordings")
    return write_text(folder / "session.html", make_page(SESSION, answers(), folder / "recordings"))


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One browser for all tests; each opens the page anew."""
    if find_chromium() is None:
        missing = "Chromium and its driver are not installed"
        if os.environ.get("VOICESIM_REQUIRE_BROWSER"):
            pytest.fail(missing)
        pytest.skip(missing)
    started = start_chromium(tmp_path_factory.mktemp("profile"))
    yield started
    started.quit()


@pytest.fixture
def page(browser: webdriver.Chrome, page_file: Path) -> webdriver.Chrome:
    """The browser with the page just opened, in light colours, its earlier logs read away."""
    look(browser)
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(page_file.as_uri())
    return browser


@pytest.fixture
def wait(browser: webdriver.Chrome) -> Wait:
    """Until something is true, or the test fails."""

    def until(is_so: Callable[[], object]) -> object:
        return WebDriverWait(browser, WAIT_S, 0.02).until(lambda _: is_so())

    return until
