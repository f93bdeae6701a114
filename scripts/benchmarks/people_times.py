"""When words were said and where there were pauses, against references that have times.

The file that a line of the manifest names as `word_times` is a JSON array of
`{"word": "so", "start": 1.05, "end": 1.2}`, in seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from voicesim.errors import InputError
from voicesim.speech.word_error_rate import normalise
from voicesim.speech.words import SpeechSpan, Word

PAUSE_S = 0.5
"""Shorter gaps are not counted as pauses here."""

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
    pauses_right: int = 0

    def __add__(self, other: Times) -> Times:
        return Times(
            self.starts_s + other.starts_s,
            self.ends_s + other.ends_s,
            self.onsets_s + other.onsets_s,
            self.pauses_said + other.pauses_said,
            self.pauses_found + other.pauses_found,
            self.pauses_right + other.pauses_right,
        )

    @property
    def pauses_f1(self) -> float | None:
        """None where there is no pause on either side."""
        both = self.pauses_said + self.pauses_found
        return 2 * self.pauses_right / both if both else None


def read_times(path: Path) -> tuple[Word, ...]:
    """The words of a reference in the order of their starts. Raises InputError when it cannot be used."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        words = [Word(str(one["word"]), float(one["start"]), float(one["end"]), 1.0) for one in told]
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise InputError(f"{path} is no array of word, start and end ({exc}).") from exc
    return tuple(sorted(words, key=lambda word: word.start_s or 0.0))


def times(said: Sequence[Word], heard: Sequence[Word], spans: Sequence[SpeechSpan]) -> Times:
    """How far the heard words are off, and which pauses of the reference voice activity (`spans`) has too."""
    pairs = same_words(said, heard)
    truth, found = gaps(said), gaps(spans)
    return Times(
        tuple(abs(_start(one) - _start(other)) for one, other in pairs),
        tuple(abs(_end(one) - _end(other)) for one, other in pairs),
        (abs(_start(said[0]) - spans[0].start_s),) if said and spans else (),
        len(truth),
        len(found),
        sum(any(_same(one, other) for other in found) for one in truth),
    )


def same_words(said: Sequence[Word], heard: Sequence[Word]) -> list[tuple[Word, Word]]:
    """The words that stand in the same place in both, as they are compared everywhere."""
    texts = [[" ".join(normalise(word.text)) for word in words] for words in (said, heard)]
    blocks = SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks()
    return [(said[one + k], heard[other + k]) for one, other, size in blocks for k in range(size)]


def gaps(voiced: Sequence[Word] | Sequence[SpeechSpan]) -> list[tuple[float, float]]:
    """Where for PAUSE_S and more nobody speaks; several may speak at once."""
    found, until = [], None
    for one in voiced:
        if until is not None and _start(one) - until >= PAUSE_S:
            found.append((until, _start(one)))
        until = max(until or 0.0, _end(one))
    return found


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
