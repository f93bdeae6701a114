"""Text without what was written for the eye only: Markdown, HTML, links, pictures and emoji."""

from __future__ import annotations

import html
import re
import unicodedata

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
