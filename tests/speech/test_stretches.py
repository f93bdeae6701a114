"""How a recording is cut for Whisper: at pauses, within its window, without losing a word."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicesim.audio.clip import RATE_HZ
from voicesim.speech.stretches import Stretch, cut_stretches, quietest_in, spans_within
from voicesim.speech.words import SpeechSpan

WINDOW_S = 10.0


def spans(*times_s: tuple[float, float]) -> tuple[SpeechSpan, ...]:
    return tuple(SpeechSpan(*pair) for pair in times_s)


@st.composite
def answers(draw: st.DrawFn) -> tuple[SpeechSpan, ...]:
    gaps = draw(st.lists(st.tuples(st.floats(0.1, 6), st.floats(0.2, 40)), max_size=25))
    edges = list(accumulate(value for gap in gaps for value in gap))
    return tuple(SpeechSpan(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))


def cut(answer: tuple[SpeechSpan, ...], tail_s: float = 1.0) -> tuple[Stretch, ...]:
    duration_s = (answer[-1].end_s if answer else 0.0) + tail_s
    return cut_stretches(answer, window_s=WINDOW_S, duration_s=duration_s)


@given(answers())
def test_all_speech_is_covered(answer: tuple[SpeechSpan, ...]) -> None:
    stretches = cut(answer)
    for span in answer:
        inside = sum(
            max(0.0, min(span.end_s, stretch.end_s) - max(span.start_s, stretch.start_s))
            for stretch in stretches
        )
        assert inside == pytest.approx(span.duration_s)


@given(answers(), st.floats(0, 1))
def test_stretches_are_in_order_apart_and_inside_the_recording(
    answer: tuple[SpeechSpan, ...], tail_s: float
) -> None:
    stretches = cut(answer, tail_s)
    assert all(one.end_s <= other.start_s for one, other in pairwise(stretches))
    assert all(stretch.start_s < stretch.end_s for stretch in stretches)
    if stretches:
        assert stretches[0].start_s >= 0
        assert stretches[-1].end_s <= answer[-1].end_s + tail_s


@given(answers())
def test_no_stretch_exceeds_the_window(answer: tuple[SpeechSpan, ...]) -> None:
    assert all(stretch.duration_s <= WINDOW_S + 1e-9 for stretch in cut(answer))


@given(answers())
def test_a_span_that_fits_the_window_is_never_cut(answer: tuple[SpeechSpan, ...]) -> None:
    stretches = cut(answer)
    for span in answer:
        if span.duration_s <= WINDOW_S - 0.34:
            assert any(s.start_s <= span.start_s and span.end_s <= s.end_s for s in stretches)


@given(answers(), st.integers(0, 25))
def test_while_a_recording_grows_only_the_last_stretch_changes(
    answer: tuple[SpeechSpan, ...], heard: int
) -> None:
    def speech(stretches: tuple[Stretch, ...]) -> list[float]:
        return [stretch.start_s for stretch in stretches]

    so_far = cut(answer[:heard])
    assert speech(cut(answer))[: max(0, len(so_far) - 1)] == speech(so_far)[:-1]


def test_silence_has_no_stretches() -> None:
    assert cut_stretches((), window_s=WINDOW_S, duration_s=60) == ()


def test_spans_are_merged_until_the_window_is_full() -> None:
    answer = spans((1, 3), (3.5, 5), (5.5, 8))
    assert cut(answer) == (Stretch(0.8, 8.14),)


def test_the_cut_is_in_the_longest_pause_of_the_second_half() -> None:
    answer = spans((0, 1), (2, 5), (5.2, 6), (7, 8), (8.1, 9), (9.2, 12))
    first, second = cut(answer)
    assert (first.end_s, second.start_s) == (6.14, 6.8)


def test_an_early_pause_is_better_than_a_cut_inside_speech() -> None:
    first, second = cut(spans((0, 1), (1.5, 10)))
    assert (first.end_s, second.start_s) == pytest.approx((1.14, 1.3))


@pytest.mark.parametrize(("pause_s", "parted_at_s"), [(0.25, 6.14), (0.2, 6.14), (0.16, 6.1), (0.1, 6.05)])
def test_two_stretches_share_a_short_pause(pause_s: float, parted_at_s: float) -> None:
    first, second = cut(spans((0, 6), (6 + pause_s, 12)))
    assert first.end_s == second.start_s == pytest.approx(parted_at_s)


@given(st.floats(0.21, 5.0), st.floats(0.14, 5.0))
def test_a_stretch_that_ended_stays_as_it_was_before_the_speaker_went_on(
    pause_s: float, heard_s: float
) -> None:
    before = cut_stretches(spans((0, 6)), window_s=WINDOW_S, duration_s=6 + heard_s)
    after = cut_stretches(spans((0, 6), (6 + pause_s, 12)), window_s=WINDOW_S, duration_s=13)
    assert before[0] == after[0]


def test_a_long_pause_ends_a_stretch() -> None:
    assert len(cut(spans((0, 1), (3.9, 5)))) == 1
    assert len(cut(spans((0, 1), (4.1, 5)))) == 2


@pytest.mark.parametrize(
    ("quick", "lasts_s", "pause_s"),
    [
        (True, 5.9, 3.0),
        (True, 6.1, 0.4),
        (True, 9.1, 0.25),
        (True, 12.1, 0.15),
        (False, 2.9, 3.0),
        (False, 3.1, 0.7),
        (False, 5.9, 0.7),
        (False, 6.1, 0.4),
        (False, 8.1, 0.15),
    ],
)
def test_the_longer_a_stretch_the_shorter_the_pause_that_ends_it(
    quick: bool, lasts_s: float, pause_s: float
) -> None:
    for extra_s, stretches in ((-0.01, 1), (0.01, 2)):
        last_s = 20 + lasts_s + pause_s + extra_s
        answer = spans((0, 10), (20, 20 + lasts_s), (last_s, last_s + 1))
        found = cut_stretches(answer, window_s=30.0, duration_s=40.0, in_context=True, quick=quick)
        assert len(found) == 1 + stretches


@pytest.mark.parametrize(
    ("quick", "lasts_s", "pause_s"),
    [(True, 8.9, 3.0), (True, 9.1, 0.25), (True, 12.1, 0.15), (False, 7.9, 3.0), (False, 8.1, 0.15)],
)
def test_the_first_stretch_is_longer_for_want_of_words_before_it(
    quick: bool, lasts_s: float, pause_s: float
) -> None:
    for extra_s, stretches in ((-0.01, 1), (0.01, 2)):
        start_s = lasts_s + pause_s + extra_s
        answer = spans((0, lasts_s), (start_s, start_s + 1))
        found = cut_stretches(answer, window_s=30.0, duration_s=20.0, in_context=True, quick=quick)
        assert len(found) == stretches


def test_a_span_longer_than_the_window_is_cut_where_it_is_quietest() -> None:
    rng = np.random.default_rng(0)
    samples = rng.normal(0, 0.1, 15 * RATE_HZ).astype(np.float32)
    samples[round(7.3 * RATE_HZ) : round(7.4 * RATE_HZ)] *= 0.01
    stretches = cut_stretches(spans((0, 15)), window_s=WINDOW_S, duration_s=15, quietest=quietest_in(samples))
    assert len(stretches) == 2
    assert 7.3 < stretches[0].end_s < 7.4
    assert stretches[1].start_s == stretches[0].end_s


def test_a_quietest_place_outside_its_bounds_is_not_taken() -> None:
    stretches = cut_stretches(
        spans((0, 30)), window_s=WINDOW_S, duration_s=30, quietest=lambda start_s, end_s: 0.0
    )
    assert all(stretch.duration_s <= WINDOW_S for stretch in stretches)


def test_the_quietest_of_next_to_nothing_is_its_middle() -> None:
    assert quietest_in(np.zeros(RATE_HZ, np.float32))(0.5, 0.52) == pytest.approx(0.51)


def test_a_stretch_gives_its_part_of_the_recording() -> None:
    samples = np.arange(3 * RATE_HZ, dtype=np.float32)
    part = Stretch(1.0, 1.5).of(samples)
    assert (part[0], len(part)) == (RATE_HZ, RATE_HZ / 2)


def test_a_window_must_have_room_beside_its_padding() -> None:
    with pytest.raises(ValueError, match="no room"):
        cut_stretches((), window_s=0.34, duration_s=1)


def test_the_speech_in_a_stretch_is_timed_from_its_start() -> None:
    answer = spans((0, 1), (4, 6), (7, 8), (9, 12), (14, 15))
    assert spans_within(Stretch(5, 10), answer) == spans((0, 1), (2, 3), (4, 5))
    assert spans_within(Stretch(1, 4), answer) == ()
