"""What transcripts write down that nobody said: sounds, music, gaps and clock times in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from voicesim.inputs.names import is_role
from voicesim.inputs.text import vocabulary
from voicesim.inputs.turns import Line, MarkedWord, Passage, without, written

_LONGEST = 12
"""Brackets around more words than that are somebody's way of writing."""

_SHORT = 80
"""No line that describes a sound and nothing else has more letters."""

_BRACKETS = re.compile(r"\[([^\[\]\n]{0,200})\](\s*:)?")
_MAYBE = re.compile(
    r"\(([^()\n]{1,120})\)|\*([^*\n]{1,60})\*|<([^<>\n]{1,60})>|\{([^{}\n]{1,60})\}|♪([^♪]{1,60})♪"
)
_CLOCK = re.compile(
    r"\s*(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d+)?(?:\s*(?:-|–|-->)\s*(?:\d{1,3}:)?\d{1,3}:\d{2})?\s*"
)
_NOTES = re.compile("[♪♫♬♩🎵🎶]+")
_WORD = re.compile(r"[^\W_]+")

_SOUND = vocabulary(
    """applause applauds applauding clap claps clapping cheer cheers cheering music musical song singing sings
    laugh laughs laughing laughter chuckle chuckles chuckling giggle giggles giggling snicker snickers sigh
    sighs sighing cough coughs coughing sneeze sneezes sneezing sniff sniffs sniffing sniffles gasp gasps
    gasping groan groans groaning grunts breath breathes breathing inhales exhales yawns yawning throat hums
    humming whistles whistling inaudible unintelligible indistinct indiscernible incomprehensible crosstalk
    silence silent pause pauses pausing noise noises static feedback beep beeps beeping bleep buzz buzzes
    buzzing ding dings ringing rings ringtone chime chimes bell typing clatter clicking clicks click knock
    knocks knocking bang thud slams rustling rustles shuffling footsteps barks barking meows crying cries
    sobs sobbing screaming screams shouting shouts whispers whispering murmurs murmuring mumbles mumbling
    chatter chattering audio blank foreign smacks crackles crackling hiss wind thunder rain traffic siren
    sirens overlapping censored redacted bleeped mic microphone"""
)
_AROUND = vocabulary(
    """a an and the in on of to at by with for is are not no some more very both all their his her
    background soft softly light lightly loud loudly quiet quietly gentle gently low high long short brief
    briefly slow upbeat dramatic tense ambient electronic instrumental classical calm cheerful sad happy
    bright dark lively intro outro theme playing plays play continues continuing continue starts start begins
    stops stop ends fades fading fade resumes swells audience crowd people person man woman speaker speakers
    speaking speaks speech language other together everyone everybody clears clearing clear phone cell door
    doors dog cat bird birds car keyboard mouse paper chair table glass closes closing opens opening creaks
    nervous nervously awkward awkwardly heavy heavily deep deeply sharply off camera screen word words voice
    voices talking talk connection lost bad cut out break gap second seconds minute minutes"""
)
# Words that stand for a sound only in a transcript with times; in an answer "(music)" may be what is sold
_STRONG = vocabulary(
    """applause laughs laughing laughter chuckles chuckling giggles sighs sighing coughs coughing inaudible
    unintelligible indistinct indiscernible crosstalk sneezes sniffs gasps throat"""
)


def without_sounds(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """The passages with only what was said, and what was left out of them, in order."""
    timed = any(passage.start_s is not None for passage in passages)
    left_out: list[str] = []
    kept = []
    for passage in passages:
        lines = tuple(_spoken(line, left_out, timed=timed) for line in _joined(passage.lines))
        kept.append(Passage(tuple(line for line in lines if line), passage.start_s, passage.end_s))
    return tuple(kept), tuple(left_out)


def is_sound(text: str, *, timed: bool = True) -> bool:
    """Whether these words describe a sound or a gap; more words may where the transcript has times."""
    words = [word.lower() for word in _WORD.findall(text.replace("_", " "))]
    sounds = [word for word in words if word in _SOUND]
    known = all(word in _SOUND or word in _AROUND or word.isdigit() for word in words)
    return bool(sounds) and known and (timed or any(word in _STRONG for word in sounds))


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with one that opens a bracket and the one that closes it as one."""
    held: Line = ()
    for line in lines:
        held = (*held, *line)
        text = written(held)
        if any(text.count(a) > text.count(b) for a, b in ("[]", "()")) and len(held) <= 2 * _LONGEST:
            continue
        yield held
        held = ()
    if held:
        yield held


def _spoken(line: Line, left_out: list[str], *, timed: bool) -> Line:
    text = written(line)
    if not any(sign in text for sign in "[(*<{♪♫♬♩🎵🎶"):
        return line
    spans = [*_bracketed(text), *_described(text, timed=timed)]
    left_out += [
        text[first:after]
        for first, after in sorted(spans)
        if not _CLOCK.fullmatch(text[first + 1 : after - 1])
    ]
    return _if_words(without(line, [*spans, *(note.span() for note in _NOTES.finditer(text))]))


def _if_words(line: Sequence[MarkedWord]) -> Line:
    """Nothing when only marks are left."""
    return tuple(line) if any(_WORD.search(piece.text) for piece in line) else ()


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """Square brackets; not those around a speaker, and not the text of a link."""
    for found in _BRACKETS.finditer(text):
        names_speaker = is_role(found[1]) or (found[2] is not None and not _CLOCK.fullmatch(found[1]))
        is_link = text[found.end() : found.end() + 1] == "("
        if not names_speaker and not is_link and len(found[1].split()) <= _LONGEST:
            yield found.start(), found.end(1) + 1


def _described(text: str, *, timed: bool) -> Iterator[tuple[int, int]]:
    for found in _MAYBE.finditer(text):
        inner = next(group for group in found.groups() if group is not None)
        alone = timed and found[1] is not None and _is_alone(text, *found.span()) and _is_plain(inner)
        if _CLOCK.fullmatch(inner) or ((is_sound(inner, timed=timed) or alone) and not is_role(inner)):
            yield found.span()


def _is_alone(text: str, first: int, after: int) -> bool:
    return len(text) <= _SHORT and not _WORD.search(text[:first]) and not _WORD.search(text[after:])


def _is_plain(inner: str) -> bool:
    """Small letters or all capitals, few, without a figure or a full stop: "(door slams)"."""
    few = len(inner.split()) <= 4
    return few and (inner == inner.lower() or inner == inner.upper()) and not re.search(r"[\d.?!,]", inner)
