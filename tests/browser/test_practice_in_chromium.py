"""An interview in a real browser, whose microphone hears a spoken answer: to its verdict, and when the tab is
loaded anew or closed, or the server is killed, in the middle of it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.accessibility import violations
from tests.browser.conftest import Wait
from tests.browser.keyboard import to
from tests.browser.test_page_in_chromium import find, messages, press
from tests.programs import VOICESIM
from tests.programs import voice as voice
from tests.web.served import Desk, served
from tools.chromium import find_chromium, look, start_chromium
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.wav import read_wav, write_wav
from voicesim.demo.candidate import SampleAnswer, sample_answers, speak
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.store.history import History
from voicesim.store.records import Attempt

pytestmark = pytest.mark.browser
QUESTION = sample_answers()[0].question_id
SAYS = "We gave up one big launch in the spring. In the end failed payments fell by thirty percent."
SILENCE_S = 4.0
"""Before the answer is heard for the first time, and again each time: Chromium plays the file in circles."""


@pytest.fixture(scope="module")
def spoken(voice: Pyttsx3Speaker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    clip = speak(SampleAnswer(QUESTION, "", (SAYS,)), voice)
    path = tmp_path_factory.mktemp("spoken") / "answer.wav"
    write_wav(path, Clip(np.concatenate([np.zeros(round(SILENCE_S * RATE_HZ), np.float32), clip.samples])))
    return path


@pytest.fixture(scope="module")
def browser(spoken: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """One whose microphone hears the file, and is allowed."""
    if find_chromium() is None:
        pytest.skip("Chromium and its driver are not installed")
    started = start_chromium(
        tmp_path_factory.mktemp("profile"),
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={spoken}",
    )
    yield started
    started.quit()


@pytest.fixture
def wait(browser: Chrome) -> Wait:
    def until(is_so: Callable[[], object]) -> object:
        return WebDriverWait(browser, 60, 0.05).until(lambda _: is_so())

    return until


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    with served(home, away_s=3.0) as running:
        yield running


def moment(page: Chrome) -> str:
    """The name of what goes on, as the page shows it."""
    return str(page.execute_script("return document.querySelector('.moment').classList[1] || ''"))


def elapsed(page: Chrome) -> str:
    return find(page, "#elapsed").text


def start(page: Chrome, address: str, wait: Wait) -> None:
    """To the first seconds of the recorded answer."""
    look(page)
    page.get("about:blank")
    page.get_log("browser")
    page.get(f"{address}practice?bank=senior-pm&question={QUESTION}")
    wait(lambda: page.find_elements(By.CSS_SELECTOR, ".choosing:not([hidden])"))
    find(page, ".choosing .main-button").click()
    wait(lambda: moment(page) in ("listening", "thinking", "recording"))


def recording(home: Path) -> Path:
    (path,) = (home / "recordings").rglob("*.wav")
    return path


def seconds(path: Path) -> float:
    return read_wav(path).duration_s


def only_attempt(history: History) -> Attempt:
    (session,) = history.sessions()
    (attempt,) = history.attempts(session.id)
    return attempt


def test_to_the_judged_answer(browser: Chrome, desk: Desk, wait: Wait) -> None:
    start(browser, desk.door.address, wait)
    wait(lambda: moment(browser) == "listening")
    playing = desk.interviews.line.scene["sound"]
    wait(lambda: moment(browser) == "recording")
    assert playing == 1, "the question was heard to its end"
    wait(lambda: elapsed(browser) >= "0:04")
    path = recording(desk.home)
    assert seconds(path) >= 3.0, "what is said is on the disk within a second"
    heard = len(SAYS.split()) / 160 * 60 + SILENCE_S
    wait(lambda: seconds(path) > heard + 1.5)
    press(browser, Keys.ENTER)
    wait(lambda: browser.find_elements(By.CSS_SELECTOR, "#feedback .tiles"))
    attempt = only_attempt(desk.history)
    assert attempt.state == "assessed"
    assert attempt.transcript is not None
    said = " ".join(word.text for word in attempt.transcript.words)
    assert "gave up one big launch" in said
    assert "thirty percent" in said
    assert messages(browser) == []
    wait(lambda: moment(browser) == "checking")
    press(browser, "y")
    wait(lambda: desk.history.attempt(attempt.id).own)
    press(browser, "q")
    wait(lambda: moment(browser) == "answered")
    press(browser, Keys.SPACE)
    audible = "return [...document.querySelectorAll('#feedback audio')].some((each) => !each.paused)"
    wait(lambda: browser.execute_script(audible))
    press(browser, Keys.ENTER)
    wait(lambda: browser.find_elements(By.CSS_SELECTOR, ".ended a"))
    find(browser, ".ended a").click()
    wait(lambda: "/sessions/" in browser.current_url)
    assert messages(browser) == []


def test_every_button_of_an_interview_is_reached_by_tab(browser: Chrome, desk: Desk, wait: Wait) -> None:
    """From the choice of the question to the end, without a mouse and without the keys of the terminal."""
    look(browser)
    browser.get("about:blank")
    browser.get(f"{desk.door.address}practice?bank=senior-pm&question={QUESTION}")
    wait(lambda: find(browser, ".choosing").is_displayed())
    to(browser, "Start")
    press(browser, Keys.ENTER)
    wait(lambda: moment(browser) == "recording" and elapsed(browser) >= "0:04")
    for name in ("done", "pause"):
        to(browser, name)
    press(browser, Keys.SPACE)
    wait(lambda: find(browser, "#state").text == "Paused")
    to(browser, "go on")
    press(browser, Keys.SPACE)
    wait(lambda: find(browser, "#state").text == "Recording")
    to(browser, "done")
    press(browser, Keys.ENTER)
    wait(lambda: moment(browser) == "checking")
    to(browser, "made it")
    press(browser, Keys.SPACE)
    attempt = only_attempt(desk.history)
    wait(lambda: desk.history.attempt(attempt.id).own)
    assert attempt.ended_by == "stopped"


def test_a_page_that_is_loaded_anew_goes_on_with_the_same_answer(
    browser: Chrome, desk: Desk, wait: Wait
) -> None:
    start(browser, desk.door.address, wait)
    wait(lambda: moment(browser) == "recording" and elapsed(browser) >= "0:02")
    before_s = seconds(recording(desk.home))
    browser.refresh()
    wait(lambda: moment(browser) == "recording")
    go_on = browser.find_elements(By.CSS_SELECTOR, "#trouble button")
    if go_on:  # a browser may want a click before it hears again
        go_on[0].click()
    wait(lambda: seconds(recording(desk.home)) > before_s + 2)
    press(browser, Keys.ENTER)
    wait(lambda: browser.find_elements(By.CSS_SELECTOR, "#feedback .tiles"))
    attempt = only_attempt(desk.history)
    assert (attempt.state, attempt.take) == ("assessed", 1)
    assert (attempt.recorded_s or 0) > before_s + 2
    assert messages(browser) == []


def test_a_tab_that_is_closed_leaves_a_judged_answer(browser: Chrome, desk: Desk, wait: Wait) -> None:
    browser.switch_to.new_window("tab")
    start(browser, desk.door.address, wait)
    wait(lambda: moment(browser) == "recording" and elapsed(browser) >= "0:03")
    said_s = seconds(recording(desk.home))
    browser.close()
    browser.switch_to.window(browser.window_handles[0])
    wait(lambda: not desk.interviews.goes_on)
    attempt = only_attempt(desk.history)
    assert attempt.state == "assessed"
    assert (attempt.recorded_s or 0) >= said_s
    assert desk.history.session(attempt.session_id).finished_at


def test_a_server_that_is_killed_leaves_the_answer_to_the_next_start(
    browser: Chrome, home: Path, wait: Wait
) -> None:
    command = [*VOICESIM, "desk", "--no-browser", "--no-voice", "--model", "demo"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        start(browser, program.stdout.readline().strip(), wait)
        press(browser, Keys.ENTER)
        wait(lambda: moment(browser) == "recording" and elapsed(browser) >= "0:03")
    finally:
        program.kill()
        program.communicate(timeout=30)
    path = recording(home)
    assert path.stat().st_size > 2.0 * 2 * RATE_HZ
    wait(lambda: "transcribe --pending" in find(browser, "#trouble").text)
    again = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert again.stdout is not None
        again.stdout.readline()
    finally:
        again.terminate()
        _, told = again.communicate(timeout=60)
    assert "cut off earlier; finish with: voicesim transcribe --pending" in told
    with History.open(home / "history.sqlite3") as history:
        attempt = only_attempt(history)
    assert (attempt.state, attempt.ended_by) == ("recorded", "cut off")
    assert attempt.recorded_s == pytest.approx(seconds(path))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_every_moment_fits_and_can_be_used_by_everybody(
    browser: Chrome, desk: Desk, wait: Wait, scheme: str, width: int
) -> None:
    def fits() -> None:
        look(browser, scheme, width)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
        assert (moment(browser), violations(browser)) == (moment(browser), [])

    look(browser, scheme, width)
    browser.get(f"{desk.door.address}practice?bank=senior-pm&question={QUESTION}")
    wait(lambda: find(browser, ".choosing").is_displayed())
    fits()
    start(browser, desk.door.address, wait)
    wait(lambda: moment(browser) == "recording" and elapsed(browser) >= "0:06")
    fits()
    press(browser, Keys.ENTER)
    wait(lambda: browser.find_elements(By.CSS_SELECTOR, "#feedback .tiles") and moment(browser) == "checking")
    fits()
    press(browser, "q")
    wait(lambda: moment(browser) == "answered")
    fits()
    press(browser, Keys.ENTER)
    wait(lambda: find(browser, ".ended").is_displayed())
    fits()
