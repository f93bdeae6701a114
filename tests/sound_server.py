"""A private PulseAudio with a loudspeaker and a microphone that exist only inside it.

Import the fixture into a conftest: `from tests.sound_server import sound_server`. PortAudio reads its
environment when it starts, so what is tested runs in a child process with `server.env`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROGRAMS = ("pulseaudio", "pactl", "paplay", "parec")
ALSA_CONFIG = """
pcm.!pulse { type pulse hint.description "The private sound server" }
ctl.!pulse { type pulse }
pcm.!default { type pulse hint.description "The private sound server" }
ctl.!default { type pulse }
"""


@dataclass
class SoundServer:
    """What is played into the sink `candidate` is heard by the default source, `microphone`; what a program
    plays goes to the default sink, `speaker`, and is heard at `speaker_monitor`."""

    env: dict[str, str]
    daemon: subprocess.Popen[bytes]
    speaker_sink: str = "speaker"
    speaker_monitor: str = "speaker.monitor"
    candidate_sink: str = "candidate"
    microphone: str = "microphone"
    _children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def pactl(self, *arguments: str) -> str:
        done = subprocess.run(
            ["pactl", *arguments], env=self.env, capture_output=True, text=True, timeout=10, check=True
        )
        return done.stdout

    def spawn(
        self, *command: str, stdin: int | None = None, stdout: int | None = None, stderr: int | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program that hears and plays here; it is ended with the server."""
        child = subprocess.Popen(command, env=self.env, stdin=stdin, stdout=stdout, stderr=stderr)
        self._children.append(child)
        return child

    def spawn_python(self, script: str, *arguments: object) -> subprocess.Popen[bytes]:
        """Start a Python script whose standard output and error can be read."""
        command = (sys.executable, "-c", script, *(str(argument) for argument in arguments))
        return self.spawn(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def speak(self, path: Path) -> subprocess.Popen[bytes]:
        """Play a sound file into the microphone."""
        return self.spawn("paplay", f"--device={self.candidate_sink}", str(path))

    def listen(self, path: Path, rate_hz: int = 16_000) -> subprocess.Popen[bytes]:
        """Write down what the loudspeaker plays from now on, as a mono WAV file, until it is terminated."""
        listener = self.spawn(
            "parec",
            f"--device={self.speaker_monitor}",
            f"--rate={rate_hz}",
            "--channels=1",
            "--latency-msec=20",
            "--file-format=wav",
            str(path),
        )
        self.await_recording(listener)
        return listener

    def await_silence(self, heard: Path, bytes_of_silence: int = 16_000, limit_s: float = 60) -> None:
        """Until a listener has written down half a second of nothing, so that no end is missing."""
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            if heard.stat().st_size > bytes_of_silence:
                with heard.open("rb") as file:
                    file.seek(-bytes_of_silence, os.SEEK_END)
                    if not any(file.read()):
                        return
            time.sleep(0.1)
        raise AssertionError(f"it did not get silent within {limit_s:g} s")

    def await_recording(
        self, program: subprocess.Popen[bytes], limit_s: float = 60, *, after: str | None = None
    ) -> str:
        """Until this program records, and not just anybody: the server's own listeners come and go too.

        Returns the name of the recording, which can be given as `after` to wait for a later one.
        """
        mine = f'application.process.id = "{program.pid}"'
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            for entry in self.pactl("list", "source-outputs").split("Source Output #"):
                if mine in entry and (name := entry.split()[0]) != after:
                    return name
            time.sleep(0.1)
        raise AssertionError(f"the program recorded nothing within {limit_s:g} s")

    def unplug(self) -> None:
        """Take every sound device away, as when the only headset is pulled out."""
        self.pactl("unload-module", "module-null-sink")

    def close(self) -> None:
        for process in (*self._children, self.daemon):
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait(10)


def _environment(folder: Path) -> dict[str, str]:
    for name in ("home", "run"):
        (folder / name).mkdir(mode=0o700)
    (folder / "home" / ".asoundrc").write_text(ALSA_CONFIG)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PULSE_", "DBUS_"))}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "ALSA_CONFIG_PATH"):
        kept.pop(name, None)
    return kept | {
        "HOME": str(folder / "home"),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "XDG_CONFIG_HOME": str(folder / "home" / ".config"),
        "PULSE_RUNTIME_PATH": str(folder / "run"),
        "PULSE_STATE_PATH": str(folder / "home"),
        "PULSE_SERVER": f"unix:{folder / 'run' / 'native'}",
    }


def start(folder: Path) -> SoundServer:
    """Start the server; all that it writes is in this folder. Its name must be short: a socket's has at most
    107 letters."""
    env = _environment(folder)
    modules = (
        f"module-native-protocol-unix socket={folder / 'run' / 'native'} auth-anonymous=1",
        "module-null-sink sink_name=speaker",
        "module-null-sink sink_name=candidate",
        "module-remap-source master=candidate.monitor source_name=microphone",
    )
    switches = [
        "-n",
        "--daemonize=no",
        "--system=false",
        "--disallow-exit",
        "--exit-idle-time=-1",
        "--fail=yes",
    ]
    switches += ["--use-pid-file=no", "--disable-shm=yes", "--realtime=no", "--high-priority=no"]
    switches += ["--resample-method=speex-float-8"]  # the default takes the top off consonants
    log = (folder / "pulseaudio.log").open("wb")
    with log:
        daemon = subprocess.Popen(
            ["pulseaudio", *switches, *(part for module in modules for part in ("-L", module))],
            env=env,
            stdout=log,
            stderr=log,
        )
    server = SoundServer(env, daemon)
    try:
        _await(server)
        server.pactl("set-default-sink", server.speaker_sink)
        server.pactl("set-default-source", server.microphone)
    except BaseException:
        server.close()
        sys.stderr.write((folder / "pulseaudio.log").read_text(errors="replace"))
        raise
    # An idle null sink works in steps of two seconds; as long as someone listens closely it does not.
    for monitor in (server.speaker_monitor, f"{server.candidate_sink}.monitor"):
        server.spawn("parec", f"--device={monitor}", "--latency-msec=20", stdout=subprocess.DEVNULL)
    return server


def _await(server: SoundServer) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and server.daemon.poll() is None:
        with contextlib.suppress(subprocess.CalledProcessError):
            if server.microphone in server.pactl("list", "short", "sources"):
                return
        time.sleep(0.05)
    raise RuntimeError("the private PulseAudio did not start")


@pytest.fixture
def sound_server() -> Iterator[SoundServer]:
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing or not sys.platform.startswith("linux"):
        if os.environ.get("VOICESIM_REQUIRE_SOUND") == "1":
            pytest.fail(f"VOICESIM_REQUIRE_SOUND is set, but there is no {', '.join(missing)}")
        pytest.skip(f"needs a private sound server; missing: {', '.join(missing) or 'Linux'}")
    with tempfile.TemporaryDirectory(prefix="vs-") as name:
        server = start(Path(name))
        try:
            yield server
        finally:
            server.close()
