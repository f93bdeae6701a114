"""Servers that are slow, broken, elsewhere or not what they say: told in a sentence, and never waited for."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.second.asking import BOTH, ONE, POINTS, QUESTION, read, reader, transcript
from tests.second.asking import server as server
from tests.second.model_server import (
    Answer,
    ModelServer,
    claims,
    completion,
    refuses,
    sends,
    serving,
    silence,
)
from voicesim.assess.assessment import PointHit
from voicesim.bank.question import KeyPoint, Question
from voicesim.errors import ReaderError
from voicesim.second.reader import ANSWER_REQUESTS, SecondReader, SecondReading
from voicesim.second.server import MAX_BYTES


def raw(*pieces: bytes, pause_s: float = 0.0, until: threading.Event | None = None) -> Answer:
    def answer(handler: BaseHTTPRequestHandler, prompt: str) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            if pause_s and until is not None and until.wait(pause_s):
                return
        handler.close_connection = True

    return answer


class TestServersThatDoWrong:
    def test_nobody_listens(self, server: ModelServer) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            found = SecondReader.at(f"http://127.0.0.1:{taken.getsockname()[1]}", "tiny", 5.0)
            reading = found.read(QUESTION, transcript(), BOTH)
        assert reading.verdicts == ()
        assert reading.asked == 1, "who does not listen is not asked again"
        assert "cannot be reached (Connection refused); start it, or correct its address." in reading.problem

    @pytest.mark.parametrize(
        ("status", "body", "told"),
        [
            (404, {"error": {"message": "model 'tiny' not found"}}, "(HTTP 404: model 'tiny' not found)"),
            (400, {"error": "no such\x1b[31m thing"}, r"(HTTP 400: no such\x1b[31m thing)"),
            (401, {"detail": "key?"}, "it asks for a key, and voicesim has none to give"),
            (422, {"detail": [{"loc": 1}]}, "(HTTP 422)"),
            (500, "oops", "(HTTP 500)"),
            (503, {"error": {"message": "x" * 10_000}}, "x" * 200),
            (204, {}, "(HTTP 204)"),
        ],
    )
    def test_it_refuses(self, server: ModelServer, status: int, body: object, told: str) -> None:
        server.answer = refuses(status, body)
        problem = read(server, BOTH).problem
        assert told in problem
        assert len(problem) < 400
        assert problem.isprintable()

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_a_redirect_off_the_machine_is_not_followed(self, server: ModelServer, status: int) -> None:
        with serving(claims(True, "we gave up the guided tour")) as elsewhere:
            server.answer = sends(b"", status, Location=f"{elsewhere.url}/chat/completions")
            assert "answers with a redirect, which is not followed" in read(server).problem
            assert elsewhere.paths == []

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"<html>It works!</html>",
            b'{"choices": [',
            b"[" * 100_000,
            b"\xff\xfe",
            b"9" * 10_000,
            b" " * (MAX_BYTES + 10),
        ],
    )
    def test_what_is_not_json_is_told(self, server: ModelServer, body: bytes) -> None:
        server.answer = sends(body)
        assert "does not answer in JSON" in read(server).problem

    @pytest.mark.parametrize(
        "body", [{}, [], {"choices": []}, {"choices": [{}]}, {"choices": {"a": 1}}, {"choices": [None]}, 3]
    )
    def test_json_of_another_shape_is_told(self, server: ModelServer, body: object) -> None:
        server.answer = sends(json.dumps(body).encode())
        assert "not as a language model does" in read(server).problem

    @pytest.mark.parametrize(
        "response",
        [
            b"",
            b"\x00\x01\x02\r\n\r\n",
            b"HTTP/1.1 2x0 OK\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
            b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        ],
    )
    def test_what_is_not_http_is_told(self, server: ModelServer, response: bytes) -> None:
        server.answer = raw(response)
        reading = read(server, BOTH)
        assert (reading.verdicts, reading.asked) == ((), 1)
        assert reading.problem.endswith((".", "?"))

    def test_chunks_and_a_body_up_to_the_end_are_understood(self, server: ModelServer) -> None:
        body = completion('{"made": false}')
        chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        server.answer = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk)
        assert len(read(server).verdicts) == 1
        server.answer = raw(b"HTTP/1.1 200 OK\r\n\r\n", body)
        assert len(read(server).verdicts) == 1


class TestTime:
    def test_a_server_that_says_nothing_is_left_in_time_and_the_next_point_asked(
        self, server: ModelServer
    ) -> None:
        server.answer = silence(server)
        begun_s = time.monotonic()
        reading = read(server, BOTH, request_s=0.3)
        assert reading.asked == 2
        assert reading.problem.endswith("took longer than 0.3 s.")
        assert 0.6 <= time.monotonic() - begun_s < 3

    @pytest.mark.parametrize(
        "begins",
        [
            b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n",
            b"",
        ],
        ids=["in the body", "in the headers", "in the status line"],
    )
    def test_a_byte_now_and_then_does_not_stretch_it(self, server: ModelServer, begins: bytes) -> None:
        drops = [b"H"] * 200 if not begins else [b"X: y\r\n"] * 200
        server.answer = raw(begins, *drops, pause_s=0.05, until=server.ended)
        begun_s = time.monotonic()
        assert "took longer than 0.5 s" in read(server, request_s=0.5).problem
        assert time.monotonic() - begun_s < 3

    def test_all_of_an_answer_has_a_limit_too(self, server: ModelServer) -> None:
        points = tuple(KeyPoint(f"p{number}", "content", "Tells.", (), "?") for number in range(20))
        question = Question("many", "s", "?", "story", 60.0, points)
        hits = tuple(PointHit(point.id, "content", "check", "") for point in points)
        server.answer = silence(server)
        begun_s = time.monotonic()
        reading = reader(server, request_s=0.2).read(question, transcript(), hits)
        assert ANSWER_REQUESTS <= reading.asked <= ANSWER_REQUESTS + 1
        assert time.monotonic() - begun_s < 0.2 * ANSWER_REQUESTS + 2

    def test_closing_breaks_off_what_is_asked_at_the_moment(self, server: ModelServer) -> None:
        asked = threading.Event()

        def never(handler: BaseHTTPRequestHandler, prompt: str) -> None:
            asked.set()
            server.ended.wait(30)

        server.answer = never
        busy = reader(server, request_s=30.0)
        found: list[SecondReading] = []
        thread = threading.Thread(target=lambda: found.append(busy.read(QUESTION, transcript(), BOTH)))
        thread.start()
        assert asked.wait(5)
        begun_s = time.monotonic()
        busy.close()
        thread.join(5)
        assert time.monotonic() - begun_s < 2
        assert (found[0].verdicts, found[0].asked) == ((), 1)
        with pytest.raises(ReaderError, match="stopped"):
            busy.verdict(QUESTION, POINTS[0], transcript(), 1.0)


def test_encryption_is_not_given_up_where_it_was_asked_for(server: ModelServer) -> None:
    sealed = SecondReader.at(f"https://127.0.0.1:{server.port}", "tiny", 5.0)
    assert "cannot be reached" in sealed.read(QUESTION, transcript(), ONE).problem
    assert server.requests == []


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """For localhost, signed by itself; with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("nothing here makes certificates")
    paths = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subject = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    command = [openssl, "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2", *subject]
    subprocess.run([*command, "-out", paths[0], "-keyout", paths[1]], check=True, capture_output=True)
    return paths


def test_only_a_certificate_that_somebody_vouches_for_is_trusted(
    server: ModelServer, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server.secure(context)
    sealed = SecondReader.at(f"https://localhost:{server.port}/v1", "tiny", 5.0)
    assert "certificate verify failed" in sealed.read(QUESTION, transcript(), ONE).problem
    assert server.requests == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert len(sealed.read(QUESTION, transcript(), ONE).verdicts) == 1
    other_name = SecondReader.at(f"https://127.0.0.1:{server.port}/v1", "tiny", 5.0)
    assert "certificate verify failed" in other_name.read(QUESTION, transcript(), ONE).problem
