"""The desk in a real browser: opened from its file, searched, heard, two takes in step, a remark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.accessibility import violations
from tests.browser.conftest import Wait
from tests.browser.full_desk import PATHS, full_desk
from tests.browser.test_page_in_chromium import audio, find, messages, press
from tests.sample_session import SESSION, answers, keep, story
from tests.web.served import Desk, served
from tools.chromium import look

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    """The sample session with a second take of its story, to be compared."""
    second = replace(story(), number=4, audio_path=f"{SESSION.id}/4.wav")
    keep(home, *answers(), second)
    with served(home) as running:
        yield running


@pytest.fixture
def opened(browser: Chrome, desk: Desk, tmp_path: Path) -> Chrome:
    """The first page, come to as a user does: from the file that voicesim opens."""
    from voicesim.cli.desk import LEADS

    look(browser)
    file = tmp_path / "desk.html"
    file.write_text(LEADS.format(address=desk.door.address), encoding="utf-8")
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(file.as_uri())
    return browser


def test_from_a_word_to_its_second(opened: Chrome, desk: Desk, wait: Wait) -> None:
    wait(lambda: opened.current_url == desk.door.address)
    find(opened, "input[type=search]").send_keys("gave up", Keys.ENTER)
    wait(lambda: "search" in opened.current_url)
    find(opened, ".found li a").click()
    wait(lambda: "/sessions/" in opened.current_url)
    wait(lambda: opened.execute_script("return document.querySelector('.w.on')?.textContent") == "gave")
    press(opened, Keys.SPACE)
    playing = "return [...document.querySelectorAll('audio')].some(a => !a.paused && a.currentTime > 13)"
    wait(lambda: opened.execute_script(playing))
    press(opened, Keys.SPACE)
    assert messages(opened) == []
    events = [json.loads(entry["message"])["message"] for entry in opened.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith((desk.door.origin, "data:", "file:"))] == []
    assert any("/sound/" in url for url in asked)


def apart_s(page: Chrome) -> float:
    """How far the second take is from the first, at one moment."""
    both = "[...document.querySelectorAll('audio')].map((each) => each.currentTime)"
    first, second = page.execute_script(f"return {both}")
    return abs(float(first) - float(second))


def test_the_sound_of_two_takes_runs_in_step(opened: Chrome, desk: Desk, wait: Wait) -> None:
    opened.get(f"{desk.door.address}compare?before={SESSION.id}-1&after={SESSION.id}-4")
    wait(lambda: audio(opened, "duration") and audio(opened, "duration", 2))
    press(opened, Keys.SPACE)
    wait(lambda: audio(opened, "currentTime") > 0.5 and audio(opened, "currentTime", 2) > 0.5)
    assert apart_s(opened) < 0.4
    assert (audio(opened, "muted"), audio(opened, "muted", 2)) == (True, False)
    press(opened, "x")
    assert (audio(opened, "muted"), audio(opened, "muted", 2)) == (False, True)
    press(opened, Keys.SPACE)
    wait(lambda: audio(opened, "paused") and audio(opened, "paused", 2))
    find(opened, ".both[data-before][data-after]").click()
    wait(lambda: audio(opened, "currentTime") > 2 and audio(opened, "currentTime", 2) > 2)
    assert messages(opened) == []


def test_a_remark_at_the_second_that_is_heard(opened: Chrome, desk: Desk, wait: Wait) -> None:
    opened.get(f"{desk.door.address}sessions/{SESSION.id}#at={SESSION.id}-1,9.40")
    wait(lambda: audio(opened, "currentTime") > 9)
    press(opened, "n")
    opened.switch_to.active_element.send_keys("just kidding: say what the tour cost")
    assert audio(opened, "currentTime") == pytest.approx(9.4, abs=0.1), "keys that write move nothing"
    find(opened, "#answer-1 .tools .fields button").click()
    wait(lambda: desk.history.attempt(f"{SESSION.id}-1").remarks)
    (remark,) = desk.history.attempt(f"{SESSION.id}-1").remarks
    assert remark.at_s == pytest.approx(9.4, abs=0.1)
    wait(lambda: opened.find_elements(By.CSS_SELECTOR, ".remarks .hear"))
    find(opened, ".remarks .hear").click()
    wait(lambda: not audio(opened, "paused"))
    assert messages(opened) == []


def test_a_tick_is_kept_at_once(opened: Chrome, desk: Desk, wait: Wait) -> None:
    opened.get(f"{desk.door.address}sessions/{SESSION.id}")
    find(opened, "#answer-1 .ticks button").click()
    wait(lambda: desk.history.attempt(f"{SESSION.id}-1").own)
    assert not find(opened, "#answer-1 .record").is_displayed()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_fits_and_can_be_used_by_everybody(
    browser: Chrome, home: Path, scheme: str, width: int, wait: Wait
) -> None:
    """Also what is folded away."""
    look(browser, scheme, width)
    with full_desk(home) as full:
        for path in PATHS:
            browser.get(full.door.origin + full.door.prefix + path)
            if path == "/practice":
                wait(lambda: find(browser, ".choosing").is_displayed())
            browser.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width, path
            assert (path, violations(browser)) == (path, [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_so_does_every_page_on_the_first_day(
    browser: Chrome, home: Path, scheme: str, width: int, wait: Wait
) -> None:
    look(browser, scheme, width)
    with served(home) as empty:
        for path in ("/", "/search?q=tour", "/questions", "/points", "/stories", "/progress"):
            browser.get(empty.door.origin + empty.door.prefix + path)
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width, path
            assert (path, violations(browser)) == (path, [])
        browser.get(f"{empty.door.address}practice")
        wait(lambda: find(browser, ".choosing").is_displayed())
        assert violations(browser) == []
