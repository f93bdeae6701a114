"""What was said as subtitles, SubRip (.srt) or WebVTT (.vtt)."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from voicesim.inputs.text import clean
from voicesim.speech.words import Word
from voicesim.store.records import Attempt

LINE_CHARACTERS = 42
LINES = 2
LONGEST_S = 7.0
SHORTEST_S = 1.0
"""A cue is at most two lines of 42 characters for 7 seconds, as Netflix's Timed Text Style Guide has it
(https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617), and for a second if it can."""

_PARTING_SILENCE_S = 0.8
_SENTENCE_CHARACTERS = 12
_COMMA_CHARACTERS = 12  # a cut may be this much further from the middle to follow a comma
_ENDS = (".", "!", "?", "…")
_ARROW = "-->"


@dataclass(frozen=True, slots=True)
class SubtitleCue:
    """Text of one or two lines, and when it is shown, in seconds."""

    start_s: float
    end_s: float
    text: str


def find_cues(words: Iterable[Word], offset_s: float = 0.0) -> tuple[SubtitleCue, ...]:
    """The words with times as cues that neither overlap nor exceed the readable sizes, `offset_s` later.

    A cue ends at a sentence or a silence, and within a sentence that is too long; no word is cut.
    """
    groups = list(_groups([word for word in words if word.start_s is not None and clean(word.text).split()]))
    starts = [group[0].start_s or 0.0 for group in groups]
    cues: list[SubtitleCue] = []
    for index, group in enumerate(groups):
        start_s = max(starts[index], cues[-1].end_s - offset_s if cues else 0.0)
        said_s = max(group[-1].end_s or 0.0, start_s + 0.1)
        free_until_s = starts[index + 1] if index + 1 < len(groups) else start_s + SHORTEST_S
        end_s = max(said_s, min(start_s + SHORTEST_S, free_until_s))
        cues.append(SubtitleCue(start_s + offset_s, end_s + offset_s, _lines(_text(group))))
    return tuple(cues)


def srt(attempts: Sequence[Attempt]) -> str:
    """The answers as one SubRip file, one after the other as their recordings would be when joined, with the
    reply to a follow-up after its answer."""
    blocks = [
        f"{number}\n{_time(cue.start_s, ',')} {_ARROW} {_time(cue.end_s, ',')}\n{_srt_text(cue.text)}\n"
        for number, cue in enumerate((cue for _, cues in _all_cues(attempts) for cue in cues), 1)
    ]
    return "\n".join(blocks)


def vtt(attempts: Sequence[Attempt]) -> str:
    """Like `srt`, as one WebVTT file; a note names each question and follow-up."""
    blocks = ["WEBVTT\n"]
    for attempt, cues in _all_cues(attempts):
        prompt = " ".join(clean(attempt.question.prompt).split()).replace(_ARROW, "→")
        blocks.append(f"NOTE {prompt}\n")
        blocks += [
            f"{_time(cue.start_s, '.')} {_ARROW} {_time(cue.end_s, '.')}\n"
            f"{html.escape(_unplaced(cue.text), quote=False)}\n"
            for cue in cues
        ]
    return "\n".join(blocks)


def _all_cues(attempts: Sequence[Attempt]) -> Iterator[tuple[Attempt, tuple[SubtitleCue, ...]]]:
    offset_s = 0.0
    for attempt in (each for answer in attempts for each in (answer, *answer.replies)):
        cues = find_cues(attempt.transcript.words if attempt.transcript else (), offset_s)
        if cues:
            yield attempt, cues
        last_s = cues[-1].end_s if cues else offset_s
        offset_s = max(offset_s + (attempt.recorded_s or 0.0), last_s)


def _groups(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Sentences, or what silence parts, each cut into as few cues of like length as will hold it."""
    first = 0
    for after in range(1, len(words) + 1):
        if after == len(words) or _parts(words[first:after], words[after]):
            yield from _fitted(words[first:after])
            first = after


def _parts(group: Sequence[Word], word: Word) -> bool:
    """Whether a new cue begins with `word` whatever its length."""
    said = _text(group)
    silence_s = (word.start_s or 0.0) - (group[-1].end_s or 0.0)
    return silence_s >= _PARTING_SILENCE_S or (said.endswith(_ENDS) and len(said) >= _SENTENCE_CHARACTERS)


def _fitted(words: Sequence[Word]) -> list[Sequence[Word]]:
    fewest = len(_text(words)) // (LINES * LINE_CHARACTERS + 1) + 1
    for number in range(fewest, len(words)):
        cut = _cut(words, number)
        if all(map(_fits, cut)):
            return cut
    return [[word] for word in words]


def _cut(words: Sequence[Word], number: int) -> list[Sequence[Word]]:
    """`number` groups of about as many characters each, rather after a comma than not."""
    ends = list(accumulate(len(word.text) + 1 for word in words))
    bounds = [0]
    for nth in range(1, number):
        wanted = ends[-1] * nth / number
        places = range(bounds[-1] + 1, len(words) - (number - nth) + 1)
        bounds.append(min(places, key=lambda at: abs(ends[at - 1] - wanted) - _comma_bonus(words[at - 1])))
    return [words[first:after] for first, after in pairwise([*bounds, len(words)])]


def _comma_bonus(word: Word) -> int:
    return _COMMA_CHARACTERS if word.text.endswith((",", ";", ":", "–", "—", *_ENDS)) else 0


def _fits(group: Sequence[Word]) -> bool:
    length_s = (group[-1].end_s or 0.0) - (group[0].start_s or 0.0)
    return length_s <= LONGEST_S and len(_wrapped(_text(group))) <= LINES


def _text(group: Iterable[Word]) -> str:
    return " ".join(" ".join(clean(word.text).split()) for word in group)


def _wrapped(text: str, width: int = LINE_CHARACTERS) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _lines(text: str) -> str:
    """One line where it fits, else two of about the same length."""
    if len(text) <= LINE_CHARACTERS:
        return text
    for width in range(len(text) // 2, LINE_CHARACTERS + 1):
        lines = _wrapped(text, width)
        if len(lines) <= LINES:
            return "\n".join(lines)
    return "\n".join(_wrapped(text))


def _srt_text(text: str) -> str:
    """SubRip has no escapes: what players would take for markup is written with look-alikes."""
    return _unplaced(text.replace(_ARROW, "→").replace("<", "‹").replace(">", "›"))


def _unplaced(text: str) -> str:
    """Without the beginning of a position on the screen, which some players know in either form."""
    return text.replace("{\\", "{/")


def _time(seconds: float, point: str) -> str:
    whole_ms = round(1000 * seconds)
    minutes, ms = divmod(whole_ms, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{ms // 1000:02d}{point}{ms % 1000:03d}"
