from __future__ import annotations

from voicesim.audio.time_line import TimeLine

RATE_HZ = 1000
FRAME = 20


def silences(*times_s: float | None, origin_s: float = 0.0) -> list[int]:
    """The samples of silence before each frame of 20 ms that says it is played at these times."""
    line = TimeLine(RATE_HZ, origin_s)
    return [line.silence_before(time_s, FRAME) for time_s in times_s]


def test_frames_that_follow_each_other_have_no_silence_between() -> None:
    assert silences(0.0, 0.02, 0.04) == [0, 0, 0]


def test_a_gap_is_silence_as_long_as_it_lasts() -> None:
    assert silences(0.0, 5.02, 5.04) == [0, 5000, 0]


def test_a_late_start_is_silence() -> None:
    assert silences(1.5, 1.52) == [1500, 0]


def test_time_is_counted_from_where_the_file_says_it_begins() -> None:
    assert silences(11.5, 11.52, origin_s=10.0) == [1500, 0]


def test_times_that_are_rounded_or_tremble_are_no_gap() -> None:
    assert silences(0.0, 0.021, 0.039, 0.075, 0.095) == [0, 0, 0, 0, 0]


def test_many_small_losses_are_made_up_for_once_they_can_be_heard() -> None:
    assert silences(0.0, 0.04, 0.08, 0.12) == [0, 0, 0, 60]


def test_a_frame_that_does_not_know_its_time_follows_the_one_before() -> None:
    assert silences(0.0, None, 0.04, 1.06) == [0, 0, 0, 1000]


def test_after_a_joint_where_time_begins_again_gaps_count_on() -> None:
    assert silences(0.0, 0.02, 0.04, 0.06, 0.0, 0.02, 0.04, 1.06) == [0, 0, 0, 0, 0, 0, 0, 1000]


def test_a_single_time_that_is_wrong_changes_nothing() -> None:
    assert silences(1.0, 1.02, 0.0, 1.06, 1.08) == [1000, 0, 0, 0, 0]


def test_a_leap_of_hours_is_no_silence() -> None:
    assert silences(0.0, 40_000.0, 40_000.02, 40_001.04) == [0, 0, 0, 1000]
