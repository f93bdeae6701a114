"""voicesim desk as a user starts it: the address, the browser that is led to it, and the end."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.practised import Call
from tests.practised import call as call
from tests.programs import VOICESIM
from tests.sample_session import keep

Start = Callable[..., tuple[subprocess.Popen[str], str]]


@pytest.fixture
def start(home: Path) -> Start:
    """The program with these options, and the address that it prints."""
    keep(home)

    def started(*options: str, **environment: str) -> tuple[subprocess.Popen[str], str]:
        program = subprocess.Popen(
            [*VOICESIM, "desk", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | environment,
        )
        assert program.stdout is not None
        return program, program.stdout.readline().strip()

    return started


def test_it_prints_the_address_and_ends_with_ctrl_c(start: Start) -> None:
    program, address = start("--no-browser")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{43}/", address)
    with urlopen(address, timeout=60) as answer:
        assert b"Interview practice" in answer.read()
    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=60)
    assert program.returncode == 0
    assert said.splitlines()[-1] == "voicesim: The desk is closed."


@pytest.mark.skipif(os.name != "posix", reason="a script in place of a browser")
def test_the_browser_is_led_there_by_a_file_that_nobody_else_can_read(start: Start, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho "$1" > {tmp_path}/opened.part; mv {tmp_path}/opened.part {tmp_path}/opened\n'
    )
    browser.chmod(0o700)
    program, address = start(BROWSER=f"{browser} %s")
    for _ in range(600):
        if (tmp_path / "opened").exists():
            break
        time.sleep(0.1)
    opened = (tmp_path / "opened").read_text().strip()
    page = Path(opened.removeprefix("file://"))
    assert address.split("/")[3] not in opened, "what others see in the list of processes"
    assert address in page.read_text(encoding="utf-8")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    program.send_signal(signal.SIGTERM)
    program.communicate(timeout=60)
    assert not page.exists()


def test_a_port_that_is_taken_is_told(call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = call("desk", "--no-browser", "--port", port)
    assert done.code == 2
    assert done.err.startswith(f"voicesim: Port {port} cannot be used")
    assert "--port" in done.err
