"""The package index is the one that the user's pip asks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from voicesim.errors import InputError
from voicesim.speech.pip_settings import FILE, PYPI, IndexSettings, index_settings


@pytest.fixture
def users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """pip's file of a user whose machine has none."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "machine"))
    monkeypatch.setattr("sys.prefix", str(tmp_path / "environment"))
    folder = tmp_path / "settings" / "pip"
    folder.mkdir(parents=True)
    return folder / FILE


ONLY_ENVIRONMENT = {"PIP_CONFIG_FILE": os.devnull}


def read(**variables: str) -> IndexSettings:
    return index_settings(ONLY_ENVIRONMENT | variables)


def test_without_any_it_is_pypi() -> None:
    assert read() == IndexSettings((PYPI,), None, None)


def test_pips_variables_count() -> None:
    settings = read(PIP_INDEX_URL="https://a/simple", PIP_EXTRA_INDEX_URL="https://b\n https://c ")
    assert settings.urls == ("https://a/simple", "https://b", "https://c")
    assert read(PIP_CERT="~/ca.pem", PIP_PROXY="http://p:3128") == IndexSettings(
        (PYPI,), Path.home() / "ca.pem", "http://p:3128"
    )


def test_an_empty_variable_is_none() -> None:
    assert read(PIP_INDEX_URL="", PIP_NO_INDEX="") == IndexSettings()


@pytest.mark.parametrize("value", ["1", "true", "YES", "on"])
def test_no_index_means_none(value: str) -> None:
    assert read(PIP_NO_INDEX=value, PIP_INDEX_URL="https://a").urls == ()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("UV_DEFAULT_INDEX", "https://uv/simple?a=b"),
        ("UV_DEFAULT_INDEX", "mine=https://uv/simple?a=b"),
        ("UV_INDEX_URL", "https://uv/simple?a=b"),
    ],
)
def test_uv_has_its_say_where_pip_has_none(variable: str, value: str) -> None:
    assert read(**{variable: value}).urls == ("https://uv/simple?a=b",)
    assert read(**{variable: value}, PIP_INDEX_URL="https://a").urls == ("https://a",)


@pytest.mark.skipif(sys.platform != "linux", reason="the places of the files differ")
class TestFiles:
    def test_the_users_file_counts_and_a_variable_counts_more(self, users: Path) -> None:
        users.write_text("[global]\nindex_url = https://a\nextra-index-url =\n  https://b\n  https://c\n")
        assert index_settings({}).urls[:3] == ("https://a", "https://b", "https://c")
        assert index_settings({"PIP_INDEX_URL": "https://x"}).urls[0] == "https://x"

    def test_the_environments_file_counts_more_than_the_users_and_that_more_than_the_machines(
        self, users: Path, tmp_path: Path
    ) -> None:
        for folder in ("machine/pip", "environment"):
            (tmp_path / folder).mkdir(parents=True)
        (tmp_path / "machine/pip" / FILE).write_text("[global]\nindex-url = https://m\nproxy = http://p\n")
        assert index_settings({}).urls[0] == "https://m"
        users.write_text("[global]\nindex-url = https://u\n")
        assert index_settings({}).urls[0] == "https://u"
        (tmp_path / "environment" / FILE).write_text("[install]\nindex-url = https://e\n")
        assert index_settings({}) == IndexSettings(
            ("https://e",), index_settings({}).certificates, "http://p"
        )

    def test_a_file_that_is_named_stands_in_for_the_users(self, users: Path, tmp_path: Path) -> None:
        users.write_text("[global]\nindex-url = https://u\nproxy = http://p\n")
        named = tmp_path / "named.conf"
        named.write_text("[global]\nindex-url = https://n\n")
        settings = index_settings({"PIP_CONFIG_FILE": str(named)})
        assert (settings.urls[0], settings.proxy) == ("https://n", None)

    @pytest.mark.parametrize("content", [b"index-url = x\n", b"[global\n", b"\xff\xfe[global]"])
    def test_a_broken_file_is_named(self, users: Path, content: bytes) -> None:
        users.write_bytes(content)
        with pytest.raises(InputError, match=r"pip\.conf cannot be read") as error:
            index_settings({})
        assert "\n" not in str(error.value)

    def test_pip_itself_reads_the_same(self, users: Path) -> None:
        users.write_text("[global]\nindex-url = https://a/simple\nextra-index-url = https://b https://c\n")
        variables = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        pip = [sys.executable, "-m", "pip", "config", "list"]
        done = subprocess.run(pip, env=variables, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip("there is no pip here")
        assert "global.index-url='https://a/simple'" in done.stdout
        assert index_settings(variables).urls == ("https://a/simple", "https://b", "https://c")
