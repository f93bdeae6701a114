"""A bank that is being made: what a card holds, cut to what a bank can take, with what was guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voicesim.bank.hints import is_control
from voicesim.bank.limits import MAX_NOTES, MAX_POINTS, MAX_TEXT_CHARS
from voicesim.bank.question import Kind, Style
from voicesim.drafts.cards import Leftover, Pile, QuestionCard, has_words, lines_left, one_line
from voicesim.drafts.guess import GENERAL_POINT, USUAL_S, kind_of, split_time, style_of
from voicesim.drafts.names import Names

_NOT_TEXT = re.compile("[\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]")


@dataclass(frozen=True, slots=True)
class DraftPoint:
    """A key point; `made_up` where the file has none for the question."""

    id: str
    means: str
    kind: Kind = "content"
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question; the flags say what stands in no file, but was guessed."""

    id: str
    prompt: str
    style: Style
    target_s: float
    points: tuple[DraftPoint, ...]
    notes: tuple[str, ...] = ()
    style_guessed: bool = False
    target_guessed: bool = False


@dataclass(frozen=True, slots=True)
class DraftSection:
    """`id` and `title` are empty for questions without a section."""

    id: str
    title: str
    questions: tuple[DraftQuestion, ...]


@dataclass(frozen=True, slots=True)
class BankDraft:
    """A whole bank, and what of its file is not in it."""

    title: str
    sections: tuple[DraftSection, ...]
    left: tuple[Leftover, ...] = ()
    assumed: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[DraftQuestion, ...]:
        return tuple(question for section in self.sections for question in section.questions)


def drafted(pile: Pile, title: str = "") -> BankDraft:
    """The bank of a pile of cards; `title` goes before that of the file."""
    maker = _Maker()
    sections: dict[str, list[DraftQuestion]] = {}
    refused: dict[str, int] = {}
    for card in pile.cards:
        question, heading = maker.question(card), maker.heading(card)
        if question is not None:
            sections.setdefault(heading, []).append(question)
        else:
            refused.setdefault(heading, card.line)
    named = tuple(_section(name, questions, maker.sections) for name, questions in sections.items())
    told = maker.line(title or pile.title)
    left = [*pile.left, *maker.left]
    for heading in refused.keys() - sections.keys():
        left += lines_left(refused[heading], [heading])
    if told and (not has_words(told) or len(told) > MAX_TEXT_CHARS):
        left += lines_left(1, [told])
        told = ""
    return BankDraft(told, named, tuple(sorted(left, key=lambda each: each.line)), _said(pile, maker))


def _section(name: str, questions: Sequence[DraftQuestion], taken: Names) -> DraftSection:
    return DraftSection(taken.of(name, "section") if name else "", name, tuple(questions))


def _said(pile: Pile, maker: _Maker) -> tuple[str, ...]:
    if not maker.controls:
        return pile.assumed
    signs = sum(maker.controls.values())
    return (*pile.assumed, f"{signs} control characters, which no text needs, are taken out.")


class _Maker:
    """Makes questions of cards. `left` is what fits nowhere, `controls` are signs that were taken out."""

    def __init__(self) -> None:
        self.left: list[Leftover] = []
        self.controls: Counter[str] = Counter()
        self.sections = Names()
        self._ids = Names()

    def line(self, text: str) -> str:
        """The text on one line, without the characters that a bank refuses."""
        flat = one_line(text)
        bad = [char for char in flat if is_control(char) or _NOT_TEXT.match(char)]
        self.controls.update(bad)
        return one_line("".join(char for char in flat if char not in bad)) if bad else flat

    def heading(self, card: QuestionCard) -> str:
        """The title of its section; one that a bank cannot take is left out."""
        title = self.line(card.section)
        if title and (not has_words(title) or len(title) > MAX_TEXT_CHARS):
            self.left += lines_left(card.line, [title])
            return ""
        return title

    def question(self, card: QuestionCard) -> DraftQuestion | None:
        """None, with its words left out, where there is no word to ask."""
        told, target_s = split_time(self.line(card.prompt))
        if not has_words(told):
            self.left += lines_left(card.line, [card.prompt, *card.points, *card.notes, card.id])
            return None
        prompt, rest = _cut(told)
        style = card.style or style_of(prompt)
        points, over = self._points(card.points, style)
        target = card.target_s or target_s
        name = card.id or prompt
        return DraftQuestion(
            self._ids.of(name, "question"),
            prompt,
            style,
            target or USUAL_S[style],
            points,
            self._notes(card, [*rest, *over]),
            style_guessed=card.style is None,
            target_guessed=target is None,
        )

    def _points(self, texts: Iterable[str], style: Style) -> tuple[tuple[DraftPoint, ...], list[str]]:
        """The key points, and what of them can only be noted: without words, too long or too many."""
        points: list[DraftPoint] = []
        over: list[str] = []
        taken = Names()
        for text in map(self.line, texts):
            if not has_words(text) or len(points) == MAX_POINTS:
                over += [text] if text else []
                continue
            means, rest = _cut(text)
            over += rest
            points.append(DraftPoint(taken.of(means, "point"), means, kind_of(means)))
        if not points:
            points = [DraftPoint("answer", GENERAL_POINT[style], made_up=True)]
        return tuple(points), over

    def _notes(self, card: QuestionCard, over: Iterable[str]) -> tuple[str, ...]:
        pieces: list[str] = []
        for text in (*over, *map(self.line, card.notes)):
            rest = [text] if text else []
            while rest:
                piece, rest = _cut(rest[0])
                pieces.append(piece)
        self.left += lines_left(card.line, pieces[MAX_NOTES:])
        return tuple(pieces[:MAX_NOTES])


def _cut(text: str) -> tuple[str, list[str]]:
    """As much as one text of a bank can hold, to the end of a word, and the rest if there is one."""
    if len(text) <= MAX_TEXT_CHARS:
        return text, []
    end = text.rfind(" ", 1, MAX_TEXT_CHARS + 1)
    end = end if end > 0 else MAX_TEXT_CHARS
    return text[:end], [text[end:].strip()]
