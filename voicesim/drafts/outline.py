"""Markdown as headings, items of lists and texts, with their lines; markdown-it knows what is which."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from voicesim.drafts.cards import Leftover, lines_left
from voicesim.drafts.web_text import web_text
from voicesim.errors import InputError

MAX_NESTING = 60
_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OutlineBlock:
    """`level` is 1 to 6 of a heading; of items and texts it is the number of lists around them. A text keeps
    the ends of its lines; `asides` are addresses and titles of its links and pictures."""

    kind: Literal["heading", "item", "text"]
    level: int
    text: str
    line: int
    asides: tuple[str, ...] = ()


@dataclass(slots=True)
class Outline:
    """`title` is that of a front matter; `left` is what is in no block."""

    blocks: list[OutlineBlock] = field(default_factory=list)
    left: list[Leftover] = field(default_factory=list)
    title: str = ""


def read_outline(text: str, name: str) -> Outline:
    """The blocks of a Markdown text in its order. Raises InputError for lists within lists without end."""
    outline = Outline()
    body = _without_front(text, outline)
    env: dict[str, Any] = {}
    tokens = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table").parse(body, env)
    for token in tokens:
        if token.level >= MAX_NESTING - 1:
            line = token.map[0] + 1 if token.map else 1
            raise InputError(f"{name}:{line}: lists or quotes are nested too deeply; move some of them out.")
    walk = _Walk(outline)
    for token in tokens:
        walk.step(token)
    outline.left += _unused(env, walk.used)
    return outline


def _without_front(text: str, outline: Outline) -> str:
    """The text with blank lines in place of a front matter, whose title is taken and the rest listed."""
    front = _FRONT.match(text)
    if front is None:
        return text
    for number, line in enumerate((front[1] or "").splitlines(), 2):
        key, _, value = line.partition(":")
        if key.strip().lower() == "title" and not outline.title:
            outline.title = value.strip().strip("\"'")
        else:
            outline.left += lines_left(number, [line])
    return "\n" * front[0].count("\n") + text[front.end() :]


class _Walk:
    """Takes the parser's tokens one by one; `used` are the addresses that were seen in links."""

    def __init__(self, outline: Outline) -> None:
        self.used: set[str] = set()
        self._outline = outline
        self._lists = 0
        self._quotes = 0
        self._heading = 0
        self._item = False
        self._line = 1
        self._row: list[str] | None = None
        self._row_asides: list[str] = []

    def step(self, token: Token) -> None:
        if token.map:
            self._line = token.map[0] + 1
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._lists += 1
            case "bullet_list_close" | "ordered_list_close":
                self._lists -= 1
            case "list_item_open":
                self._item = True
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "heading_open" | "heading_close":
                self._heading = int(token.tag[1]) if token.nesting > 0 else 0
            case "tr_open":
                self._row, self._row_asides = [], []
            case "tr_close":
                row, self._row = " | ".join(self._row or ()), None
                self._add(row, self._row_asides)
            case "inline":
                self._inline(token)
            case "fence" | "code_block":
                self._add("\n".join(filter(None, (token.info.strip(), token.content))), ())
            case "html_block":
                self._web(token.content, ())

    def _inline(self, token: Token) -> None:
        children = token.children or []
        asides = list(self._asides(children))
        if any(child.type == "html_inline" for child in children):
            self._web("".join(_source(child) for child in children), asides)
        else:
            self._add("".join(_said(child) for child in children), asides)

    def _asides(self, children: Iterable[Token]) -> Iterator[str]:
        shown = {child.content for child in children if child.type == "text"}
        for child in children:
            for name in ("href", "src", "title"):
                value = str(child.attrs.get(name, ""))
                self.used.add(value)
                if value and value.removeprefix("mailto:") not in shown:
                    yield value

    def _web(self, source: str, asides: Iterable[str]) -> None:
        found = web_text(source)
        self._outline.left += lines_left(self._line, found.unshown)
        self._add(found.text, (*asides, *found.addresses))

    def _add(self, text: str, asides: Iterable[str]) -> None:
        if self._row is not None:
            self._row.append(text)
            self._row_asides += asides
            return
        asides = tuple(asides)
        if not text.strip() and not asides:
            return
        block = OutlineBlock("text", self._lists, text, self._line, asides)
        if self._heading and not self._lists and not self._quotes:
            block = OutlineBlock("heading", self._heading, text, self._line, asides)
        elif self._item:
            block = OutlineBlock("item", self._lists, _CHECKBOX.sub("", text), self._line, asides)
        self._item = False
        self._outline.blocks.append(block)


def _said(child: Token) -> str:
    return "\n" if child.type in ("softbreak", "hardbreak") else child.content


def _source(child: Token) -> str:
    """As `_said`, to be read as HTML."""
    return child.content if child.type == "html_inline" else html.escape(_said(child), quote=False)


def _unused(env: Mapping[str, Any], used: set[str]) -> Iterator[Leftover]:
    """Addresses that are given at the end of a text, as `[name]: address`, and that no link goes to."""
    given = [(label, each) for label, each in env.get("references", {}).items() if each["href"] not in used]
    given += [(each.get("label", ""), each) for each in env.get("duplicate_refs", ())]
    for label, each in given:
        line = (each.get("map") or [0])[0] + 1
        yield from lines_left(line, [f"{label} {each['href']} {each.get('title') or ''}"])
