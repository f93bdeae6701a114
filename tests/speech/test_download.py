"""Models are fetched once, by the real hub client, from a small hub on this machine."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest

from tests.http_server import JsonAnswers
from tests.http_server import serving as http_server
from voicesim.errors import InputError
from voicesim.paths import models_dir
from voicesim.speech.download import download_model
from voicesim.speech.models import find_model

REPOSITORY = "Systran/faster-whisper-tiny.en"
VERSION = "0123456789abcdef0123456789abcdef01234567"

CLIENT = """
import json, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
time.sleep = lambda seconds: None
from voicesim.errors import VoicesimError
from voicesim.speech.download import download_model
def tell(progress):
    print(json.dumps([progress.done_bytes, progress.total_bytes]), flush=True)
try:
    print(json.dumps(str(download_model(sys.argv[1], tell).directory)))
except VoicesimError as error:
    print(json.dumps({"error": str(error)}))
"""


@dataclass
class Hub:
    """What of the hub's protocol the client needs, and how it misbehaves."""

    files: dict[str, bytes]
    url: str = ""
    status: int = 200
    cut_after_bytes: int | None = None
    lie_about_sums: bool = False
    pause_s: float = 0.0
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def info(self) -> dict[str, Any]:
        siblings = []
        for name, content in self.files.items():
            entry: dict[str, Any] = {"rfilename": name, "size": len(content), "blobId": "b" * 40}
            if name == "model.bin":
                digest = "0" * 64 if self.lie_about_sums else hashlib.sha256(content).hexdigest()
                entry["lfs"] = {"sha256": digest, "size": len(content), "pointerSize": 134}
            siblings.append(entry)
        return {"id": REPOSITORY, "sha": VERSION, "siblings": siblings}


class Answers(JsonAnswers):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def do_GET(self) -> None:
        if token := self.headers.get("Authorization"):
            self.hub.tokens.append(token)
        path = self.path.partition("?")[0]
        if self.hub.status != 200:
            self.reply(b"{}", self.hub.status)
        elif path == f"/api/models/{REPOSITORY}":
            self.reply(json.dumps(self.hub.info()).encode())
        elif path.startswith(f"/{REPOSITORY}/resolve/{VERSION}/"):
            self.send_part(path.rpartition("/")[2])
        else:
            self.reply(b"{}", 404)

    def send_part(self, name: str) -> None:
        self.hub.asked.append((name, self.headers.get("Range")))
        content = self.hub.files[name]
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        first = int(wanted[1]) if wanted else 0
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(content) - first))
        if wanted:
            self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        last = len(content)
        if name == "model.bin" and self.hub.cut_after_bytes is not None:
            last = min(last, first + self.hub.cut_after_bytes)
        for at in range(first, last, 1 << 20):
            self.wfile.write(content[at : min(last, at + (1 << 20))])
            time.sleep(self.hub.pause_s if name == "model.bin" else 0)
        self.close_connection = last < len(content)


@pytest.fixture
def hub() -> Iterator[Hub]:
    bundled = find_model("demo").directory
    files = {path.name: path.read_bytes() for path in bundled.iterdir()}
    hub = Hub({**files, "README.md": b"not needed", "../vocabulary.txt": b"not wanted"})
    with http_server(Answers, hub=hub) as url:
        hub.url = url
        yield hub


@contextmanager
def client(url: str) -> Iterator[subprocess.Popen[str]]:
    """The download in a process of its own, which has to end by itself or is killed."""
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    env = {**kept, "HF_ENDPOINT": url, "HF_HUB_OFFLINE": "0", "HF_TOKEN": "secret"}
    command = [sys.executable, "-c", CLIENT, "tiny.en"]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with process:
        try:
            yield process
        finally:
            process.kill()


def download(url: str) -> tuple[list[list[int]], Any]:
    """The progress that was told, and the directory or the error that came last."""
    with client(url) as process:
        told, noise = process.communicate(timeout=60)
    assert noise == ""
    *progress, result = map(json.loads, told.splitlines())
    return progress, result


