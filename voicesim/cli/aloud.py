"""Texts read aloud one after the other, by the voice that an interview would use."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from voicesim import paths
from voicesim.audio.player import play_through
from voicesim.cli.equipment import loudspeaker, reader
from voicesim.config import load_settings
from voicesim.speech.speaker import Prefetch


def read_aloud(texts: Sequence[str], *, voice: str | None, output_device: str | None) -> None:
    """Returns when the last one was heard; each is prepared while the one before is heard.

    Raises VoiceError without a voice, and AudioError when the loudspeaker fails.
    """
    settings = load_settings(paths.config_file())
    player = loudspeaker(output_device or settings.output, paced=True)
    speaker = Prefetch(reader(voice or settings.voice, settings).speaker)
    for text, coming in pairwise((*texts, "")):
        sound = speaker.render(text)
        if coming:
            speaker.ahead(coming)
        play_through(player, sound)
