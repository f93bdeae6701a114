"""One model, alone in a process, answering after answer through the real interview: times as JSON lines."""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from tools.benchmarks.live_answers import PAUSES_S, SpokenAnswer, joined, speak_answer
from tools.benchmarks.resident import most_resident_mb
from tools.espeak import Espeak
from voicesim.assess.norms import load_norms
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.microphone import Block
from voicesim.audio.player import SilentPlayer
from voicesim.bank.load import load_bank
from voicesim.cli.render.console import make_console
from voicesim.cli.render.feedback import feedback
from voicesim.desk import Answered, Command, Event, RecordingState
from voicesim.interview.conductor import Interview
from voicesim.interview.equipment import Equipment, Pacing
from voicesim.plan import make_plan
from voicesim.speech.engine import whole_window
from voicesim.speech.stretches import Stretch
from voicesim.speech.transcriber import WhisperTranscriber
from voicesim.speech.words import SpeechSpan, Transcript, Word
from voicesim.store.history import History

BANK = "senior-pm"
A_STORY = 1
"""The seed with which a plan begins with a story, whose parts are judged too."""

BLOCK = 512
TOKENS_PER_WORD = 1.3
PACED_S = 6.0
"""How much of an answer's end comes at the pace of speech; what was before only has to be done by then, as it
is with every model that keeps up. The stretches of random weights before it are not even computed."""

PACED_TO_SILENCE_S = 4.0
"""The same for an answer that silence ends: no call to a model takes longer, so what is under way when the
silence begins has begun within this."""

DRAINED_BLOCKS = 900
"""Half a minute of sound is heard at a time before the words are waited for: less than may be waiting."""

SILENCE_S = 3.5
SHORT_PAUSES_S = tuple(pause_s for pause_s in PAUSES_S if pause_s < SILENCE_S / 2)
"""Pauses that surely end no answer by their silence."""

REACTIONS_S = (0.3, 0.6, 1.0, 1.5)
ENDING_S = 30.0
"""The last part of an answer, the same in answers of all lengths, so that only the length differs."""

WHOLE_S = 120.0


class WatchedTranscriber(WhisperTranscriber):
    """Tells by `busy` whether it is at work; `truth` is what is said in the answer."""

    truth: tuple[Word, ...] = ()
    idle_until_s = 0.0
    busy = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        self.busy += 1
        try:
            yield
        finally:
            self.busy -= 1


class DemoTranscriber(WatchedTranscriber):
    """The demo model really understands what is said."""

    def words_in(self, *arguments: Any, **named: Any) -> tuple[Word, ...]:
        with self.at_work():
            return super().words_in(*arguments, **named)


class ShapeTranscriber(WatchedTranscriber):
    """Random weights: as much work as the real words of a stretch would be, and then those words.

    Stretches that end before `idle_until_s` cost nothing.
    """

    def words_in(
        self, samples: Samples, stretch: Stretch, spans: Sequence[SpeechSpan], before: Sequence[Word] = ()
    ) -> tuple[Word, ...]:
        said = tuple(w for w in self.truth if stretch.start_s <= (w.start_s or 0.0) < stretch.end_s)
        if stretch.end_s > self.idle_until_s:
            tokens = max(1, round(TOKENS_PER_WORD * len(said)) + 2)
            with self.at_work():
                self.rehearse(stretch.of(samples), tokens, before)
        return said


class WholeFile:
    """The same model, asked only after the end and for all at once, in its full windows."""

    def __init__(self, transcriber: WatchedTranscriber) -> None:
        self._transcriber = transcriber
        self.name = transcriber.name
        self.busy = 0
        self.idle_until_s = 0.0
        self.truth: tuple[Word, ...] = ()

    def transcribe(
        self,
        samples: Samples,
        spans: Sequence[SpeechSpan],
        cancelled: threading.Event | None = None,
    ) -> Transcript:
        if isinstance(self._transcriber, DemoTranscriber):
            segments, _ = self._transcriber._model.transcribe(
                samples,
                language="en",
                beam_size=5,
                temperature=0.0,
                condition_on_previous_text=False,
                word_timestamps=True,
            )
            list(segments)
        else:
            for start_s in range(0, round(len(samples) / RATE_HZ), 30):
                said = [word for word in self.truth if start_s <= (word.start_s or 0.0) < start_s + 30]
                window = samples[start_s * RATE_HZ : (start_s + 30) * RATE_HZ]
                with whole_window():
                    self._transcriber.rehearse(window, max(1, round(TOKENS_PER_WORD * len(said)) + 2))
        return Transcript(self.truth, "en", self.name)


Measured = WatchedTranscriber | WholeFile


