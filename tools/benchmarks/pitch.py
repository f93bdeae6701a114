"""How near voicesim's pitch comes to Praat's on recordings of people, and what it costs.

    scripts/bench pitch [FOLDER]

The folder is as `scripts/bench people` wants it. Praat (praat-parselmouth, which is GPL and so never part of
the program) looks for the same range by its autocorrelation method. Errors are counted in frames that both
call voiced. docs/measures.md holds the table.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tools.benchmarks.markdown import head, row
from tools.benchmarks.people_recordings import people_folder, read_recordings
from voicesim.audio.clip import RATE_HZ, Samples
from voicesim.speech.pitch import HIGHEST_HZ, HOP_S, LOWEST_HZ, Hertz, track_pitch

NEAR, OCTAVE = 0.05, 0.5
"""A share of the pitch, and the octaves from which on it is the wrong one."""

COLUMNS = ("recordings", "seconds", "voiced for Praat, s", "found of these", "within 5 %", "wrong octave")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Frames: voiced for the oracle, for both, and of these within NEAR and an octave away."""

    voiced: int
    both: int
    near: int
    octave: int


def praat_pitch(samples: Samples, frames: int) -> Hertz:
    """Praat's pitch at the places of our frames, NaN where it finds none; shape (frames,)."""
    import parselmouth

    sound = parselmouth.Sound(samples.astype(np.float64), RATE_HZ)
    track = sound.to_pitch_ac(time_step=HOP_S, pitch_floor=LOWEST_HZ, pitch_ceiling=HIGHEST_HZ)
    found = np.full(frames, np.nan)
    at = np.round(track.xs() / HOP_S).astype(int)
    hertz = track.selected_array["frequency"]
    fits = (at < frames) & (hertz > 0)
    found[at[fits]] = hertz[fits]
    return found


def agreement(ours: Hertz, truth: Hertz) -> Agreement:
    both = ~np.isnan(ours) & ~np.isnan(truth)
    ratio = ours[both] / truth[both]
    near, octave = np.abs(ratio - 1) <= NEAR, np.abs(np.log2(ratio)) > OCTAVE
    return Agreement(int(np.sum(~np.isnan(truth))), int(both.sum()), int(near.sum()), int(octave.sum()))


def total(some: Iterable[Agreement]) -> Agreement:
    each = [(one.voiced, one.both, one.near, one.octave) for one in some]
    return Agreement(*(sum(column) for column in zip(*each, strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=people_folder())
    given = parser.parse_args()
    if given.folder is None:
        parser.error("name a folder of recordings; VOICESIM_PEOPLE can too")
    groups: dict[str, list[Agreement]] = {}
    seconds: dict[str, float] = {}
    cpu_s = 0.0
    for one in read_recordings(given.folder):
        samples = one.samples()
        started = time.process_time()
        ours = track_pitch(samples).hertz
        cpu_s += time.process_time() - started
        groups.setdefault(one.group, []).append(agreement(ours, praat_pitch(samples, len(ours))))
        seconds[one.group] = seconds.get(one.group, 0.0) + len(samples) / RATE_HZ
    print(head(COLUMNS))
    for name, found in groups.items():
        print(_line(name, seconds[name], found))
    print(_line("all", sum(seconds.values()), [one for found in groups.values() for one in found]))
    print(f"\n{cpu_s / sum(seconds.values()):.4f} s of one core for a second of sound")


def _line(name: str, seconds: float, found: list[Agreement]) -> str:
    all_ = total(found)
    shares = (all_.both / max(1, all_.voiced), all_.near / max(1, all_.both), all_.octave / max(1, all_.both))
    cells = (f"{name}, {len(found)}", f"{seconds:.0f}", f"{all_.voiced * HOP_S:.0f}")
    return row((*cells, f"{shares[0]:.0%}", f"{shares[1]:.1%}", f"{shares[2]:.1%}"))


if __name__ == "__main__":
    main()
