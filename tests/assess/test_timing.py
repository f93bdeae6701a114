"""Times come from voice activity: from the first sound to the last, and the silences between."""

from __future__ import annotations

import pytest

from tests.assess.conftest import Say
from voicesim.assess.assessment import Gap, Timing
from voicesim.assess.norms import Norms
from voicesim.assess.timing import measure_timing, spans_from_words, with_missed_voice
from voicesim.speech.words import SpeechSpan, Word


def spans(*marks: tuple[float, float]) -> tuple[SpeechSpan, ...]:
    return tuple(SpeechSpan(start, end) for start, end in marks)


def test_the_answer_runs_from_the_first_sound_to_the_last(norms: Norms) -> None:
    timing = measure_timing(120.0, 134.0, spans((1.9, 40.0), (40.5, 131.2)), norms)
    assert timing.to_first_word_s == 1.9
    assert timing.answer_s == 129.3
    assert timing.speaking_s == 128.8
    assert timing.over_s == 9.3
    assert timing.recorded_s == 134.0


def test_only_silences_of_two_seconds_and_more_are_pauses(norms: Norms) -> None:
    timing = measure_timing(10.0, 12.0, spans((0.0, 1.0), (2.9, 3.1), (5.1, 6.0), (9.0, 10.0)), norms)
    assert timing.pauses == (Gap(3.1, 5.1), Gap(6.0, 9.0))
    assert timing.longest_pause_s == 3.0


def test_short_silences_are_no_speaking_time_either(norms: Norms) -> None:
    assert measure_timing(10.0, 9.0, spans((0.0, 4.0), (4.5, 8.0)), norms).speaking_s == 7.5


def test_an_answer_without_a_long_silence_has_no_longest_pause(norms: Norms) -> None:
    timing = measure_timing(10.0, 9.0, spans((0.0, 4.0), (4.5, 8.0)), norms)
    assert timing.pauses == ()
    assert timing.longest_pause_s is None


def test_silence_before_and_after_the_answer_is_no_pause(norms: Norms) -> None:
    assert measure_timing(10.0, 60.0, spans((20.0, 30.0)), norms).pauses == ()


@pytest.mark.parametrize(
    ("answer_s", "verdict"),
    [(89.9, "short"), (90.0, "on-target"), (120.0, "on-target"), (138.0, "on-target"), (138.1, "long")],
)
def test_the_band_around_the_target_includes_its_edges(norms: Norms, answer_s: float, verdict: str) -> None:
    assert measure_timing(120.0, 150.0, spans((1.0, 1.0 + answer_s)), norms).verdict == verdict


def test_a_recording_without_speech_is_a_short_answer_of_no_length(norms: Norms) -> None:
    assert measure_timing(60.0, 20.0, (), norms) == Timing(
        60.0, 20.0, to_first_word_s=None, answer_s=0.0, speaking_s=0.0, over_s=-60.0, verdict="short"
    )


def test_a_text_has_no_times(norms: Norms) -> None:
    assert measure_timing(60.0, None, None, norms) == Timing(60.0)


def test_marks_out_of_order_or_overlapping_count_once(norms: Norms) -> None:
    timing = measure_timing(10.0, 9.0, spans((3.0, 8.0), (0.0, 4.0), (5.0, 5.0)), norms)
    assert (timing.answer_s, timing.speaking_s) == (8.0, 8.0)


def test_word_times_stand_in_for_voice_activity(norms: Norms, say: Say) -> None:
    words = say("we shipped it [1.0] and users stayed", every_s=0.5, at_s=2.0)
    assert spans_from_words(words, norms) == spans((2.0, 3.5), (4.5, 6.0))
    assert spans_from_words((Word("text", None, None, 1.0),), norms) is None


VOICE = spans((1.0, 2.0), (4.0, 5.0))


def test_a_word_that_was_surely_heard_in_a_pause_is_voice() -> None:
    assert with_missed_voice(VOICE, [Word("cold", 2.5, 2.9, 0.9)]) == spans(
        (1.0, 2.0), (2.5, 2.9), (4.0, 5.0)
    )
    assert with_missed_voice(VOICE, [Word("so", 1.8, 2.3, 0.9)]) == VOICE


@pytest.mark.parametrize(
    "word",
    [
        Word("cold", 2.5, 2.9, 0.4),
        Word("cold", 2.5, 2.52, 0.9),
        Word("hm", 2.2, 3.6, 0.9),
        Word("so", 0.2, 0.6, 0.9),
        Word("thanks", 5.5, 5.9, 0.9),
        Word("typed", None, None, 1.0),
    ],
    ids=["a guess", "without length", "stretched", "before the answer", "after it", "without times"],
)
def test_other_words_outside_the_voice_are_not(word: Word) -> None:
    assert with_missed_voice(VOICE, [word]) == VOICE
    assert with_missed_voice((), [word]) == ()
