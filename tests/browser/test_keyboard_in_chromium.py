"""Every page by the keyboard alone: all that a mouse can do is reached, seen where it is, and used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.conftest import Wait
from tests.browser.full_desk import EARLIER, PATHS, full_desk
from tests.browser.keyboard import press, stop_watching, to, walk, watch
from tests.browser.test_page_in_chromium import audio, find, messages
from tests.sample_session import SESSION, answers, record
from tests.web.served import Desk
from tools.chromium import look
from voicesim.report.files import make_page, write_text
from voicesim.review.days import Days
from voicesim.review.due import repetitions
from voicesim.review.page import render_progress
from voicesim.review.progress import measure_progress

pytestmark = pytest.mark.browser
FIRST = f"{SESSION.id}-1"
OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true;"


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    with full_desk(home) as running:
        yield running


@pytest.fixture
def watched(browser: Chrome) -> Iterator[Chrome]:
    name = watch(browser)
    yield browser
    stop_watching(browser, name)


def go(page: Chrome, desk: Desk, path: str, wait: Wait, width: int = 1280) -> None:
    look(page, width=width)
    page.get("about:blank")
    page.get_log("browser")
    page.get(desk.door.origin + desk.door.prefix + path)
    if path.startswith("/practice"):
        wait(lambda: find(page, ".choosing").is_displayed())


@pytest.mark.parametrize("path", PATHS)
def test_tab_leads_to_everything_that_a_mouse_can_use(
    watched: Chrome, desk: Desk, path: str, wait: Wait
) -> None:
    go(watched, desk, path, wait)
    watched.execute_script(OPEN_ALL)
    found = walk(watched)
    assert "Skip to" in found.stops[0]
    assert (found.unseen, found.backwards, found.left) == ((), (), ())


def test_so_it_does_on_a_page_in_a_file_and_on_that_for_a_coach(watched: Chrome, tmp_path: Path) -> None:
    for attempt in answers():
        record(attempt, tmp_path)
    for coach in (False, True):
        page = make_page(SESSION, answers(), tmp_path, coach=coach)
        look(watched)
        watched.get(write_text(tmp_path / f"{coach}.html", page).as_uri())
        watched.execute_script(OPEN_ALL)
        found = walk(watched)
        assert "Skip to" in found.stops[0]
        assert (found.unseen, found.backwards, found.left) == ((), (), ())


def test_so_it_does_on_the_page_of_progress(watched: Chrome, desk: Desk, tmp_path: Path) -> None:
    given, days = desk.history.measured(), Days()
    today = days.at(datetime.now(UTC))
    page = render_progress(measure_progress(given, today, days), repetitions(given, today, days), today, days)
    look(watched)
    watched.get(write_text(tmp_path / "progress.html", page).as_uri())
    walked = walk(watched)
    assert any('id="sections"' in each for each in walked.stops)
    assert (walked.unseen, walked.backwards, walked.left) == ((), (), ())


@pytest.mark.parametrize("key", [Keys.ENTER, Keys.SPACE], ids=["enter", "space"])
class TestWhatEnterAndSpaceDo:
    """Links go by Enter, as browsers have it; everything else by both."""

    def test_the_recording(self, browser: Chrome, desk: Desk, wait: Wait, key: str) -> None:
        go(browser, desk, f"/sessions/{SESSION.id}", wait)
        to(browser, "Play answer 1")
        press(browser, key)
        wait(lambda: audio(browser, "currentTime") > 0.2)
        press(browser, key)
        wait(lambda: audio(browser, "paused"))
        to(browser, "Speed: normal")
        press(browser, key)
        assert audio(browser, "playbackRate") == 1.25
        to(browser, "Position in answer 1")
        press(browser, Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        assert audio(browser, "currentTime") == pytest.approx(10, abs=0.1)
        to(browser, "Hear Trade-offs")
        press(browser, key)
        wait(lambda: not audio(browser, "paused"))
        assert audio(browser, "currentTime") >= 8
        assert messages(browser) == []

    def test_a_word_on_a_point(self, browser: Chrome, desk: Desk, wait: Wait, key: str) -> None:
        go(browser, desk, f"/sessions/{SESSION.id}", wait)
        to(browser, "Yes, I made Impact")
        press(browser, key)
        wait(lambda: [each.made for each in desk.history.attempt(FIRST).own if each.point_id == "impact"])
        to(browser, "Not right? Lesson")
        press(browser, key)
        assert browser.switch_to.active_element.get_attribute("open") is None
        assert browser.execute_script("return document.activeElement.parentElement.open")
        assert audio(browser, "paused"), "space is the button's"
        to(browser, "Why")
        press(browser, "I left it out")
        to(browser, "I made it")
        press(browser, key)
        wait(lambda: any(each.reason == "I left it out" for each in desk.history.attempt(FIRST).own))
        wait(lambda: "#at=" in browser.current_url)
        to(browser, "Play answer 1")
        assert messages(browser) == []

    def test_remarks(self, browser: Chrome, desk: Desk, wait: Wait, key: str) -> None:
        go(browser, desk, f"/sessions/{SESSION.id}", wait)
        to(browser, "Hear what the remark is about")
        press(browser, key)
        wait(lambda: not audio(browser, "paused"))
        to(browser, "delete")
        press(browser, key)
        wait(lambda: not desk.history.attempt(FIRST).remarks)
        wait(lambda: "#at=" in browser.current_url)
        to(browser, "Write a remark")
        press(browser, key)
        to(browser, "Remark")
        press(browser, "Say what it cost.")
        to(browser, "At")
        press(browser, "0:09")
        to(browser, "Keep")
        press(browser, key)
        wait(lambda: desk.history.attempt(FIRST).remarks)
        (remark,) = desk.history.attempt(FIRST).remarks
        assert (remark.text, remark.at_s) == ("Say what it cost.", 9.0)
        assert messages(browser) == []

    def test_deleting_an_answer_and_a_session(
        self, browser: Chrome, desk: Desk, wait: Wait, key: str
    ) -> None:
        go(browser, desk, f"/sessions/{SESSION.id}#at={FIRST}", wait)
        to(browser, "Delete this answer")
        press(browser, key)
        to(browser, "Delete for good")
        press(browser, key)
        wait(lambda: FIRST not in [each.id for each in desk.history.attempts(SESSION.id)])
        wait(lambda: "#at=" in browser.current_url)
        to(browser, "Delete this session")
        press(browser, key)
        to(browser, "Delete for good")
        press(browser, key)
        wait(lambda: [each.id for each in desk.history.sessions()] == [EARLIER])

    def test_two_takes(self, browser: Chrome, desk: Desk, wait: Wait, key: str) -> None:
        go(browser, desk, PATHS[5], wait)
        first = to_radio(browser, "before")
        assert first.is_selected()
        press(browser, Keys.ARROW_DOWN)
        to(browser, "Compare the two")
        press(browser, key)
        wait(lambda: "/compare" in browser.current_url)
        wait(lambda: audio(browser, "duration") and audio(browser, "duration", 2))
        to_radio(browser, "heard")
        press(browser, Keys.ARROW_DOWN)
        assert (audio(browser, "muted"), audio(browser, "muted", 2)) == (False, False), "both are heard"
        to(browser, "Both from the start")
        press(browser, key)
        wait(lambda: audio(browser, "currentTime") > 0.2 and audio(browser, "currentTime", 2) > 0.2)
        press(browser, "j")
        wait(lambda: audio(browser, "currentTime") > 2 and audio(browser, "currentTime", 2) > 2)
        assert browser.switch_to.active_element.get_attribute("class") == "hear both"
        press(browser, key)
        assert messages(browser) == []

    def test_choosing_what_to_practise(self, browser: Chrome, desk: Desk, wait: Wait, key: str) -> None:
        go(browser, desk, "/practice", wait)
        bank = to(browser, "Bank")
        first = bank.get_attribute("value")
        press(browser, Keys.ARROW_UP)
        second = str(bank.get_attribute("value"))
        wait(lambda: find(browser, "#choice").get_attribute("data-bank") == second != first)
        assert browser.switch_to.active_element == bank, "the next arrow goes on from here"
        assert f"bank={second}" in browser.current_url
        to(browser, "Section")
        press(browser, Keys.ARROW_DOWN)
        number = to(browser, "Questions")
        press(browser, Keys.ARROW_DOWN)
        assert number.get_attribute("value") == "2"
        follow_ups = to(browser, "Ask after what")
        before = follow_ups.is_selected()
        press(browser, Keys.SPACE)
        assert follow_ups.is_selected() != before
        to(browser, "Choose the questions yourself")
        press(browser, key)
        press(browser, Keys.TAB)
        chosen = browser.switch_to.active_element
        press(browser, Keys.SPACE)
        assert chosen.is_selected()
        assert find(browser, "#how-many").text == "the question that you chose"
        assert messages(browser) == []

    def test_the_lines_of_a_chart(self, browser: Chrome, desk: Desk, wait: Wait, key: str) -> None:
        go(browser, desk, "/progress", wait)
        chart = to(browser, "Key points made, by kind")
        press(browser, Keys.ARROW_LEFT)
        earlier = find(browser, "#kinds .u-legend").text
        press(browser, Keys.ARROW_RIGHT)
        assert find(browser, "#kinds .u-legend").text != earlier
        assert "Session2," in "".join(chart.text.split())
        label = to(browser, "trade-offs")
        press(browser, key)
        assert label.get_attribute("aria-pressed") == "false"
        press(browser, key)
        assert label.get_attribute("aria-pressed") == "true"


def to_radio(page: Chrome, name: str) -> WebElement:
    """Tab on to the radio of this name that is chosen: what is said of it is a date."""
    for _ in range(60):
        press(page, Keys.TAB)
        here = page.switch_to.active_element
        if here.get_attribute("name") == name:
            return here
    raise AssertionError(f"Tab does not lead to {name}")


def is_titled(page: Chrome, name: str) -> bool:
    return page.title.startswith(name)


class TestGoing:
    def test_from_page_to_page_by_the_bar(self, browser: Chrome, desk: Desk, wait: Wait) -> None:
        go(browser, desk, "/", wait)
        for name in ("Questions", "Points", "Stories", "Progress", "Practise", "Sessions"):
            to(browser, name)
            press(browser, Keys.ENTER)
            wait(partial(is_titled, browser, name))

    def test_past_the_bar(self, browser: Chrome, desk: Desk, wait: Wait) -> None:
        go(browser, desk, "/", wait)
        press(browser, Keys.TAB)
        assert browser.switch_to.active_element.text == "Skip to the page"
        press(browser, Keys.ENTER, Keys.TAB)
        assert browser.execute_script("return document.activeElement.closest('#main') !== null")

    def test_from_a_word_to_its_second(self, browser: Chrome, desk: Desk, wait: Wait) -> None:
        go(browser, desk, "/", wait)
        to(browser, "Search every word")
        press(browser, "gave up", Keys.ENTER)
        wait(lambda: "/search" in browser.current_url)
        to(browser, "0:")
        press(browser, Keys.ENTER)
        wait(lambda: browser.execute_script("return document.querySelector('.w.on')?.textContent") == "gave")
        press(browser, Keys.SPACE)
        playing = "return [...document.querySelectorAll('audio')].some(a => !a.paused && a.currentTime > 13)"
        wait(lambda: browser.execute_script(playing))
        press(browser, Keys.SPACE)
        to(browser, "Speed: normal")

    def test_tab_goes_on_from_the_answer_that_an_address_leads_to(
        self, browser: Chrome, desk: Desk, wait: Wait
    ) -> None:
        go(browser, desk, f"/sessions/{SESSION.id}#at={SESSION.id}-4", wait)
        press(browser, Keys.TAB)
        assert browser.switch_to.active_element.accessible_name == "Play answer 4"

    def test_word_by_word(self, browser: Chrome, desk: Desk, wait: Wait) -> None:
        go(browser, desk, f"/sessions/{SESSION.id}#at={FIRST}", wait, width=360)
        ActionChains(browser).key_down(Keys.SHIFT).send_keys(Keys.ARROW_RIGHT * 40).key_up(
            Keys.SHIFT
        ).perform()
        lit = find(browser, "#answer-1 .w.on")
        assert browser.execute_script(
            "const { top, bottom } = arguments[0].getBoundingClientRect();"
            "return top >= 0 && bottom <= innerHeight",
            lit,
        )
        at_s = audio(browser, "currentTime")
        press(browser, Keys.SPACE)
        wait(lambda: audio(browser, "currentTime") > at_s)

    def test_from_a_story_to_an_answer_that_told_it(self, browser: Chrome, desk: Desk, wait: Wait) -> None:
        go(browser, desk, "/stories", wait)
        to(browser, "The tour")
        press(browser, Keys.ENTER)
        wait(lambda: "/story?" in browser.current_url)
        to(browser, find(browser, "tbody a").text)
        press(browser, Keys.ENTER)
        wait(lambda: "#at=" in browser.current_url)

    def test_from_todays_part_to_practising_it(self, browser: Chrome, desk: Desk, wait: Wait) -> None:
        go(browser, desk, "/progress", wait)
        to(browser, "Practise")
        to(browser, "Practise them here")
        press(browser, Keys.ENTER)
        wait(lambda: "/practice?" in browser.current_url)
        wait(lambda: find(browser, ".choosing").is_displayed())
        assert "that you chose" in find(browser, "#how-many").text

    def test_a_session_is_taken_along(self, browser: Chrome, desk: Desk, wait: Wait, tmp_path: Path) -> None:
        saves = {"behavior": "allow", "downloadPath": str(tmp_path)}
        browser.execute_cdp_cmd("Browser.setDownloadBehavior", saves)
        go(browser, desk, f"/sessions/{SESSION.id}", wait)
        to(browser, "Markdown")
        press(browser, Keys.ENTER)
        wait((tmp_path / f"voicesim-{SESSION.id}.md").exists)
