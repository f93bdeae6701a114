"""Which questions came, out of what somebody noted or said afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from voicesim.inputs.text import clean

_MARK = re.compile(r"\s*(?:[-*+•–—]\s+|\(?\d{1,3}[.):]\s+|\[[ xX]?\]\s+|>\s+)*")
_HEADING = re.compile(r"\s*#{1,6}\s")
_SENTENCE = re.compile(r"(?<=[.?!…])\s+")
_WHO_ASKED = re.compile(
    r"""(?:(?:and|so|then|next|also|first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|last(?:ly)?
    |after\ that|there\ was|um|uh|okay)\b[\s,]*)*
    (?:(?:they|he|she|i|we|somebody|the\ \w+)\s(?:was\s|were\s)?(?:also\s|then\s|just\s)?
    (?:asked|wanted\ to\ know)\b(?:\s(?:me|us))?[\s,]*(?:(?:about|to)\b\s*)?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_FEWEST_WORDS = 2


def noted_questions(text: str) -> tuple[str, ...]:
    """One question for each line that has words; a list's marks and Markdown's headings are none."""
    lines = (line for line in clean(text).splitlines() if not _HEADING.match(line))
    return tuple(
        said for line in lines if _has_letters(said := " ".join(_MARK.sub("", line, count=1).split()))
    )


def spoken_questions(text: str) -> tuple[str, ...]:
    """One question for each sentence of some words, without who asked it."""
    return tuple(_sentences(clean(text)))


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(" ".join(text.split())):
        asked = sentence[_lead(sentence) :].strip(" ,")
        if len(asked.split()) >= _FEWEST_WORDS and _has_letters(asked):
            yield asked[0].upper() + asked[1:]


def _lead(sentence: str) -> int:
    found = _WHO_ASKED.match(sentence)
    return found.end() if found else 0


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)
