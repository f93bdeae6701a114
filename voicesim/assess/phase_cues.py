"""By what the phases of an answer to a problem are known, read from phase_cues.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from voicesim.bank.question import KeyPoint, Style


@dataclass(frozen=True, slots=True)
class PhaseCues:
    """What tells a phase: patterns of its sentences, and the key points that are about it, by their kind or
    by patterns of what they mean. `absent` is what is said where it is surely not there, which nothing of
    `hints` must speak against; empty where that cannot be known. `asked` keeps it to questions that have a
    key point about the phase."""

    said: tuple[re.Pattern[str], ...]
    kinds: tuple[str, ...]
    means: tuple[re.Pattern[str], ...]
    absent: str
    hints: re.Pattern[str]
    asked: bool = False

    def in_text(self, text: str) -> bool:
        """Whether a sentence, in lower case and without punctuation, is in this phase."""
        return any(cue.search(text) for cue in self.said)

    def is_about(self, point: KeyPoint) -> bool:
        """Whether the words that make this point are in this phase; what does not make it, which its later
        sentences say, tells nothing."""
        first = point.means.split(". ")[0].lower()
        return point.kind in self.kinds or any(pattern.search(first) for pattern in self.means)


NOTHING = PhaseCues((), (), (), "", re.compile(r"(?!)"))
"""Of a phase that cannot be told apart."""


@cache
def phase_cues(style: Style) -> Mapping[str, PhaseCues]:
    """By phase, for those of a kind that can be told apart; empty for a kind whose phases cannot."""
    return {name: _cues(entry) for name, entry in _table().get(style, {}).items()}


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("voicesim.assess").joinpath("phase_cues.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _cues(entry: Mapping[str, Any]) -> PhaseCues:
    return PhaseCues(
        said=tuple(map(re.compile, entry.get("cues", ()))),
        kinds=tuple(entry.get("kinds", ())),
        means=tuple(map(re.compile, entry.get("means", ()))),
        absent=entry.get("absent", ""),
        hints=re.compile(entry.get("hints", r"(?!)")),
        asked=entry.get("asked", False),
    )
