"""Which files a speech model consists of, and whether a directory holds them."""

from __future__ import annotations

import json
from pathlib import Path

from voicesim.errors import ModelError
from voicesim.speech.known_models import DEMO, KNOWN

WEIGHTS = "model.bin"
SETTINGS = "preprocessor_config.json"
NEEDED = ("config.json", WEIGHTS, "tokenizer.json")
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")

PATTERNS = (*NEEDED, SETTINGS, "vocabulary.*")
"""All that faster-whisper reads of a model, as shell patterns."""

KIND = b"WhisperSpec"
"""What CTranslate2 writes near the start of a Whisper model's weights."""


def missing_files(directory: Path) -> tuple[str, ...]:
    """What a complete model would have and this directory lacks or has empty."""
    missing = [name for name in NEEDED if not _has(directory / name)]
    if not any(_has(directory / name) for name in VOCABULARIES):
        missing.append(VOCABULARIES[0])
    return tuple(missing)


def check_files(directory: Path, name: str) -> None:
    """Raises ModelError when the files are not all there, or cannot be those of a Whisper model.

    With a file missing faster-whisper would try to fetch it from the network, so this comes first.
    """
    if not directory.is_dir():
        raise ModelError(f"The speech model {name} should be in {directory}, but that is not a directory.")
    missing = missing_files(directory)
    if missing:
        raise ModelError(f"The speech model {name} in {directory} lacks {', '.join(missing)}; {remedy(name)}")
    try:
        with (directory / WEIGHTS).open("rb") as weights:
            kind = weights.read(64)
        for file in (*NEEDED, SETTINGS):
            if file.endswith(".json") and (directory / file).exists():
                _check_json(directory / file, name)
    except OSError as exc:
        raise ModelError(f"The speech model {name} cannot be read ({exc}); check its permissions.") from exc
    if KIND not in kind:
        raise ModelError(
            f"{directory / WEIGHTS} holds no Whisper model for faster-whisper (CTranslate2); {remedy(name)}"
        )


def remedy(name: str) -> str:
    """What to do about a model that is damaged or incomplete."""
    if name == DEMO:
        return "install voicesim again."
    if name in KNOWN:
        return f"get it again with: voicesim models remove {name} && voicesim models get {name}"
    return "copy the whole model directory again, or use another with --model."


def _has(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def _check_json(file: Path, name: str) -> None:
    try:
        content = json.loads(file.read_bytes())
    except ValueError as exc:  # a JSON or a UTF-8 error
        raise ModelError(f"{file} is damaged ({exc}); {remedy(name)}") from exc
    if not isinstance(content, dict):
        raise ModelError(f"{file} is damaged (no JSON object); {remedy(name)}")
