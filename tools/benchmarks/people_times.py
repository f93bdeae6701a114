"""When words were said and where there were pauses, against references that have times.

The file that a line of the manifest names as `word_times` is a JSON array of
`{"word": "so", "start": 1.05, "end": 1.2}`, in seconds; `speaker` may tell who said it. Pauses are compared
only where one person speaks: between several they are gaps in the talk, and in the references of meetings a
word goes on until the next one of the same person, through the silence between them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from voicesim.assess.timing import with_missed_voice
from voicesim.errors import InputError
from voicesim.speech.word_error_rate import normalise
from voicesim.speech.words import SpeechSpan, Word

PAUSE_S = 0.5
"""Shorter gaps are not counted as pauses here."""

NEARLY_S = 0.4
"""A pause is right, too, when its counterpart is not quite as long: both ends may be off by 0.05 s."""

QUIET_S, BESIDE_S = 1.0, 0.3
"""Where no word is said for so long, a word written is invented if its middle lies so far from both ends."""

SHARED = 0.5
"""Two pauses are the same when what they share is this part of both together, at least."""


@dataclass(frozen=True, slots=True)
class Times:
    """Of one recording or more: errors in seconds of the words that both have, and counts of pauses."""

    starts_s: tuple[float, ...] = ()
    ends_s: tuple[float, ...] = ()
    onsets_s: tuple[float, ...] = ()
    pauses_said: int = 0
    pauses_found: int = 0
    said_right: int = 0
    found_right: int = 0
    quiet_s: float = 0.0
    invented: int = 0

    def __add__(self, other: Times) -> Times:
        return Times(
            self.starts_s + other.starts_s,
            self.ends_s + other.ends_s,
            self.onsets_s + other.onsets_s,
            self.pauses_said + other.pauses_said,
            self.pauses_found + other.pauses_found,
            self.said_right + other.said_right,
            self.found_right + other.found_right,
            self.quiet_s + other.quiet_s,
            self.invented + other.invented,
        )

    @property
    def pauses_f1(self) -> float | None:
        """None where there is no pause on either side."""
        both = self.pauses_said + self.pauses_found
        return (self.said_right + self.found_right) / both if both else None


@dataclass(frozen=True, slots=True)
class Reference:
    """What was said, in the order of the starts, and whether one person said all of it."""

    words: tuple[Word, ...]
    one_speaker: bool = True


def read_times(path: Path) -> Reference:
    """The reference in a file. Raises InputError when it cannot be used."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        speakers = {one.get("speaker") for one in told}
        words = [Word(str(one["word"]), float(one["start"]), float(one["end"]), 1.0) for one in told]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise InputError(f"{path} is no array of word, start and end ({exc}).") from exc
    return Reference(tuple(sorted(words, key=lambda word: word.start_s or 0.0)), len(speakers) <= 1)


def times(reference: Reference, heard: Sequence[Word], spans: Sequence[SpeechSpan]) -> Times:
    """How far the heard words are off, which pauses of a speaker are found from voice activity (`spans`) and
    words as in an assessment, and what was written where nobody said a word."""
    said = reference.words
    pairs = same_words(said, heard)
    silent = gaps(said, QUIET_S)
    voiced = with_missed_voice(spans, heard)
    truth, found = (gaps(said), gaps(voiced)) if reference.one_speaker else ([], [])
    return Times(
        tuple(abs(_start(one) - _start(other)) for one, other in pairs),
        tuple(abs(_end(one) - _end(other)) for one, other in pairs),
        (abs(_start(said[0]) - spans[0].start_s),) if said and spans else (),
        len(truth),
        len(found),
        _right(truth, voiced),
        _right(found, said),
        sum(until - since for since, until in silent),
        sum(_within(word, gap) for word in heard for gap in silent),
    )


def same_words(said: Sequence[Word], heard: Sequence[Word]) -> list[tuple[Word, Word]]:
    """The words that stand in the same place in both, as they are compared everywhere."""
    first, second = ([" ".join(normalise(word.text)) for word in words] for words in (said, heard))
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return [(said[one + k], heard[other + k]) for one, other, size in blocks for k in range(size)]


def gaps(
    voiced: Sequence[Word] | Sequence[SpeechSpan], least_s: float = PAUSE_S
) -> list[tuple[float, float]]:
    """Where for so long and more nobody speaks; several may speak at once."""
    found: list[tuple[float, float]] = []
    until: float | None = None
    for one in voiced:
        if until is not None and _start(one) - until >= least_s:
            found.append((until, _start(one)))
        until = max(until or 0.0, _end(one))
    return found


def _right(pauses: Sequence[tuple[float, float]], others: Sequence[Word] | Sequence[SpeechSpan]) -> int:
    """How many of the pauses are also among the gaps of the others."""
    candidates = gaps(others, NEARLY_S)
    return sum(any(_same(pause, other) for other in candidates) for pause in pauses)


def _within(word: Word, gap: tuple[float, float]) -> bool:
    middle_s = (_start(word) + _end(word)) / 2
    return gap[0] + BESIDE_S < middle_s < gap[1] - BESIDE_S


def _same(one: tuple[float, float], other: tuple[float, float]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= SHARED * (max(one[1], other[1]) - min(one[0], other[0]))


def _start(one: Word | SpeechSpan) -> float:
    return one.start_s or 0.0


def _end(one: Word | SpeechSpan) -> float:
    return one.end_s or 0.0


def spread_ms(errors_s: Iterable[float]) -> str:
    """Median and 95th percentile, in milliseconds."""
    errors = np.asarray(list(errors_s)) * 1000
    return f"{np.median(errors):.0f} / {np.percentile(errors, 95):.0f}" if errors.size else "none"
