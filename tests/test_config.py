"""The user's settings: what may be set, and how every mistake in the file is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicesim.config import Settings, load_settings
from voicesim.errors import InputError


@pytest.fixture
def told(tmp_path: Path) -> Callable[[str], list[str]]:
    """The lines that are told about a settings file with this text, with its folder left out."""

    def tell(text: str) -> list[str]:
        path = tmp_path / "settings.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as raised:
            load_settings(path)
        return str(raised.value).replace(f"{tmp_path}{os.sep}", "").splitlines()

    return tell


def load(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "settings.toml"
    path.write_bytes(text.encode())
    return load_settings(path)


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "nowhere" / "settings.toml") == Settings()
    assert Settings().model == "auto"
    assert Settings().end_on_silence_s is None


@pytest.mark.parametrize("text", ["", "\n# nothing yet\n", "\ufeff", "[norms]\n"])
def test_an_empty_file_leaves_the_defaults(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text) == Settings()


def test_everything_can_be_set(tmp_path: Path) -> None:
    text = """\ufeff
        voice = "english-us"
        rate_wpm = 150
        model = "small.en"
        input = "USB"
        output = 3
        prep_s = 10
        max_s = 180.5
        end_on_silence_s = 4
        [norms]
        pause_long_s = 1.5
    """.replace("\n", "\r\n")
    assert load(tmp_path, text) == Settings(
        "english-us", 150, "small.en", "USB", "3", 10.0, 180.5, 4.0, {"pause_long_s": 1.5}
    )


@pytest.mark.parametrize("url", ["http://localhost:11434/v1", "http://127.1:8080", "http://[::1]:1234/v1"])
def test_a_second_reader_on_this_machine(tmp_path: Path, url: str) -> None:
    found = load(tmp_path, f'second_reader_url = "{url}"\nsecond_reader_model = "qwen3:8b"\n')
    assert (found.second_reader_url, found.second_reader_model) == (url, "qwen3:8b")
    assert not found.sends_transcripts
    assert Settings().second_reader_url is None


def test_a_second_reader_elsewhere_must_be_allowed_in_so_many_words(
    tmp_path: Path, told: Callable[[str], list[str]]
) -> None:
    line = 'second_reader_url = "http://gpu.example:11434/v1"\n'
    assert load(tmp_path, f"{line}second_reader_allow_remote = true").sends_transcripts
    cloud = 'second_reader_url = "http://localhost:11434/v1"\nsecond_reader_model = "qwen:cloud"\n'
    assert load(tmp_path, f"{cloud}second_reader_allow_remote = true").sends_transcripts
    assert told(f"{line}second_reader_allow_remote = false") == [
        "settings.toml:1: second_reader_url must be an address of this machine, not "
        "'http://gpu.example:11434/v1'; to send transcripts to another one, set "
        "second_reader_allow_remote = true."
    ]


def test_every_mistake_is_listed_with_its_line(told: Callable[[str], list[str]]) -> None:
    problems = told("rate_wpn = 150\n\nprep_s = '10'\nmax_s = -1\n[norms]\npause_lon_s = 2\n")
    assert problems == [
        "settings.toml:1: there is no setting rate_wpn; did you mean rate_wpm?",
        "settings.toml:3: prep_s must be a number from 0 to 3600, not '10'.",
        "settings.toml:4: max_s must be a number from 1 to 7200, not -1.",
        "settings.toml:6: [norms] pause_lon_s: there is no such norm; did you mean pause_long_s?",
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("voice = 3", "voice must be text in quotes"),
        ("voice = ''", "voice must be text in quotes"),
        ("model = ['base.en']", "model must be text in quotes"),
        ("input = -1", "input must be part of a device's name"),
        ("output = true", "output must be part of a device's name"),
        ("rate_wpm = 150.5", "rate_wpm must be a whole number from 80 to 450"),
        ("rate_wpm = true", "rate_wpm must be a whole number"),
        ("rate_wpm = 5000", "rate_wpm must be a whole number"),
        ("prep_s = nan", "prep_s must be a number"),
        ("max_s = inf", "max_s must be a number"),
        ("end_on_silence_s = 0", "end_on_silence_s must be a number from 0.5 to 60"),
        ("prep_s = 2026-11-23", "prep_s must be a number"),
        ("follow_ups = true", "follow_ups must be a whole number from 0 to 3"),
        ("follow_ups = 4", "follow_ups must be a whole number from 0 to 3"),
        ("day_begins_h = 4.5", "day_begins_h must be a whole number from 0 to 12"),
        ("day_begins_h = 13", "day_begins_h must be a whole number from 0 to 12"),
        ("day_begins_h = '4'", "day_begins_h must be a whole number"),
        ("second_reader_url = 11434", "second_reader_url must be text in quotes, such as"),
        ("second_reader_url = 'localhost:11434'", "second_reader_url must be an address such as"),
        ("second_reader_url = 'http://localhost@example.com'", "without a user, a password or a query"),
        ("second_reader_url = 'http://localhost:0'", "an address with a port from 1 to 65535"),
        ("second_reader_url = 'http://example.com'", "must be an address of this machine, not"),
        ("second_reader_url = 'http://127.0.0.1.example.com'", "set second_reader_allow_remote = true."),
        ("second_reader_url = 'http://0.0.0.0:11434'", "must be an address of this machine, not"),
        ("second_reader_model = 'gpt-oss:120b-cloud'", "must be a model on this machine, not 'gpt-oss"),
        ("second_reader_model = ''", "second_reader_model must be text in quotes"),
        ("second_reader_timeout_s = 0.5", "second_reader_timeout_s must be a number from 1 to 600"),
        ("second_reader_allow_remote = 'no'", "second_reader_allow_remote must be true or false"),
        ("norms = 3", "norms must be a table"),
        ("[[norms]]", "norms must be a table"),
        ("[voices]", "there is no setting voices; did you mean voice?"),
        ("xyzzy = 1", "there is no setting xyzzy; there are voice, rate_wpm, model"),
        ("norms.pause_long_s = 'long'", "[norms] pause_long_s: 'long' is not a number above 0"),
    ],
)
def test_a_value_that_does_not_fit(told: Callable[[str], list[str]], line: str, problem: str) -> None:
    (found,) = told(f"\n{line}\n")
    assert problem in found
    assert found.endswith((".", "?"))


@pytest.mark.parametrize(
    "text", ["prep_s = ", "prep_s = 1\nprep_s = 2", "= 1", "a" * 10, "a = " + "[" * 5000]
)
def test_a_file_that_is_not_toml(told: Callable[[str], list[str]], text: str) -> None:
    (found,) = told(text)
    assert found.startswith("settings.toml is not valid TOML")


def test_the_place_of_a_syntax_error_is_named(told: Callable[[str], list[str]]) -> None:
    (found,) = told("prep_s = 1\nvoice = \n")
    assert "line 2" in found


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes('voice = "français"'.encode("latin-1"))
    with pytest.raises(InputError, match="save it as UTF-8"):
        load_settings(path)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_settings(tmp_path)


@settings(deadline=None, max_examples=150)
@given(text=st.text(alphabet="[]{}=.,\"'#\n abcnorms_123-", max_size=60) | st.text(max_size=60))
def test_no_file_makes_it_stumble(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzzed.toml"
    path.write_text(text, encoding="utf-8")
    try:
        load_settings(path)
    except InputError as exc:
        assert str(path) in str(exc)  # noqa: PT017 - either outcome is right
