"""Who is answered: the one who has the whole address, from the desk's own pages, and nobody else."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.present import present
from tests.sample_session import SESSION, keep, story
from tests.web.served import Desk, served
from voicesim.web.guard import MAX_BODY_BYTES, Door, refusal

PAGES = ("/", f"/sessions/{SESSION.id}", "/search?q=tour", f"/sound/{SESSION.id}-1", "/static/style.css")


def says_no(desk: Desk, path: str, **headers: str) -> bool:
    answer = desk.get(path, **headers)
    return answer.status in (403, 421) and b"tour" not in answer.body


class TestTheToken:
    @pytest.mark.parametrize("path", PAGES)
    def test_another_user_of_the_machine_without_it_gets_nothing(self, desk: Desk, path: str) -> None:
        for guess in ("", "/", "/x", f"/{desk.door.token[:-1]}", f"/{desk.door.token}x"):
            answer = desk.ask("GET", guess + path)
            assert answer.status == 403
            assert desk.door.token.encode() not in answer.body

    def test_it_is_long_and_new_each_time(self, home: Path) -> None:
        with served(home) as first, served(home) as second:
            assert first.door.token != second.door.token
            assert len(first.door.token) >= 43, "256 bits"

    def test_nothing_is_kept_in_the_browser_for_others_to_get(self, desk: Desk) -> None:
        assert "set-cookie" not in desk.get("/").headers


class TestOtherSites:
    @pytest.mark.parametrize("path", PAGES[1:])
    def test_they_may_not_ask_even_with_the_token(self, desk: Desk, path: str) -> None:
        assert desk.get(path).status == 200
        assert says_no(desk, path, origin="https://example.com")
        assert says_no(desk, path, origin="null")
        assert says_no(desk, path, referer="https://example.com/page")
        assert says_no(desk, path, sec_fetch_site="cross-site", sec_fetch_mode="no-cors")
        assert says_no(desk, path, sec_fetch_site="same-site"), "another port of this machine"

    def test_the_first_page_may_be_opened_from_a_file_but_not_fetched(self, desk: Desk) -> None:
        opened = desk.get(
            "/", sec_fetch_site="cross-site", sec_fetch_mode="navigate", sec_fetch_dest="document"
        )
        assert opened.status == 200
        assert says_no(
            desk, "/", sec_fetch_site="cross-site", sec_fetch_mode="cors", origin="https://example.com"
        )

    @pytest.mark.parametrize(
        "headers",
        [
            {"origin": "https://example.com", "sec_fetch_site": "cross-site"},
            {"origin": "null", "sec_fetch_site": "cross-site"},
            {"origin": "http://127.0.0.1:1"},
            {"sec_fetch_site": "none"},
        ],
        ids=str,
    )
    def test_they_can_change_nothing(self, desk: Desk, headers: dict[str, str]) -> None:
        assert desk.post(f"/sessions/{SESSION.id}/forget", **headers).status == 403
        assert desk.history.sessions()

    def test_what_does_not_say_where_it_comes_from_changes_nothing(self, desk: Desk) -> None:
        assert desk.ask("POST", f"{desk.door.prefix}/sessions/{SESSION.id}/forget").status == 403

    def test_no_page_of_theirs_can_hold_or_read_one_of_ours(self, desk: Desk) -> None:
        for path in (*PAGES, "/nothing"):
            headers = desk.get(path).headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["cross-origin-resource-policy"] == "same-origin"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"
            assert "access-control-allow-origin" not in headers

    def test_a_rebound_name_of_this_machine_is_not_answered(self, desk: Desk) -> None:
        for host in (
            "evil.example",
            f"evil.example:{desk.door.host.split(':')[1]}",
            "127.0.0.1",
            "localhost",
        ):
            assert desk.get("/", host=host).status == 421


class TestSizes:
    def test_a_body_that_is_announced_too_long_is_not_read(self, desk: Desk) -> None:
        length = str(MAX_BODY_BYTES + 1)
        answer = desk.post(f"/answers/{SESSION.id}-1/remarks", content_length=length)
        assert answer.status == 413

    def test_a_body_that_grows_too_long_is_cut_off(self, desk: Desk) -> None:
        port = int(desk.door.host.split(":")[1])
        head = (
            f"POST {desk.door.prefix}/answers/{SESSION.id}-1/remarks HTTP/1.1\r\nHost: {desk.door.host}\r\n"
            f"Origin: {desk.door.origin}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
            client.sendall(head.encode())
            try:
                for _ in range(200):
                    client.sendall(b"1000\r\n" + b"a" * 4096 + b"\r\n")
            except OSError:
                pass  # it hung up on us
            else:
                assert b" 413 " in client.recv(4096)
        assert desk.get("/").status == 200

    def test_a_head_that_is_too_long_is_refused(self, desk: Desk) -> None:
        assert desk.get("/", x="a" * 20_000).status in (400, 431)


def test_only_what_pages_need_is_understood(desk: Desk) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
        assert desk.ask(method, f"{desk.door.prefix}/").status == 405


def test_a_history_that_leads_out_of_the_recordings_is_not_followed(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.wav"
    secret.write_bytes(b"RIFF secret")
    inside = desk.home / "recordings" / SESSION.id / "link.wav"
    inside.symlink_to(secret)
    for name in ("../../secret.wav", str(secret), f"{SESSION.id}/link.wav", SESSION.id, ".", "a\0b"):
        desk.history._database.write(
            "UPDATE attempts SET audio_path = ? WHERE id = ?", (name, f"{SESSION.id}-1")
        )
        answer = desk.get(f"/sound/{SESSION.id}-1")
        assert answer.status == 404, name
        assert b"RIFF" not in answer.body
        assert desk.get(f"/sessions/{SESSION.id}").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/sound/..%2f..%2fhistory.sqlite3",
        "/sound/../../history.sqlite3",
        "/static/..%2fapp.py",
        "/static/app.py",
    ],
)
def test_paths_that_climb_lead_nowhere(desk: Desk, path: str) -> None:
    assert desk.get(path).status == 404


def test_the_rules_are_one_pure_function() -> None:
    door = Door("127.0.0.1:4000", "secret")
    host = (b"host", b"127.0.0.1:4000")
    assert refusal(door, "GET", "/secret/", [host]) is None
    assert refusal(door, "GET", "/secret/", [host, host]) is not None
    assert refusal(door, "GET", "/secret/", []) is not None
    assert refusal(door, "GET", "//secret/", [host]) is not None
    assert refusal(
        door, "POST", "/secret/x", [host, (b"content-length", b"-1"), (b"origin", b"http://127.0.0.1:4000")]
    )


def test_a_page_full_of_markup_shows_it_as_text(home: Path) -> None:
    from dataclasses import replace

    from voicesim.speech.words import Transcript, Word

    evil = "<script>alert(1)</script>\"'><img/src=x/onerror=alert(1)> {{7*7}} \x1b[31m\u202etour"
    sample = story()
    words = tuple(Word(text, 1.0 + n, 1.5 + n, 0.9) for n, text in enumerate(evil.split()))
    question = replace(sample.question, id="<b>q", section="<i>s", prompt=evil)
    keep(
        home,
        replace(
            sample,
            question=question,
            transcript=Transcript((*words, *present(sample.transcript).words), "en", "m"),
        ),
    )
    with served(home) as desk:
        name = "%3Cb%3Eq"
        for path in (
            "/",
            f"/sessions/{SESSION.id}",
            "/search?q=tour",
            f"/search?q={name}",
            "/questions",
            f"/question?bank=senior-pm&id={name}",
            "/points",
            "/progress",
            f"/{name}",
            f"/sessions/{name}",
        ):
            answer = desk.get(path)
            for harmful in ("<script>alert", "<img/src", "<b>q", "<i>s", "\x1b", "\u202e", " 49 "):
                assert harmful not in answer.text, path
        assert "&lt;script&gt;alert(1)" in desk.get(f"/sessions/{SESSION.id}").text
