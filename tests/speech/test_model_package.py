"""A model comes out of a package of the index that pip is set to use, out of a directory, or not at all."""

from __future__ import annotations

import base64
import errno
import json
import os
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.package_index import CONTENT, DEMO, KNOWN_HERE, PROJECT, WHEEL, Index, serving
from tests.package_index import index as index
from voicesim.errors import InputError, ModelError
from voicesim.paths import models_dir
from voicesim.speech.download import ORIGINS, NotReached, download_model, origin_named
from voicesim.speech.known_models import KNOWN
from voicesim.speech.model_fetch import DownloadProgress
from voicesim.speech.model_files import NEEDED
from voicesim.speech.models import find_model, remove_model
from voicesim.speech.packaged_models import PACKAGED, packaged_instead


def get(name: str = "tiny.en", place: str = "index") -> list[DownloadProgress]:
    told: list[DownloadProgress] = []
    download_model(name, told.append, origin_named(place))
    return told


def refused(name: str = "tiny.en", place: str = "index") -> str:
    """The sentence; nothing may be left that looks like a model."""
    with pytest.raises((ModelError, InputError)) as error:
        get(name, place)
    assert not (models_dir() / name).exists()
    assert "\n" not in str(error.value)
    return str(error.value)


def waiting() -> Path:
    (wheel,) = models_dir().glob(f".tiny.en-*.partial/{WHEEL}")
    return wheel


def in_models() -> set[str]:
    return {path.name for path in models_dir().iterdir() if path.is_dir()}


