"""An interview over the web socket: what is asked, kept and shown, also when the page goes away."""

from __future__ import annotations

import io
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.test_interview import SAID, Scribe
from tests.web.page import Page, opened
from tests.web.served import Desk, served
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.wav import read_wav
from voicesim.errors import ModelError
from voicesim.store.records import Attempt

QUESTION = "quality"


def tone(seconds: float, rate_hz: int = RATE_HZ) -> Samples:
    return (0.3 * np.sin(2 * np.pi * 300 * np.arange(round(seconds * rate_hz)) / rate_hz)).astype(np.float32)


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    with served(home, transcriber=lambda vocabulary: Scribe(), away_s=0.5) as running:
        yield running


def to_the_answer(page: Page, *questions: str, **wishes: object) -> None:
    page.begin(*(questions or (QUESTION,)), **wishes)
    page.until_moment("listening")
    page.press("GO")
    page.until(lambda: page.scene["listen"])


def answered(page: Page) -> None:
    page.until_moment("recording")
    page.press("GO")
    page.until(lambda: page.scene["feedback"])


def go_on_from(page: Page, moment: object) -> None:
    page.until(lambda: page.scene["moment"] != moment)


def only_attempt(desk: Desk) -> Attempt:
    (session,) = desk.history.sessions()
    (attempt,) = desk.history.attempts(session.id)
    return attempt


def wait(is_so: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.02)


def test_from_the_question_to_the_judged_answer(desk: Desk) -> None:
    with opened(desk) as page:
        page.begin(QUESTION)
        page.until_moment("listening")
        aloud = desk.get(f"/practice/aloud/{page.scene['sound']}")
        with wave.open(io.BytesIO(aloud.body)) as sound:
            assert sound.getnframes() > 0
        page.say("played", sound=page.scene["sound"], well=True)
        page.until(lambda: page.scene["listen"])
        page.record(tone(1.6))
        page.until(lambda: page.scene["moment"].get("elapsed_s", 0) >= 1.5)
        assert page.scene["moment"]["level_dbfs"] == pytest.approx(-13.5, abs=1)
        answered(page)
        feedback = desk.get(f"/practice/answers/{page.scene['feedback']['attempt']}")
        assert "retention" in feedback.text
        assert "Delete" not in feedback.text, "nothing that leads away from the interview"
        for _ in range(9):
            page.until(lambda: page.scene["moment"]["name"] in ("checking", "answered", "over"))
            if page.scene["moment"]["name"] == "over":
                break
            page.press("YES" if page.scene["moment"]["name"] == "checking" else "GO")
            go_on_from(page, page.scene["moment"])
        assert page.until_moment("over")["session"] == desk.history.sessions()[0].id
    attempt = only_attempt(desk)
    assert (attempt.state, attempt.ended_by) == ("assessed", "stopped")
    assert attempt.transcript is not None
    assert attempt.transcript.text == SAID
    assert desk.history.session(attempt.session_id).finished_at


@pytest.mark.parametrize("rate_hz", [16_000, 44_100, 48_000])
def test_whatever_rate_the_page_records_at_it_is_kept_at_16_khz(desk: Desk, rate_hz: int) -> None:
    with opened(desk) as page:
        to_the_answer(page)
        page.record(tone(2.0, rate_hz), rate_hz=rate_hz)
        page.until(lambda: page.scene["moment"].get("elapsed_s", 0) >= 1.9)
        answered(page)
    clip = read_wav(desk.home / "recordings" / str(only_attempt(desk).audio_path))
    assert clip.duration_s == pytest.approx(2.0, abs=0.05)
    spectrum = np.abs(np.fft.rfft(clip.samples[:RATE_HZ]))
    assert np.argmax(spectrum) == pytest.approx(300, abs=2)


def test_sound_is_on_the_disk_as_it_comes(desk: Desk) -> None:
    with opened(desk) as page:
        to_the_answer(page)
        page.record(tone(3.0))
        page.until(lambda: page.scene["moment"].get("elapsed_s", 0) >= 2.9)
        path = desk.home / "recordings" / str(only_attempt(desk).audio_path)
        assert path.stat().st_size >= 2.9 * 2 * RATE_HZ


def test_blocks_of_a_take_that_is_over_are_no_part_of_the_next(desk: Desk) -> None:
    with opened(desk) as page:
        to_the_answer(page)
        first = page.scene["listen"]
        page.record(tone(0.5))
        page.until_moment("recording")
        page.press("AGAIN")
        page.until(lambda: page.scene["listen"] not in (None, first))
        page.record(tone(2.0), take=first)
        page.record(tone(0.5))
        page.until(lambda: page.scene["moment"].get("elapsed_s") == pytest.approx(0.5, abs=0.05))
        answered(page)
    assert only_attempt(desk).recorded_s == pytest.approx(0.5, abs=0.05)


