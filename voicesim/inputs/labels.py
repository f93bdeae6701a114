"""Who says which words: names and colons, voice tags, chevrons, and names on lines of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from voicesim.inputs.names import MAX_LETTERS, is_full_name, is_name, is_role, is_short_role
from voicesim.inputs.turns import Line, MarkedWord, Passage, key, without, written

_LABEL = re.compile(
    rf"(?:[-–—•]\s?)?[*_]{{0,2}}(?:\[(?P<square>[^\[\]]{{1,{MAX_LETTERS}}})\]|(?P<bare>[^\s:\[\]<>][^:\[\]<>]{{0,{MAX_LETTERS}}}?))"
    r"[*_]{0,2}\s?:[*_]{0,2}(?=\s|$)"
)
_BARE_ROLE = re.compile(r"[\[(](?P<name>[^\[\]()]{1,30})[\])]:?(?=\s|$)")
_CHEVRON = re.compile(r">{2,3}|»")
_SENTENCE_END = (".", "?", "!", "…", ")", "]", '"', "”", "-", "—")
_MAX_WORDS = 5
_NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Label:
    """A name at the beginning of a line, and how many characters it takes there."""

    name: str
    length: int


def with_voices(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The same passages, each piece with who says it, and without the labels that told so.

    Whoever is named goes on until somebody else is. A chevron without a name hands over to the other of
    two, to nobody known where there are more, and means nothing where nobody is named.
    """
    parted = tuple(replace(passage, lines=tuple(_parted(passage.lines))) for passage in passages)
    marked = any(piece.voice for passage in parted for line in passage.lines for piece in line)
    if not marked:
        parted = _with_name_lines(parted)
        marked = any(piece.voice for passage in parted for line in passage.lines for piece in line)
    lines = [line for passage in parted for line in passage.lines]
    names = frozenset() if marked else _trusted(lines)
    return tuple(_assigned(parted, names))


def hands_over(passages: Sequence[Passage]) -> bool:
    """Whether chevrons say that somebody else begins to speak, named or not."""
    return any(line and _CHEVRON.match(line[0].text) for passage in passages for line in passage.lines)


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, each begun anew at a chevron."""
    for line in lines:
        start = 0
        for at, piece in enumerate(line):
            if at > start and _CHEVRON.match(piece.text) and _changes(line, at):
                yield line[start:at]
                start = at
        yield line[start:]


def _changes(line: Line, at: int) -> bool:
    """Whether a chevron inside a line hands over to somebody, and is not "much greater than"."""
    after = written(line[at : at + 2]).lstrip(">» ")
    return line[at - 1].text.endswith(_SENTENCE_END) or after[:1].isupper()


def _label(line: Line) -> Label | None:
    """A name and a colon at the beginning of the line, or a role in brackets; behind a chevron or not."""
    text = written(line)
    chevron = _CHEVRON.match(text)
    start = chevron.end() + (text[chevron.end() : chevron.end() + 1] == " ") if chevron else 0
    role = _BARE_ROLE.match(text, start)
    if role is not None and is_role(role["name"]):
        return Label(role["name"], role.end())
    found = _LABEL.match(text, start)
    if found is None:
        return None
    name = (found["square"] or found["bare"]).strip(" *_")
    return Label(name, found.end()) if name and len(name.split()) <= _MAX_WORDS + 1 else None


def _trusted(lines: Sequence[Line]) -> frozenset[str]:
    """The labels that are names of people who speak, as keys.

    A role or a name behind a chevron is one always; what reads like a name is one when it comes again, when
    it has two words, or when it asks and another answers. In a dialogue where nearly every line has a label
    that comes again, they are names whatever they look like.
    """
    found = [(label, line) for line in lines if (label := _label(line)) is not None]
    counts = Counter(key(label.name) for label, _ in found)
    likely = {key(label.name): label.name for label, _ in found if is_name(label.name)}
    roles = {name for name, shown in likely.items() if is_role(shown)}
    chevron = {key(label.name) for label, line in found if _CHEVRON.match(line[0].text)}
    short = {key(label.name) for label, _ in found if is_short_role(label.name)}
    if len(short) > 1 or any(counts[name] > 1 for name in short):
        roles |= short
    if _is_all_dialogue(counts, len([line for line in lines if line])):
        return frozenset(counts)
    begins = bool(lines) and (first := _label(lines[0])) is not None and key(first.name) in likely
    again = {name for name in likely if counts[name] > 1}
    full = {name for name, shown in likely.items() if is_full_name(shown)}
    asks = any("?" in piece.text for line in lines for piece in line)
    dialogue = bool(roles or again or (begins and (full or (len(likely) > 1 and asks))))
    if not dialogue:
        return frozenset(chevron | roles)
    once = set(likely) if len(again | full | roles) < 2 else set()
    return frozenset(roles | chevron | again | full | once)


def _is_all_dialogue(counts: Counter[str], lines: int) -> bool:
    labelled = sum(counts.values())
    speakers = sum(count > 1 for count in counts.values())
    few_words = all(len(name.split()) <= 3 for name in counts)
    return speakers > 1 and few_words and speakers == len(counts) and labelled >= _NEARLY_ALL * lines


def _with_name_lines(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Voices from cues whose first line is a name, as some meeting tools write them."""
    firsts = [
        written(passage.lines[0]) if len(passage.lines) > 1 else ""
        for passage in passages
        if passage.start_s is not None and passage.lines
    ]
    named = [first for first in firsts if is_name(first)]
    comes_again = len({key(name) for name in named}) < len(named) or all(map(is_full_name, named))
    if not named or len(named) < _NEARLY_ALL * len(firsts) or not comes_again:
        return passages
    return tuple(
        replace(passage, lines=tuple(_voiced(line, written(passage.lines[0])) for line in passage.lines[1:]))
        if len(passage.lines) > 1 and is_name(written(passage.lines[0]))
        else passage
        for passage in passages
    )


def _voiced(line: Line, voice: str | None) -> Line:
    return tuple(replace(piece, voice=piece.voice or voice) for piece in line)


def _assigned(passages: Sequence[Passage], names: frozenset[str]) -> Iterator[Passage]:
    speakers = _speakers(passages, names)
    voice: str | None = None
    for passage in passages:
        lines = []
        for line in passage.lines:
            label = _label(line)
            chevron = _CHEVRON.match(line[0].text) if line else None
            if label is not None and key(label.name) in names:
                voice = speakers[key(label.name)]
                line = without(line, [(0, label.length)])
            elif chevron is not None:
                voice = _other(voice, list(speakers.values()))
                line = without(line, [(0, chevron.end())])
            said = []
            for piece in line:
                voice = piece.voice or voice
                said.append(MarkedWord(piece.text, piece.at_s, voice))
            lines.append(tuple(said))
        yield replace(passage, lines=tuple(line for line in lines if line))


def _speakers(passages: Sequence[Passage], names: frozenset[str]) -> dict[str, str]:
    """The people who speak, each as first written, by key."""
    found: dict[str, str] = {}
    for passage in passages:
        for line in passage.lines:
            label = _label(line)
            if label is not None and key(label.name) in names:
                found.setdefault(key(label.name), label.name)
            for piece in line:
                if piece.voice:
                    found.setdefault(key(piece.voice), piece.voice)
    return found


def _other(voice: str | None, speakers: Sequence[str]) -> str | None:
    others = [speaker for speaker in speakers if speaker != voice]
    return others[0] if len(speakers) == 2 and len(others) == 1 else None
