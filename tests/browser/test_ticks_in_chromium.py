"""What a person says of points to check: the page remembers it, and shows the command that keeps it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from tests.browser.accessibility import violations
from tests.browser.conftest import Wait
from tests.browser.test_page_in_chromium import find, messages, press
from tests.sample_session import SESSION, story
from tools.chromium import look
from voicesim.report.files import make_page, write_text

pytestmark = pytest.mark.browser

YES, NO = '#answer-1-point-3 [data-word="yes"]', '#answer-1-point-3 [data-word="no"]'
COMMAND = f"voicesim review {SESSION.id}-1 --tick impact="


@pytest.fixture(autouse=True)
def nothing_ticked(page: Chrome) -> None:
    page.execute_script("localStorage.clear()")
    page.refresh()


def command(page: Chrome) -> str:
    """The command as a person sees it; empty where none is shown."""
    return find(page, "#answer-1 .record code").text


def pressed(page: Chrome) -> tuple[str | None, str | None]:
    yes, no = (find(page, button).get_attribute("aria-pressed") for button in (YES, NO))
    return yes, no


def test_a_tick_shows_the_command_that_keeps_it(page: Chrome) -> None:
    assert command(page) == ""
    find(page, YES).click()
    assert (command(page), pressed(page)) == (f"{COMMAND}yes", ("true", "false"))
    find(page, NO).click()
    assert (command(page), pressed(page)) == (f"{COMMAND}no", ("false", "true"))
    find(page, NO).click()
    assert (command(page), pressed(page)) == ("", ("false", "false"))
    assert messages(page) == []


def test_it_is_remembered(page: Chrome) -> None:
    find(page, YES).click()
    page.refresh()
    assert (command(page), pressed(page)) == (f"{COMMAND}yes", ("true", "false"))


def test_another_page_knows_nothing_of_it(page: Chrome, page_file: Path) -> None:
    find(page, YES).click()
    other = replace(story(), id=f"{SESSION.id}-9")
    page.get(write_text(page_file.with_name("other.html"), make_page(SESSION, (other,), Path())).as_uri())
    assert command(page) == ""


def test_what_is_remembered_in_another_shape_is_no_obstacle(page: Chrome) -> None:
    for kept in ("no json", "null", "7", '{"impact": 1}'):
        page.execute_script(f"localStorage.setItem('voicesim ticks {SESSION.id}-1', arguments[0])", kept)
        page.refresh()
        assert command(page) == ""
        assert messages(page) == []


def test_where_the_browser_remembers_nothing_it_holds_for_the_visit(page: Chrome) -> None:
    page.execute_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    find(page, YES).click()
    assert command(page) == f"{COMMAND}yes"
    assert messages(page) == []


def test_it_works_by_the_keyboard_and_is_told(page: Chrome) -> None:
    page.execute_script("arguments[0].focus()", find(page, YES))
    assert page.switch_to.active_element.accessible_name == "Yes, I made Impact"
    press(page, Keys.SPACE)
    assert command(page) == f"{COMMAND}yes"
    assert page.execute_script("return document.querySelector('audio').paused")
    assert COMMAND in page.execute_script("return document.querySelector('.live').textContent")


def test_the_command_can_be_copied(page: Chrome, wait: Wait) -> None:
    find(page, YES).click()
    find(page, "#answer-1 .record button").click()
    said = "return document.querySelector('.live').textContent"
    wait(lambda: "opied" in page.execute_script(said) or "selected" in page.execute_script(said))
    if "selected" in page.execute_script(said):
        assert page.execute_script("return getSelection().toString()") == f"{COMMAND}yes"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_it_fits_and_passes_the_accessibility_check(page: Chrome, scheme: str, width: int) -> None:
    find(page, YES).click()
    look(page, scheme, width)
    assert page.execute_script("return document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_without_scripts_there_are_no_buttons_that_do_nothing(page: Chrome, page_file: Path) -> None:
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.get(page_file.as_uri())
        assert "did you make this?" in find(page, "#answer-1-point-3").text
        assert not find(page, YES).is_displayed()
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
