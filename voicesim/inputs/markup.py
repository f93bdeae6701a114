"""The markup of subtitles: what is a tag goes, what only looks like one stays, and inline times are kept."""

from __future__ import annotations

import html
import re

from voicesim.inputs.text import clean
from voicesim.inputs.times import seconds
from voicesim.inputs.turns import Line, MarkedWord

_TIME_TAG = r"<\s*(?P<time>\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,9})?)\s*>"
_VOICE_TAG = r"<v(?:\.[^\s<>]*)?[ \t]+(?P<voice>[^<>\n]{1,200})>"
# Only the tags that either format or its editors know: "< 5% and > 2%" and "a List<String>" are words
_PLAIN_TAG = r"""</?(?:[biusvcp]|rt|ruby|lang|font|span|div|em|strong|tt)(?:\.[\w.-]*)?\s*/?>
    |<lang\s[^<>\n]{1,40}>
    |</?[A-Za-z][\w.-]*(?:\s+[\w:-]+\s*=\s*(?:"[^"<>\n]*"|'[^'<>\n]*'|[^\s"'<>]+))+\s*/?>"""
_BREAK_TAG = r"(?P<line><br\s*/?>)"
_PLACE = r"\{\\[^{}\n]*\}"
_TAG = re.compile(rf"{_TIME_TAG}|{_VOICE_TAG}|{_BREAK_TAG}|{_PLAIN_TAG}|{_PLACE}", re.VERBOSE)
"""Tags, and the SubStation positions that some SubRip files carry."""

_CHARACTER = re.compile(r"&#?\w{1,32};")
"""A character by its name or number: no more digits than that, or Python refuses to read them."""


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a cue as pieces, each with the inline time and the voice tag that stand before it."""
    lines: list[Line] = []
    line: list[MarkedWord] = []
    voice: str | None = None
    at_s: float | None = None
    glued = False
    for part, tag in _parts(text):
        for number, stretch in enumerate(part.split("\n")):
            if number:
                lines.append(tuple(line))
                line, glued = [], False
            for word, spaced in _words(stretch):
                if glued and not spaced and at_s is None and line and line[-1].voice == voice:
                    line[-1] = MarkedWord(line[-1].text + word, line[-1].at_s, voice)
                else:
                    line.append(MarkedWord(word, at_s, voice))
                at_s, glued = None, True
            glued = glued and not stretch[-1:].isspace()
        if tag is not None and tag["time"]:
            at_s = seconds(tag["time"])
        elif tag is not None and tag["voice"]:
            voice = " ".join(_read(tag["voice"]).split()) or None
        elif tag is not None and tag["line"]:
            glued = False
    return (*lines, tuple(line))


def _parts(text: str) -> list[tuple[str, re.Match[str] | None]]:
    """The text between tags, each with the tag that follows it, None at the end."""
    parts: list[tuple[str, re.Match[str] | None]] = []
    at = 0
    for tag in _TAG.finditer(text):
        parts.append((_read(text[at : tag.start()]), tag))
        at = tag.end()
    return [*parts, (_read(text[at:]), None)]


def _words(stretch: str) -> list[tuple[str, bool]]:
    """The words, each with whether a space stands before it."""
    words = stretch.split()
    return [(word, number > 0 or stretch[:1].isspace()) for number, word in enumerate(words)]


def _read(text: str) -> str:
    return clean(_CHARACTER.sub(lambda found: html.unescape(found[0]), text))
