"""Questions written as Markdown: headings are sections or questions, items questions or key points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from voicesim.drafts.cards import Leftover, Pile, QuestionCard, has_words, lines_left, one_line
from voicesim.drafts.outline import Outline, OutlineBlock, read_outline

_ASKS = re.compile(
    r".*\?$|(tell|describe|explain|walk|give|share|talk|imagine|suppose|discuss|convince|teach) .*"
    r"|(design|estimate|pick|choose|think of|name|build|improve) (a|an|the|one|your|how|something)\b.*"
    r"|(how|what|why|when|where|which|who|if|as|is|are|can|could|would|should|do|did|have|you|your)\b.*"
    r"\b(you|your|yourself|we|our)\b.*|how (many|much) .*",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(
    r"^(?:\d{1,3}[.)]\s+|(?:q|question)\s*(?:\d{1,3}\s*[:.)–-]|:)\s*|\(\d{1,3}\)\s+)", re.IGNORECASE
)
_ASKED = re.compile(r"^(?:q|question)\s*\d*\s*:", re.IGNORECASE)
_POINTS = re.compile(r"^(?:a|answer|points?|key points?|good answers?)\s*:\s*", re.IGNORECASE)


def read_markdown(text: str, name: str) -> Pile:
    """The questions of a Markdown text. Raises InputError for one that is nested without end."""
    outline = read_outline(text, name)
    if outline.blocks and all(block.kind == "text" for block in outline.blocks):
        return _plain_lines(outline)
    reader = _MarkdownReader(outline)
    reader.read()
    return reader.pile()


def asks(text: str) -> bool:
    """Whether a text reads like a question."""
    return _ASKS.fullmatch(unnumbered(one_line(text))) is not None


def unnumbered(text: str) -> str:
    """A question without the number in front of it, such as "12." or "Q3:"."""
    return _NUMBER.sub("", text, count=1)


def _plain_lines(outline: Outline) -> Pile:
    lines = [
        (block.line + at, line)
        for block in outline.blocks
        for at, line in enumerate(block.text.split("\n"))
        if line.strip()
    ]
    asides = (left for block in outline.blocks for left in lines_left(block.line, block.asides))
    cards = tuple(QuestionCard(line, unnumbered(one_line(text))) for line, text in lines)
    assumed = ("There are no headings and no lists: each line is taken for a question.",)
    return Pile(cards, outline.title, (*outline.left, *asides), assumed)


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading around what is read; the text of one that asks is its question's, and empty here."""

    level: int
    text: str
    line: int


@dataclass(slots=True)
class _Open:
    """A question whose points are still being read; `depth` is that of its key points' items."""

    line: int
    prompt: str
    section: str
    depth: int
    points: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def card(self) -> QuestionCard:
        points = tuple(_joined(point) for point in self.points)
        return QuestionCard(self.line, self.prompt, self.section, points, tuple(self.notes))


def _joined(point: Sequence[str]) -> str:
    """A point with the items below it."""
    first, *below = point
    return f"{first.rstrip(':')}: {'; '.join(below)}" if below else first


