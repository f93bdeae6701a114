"""What a microphone hears besides speech, as log-mel frames: room noise, hum, clicks and breath."""

from __future__ import annotations

import numpy as np

from tools.espeak import SAMPLE_RATE_HZ
from training.demo_model.recordings import LogMel

_SECONDS = 11


def _coloured(rng: np.random.Generator, slope: float, samples: int) -> np.ndarray:
    """Noise whose amplitude falls as frequency**-slope: 0 white, 0.5 pink, 1 brown."""
    spectrum = np.fft.rfft(rng.standard_normal(samples))
    frequency = np.maximum(np.fft.rfftfreq(samples, 1 / SAMPLE_RATE_HZ), 20)
    sound: np.ndarray = np.fft.irfft(spectrum * frequency**-slope, samples)
    return sound


def _hum(rng: np.random.Generator, samples: int) -> np.ndarray:
    """Mains hum at 50 or 60 Hz with harmonics that fall away."""
    time = np.arange(samples) / SAMPLE_RATE_HZ
    base = rng.choice([50.0, 60.0, 100.0, 120.0])
    tones = [rng.random() / k * np.sin(2 * np.pi * (base * k * time + rng.random())) for k in range(1, 13)]
    hum: np.ndarray = np.sum(tones, axis=0)
    return hum


def _breath(rng: np.random.Generator, samples: int) -> np.ndarray:
    """A breath: noise that swells and fades within 0.2 to 0.9 s."""
    length = int(rng.uniform(0.2, 0.9) * SAMPLE_RATE_HZ)
    sound = np.zeros(samples)
    sound[:length] = _coloured(rng, rng.uniform(0.1, 0.6), length) * np.hanning(length)
    return sound


def _click(rng: np.random.Generator, samples: int) -> np.ndarray:
    """A click or a knock: a burst that dies away within 3 to 40 ms, once or a few times."""
    sound = np.zeros(samples)
    for _ in range(int(rng.integers(1, 4))):
        at = int(rng.integers(0, samples // 2))
        length = min(samples - at, int(rng.uniform(0.02, 0.2) * SAMPLE_RATE_HZ))
        fade = np.exp(-np.arange(length) / (rng.uniform(0.003, 0.04) * SAMPLE_RATE_HZ))
        sound[at : at + length] += _coloured(rng, rng.uniform(0, 0.8), length) * fade
    return sound


def _event(rng: np.random.Generator) -> np.ndarray:
    """A second with a breath or a click in it."""
    return (_breath, _click)[rng.integers(2)](rng, SAMPLE_RATE_HZ)


class Noises:
    """Two sets of log-mel frames whose loudest value is 0: steady floors of 11 s and short events of 1 s."""

    def __init__(self, seed: int = 0, floors: int = 60, events: int = 80) -> None:
        rng, mel = np.random.default_rng(seed), LogMel()
        self.floors = [self._levelled(mel, self._floor(rng)) for _ in range(floors)]
        self.events = [self._levelled(mel, _event(rng)) for _ in range(events)]

    @staticmethod
    def _floor(rng: np.random.Generator, seconds: float = _SECONDS) -> np.ndarray:
        samples = round(seconds * SAMPLE_RATE_HZ)
        noise = _coloured(rng, rng.uniform(0, 1.1), samples)
        noise /= np.std(noise)
        if rng.random() < 0.4:
            hum = _hum(rng, samples)
            noise += hum / (np.std(hum) + 1e-9) * 10 ** rng.uniform(-1, 1)
        if rng.random() < 0.3:
            swell = 1 + rng.uniform(0.2, 0.9) * np.sin(
                2 * np.pi * rng.uniform(0.1, 3) * np.arange(samples) / 16_000
            )
            noise *= swell
        return noise

    @staticmethod
    def _levelled(mel: LogMel, sound: np.ndarray) -> np.ndarray:
        frames: np.ndarray = mel(sound.astype(np.float32))
        levelled: np.ndarray = frames - frames.max()
        return levelled


def floor_sounds(rng: np.random.Generator, seconds: float) -> np.ndarray:
    """Float32 samples of a room in which nobody speaks: a floor, with breaths and clicks now and then."""
    samples = round(seconds * SAMPLE_RATE_HZ)
    sound = Noises._floor(rng, seconds) * 10 ** rng.uniform(-4, -1.5)
    for at in range(0, samples - SAMPLE_RATE_HZ, int(rng.uniform(2, 8) * SAMPLE_RATE_HZ)):
        event = _event(rng)
        sound[at : at + SAMPLE_RATE_HZ] += event / np.abs(event).max() * 10 ** rng.uniform(-3, -0.7)
    return np.clip(sound, -1, 1).astype(np.float32)
