"""Figures as words: what a voice says cannot tell `40` from `forty`, so the demo model always writes words.

Years stay figures, as Whisper writes them, and so do names such as Q4.
"""

from __future__ import annotations

import re

from voicesim.speech.word_error_rate import normalise

_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_ORDINALS |= {"nine": "ninth", "twelve": "twelfth"}


def cardinal(number: int | str) -> str:
    """`214` becomes `two hundred fourteen`, `"1,200.5"` becomes `one thousand two hundred point five`."""
    return " ".join(normalise(str(number)))


def ordinal(number: int) -> str:
    """`23` becomes `twenty third`."""
    *head, last = cardinal(number).split()
    regular = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return " ".join([*head, _ORDINALS.get(last, regular)])


def spell_numbers(text: str) -> str:
    """Write figures, percentages, dollars and ordinals as words; years from 1900 to 2099 stay as they are."""
    number = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    scale = r"(?:[ -](thousand|million|billion)|([kKmM])\b)?"
    short = {"k": " thousand", "m": " million"}

    def dollars(match: re.Match[str]) -> str:
        size = f" {match[2]}" if match[2] else short.get((match[3] or "").lower(), "")
        return f"{cardinal(match[1])}{size} dollars"

    text = re.sub(r"\$" + number + scale, dollars, text)
    text = re.sub(number + r"\s*%", lambda m: f"{cardinal(m[1])} percent", text)
    text = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1])), text)
    text = re.sub(r"\b(\d+)([kKmM])\b", lambda m: cardinal(m[1]) + short[m[2].lower()], text)
    year = re.compile(r"(?:19|20)\d\d")

    def plain(match: re.Match[str]) -> str:
        return match[1] if year.fullmatch(match[1]) else cardinal(match[1])

    spelled = re.sub(r"(?<![\w.,])" + number + r"(?![\w]|[.,]\d)", plain, text)
    return spelled[:1].upper() + spelled[1:]
