"""A network with nothing in it, in which every name that anything asks for is written down.

`run(commands)` starts the commands in namespaces of their own with only a loopback, whose name server is this
file: it answers nothing. Libraries that report home by themselves ask for their host's name first, also those
that are not written in Python.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

SIOCSIFFLAGS, IFF_UP = 0x8914, 1
RESOLV_CONF = Path("/etc/resolv.conf")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the commands left: their exit codes and outputs, and the names that were asked for meanwhile."""

    codes: tuple[int, ...]
    outs: tuple[str, ...]
    errs: tuple[str, ...]
    names: tuple[str, ...]


def run(*commands: Sequence[str]) -> Seen:
    """Run the commands one after the other; skips the test where namespaces are not allowed."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("needs unshare (util-linux)")
    apart = [unshare, "--map-root-user", "--net", "--mount"]
    if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no network namespaces")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "seen.json"
        command = [
            *apart,
            sys.executable,
            __file__,
            json.dumps([list(each) for each in commands]),
            str(report),
        ]
        subprocess.run(command, check=True, timeout=240, stdin=subprocess.DEVNULL)
        return Seen(*(tuple(part) for part in json.loads(report.read_text("utf-8"))))


def _main(commands: list[list[str]], report: Path) -> None:
    _raise_loopback()
    names: list[str] = []
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    threading.Thread(target=_listen, args=(server, names), daemon=True).start()
    if RESOLV_CONF.exists():
        ours = report.with_name("resolv.conf")
        ours.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
        subprocess.run(["mount", "--bind", str(ours), str(RESOLV_CONF)], check=True)
    done = [subprocess.run(each, capture_output=True, text=True, check=False) for each in commands]
    seen = [[d.returncode for d in done], [d.stdout for d in done], [d.stderr for d in done], names]
    report.write_text(json.dumps(seen), "utf-8")


def _raise_loopback() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))


def _listen(server: socket.socket, names: list[str]) -> None:
    while True:
        question = server.recv(2000)[12:]
        labels = []
        while question and question[0]:
            labels.append(question[1 : 1 + question[0]].decode("ascii", "replace"))
            question = question[1 + question[0] :]
        names.append(".".join(labels))


if __name__ == "__main__":
    os.umask(0o022)
    _main(json.loads(sys.argv[1]), Path(sys.argv[2]))
