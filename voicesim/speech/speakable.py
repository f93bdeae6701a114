"""A text as it is spoken; on the screen it stays as it was written."""

from __future__ import annotations

import html
import re
import unicodedata

from voicesim.speech.in_words import in_words


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


_ENGLISH = """and any are been by can could did does for from had has have how if into its of our than that
    the their them then there they this up us were what when where which who why with would you your tell
    about"""
_OTHERS = """der das den dem des und ist sie ihr ihre wir ein eine einer einem einen nicht wie für auf von
    zu warum welche war haben wurde le la les une est et que qui vous nous pour dans avec avez
    votre moi quoi pourquoi sur el los las una por qué cómo como para usted su cuando del il che di
    gli nel perché lo della um uma não você os het een met je waarom hoe en voor om och att det som
    är på och nie"""
_SMALL = frozenset(_ENGLISH.split())
_FOREIGN = frozenset(_OTHERS.split())


def looks_english(text: str) -> bool:
    """False where another language's small words outnumber the English ones, or letters do."""
    letters = [char for char in text if char.isalpha()]
    if letters and sum(ord(char) > 0x24F for char in letters) > len(letters) / 2:
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in _FOREIGN for word in words) <= sum(word in _SMALL for word in words)


_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_REFERENCE = re.compile(r"(?<=\])\[[^\[\]]*\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->")
_ADDRESS = re.compile(
    r"<?\b(?:https?://|www\.)(?:www\.)?([^\s/<>()\[\]:?#]+)[^\s<>()\[\]]*?(?=[.,;:!?]*(?:[\s<>()\[\]]|$))>?"
)
_MAIL = re.compile(r"\b([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_LINE_START = re.compile(r"^\s*(?:#{1,6}\s+|>\s+|[-*+•]\s+)")
_EMPHASIS = re.compile(r"(\*{1,3}|~~|`+|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))")
# What stays of the signs that Unicode calls symbols: those that are read as words, or stand for one.
_READ = frozenset("$£€₹¥¢%+=<>~|^`°×÷±≈≤≥≠→⇒←↔−™®©§½¼¾⅓⅔⅕")


def without_markup(text: str) -> str:
    """The words of a text, with the names of what it links to in place of the links."""
    plain = html.unescape(text)
    plain = _LINE_START.sub("", plain)
    plain = _LINK.sub(r"\1", plain)
    plain = _REFERENCE.sub("", plain)
    plain = _ADDRESS.sub(lambda found: found[1].replace(".", " dot "), plain)
    plain = _TAG.sub(" ", plain)
    plain = _MAIL.sub(lambda found: f"{found[1]} at {found[2].replace('.', ' dot ')}", plain)
    plain = re.sub(r"(?<=\s)\*(?=\s)|(?<=\d)\*(?=\d)", "×", plain)
    plain = _EMPHASIS.sub("", plain)
    return "".join(char for char in plain if not is_picture(char))


def is_picture(char: str) -> bool:
    """Whether a character is an emoji or another sign that no voice reads as a word."""
    code = ord(char)
    shapes = 0xFE00 <= code <= 0xFE0F or code == 0x20E3  # how the sign before it is drawn
    return char not in _READ and (shapes or unicodedata.category(char) in ("So", "Sk", "Sm"))
