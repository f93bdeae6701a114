"""Answers read aloud as people speak: by several voices, at 140 to 190 words a minute, in a room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np

from tools.benchmarks.live_answers import FLOORS_DBFS
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.audio.files import read_audio
from voicesim.speech.neural.speaker import NeuralSpeaker
from voicesim.speech.neural.voices import NeuralVoice, installed_voices
from voicesim.speech.speaker import RATES_WPM, Pyttsx3Speaker, Speaker

ESPEAK = ("en-us", "en-gb", "en-us+f3", "en-gb-scotland")
HUMAN_WPM = (165, 150, 180, 140, 190, 155, 175)
"""What each answer is to be spoken at, in turn: seven of them, so that each voice comes to each."""

ASKED_WPM = 165
PROBE = (
    "When I came to the team, every release took three weeks and half of them failed. I asked everybody what "
    "they would change first. Then we moved the tests before the review, and that helped."
)
"""Tells how fast a voice really is: some say a fifth more words a minute than they are asked to."""

BEFORE_S, AFTER_S = 0.8, 0.8
LIMIT_S = 300.0
"""On a machine that is busy with other things a whole answer takes a while."""

SpeakerAt = Callable[[int], Speaker]


@dataclass(frozen=True, slots=True)
class Spoken:
    """An answer as sound (16 kHz, shape (n_samples,)), by whom, and at how many words a minute."""

    voice: str
    samples: Samples
    words_per_minute: float


class Voices:
    """Everybody who speaks, by turns: espeak-ng's voices, and after each one a neural one if any is here.

    What was rendered is kept in `folder`.
    """

    def __init__(self, folder: Path) -> None:
        espeak = [(name, _espeak(folder, name)) for name in ESPEAK]
        neural = [(voice.name, _neural(folder, voice)) for voice in installed_voices()]
        after = cycle([[one] for one in neural] or [[]])
        self._turns = [turn for one in espeak for turn in (one, *next(after))]
        self._real_wpm: dict[str, float] = {}

    def say(self, text: str, number: int) -> Spoken:
        """The answer of this number, always alike. Raises VoiceError."""
        name, speaker_at = self._turns[number % len(self._turns)]
        if name not in self._real_wpm:
            self._real_wpm[name] = _words_per_minute(PROBE, _sound(speaker_at(ASKED_WPM), PROBE))
        wanted = HUMAN_WPM[number % len(HUMAN_WPM)]
        asked = round(wanted * ASKED_WPM / self._real_wpm[name])
        sound = _sound(speaker_at(min(max(asked, RATES_WPM[0]), RATES_WPM[-1])), text)
        return Spoken(name, in_a_room(sound, number), _words_per_minute(text, sound))


def in_a_room(sound: Samples, number: int) -> Samples:
    """With silence around it, and room noise of -75 to -50 dB of full scale by turns."""
    before, after = (np.zeros(round(length_s * RATE_HZ), np.float32) for length_s in (BEFORE_S, AFTER_S))
    whole = np.concatenate([before, sound, after])
    floor = 10 ** (FLOORS_DBFS[number % len(FLOORS_DBFS)] / 20)
    noise = np.random.default_rng(number).standard_normal(len(whole)) * floor
    return np.clip(whole + noise, -1, 1).astype(np.float32)


def _espeak(folder: Path, name: str) -> SpeakerAt:
    return lambda rate_wpm: Pyttsx3Speaker(folder, name, rate_wpm, LIMIT_S)


def _neural(folder: Path, voice: NeuralVoice) -> SpeakerAt:
    return lambda rate_wpm: NeuralSpeaker(folder, voice, 0, rate_wpm, LIMIT_S)


def _sound(speaker: Speaker, text: str) -> Samples:
    return read_audio(speaker.render(text)).samples


def _words_per_minute(text: str, sound: Samples) -> float:
    return 60 * len(text.split()) * RATE_HZ / len(sound)
