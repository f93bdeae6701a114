"""Every threshold has a source, and the user may change it."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from tests.assess.conftest import Say
from voicesim.assess.advice import advise
from voicesim.assess.judge import assess
from voicesim.assess.norm_phrases import measured_against
from voicesim.assess.norms import (
    PROFILES,
    Norms,
    clock_zone,
    ends_by_key_only,
    explain_norms,
    load_norms,
    norms_for,
    profile_of,
    with_profile,
)
from voicesim.bank.question import Question
from voicesim.errors import InputError
from voicesim.speech.words import Word


def test_each_norm_says_what_it_does_and_where_it_comes_from() -> None:
    explained = explain_norms(load_norms())
    assert [norm.name for norm in explained] == [field.name for field in fields(Norms)]
    for norm in explained:
        assert norm.says.endswith("."), norm.name
        assert norm.unit, norm.name
        assert norm.source, norm.name
        assert norm.link.startswith("https://") or norm.source.startswith("Own choice:"), norm.name
        assert not norm.changed
        assert norm.off.endswith(' = "off"')


def test_the_user_changes_a_norm() -> None:
    norms = load_norms({"pace_fast_wpm": 190})
    assert norms.pace_fast_wpm == 190.0
    assert norms.pause_long_s == load_norms().pause_long_s
    assert [norm.name for norm in explain_norms(norms) if norm.changed] == ["pace_fast_wpm"]


@pytest.mark.parametrize("value", [0, -1, "2", True, None, float("nan"), float("inf"), [2]])
def test_a_value_that_is_no_number_above_zero_is_refused_by_name(
    value: bool | float | list[int] | str | None,
) -> None:
    with pytest.raises(InputError, match=r"\[norms\] pause_long_s: .* is not a number above 0"):
        load_norms({"pause_long_s": value})


def test_an_unknown_norm_is_refused_with_its_nearest_neighbour() -> None:
    with pytest.raises(InputError, match=r"\[norms\] pause_log_s: .* did you mean pause_long_s\?"):
        load_norms({"pause_log_s": 2})


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        load_norms({"pace": 1, "pause_long_s": "x"})
    assert len(str(caught.value).splitlines()) == 2


def test_norms_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(InputError, match=r"pause_long_s = 5 must be below pause_very_long_s = 4"):
        load_norms({"pause_long_s": 5})


@pytest.mark.parametrize(
    ("elapsed_s", "zone"),
    [
        (0, "early"), (89.9, "early"), (90, "good"), (138, "good"), (138.1, "over"), (150, "over"),
        (150.1, "far-over"),
    ],
)  # fmt: skip
def test_the_clock_changes_its_zone_at_the_edges_of_the_band(elapsed_s: float, zone: str) -> None:
    assert clock_zone(elapsed_s, 120.0, load_norms()) == zone


def test_a_problem_gives_more_time_to_think_and_a_story_does_not() -> None:
    norms = load_norms()
    assert norms_for("case", norms).first_word_late_s == 20.0
    assert norms_for("case", norms).pause_very_long_s == 8.0
    assert norms_for("story", norms) == norms_for(None, norms) == norms


def test_a_norm_of_ones_own_that_is_longer_stays() -> None:
    norms = load_norms({"first_word_late_s": 60.0})
    assert norms_for("estimate", norms).first_word_late_s == 60.0


def test_twelve_seconds_of_thought_are_no_matter_in_a_case(say: Say, question: Question) -> None:
    words = say("I would look at who uses it first and why they do it at all.", every_s=0.4, at_s=12.0)
    asked = {style: replace(question, style=style, target_s=6.0) for style in ("case", "story")}
    told = {style: assess(each, words, None, 30.0, load_norms()) for style, each in asked.items()}
    assert not any("first word came" in line for line in told["case"].advice)
    assert told["case"].style == "case"
    assert told["case"].timing == told["story"].timing


SWITCHES = sorted({norm.off.split()[0] for norm in explain_norms(load_norms())})


@pytest.mark.parametrize("name", SWITCHES)
def test_every_norm_can_be_switched_off_as_its_text_says(name: str) -> None:
    norms = load_norms({name: "off"})
    assert [norm.name for norm in explain_norms(norms) if norm.is_off] == [name]


def test_what_another_norm_is_measured_by_names_that_one() -> None:
    with pytest.raises(InputError, match=r'pace_window_s: .* write pace_rush_wpm = "off"'):
        load_norms({"pace_window_s": "off"})


def test_a_profile_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(
        InputError, match=r"\[norms\] profile: there is no profile 'slow'; there are usual, patience"
    ):
        load_norms({"profile": "slow"})


def test_ones_own_values_go_before_those_of_the_profile() -> None:
    norms = load_norms({"profile": "patience", "pause_very_long_s": 9})
    (kept,) = [norm for norm in explain_norms(norms) if norm.name == "pause_very_long_s"]
    assert (kept.value, kept.is_off) == (9.0, False)
    assert profile_of(load_norms({"profile": "patience"})) == "patience"
    assert profile_of(load_norms()) == "usual"


def halting(say: Say) -> tuple[Word, ...]:
    """Slow, with pauses, words said again, and a late beginning."""
    text = "[7] We we cut the the churn [5] by by a third. [6] Then then I I grew the team [8] to ten people."
    return say(text, every_s=1.2, lasts_s=0.6)


def test_patience_has_no_verdict_on_pace_pauses_and_repeats(question: Question, say: Say) -> None:
    words = halting(say)
    usual, patient = (assess(question, words, None, None, load_norms({"profile": name})) for name in PROFILES)
    assert (usual.delivery.pace, len(usual.timing.pauses), len(usual.delivery.repeated)) == ("slow", 3, 5)
    assert (patient.delivery.pace, patient.timing.pauses, patient.delivery.repeated) == (None, (), ())
    for word in ("paus", "began", "words a minute", "first word"):
        assert not any(
            word in line
            for line in advise(
                question,
                words,
                patient.timing,
                patient.delivery,
                None,
                (),
                load_norms({"profile": "patience"}),
            )
        )
    told = "; ".join(measured_against(patient, load_norms({"profile": "patience"})))
    assert told == (
        "on target 1:30 to 2:18; 5 fillers a minute are fine, above 12 too many; profile patience"
    )


def test_only_patience_lets_nothing_but_a_key_end_an_answer() -> None:
    assert ends_by_key_only({"profile": "patience"})
    assert not ends_by_key_only({"pause_long_s": 3})
    assert not ends_by_key_only(with_profile({"profile": "patience"}, "usual"))


@pytest.mark.parametrize(
    ("off", "told"),
    [
        ("on_target_from_share", "on target to 2:18"),
        ("on_target_to_share", "on target from 1:30"),
        ("pause_very_long_s", "pause long from 2 s;"),
        ("pace_slow_wpm", "fast above 175 words per minute, rushed above 200"),
        ("pace_rush_wpm", "100 to 175 words per minute;"),
        ("fillers_act_per_minute", "5 fillers a minute are fine;"),
    ],
)
def test_a_norm_that_is_off_is_not_named_beside_the_feedback(
    off: str, told: str, question: Question, say: Say
) -> None:
    judged = assess(question, halting(say), None, None, load_norms())
    assert told in "; ".join((*measured_against(judged, load_norms({off: "off"})), ""))