class PacedEnd:
    """A microphone whose sound comes as fast as it is transcribed, but at the pace of speech near the end."""

    def __init__(self, answer: SpokenAnswer, transcriber: Measured, paced_s: float) -> None:
        self._answer, self._transcriber, self._paced_s = answer, transcriber, paced_s
        self.at_s = 0.0
        self.late_s: list[float] = []
        self.closed_at = 0.0
        self.paced_from = (0.0, 0.0)
        self.paced_to = (0.0, 0.0)

    @contextmanager
    def open(self) -> Iterator[Iterator[Block]]:
        try:
            yield self._blocks()
        finally:
            self.closed_at = time.perf_counter()
            self.paced_to = (self.closed_at, time.process_time())

    def _blocks(self) -> Iterator[Block]:
        samples = self._answer.samples
        paced = max(0, round((self._answer.ends_s - self._paced_s) * RATE_HZ)) // BLOCK * BLOCK
        for start in range(0, paced, BLOCK):
            if start % (BLOCK * DRAINED_BLOCKS) == 0:
                self._wait_until_idle()
            yield Block(samples[start : start + BLOCK])
        self._wait_until_idle()
        began = time.perf_counter()
        self.paced_from = (began, time.process_time())
        for start in range(paced, len(samples), BLOCK):
            due = began + (start + BLOCK - paced) / RATE_HZ
            if (early_s := due - time.perf_counter()) > 0:
                time.sleep(early_s)
            self.late_s.append(max(0.0, time.perf_counter() - due))
            self.at_s = start / RATE_HZ
            yield Block(samples[start : start + BLOCK])

    def _wait_until_idle(self) -> None:
        quiet = 0
        while quiet < 10:
            time.sleep(0.01)
            quiet = 0 if self._transcriber.busy else quiet + 1


class Watch:
    """A desk that presses Enter so long after the last word, and draws the feedback as the terminal does."""

    def __init__(self, microphone: PacedEnd, enter_at_s: float | None) -> None:
        self._microphone, self._enter_at_s = microphone, enter_at_s
        self._console = make_console()
        self._console.file = io.StringIO()
        self._recording = False
        self.pressed_at: float | None = None
        self.shown_at = 0.0

    def show(self, event: Event) -> None:
        self._recording = isinstance(event, RecordingState)
        if isinstance(event, Answered):
            self._console.print(feedback(event.attempt, event.timing, self._console))
            self.shown_at = time.perf_counter()

    def command(self, timeout_s: float) -> Command | None:
        until = time.perf_counter() + timeout_s
        while time.perf_counter() < until:
            if self._recording and self._enter_at_s is not None and self._microphone.at_s >= self._enter_at_s:
                self.pressed_at = time.perf_counter()
                return Command.GO
            time.sleep(0.005)
        return None


def interview(
    transcriber: Measured, answer: SpokenAnswer, reaction_s: float | None, paced_s: float = PACED_S
) -> dict[str, float]:
    """One answer, ended by Enter `reaction_s` seconds after the last word, or by silence."""
    transcriber.truth = answer.words
    transcriber.idle_until_s = answer.ends_s - paced_s
    microphone = PacedEnd(answer, transcriber, paced_s)
    desk = Watch(microphone, None if reaction_s is None else answer.ends_s + reaction_s)
    bank = load_bank(BANK)
    with tempfile.TemporaryDirectory() as folder, History.open(Path(folder) / "h.sqlite3") as history:
        Interview(
            bank=bank,
            plan=make_plan(bank, count=1, seed=A_STORY),
            kind="practice",
            pacing=Pacing(
                prep_s=0.0,
                max_s=lambda target_s: 900.0,
                end_on_silence_s=SILENCE_S if reaction_s is None else None,
                linger_s=0.0,
            ),
            equipment=Equipment(None, SilentPlayer(paced=False), lambda q, n: microphone, transcriber),
            history=history,
            recordings=Path(folder) / "recordings",
            norms=load_norms(),
            desk=desk,
        ).run()
    wall_s = microphone.paced_to[0] - microphone.paced_from[0]
    return {
        "length_s": answer.ends_s,
        "wait_s": desk.shown_at - (desk.pressed_at or microphone.closed_at),
        "cpu_share": (microphone.paced_to[1] - microphone.paced_from[1]) / wall_s / (os.cpu_count() or 1),
        "late_p99_s": float(np.quantile(microphone.late_s, 0.99)),
        "late_most_s": max(microphone.late_s),
    }


def main(
    name: str,
    directory: str,
    lengths_s: Sequence[float],
    threads: int | None,
    beam_size: int,
    all_paced: bool = False,
) -> None:
    espeak = Espeak()
    kind = DemoTranscriber if name == "demo" else ShapeTranscriber
    expected = load_bank(BANK).vocabulary
    transcriber = kind(Path(directory), name, expected, threads=threads, beam_size=beam_size)
    before_mb = most_resident_mb()
    transcriber.load()

    def speak(seconds: float, seed: int) -> SpokenAnswer:
        return speak_answer(espeak, seconds, seed, SHORT_PAUSES_S)

    long_answer = speak(WHOLE_S, 2)
    whole_file_s: list[float] = []
    interview(transcriber, speak(5.0, 999), 1.0)  # the first one loads everything
    for number, length_s in enumerate(lengths_s):
        turn, place = divmod(number, len(set(lengths_s)))
        answer = speak(ENDING_S, turn)
        if length_s > ENDING_S:
            answer = joined(speak(length_s - ENDING_S, number), answer)
        for after_s in (REACTIONS_S[turn % len(REACTIONS_S)], None):
            paced_s = PACED_TO_SILENCE_S if after_s is None else answer.ends_s if all_paced else PACED_S
            result = interview(transcriber, answer, after_s, paced_s)
            print(json.dumps(result | {"asked_s": length_s, "reaction_s": after_s}), flush=True)
        if turn % 2 and place == 0:
            whole_file_s.append(interview(WholeFile(transcriber), long_answer, 0.0, 1.0)["wait_s"])
    print(json.dumps({"whole_file_s": whole_file_s, "before_mb": before_mb, "peak_mb": most_resident_mb()}))


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