class _MarkdownReader:
    def __init__(self, outline: Outline) -> None:
        self._blocks = outline.blocks
        self._left: list[Leftover] = list(outline.left)
        self._title = outline.title
        self._title_at = _title_at(outline.blocks)
        self._cards: list[_Open] = []
        self._open: _Open | None = None
        self._path: list[_Heading] = []
        self._unused: dict[int, _Heading] = {}
        self._questions_are_items = True
        self._headings_asked = 0
        self._unlike = 0

    def read(self) -> None:
        for at, block in enumerate(self._blocks):
            match block.kind:
                case "heading":
                    self._heading(at, block)
                case "item":
                    self._item(block)
                case "text":
                    self._text(at, block)
            self._aside(block)

    def pile(self) -> Pile:
        cards = tuple(each.card() for each in self._cards)
        for heading in self._unused.values():
            self._left += lines_left(heading.line, [heading.text])
        return Pile(
            cards, self._title, tuple(sorted(self._left, key=lambda each: each.line)), tuple(self._assumed())
        )

    def _assumed(self) -> list[str]:
        told = []
        if self._headings_asked:
            told.append("Headings that read like questions, or whose items do not, are taken for questions.")
        if self._unlike:
            told.append(
                "Items that do not read like questions are taken for questions, since they stand right "
                "below the heading of a section."
            )
        return told

    # Headings

    def _heading(self, at: int, block: OutlineBlock) -> None:
        text, within = one_line(block.text), self._following(at, "item", "text")
        inside = self._open is not None and not self._questions_are_items
        deeper = inside and block.level > self._path[-1].level
        self._path = [each for each in self._path if each.level < block.level]
        if at == self._title_at:
            self._left += lines_left(1, [self._title] if self._title != text else [])
            self._title = text
        elif asks(text) and (text.endswith("?") or not _hold_questions(within)):
            self._heading_asks(block, text)
        elif deeper and self._open is not None:
            self._open.notes.append(text)
        elif self._path and within and self._holds_points(at, block, within):
            self._heading_asks(block, text)
        else:
            self._path.append(_Heading(block.level, text, block.line))
            self._unused[block.line] = self._path[-1]
            self._open, self._questions_are_items = None, True

    def _heading_asks(self, block: OutlineBlock, text: str) -> None:
        self._headings_asked += 1
        self._start(block, text, depth=1)
        self._path.append(_Heading(block.level, "", block.line))
        self._questions_are_items = False

    def _following(self, at: int, *kinds: str) -> Sequence[OutlineBlock]:
        """The blocks of these kinds right after this one."""
        end = at + 1
        while end < len(self._blocks) and self._blocks[end].kind in kinds:
            end += 1
        return self._blocks[at + 1 : end]

    def _holds_points(self, at: int, block: OutlineBlock, within: Sequence[OutlineBlock]) -> bool:
        """Whether what stands below a heading belongs to one question: no questions, and no section."""
        below = at + 1 + len(within)
        leaf = below == len(self._blocks) or self._blocks[below].level <= block.level
        listed = any(each.kind == "item" for each in within)
        return (leaf or listed) and not _hold_questions(within)

    # Items and texts

    def _item(self, block: OutlineBlock) -> None:
        text = one_line(block.text)
        if (
            self._questions_are_items
            and (block.level == 1 or self._open is None)
            and not self._by_text(block)
        ):
            self._unlike += not asks(text)
            self._start(block, text, depth=block.level + 1)
            return
        assert self._open is not None, "a heading that asks, a text that asks or an item has opened it"
        if block.level <= self._open.depth or not self._open.points:
            self._open.points.append([text])
        else:
            self._open.points[-1].append(text)

    def _by_text(self, block: OutlineBlock) -> bool:
        """Whether the items belong to a question that stands above them as a text."""
        return self._open is not None and self._open.depth == block.level == 1

    def _text(self, at: int, block: OutlineBlock) -> None:
        text = one_line(block.text)
        opens = block.level == 0 and self._questions_are_items and self._asks_alone(at, block)
        if opens:
            for offset, line in enumerate(_questions(block.text)):
                self._start(OutlineBlock("text", 0, line, block.line + offset), one_line(line), depth=1)
        elif self._open is not None and _POINTS.match(text) and has_words(_POINTS.sub("", text)):
            self._open.points.append([_POINTS.sub("", text)])
        elif self._open is not None and (
            block.level or not self._questions_are_items or self._open.depth == 1
        ):
            self._open.notes.append(text)
        else:
            self._left += lines_left(block.line, [text])

    def _asks_alone(self, at: int, block: OutlineBlock) -> bool:
        """A text that asks, and does not introduce a list of questions."""
        if _ASKED.match(block.text):
            return True
        return bool(_questions(block.text)) and not _hold_questions(self._following(at, "item"))

    def _start(self, block: OutlineBlock, text: str, *, depth: int) -> None:
        section = ": ".join(each.text for each in self._path if each.text)
        for each in self._path:
            self._unused.pop(each.line, None)
        self._open = _Open(block.line, unnumbered(text), section, depth)
        self._cards.append(self._open)

    def _aside(self, block: OutlineBlock) -> None:
        """Addresses go with the question that is open."""
        if self._open is not None:
            self._open.notes += block.asides
        else:
            self._left += lines_left(block.line, block.asides)


def _title_at(blocks: Sequence[OutlineBlock]) -> int | None:
    """The heading of the whole text: the only one of the first level, above all else."""
    found = [at for at, block in enumerate(blocks) if block.kind == "heading"]
    alone = found and all(blocks[at].level > 1 for at in found[1:]) and blocks[found[0]].level == 1
    listed = alone and any(block.kind == "item" for block in blocks[: found[0]])
    asked = alone and len(found) == 1 and asks(blocks[found[0]].text)
    return found[0] if alone and not listed and not asked else None


def _questions(text: str) -> list[str]:
    """A text that asks, cut into its lines where each of them asks; empty when it does not."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(asks(line) for line in lines):
        return lines
    return [text] if asks(text) or _ASKED.match(text) else []


def _hold_questions(blocks: Sequence[OutlineBlock]) -> bool:
    """Whether the items of a list are questions: they have points below them, or read like questions."""
    items = [block for block in blocks if block.kind == "item"]
    top = [block for block in items if block.level == 1]
    return len(items) > len(top) or sum(asks(block.text) for block in top) * 2 >= len(top) > 0
