"""HTML as plain lines. What is formatting goes; words, addresses and what only looks like a tag stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from voicesim.inputs.text import vocabulary

_LINES = vocabulary(
    """
    p div br hr li ul ol dl dt dd tr table thead tbody h1 h2 h3 h4 h5 h6 blockquote pre section article
    header footer details summary figure figcaption
    """
)
_INLINE = vocabulary(
    """
    a abbr b bdi bdo big body caption center cite code col colgroup del dfn em font head html i img ins
    kbd label mark math q rp rt ruby s samp script small span strike strong style sub sup svg td th title
    tt u var wbr audio video source
    """
)
_HIDDEN = vocabulary("script style")
_LOOKS_LIKE_HTML = re.compile(
    rf"</?(?:{'|'.join(sorted(_LINES | _INLINE))})(?:\s[^<>]*)?/?>"
    "|&(?:#\\d+|#x[0-9a-f]+|nbsp|amp|lt|gt|quot);",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WebText:
    """`text` has a line for each block, items of lists after a dash, two spaces deeper for each list around
    them; `addresses` are those of links and pictures, `unshown` comments, scripts and style sheets."""

    text: str
    addresses: tuple[str, ...] = ()
    unshown: tuple[str, ...] = ()


def looks_like_html(text: str) -> bool:
    return _LOOKS_LIKE_HTML.search(text) is not None


def web_text(source: str) -> WebText:
    """The plain text of a piece of HTML, however broken."""
    parser = _HtmlReader()
    parser.feed(source)
    parser.close()
    parser.end_line()
    return WebText("\n".join(parser.lines), tuple(parser.addresses), tuple(parser.unshown))


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.addresses: list[str] = []
        self.unshown: list[str] = []
        self._line = ""
        self._depth = 0
        self._item = ""
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _LINES | _INLINE:
            self._line += self.get_starttag_text() or ""
        if tag in _LINES:
            self.end_line()
        if tag in ("td", "th") and self._line.strip():
            self._line += " | "
        self._depth += tag in ("ul", "ol")
        if tag == "li":
            self._item = "  " * max(0, self._depth - 1) + "- "
        self._hidden = self._hidden or tag in _HIDDEN
        told = {name: value for name, value in attrs if value}
        self.addresses += [told[name] for name in ("href", "src", "alt") if name in told]

    def handle_endtag(self, tag: str) -> None:
        if tag not in _LINES | _INLINE:
            self._line += f"</{tag}>"
        if tag in _LINES:
            self.end_line()
        self._depth = max(0, self._depth - (tag in ("ul", "ol")))
        self._hidden = self._hidden and tag not in _HIDDEN

    def handle_data(self, data: str) -> None:
        if self._hidden:
            self.unshown.append(data)
            return
        first, *others = data.split("\n")
        self._line += first
        for other in others:
            self._line += " " + other

    def handle_comment(self, data: str) -> None:
        self.unshown.append(data)

    def handle_decl(self, decl: str) -> None:
        self.unshown.append(decl)

    def handle_pi(self, data: str) -> None:
        self.unshown.append(data)

    def unknown_decl(self, data: str) -> None:
        self.unshown.append(data)

    def end_line(self) -> None:
        if self._line.strip():
            self.lines.append(self._item + " ".join(self._line.split()))
            self._item = ""
        self._line = ""
