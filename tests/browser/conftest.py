"""The report in a real Chromium, driven as a person would: a click, a key, a look."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sample_session import SESSION, answers, record
from voicesim.report.files import make_page, write_text

selenium = pytest.importorskip("selenium")

from selenium import webdriver  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
)
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
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not program or not driver:
        missing = "Chromium and its driver are not installed"
        if os.environ.get("VOICESIM_REQUIRE_BROWSER"):
            pytest.fail(missing)
        pytest.skip(missing)
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options, Service(driver))
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


def look(browser: webdriver.Chrome, scheme: str = "light", width: int = 1280, height: int = 900) -> None:
    """Set the colours that the system prefers and the size of the window; nothing moves slowly."""
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
