"""Remarks on an answer: in the order of their seconds, kept with it, and gone with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sample_session import SESSION, followed_up, keep, story
from voicesim.errors import InputError
from voicesim.report.assessment_json import session_json
from voicesim.report.files import make_page
from voicesim.report.markdown import markdown
from voicesim.store.history import History

FIRST = f"{SESSION.id}-1"


@pytest.fixture
def history(home: Path) -> Iterator[History]:
    keep(home, story())
    with History.open(home / "history.sqlite3") as opened:
        yield opened


def test_they_come_by_their_second_and_those_on_the_whole_first(history: History) -> None:
    history.add_remark(FIRST, " the end ", 20.0, "Ana")
    history.add_remark(FIRST, "the start", 1.0)
    kept = history.add_remark(FIRST, "all of it")
    assert [(each.text, each.at_s, each.author) for each in kept.remarks] == [
        ("all of it", None, ""),
        ("the start", 1.0, ""),
        ("the end", 20.0, "Ana"),
    ]
    assert len({each.number for each in kept.remarks}) == 3


def test_one_is_deleted_by_its_number(history: History) -> None:
    first, second = history.add_remark(history.add_remark(FIRST, "a").id, "b").remarks
    history.delete_remark(first.number)
    assert history.attempt(FIRST).remarks == (second,)
    with pytest.raises(InputError, match="may have been deleted"):
        history.delete_remark(first.number)


@pytest.mark.parametrize(
    ("text", "at_s", "author", "says"),
    [
        ("  ", None, "", "write a word"),
        ("a" * 4001, None, "", "4000 letters"),
        ("a", None, "b" * 81, "80"),
        ("a", 21.5, "", "no second 21.5"),
        ("a", -1.0, "", "no second -1"),
        ("a", float("nan"), "", "no second"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    history: History, text: str, at_s: float, author: str, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        history.add_remark(FIRST, text, at_s, author)
    assert history.attempt(FIRST).remarks == ()


def test_judging_anew_leaves_them(history: History) -> None:
    history.add_remark(FIRST, "slower", 3.0)
    judged = story().assessment
    assert judged is not None
    assert history.save_assessment(FIRST, judged, bank_id="b", bank_version="2").remarks[0].text == "slower"


def test_forgetting_an_answer_leaves_no_trace_of_them(history: History, home: Path) -> None:
    history.add_remark(FIRST, "zanzibar")
    history.forget(home / "recordings", attempt_ids=[FIRST])
    history.close()
    connection = sqlite3.connect(home / "history.sqlite3")
    assert connection.execute("SELECT count(*) FROM remarks").fetchone() == (0,)
    connection.close()
    assert b"zanzibar" not in (home / "history.sqlite3").read_bytes()


def test_page_notes_and_json_tell_of_them(history: History, home: Path) -> None:
    history.add_remark(FIRST, "Say <b>why</b>.", 9.4, "Ana")
    session, attempts = history.session(), history.attempts()
    assert "Say &lt;b&gt;why&lt;/b&gt;." in make_page(session, attempts, home / "recordings")
    assert "- Ana at 0:09: Say \\<b\\>why\\</b\\>." in markdown(session, attempts)
    (remark,) = session_json(session, attempts)["attempts"][0]["remarks"]
    assert (remark["at_s"], remark["author"], remark["text"]) == (9.4, "Ana", "Say <b>why</b>.")


def test_a_reply_has_its_own(home: Path) -> None:
    keep(home, followed_up())
    with History.open(home / "history.sqlite3") as history:
        (answer,) = history.attempts()
        assert answer.reply is not None
        history.add_remark(answer.reply.id, "better", 1.0)
        (answer,) = history.attempts()
        assert answer.reply is not None
        assert (answer.remarks, answer.reply.remarks[0].text) == ((), "better")
        told = session_json(history.session(), (answer,))["attempts"][0]
    assert [each["text"] for each in told["follow_up"]["remarks"]] == ["better"]
