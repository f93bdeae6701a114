"""A spoken mock interview at your desk that never leaves your machine.

From Python: `score_files` and `score_text` judge answers, `transcribe` writes a recording down, `load_bank`
reads a question bank; docs/python.md shows them at work. Nothing heavy is imported before it is used.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicesim.assess.assessment import Assessment, PointHit
    from voicesim.assess.norms import Norms, load_norms
    from voicesim.bank.load import builtin_banks, load_bank
    from voicesim.bank.question import Bank, KeyPoint, Question
    from voicesim.errors import InputError, ModelError, VoicesimError
    from voicesim.library import as_json, score_files, score_text, transcribe
    from voicesim.scoring import Scored
    from voicesim.speech.words import Transcript, Word

__version__ = "0.2.0"

__all__ = [
    "Assessment",
    "Bank",
    "InputError",
    "KeyPoint",
    "ModelError",
    "Norms",
    "PointHit",
    "Question",
    "Scored",
    "Transcript",
    "VoicesimError",
    "Word",
    "__version__",
    "as_json",
    "builtin_banks",
    "load_bank",
    "load_norms",
    "score_files",
    "score_text",
    "transcribe",
]

_HOMES = {
    "assess.assessment": ("Assessment", "PointHit"),
    "assess.norms": ("Norms", "load_norms"),
    "bank.load": ("builtin_banks", "load_bank"),
    "bank.question": ("Bank", "KeyPoint", "Question"),
    "errors": ("InputError", "ModelError", "VoicesimError"),
    "library": ("as_json", "score_files", "score_text", "transcribe"),
    "scoring": ("Scored",),
    "speech.words": ("Transcript", "Word"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

# Libraries report home unless told not to, before they are loaded: onnxruntime since 1.29 sends events with a
# lasting device id to Microsoft, also on Linux; huggingface_hub tells the hub what else is installed.
for _name in ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"):
    os.environ[_name] = "1"
del _name


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
