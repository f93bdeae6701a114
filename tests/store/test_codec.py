"""Whatever is stored comes back as it was, for every type that the history holds."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicesim.assess.assessment import Assessment, Structure, Timing
from voicesim.assess.norms import Norms
from voicesim.bank.question import Question
from voicesim.speech.words import SpeechSpan, Transcript, Word
from voicesim.store.codec import decode, encode

STORED = [
    *(Question, Word, SpeechSpan, Transcript, Timing, Structure, Assessment, Norms),
    tuple[SpeechSpan, ...],
]


@pytest.mark.parametrize("kind", STORED, ids=str)
@settings(deadline=None)
@given(data=st.data())
def test_every_stored_type_survives_the_round_trip(kind: Any, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert repr(decode(kind, encode(value))) == repr(value)  # repr, because nan differs from itself


def test_a_text_that_is_not_valid_unicode_survives() -> None:
    word = Word("broken \ud800 pair", None, None, 1.0)
    assert decode(Word, encode(word)) == word


def test_numbers_of_numpy_are_stored_as_numbers() -> None:
    word = Word("so", np.float32(0.5), np.float64(1.5), 1.0)  # type: ignore[arg-type]
    assert decode(Word, encode(word)) == Word("so", 0.5, 1.5, 1.0)


def test_a_whole_number_becomes_a_float_where_one_is_declared() -> None:
    span = decode(SpeechSpan, '{"start_s": 1, "end_s": 2}')
    assert repr(span) == "SpeechSpan(start_s=1.0, end_s=2.0)"


@dataclasses.dataclass(frozen=True)
class Grown:
    old: str
    new: int = 7


def test_fields_may_be_added_with_a_default_and_taken_away() -> None:
    assert decode(Grown, '{"old": "a", "gone": [1]}') == Grown("a", 7)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Word, '{"text": 1, "start_s": null, "end_s": null, "probability": 1}'),
        (Word, '{"text": "a", "start_s": "0", "end_s": null, "probability": 1}'),
        (Word, '{"text": "a", "start_s": true, "end_s": null, "probability": 1}'),
        (Word, '{"text": "a"}'),
        (Word, "[]"),
        (Word, "null"),
        (Question, '{"id":"q","section":"s","prompt":"p","style":"song","target_s":1,"key_points":[]}'),
        (Transcript, '{"words": "abc", "language": "en", "model": "text"}'),
        (Transcript, '{"words": [], "language":'),
    ],
)
def test_what_does_not_fit_the_type_is_a_value_error(kind: Any, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(kind, text)


def test_a_type_that_cannot_be_stored_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(TypeError, match="cannot store a object"):
        encode(object())
    with pytest.raises(TypeError, match="cannot read"):
        decode(dict[str, str], "{}")
