"""How much memory a very long answer and a very long session take: resident megabytes as they go on."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from tools.benchmarks.resident import most_resident_mb, resident_mb
from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.file_microphone import BLOCK_SAMPLES
from voicesim.audio.microphone import Block
from voicesim.audio.wav import write_wav
from voicesim.demo.candidate import RATE_WPM, VOICE, sample_answers, speak
from voicesim.speech.speaker import Pyttsx3Speaker

MINUTES = (1, 5, 10, 20, 30)
ANSWERS = (1, 10, 50, 100)
BEHIND_S = 20.0
"""How far the words may be behind the sound before the microphone waits, as with somebody who speaks."""

_processes = multiprocessing.get_context("spawn")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=MINUTES[-1], help="length of the long answer")
    parser.add_argument("--answers", type=int, default=ANSWERS[-1], help="answers in the long session")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="voicesim-memory-") as folder:
        voice = Pyttsx3Speaker(Path(folder) / "voice", voice=VOICE, rate_wpm=RATE_WPM)
        spoken = [speak(answer, voice) for answer in sample_answers()]
        if given.minutes:
            show(
                "minutes of one answer",
                measured(Path(folder) / "a", *long_answer(Path(folder), spoken, given.minutes)),
            )
        if given.answers:
            show(
                "answers of one session",
                measured(Path(folder) / "s", *long_session(Path(folder), spoken, given.answers)),
            )


def show(what: str, lines: Iterator[tuple[str, float, float]]) -> None:
    print(f"| {what} | resident, MB | after, s |\n|---|---|---|", flush=True)
    for moment, megabytes, seconds in lines:
        print(f"| {moment} | {megabytes:.0f} | {seconds:.0f} |", flush=True)


def long_answer(folder: Path, spoken: list[Clip], minutes: int) -> tuple[str, ...]:
    """What to ask voicesim for, when one answer of so many minutes is given."""
    once = np.concatenate([clip.samples for clip in spoken])
    said = np.resize(once, minutes * 60 * RATE_HZ)
    answers = folder / "long"
    answers.mkdir()
    write_wav(answers / "1.wav", Clip(said))
    return ("--answers", str(answers), "--question", "quality", "--max", str(60 * minutes))


def long_session(folder: Path, spoken: list[Clip], count: int) -> tuple[str, ...]:
    """What to ask voicesim for, when so many questions are answered in a few seconds each."""
    answers = folder / "many"
    answers.mkdir()
    bank = folder / "many.yaml"
    questions = []
    for number, clip in enumerate(islice(cycle(spoken), count), 1):
        write_wav(answers / f"{number:04}.wav", Clip(clip.samples[: 6 * RATE_HZ]))
        point = {"id": "result", "means": "says what came of it", "kind": "metric", "cues": ["went up by"]}
        questions.append(
            {"id": f"q{number}", "prompt": f"What did you do in case {number}?", "key_points": [point]}
        )
    bank.write_text(json.dumps({"id": "many", "questions": questions}))
    return (str(bank), "--answers", str(answers), "--questions", str(count))


def measured(home: Path, *arguments: str) -> Iterator[tuple[str, float, float]]:
    """Run an interview in a process of its own; what it held at the moments that count, and when."""
    incoming, outgoing = _processes.Pipe(duplex=False)
    given = ("practice", *arguments, "--model", "demo", "--no-voice")
    program = _processes.Process(target=run_program, args=(home, given, outgoing))
    program.start()
    outgoing.close()
    while True:
        try:
            yield incoming.recv()
        except EOFError:
            break
    program.join()
    if program.exitcode != 0:
        sys.exit(f"voicesim ended with {program.exitcode}; see {home}.txt")


def run_program(home: Path, arguments: tuple[str, ...], told: Connection) -> None:
    os.environ |= {"VOICESIM_HOME": str(home), "HF_HUB_OFFLINE": "1"}
    with Path(f"{home}.txt").open("wb") as output:
        os.dup2(output.fileno(), 1)
    began_s = time.monotonic()

    def tell(moment: str, megabytes: float | None = None) -> None:
        told.send((moment, resident_mb() if megabytes is None else megabytes, time.monotonic() - began_s))

    _watch(tell, count_minutes="--max" in arguments)
    from voicesim.cli.main import app, guarded

    sys.argv = ["voicesim", *arguments]
    code = guarded(app)
    tell("the end", resident_mb())
    tell("the most at any time", most_resident_mb())
    sys.exit(code)


def _watch(tell: Callable[[str], None], *, count_minutes: bool) -> None:
    from voicesim import answering
    from voicesim.cli import answer_files
    from voicesim.cli.terminal_desk import TerminalDesk
    from voicesim.desk import Answered, Event, Working
    from voicesim.speech.live import LiveTranscriber

    newest: list[LiveTranscriber] = []
    show = TerminalDesk.show

    def live(*arguments: Any, **options: Any) -> LiveTranscriber:
        newest[:] = [LiveTranscriber(*arguments, **options)]
        return newest[0]

    def behind_s() -> float:
        return newest[0]._heard_s - newest[0]._taken_s if newest else 0.0

    def showing(desk: TerminalDesk, event: Event) -> None:
        show(desk, event)
        if count_minutes and isinstance(event, Working):
            tell("read back")
        if isinstance(event, Answered) and (count_minutes or event.number in ANSWERS):
            tell("judged" if count_minutes else str(event.number))

    def microphone(path: Path, *, paced: bool, **reading: Any) -> HeldBackMicrophone:
        return HeldBackMicrophone(path, behind_s, tell if count_minutes else lambda moment: None)

    for owner, name, stand_in in (
        (answering, "LiveTranscriber", live),
        (TerminalDesk, "show", showing),
        (answer_files, "FileMicrophone", microphone),
    ):
        setattr(owner, name, stand_in)


class HeldBackMicrophone:
    """A recording that comes as fast as it is written down, never more than a block of it in memory."""

    def __init__(self, path: Path, behind_s: Callable[[], float], tell: Callable[[str], None]) -> None:
        self._path, self._behind_s, self._tell = path, behind_s, tell

    @contextmanager
    def open(self) -> Iterator[Iterator[Block]]:
        with soundfile.SoundFile(self._path) as file:
            yield self._held_back(file.blocks(BLOCK_SAMPLES, dtype="float32"))

    def _held_back(self, blocks: Iterator[Samples]) -> Iterator[Block]:
        samples = 0
        marks = [minutes * 60 * RATE_HZ for minutes in MINUTES]
        for block in blocks:
            while self._behind_s() > BEHIND_S:
                time.sleep(0.02)
            samples += len(block)
            if marks and samples >= marks[0]:
                self._tell(str(marks.pop(0) // (60 * RATE_HZ)))
            yield Block(block)


if __name__ == "__main__":
    main()
