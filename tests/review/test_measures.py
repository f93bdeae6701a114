"""The measures of two takes in words, as the terminal and the browser show them."""

from __future__ import annotations

from dataclasses import replace

from tests.review.test_compare import QUESTION, take
from tests.sample_session import story
from voicesim.review.compare import compare
from voicesim.review.measures import MeasureRow, measure_rows
from voicesim.store.records import Attempt


def rows(before: Attempt, after: Attempt) -> dict[str, MeasureRow]:
    return {each.label: each for each in measure_rows(compare(before, after))}


def livelier() -> Attempt:
    """The story again, in a voice that moves more."""
    told = story()
    assert told.judgement is not None
    judged = told.judgement.assessment
    assert judged.voice is not None
    voice = replace(judged.voice, spread_st=3.5)
    return replace(
        told, id="again", judgement=replace(told.judgement, assessment=replace(judged, voice=voice))
    )


def test_pitch_is_among_them_and_no_grade() -> None:
    found = rows(story(), livelier())["pitch moved by, semitones"]
    assert (found.before, found.after, found.change, found.better) == ("2.1", "3.5", "+1.4", None)


def test_what_neither_take_has_is_left_out() -> None:
    assert "pitch moved by, semitones" not in rows(take(1, "+"), take(2, "+"))


def test_nearer_to_the_target_is_better() -> None:
    assert QUESTION.target_s == 60.0
    longer, shorter = take(1, "+", seconds=45.0), take(2, "+", seconds=30.0)
    assert rows(shorter, longer)["time"] == MeasureRow("time", "0:30", "0:45", "+0:15", True)
    assert rows(longer, shorter)["time"].better is False


def test_as_far_from_it_on_the_other_side_is_neither() -> None:
    assert rows(take(1, "+", seconds=50.0), take(2, "+", seconds=70.0))["time"].better is None


def test_more_points_are_better_and_as_many_the_same() -> None:
    assert rows(take(1, "+-"), take(2, "++"))["points made"].better is True
    same = rows(take(1, "+-"), take(2, "-+"))["points made"]
    assert (same.change, same.better) == ("same", None)
