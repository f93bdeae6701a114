"""Speech that was not made for the tests, in files that are not part of it: an address of 1961 and a
conversation. The tests look for them in a folder `audio` next to the checkout and skip where there is none.

The marks are those of the Silero voice detector over the whole file at its authors' settings, seconds to two
places; they are compared with what is heard block by block, as while somebody speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.present import present
from voicesim.assess.norms import load_norms
from voicesim.assess.timing import measure_timing, silences
from voicesim.audio.files import read_audio
from voicesim.speech.activity import speech_spans
from voicesim.speech.words import SpeechSpan

BESIDE = Path(__file__).parents[3]
MARKS = {
    "jfk.flac": ((0.29, 2.27), (3.30, 3.77), (4.00, 4.38), (5.41, 7.65), (8.19, 10.53)),
    "conversation.wav": (
        *((1.03, 1.60), (1.79, 6.94), (7.07, 8.06), (8.19, 11.77), (11.94, 23.42), (23.52, 30.0)),
    ),
}
"""Speech in seconds, padded by 30 ms on both sides."""
EDGE_S = 0.06 + 0.03


@pytest.fixture(scope="module", params=MARKS)
def heard(request: pytest.FixtureRequest) -> tuple[list[SpeechSpan], tuple[SpeechSpan, ...]]:
    path = next(BESIDE.glob(f"*/audio/{request.param}"), None)
    if path is None:
        pytest.skip(f"the recording {request.param} is not here")
    marked = [SpeechSpan(start_s, end_s) for start_s, end_s in MARKS[request.param]]
    return marked, speech_spans(read_audio(path).samples)


def test_a_real_answer_begins_and_ends_where_it_is_heard(
    heard: tuple[list[SpeechSpan], tuple[SpeechSpan, ...]],
) -> None:
    marked, found = heard
    timing = measure_timing(60.0, None, found, load_norms())
    assert timing.to_first_word_s is not None
    assert timing.to_first_word_s == pytest.approx(marked[0].start_s, abs=EDGE_S)
    assert timing.to_first_word_s + present(timing.answer_s) == pytest.approx(marked[-1].end_s, abs=EDGE_S)


def test_pauses_of_half_a_second_are_found_in_real_speech(
    heard: tuple[list[SpeechSpan], tuple[SpeechSpan, ...]],
) -> None:
    marked, found = heard
    long = [gap for gap in silences(found) if gap.end_s - gap.start_s >= 0.5]
    true = [gap for gap in silences(marked) if gap.end_s - gap.start_s >= 0.5]
    assert len(long) == len(true)
    for gap, mark in zip(long, true, strict=True):
        assert gap.start_s == pytest.approx(mark.start_s, abs=EDGE_S)
        assert gap.end_s == pytest.approx(mark.end_s, abs=EDGE_S)
