"""How the benchmark with real people reads recordings and counts what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.benchmarks.people import table
from tools.benchmarks.people_recordings import Recording, people_folder, read_recordings
from tools.benchmarks.people_scores import Score, score, total
from voicesim.errors import InputError
from voicesim.speech.ums import ums_in_common

LINE = {"id": "a", "file": "a.flac", "group": "read", "text": "So we did.", "ums_kept": True}


def put(folder: Path, *lines: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "manifest.jsonl").write_text(text, encoding="utf-8")
    return folder


class TestCounting:
    def test_ums_on_either_side_are_no_wrong_words(self) -> None:
        assert score("So um we did, uh, it", "So we, erm, did it", ums_kept=True) == Score(4, 0, 2, 1, 0)

    def test_ums_are_right_where_they_stand_in_their_place_whatever_they_are_called(self) -> None:
        assert score("um so we uh did it", "uh so we did um it", ums_kept=True) == Score(4, 0, 2, 2, 1)

    def test_ums_count_only_where_the_text_has_them(self) -> None:
        assert score("so we did", "um so we did", ums_kept=False) == Score(3, 0)

    @pytest.mark.parametrize("yes", ["uh-huh", "Uh huh", "mm-hmm", "Mm-hm"])
    def test_yes_is_no_um(self, yes: str) -> None:
        assert score(f"{yes} we did", "we did", ums_kept=True).ums_said == 0

    def test_wrong_words_are_other_missing_and_added_ones(self) -> None:
        assert score("a b c d", "a x c d e", ums_kept=False).wrong == 2
        assert score("a b c d", "", ums_kept=False).wrong == 4
        assert score("", "thank you", ums_kept=False) == Score(0, 2)

    @pytest.mark.parametrize(
        ("said", "written", "right"),
        [
            ("um", "um", 1),
            ("", "um", 0),
            ("um um um", "um um", 2),
            ("a um b", "a b um", 0),
            ("so um we did um it", "so we um did it", 0),
            ("um a", "a um a", 1),
            ("um x um", "um um", 2),
            ("a b um c d", "z um c d", 1),
        ],
    )
    def test_the_best_alignment_counts(self, said: str, written: str, right: int) -> None:
        assert ums_in_common(said.split(), written.split()) == right

    def test_of_all_alignments_with_the_fewest_wrong_words_the_one_with_most_ums_counts(self) -> None:
        assert ums_in_common(["a", "um"], ["um", "b"]) == 1

    def test_scores_add_up(self) -> None:
        assert total([Score(1, 2, 3, 4, 5), Score(1, 1, 1, 1, 1)]) == Score(2, 3, 4, 5, 6)
        assert total([]).rate == 0.0


class TestReading:
    def test_each_line_is_a_recording(self, tmp_path: Path) -> None:
        folder = put(tmp_path, LINE | {"licence": "more is welcome"}, "", LINE | {"id": "b"})
        one, other = read_recordings(folder)
        assert one == Recording("a", folder / "a.flac", "read", "So we did.", True)
        assert other.id == "b"

    @pytest.mark.parametrize(
        "line",
        ["{", "[]", "3", {"id": "a"}, LINE | {"text": 3}, LINE | {"ums_kept": "yes"}],
        ids=lambda line: str(line)[:20],
    )
    def test_a_line_that_is_none_is_named(self, tmp_path: Path, line: dict[str, bool | str] | str) -> None:
        with pytest.raises(InputError, match=r"manifest\.jsonl, line 2: ") as error:
            read_recordings(put(tmp_path, LINE, line))
        assert "\n" not in str(error.value)

    def test_a_folder_without_a_manifest_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"manifest\.jsonl cannot be read"):
            read_recordings(tmp_path)

    def test_the_folder_may_be_named_by_a_variable(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VOICESIM_PEOPLE", str(tmp_path))
        assert people_folder() == tmp_path

    def test_the_recordings_of_the_tests_may_be_passed_on(self) -> None:
        folder = Path(__file__).parents[1] / "speech" / "data" / "people"
        lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
        assert all("public domain" in json.loads(line)["licence"] for line in lines)
        assert {one.path.name for one in read_recordings(folder)} == {p.name for p in folder.glob("*.flac")}


def test_the_table_has_each_group_and_all_of_them() -> None:
    def recording(group: str) -> Recording:
        return Recording("x", Path("x"), group, "", True)

    scores = [(Score(10, 1, 2, 1, 1), Score(10, 2, 2, 0, 0)), (Score(30, 0), Score(30, 3))]
    lines = table([recording("talk"), recording("read")], scores).splitlines()
    assert lines[2:5] == [
        "| read | 1 | 30 | 0.0 % (0) | 10.0 % (3) |",
        "| talk | 1 | 10 | 10.0 % (1) | 20.0 % (2) |",
        "| all | 2 | 40 | 2.5 % (1) | 12.5 % (5) |",
    ]
    assert lines[-2:] == [
        "| voicesim | 2 | 1 | 1 | 100 % | 50 % |",
        "| faster-whisper | 2 | 0 | 0 | none | 0 % |",
    ]
