"""What a page says over its web socket: short JSON, and blocks of sound."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from voicesim.audio.clip import Samples
from voicesim.errors import InputError

MIN_HZ, MAX_HZ = 8_000, 192_000
MAX_BLOCK_S = 1.0
"""Pages send about thirty blocks a second."""

_HEAD = struct.Struct("<II")
_FULL_SCALE = np.float32(32_768)
UNREADABLE = "This is no message of the desk's own page."


@dataclass(frozen=True, slots=True, eq=False)
class PageBlock:
    """A block of the nth take: samples of shape (n,) at a rate in Hertz."""

    take: int
    rate_hz: int
    samples: Samples


def read_block(data: bytes) -> PageBlock:
    """Little-endian: the take and the rate, 32 bits each, then mono samples of 16 bits. Raises InputError."""
    if len(data) < _HEAD.size or len(data) % 2:
        raise InputError(UNREADABLE)
    take, rate_hz = _HEAD.unpack_from(data)
    samples = np.frombuffer(data, "<i2", offset=_HEAD.size).astype(np.float32) / _FULL_SCALE
    if not MIN_HZ <= rate_hz <= MAX_HZ or len(samples) > MAX_BLOCK_S * rate_hz:
        raise InputError(UNREADABLE)
    return PageBlock(take, rate_hz, samples)


def read_words(text: str) -> Mapping[str, Any]:
    """An object whose "say" names what is said. Raises InputError."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise InputError(UNREADABLE) from exc
    if not isinstance(said, dict) or not isinstance(said.get("say"), str):
        raise InputError(UNREADABLE)
    return said
