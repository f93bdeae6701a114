"""faster-whisper's pieces become whole words in the right place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present import present
from voicesim.speech.stretches import Stretch
from voicesim.speech.word_times import at_speech, in_recording, less_late, whole_words, without_rereading
from voicesim.speech.words import SpeechSpan, Word


@dataclass
class Piece:
    """As faster_whisper.transcribe.Word."""

    word: str
    start: float = 0.0
    end: float = 1.0
    probability: float = 0.9


@dataclass
class Segment:
    words: list[Piece] | None
    seek: int = 0
    end: float = 0.0


def joined(*pieces: str) -> list[str]:
    return [word.text for word in whole_words([Segment([Piece(piece) for piece in pieces])])]


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([" So,", " we", " did."], ["So,", "we", "did."]),
        ([" the", " trade", "-off."], ["the", "trade-off."]),
        ([" by", " 12", "%"], ["by", "12%"]),
        ([" $1", ".5", " million"], ["$1.5", "million"]),
        (["No", " space", " first"], ["No", "space", "first"]),
        ([" a", " ", "", " b"], ["a", "b"]),
        ([], []),
    ],
)
def test_pieces_without_a_space_before_them_belong_to_the_word_before(
    pieces: list[str], words: list[str]
) -> None:
    assert joined(*pieces) == words


def test_a_joined_word_spans_its_parts_and_is_as_sure_as_the_least_sure() -> None:
    pieces = [Piece(" trade", 1.0, 1.4, 0.9), Piece("-off", 1.4, 1.8, 0.3)]
    assert list(whole_words([Segment(pieces)])) == [Word("trade-off", 1.0, 1.8, 0.3)]


def test_a_new_segment_begins_a_new_word() -> None:
    segments = [Segment([Piece(" one")]), Segment(None), Segment([Piece("two")])]
    assert [word.text for word in whole_words(segments)] == ["one", "two"]


def test_numbers_are_pythons_own() -> None:
    piece = Piece(" so", np.float64(0.1), np.float64(0.2), np.float32(0.5))  # type: ignore[arg-type]
    (word,) = whole_words([Segment([piece])])
    assert [type(value) for value in (word.start_s, word.end_s, word.probability)] == [float] * 3


TIMES_S = st.floats(-1, 12)


@given(st.lists(st.tuples(TIMES_S, TIMES_S, st.floats(-0.1, 1.1))))
def test_words_follow_each_other_inside_their_stretch(rows: list[tuple[float, float, float]]) -> None:
    words = [Word("w", start, end, sure) for start, end, sure in rows]
    placed = list(in_recording(words, Stretch(20.0, 30.0)))
    assert len(placed) == len(words)
    assert all(20.0 <= present(word.start_s) <= present(word.end_s) <= 30.0 for word in placed)
    assert all(present(one.end_s) <= present(other.start_s) for one, other in pairwise(placed))
    assert all(0.0 <= word.probability <= 1.0 for word in placed)


def test_times_move_with_the_stretch() -> None:
    words = [Word("a", 0.5, 0.75, 1.0), Word("b", 1.0, 1.5, 1.0)]
    placed = [(word.start_s, word.end_s) for word in in_recording(words, Stretch(20.0, 30.0))]
    assert placed == [(20.5, 20.75), (21.0, 21.5)]


SPANS = (SpeechSpan(1.0, 2.0), SpeechSpan(4.0, 5.0))


@pytest.mark.parametrize(
    ("given_s", "moved_s"),
    [
        ((1.2, 1.4), (1.2, 1.4)),
        ((0.2, 1.4), (1.0, 1.4)),
        ((2.5, 4.4), (4.0, 4.4)),
        ((1.8, 3.0), (1.8, 2.0)),
        ((4.8, 9.0), (4.8, 5.0)),
        ((0.5, 6.0), (1.0, 5.0)),
        ((1.5, 4.5), (1.5, 4.5)),
        ((2.2, 3.8), (2.2, 3.8)),
        ((6.0, 7.0), (6.0, 7.0)),
    ],
    ids=[
        "inside speech",
        "begins before the first speech",
        "begins in a pause",
        "ends in a pause",
        "ends after the last speech",
        "from silence to silence",
        "across a pause",
        "wholly in a pause",
        "wholly after the end",
    ],
)
def test_words_do_not_reach_into_pauses(given_s: tuple[float, float], moved_s: tuple[float, float]) -> None:
    (word,) = at_speech([Word("w", *given_s, 1.0)], SPANS)
    assert (word.start_s, word.end_s) == moved_s


@given(st.lists(st.floats(0, 6), min_size=2, max_size=20).map(sorted))
def test_words_at_speech_stay_in_order(edges: list[float]) -> None:
    words = [Word("w", start, end, 1.0) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    placed = list(at_speech(words, SPANS))
    assert all(present(word.start_s) <= present(word.end_s) for word in placed)
    assert all(present(one.end_s) <= present(other.start_s) for one, other in pairwise(placed))


class TestRereading:
    """What follows once faster-whisper gives the rest of a stretch to the model as a window of its own."""

    speech = (SpeechSpan(0.0, 4.0), SpeechSpan(4.5, 6.0))

    def kept(self, *segments: tuple[int, float]) -> int:
        return len(list(without_rereading([Segment([], *segment) for segment in segments], self.speech)))

    def test_all_segments_of_the_first_window_are_kept(self) -> None:
        assert self.kept((0, 2.0), (0, 5.9), (0, 6.0)) == 3

    def test_the_last_sounds_of_the_last_word_are_not_read_again(self) -> None:
        assert self.kept((0, 5.1), (510, 6.0)) == 1

    def test_a_second_of_speech_or_more_is(self) -> None:
        assert self.kept((0, 4.9), (490, 6.0)) == 2
        assert self.kept((0, 3.4), (340, 6.0)) == 2

    def test_a_pause_is_no_speech_to_read(self) -> None:
        assert list(without_rereading([Segment([], 0, 1.0), Segment([], 100, 9.0)], (SpeechSpan(0, 1),))) == [
            Segment([], 0, 1.0)
        ]

    def test_nothing_stays_nothing(self) -> None:
        assert self.kept() == 0


LATE = (SpeechSpan(1.0, 2.0), SpeechSpan(3.0, 4.0))


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ((1.3, 1.6), (1.2, 1.5)),
        ((1.05, 1.3), (1.0, 1.2)),
        ((1.7, 2.0), (1.6, 2.0)),
        ((1.0, 1.05), (1.0, 1.02)),
        ((2.4, 2.6), (2.3, 2.5)),
    ],
    ids=["within speech", "at its beginning", "at its end", "very short", "in a pause"],
)
def test_words_that_come_late_are_moved_within_their_speech(
    came: tuple[float, float], said: tuple[float, float]
) -> None:
    (moved,) = less_late([Word("so", *came, 0.9)], LATE, 0.1)
    assert (moved.start_s, moved.end_s) == pytest.approx(said)


@given(st.lists(st.floats(0.0, 5.0), min_size=2, max_size=12), st.floats(0.0, 0.3))
def test_words_that_are_moved_stay_in_order_and_never_become_later(times: list[float], late_s: float) -> None:
    came = [Word("so", start, end, 0.9) for start, end in pairwise(sorted(times))]
    moved = list(less_late(came, LATE, late_s))
    for before, after in zip(came, moved, strict=True):
        assert present(after.start_s) <= present(before.start_s)
        assert present(after.start_s) <= present(after.end_s) <= present(before.end_s)
    assert all(present(one.end_s) <= present(other.start_s) for one, other in pairwise(moved))