class TestFromTheIndex:
    @pytest.mark.parametrize("speaks", ["json", "html"])
    def test_a_model_is_taken_out_of_the_wheel_and_found(self, index: Index, speaks: str) -> None:
        index.speaks = speaks
        get()
        model = find_model("tiny.en")
        assert model.source == "downloaded"
        assert {path.name: path.read_bytes() for path in model.directory.iterdir()} == DEMO
        assert in_models() == {"tiny.en"}

    def test_progress_is_told_from_nothing_to_the_whole_wheel(self, index: Index) -> None:
        told = get()
        done = [each.done_bytes for each in told]
        assert (done[0], done[-1]) == (0, len(CONTENT))
        assert done == sorted(done)
        assert max(after - before for before, after in pairwise(done)) <= 1 << 18
        assert {each.total_bytes for each in told} == {len(CONTENT)}

    def test_a_model_that_is_here_is_not_asked_for(self, index: Index) -> None:
        get()
        index.asked.clear()
        assert get() == []
        assert index.asked == []

    def test_what_had_arrived_is_not_asked_for_again(self, index: Index) -> None:
        index.cut_after_bytes = 0
        assert "what has arrived is kept" in refused()
        waiting().write_bytes(CONTENT[:1_000_000])
        index.cut_after_bytes = None
        told = get()
        assert told[0].done_bytes == 1_000_000
        assert index.asked[-1] == (f"/files/{WHEEL}", "bytes=1000000-")
        assert find_model("tiny.en")

    def test_a_line_that_drops_again_and_again_is_taken_up_again(self, index: Index) -> None:
        index.cut_after_bytes = 1_000_000
        get()
        assert len(index.asked) > 3
        assert find_model("tiny.en")

    def test_a_server_that_only_sends_whole_files_spoils_nothing(self, index: Index) -> None:
        index.cut_after_bytes = 0
        refused()
        waiting().write_bytes(b"x" * 1_000_000)
        index.cut_after_bytes, index.takes_ranges = None, False
        get()
        assert find_model("tiny.en")

    def test_what_waits_is_deleted_with_the_model(self, index: Index) -> None:
        index.cut_after_bytes = 0
        refused()
        remove_model("tiny.en")
        assert in_models() == set()

    def test_a_login_in_the_address_is_used_and_never_shown(
        self, index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        index.login = f"Basic {base64.b64encode(b'me@work:s/ecret').decode()}"
        assert "HTTP 401" in refused()
        address = index.url.replace("http://", "http://me%40work:s%2Fecret@")
        monkeypatch.setenv("PIP_INDEX_URL", address)
        get()
        (models_dir() / "tiny.en").rename(models_dir() / "aside")
        index.status = 500
        assert "ecret" not in refused()

    def test_a_login_is_for_its_own_server(self, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        with serving() as other:
            page = json.dumps({"files": [{"url": other.url.replace("simple", f"files/{WHEEL}")}]}).encode()
            kind = "application/vnd.pypi.simple.v1+json"
            monkeypatch.setattr(Index, "page", lambda self: (kind, page))
            monkeypatch.setenv("PIP_INDEX_URL", index.url.replace("http://", "http://me:secret@"))
            get()
        assert all(index.logins)
        assert other.logins == [None]

    def test_the_next_index_is_asked_where_one_does_not_have_it(
        self, index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PIP_INDEX_URL", f"{index.url}/nothing")
        monkeypatch.setenv("PIP_EXTRA_INDEX_URL", f"file:///no/such/index {index.url}")
        get()
        assert [path for path, _ in index.asked][:2] == [
            f"/simple/nothing/{PROJECT}/",
            f"/simple/{PROJECT}/",
        ]

    def test_an_index_may_be_a_folder(
        self, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        index.speaks = "html"
        page, wheel = tmp_path / "simple" / PROJECT / "index.html", tmp_path / "files" / WHEEL
        for path, content in ((page, index.page()[1]), (wheel, CONTENT)):
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
        monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "simple").as_uri())
        get()
        assert find_model("tiny.en")
        assert index.asked == []


class TestOneSentence:
    def test_where_no_index_can_be_reached(self, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
        assert "could not be asked (127.0.0.1: " in refused()
        assert "PIP_INDEX_URL" in refused()

    def test_where_pip_may_use_none(self, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        assert "use no package index" in refused()
        assert index.asked == []

    @pytest.mark.parametrize("address", ["nowhere", "http://[", "gopher://x/simple", "https://"])
    def test_where_the_address_is_none(
        self, index: Index, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        monkeypatch.setenv("PIP_INDEX_URL", address)
        assert "PIP_INDEX_URL" in refused()

    @pytest.mark.parametrize("status", [403, 500, 503])
    def test_where_the_index_refuses(self, index: Index, status: int) -> None:
        index.status = status
        assert f"HTTP {status}" in refused()

    def test_where_the_package_is_gone(self, index: Index) -> None:
        index.status = 404
        assert f"(127.0.0.1) does not have {WHEEL}" in refused()

    def test_where_the_version_is_gone(self, index: Index) -> None:
        index.listed = ("some_models-2.0-py3-none-any.whl", "some_models-1.2.tar.gz")
        assert f"does not have {WHEEL}" in refused()

    def test_where_the_file_is_listed_and_gone(self, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Index, "page", lambda self: ("text/html", f'<a href="/x/{WHEEL}">'.encode()))
        assert "HTTP 404" in refused()
        assert len([path for path, _ in index.asked if path == f"/x/{WHEEL}"]) == 1

    @pytest.mark.parametrize("body", [b"{}", b"[]", b"{", b'{"files": [1]}', b'{"files": [{"url": 1}]}'])
    def test_where_it_is_no_index(self, index: Index, monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
        kind = "application/vnd.pypi.simple.v1+json"
        monkeypatch.setattr(Index, "page", lambda self: (kind, body))
        assert "does not answer as a package index does" in refused()

    def test_where_the_index_lists_another_sha256(self, index: Index) -> None:
        index.listed_sha256 = "0" * 64
        assert "another SHA-256 than the one voicesim knows" in refused()
        assert [path for path, _ in index.asked] == [f"/simple/{PROJECT}/"]

    @pytest.mark.parametrize("listed", [None, KNOWN_HERE.wheel.sha256], ids=["not listed", "listed"])
    def test_where_another_wheel_arrives(self, index: Index, listed: str | None) -> None:
        index.wheel, index.listed_sha256 = bytes(len(CONTENT)), listed
        assert f"{WHEEL} of the speech model tiny.en arrived damaged" in refused()
        index.wheel = CONTENT
        get()

    def test_where_the_wheel_holds_another_file(self, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        other = replace(KNOWN_HERE.files[0], sha256="0" * 64)
        monkeypatch.setitem(PACKAGED, "tiny.en", replace(KNOWN_HERE, files=(other, *KNOWN_HERE.files[1:])))
        assert f"{other.name} of the speech model tiny.en arrived damaged" in refused()

    def test_where_the_disk_has_no_room(self, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("shutil.disk_usage", lambda path: shutil._ntuple_diskusage(9, 9, 9_000_000))
        assert "9 MB are free" in refused()
        assert index.asked == []

    def test_where_the_disk_gets_full(self, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(self: object, chunk: bytes) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr("voicesim.speech.model_fetch.Sink.write", full)
        assert "no room for the speech model tiny.en" in refused()

    def test_where_the_certificates_are_not_there(
        self, index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PIP_CERT", "/no/such.pem")
        assert "certificates /no/such.pem" in refused()

    def test_where_no_package_has_the_model(self, index: Index) -> None:
        assert "there is tiny.en" in refused("large-v3")
        assert index.asked == []


class TestFromADirectory:
    def test_a_model_is_copied_and_the_rest_left(self, tmp_path: Path) -> None:
        folder = Path(shutil.copytree(find_model("demo").directory, tmp_path / "on a stick"))
        (folder / "holiday.jpg").write_bytes(b"x")
        told = get(place=str(folder))
        assert told[-1].done_bytes == told[-1].total_bytes > 1_000_000
        model = find_model("tiny.en")
        assert model.source == "downloaded"
        assert {path.name: path.read_bytes() for path in model.directory.iterdir()} == DEMO

    def test_what_is_no_model_is_refused(self, tmp_path: Path) -> None:
        assert "lacks config.json, model.bin" in refused(place=str(tmp_path))

    @pytest.mark.parametrize("place", ["", "hubb", "/no/such/folder", "\0"])
    def test_what_is_no_place_is_refused(self, place: str) -> None:
        assert "it is hub, index, or a directory" in refused(place=place)


class TestWhatIsKnown:
    def test_every_packaged_model_is_one_that_can_be_had_by_name(self) -> None:
        assert set(PACKAGED) <= set(KNOWN)

    @pytest.mark.parametrize("name", PACKAGED)
    def test_every_needed_file_has_its_sha256(self, name: str) -> None:
        model = PACKAGED[name]
        assert set(NEEDED) < {file.name for file in model.files}
        for file in (model.wheel, *model.files):
            assert len(file.sha256 or "") == 64
            assert file.size_bytes > 0

    def test_for_the_default_there_is_something_instead_and_for_large_ones_nothing(self) -> None:
        assert packaged_instead("base.en") == packaged_instead("tiny.en") == PACKAGED["tiny.en"]
        assert packaged_instead("large-v3") is None

    @pytest.mark.parametrize("name", ["tiny.en", "base.en"])
    def test_a_hub_that_cannot_be_reached_is_told_with_the_way_round(self, name: str) -> None:
        with pytest.raises(NotReached, match=r"voicesim models get tiny\.en --from index"):
            download_model(name, lambda progress: None, ORIGINS["hub"])