def test_pausing_leaves_out_what_is_said(desk: Desk) -> None:
    with opened(desk) as page:
        to_the_answer(page)
        page.record(tone(0.5))
        page.until(lambda: page.scene["moment"].get("elapsed_s", 0) >= 0.45)
        page.press("PAUSE")
        page.until(lambda: page.scene["moment"].get("paused"))
        page.record(tone(1.0), paced=True)
        page.press("PAUSE")
        page.until(lambda: not page.scene["moment"].get("paused"))
        answered(page)
    assert only_attempt(desk).recorded_s == pytest.approx(0.5, abs=0.3)


class TestThePageGoesAway:
    def test_one_that_comes_back_goes_on_where_it_was(self, home: Path) -> None:
        with served(home, transcriber=lambda vocabulary: Scribe(), away_s=30.0) as desk:
            with opened(desk) as page:
                to_the_answer(page)
                page.record(tone(1.0))
                page.until(lambda: page.scene["moment"].get("elapsed_s", 0) >= 0.95)
            with opened(desk) as again:
                again.until_moment("recording")
                assert again.scene["question"]["id"] == QUESTION
                again.record(tone(1.0))
                again.until(lambda: again.scene["moment"].get("elapsed_s", 0) >= 1.95)
                answered(again)
            assert only_attempt(desk).recorded_s == pytest.approx(2.0, abs=0.05)

    def test_one_that_stays_away_leaves_a_judged_answer(self, desk: Desk) -> None:
        with opened(desk) as page:
            to_the_answer(page)
            page.record(tone(1.0))
            page.until(lambda: page.scene["moment"].get("elapsed_s", 0) >= 0.95)
        wait(lambda: not desk.interviews.goes_on)
        attempt = only_attempt(desk)
        assert attempt.state == "assessed"
        assert attempt.recorded_s == pytest.approx(1.0, abs=0.05)
        assert desk.history.session(attempt.session_id).finished_at

    def test_the_next_interview_can_begin_then(self, desk: Desk) -> None:
        with opened(desk) as page:
            to_the_answer(page)
        wait(lambda: not desk.interviews.goes_on)
        with opened(desk) as page:
            page.until_moment("over")
            to_the_answer(page)
            assert page.scene["question"]["number"] == 1

    def test_a_microphone_that_ends_ends_the_answer(self, desk: Desk) -> None:
        with opened(desk) as page:
            to_the_answer(page)
            page.record(tone(1.0))
            page.until(lambda: page.scene["moment"].get("elapsed_s", 0) >= 0.95)
            page.say("microphone ended")
            page.until(lambda: page.scene["feedback"])
        attempt = only_attempt(desk)
        assert (attempt.state, attempt.ended_by) == ("assessed", "lost")
        assert "unplugged" in attempt.notices[0]


def test_a_desk_that_is_closed_keeps_the_answer_as_ctrl_c_does(desk: Desk) -> None:
    with opened(desk) as page:
        to_the_answer(page)
        page.record(tone(1.0))
        page.until(lambda: page.scene["moment"].get("elapsed_s", 0) >= 0.95)
        desk.interviews.close()
    attempt = only_attempt(desk)
    assert (attempt.state, attempt.ended_by) == ("recorded", "interrupted")
    assert attempt.recorded_s == pytest.approx(1.0, abs=0.05)
    assert desk.history.session(attempt.session_id).finished_at


def test_a_question_that_the_browser_cannot_play_is_read(desk: Desk) -> None:
    with opened(desk) as page:
        page.begin(QUESTION)
        page.until_moment("listening")
        page.say("played", sound=page.scene["sound"], well=False)
        page.until(lambda: page.scene["notices"])
        assert page.scene["notices"] == ["The browser did not play the question. Read the question instead."]


def test_a_running_session_cannot_be_deleted_from_another_tab(desk: Desk) -> None:
    with opened(desk) as page:
        to_the_answer(page)
        session = desk.history.sessions()[0].id
        assert desk.post(f"/sessions/{session}/forget").status == 500
        assert desk.history.sessions()


def test_without_a_speech_model_answers_are_recorded_for_later(home: Path) -> None:
    def none(vocabulary: object) -> Scribe:
        raise ModelError("There is no speech model here; get one with: voicesim models get base.en.")

    with served(home, transcriber=none, voice=None) as desk, opened(desk) as page:
        page.begin(QUESTION)
        page.until_moment("thinking")
        page.press("GO")
        page.until(lambda: page.scene["listen"])
        assert "models get" in page.scene["standing"][0]
        page.record(tone(0.5))
        answered(page)
        assert "transcribe --pending" in desk.get(f"/practice/answers/{only_attempt(desk).id}").text
        assert only_attempt(desk).state == "recorded"
