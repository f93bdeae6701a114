"""What is counted of sentences that were read aloud, how it is kept, and which model `auto` takes then."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from voicesim.errors import HistoryError
from voicesim.paths import calibration_file, models_dir
from voicesim.speech.calibration import (
    MAX_RUNS,
    Calibration,
    Heard,
    compare,
    heard_of_you,
    keep,
    kept_calibrations,
    um_recall,
)
from voicesim.speech.models import find_model

SAID = ("So, um, we cut churn by ten percent.", "And, um, that was it.")


def heard(model: str, *, wrong: int = 0, ums_right: int = 2, size_bytes: int = 0) -> Heard:
    size_bytes = size_bytes or find_model("demo").size_bytes
    return Heard(model, size_bytes, 48, wrong, 2, ums_right, ums_right, 20.0, 1.5)


def calibrated(*found: Heard, microphone: str = "Headset") -> None:
    keep(Calibration("2026-11-28T12:00:00+00:00", microphone, found))


def here(*names: str) -> None:
    for name in names:
        shutil.copytree(find_model("demo").directory, models_dir() / name)


class TestCounting:
    def test_words_and_ums_are_counted_apart(self) -> None:
        found = compare("m", 1, SAID, ("So we cut chairs by 10%.", "Uh, and, uh, that was it."), 9.0, 1.0)
        assert (found.words, found.wrong, found.words_right) == (11, 1, 10)
        assert (found.ums, found.ums_right, found.ums_invented) == (2, 1, 1)
        assert found.mistakes == pytest.approx(3 / 13)

    def test_words_that_were_made_up_never_make_the_heard_ones_fewer_than_none(self) -> None:
        assert compare("m", 1, ("Yes.",), ("No and on and on and on.",), 1.0, 1.0).words_right == 0

    @pytest.mark.parametrize(("ums_right", "recall"), [(0, 0.25), (1, 0.5), (2, 0.75)])
    def test_two_ums_are_never_taken_for_all_or_nothing(self, ums_right: int, recall: float) -> None:
        assert heard("m", ums_right=ums_right).um_recall == recall


class TestKeeping:
    def test_it_is_read_once_for_all_answers_that_are_shown_and_anew_when_it_has_changed(self) -> None:
        calibrated(heard("base.en"))
        first = kept_calibrations()
        assert kept_calibrations() is first
        calibrated(heard("base.en", ums_right=0))
        assert len(kept_calibrations()) == 2

    def test_nothing_is_known_before_the_first_time(self) -> None:
        assert kept_calibrations() == ()
        assert um_recall("base.en") is None

    def test_of_the_demo_model_no_recall_is_expected_since_its_answers_are_nobodys(self) -> None:
        calibrated(heard("demo"))
        assert heard_of_you("demo") is not None
        assert um_recall("demo") is None

    def test_readings_with_the_same_microphone_are_added_up(self) -> None:
        calibrated(heard("base.en", ums_right=2))
        calibrated(heard("base.en", ums_right=1))
        found = heard_of_you("base.en")
        assert found is not None
        assert (found.words, found.ums, found.ums_right) == (96, 4, 3)
        assert um_recall("base.en") == pytest.approx(4 / 6)

    def test_another_microphone_begins_anew(self) -> None:
        calibrated(heard("base.en", ums_right=0), heard("tiny.en"))
        calibrated(heard("base.en", ums_right=2), microphone="Webcam")
        assert um_recall("base.en") == 0.75
        assert um_recall("tiny.en") is None

    def test_the_file_holds_counts_and_only_the_last_readings(self) -> None:
        for _ in range(MAX_RUNS + 2):
            calibrated(heard("base.en"))
        assert len(kept_calibrations()) == MAX_RUNS
        (last, *_) = json.loads(calibration_file().read_text())["runs"]
        assert set(last) == {"at", "microphone", "heard"}
        assert all(isinstance(value, int | float) for value in list(last["heard"][0].values())[1:])

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "{",
            "[]",
            '{"runs": 3}',
            '{"runs": [3]}',
            '{"runs": [{"at": "", "microphone": "", "heard": [{}]}]}',
        ],
    )
    def test_a_damaged_file_is_as_none_and_is_written_anew(self, content: str) -> None:
        calibration_file().parent.mkdir(parents=True)
        calibration_file().write_text(content)
        assert um_recall("base.en") is None
        calibrated(heard("base.en"))
        assert um_recall("base.en") == 0.75

    @pytest.mark.parametrize(
        "change", [{"words": 0}, {"ums_right": 3}, {"wrong": "2"}, {"ums": -1}, {"took_s": "x"}]
    )
    def test_counts_that_cannot_be_are_left_out(self, change: dict[str, object]) -> None:
        calibrated(heard("base.en"))
        kept = json.loads(calibration_file().read_text())
        kept["runs"][0]["heard"][0] |= change
        calibration_file().write_text(json.dumps(kept))
        assert kept_calibrations() == ()

    def test_where_it_cannot_be_written_that_is_said(self, home: Path) -> None:
        home.write_text("a file in the place of the data folder")
        with pytest.raises(HistoryError, match="what was heard is not kept"):
            calibrated(heard("base.en"))


class TestAuto:
    def test_a_model_that_hears_this_person_clearly_worse_is_passed_over(self) -> None:
        here("base.en", "tiny.en")
        calibrated(heard("base.en", wrong=5), heard("tiny.en", wrong=1))
        assert find_model().name == "tiny.en"

    def test_one_or_two_mistakes_more_are_chance(self) -> None:
        here("base.en", "tiny.en")
        calibrated(heard("base.en", wrong=3), heard("tiny.en", wrong=1))
        assert find_model().name == "base.en"

    def test_ums_count_as_words_do(self) -> None:
        here("base.en", "tiny.en")
        calibrated(heard("base.en", wrong=2, ums_right=0), heard("tiny.en", wrong=0))
        assert find_model().name == "tiny.en"

    def test_a_model_that_was_not_tried_is_taken_as_before(self) -> None:
        here("small.en", "base.en", "tiny.en")
        calibrated(heard("base.en", wrong=9), heard("tiny.en"))
        assert find_model().name == "small.en"

    def test_what_was_heard_of_other_weights_of_that_name_does_not_count(self) -> None:
        here("base.en", "tiny.en")
        calibrated(heard("base.en", wrong=9, size_bytes=7), heard("tiny.en"))
        assert find_model().name == "base.en"

    def test_a_model_that_does_not_keep_up_is_not_taken_however_well_it_hears(self) -> None:
        here("large-v3", "tiny.en")
        calibrated(heard("large-v3"), heard("tiny.en", wrong=20))
        assert find_model().name == "tiny.en"

    def test_the_demo_model_is_never_taken(self) -> None:
        here("tiny.en")
        calibrated(heard("demo"), heard("tiny.en", wrong=40))
        assert find_model().name == "tiny.en"
