"""A job advertisement: a file of text or Markdown, and the sentences in it that ask for something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voicesim.assess.tokens import sentences, tokenize
from voicesim.bank.hints import printable
from voicesim.errors import InputError
from voicesim.inputs.encodings import decode_file
from voicesim.inputs.text import clean
from voicesim.stories.markup import spoken
from voicesim.stories.story import as_words

MAX_BYTES = 200_000
CAPITALS_SHARE = 0.8
"""When so many lines begin with a capital, each is a piece of its own, as in what is copied from a page; else
they are paragraphs that somebody wrapped."""

FEWEST_WORDS = 3

_ITEM = re.compile(r"\s*(?:[-*+•–·▪●]|\d{1,3}[.)])\s+")
_OTHER_FILES = {b"%PDF-": "a PDF", b"PK\x03\x04": "a document in a ZIP file", b"{\\rtf": "RTF"}
_OFFERS = re.compile(
    r"\b(?:equal opportunity|salary|compensation|benefits|perks|paid (?:leave|holidays?|time off)|pension"
    r"|health insurance|how to apply|accommodations?|background checks?|notice period"
    r"|travel expenses|interviews? takes? place|send (?:us )?your application)\b",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Advert:
    """`name` is the file's, `text` what stands in it."""

    name: str
    text: str


def read_advert(path: Path) -> Advert:
    """The file as text. Raises InputError where it cannot be read, is too large, or holds no text."""
    shown = printable(str(path))
    data = _bytes(path, shown)
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown} is larger than {MAX_BYTES // 1000} kB; give the advertisement alone.")
    for begins, what in _OTHER_FILES.items():
        if data.startswith(begins):
            raise InputError(f"{shown} is {what}; save its words as text or Markdown.")
    text = decode_file(data, shown).text
    if _CONTROL.search(text):
        raise InputError(f"{shown} is not text; save the advertisement as text or Markdown.")
    text = clean(text)
    if not asks_of(text):
        raise InputError(f"{shown} holds no sentence; put the words of the advertisement into it.")
    return Advert(clean(path.name), text)


def _bytes(path: Path, shown: str) -> bytes:
    try:
        with path.expanduser().open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as exc:
        raise InputError(f"There is no file {shown}; check the name and the folder.") from exc
    except IsADirectoryError as exc:
        raise InputError(f"{shown} is a folder; name the file of the advertisement in it.") from exc
    except (OSError, ValueError, RuntimeError) as exc:
        raise InputError(f"{shown} cannot be read ({printable(str(exc))}); check path and rights.") from exc


def asks_of(text: str) -> tuple[str, ...]:
    """The sentences and items of an advertisement in their order, each once, without markup and headings, and
    without what is offered in return."""
    return tuple(dict.fromkeys(_sentences(text)))


def _sentences(text: str) -> Iterator[str]:
    for piece in _pieces(text):
        words = as_words(spoken(piece))
        for sentence in sentences(tokenize(words)):
            said = " ".join(word.text for word in words[sentence[0].word : sentence[-1].word + 1])
            if len(said.split()) >= FEWEST_WORDS and not _OFFERS.search(said):
                yield said


def _pieces(text: str) -> Iterator[str]:
    """Paragraphs and items."""
    alone = _lines_stand_alone(text)
    piece: list[str] = []
    for line in [*text.splitlines(), ""]:
        mark = line.lstrip().startswith("#")
        if piece and (alone or mark or not line.strip() or _ITEM.match(line)):
            yield "\n".join(piece)
            piece = []
        if line.strip() and not mark:
            piece.append(_ITEM.sub("- ", line, count=1))


def _lines_stand_alone(text: str) -> bool:
    begins = [_ITEM.sub("", line).lstrip()[:1] for line in text.splitlines() if line.strip()]
    return sum(not letter.islower() for letter in begins) >= CAPITALS_SHARE * len(begins)
