"""From faster-whisper's pieces of words to whole words at the right place in the recording."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from voicesim.speech.stretches import Stretch
from voicesim.speech.words import SpeechSpan, Word

WORTH_REREADING_S = 1.0
"""Speech after the last word written down that is worth a second look."""

LATE_S = {"tiny.en": 0.1}
"""How much later than they were said a model's words come, by its name; nothing for others. Of 486 words
of people tiny.en's starts are off by 123 ms in the middle, and by 64 with this, its ends by 114 and 58; those
of the multilingual base as they come by 48 and 56. The others have not been measured."""

SQUEEZED_S = 0.05
"""A word shorter than this came without a length of its own: Whisper tells times in steps of 0.02 s. With
0.03 and 0.07 the starts of people's words are as right, with 0.09 less."""

MIN_LETTER_S = 0.03
"""The voice that a letter needs at least, for a word to have been said in it; 0.02 and 0.04 give the same."""


BARELY_S = 0.1
"""A word that goes on for less than this behind a pause ended before it: it is as much as Whisper's times are
off by."""


def without_rereading(segments: Iterable[Any], speech: Sequence[SpeechSpan]) -> Iterator[Any]:
    """faster-whisper's segments of one stretch, without what it makes up from the stretch's last sounds.

    When a model ends its text early, faster-whisper gives it the rest of the sound as a window of its own.
    With a second of speech or more in it that saves words; with less it is the end of the last word, and
    becomes one more that nobody said. `speech` is in seconds from the start of the stretch, as the segments.
    """
    read_s = None
    first_seek = None
    for segment in segments:
        first_seek = segment.seek if first_seek is None else first_seek
        if segment.seek != first_seek and speech_after(read_s or 0.0, speech) < WORTH_REREADING_S:
            return
        yield segment
        read_s = segment.end


def speech_after(time_s: float, speech: Sequence[SpeechSpan]) -> float:
    """How many seconds of speech there are after a time, both in seconds from the same start."""
    return sum(max(0.0, span.end_s - max(span.start_s, time_s)) for span in speech)


def whole_words(segments: Iterable[Any]) -> Iterator[Word]:
    """faster-whisper's words without their spaces; what it splits at hyphens, points and per cent signs
    ("trade", "-off") becomes one word again, as sure as its least sure part."""
    whole: Word | None = None
    for segment in segments:
        for number, part in enumerate(segment.words or ()):
            text = part.word.strip()
            if not text:
                continue
            if whole and number and not part.word[0].isspace():
                sure = min(whole.probability, float(part.probability))
                whole = Word(whole.text + text, whole.start_s, float(part.end), sure)
                continue
            if whole:
                yield whole
            whole = Word(text, float(part.start), float(part.end), float(part.probability))
    if whole:
        yield whole


def in_recording(words: Iterable[Word], stretch: Stretch) -> Iterator[Word]:
    """Times from the start of the recording, one word after the other, none outside the stretch."""
    at_s = stretch.start_s
    for word in words:
        start_s = min(max(at_s, stretch.start_s + (word.start_s or 0.0)), stretch.end_s)
        at_s = min(max(start_s, stretch.start_s + (word.end_s or 0.0)), stretch.end_s)
        yield Word(word.text, start_s, at_s, min(1.0, max(0.0, word.probability)))


def at_speech(words: Iterable[Word], spans: Sequence[SpeechSpan]) -> Iterator[Word]:
    """The same words, but none begins or ends in a pause that voice activity found and it reaches out of, and
    none reaches over a pause into the first BARELY_S of what follows.

    Whisper stretches the words beside a pause into it: measured on synthetic speech, this takes the error of
    word onsets at the 95th percentile from 174 to 128 ms.
    """
    for word in words:
        start_s, end_s = word.start_s or 0.0, word.end_s or 0.0
        following = bisect_right(spans, start_s, key=lambda span: span.start_s)
        in_pause = following == 0 or start_s >= spans[following - 1].end_s
        if in_pause and following < len(spans) and spans[following].start_s < end_s:
            start_s = spans[following].start_s
        last = bisect_right(spans, end_s, key=lambda span: span.start_s) - 1
        if last > 0 and start_s < spans[last - 1].end_s and end_s < spans[last].start_s + BARELY_S:
            last -= 1
        if last >= 0 and start_s < spans[last].end_s < end_s:
            end_s = spans[last].end_s
        yield replace(word, start_s=start_s, end_s=end_s)


def in_time(words: Iterable[Word], spans: Sequence[SpeechSpan], model: str) -> Iterator[Word]:
    """The words of a model, by its name or directory, where voice activity and people have them."""
    late_s = LATE_S.get(Path(model).name, 0.0)
    return at_speech(given_time(earlier(words, late_s), spans), spans)


def earlier(words: Iterable[Word], late_s: float) -> Iterator[Word]:
    """The same words so much earlier, none before the recording."""
    for word in words:
        start_s, end_s = (max(0.0, (time_s or 0.0) - late_s) for time_s in (word.start_s, word.end_s))
        yield replace(word, start_s=start_s, end_s=end_s)


def given_time(words: Iterable[Word], spans: Sequence[SpeechSpan]) -> tuple[Word, ...]:
    """The same words, but those that came without any length have one where there was a voice for it.

    Behind a comma or full stop Whisper's alignment often gives a word's time to the mark, which
    faster-whisper leaves out: the word stands without length behind a gap in which it was said. Where there
    is no such gap the word before has its time, and they share it by their letters. Measured on people, this
    and the order of these steps take the starts of words at the 95th percentile from 465 to 340 ms.
    """
    placed: list[Word] = []
    for word in words:
        start_s, end_s = word.start_s or 0.0, word.end_s or 0.0
        if not placed or end_s - start_s >= SQUEEZED_S:
            placed.append(word)
            continue
        before = placed[-1]
        since_s = before.end_s or 0.0
        free = _last_voice(since_s, end_s, spans)
        both = _last_voice(before.start_s or 0.0, end_s, spans)
        if free.duration_s >= MIN_LETTER_S * _letters(word):
            placed += _shared([word], free)
        elif both.start_s < since_s <= end_s <= both.end_s and both.duration_s > 2 * SQUEEZED_S:
            placed[-1:] = _shared([before, word], both)
        else:
            placed.append(word)
    return tuple(placed)


def _letters(word: Word) -> int:
    return sum(letter.isalnum() for letter in word.text)


def _last_voice(start_s: float, end_s: float, spans: Sequence[SpeechSpan]) -> SpeechSpan:
    """The last piece between two times in which there was a voice, of no length where there was none."""
    place = bisect_left(spans, end_s, key=lambda span: span.start_s) - 1
    if place < 0 or spans[place].end_s <= start_s:
        return SpeechSpan(end_s, end_s)
    return SpeechSpan(max(start_s, spans[place].start_s), min(end_s, spans[place].end_s))


def _shared(words: Sequence[Word], voice: SpeechSpan) -> Iterator[Word]:
    """The words one after the other in a span, each as long as its letters say."""
    weights = [1 + _letters(word) for word in words]
    edges_s = [
        voice.start_s + voice.duration_s * part / sum(weights) for part in accumulate(weights, initial=0)
    ]
    for word, (start_s, end_s) in zip(words, pairwise(edges_s), strict=True):
        yield replace(word, start_s=start_s, end_s=min(end_s, voice.end_s))
