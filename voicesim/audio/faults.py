"""What is wrong with a recording, in words and with the remedy."""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray

from voicesim.audio.clip import Clip, Samples
from voicesim.audio.level import dbfs
from voicesim.wording import clock

QUIET_DBFS = -45.0
"""The loudest second of an answer is near -25; below this Whisper and the voice activity model miss words."""

CLIPPED_FROM = 0.999
CLIPPED_RUN = 3  # so many samples in a row at the limit are a cut-off wave, fewer may be its true top
CLIPPED_SHARE = 0.0005
"""From one sample in two thousand on, clipping is told: it is audible then."""

DEAD_END_S = 10.0
"""A living microphone is never exactly zero for so long, and a pause at the end of an answer is shorter."""

SEARCH_SAMPLES = 1 << 20

_PERMISSION = {
    "darwin": "allow it for this terminal in System Settings > Privacy & Security > Microphone",
    "win32": "allow it for desktop apps in Settings > Privacy & security > Microphone",
}
_PERMISSION_ELSEWHERE = "raise its level in the sound settings"


def describe_faults(clip: Clip, system: str = sys.platform) -> tuple[str, ...]:
    """One sentence for each fault that would spoil the assessment; empty for a good recording."""
    samples = clip.samples
    if not len(samples):
        return ("Nothing was recorded; check the microphone with `voicesim doctor` and answer again.",)
    remedy = _PERMISSION.get(system, _PERMISSION_ELSEWHERE)
    if not samples.any():
        return (
            "The microphone delivered only zeros: it is muted, or this program has no permission to use it; "
            f"unmute it, {remedy}, and answer again.",
        )
    faults = (_dead_end(clip), _quiet(clip), _clipping(clip))
    return tuple(fault for fault in faults if fault is not None)


def describe_file_faults(clip: Clip, name: str) -> tuple[str, ...]:
    """As `describe_faults`, for a file of this name: no microphone of this machine is to blame for it."""
    samples = clip.samples
    if not samples.any():
        return (
            f"{name} holds only zeros, so there is no sound in it: "
            "export it again with the track that has your voice, or name another file.",
        )
    faults = []
    if (alive_s := _dead_from_s(clip)) is not None:
        faults.append(
            f"From {clock(alive_s)} on {name} holds only zeros: "
            "if something was said there, export it again with its sound."
        )
    if (level := _loudest_second_dbfs(clip)) < QUIET_DBFS:
        faults.append(f"{name} is very quiet ({_LEVEL.format(level)}): make it louder and export it again.")
    if (clipped := _clipped(clip)) is not None:
        faults.append(f"{name} is clipped ({clipped}): use a copy that was recorded or exported less loud.")
    return tuple(faults)


def describe_overflows(at_s: tuple[float, ...]) -> tuple[str, ...]:
    """A sentence about sound that was lost at these seconds of a recording; empty when none was."""
    if not at_s:
        return ()
    times = "once" if len(at_s) == 1 else f"{len(at_s)} times"
    first = "at" if len(at_s) == 1 else "first at"
    return (
        f"A little sound was lost {times}, {first} {clock(at_s[0])}, because the computer was too busy; "
        "close other programs while recording.",
    )


_LEVEL = "its loudest second is at {:.0f} dBFS, speech is often near -25"


def _dead_from_s(clip: Clip) -> float | None:
    alive = _last_living(clip.samples) + 1
    return alive / clip.rate_hz if (len(clip.samples) - alive) / clip.rate_hz >= DEAD_END_S else None


def _dead_end(clip: Clip) -> str | None:
    from_s = _dead_from_s(clip)
    if from_s is None:
        return None
    return (
        f"From {clock(from_s)} on the microphone delivered only zeros: it was muted or "
        "switched off; check it before the next answer."
    )


def _last_living(samples: Samples) -> int:
    """The place of the last sample that is not zero; from the end on, since an index of all takes eight
    bytes for each."""
    end = len(samples)
    while not samples[max(0, end - SEARCH_SAMPLES) : end].any():
        end -= SEARCH_SAMPLES
    block = samples[max(0, end - SEARCH_SAMPLES) : end]
    return end - 1 - int(np.argmax(block[::-1] != 0))


def _quiet(clip: Clip) -> str | None:
    level = _loudest_second_dbfs(clip)
    if level >= QUIET_DBFS:
        return None
    return (
        f"The recording is very quiet ({_LEVEL.format(level)}): "
        "move closer to the microphone or raise its level in the sound settings."
    )


def _loudest_second_dbfs(clip: Clip) -> float:
    """The median of the ten loudest tenths of a second: a knock on the desk does not hide a quiet voice."""
    tenth = max(1, clip.rate_hz // 10)
    whole = clip.samples[: max(1, len(clip.samples) // tenth) * tenth]
    tenths = whole.reshape(-1, min(tenth, len(whole)))
    loudest = np.argsort(np.einsum("ij,ij->i", tenths, tenths))[-10:]
    return float(np.median([dbfs(tenths[place]) for place in loudest]))


def _clipping(clip: Clip) -> str | None:
    clipped = _clipped(clip)
    if clipped is None:
        return None
    return (
        f"The recording is clipped ({clipped}): "
        "lower the microphone's level in the sound settings or move back a little."
    )


def _clipped(clip: Clip) -> str | None:
    """How much of the sound is cut off at its peaks, and from where on."""
    at_the_limit = clip.samples >= CLIPPED_FROM
    at_the_limit |= clip.samples <= -CLIPPED_FROM
    if np.count_nonzero(at_the_limit) < CLIPPED_SHARE * len(clip.samples):
        return None
    starts, lengths = _runs(at_the_limit)
    flat = lengths >= CLIPPED_RUN
    share = float(lengths[flat].sum()) / len(clip.samples)
    if share < CLIPPED_SHARE:
        return None
    first = clock(int(starts[flat][0]) / clip.rate_hz)
    return f"{100 * share:.1f} percent of it, first at {first}"


def _runs(mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the runs of True start in a mask of shape (n,), and how long they are."""
    edges = np.flatnonzero(np.diff(mask, prepend=False, append=False))
    return edges[::2], edges[1::2] - edges[::2]
