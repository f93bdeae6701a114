"""A text as it is spoken; on the screen it stays as it was written."""

from __future__ import annotations

import unicodedata

from voicesim.speech.english import looks_english
from voicesim.speech.in_words import in_words
from voicesim.speech.markup import is_picture, without_markup


def speakable(text: str) -> str:
    """The text as an engine may have it: one line of words, and nothing that an engine takes for a command.

    Markup goes, and in English texts signs, figures and abbreviations become words. Control characters become
    spaces and invisible ones vanish (a NUL ends a C string early); a leading "<" goes because SAPI reads what
    follows as markup; "[[" is split because macOS reads commands between such brackets.
    """
    kept = "".join(map(_kept, unicodedata.normalize("NFC", text)))
    plain = without_markup(kept)
    said = in_words(plain) if looks_english(plain) else plain
    one_line = " ".join(said.split())
    return one_line.replace("[[", "[ [").replace("]]", "] ]").lstrip("< ")


def unspeakable(text: str) -> tuple[str, ...]:
    """What an English voice leaves out or reads as nobody would, as the end of "the voice ..."."""
    shown = (char for char in dict.fromkeys(text) if unicodedata.category(char)[0] == "S")
    pictures = [char for char in shown if is_picture(char)]
    found = [f"leaves out {' '.join(pictures)}"] if pictures else []
    plain = without_markup(text)
    foreign = list(dict.fromkeys(char for char in plain if char.isalpha() and ord(char) > 0x24F))
    if not looks_english(plain):
        found.append("is an English one, and this does not look like English")
    elif foreign:
        found.append(f"does not know {' '.join(foreign[:10])}")
    if not any(char.isalnum() for char in plain):
        found.append("has nothing to say")
    return tuple(found)


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    return "" if category.startswith("C") else character
