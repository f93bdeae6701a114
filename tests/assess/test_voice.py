"""How the voice moved: windows of ten seconds in semitones, flat stretches, and ends of sentences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.assess.conftest import Say
from tests.present import present
from voicesim.assess.advice import advise
from voicesim.assess.assessment import Delivery, Gap, Timing, Voice
from voicesim.assess.judge import assess
from voicesim.assess.norms import Norms, load_norms
from voicesim.assess.voice import measure_voice
from voicesim.bank.question import Question
from voicesim.speech.pitch import HOP_S, PitchTrack
from voicesim.speech.words import SpeechSpan


def track(*stretches: tuple[float, float], loud_db: float = -25.0, middle_hz: float = 120.0) -> PitchTrack:
    """Stretches of so many seconds, in each of which the pitch swings by so many semitones up and down."""
    swings = [
        amplitude * np.sin(2 * np.pi * np.arange(round(seconds / HOP_S)) * HOP_S)
        for seconds, amplitude in stretches
    ]
    semitones = np.concatenate(swings)
    return PitchTrack(middle_hz * 2 ** (semitones / 12), np.full(len(semitones), loud_db))


def spans(seconds: float) -> tuple[SpeechSpan, ...]:
    return (SpeechSpan(0.0, seconds),)


def test_each_ten_seconds_have_their_spread_and_range(norms: Norms) -> None:
    found = present(measure_voice(track((10, 4), (10, 2)), spans(20), (), norms))
    assert [(w.start_s, w.end_s) for w in found.windows] == [(0.0, 10.0), (10.0, 20.0)]
    assert [w.spread_st for w in found.windows] == pytest.approx([2.83, 1.41], abs=0.02)
    assert [w.range_st for w in found.windows] == pytest.approx([7.95, 3.98], abs=0.1)
    assert found.spread_st == pytest.approx(2.12, abs=0.02)
    assert found.pitch_hz == pytest.approx(120, abs=1)


def test_high_and_low_voices_are_told_alike(norms: Norms) -> None:
    low, high = (
        present(measure_voice(track((10, 3), middle_hz=hz), spans(10), (), norms)) for hz in (90, 240)
    )
    assert low.spread_st == high.spread_st


def test_flat_windows_in_a_row_are_one_stretch(norms: Norms) -> None:
    found = present(measure_voice(track((10, 4), (20, 1), (10, 4), (10, 0)), spans(50), (), norms))
    assert found.flat == (Gap(10.0, 30.0), Gap(40.0, 50.0))
    assert present(measure_voice(track((30, 1)), spans(30), (), replace(norms, pitch_flat_st=0.5))).flat == ()


def test_the_profile_patience_calls_nothing_flat() -> None:
    patient = load_norms({"profile": "patience"})
    assert present(measure_voice(track((20, 1), (10, 0.1)), spans(30), (), patient)).flat == ()


def test_what_is_no_speech_does_not_count(norms: Norms) -> None:
    music = track((10, 3), (10, 9))
    assert present(measure_voice(music, spans(10), (), norms)) == present(
        measure_voice(track((10, 3)), spans(10), (), norms)
    )


@pytest.mark.parametrize("seconds", [0.0, 1.5])
def test_too_little_voice_is_not_measured(seconds: float, norms: Norms) -> None:
    assert measure_voice(track((10, 3)), spans(seconds), (), norms) is None
    assert measure_voice(PitchTrack(np.full(900, np.nan), np.full(900, -60.0)), spans(9), (), norms) is None


def test_the_rest_of_a_window_counts_when_there_is_enough_of_it(norms: Norms) -> None:
    assert len(present(measure_voice(track((13, 3)), spans(13), (), norms)).windows) == 2
    assert len(present(measure_voice(track((11, 3)), spans(11), (), norms)).windows) == 1


def test_a_sentence_that_falls_off_is_named_with_its_end(norms: Norms, say: Say) -> None:
    words = say("We cut the churn by half. Then we grew the team to ten.", every_s=0.5)
    sound = track((6, 3))
    sound.dbfs[250:300] -= 15  # the end of the first sentence, 2.5 to 3 s
    found = present(measure_voice(sound, spans(6), words, norms))
    assert found.ends == 2
    (end,) = found.faded
    assert (end.at_s, end.after) == (3.0, "the churn by half")
    assert end.drop_db == pytest.approx(15, abs=0.2)
    assert found.end_drop_db == pytest.approx(7.5, abs=0.2)


def test_silence_before_the_end_of_a_word_is_no_falling_off(norms: Norms, say: Say) -> None:
    words = say("We cut the churn by half.", every_s=0.6)
    sound = track((4, 3))
    sound.dbfs[300:] = -70.0
    assert present(measure_voice(sound, (SpeechSpan(0.0, 3.0),), words, norms)).faded == ()


def test_words_without_times_have_no_ends(norms: Norms, say: Say) -> None:
    found = present(measure_voice(track((10, 3)), spans(10), say("We cut the churn by half."), norms))
    assert (found.ends, found.end_drop_db, found.faded) == (0, None, ())


def test_an_answer_without_sound_has_no_voice(question: Question, norms: Norms, say: Say) -> None:
    assert assess(question, say("We cut the churn by half."), None, None, norms).voice is None


def advice_on(question: Question, norms: Norms, say: Say, voice: Voice | None) -> str:
    said = say("We gave up the tour, users told us so, and we won 12 percent. " * 3, every_s=0.4)
    delivery = Delivery(39, 150.0, (), 0.0, (), (), "good", "ok")
    timing = Timing(120.0, 120.0, 0.5, 120.0, 120.0, 0.0, "on-target")
    return " ".join(advise(question, said, timing, delivery, None, (), norms, voice))


def test_advice_only_where_the_whole_answer_is_flatter_than_anybody_in_the_study(
    question: Question, norms: Norms, say: Say
) -> None:
    flat = Voice(120.0, 1.4, 5.0, flat=(Gap(0.0, 10.0), Gap(20.0, 50.0)))
    assert "Say 0:20 to 0:50 again" in advice_on(question, norms, say, flat)
    assert "pitch" not in advice_on(question, norms, say, replace(flat, spread_st=2.0))
    assert "pitch" not in advice_on(question, norms, say, replace(flat, flat=()))
    assert "pitch" not in advice_on(question, norms, say, None)
