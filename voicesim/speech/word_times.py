"""From faster-whisper's pieces of words to whole words at the right place in the recording."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
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

SHORTEST_S = 0.02
"""No word is cut shorter than this, the step in which Whisper tells times."""


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
        if segment.seek != first_seek and _speech_after(read_s or 0.0, speech) < WORTH_REREADING_S:
            return
        yield segment
        read_s = segment.end


def _speech_after(time_s: float, speech: Sequence[SpeechSpan]) -> float:
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
    """The same words, but none begins or ends in a pause that voice activity found and it reaches out of.

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
        if last >= 0 and start_s < spans[last].end_s < end_s:
            end_s = spans[last].end_s
        yield Word(word.text, start_s, end_s, word.probability)


def in_time(words: Iterable[Word], spans: Sequence[SpeechSpan], model: str) -> Iterator[Word]:
    """The words of a model, by its name or directory, where voice activity and people have them."""
    return less_late(at_speech(words, spans), spans, LATE_S.get(Path(model).name, 0.0))


def less_late(words: Iterable[Word], spans: Sequence[SpeechSpan], late_s: float) -> Iterator[Word]:
    """The same words so much earlier; none leaves its span of speech, and what ends with one still does."""
    ends = {span.end_s for span in spans}
    at_s = 0.0
    for word in words:
        start_s, end_s = word.start_s or 0.0, word.end_s or 0.0
        earlier_s = max(at_s, start_s - late_s, _beginning(start_s, spans))
        at_s = end_s if end_s in ends else max(end_s - late_s, min(end_s, earlier_s + SHORTEST_S))
        yield Word(word.text, earlier_s, at_s, word.probability)


def _beginning(time_s: float, spans: Sequence[SpeechSpan]) -> float:
    """Where the span that this time lies in begins; 0 for a time in a pause."""
    place = bisect_right(spans, time_s, key=lambda span: span.start_s) - 1
    return spans[place].start_s if place >= 0 and time_s < spans[place].end_s else 0.0
