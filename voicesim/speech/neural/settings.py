"""What the JSON file beside a voice says of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicesim.errors import VoiceError

RATES_HZ = range(8_000, 48_001)


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How to speak with a voice.

    `espeak` is espeak-ng's name of its language, `ids` the numbers of each phoneme; `noise` and `width` are
    how much the sound and the length of phonemes vary, `length` is how long they are in the voice's own pace.
    """

    espeak: str
    rate_hz: int
    ids: Mapping[str, tuple[int, ...]]
    speakers: int
    noise: float
    length: float
    width: float


def settings_file(network: Path) -> Path:
    """The settings that belong to a voice's ONNX file."""
    return network.with_name(f"{network.name}.json")


def read_settings(path: Path, remedy: str) -> VoiceSettings:
    """Raises VoiceError with what is wrong in the file, or why it cannot be read, and the remedy."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as exc:
        raise VoiceError(f"The voice's settings {path} cannot be read ({exc.strerror}); {remedy}") from exc
    except (ValueError, RecursionError) as exc:
        raise VoiceError(f"The voice's settings {path} are damaged ({exc}); {remedy}") from exc
    try:
        return _settings(content)
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        what = f"{exc.args[0]} is missing" if isinstance(exc, KeyError) else str(exc)
        raise VoiceError(f"{path} holds no settings of a Piper voice ({what}); {remedy}") from exc


def _settings(content: Any) -> VoiceSettings:
    kind = content.get("phoneme_type", "espeak")
    if kind != "espeak":
        raise ValueError(f"it wants phonemes of the kind {kind!r:.30}, and only espeak-ng's are here")
    inference = content.get("inference", {})
    return VoiceSettings(
        espeak=str(content["espeak"]["voice"]),
        rate_hz=_rate_hz(content["audio"]["sample_rate"]),
        ids={str(sign): tuple(map(int, ids)) for sign, ids in content["phoneme_id_map"].items()},
        speakers=max(1, int(content.get("num_speakers", 1))),
        noise=float(inference.get("noise_scale", 0.667)),
        length=float(inference.get("length_scale", 1.0)),
        width=float(inference.get("noise_w", 0.8)),
    )


def _rate_hz(value: object) -> int:
    if type(value) is not int or value not in RATES_HZ:
        raise ValueError(
            f"its sample_rate is {value!r:.30}, not a number from {RATES_HZ[0]} to {RATES_HZ[-1]}"
        )
    return value
