"""Every threshold has a source, and the user may change it."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from voicesim.assess.judge import assess
from voicesim.assess.norms import Norms, clock_zone, explain_norms, load_norms, norms_for
from voicesim.errors import InputError


def test_each_norm_says_what_it_does_and_where_it_comes_from():
    explained = explain_norms(load_norms())
    assert [norm.name for norm in explained] == [field.name for field in fields(Norms)]
    for norm in explained:
        assert norm.says.endswith("."), norm.name
        assert norm.unit, norm.name
        assert norm.source, norm.name
        assert norm.link.startswith("https://") or norm.source.startswith("Own choice:"), norm.name
        assert not norm.changed


def test_the_user_changes_a_norm():
    norms = load_norms({"pace_fast_wpm": 190})
    assert norms.pace_fast_wpm == 190.0
    assert norms.pause_long_s == load_norms().pause_long_s
    assert [norm.name for norm in explain_norms(norms) if norm.changed] == ["pace_fast_wpm"]


@pytest.mark.parametrize("value", [0, -1, "2", True, None, float("nan"), float("inf"), [2]])
def test_a_value_that_is_no_number_above_zero_is_refused_by_name(value):
    with pytest.raises(InputError, match=r"\[norms\] pause_long_s: .* is not a number above 0"):
        load_norms({"pause_long_s": value})


def test_an_unknown_norm_is_refused_with_its_nearest_neighbour():
    with pytest.raises(InputError, match=r"\[norms\] pause_log_s: .* did you mean pause_long_s\?"):
        load_norms({"pause_log_s": 2})


def test_every_mistake_is_told_at_once():
    with pytest.raises(InputError) as caught:
        load_norms({"pace": 1, "pause_long_s": "x"})
    assert len(str(caught.value).splitlines()) == 2


def test_norms_that_contradict_each_other_are_refused():
    with pytest.raises(InputError, match=r"pause_long_s = 5 must be below pause_very_long_s = 4"):
        load_norms({"pause_long_s": 5})


@pytest.mark.parametrize(
    ("elapsed_s", "zone"),
    [
        (0, "early"), (89.9, "early"), (90, "good"), (138, "good"), (138.1, "over"), (150, "over"),
        (150.1, "far-over"),
    ],
)  # fmt: skip
def test_the_clock_changes_its_zone_at_the_edges_of_the_band(elapsed_s, zone):
    assert clock_zone(elapsed_s, 120.0, load_norms()) == zone


def test_a_problem_gives_more_time_to_think_and_a_story_does_not() -> None:
    norms = load_norms()
    assert norms_for("case", norms).first_word_late_s == 20.0
    assert norms_for("case", norms).pause_very_long_s == 8.0
    assert norms_for("story", norms) == norms_for(None, norms) == norms


def test_a_norm_of_ones_own_that_is_longer_stays() -> None:
    norms = load_norms({"first_word_late_s": 60.0})
    assert norms_for("estimate", norms).first_word_late_s == 60.0


def test_twelve_seconds_of_thought_are_no_matter_in_a_case(say, question) -> None:
    words = say("I would look at who uses it first and why they do it at all.", every_s=0.4, at_s=12.0)
    asked = {style: replace(question, style=style, target_s=6.0) for style in ("case", "story")}
    told = {style: assess(each, words, None, 30.0, load_norms()) for style, each in asked.items()}
    assert not any("first word came" in line for line in told["case"].advice)
    assert told["case"].style == "case"
    assert told["case"].timing == told["story"].timing
