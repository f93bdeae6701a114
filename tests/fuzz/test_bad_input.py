"""Bad input of every kind: a fixed, small part of what scripts/fuzz feeds in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.fuzzing.campaign import make_input, try_one
from tools.fuzzing.harm import HOSTILE, Harm, check_markdown, check_plain, check_shown
from tools.fuzzing.targets import TARGETS, Target

ROOT = Path(__file__).parents[2]
COUNT = 600
LIKE_OUR_OWN = ("\x1b[31mred", "\r\x1b[2K")
"""On the screen, where we colour and draw a line again ourselves; not in a file."""


def test_no_input_does_harm(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tools.fuzzing",
            "--count",
            str(COUNT),
            "--seed",
            "8",
            "--findings",
            tmp_path,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{COUNT} inputs, 0 findings" in done.stdout
    for target in TARGETS:
        assert target.name in done.stdout


def test_an_input_is_known_by_its_number() -> None:
    target, data = make_input(8, 5)
    assert make_input(8, 5) == (target, data)
    assert make_input(8, 6)[1] != data


class TestHarmIsNoticed:
    def test_a_file_written_elsewhere(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        home.mkdir()
        outside = tmp_path / "outside"
        assert "outside" in str(self._tried(home, lambda data, folder: outside.write_bytes(data)))
        assert self._tried(home, lambda data, folder: (folder / "inside").write_bytes(data)) is None

    def test_a_way_out_to_the_network(self, tmp_path: Path) -> None:
        import socket

        def ask(data: bytes, folder: Path) -> None:
            with socket.socket() as out:
                out.connect_ex(("127.0.0.1", 9))

        assert "socket.connect" in str(self._tried(tmp_path, ask))

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="measures the time of a process as POSIX does")
    def test_work_without_end(self, tmp_path: Path) -> None:
        def forever(data: bytes, folder: Path) -> None:
            while True:
                pass

        assert "2 s of work" in str(self._tried(tmp_path, forever))

    def test_an_exception_of_another_kind(self, tmp_path: Path) -> None:
        def divide(data: bytes, folder: Path) -> None:
            len(data) / 0

        assert "ZeroDivisionError" in str(self._tried(tmp_path, divide))

    @pytest.mark.parametrize("text", [text for text in HOSTILE if "\x1b" in text or "\x9b" in text])
    def test_what_drives_a_terminal(self, text: str) -> None:
        if text not in LIKE_OUR_OWN:
            with pytest.raises(Harm):
                check_shown(text)
        with pytest.raises(Harm):
            check_plain(text)

    @pytest.mark.parametrize("text", ["a <script>", "[zqx](javascript:1)", "![zqx](http://x)", "# zqx"])
    def test_what_markdown_would_bring_to_life(self, text: str) -> None:
        with pytest.raises(Harm):
            check_markdown(text)

    def _tried(self, home: Path, check: object) -> str | None:
        return try_one(Target("made up", 1, tuple, check), b"x", home)  # type: ignore[arg-type]
