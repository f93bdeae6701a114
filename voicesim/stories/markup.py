"""Markdown as it would be read aloud: the words without their markup, every item and paragraph a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_WIKI_LINK = re.compile(r"!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_QUOTE = re.compile(r"\s*>+\s?")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}|\s*```.*|\s*~~~.*")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
_HEADING = re.compile(r"\s*#{1,6}\s")


def without_comments(text: str) -> str:
    """The text with comments left out and every line end kept, so that lines keep their numbers."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def spoken(text: str) -> str:
    """One line of sentences; headings inside of it, rules and comments are not said."""
    return " ".join(_closed(block) for block in _blocks(without_comments(text)))


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs and items of lists, each as one line."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        said = _QUOTE.sub("", line) if _QUOTE.match(line) else line
        item = _ITEM.match(said)
        silent = not said.strip() or _RULE.fullmatch(said) or _HEADING.match(said)
        if (silent or item) and block:
            yield " ".join(block)
            block = []
        if not silent:
            block += _bare(said[item.end() if item else 0 :]).split()


def _bare(line: str) -> str:
    return _EMPHASIS.sub("", _LINK.sub(r"\1", _WIKI_LINK.sub(r"\1", line)))


def _closed(block: str) -> str:
    return block if block[-1] in ".!?…:;" or block[-2:-1] in (".", "!", "?") else f"{block}."
