"""Pace, fillers and stumbles."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.assess.conftest import Say
from voicesim.assess.assessment import Delivery
from voicesim.assess.delivery import judge_fillers, judge_pace, measure_delivery
from voicesim.assess.norms import Norms
from voicesim.assess.timing import measure_timing
from voicesim.speech.words import SpeechSpan, Word


def deliver(words: Sequence[Word], spans: Sequence[SpeechSpan] | None, norms: Norms) -> Delivery:
    return measure_delivery(words, spans, measure_timing(120.0, None, spans, norms), norms)


def test_pace_is_words_over_the_length_of_the_answer_with_its_pauses(norms: Norms, say: Say) -> None:
    words = say("we cut the app [4.0] and kept the users", every_s=0.5, at_s=1.0)
    spans = (SpeechSpan(1.0, 3.0), SpeechSpan(7.0, 9.0))
    delivery = deliver(words, spans, norms)
    assert delivery.words == 8
    assert delivery.words_per_minute == 60.0
    assert delivery.pace == "slow"


def test_filled_pauses_do_not_make_a_speaker_quick(norms: Norms, say: Say) -> None:
    words = say("um we, uh, cut it", every_s=1.0)
    delivery = deliver(words, (SpeechSpan(0.0, 5.0),), norms)
    assert delivery.words == 3
    assert delivery.words_per_minute == 36.0
    assert [filler.text for filler in delivery.fillers] == ["um", "uh"]
    assert [filler.at_s for filler in delivery.fillers] == [0.0, 2.0]
    assert delivery.fillers_per_minute == 24.0
    assert delivery.filler_load == "act"


def test_a_dash_between_words_is_no_word(norms: Norms, say: Say) -> None:
    assert deliver(say("we cut it — and shipped"), None, norms).words == 5


def test_a_text_has_counts_but_no_rates(norms: Norms, say: Say) -> None:
    delivery = deliver(say("um we cut it"), None, norms)
    assert (delivery.words, len(delivery.fillers)) == (3, 1)
    assert delivery.words_per_minute is None
    assert delivery.fillers_per_minute is None
    assert delivery.pace is None
    assert delivery.filler_load is None
    assert delivery.possible_hesitations == ()


def test_an_answer_of_a_few_seconds_gets_rates_but_no_verdict(norms: Norms, say: Say) -> None:
    delivery = deliver(say("yes we did", every_s=0.2), (SpeechSpan(0.0, 0.6),), norms)
    assert delivery.words_per_minute == 300.0
    assert delivery.pace is None
    assert delivery.filler_load is None


def test_silence_has_neither_pace_nor_rates(norms: Norms) -> None:
    delivery = deliver((), (), norms)
    assert (delivery.words, delivery.words_per_minute, delivery.pace) == (0, None, None)


def test_speech_that_gave_no_words_is_not_called_slow(norms: Norms) -> None:
    assert deliver((), (SpeechSpan(0.0, 20.0),), norms).pace is None


@pytest.mark.parametrize(
    ("rate", "pace"),
    [(99.9, "slow"), (100, "good"), (140, "good"), (175, "good"), (175.1, "fast"), (None, None)],
)
def test_pace_is_judged_by_the_published_range(norms: Norms, rate: float | None, pace: str | None) -> None:
    assert judge_pace(rate, norms) == pace


@pytest.mark.parametrize(
    ("rate", "load"), [(0, "ok"), (5, "ok"), (5.1, "watch"), (12, "watch"), (12.1, "act"), (None, None)]
)
def test_fillers_are_judged_by_the_published_steps(
    norms: Norms, rate: float | None, load: str | None
) -> None:
    assert judge_fillers(rate, norms) == load
