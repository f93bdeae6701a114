"""The neural voices that can be had by name."""

from __future__ import annotations

from dataclasses import dataclass

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
