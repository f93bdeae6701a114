"""Coverage as heard: the same answers judged as text, and after they were spoken and written down."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.tools.test_coverage_benchmark import TEXT, written
from tests.tools.test_coverage_benchmark import bank as bank
from tools.benchmarks.coverage import main
from tools.benchmarks.coverage_answers import Given
from tools.benchmarks.coverage_heard import Both, by_voice, some, table
from tools.benchmarks.coverage_scores import Claim
from tools.benchmarks.coverage_voices import BEFORE_S, Voices, in_a_room
from tools.benchmarks.people_scores import Score
from voicesim.assess.assessment import Verdict
from voicesim.audio.clip import RATE_HZ
from voicesim.bank.question import Bank


def answer(voice: str, wrong: int, *verdicts: tuple[bool, Verdict, Verdict], rate: float = 160.0) -> Both:
    """Each verdict: whether the point was made, as text and as heard."""
    text = tuple(Claim("content", made, verdict) for made, verdict, _ in verdicts)
    heard = tuple(Claim("content", made, verdict) for made, _, verdict in verdicts)
    return Both(voice, rate, Score(100, wrong), text, heard)


ANSWERS = [
    answer("joe", 4, (True, "covered", "covered"), (False, "missed", "check"), rate=151.0),
    answer("en-us", 10, (True, "covered", "missed"), (True, "check", "check"), rate=184.0),
]


def test_a_verdict_that_changed_is_counted_and_both_ways_are_scored_by_the_same_rules() -> None:
    found = by_voice(ANSWERS)
    assert list(found) == ["all", "joe", "en-us"]
    both = found["all"]
    assert (both.answers, both.words, both.words_wrong, both.changed) == (2, 200, 0.07, 0.5)
    assert (both.text.accuracy, both.heard.accuracy) == (0.875, 0.5)
    assert (both.text.claims_right, both.heard.claims_right) == (1.0, 0.5)
    assert (both.text.check, both.heard.check) == (0.25, 0.5)


def test_the_table_has_text_and_heard_beside_each_other() -> None:
    _, _, row, *voices = table(by_voice(ANSWERS)).splitlines()
    assert row == (
        "| all | 2, 4 | 151 to 184 | 7.0 % of 200 | 0.875, 0.500 | 1.000, 0.500 | 0.250, 0.500 | 0.500 |"
    )
    assert [line.split(" | ")[0] for line in voices] == ["| joe", "| en-us"]


def test_answers_are_taken_evenly_spread_and_only_those_to_their_own_question(bank: Bank) -> None:
    def given(role: str, made: str) -> Given:
        return Given(role, bank.questions[0], (), frozenset(), frozenset({made}), None)  # type: ignore[arg-type]

    own = [given("own", str(number)) for number in range(6)]
    assert some([*own, given("other", "x"), given("off", "y")], 3) == own[::2]
    assert some(own, None) == own
    assert some(own, 99) == own


def test_a_room_has_silence_before_the_voice_and_noise_below_it() -> None:
    voice = np.full(RATE_HZ, 0.3, np.float32)
    room = in_a_room(voice, 2)
    before = room[: round(BEFORE_S * RATE_HZ)]
    assert 0 < np.sqrt(np.mean(before**2)) < 0.004
    assert np.mean(room[len(before) : len(before) + RATE_HZ]) == pytest.approx(0.3, abs=0.001)
    assert np.array_equal(room, in_a_room(voice, 2))


def test_voices_take_turns_and_speak_at_the_rate_of_people(tmp_path: Path) -> None:
    """Several voices without a neural one here; the rate is what comes out, not what was asked for."""
    voices = Voices(tmp_path)
    text = "We tied the boats down before the storm came, and afterwards we counted what was lost on the way."
    first, second = voices.say(text, 0), voices.say(text, 1)
    assert first.voice != second.voice
    assert 125 < second.words_per_minute < first.words_per_minute < 205


def test_the_benchmark_speaks_hears_and_judges(
    tmp_path: Path, bank: Bank, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, TEXT, TEXT)
    main([str(path), "--as-heard", "demo", "--answers", "1", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["file"], told["bank"]) == ("yard.jsonl", "yard")
    assert told["heard"]["all"]["answers"] == 1
    assert told["heard"]["all"]["text"]["pairs"] == told["heard"]["all"]["heard"]["pairs"] == 3


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--answers", "3"), "goes with --as-heard"),
        (("--as-heard", "demo", "--answers", "0"), "must be 1 or more"),
        (("--as-heard", "demo", "--corrupt", "0.1"), "goes without"),
    ],
)
def test_options_that_do_not_go_together_are_told(
    tmp_path: Path, bank: Bank, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SystemExit):
        main([str(written(tmp_path, TEXT)), *options])
    assert said in capsys.readouterr().err


def test_a_model_that_is_not_here_and_a_file_without_answers_are_told(tmp_path: Path, bank: Bank) -> None:
    with pytest.raises(SystemExit, match=r"voicesim models get base\.en"):
        main([str(written(tmp_path, TEXT)), "--as-heard", "base.en"])
    off = tmp_path / "off.txt"
    off.write_text("The film was long.\n", "utf-8")
    with pytest.raises(SystemExit, match="holds no answer to a question of the bank"):
        main([str(off), "--as-heard", "demo", "--bank", str(tmp_path / "yard.yaml")])