def wait_for_half(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    for line in process.stdout:
        done_bytes, total_bytes = json.loads(line)
        if done_bytes > total_bytes / 2:
            return
    raise AssertionError(process.stderr and process.stderr.read())


def partial_bytes() -> int:
    (partial,) = models_dir().glob(".tiny.en-*.partial/model.bin")
    return partial.stat().st_size


def needed_bytes(hub: Hub) -> int:
    needed = ("config.json", "model.bin", "tokenizer.json", "vocabulary.json", "preprocessor_config.json")
    return sum(len(hub.files[name]) for name in needed)


def test_a_model_is_downloaded_with_progress_and_then_found(hub: Hub) -> None:
    progress, result = download(hub.url)
    assert result == str(models_dir() / "tiny.en")
    model = find_model("tiny.en")
    assert model.source == "downloaded"
    assert (model.directory / "model.bin").read_bytes() == hub.files["model.bin"]
    done = [done_bytes for done_bytes, _ in progress]
    assert done[0] == 0
    assert done == sorted(done)
    assert done[-1] == needed_bytes(hub) == model.size_bytes
    assert {total_bytes for _, total_bytes in progress} == {needed_bytes(hub)}
    assert max(after - before for before, after in pairwise(done)) <= 1 << 20


def test_only_what_is_needed_is_asked_for_and_by_nobody_in_particular(hub: Hub) -> None:
    download(hub.url)
    assert "README.md" not in {name for name, _ in hub.asked}
    assert "vocabulary.txt" not in {name for name, _ in hub.asked}
    assert hub.tokens == []
    assert sorted(path.name for path in models_dir().iterdir() if path.is_dir()) == ["tiny.en"]


def test_a_model_that_is_here_is_not_downloaded_again(hub: Hub) -> None:
    download(hub.url)
    hub.asked.clear()
    hub.status = 500
    progress, result = download(hub.url)
    assert (progress, hub.asked) == ([], [])
    assert result == str(models_dir() / "tiny.en")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill"])
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupted_download_goes_on_where_it_was(hub: Hub, how: signal.Signals) -> None:
    hub.pause_s = 0.2
    with client(hub.url) as process:
        wait_for_half(process)
        process.send_signal(how)
        process.communicate(timeout=30)
    assert not (models_dir() / "tiny.en").exists()
    got_bytes = partial_bytes()
    assert got_bytes > 0
    hub.pause_s = 0
    hub.asked.clear()
    progress, _ = download(hub.url)
    assert ("model.bin", f"bytes={got_bytes}-") in hub.asked
    assert progress[0][0] >= got_bytes
    assert (find_model("tiny.en").directory / "model.bin").read_bytes() == hub.files["model.bin"]


def test_a_line_that_drops_again_and_again_is_taken_up_again(hub: Hub) -> None:
    hub.cut_after_bytes = 1_500_000
    download(hub.url)
    assert len([name for name, _ in hub.asked if name == "model.bin"]) > 2
    assert (find_model("tiny.en").directory / "model.bin").read_bytes() == hub.files["model.bin"]


def test_a_line_that_brings_nothing_is_given_up_and_what_came_is_kept(hub: Hub) -> None:
    hub.cut_after_bytes, hub.pause_s = 4_500_000, 0.2
    with client(hub.url) as process:
        wait_for_half(process)
        hub.cut_after_bytes = 0
        *_, result = map(json.loads, process.communicate(timeout=60)[0].splitlines())
    assert "voicesim models get tiny.en" in result["error"]
    assert partial_bytes() >= 1_000_000


def test_a_file_that_arrives_damaged_is_not_used(hub: Hub) -> None:
    hub.lie_about_sums = True
    _, result = download(hub.url)
    assert "model.bin of the speech model tiny.en arrived damaged" in result["error"]
    assert not (models_dir() / "tiny.en").exists()
    hub.lie_about_sums = False
    _, result = download(hub.url)
    assert result == str(models_dir() / "tiny.en")


def test_a_model_without_all_its_files_is_not_taken(hub: Hub) -> None:
    del hub.files["tokenizer.json"]
    _, result = download(hub.url)
    assert "on the hub lacks tokenizer.json" in result["error"]
    assert not (models_dir() / "tiny.en").exists()


@pytest.mark.parametrize("status", [401, 404, 500, 503])
def test_a_hub_that_refuses_is_told_with_the_remedy(hub: Hub, status: int) -> None:
    hub.status = status
    _, result = download(hub.url)
    assert re.search(r"could not be downloaded \(.+\); check the connection", result["error"])
    assert "--model DIR" in result["error"]
    assert "\n" not in result["error"]


def test_no_connection_is_told_with_the_remedy() -> None:
    _, result = download("http://127.0.0.1:9")
    assert re.search(r"could not be downloaded \(.+\); check the connection", result["error"])
    assert "voicesim models get tiny.en" in result["error"]


def test_two_at_once_do_not_spoil_each_other(hub: Hub) -> None:
    hub.pause_s = 0.2
    with client(hub.url) as first:
        wait_for_half(first)
        hub.pause_s = 5.0  # the second needs time to start
        _, result = download(hub.url)
        assert "another voicesim" in result["error"]
        hub.pause_s = 0.0
        first.communicate(timeout=30)
    assert (find_model("tiny.en").directory / "model.bin").read_bytes() == hub.files["model.bin"]


@pytest.mark.parametrize("name", ["demo", "auto", "no-such", "../x"])
def test_only_known_models_are_downloaded(name: str) -> None:
    with pytest.raises(InputError, match=r"names are tiny\.en, base\.en"):
        download_model(name, lambda progress: None)
