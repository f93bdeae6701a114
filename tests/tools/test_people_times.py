"""How the benchmark with real people compares times."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.benchmarks.people_times import (
    Reference,
    Times,
    gaps,
    read_times,
    same_words,
    spread_ms,
    times,
)
from voicesim.errors import InputError
from voicesim.speech.words import SpeechSpan, Word


def words(*told: tuple[str, float, float]) -> tuple[Word, ...]:
    return tuple(Word(text, start, end, 1.0) for text, start, end in told)


SAID = words(("So,", 1.0, 1.2), ("we", 1.3, 1.4), ("stopped.", 2.0, 2.5))


def test_only_words_that_both_have_are_compared() -> None:
    heard = words(("so", 1.1, 1.2), ("they", 1.3, 1.5), ("stopped", 2.05, 2.8))
    pairs = same_words(SAID, heard)
    assert [(one.text, other.text) for one, other in pairs] == [("So,", "so"), ("stopped.", "stopped")]
    found = times(Reference(SAID), heard, [SpeechSpan(1.3, 1.5)])
    assert found.starts_s == pytest.approx((0.1, 0.05))
    assert found.ends_s == pytest.approx((0.0, 0.3))
    assert found.onsets_s == pytest.approx((0.3,))


def test_nobody_pauses_while_another_speaks() -> None:
    both = words(("a", 0.0, 3.0), ("b", 1.0, 1.2), ("c", 3.4, 3.6), ("d", 4.2, 4.5))
    assert gaps(both) == [(3.6, 4.2)]


@pytest.mark.parametrize(
    ("spans", "said_right", "found_right", "f1"),
    [
        ([(1.0, 1.4), (2.0, 2.5)], 1, 1, 1.0),
        ([(1.0, 1.4), (1.95, 2.1), (2.7, 3.0)], 1, 1, 2 / 3),
        ([(1.0, 1.45), (1.9, 2.5)], 1, 0, 1.0),
        ([(1.0, 2.5)], 0, 0, 0.0),
        ([(1.0, 1.4), (3.0, 3.5)], 0, 0, 0.0),
    ],
    ids=["the same", "and one that is none", "not quite as long", "none found", "too long"],
)
def test_a_pause_is_right_when_it_shares_half_with_a_real_one(
    spans: list[tuple[float, float]], said_right: int, found_right: int, f1: float
) -> None:
    found = times(Reference(SAID), (), [SpeechSpan(*span) for span in spans])
    assert (found.pauses_said, found.said_right, found.found_right) == (1, said_right, found_right)
    assert found.pauses_f1 == pytest.approx(f1)


def test_gaps_in_the_talk_of_several_are_no_pauses() -> None:
    found = times(Reference(SAID, one_speaker=False), (), [SpeechSpan(1.0, 1.4), SpeechSpan(2.0, 2.5)])
    assert (found.pauses_said, found.pauses_found, found.pauses_f1) == (0, 0, None)


def test_words_where_nobody_says_any_are_invented_unless_they_are_near() -> None:
    said = Reference(words(("stop", 1.0, 1.5), ("go", 4.0, 4.5)), one_speaker=False)
    heard = words(
        ("stop", 1.0, 1.6), ("it", 1.6, 1.9), ("thank", 2.0, 2.4), ("you", 2.4, 3.0), ("go", 3.9, 4.5)
    )
    found = times(said, heard, ())
    assert found.quiet_s == pytest.approx(2.5)
    assert found.invented == 2


def test_recordings_add_up_and_without_pauses_there_is_no_f1() -> None:
    one, other = Times((0.1,), (), (), 2, 2, 1, 1, 3.0, 1), Times((0.2,), (), (), 0, 1, 0, 0, 1.0, 1)
    assert one + other == Times((0.1, 0.2), (), (), 2, 3, 1, 1, 4.0, 2)
    assert Times().pauses_f1 is None


def test_median_and_95th_percentile_are_in_milliseconds() -> None:
    assert spread_ms([number / 1000 for number in range(101)]) == "50 / 95"
    assert spread_ms(()) == "none"


def test_a_file_of_times_is_read_in_order_or_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "times.json"
    told = [{"word": "b", "start": 1, "end": 2}, {"word": "a", "start": 0.5, "end": 0.9, "speaker": "X"}]
    file.write_text(json.dumps(told), encoding="utf-8")
    assert read_times(file) == Reference(words(("a", 0.5, 0.9), ("b", 1.0, 2.0)), one_speaker=False)
    file.write_text(json.dumps(told[:1]), encoding="utf-8")
    assert read_times(file).one_speaker
    file.write_text('[{"word": "b"}]', encoding="utf-8")
    with pytest.raises(InputError, match=r"times\.json is no array of word, start and end"):
        read_times(file)
