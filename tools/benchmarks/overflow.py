"""Whether a recording loses sound while a speech model works on all cores: overflows and gaps between blocks.

    scripts/bench overflow [--seconds N] [MODEL…]

A tone is played into the microphone of a private PulseAudio and recorded through PortAudio, with the voice
activity model listening, while a model of random weights and the shape of MODEL is called without a break.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np

from tests.sound_server import SoundServer, start
from tools.benchmarks.markdown import head, row
from tools.benchmarks.random_whisper import SHAPES, write_model
from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.device_microphone import DeviceMicrophone
from voicesim.audio.recorder import Recorder
from voicesim.audio.wav import write_wav
from voicesim.speech.activity import ActivityDetector
from voicesim.speech.model_speed import BEFORE
from voicesim.speech.transcriber import WhisperTranscriber


class Listener:
    """Notes when each block came."""

    def __init__(self) -> None:
        self._detector = ActivityDetector()
        self.came_at: list[float] = []

    def __call__(self, samples: Samples) -> None:
        self.came_at.append(time.perf_counter())
        self._detector.feed(samples)


def record(seconds: float, directory: str, name: str) -> None:
    """In a process whose sound system is the private one: one line of JSON."""
    model = WhisperTranscriber(Path(directory), name)
    model.load()
    enough, calls = threading.Event(), 0
    sound = np.random.default_rng(0).normal(0, 0.05, 12 * RATE_HZ).astype(np.float32)

    def work() -> None:
        nonlocal calls
        while not enough.is_set():
            model.rehearse(sound, 40, BEFORE)
            calls += 1

    worker = threading.Thread(target=work)
    listener = Listener()
    with tempfile.TemporaryDirectory() as folder:
        recorder = Recorder(DeviceMicrophone(), Path(folder) / "a.wav", max_s=seconds, listeners=(listener,))
        worker.start()
        began, cpu = time.perf_counter(), time.process_time()
        recorder.start()
        while not recorder.wait(1.0):
            pass
        wall_s = time.perf_counter() - began
        enough.set()
        recording = recorder.result()
    worker.join()
    told = {
        "overflows": recording.clip.overflows,
        "recorded_s": recording.duration_s,
        "wall_s": wall_s,
        "longest_gap_s": float(np.diff(listener.came_at).max()),
        "calls": calls,
        "cores": (time.process_time() - cpu) / wall_s,
    }
    print(json.dumps(told))


def measure(server: SoundServer, name: str, directory: Path, seconds: float) -> dict[str, float]:
    command = [sys.executable, "-m", "tools.benchmarks.overflow", "--record", str(directory)]
    done = subprocess.run(
        [*command, "--seconds", str(seconds), name], env=server.env, stdout=subprocess.PIPE, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


COLUMNS = (
    "model",
    "recorded, s",
    "took, s",
    "overflows",
    "longest gap between blocks, s",
    "calls",
    "cores busy",
)


def measured(name: str, found: dict[str, float]) -> str:
    cells = (
        name,
        f"{found['recorded_s']:.0f}",
        f"{found['wall_s']:.1f}",
        f"{found['overflows']:.0f}",
        f"{found['longest_gap_s']:.2f}",
        f"{found['calls']:.0f}",
        f"{found['cores']:.1f}",
    )
    return row(cells)


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench overflow", description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="*", default=["base.en"], metavar="MODEL", help=", ".join(SHAPES))
    parser.add_argument("--seconds", type=float, default=120.0, help="length of each recording")
    parser.add_argument("--record", metavar="DIRECTORY", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.record:
        record(options.seconds, options.record, options.models[0])
        return
    with tempfile.TemporaryDirectory(prefix="vs-") as folder:
        tone = np.sin(np.arange(round((options.seconds + 120) * RATE_HZ)) * 2 * np.pi * 440 / RATE_HZ)
        write_wav(Path(folder) / "tone.wav", Clip((0.2 * tone).astype(np.float32)))
        server = start(Path(folder))
        try:
            server.speak(Path(folder) / "tone.wav")
            print(head(COLUMNS), flush=True)
            for name in options.models:
                print(measured(name, measure(server, name, write_model(name, Path(folder)), options.seconds)))
        finally:
            server.close()


if __name__ == "__main__":
    main()
