"""scripts/bench story_map: how often what the map says of a point is what people say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.stories.written import LAUNCH, story
from tools.benchmarks.story_map import STORIES, Labelled, main, read_labelled, score
from voicesim.assess.assessment import Verdict
from voicesim.assess.coverage import Likely
from voicesim.bank.load import find_question, load_bank
from voicesim.errors import InputError
from voicesim.stories.served import Fit

QUESTION = find_question(load_bank("senior-pm"), "launch-failed")
OTHER = find_question(load_bank("senior-pm"), "used-data")


def labelled(fit: str, *made: str) -> Labelled:
    return Labelled(story(), QUESTION if fit == "well" else OTHER, fit, frozenset(made))


def fit_of(one: Labelled, *said: tuple[Verdict, float]) -> Fit:
    points = zip(one.question.key_points, said, strict=True)
    return Fit(
        one.question.id,
        one.story.name,
        tuple(Likely(point.id, each[1], each[0], 0, 0) for point, each in points),
    )


def test_claims_are_counted_apart_from_what_is_left_open() -> None:
    well = labelled("well", "setback", "impact", "lesson")
    covered, check, missed = ("covered", 0.9), ("check", 0.6), ("missed", 0.1)
    found = score([well], [fit_of(well, covered, covered, check, check, check, missed)])  # type: ignore[arg-type]
    assert (found.stories, found.pairs, found.claimed) == (1, 6, 3)
    assert found.makes_right == 0.5  # the setback, and not ownership
    assert found.does_not_right == 0.0  # the lesson is in the story
    assert found.claims_right == pytest.approx(1 / 3, abs=0.001)
    assert found.open == 0.5
    assert found.likelier == pytest.approx(2 / 6, abs=0.001)  # the setback and the impact


def test_a_story_about_something_else_makes_no_point_and_the_best_question_comes_first() -> None:
    well, other = labelled("well", "setback"), labelled("not")
    sure: list[tuple[Verdict, float]] = [("covered", 0.9)] * 6
    found = score([well, other], [fit_of(well, *sure), Fit(OTHER.id, well.story.name, None)])
    assert (found.does_not_right, found.best_first) == (1.0, 1)
    assert (
        score([well, other], [Fit(QUESTION.id, well.story.name, None), fit_of(other, *sure)]).best_first == 0
    )


@pytest.mark.parametrize("folder", [STORIES, STORIES.with_name("stories-2")])
def test_the_labelled_stories_can_be_read(folder: Path) -> None:
    found = read_labelled(folder)
    names = [one.story.name for one in found]
    assert len(found) == 48
    assert all(names.count(name) == 3 for name in names)
    assert sum(one.fit == "well" for one in found) == len(set(names))


def test_a_label_that_the_question_does_not_have_is_named(tmp_path: Path) -> None:
    written(tmp_path, ["nonsense"])
    with pytest.raises(InputError, match="launch-failed has other points than"):
        read_labelled(tmp_path)


def test_stories_of_ones_own_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, ["impact"])
    main([str(tmp_path), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["stories"], told["pairs"], told["best_first"]) == (1, 6, 1)


def written(folder: Path, made: list[str]) -> None:
    (folder / "late-launch.md").write_text(LAUNCH, encoding="utf-8")
    row = {
        "story": "late-launch",
        "fit": "well",
        "bank": "senior-pm",
        "question": "launch-failed",
        "made": made,
    }
    (folder / "labels.jsonl").write_text(json.dumps(row), encoding="utf-8")
