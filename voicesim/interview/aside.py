"""What the interviewer says while somebody answers: always with the recording paused."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from voicesim.answering import Answering
from voicesim.desk import Command, Desk, Event
from voicesim.errors import AudioError
from voicesim.interview.equipment import Equipment
from voicesim.interview.voice import TICK_S, InterviewerVoice, fade

LOG = logging.getLogger(__name__)

ENDING = (Command.GO, Command.AGAIN, Command.SKIP, Command.QUIT)
"""Keys that end an answer."""


@dataclass(slots=True)
class Asides:
    """The microphone may hear the loudspeaker; the recording never does, and its clock stands still."""

    equipment: Equipment
    desk: Desk
    voice: InterviewerVoice

    def ahead(self, text: str) -> None:
        self.voice.ahead(text)

    def say(self, answering: Answering, text: str, shown: Callable[[bool], Event]) -> Command | None:
        """Show it, as what is made of whether it is heard too, and read it. Any key cuts it short; one that
        ends the answer, but for enter, is handed on."""
        with answering.unrecorded():
            sound = self.voice.sound(text)
            self.desk.show(shown(sound is not None))
            try:
                return None if sound is None else self._play(sound)
            except AudioError as exc:
                LOG.warning("the interviewer was not heard", exc_info=exc)
                return None

    def _play(self, sound: Path) -> Command | None:
        playback = self.equipment.player.play(sound)
        try:
            while not playback.done:
                command = self.desk.command(TICK_S / 2)
                if command is not None:
                    return command if command in ENDING and command is not Command.GO else None
        finally:
            playback.stop()
            fade(self.equipment.clock)
        return None
