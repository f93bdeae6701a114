"""The second reader beside an interview: nobody waits for it, and leaving breaks it off."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.sample_session import SESSION, followed_up, keep, story
from tests.second.model_server import ModelServer, claims, refuses, serving
from voicesim.assess.second import SecondVerdict
from voicesim.second.background import Background, read_attempt
from voicesim.second.reader import SecondReader
from voicesim.store.history import History
from voicesim.store.records import Attempt

QUOTE = "they rose by 12 percent."


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(claims(True, QUOTE)) as found:
        yield found


@pytest.fixture
def history(home: Path) -> Iterator[History]:
    """Two answers: one with a point to check, and one to whose follow-up the reply has one."""
    keep(home, story(), followed_up())
    with History.open(home / "history.sqlite3") as opened:
        yield opened


def reader(server: ModelServer) -> SecondReader:
    return SecondReader.at(server.url, "tiny", 5.0)


def attempts(history: History) -> tuple[Attempt, ...]:
    return history.attempts(SESSION.id)


def test_what_it_says_is_kept_beside_the_verdict(history: History, server: ModelServer) -> None:
    first, second = attempts(history)
    with Background(reader(server), history) as background:
        background.submit(first)
        assert background.wait(5)
        assert (background.left, background.problem) == (0, "")
    told = history.attempt(first.id)
    assert told.second == (SecondVerdict("impact", True, QUOTE, "tiny"),)
    assert told.assessment == first.assessment
    assert history.attempt(second.id) == second


def test_the_reply_to_a_follow_up_is_read_by_its_own_question_and_words(
    history: History, server: ModelServer
) -> None:
    _, answer = attempts(history)
    assert answer.reply is not None
    server.answer = claims(True, "more people signed up")
    with Background(reader(server), history) as background:
        background.submit(answer)
        assert background.wait(5)
    assert len(server.prompts) == 1
    assert answer.reply.question.prompt in server.prompts[0]
    assert history.attempt(answer.reply.id).second_on("impact") is not None
    assert history.attempt(answer.id).second == ()


def never(server: ModelServer, asked: threading.Event) -> Callable[[BaseHTTPRequestHandler, str], None]:
    def answer(handler: BaseHTTPRequestHandler, prompt: str) -> None:
        asked.set()
        server.ended.wait(30)

    return answer


def test_nobody_waits_and_leaving_breaks_it_off(history: History, server: ModelServer) -> None:
    asked = threading.Event()
    server.answer = never(server, asked)
    begun_s = time.monotonic()
    with Background(SecondReader.at(server.url, "tiny", 60.0), history) as background:
        for attempt in attempts(history):
            background.submit(attempt)
        assert asked.wait(5)
        assert not background.wait(0.1)
        assert background.left == 2
    assert time.monotonic() - begun_s < 3
    assert all(attempt.second == () for attempt in attempts(history))
    assert not [thread for thread in threading.enumerate() if thread.name == "second reader"]


def test_what_goes_wrong_is_told_at_the_end_and_the_next_answer_is_tried(
    history: History, server: ModelServer
) -> None:
    first, _ = attempts(history)
    server.answer = refuses(404, {"error": {"message": "model 'tiny' not found"}})
    with Background(reader(server), history) as background:
        background.submit(first)
        assert background.wait(5)
        server.answer = claims(False)
        background.submit(first)
        assert background.wait(5)
    assert "model 'tiny' not found" in background.problem
    assert history.attempt(first.id).second == (SecondVerdict("impact", False, None, "tiny"),)


def test_an_answer_that_is_gone_meanwhile_stops_nothing(history: History, server: ModelServer) -> None:
    first, _ = attempts(history)
    with Background(reader(server), history) as background:
        background.submit(replace(first, id="gone"))
        background.submit(first)
        assert background.wait(5)
    assert "There is no attempt gone" in background.problem
    assert history.attempt(first.id).second != ()


def test_nothing_to_check_is_nothing_to_read(history: History, server: ModelServer) -> None:
    with Background(reader(server), history) as background:
        background.submit(replace(attempts(history)[1], reply=None))
        assert background.left == 0


def test_what_it_has_told_of_it_is_not_asked_again_unless_by_another_name(
    history: History, server: ModelServer
) -> None:
    first, _ = attempts(history)
    kept = history.save_second(first, read_attempt(reader(server), first).verdicts)
    assert read_attempt(reader(server), kept).asked == 0
    assert read_attempt(SecondReader.at(server.url, "large", 5.0), kept).asked == 1
    assert read_attempt(reader(server), replace(kept, judgement=None)).asked == 0
