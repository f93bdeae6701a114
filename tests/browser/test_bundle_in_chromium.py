"""The page for a coach in a real browser: a remark at the second that is heard, which comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from tests.browser.accessibility import violations
from tests.browser.conftest import Wait
from tests.browser.test_page_in_chromium import audio, find, messages, press
from tests.sample_session import SESSION, keep
from tools.chromium import look
from voicesim.inputs.remarks import read_remarks
from voicesim.report.files import make_page, write_text
from voicesim.store.history import History
from voicesim.store.sent_remarks import take_remarks

pytestmark = pytest.mark.browser


@pytest.fixture
def bundle(browser: Chrome, home: Path, tmp_path: Path) -> Chrome:
    keep(home)
    with History.open(home / "history.sqlite3") as history:
        attempts = history.attempts(SESSION.id)
        page = make_page(SESSION, attempts, home / "recordings", coach=True)
    path = write_text(tmp_path / "bundle.html", page)
    saves = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", saves)
    look(browser)
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(path.as_uri())
    return browser


def test_a_remark_comes_back(bundle: Chrome, home: Path, tmp_path: Path, wait: Wait) -> None:
    wait(lambda: audio(bundle, "duration"))
    bundle.execute_script("document.querySelector('#answer-1 audio').currentTime = 9.4")
    wait(lambda: audio(bundle, "currentTime") > 9)
    press(bundle, "n")
    bundle.switch_to.active_element.send_keys("just say what the tour cost")
    find(bundle, "#answer-1 .remark-form button").click()
    find(bundle, "#coach").send_keys("Ana")
    bundle.refresh()
    assert find(bundle, "#answer-1 .written .remark").text == "just say what the tour cost"
    find(bundle, "#save-remarks").click()
    back = tmp_path / f"voicesim-{SESSION.id}.remarks.json"
    wait(back.exists)
    with History.open(home / "history.sqlite3") as history:
        assert take_remarks(history, read_remarks(back)) == 1
        (remark,) = history.attempt(f"{SESSION.id}-1").remarks
    assert (remark.text, remark.author) == ("just say what the tour cost", "Ana")
    assert remark.at_s == pytest.approx(9.4, abs=0.1)
    assert messages(bundle) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_it_fits_and_can_be_used_by_everybody(bundle: Chrome, scheme: str, width: int) -> None:
    look(bundle, scheme, width)
    assert bundle.execute_script("return document.documentElement.scrollWidth") <= width
    assert violations(bundle) == []
