"""Ctrl-C, a polite kill and a closed terminal end alike, however the program was started."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")

WAITS = """
import sys, time
from voicesim.cli.main import guarded
def wait():
    print("ready", flush=True)
    time.sleep(float(sys.argv[1]))
sys.exit(guarded(wait))
"""


def ended(number: int, *ignored: int, waits_s: float = 30.0) -> tuple[int, str]:
    """How the program ends that was started with some signals ignored, and then gets one."""

    def ignore() -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN if each in ignored else signal.SIG_DFL)

    process = subprocess.Popen(
        [sys.executable, "-c", WAITS, str(waits_s)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=ignore,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    return process.returncode, said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_ends_in_order(number: int) -> None:
    assert ended(number) == (130, "voicesim: Interrupted. Everything said so far is kept.\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_so_it_does_where_the_signal_was_switched_off_by_whatever_started_it(number: int) -> None:
    assert ended(number, signal.SIGINT, signal.SIGTERM)[0] == 130


def test_nohup_means_what_it_says() -> None:
    assert ended(signal.SIGHUP, signal.SIGHUP, waits_s=0.5) == (0, "")
