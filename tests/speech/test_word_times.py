"""faster-whisper's pieces become whole words in the right place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present import present
from voicesim.speech.stretches import Stretch
from voicesim.speech.word_times import (
    at_speech,
    earlier,
    given_time,
    in_recording,
    whole_words,
    without_rereading,
)
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
        ((1.5, 4.05), (1.5, 2.0)),
        ((2.5, 4.05), (4.0, 4.05)),
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
        "barely across a pause",
        "short, and begins in a pause",
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


def at(start_s: float, end_s: float, text: str = "so") -> Word:
    return Word(text, start_s, end_s, 0.9)


def edges(words: Iterable[Word]) -> list[tuple[float | None, float | None]]:
    return [(word.start_s, word.end_s) for word in words]


def test_words_that_come_late_are_moved_to_where_they_were_said() -> None:
    moved = list(earlier([at(0.05, 0.3), at(0.3, 0.3)], 0.1))
    assert edges(moved) == [pytest.approx(times) for times in [(0.0, 0.2), (0.2, 0.2)]]


class TestWordsWithoutLength:
    """faster-whisper leaves out the marks, and with them the time of the word behind a comma or full stop."""

    speech = (SpeechSpan(1.0, 3.0), SpeechSpan(4.0, 5.0))

    def placed(self, *words: Word) -> list[tuple[float | None, float | None]]:
        return edges(given_time(words, self.speech))

    def test_a_word_takes_the_voice_before_it_that_no_word_has(self) -> None:
        assert self.placed(at(1.0, 2.0, "done,"), at(2.4, 2.42, "but")) == [(1.0, 2.0), (2.0, 2.42)]

    def test_only_up_to_the_pause_before(self) -> None:
        assert self.placed(at(1.0, 2.0, "done."), at(4.5, 4.5, "but")) == [(1.0, 2.0), (4.0, 4.5)]

    def test_a_word_in_a_pause_was_said_before_it(self) -> None:
        assert self.placed(at(1.0, 2.0, "done,"), at(3.4, 3.4, "but")) == [(1.0, 2.0), (2.0, 3.0)]

    def test_without_a_gap_it_shares_the_time_of_the_word_before_by_letters(self) -> None:
        shared = self.placed(at(1.0, 1.9, "er,"), at(1.9, 1.9, "before"))
        assert shared == [pytest.approx(times) for times in [(1.0, 1.27), (1.27, 1.9)]]

    def test_several_share_the_same_gap(self) -> None:
        shared = self.placed(at(1.0, 2.0, "done."), at(2.6, 2.6, "but"), at(2.6, 2.6, "she"))
        assert shared == [pytest.approx(times) for times in [(1.0, 2.0), (2.0, 2.3), (2.3, 2.6)]]

    @pytest.mark.parametrize(
        "words",
        [
            [at(1.0, 1.0)],
            [at(1.0, 3.0), at(3.5, 3.5), at(3.5, 3.5)],
            [at(1.0, 1.06), at(1.06, 1.06)],
            [at(1.0, 2.0), at(2.4, 2.5)],
        ],
        ids=["the first word", "nothing but silence", "no room for two", "a short word with a length"],
    )
    def test_others_stay_as_they_are(self, words: list[Word]) -> None:
        assert list(given_time(words, self.speech)) == words


@given(st.lists(st.floats(0.0, 6.0), min_size=2, max_size=14), st.floats(0.0, 0.3))
def test_placed_words_stay_in_order(times: list[float], late_s: float) -> None:
    came = [at(start, end) for start, end in pairwise(sorted(times))]
    placed = list(at_speech(given_time(earlier(came, late_s), SPANS), SPANS))
    assert [word.text for word in placed] == [word.text for word in came]
    assert all(present(word.start_s) <= present(word.end_s) for word in placed)
    assert all(present(one.end_s) <= present(other.start_s) for one, other in pairwise(placed))
