"""A follow-up on the page: a part of its own, heard and reached like an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from tests.browser.conftest import Wait
from tests.browser.test_page_in_chromium import audio, find, messages, press, word
from tests.sample_session import SESSION, followed_up, record
from tools.chromium import look
from voicesim.report.files import make_page, write_text

FOLLOW_UP = "1-follow-up"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of one answer with a follow-up."""
    folder = tmp_path_factory.mktemp("follow-up")
    answer = followed_up()
    assert answer.reply is not None
    for attempt in (answer, answer.reply):
        record(attempt, folder / "recordings")
    return write_text(folder / "session.html", make_page(SESSION, (answer,), folder / "recordings"))


def test_a_click_on_a_word_of_the_reply_plays_the_reply(page: Chrome, wait: Wait) -> None:
    word(page, "people", FOLLOW_UP).click()
    wait(lambda: not audio(page, "paused", FOLLOW_UP))
    assert audio(page, "paused")
    assert messages(page) == []


def test_the_keys_go_on_from_the_points_of_the_answer_to_those_of_the_reply(page: Chrome) -> None:
    visited = []
    for key in "jjjj":
        press(page, key)
        visited.append(page.switch_to.active_element.get_attribute("id"))
    assert visited[1:3] == ["answer-1-point-2", "answer-1-follow-up-point-1"]
    start_s = float(find(page, "#answer-1-follow-up-point-2").get_attribute("data-at") or 0)
    assert audio(page, "currentTime", FOLLOW_UP) == pytest.approx(start_s, abs=0.01)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_it_fits_and_passes_the_accessibility_check(page: Chrome, scheme: str, width: int) -> None:
    import axe_core_python

    look(page, scheme, width)
    assert page.execute_script("return document.documentElement.scrollWidth") <= width
    page.execute_script((Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.execute_async_script("axe.run().then(arguments[0])")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
