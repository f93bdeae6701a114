"""The log helps to find mistakes, holds nothing of anybody's words, and never gets in the way."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practised import Call, practised
from tests.practised import call as call
from tests.programs import spoken_answer as spoken_answer
from tests.programs import voice as voice
from voicesim import log, paths
from voicesim.demo.candidate import SampleAnswer
from voicesim.errors import ModelError, VoiceError
from voicesim.speech.models import find_model
from voicesim.speech.speaker import Pyttsx3Speaker

SECRET = "Zanzibar"
LOG = logging.getLogger("voicesim.somewhere")


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    yield
    log.stop()


def failure(error: Exception, cause: Exception | None = None) -> Exception:
    """As it comes when it was raised, because of another one."""
    try:
        raise error from cause
    except type(error) as exc:
        return exc


def test_of_an_exception_only_classes_and_places_are_kept(home: Path) -> None:
    home.mkdir()
    log.start(paths.log_file())
    cause = failure(KeyError(SECRET))
    LOG.warning("not written down", exc_info=failure(ModelError(f"{SECRET} cannot be read"), cause))
    text = paths.log_file().read_text()
    assert "WARNING voicesim.somewhere: not written down" in text
    assert "voicesim.errors.ModelError\n" in text
    assert "builtins.KeyError\n" in text
    assert "test_log.py:" in text
    assert SECRET not in text


def test_what_the_system_says_is_kept() -> None:
    with pytest.raises(FileNotFoundError) as missing:
        Path(f"/{SECRET}").read_text()
    with pytest.raises(sqlite3.OperationalError) as wrong:
        sqlite3.connect(":memory:").execute(f"SELECT {SECRET}")
    assert log.places(missing.value).startswith("builtins.FileNotFoundError: errno 2\n")
    assert log.places(wrong.value).startswith("sqlite3.OperationalError: SQLITE_ERROR\n")
    assert SECRET not in log.places(missing.value) + log.places(wrong.value)


def test_exceptions_that_cause_each_other_come_to_an_end() -> None:
    first, second = ValueError(), TypeError()
    first.__cause__, second.__cause__ = second, first
    assert len(log.places(first).splitlines()) == log.MAX_CAUSES


def test_three_files_of_a_megabyte_are_kept_and_only_this_user_reads_them(home: Path) -> None:
    before = os.umask(0)
    try:
        home.mkdir()
        log.start(paths.log_file())
        for number in range(45):
            LOG.info("%d %s", number, "x" * 100_000)
    finally:
        os.umask(before)
    folder = paths.log_file().parent
    assert sorted(p.name for p in folder.iterdir()) == ["voicesim.log", "voicesim.log.1", "voicesim.log.2"]
    assert all(path.stat().st_size <= log.FILE_BYTES for path in folder.iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert " 44 x" in paths.log_file().read_text()


def test_it_begins_when_something_is_kept_or_went_wrong(home: Path) -> None:
    log.start(paths.log_file())
    LOG.info("nothing of note")
    assert not home.exists()
    LOG.warning("something")
    assert "something" in paths.log_file().read_text()


def test_a_place_that_cannot_be_written_disturbs_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    log.start(tmp_path / "file" / "log" / "voicesim.log")
    LOG.error("something")
    log.stop()
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_disturbs_nobody(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths.log_file().parent.mkdir(parents=True)
    paths.log_file().symlink_to("/dev/full")
    log.start(paths.log_file())
    for _ in range(3):
        LOG.error("something")
    log.stop()
    assert capsys.readouterr().err == ""


def test_without_a_start_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    LOG.warning("something")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("setting", "kept"),
    [
        ("", {"info", "warning"}),
        ("warning", {"warning"}),
        ("debug", {"debug", "info", "warning"}),
        ("off", set()),
    ],
)
def test_the_settings_say_how_much_is_kept(
    call: Call, home: Path, monkeypatch: pytest.MonkeyPatch, setting: str, kept: set[str]
) -> None:
    home.mkdir()
    (home / "settings.toml").write_text(f'log = "{setting}"\n' if setting else "")

    def speak() -> tuple[str, ...]:
        for level in ("debug", "info", "warning"):
            getattr(LOG, level)("now %s", level)
        return ()

    monkeypatch.setattr("voicesim.cli.bank.builtin_banks", speak)
    call("bank", "list")
    text = paths.log_file().read_text() if paths.log_file().exists() else ""
    assert {level for level in ("debug", "info", "warning") if f"now {level}" in text} == kept


def test_a_setting_that_is_none_names_the_choices(call: Call, home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("log = 3\n")
    done = call("doctor")
    assert done.code == 2
    assert "log must be one of off, warning, info, debug, in quotes, not 3" in done.err


def test_verbose_shows_it_on_standard_error(call: Call) -> None:
    done = call("--verbose", "bank", "list", "--json")
    assert "INFO voicesim 0." in done.err
    assert "ended with 0" in done.err
    assert call("bank", "list", "--json").out == done.out
    assert call("bank", "list", "--json").err == ""


def test_a_mistake_of_ours_is_one_sentence_and_the_place_is_in_the_log(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> tuple[str, ...]:
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr("voicesim.cli.bank.builtin_banks", broken)
    done = call("bank", "list")
    assert done.code == 1
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert "ZeroDivisionError" in done.err
    assert str(paths.log_file()) in done.err
    text = paths.log_file().read_text()
    assert "ERROR voicesim.cli.main: unexpected\nbuiltins.ZeroDivisionError\n" in text
    assert "voicesim/cli/bank.py:" in text
    assert SECRET not in text


def test_a_thread_that_fails_leaves_no_trace_on_the_screen(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(threading, "excepthook", log.thread_failed)
    log.start(paths.log_file())
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert "a thread failed\nbuiltins.ZeroDivisionError" in paths.log_file().read_text()
    assert capsys.readouterr().err == ""


def test_nothing_that_was_said_asked_or_searched_for_is_in_it(call: Call, home: Path, tmp_path: Path) -> None:
    practised(home, ("quality", f"We kept {SECRET} stable and measured defects per release."))
    bank = tmp_path / "mine.yaml"
    bank.write_text(
        f"questions:\n  - id: zan\n    prompt: Why {SECRET}?\n    key_points:\n"
        f"      - {{id: why, means: explains {SECRET}}}\n"
    )
    (tmp_path / "said.txt").write_text(f"Because of {SECRET}.")
    (tmp_path / "said.json").write_text(f'{{"text": {SECRET}}}')
    assert SECRET in call("--verbose", "review", "--search", SECRET).out
    assert call("--verbose", "score", tmp_path / "said.txt", "--bank", bank, "--question", "zan").code == 0
    assert call("--verbose", "score", tmp_path / "said.json", "--bank", bank).code == 2
    assert call("--verbose", "score", tmp_path / "said.txt", "--bank", bank, "--question", SECRET).code == 2
    assert call("--verbose", "review", "--search", f'"{SECRET}').code in (0, 1, 2)
    text = paths.log_file().read_text()
    assert "ended with 2" in text
    assert SECRET.lower() not in text.lower()


def test_an_interview_leaves_a_line_for_each_answer_and_each_fault_and_no_word_of_them(
    call: Call,
    spoken_answer: tuple[SampleAnswer, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def mute(self: Pyttsx3Speaker, text: str) -> Path:
        raise VoiceError(f"cannot read {text}")

    answer, recording = spoken_answer
    damaged = tmp_path / "damaged"
    shutil.copytree(find_model("demo").directory, damaged)
    os.truncate(damaged / "model.bin", (damaged / "model.bin").stat().st_size // 2)
    monkeypatch.setattr(Pyttsx3Speaker, "render", mute)
    options = ("--answers", recording.parent, "--question", answer.question_id)
    assert call("practice", *options, "--model", "demo").code == 0
    assert call("practice", *options, "--model", damaged).code == 0
    text = paths.log_file().read_text()
    kept = re.findall(r"INFO \S+: answer (\S+) is kept: ([\d.]+) s, ended by \w+, 0 notices\n", text)
    assert len({name for name, _ in kept}) == 2
    assert all(float(seconds) > 5 for _, seconds in kept)
    assert f"answer {kept[1][0]} is not written down yet\nvoicesim.errors.ModelError\n" in text
    assert text.count("the questions are printed\nvoicesim.errors.VoiceError\n") == 2
    assert not set(re.findall(r"\w{7,}", answer.text.lower())) & set(re.findall(r"\w+", text.lower()))
