"""The interviewer's voice: it reads a question, as often as wanted, and gives time to think."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from voicesim.audio.player import Playback
from voicesim.bank.question import Question
from voicesim.desk import Command, Desk, Notice, Preparing, Saying, Working
from voicesim.errors import AudioError, VoiceError
from voicesim.interview.equipment import Equipment
from voicesim.interview.outcome import Outcome, Put, outcome_of
from voicesim.speech.choose_voice import INSTEAD
from voicesim.speech.speaker import Prefetch
from voicesim.store.records import Preparation

LOG = logging.getLogger(__name__)

TICK_S = 0.1
READING_WPM = 200  # silent reading of a printed question, on the slow side

CUTTING_SHORT = (Command.GO, Command.REPEAT, Command.SKIP, Command.QUIT)
"""Keys that end the reading of a question, or the time to think."""


FADE_S = 0.3
"""A sound card and a room go on for so long after the last sample; this project's choice."""


def fade(clock: Callable[[], float]) -> None:
    """Wait until the interviewer is not heard any more: what is recorded next is the speaker alone."""
    until_s = clock() + FADE_S
    while clock() < until_s:
        time.sleep(FADE_S / 10)


class InterviewerVoice:
    """`reader` tells whether somebody is there who needs time to read what is only printed."""

    def __init__(self, equipment: Equipment, desk: Desk, *, reader: bool) -> None:
        self._player = equipment.player
        self._clock = equipment.clock
        self._desk = desk
        self._reader = reader
        speakers = (equipment.speaker, *equipment.other_speakers)
        self._speakers = [None if each is None else Prefetch(each) for each in speakers]
        self._now = 0
        self._fallback = None if equipment.fallback is None else Prefetch(equipment.fallback)

    def turn_to(self, voice: int) -> None:
        """Have what comes read by the voice of this number: 0 is the speaker, the others follow."""
        self._now = voice

    def ahead(self, text: str, voice: int | None = None) -> None:
        """Prepare in the background what will be read, by the voice of this number or the present one."""
        speaker = self._speakers[self._now if voice is None else voice]
        if speaker is not None:
            speaker.ahead(text)

    def sound(self, text: str) -> Path | None:
        """The text as sound; None, which is said once, when it can only be printed.

        A speaker that failed has read its last text: one voice takes over from another once, not in turns.
        """
        speaker = self._speakers[self._now]
        if speaker is None:
            return None
        self._desk.show(Working("Preparing the question"))
        try:
            return speaker.render(text)
        except VoiceError as exc:
            instead = self._fallback if speaker is not self._fallback else None
            self._speakers[self._now] = instead
            if instead is not None:
                LOG.warning("the voice failed: another one reads", exc_info=exc)
                self._desk.show(Notice(f"{INSTEAD} {exc}"))
                return self.sound(text)
            LOG.warning("no voice: the questions are printed", exc_info=exc)
            self._desk.show(Notice(f"{exc} The questions are shown in print instead."))
            return None

    def say(self, text: str, who: str = "") -> Outcome:
        """Read something that is no question, by whom the name tells; any key cuts it short."""
        sound = self.sound(text)
        self._desk.show(Saying(text, sound is not None, who))
        outcome = self.finish(self.begin(sound))
        return outcome if outcome is Outcome.LEFT else Outcome.DONE

    def ask(self, question: Question, sound: Path | None, prep_s: float) -> Put:
        """Read the question and count down the seconds to think, until they are over or cut short.

        Tells how many there were and how many were used, also before the question was heard again.
        """
        if sound is None and self._reader:
            prep_s = max(prep_s, 60 * len(question.prompt.split()) / READING_WPM)
        used_s = 0.0
        while True:
            command = None if sound is None else self._listen(sound)
            if command in (None, Command.GO):
                start_s = self._clock()
                command = self._prepare(prep_s)
                used_s += min(prep_s, self._clock() - start_s)
                if sound is not None and self._clock() - start_s < FADE_S:
                    fade(self._clock)
            if command is not Command.REPEAT:
                used = Preparation(prep_s, round(used_s, 2)) if prep_s > 0 else None
                return Put(outcome_of(command), used)

    def begin(self, sound: Path | None) -> Playback | None:
        """Read at once, and go on; what went wrong is told when it is waited for."""
        try:
            return None if sound is None else self._player.play(sound)
        except AudioError as exc:
            self._not_played(exc)
            return None

    def finish(self, playback: Playback | None) -> Outcome:
        """Wait until it is read, or cut short."""
        if playback is None:
            return Outcome.DONE
        try:
            return outcome_of(self._while_playing(playback))
        finally:
            playback.stop()
            fade(self._clock)

    def _listen(self, sound: Path) -> Command | None:
        try:
            playback = self._player.play(sound)
        except AudioError as exc:
            self._not_played(exc)
            return None
        try:
            return self._while_playing(playback)
        finally:
            playback.stop()

    def _not_played(self, exc: AudioError) -> None:
        LOG.warning("a question was not played", exc_info=exc)
        self._desk.show(Notice(f"{exc} Read the question instead."))

    def _while_playing(self, playback: Playback) -> Command | None:
        while not playback.done:
            command = self._desk.command(TICK_S / 2)
            if command in CUTTING_SHORT:
                return command
        if playback.error is not None:
            LOG.warning("a question was not played to its end", exc_info=playback.error)
            self._desk.show(Notice(f"{playback.error} Read the question instead."))
        return None

    def _prepare(self, prep_s: float) -> Command | None:
        start_s = self._clock()
        while (remaining_s := prep_s - (self._clock() - start_s)) > 0:
            self._desk.show(Preparing(remaining_s))
            command = self._desk.command(min(TICK_S, remaining_s))
            if command in CUTTING_SHORT:
                return command
        return None
