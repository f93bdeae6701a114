"""The patterns that tell the parts of a story apart, read from story_cues.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

Label = Literal["situation", "task", "action", "result", "aside"]
LABELS: tuple[Label, ...] = ("situation", "task", "action", "result", "aside")


@cache
def story_cues() -> tuple[re.Pattern[str], ...]:
    """All patterns that may speak for a part of a story, always in the same order."""
    table = _table()
    return tuple(re.compile(_filled(text)) for name in (*LABELS, "warm_up", "small") for text in table[name])


@cache
def warm_up() -> re.Pattern[str]:
    """ "Sure.", "Good question, let me think.": said before the answer begins."""
    return re.compile("|".join(_table()["warm_up"]))


@cache
def own_deed() -> re.Pattern[str]:
    """ "I went", "we also decided": the speaker did something."""
    return re.compile(_filled(r"\b(?:i|we) {adverbs}{deeds}\b"))


@cache
def deed_of(who: str) -> re.Pattern[str]:
    """ "my manager decided", "i also asked": what somebody did, who is given in lower case."""
    return re.compile(_filled(rf"\b{re.escape(who)} {{adverbs}}{{deeds}}\b"))


@cache
def own_deeds() -> re.Pattern[str]:
    """ "I went … and asked": the speaker did two things in a row."""
    return re.compile(_filled(r"\b(?:i|we) {adverbs}{deeds}\b.*\band (?:then )?(?:i |we )?{deeds}\b"))


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("voicesim.assess").joinpath("story_cues.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _filled(pattern: str) -> str:
    """The pattern with the word lists in place of their names."""
    table = _table()
    adverbs = rf"(?:(?:{_either(table['adverbs'])}) )*"
    deeds, season = (f"(?:{_either(table[name])})" for name in ("deeds", "season"))
    return pattern.replace("{adverbs}", adverbs).replace("{deeds}", deeds).replace("{season}", season)


def _either(words: str) -> str:
    return "|".join(word.replace("-", " ") for word in words.split())
