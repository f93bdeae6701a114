"""Output that is full, closed or not read: a sentence and the right exit code, from every verb."""

from __future__ import annotations

import errno
import io
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.every_verb import CASES, FAILS, wait
from tests.every_verb import places as places
from tests.practised import practised
from tests.programs import VOICESIM
from voicesim.cli.main import UNEXPECTED, app, guarded
from voicesim.store.history import History

SAYS_ONLY = {
    *("review --search, nothing found", "export, to a file", "history backup", "history forget"),
    "history restore, one",
    "import",
    *("models get", "models remove", "voices get", "voices try", "voices remove", "wrong usage"),
    "stories edit",
    "stories drill",
    "doctor --calibrate",
}
"""What has nothing to put on standard output, and so nothing to lose."""


class Broken(io.RawIOBase):
    """A file whose every write fails."""

    def __init__(self, error: int) -> None:
        self._error = error

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        raise OSError(self._error, os.strerror(self._error))


def broken(error: int | None, **options: object) -> io.TextIOWrapper | None:
    """As Python opens it; None as where it was closed."""
    if error is None:
        return None
    return io.TextIOWrapper(io.BufferedWriter(Broken(error)), encoding="utf-8", **options)  # type: ignore[arg-type]


def run(stdout: io.TextIOBase | None, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    """The exit code and what was said on standard error."""
    err = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr("sys.argv", ["voicesim", *words])
        patch.setattr("sys.stdout", stdout)
        patch.setattr("sys.stderr", io.TextIOWrapper(err, encoding="utf-8"))
        return guarded(app), err.getvalue().decode()


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (errno.ENOSPC, 1, "The output cannot be written (No space left on device)"),
        (errno.EIO, 1, "The output cannot be written"),
        (None, 1, "Standard output is closed"),
        (errno.EPIPE, 0, ""),
    ],
    ids=["full", "broken", "closed", "not read"],
)
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # what is left in a broken file
def test_every_verb_ends_in_order(
    error: int | None,
    code: int,
    sentence: str,
    places: dict[str, str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, line in CASES.items():
        if line.startswith("transcribe"):
            wait(home)
        stream = broken(error)
        ended, said = run(stream, monkeypatch, *(word.format_map(places) for word in line.split()))
        assert UNEXPECTED not in said, name
        if name in SAYS_ONLY:
            assert ended == FAILS.get(name, 0), f"{name}: {said}"
            assert "output" not in said, name
        else:
            assert ended == code, f"{name}: {said}"
            assert sentence in said, name


def test_an_interview_whose_output_breaks_keeps_what_was_said(
    places: dict[str, str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FullOnceItRecords(Broken):
        def write(self, data: object, /) -> int:
            with History.open(home / "history.sqlite3") as history:
                if any(each.state == "assessed" for each in history.attempts(history.session().id)):
                    return super().write(data)
            return len(bytes(data))  # type: ignore[call-overload]

    stream = io.TextIOWrapper(FullOnceItRecords(errno.ENOSPC), encoding="utf-8", write_through=True)  # type: ignore[type-var]
    code, said = run(stream, monkeypatch, *CASES["practice"].format_map(places).split())
    assert (code, "No space left" in said) == (1, True)
    with History.open(home / "history.sqlite3") as history:
        (answer,) = history.attempts(history.session().id)
        assert answer.transcript is not None


def test_sentences_that_nobody_can_read_change_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    practised(home, ("quality", "We dropped a module."), days_ago=1)
    practised(home, ("quality", "We dropped a module."), days_ago=2)
    for stderr in (broken(errno.ENOSPC, errors="backslashreplace"), None):
        with monkeypatch.context() as patch:
            patch.setattr("sys.argv", ["voicesim", "review", "--limit", "1", "--json"])
            patch.setattr("sys.stderr", stderr)
            assert guarded(app) == 0
        out = capsys.readouterr().out
        assert out.startswith("[{")
        assert out.count("\n") == 1, "a sentence came among the results"


def shell(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line.replace('voicesim', ' '.join(VOICESIM))}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("voicesim bank show >&-", 1, "voicesim: Standard output is closed"),
        ("voicesim --version >&- 2>&- <&-", 1, ""),
        ("voicesim bank list <&-", 0, ""),
        ("voicesim bank show nothing 2>&-", 2, ""),
        ("voicesim bank show | head -1", 0, ""),
        ("voicesim bank show --json | head -c 9", 0, ""),
        ("voicesim --help | true", 0, ""),
    ],
)
def test_a_real_process_ends_in_order(line: str, code: int, sentence: str) -> None:
    done = shell(line)
    assert done.returncode == code
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == bool(sentence), "Python itself complained too"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "line", ["bank show", "bank show --json", "--help", "--version", "history path", "review"]
)
def test_a_full_disk_is_said_once(home: Path, line: str) -> None:
    practised(home, ("quality", "We dropped a module."))
    done = shell(f"voicesim {line} > /dev/full")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "No space left on device" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_no_file_takes_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    code = (
        "from voicesim.cli.main import guarded; import pathlib, os; "
        f"guarded(lambda: os.write(9, str(os.open({str(tmp_path / 'file')!r}, os.O_CREAT)).encode()))"
    )
    line = f"{sys.executable} -c {shlex.quote(code)} 9>&1 <&- >&- 2>&-"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=True)
    assert int(done.stdout) > 2
