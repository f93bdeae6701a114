"""A package index on this machine that has one wheel, with the demo model in it under the name tiny.en."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.http_server import JsonAnswers
from tests.http_server import serving as http_server
from voicesim.speech.model_fetch import ModelFile
from voicesim.speech.models import find_model
from voicesim.speech.packaged_models import PACKAGED, PackagedModel

PROJECT, WHEEL = "some-models", "some_models-1.2-py3-none-any.whl"
FOLDER = "some_models/model"
DEMO = {p.name: p.read_bytes() for p in find_model("demo").directory.iterdir() if p.suffix != ".md"}
"""The files that are needed of it."""


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def packed() -> bytes:
    """The same bytes in every process: without times."""
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"../__init__.py": b"raise AssertionError('this was run')", **DEMO}.items():
            archive.writestr(zipfile.ZipInfo(f"{FOLDER}/{name}"), content)
    return wheel.getvalue()


CONTENT = packed()
KNOWN_HERE = PackagedModel(
    "tiny.en",
    "1.2",
    ModelFile(WHEEL, PROJECT, len(CONTENT), sha256(CONTENT)),
    tuple(ModelFile(n, f"{FOLDER}/{n}", len(c), sha256(c)) for n, c in DEMO.items()),
)


@dataclass
class Index:
    """How it answers, and what it was asked for."""

    url: str = ""
    wheel: bytes = CONTENT
    listed: tuple[str, ...] = (WHEEL,)
    listed_sha256: str | None = sha256(CONTENT)
    speaks: str = "json"
    status: int = 200
    cut_after_bytes: int | None = None
    takes_ranges: bool = True
    login: str | None = None
    pause_s: float = 0.0
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    logins: list[str | None] = field(default_factory=list)

    def page(self) -> tuple[str, bytes]:
        if self.speaks == "json":
            hashes = {"sha256": self.listed_sha256} if self.listed_sha256 else {}
            files = [{"filename": n, "url": f"/files/{n}", "hashes": hashes} for n in self.listed]
            page: dict[str, Any] = {"meta": {"api-version": "1.1"}, "name": PROJECT, "files": files}
            return "application/vnd.pypi.simple.v1+json", json.dumps(page).encode()
        fragment = f"#sha256={self.listed_sha256}" if self.listed_sha256 else ""
        links = "".join(f'<a href="../../files/{name}{fragment}">{name}</a><br>' for name in self.listed)
        return "text/html; charset=utf-8", f"<!DOCTYPE html><body>{links}</body>".encode()


class Answers(JsonAnswers):
    protocol_version = "HTTP/1.1"
    index: Index

    def do_GET(self) -> None:
        index = self.index
        index.asked.append((self.path, self.headers.get("Range")))
        index.logins.append(self.headers.get("Authorization"))
        if index.login is not None and self.headers.get("Authorization") != index.login:
            self.reply(b"", 401, "text/plain")
        elif index.status != 200:
            self.reply(b"", index.status, "text/plain")
        elif self.path == f"/simple/{PROJECT}/":
            kind, body = index.page()
            self.reply(body, kind=kind)
        elif self.path == f"/files/{WHEEL}":
            self.send_wheel()
        else:
            self.reply(b"", 404, "text/plain")

    def send_wheel(self) -> None:
        index, content = self.index, self.index.wheel
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", "")) if index.takes_ranges else None
        first = int(wanted[1]) if wanted else 0
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(content) - first))
        self.end_headers()
        last = len(content) if index.cut_after_bytes is None else first + index.cut_after_bytes
        for at in range(first, min(last, len(content)), 1 << 20):
            self.wfile.write(content[at : min(last, at + (1 << 20))])
            time.sleep(index.pause_s)
        self.close_connection = last < len(content)


@contextmanager
def serving() -> Iterator[Index]:
    index = Index()
    with http_server(Answers, index=index) as url:
        index.url = f"{url}/simple"
        yield index


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """The index that pip is set to use, whose wheel this program knows."""
    for variable in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(variable)
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setitem(PACKAGED, "tiny.en", KNOWN_HERE)
    monkeypatch.setattr("voicesim.speech.package_index.time.sleep", lambda seconds: None)
    with serving() as index:
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_INDEX_URL", index.url)
        yield index
