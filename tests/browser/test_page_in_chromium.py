"""What a person does with the page: click a word, listen, use the keyboard, read it anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.accessibility import violations
from tests.browser.conftest import Wait
from tools.chromium import look

pytestmark = pytest.mark.browser


def find(page: Chrome, selector: str) -> WebElement:
    return page.find_element(By.CSS_SELECTOR, selector)


def audio(page: Chrome, name: str, answer: int | str = 1) -> Any:
    return page.execute_script(f"return document.querySelector('#answer-{answer} audio').{name}")


def press(page: Chrome, *keys: str) -> None:
    ActionChains(page).send_keys(*keys).perform()


def word(page: Chrome, text: str, answer: int | str = 1) -> WebElement:
    words = page.find_elements(By.CSS_SELECTOR, f"#answer-{answer} .w[data-s]")
    return next(one for one in words if one.text == text)


def messages(page: Chrome) -> list[str]:
    return [entry["message"] for entry in page.get_log("browser")]


class TestHearing:
    def test_a_click_on_a_word_plays_from_it(self, page: Chrome, wait: Wait) -> None:
        chosen = word(page, "tour")
        start_s = float(chosen.get_attribute("data-s") or 0)
        chosen.click()
        wait(lambda: not audio(page, "paused"))
        assert start_s - 0.05 <= audio(page, "currentTime") < start_s + 3
        wait(lambda: audio(page, "currentTime") > start_s)

    def test_the_words_light_up_as_they_are_heard(self, page: Chrome, wait: Wait) -> None:
        find(page, "#answer-1 .play").click()
        seen: list[str] = []

        def all_seen() -> bool:
            lit = page.execute_script(
                "const on = document.querySelector('#answer-1 .w.on');"
                "return on && [on.textContent, on.dataset.s, document.querySelector('audio').currentTime]"
            )
            if lit and lit[0] not in seen:
                seen.append(lit[0])
                assert float(lit[1]) <= lit[2] + 0.05
            return "our" in seen

        wait(all_seen)
        wanted = ["Um,", "last", "year", "our"]
        assert seen == [text for text in wanted if text in seen]
        assert len(seen) >= 2

    def test_only_one_answer_is_heard_at_a_time(self, page: Chrome, wait: Wait) -> None:
        find(page, "#answer-1 .play").click()
        wait(lambda: not audio(page, "paused"))
        word(page, "data.", 2).click()
        wait(lambda: audio(page, "paused") and not audio(page, "paused", 2))

    def test_the_quote_of_a_point_can_be_heard(self, page: Chrome, wait: Wait) -> None:
        quote = find(page, "#answer-1-point-2 .hear")
        quote.click()
        wait(lambda: not audio(page, "paused"))
        assert audio(page, "currentTime") >= float(quote.get_attribute("data-hear") or 0) - 0.05
        assert "near" in (find(page, "mark.c2").get_attribute("class") or "")

    def test_a_click_in_the_drawing_goes_there(self, page: Chrome) -> None:
        drawing = find(page, "#answer-1 .drawing")
        axis_s = float(find(page, "#answer-1 .player").get_attribute("data-axis") or 0)
        ActionChains(page).move_to_element_with_offset(
            drawing, -drawing.size["width"] // 4, 0
        ).click().perform()
        assert audio(page, "currentTime") == pytest.approx(axis_s / 4, abs=0.1)

    def test_the_length_is_that_of_the_recording(self, page: Chrome, wait: Wait) -> None:
        wait(lambda: audio(page, "duration"))
        assert audio(page, "duration") == pytest.approx(21.0, abs=0.05)

    def test_the_end_stops_it(self, page: Chrome, wait: Wait) -> None:
        page.execute_script("document.querySelector('audio').currentTime = 20.8")
        find(page, "#answer-1 .play").click()
        wait(lambda: audio(page, "ended"))
        wait(lambda: "Play" in (find(page, "#answer-1 .play").get_attribute("aria-label") or ""))

    def test_the_speed_can_be_changed(self, page: Chrome) -> None:
        find(page, "#answer-1 .rate").click()
        assert audio(page, "playbackRate") == 1.25
        assert find(page, "#answer-1 .rate").get_attribute("aria-label") == "Speed: 1.25 times"


class TestKeyboard:
    def test_space_plays_and_pauses(self, page: Chrome, wait: Wait) -> None:
        press(page, Keys.SPACE)
        wait(lambda: not audio(page, "paused"))
        press(page, Keys.SPACE)
        wait(lambda: audio(page, "paused"))

    def test_space_on_a_button_presses_it_once(self, page: Chrome, wait: Wait) -> None:
        page.execute_script("document.querySelector('#answer-1 .play').focus()")
        press(page, Keys.SPACE)
        wait(lambda: not audio(page, "paused"))

    def test_arrows_go_five_seconds(self, page: Chrome) -> None:
        press(page, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT)
        assert audio(page, "currentTime") == pytest.approx(5.0, abs=0.01)

    def test_arrows_stop_at_both_ends(self, page: Chrome) -> None:
        press(page, Keys.ARROW_LEFT)
        assert audio(page, "currentTime") == 0
        press(page, *[Keys.ARROW_RIGHT] * 6)
        assert audio(page, "currentTime") == pytest.approx(21.0, abs=0.05)

    def test_arrows_with_shift_go_a_word_and_say_it(self, page: Chrome) -> None:
        ActionChains(page).key_down(Keys.SHIFT).send_keys(Keys.ARROW_RIGHT * 2).key_up(Keys.SHIFT).perform()
        assert audio(page, "currentTime") == pytest.approx(1.35, abs=0.01)
        assert page.execute_script("return document.querySelector('.live').textContent") == "last"

    def test_j_and_k_go_through_the_points_of_all_answers(self, page: Chrome) -> None:
        visited = []
        for key in "jjjjjjjjkk":
            press(page, key)
            visited.append(page.switch_to.active_element.get_attribute("id"))
        assert visited[:6] == [
            *(f"answer-1-point-{n}" for n in (1, 2, 3, 4)),
            "answer-2-point-1",
            "answer-2-point-2",
        ]
        assert visited[6:] == ["answer-2-point-2"] * 2 + ["answer-2-point-1", "answer-1-point-4"]

    def test_a_point_takes_the_recording_along(self, page: Chrome) -> None:
        press(page, "j", "j")
        start_s = float(find(page, "#answer-1-point-2").get_attribute("data-at") or 0)
        assert audio(page, "currentTime") == pytest.approx(start_s, abs=0.01)

    def test_browser_shortcuts_are_left_alone(self, page: Chrome) -> None:
        ActionChains(page).key_down(Keys.CONTROL).send_keys("j").key_up(Keys.CONTROL).perform()
        assert page.switch_to.active_element.tag_name == "body"

    def test_the_focus_goes_through_the_page_in_the_order_of_reading(self, page: Chrome) -> None:
        press(page, Keys.TAB)
        assert page.switch_to.active_element.text == "Skip to the answers"
        names = []
        for _ in range(7):
            press(page, Keys.TAB)
            names.append(page.switch_to.active_element.accessible_name)
        assert [name.split()[0] for name in names[:3]] == ["1", "2", "3"]
        assert names[3:] == [
            "Play answer 1",
            "Speed: normal",
            "Position in answer 1",
            "Hear Problem at 0:03",
        ]

    def test_the_position_is_a_slider(self, page: Chrome) -> None:
        slider = find(page, "#answer-1 .seek")
        page.execute_script("arguments[0].focus()", slider)
        press(page, Keys.ARROW_RIGHT)
        assert audio(page, "currentTime") == pytest.approx(5.0, abs=0.01)
        assert slider.get_attribute("aria-valuetext") == "0:05 of 0:21"


class TestWholePage:
    def test_nothing_is_complained_of_and_nothing_asked_from_outside(self, page: Chrome, wait: Wait) -> None:
        press(page, Keys.SPACE)
        wait(lambda: audio(page, "currentTime") > 0.2)
        press(page, "j")
        assert messages(page) == []
        events = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
        requests = [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]
        assert [url for url in requests if not url.startswith(("data:", "file:"))] == []
        assert len([url for url in requests if url.startswith("file:")]) == 1

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1280, 390])
    def test_passes_the_accessibility_check(self, page: Chrome, scheme: str, width: int) -> None:
        look(page, scheme, width)
        assert violations(page) == []

    def test_the_time_is_that_of_the_reader(self, page: Chrome, page_file: Path) -> None:
        page.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Tokyo"})
        try:
            page.get(page_file.as_uri())
            assert find(page, "time").text == "23 November 2026 at 16:33"
        finally:
            page.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": ""})

    def test_dark_is_dark(self, page: Chrome) -> None:
        colour = "return getComputedStyle(document.body).backgroundColor"
        light = page.execute_script(colour)
        look(page, "dark")
        assert page.execute_script(colour) != light

    @pytest.mark.parametrize("width", [320, 390, 768])
    def test_never_scrolls_sideways(self, page: Chrome, width: int) -> None:
        look(page, width=width)
        assert page.execute_script("return document.documentElement.scrollWidth") <= width

    def test_prints_the_words_and_the_points_but_no_buttons(self, page: Chrome) -> None:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        try:
            assert find(page, "#answer-1 .transcript").is_displayed()
            assert find(page, "#answer-1-point-1").is_displayed()
            assert not find(page, "#answer-1 .play").is_displayed()
            assert not find(page, "#answer-1-point-1 .hear").is_displayed()
        finally:
            page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})

    def test_without_scripts_the_browser_s_own_player_is_there(self, page: Chrome, page_file: Path) -> None:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            page.get(page_file.as_uri())
            assert find(page, "#answer-1 audio").is_displayed()
            assert not find(page, "#answer-1 .play").is_displayed()
        finally:
            page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
