"""Who may open the web socket of an interview, and what may be said over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.web.page import Refused, block, opened
from tests.web.served import Desk, served
from voicesim.web.guard import MAX_BODY_BYTES
from voicesim.web.practice.talk import ELSEWHERE, UNREADABLE

QUESTION = "quality"
SILENCE = np.zeros(512, np.float32)


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    with served(home, voice=None) as running:
        yield running


def refused(desk: Desk, path: str | None = None, **headers: str) -> bool:
    try:
        with opened(desk, path, **headers):
            return False
    except Refused:
        return True


class TestWhoMayOpenIt:
    def test_the_desk_s_own_page(self, desk: Desk) -> None:
        with opened(desk) as page:
            assert page.until_moment("idle")

    def test_nobody_without_the_token(self, desk: Desk) -> None:
        for token in ("", "/x", f"/{desk.door.token[:-1]}", f"/{desk.door.token}x"):
            assert refused(desk, f"{token}/practice/socket"), token

    @pytest.mark.parametrize(
        "origin",
        ["", "null", "https://example.com", "http://127.0.0.1", "http://localhost:1", "http://127.0.0.1:1"],
    )
    def test_no_other_site_even_with_the_token(self, desk: Desk, origin: str) -> None:
        assert refused(desk, origin=origin)

    def test_no_rebound_name_of_this_machine(self, desk: Desk) -> None:
        port = desk.door.host.split(":")[1]
        for host in (f"evil.example:{port}", f"localhost:{port}", "127.0.0.1"):
            assert refused(desk, host=host, origin=f"http://{host}"), host

    @pytest.mark.parametrize("path", ["/", "/practice", "/practice/socket/", "/practice/../practice/socket"])
    def test_only_at_its_own_address(self, desk: Desk, path: str) -> None:
        assert refused(desk, desk.door.prefix + path)

    def test_a_head_that_is_too_long_is_refused(self, desk: Desk) -> None:
        assert refused(desk, x="a" * 20_000)


class TestWhatMayBeSaid:
    @pytest.mark.parametrize("data", ["a" * (MAX_BODY_BYTES + 1), b"a" * (MAX_BODY_BYTES + 1)], ids=type)
    def test_too_much_at_once_is_refused(self, desk: Desk, data: str | bytes) -> None:
        with opened(desk) as page:
            page.send(data)
            page.until(lambda: page.closed)
            assert page.closed in (1009, 1006)
        assert desk.get("/practice").status == 200

    def test_also_when_it_comes_in_many_pieces(self, desk: Desk) -> None:
        with opened(desk) as page:
            try:
                for _ in range(100):
                    page.send(b"a" * 32_000, finished=False)
            except OSError:
                return  # it hung up on us
            page.until(lambda: page.closed)

    @pytest.mark.parametrize(
        "data",
        [
            "",
            "[",
            "[" * 50_000,
            "7",
            "[]",
            "{}",
            '{"say": 7}',
            '{"say": "open the door"}',
            '{"say": "press"}',
            '{"say": "press", "command": [], "at": {}}',
            '{"say": "played", "sound": "1", "well": true}',
            b"",
            b"1234567",
            block(SILENCE, 1)[:-1],
            block(SILENCE, 1, rate_hz=0),
            block(SILENCE, 1, rate_hz=4_000_000_000),
            block(np.zeros(20_000, np.float32), 1),
        ],
        ids=lambda data: repr(data[:40]),
    )
    def test_what_no_page_says_ends_it(self, desk: Desk, data: str | bytes) -> None:
        with opened(desk) as page:
            page.send(data)
            page.until(lambda: page.closed)
            assert page.closed == UNREADABLE
        assert desk.get("/practice").status == 200

    @pytest.mark.parametrize(
        "wishes",
        [
            {"bank": "../../secret"},
            {"bank": "/etc/passwd"},
            {"bank": "a.yaml"},
            {"bank": 7},
            {"bank": None},
            {"questions": [7]},
            {"questions": ["no-such-question"]},
            {"questions": ["quality"] * 201},
            {"questions": [], "count": 0},
            {"questions": [], "count": "3"},
            {"questions": [], "count": True},
            {"questions": [], "section": "nowhere"},
            {"follow_ups": "yes"},
        ],
        ids=str,
    )
    def test_a_choice_that_makes_no_sense_is_told_in_a_sentence(
        self, desk: Desk, wishes: dict[str, object]
    ) -> None:
        with opened(desk) as page:
            page.begin(QUESTION, **wishes)
            page.until(lambda: "refused" in page.scene)
            assert page.scene["refused"].strip()
            assert page.scene["moment"]["name"] == "idle"
        assert desk.history.sessions() == ()

    def test_a_command_that_there_is_not_does_nothing(self, desk: Desk) -> None:
        with opened(desk) as page:
            page.begin(QUESTION)
            left_s = page.until_moment("thinking")["left_s"]
            page.press("FORMAT_DISK")
            page.press("GO", at="recording")
            page.until(lambda: page.scene["moment"]["left_s"] < left_s - 0.3)


class TestOneAtATime:
    def test_a_second_interview_is_refused(self, desk: Desk) -> None:
        with opened(desk) as page:
            page.begin(QUESTION)
            page.until_moment("thinking")
            page.begin(QUESTION)
            page.until(lambda: "refused" in page.scene)
        assert len(desk.history.sessions()) == 1

    def test_the_page_that_was_opened_last_is_the_one_that_counts(self, desk: Desk) -> None:
        with opened(desk) as first:
            first.begin(QUESTION)
            first.until_moment("thinking")
            with opened(desk) as second:
                first.until(lambda: first.closed)
                assert first.closed == ELSEWHERE
                second.until_moment("thinking")
                assert second.scene["question"]["id"] == QUESTION
                second.press("QUIT")
                second.until_moment("over")


def test_nothing_is_read_aloud_that_is_not_being_played(desk: Desk) -> None:
    for path in ("/practice/aloud/1", "/practice/aloud/..%2f1", "/practice/aloud/-1"):
        assert desk.get(path).status == 404
