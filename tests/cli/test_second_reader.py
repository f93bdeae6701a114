"""The second reader as it is used: beside practice, by score and rescore when wanted, and in doctor."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from tests.practised import Call, practised
from tests.practised import call as call
from tests.second.model_server import ModelServer, claims, refuses, serving
from tests.test_interview_checks import uncertain
from tests.whole.uncertain import equip
from voicesim import checkup
from voicesim.config import Settings
from voicesim.store.history import History

SAID = "We gave up the dashboard and retention went up by twelve percent."
QUOTE = "retention went up by twelve percent."
YES = f"second reader: yes, “{QUOTE}”"
POINTS = ("engineering", "testing", "bottlenecks")
"""Those of the question that the judge is not certain of."""


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(claims(True, QUOTE)) as found:
        yield found


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("voicesim.finish.judge_points", "voicesim.cli.rescore.judge_points"):
        monkeypatch.setattr(place, uncertain)
    monkeypatch.setattr("voicesim.assess.judge.assess.__defaults__", (uncertain, None))
    monkeypatch.setattr("voicesim.cli.practice.equip", equip)


def settings(home: Path, server: ModelServer, *lines: str) -> None:
    home.mkdir(exist_ok=True)
    text = "\n".join((f'second_reader_url = "{server.url}"', 'second_reader_model = "tiny"', *lines))
    (home / "settings.toml").write_text(text, encoding="utf-8")


def points_of(told: dict[str, Any]) -> dict[str, Any]:
    return {point["id"]: point["second"] for point in told["points"]}


class TestPractice:
    def test_what_it_resolves_is_in_the_summary_and_in_review(
        self, call: Call, judge: None, home: Path, server: ModelServer
    ) -> None:
        settings(home, server)
        done = call("practice", "--question", "quality")
        assert done.code == 0, done.err
        feedback, _, summary = done.out.rpartition("words/min")
        assert "did you make this?" in feedback, "feedback does not wait"
        for point in POINTS:
            assert f"quality, {point}: {YES}" in " ".join(summary.split())
        assert "4 of 6" in summary
        assert "+" not in summary
        assert done.err == ""
        shown = call("review", "last").out
        assert shown.count(YES) >= len(POINTS)
        assert "did you make this?" not in shown
        (told,) = json.loads(call("review", "last", "--json").out)["attempts"]
        assert points_of(told)[POINTS[0]] == {"made": True, "quote": QUOTE, "model": "tiny"}
        assert [point["verdict"] for point in told["points"]][:2] == ["covered", "check"]
        assert [points_of(told)[point["id"]] for point in told["points"] if point["verdict"] != "check"] == [
            None
        ] * 3

    def test_off_by_default(self, call: Call, judge: None, home: Path, server: ModelServer) -> None:
        done = call("practice", "--question", "quality", "--json")
        assert done.code == 0, done.err
        assert server.paths == []
        assert set(points_of(json.loads(done.out)).values()) == {None}

    def test_one_that_is_too_slow_is_not_waited_for_and_can_be_asked_again(
        self, call: Call, judge: None, home: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("voicesim.cli.second.LINGER_S", 0.2)
        settings(home, server)

        def never(handler: BaseHTTPRequestHandler, prompt: str) -> None:
            server.ended.wait(30)

        server.answer = never
        begun_s = time.monotonic()
        done = call("practice", "--question", "quality")
        assert time.monotonic() - begun_s < 15
        assert (done.code, "1 of 6 +3?" in done.out) == (0, True)
        assert "The second reader is not done with this session" in done.err
        again = done.err.rsplit("voicesim ", 1)[1].split()
        assert again[0] == "rescore"
        server.answer = claims(True, QUOTE)
        assert call(*again).code == 0
        assert call("review", "last").out.count(YES) >= len(POINTS)

    def test_one_that_is_not_there_is_told_at_the_end(
        self, call: Call, judge: None, home: Path, server: ModelServer
    ) -> None:
        settings(home, server)
        server.answer = refuses(404, {"error": "no model tiny\x1b[31m"})
        done = call("practice", "--question", "quality")
        assert done.code == 0
        assert "refuses (HTTP 404: no model tiny\\x1b[31m)" in done.err
        assert "\x1b" not in done.err + done.out

    def test_the_person_s_own_word_wins(
        self, call: Call, judge: None, home: Path, server: ModelServer
    ) -> None:
        settings(home, server)
        call("practice", "--question", "quality")
        call("review", "last", "--tick", f"{POINTS[0]}=no")
        shown = call("review", "last").out
        assert "3 of 6" in shown.rpartition("words/min")[2]
        assert "you: did not make it" in shown
        assert f"quality, {POINTS[0]}:" not in shown


class TestScore:
    @pytest.fixture
    def answer(self, tmp_path: Path) -> Path:
        path = tmp_path / "a.txt"
        path.write_text(SAID, encoding="utf-8")
        return path

    def test_it_is_asked_only_when_wanted(
        self, call: Call, judge: None, home: Path, server: ModelServer, answer: Path
    ) -> None:
        settings(home, server)
        assert call("score", answer, "--question", "quality").code == 0
        assert server.paths == []
        done = call("score", answer, "--question", "quality", "--second-reader")
        assert (done.code, done.out.count(YES), len(server.paths)) == (0, 3, 3)

    def test_as_json(self, call: Call, judge: None, home: Path, server: ModelServer, answer: Path) -> None:
        settings(home, server)
        server.answer = claims(False)
        done = call("score", answer, "--question", "quality", "--second-reader", "--json")
        told = points_of(json.loads(done.out))
        assert [told[point] for point in POINTS] == [{"made": False, "quote": None, "model": "tiny"}] * 3

    def test_lies_and_refusals_change_nothing(
        self, call: Call, judge: None, home: Path, server: ModelServer, answer: Path
    ) -> None:
        settings(home, server)
        wanted = ("score", answer, "--question", "quality", "--second-reader", "--json")
        server.answer = claims(True, "retention went up by ninety percent")
        assert set(points_of(json.loads(call(*wanted).out)).values()) == {None}
        server.answer = refuses(500, {})
        done = call(*wanted)
        assert set(points_of(json.loads(done.out)).values()) == {None}
        assert "a: The second reader at" in done.err

    def test_without_one_in_the_settings_the_way_to_one_is_told(self, call: Call, answer: Path) -> None:
        done = call("score", answer, "--question", "quality", "--second-reader")
        assert (done.code, done.out) == (2, "")
        assert 'name one in the settings, such as second_reader_url = "http://localhost' in done.err

    def test_where_no_model_is_named_and_nobody_answers_nothing_is_judged(
        self, call: Call, home: Path, server: ModelServer, answer: Path
    ) -> None:
        home.mkdir()
        (home / "settings.toml").write_text('second_reader_url = "http://127.0.0.1:9"', encoding="utf-8")
        done = call("score", answer, "--question", "quality", "--second-reader")
        assert (done.code, done.out) == (1, "")
        assert "cannot be reached" in done.err

    def test_words_that_leave_this_machine_are_announced(
        self, call: Call, judge: None, home: Path, answer: Path
    ) -> None:
        home.mkdir()
        remote = 'second_reader_url = "http://192.0.2.1:9"\nsecond_reader_model = "tiny"\n'
        (home / "settings.toml").write_text(
            f"{remote}second_reader_timeout_s = 1\nsecond_reader_allow_remote = true\n", encoding="utf-8"
        )
        done = call("score", answer, "--question", "quality", "--second-reader")
        assert "Transcripts leave this machine: the second reader is at http://192.0.2.1:9" in done.err
        (home / "settings.toml").write_text(remote, encoding="utf-8")
        done = call("score", answer, "--question", "quality", "--second-reader")
        assert (done.code, done.out) == (2, "")
        assert "second_reader_url must be an address of this machine" in done.err


def test_rescore_asks_what_it_was_not_told_yet(
    call: Call, judge: None, home: Path, server: ModelServer
) -> None:
    session = practised(home, ("quality", SAID))
    settings(home, server)
    assert call("rescore", session).code == 0
    assert server.paths == []
    done = call("rescore", session, "--second-reader", "--json")
    assert done.code == 0, done.err
    assert [points_of(json.loads(done.out))[point]["made"] for point in POINTS] == [True] * 3
    call("rescore", session, "--second-reader")
    assert len(server.paths) == 3, "what was told is not asked again"
    with History.open(home / "history.sqlite3") as history:
        assert history.measured()[0].share == pytest.approx(4 / 6)


class TestDoctor:
    def check(self, name: str, **named: object) -> checkup.Check:
        found = {trial.name: trial for trial in checkup.trials(Settings(**named))}  # type: ignore[arg-type]
        return found[name].run()

    def test_without_one_nothing_is_said(self) -> None:
        assert "second reader" not in [trial.name for trial in checkup.trials(Settings())]

    def test_one_that_answers_is_told_with_its_seconds(self, server: ModelServer) -> None:
        server.answer = claims(True, "we gave up the guided tour")
        check = self.check("second reader", second_reader_url=server.url)
        assert check.status == "ok"
        assert check.detail.startswith(f"tiny at http://127.0.0.1:{server.port} answered in ")
        assert 0 <= check.measured["took_s"] < 5

    def test_one_that_answers_in_its_own_way_is_told(self, server: ModelServer) -> None:
        server.answer = claims(True, "whatever you like")
        check = self.check("second reader", second_reader_url=server.url)
        assert (check.status, "could not be used" in check.remedy) == ("warning", True)

    def test_one_that_does_not_answer_is_a_warning(self, server: ModelServer) -> None:
        server.answer = refuses(500, {})
        named = {"second_reader_url": server.url, "second_reader_model": "tiny"}
        check = self.check("second reader", **named)
        assert (check.status, "refuses (HTTP 500)" in check.detail) == ("warning", True)

    def test_one_on_another_machine_is_told_plainly(self, server: ModelServer) -> None:
        named = {"second_reader_url": "http://192.0.2.1:9", "second_reader_allow_remote": True}
        check = self.check("privacy", **named)
        assert check.status == "warning"
        assert "transcripts go to http://192.0.2.1:9" in check.detail
        assert "nothing leaves" not in check.detail
        here = self.check("privacy", second_reader_url=server.url)
        assert "nothing leaves this machine" in here.detail
