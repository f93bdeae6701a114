"""The smaller measures, as every report that is read tells them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.sample_session import story
from voicesim.assess.assessment import (
    Assessment,
    Figure,
    Filler,
    Gap,
    OwnQuestion,
    PaceStretch,
    Phase,
    SentenceRun,
    Structure,
)
from voicesim.assess.norms import load_norms
from voicesim.report.details import details
from voicesim.store.records import Preparation


def judged(**timing: Any) -> Assessment:
    found = story().assessment
    assert found is not None
    return replace(found, timing=replace(found.timing, **timing))


def told(assessment: Assessment, preparation: Preparation | None = None) -> dict[str, str]:
    return dict(details(assessment, load_norms(), preparation))


def test_seconds_used_to_think_are_told_of_those_there_were() -> None:
    assert told(judged(), Preparation(30.0, 12.4))["Thought first"] == "12 of 30 s"
    assert "Thought first" not in told(judged())


def test_an_answer_that_ran_long_is_told_what_could_go_until_it_reaches_its_target() -> None:
    cuts = (
        SentenceRun(5, 20, 40.0, 52.5, "So the background is"),
        SentenceRun(30, 35, 80.0, 88.0, "I said"),
        SentenceRun(40, 42, 90.0, 92.0, "And then"),
    )
    long = replace(judged(verdict="long", over_s=15.0), cuts=cuts)
    assert told(long)["Could go"] == (
        "0:40 to 0:52, “So the background is”, saves 12 s; 1:20 to 1:28, “I said”, saves 8 s"
    )
    assert "Could go" not in told(replace(judged(verdict="on-target", over_s=5.0), cuts=cuts))


def test_only_very_long_pauses_are_named_one_by_one() -> None:
    pauses = (Gap(10.0, 12.5), Gap(20.0, 24.0))
    assert told(judged(pauses=pauses))["Very long pauses"] == "4.0 s at 0:20"
    assert "Very long pauses" not in told(judged(pauses=pauses[:1]))


def test_words_pace_and_figures_are_told() -> None:
    found = judged()
    heard = replace(
        found.delivery,
        i_words=6,
        we_words=2,
        hedges=(Filler("maybe", 1.0), Filler("i think", 2.0), Filler("maybe", 3.0)),
        articulation_wpm=171.3,
        rushed=(PaceStretch(62.0, 80.0, 212.0),),
    )
    figures = (
        Figure("12 percent", 12, "percent", 41.0, "churn"),
        Figure("six users", 6, "users", None, "users"),
    )
    lines = told(replace(found, delivery=heard, figures=figures))
    assert lines["I and we"] == "I 6, we 2 (75% I)"
    assert lines["Hedges"] == "maybe ×2, i think"
    assert lines["Pace without silences"] == "171 words per minute"
    assert lines["Rushed"] == "1:02 to 1:20 (212 words per minute)"
    assert lines["Figures"] == "12 percent (churn) at 0:41, six users"


def test_the_norms_stand_last_with_those_that_the_user_changed() -> None:
    name, text = details(judged(), load_norms({"pause_long_s": 1.5}), None)[-1]
    assert name == "Measured against"
    assert text.startswith("on target 0:22 to 0:34; ")
    assert "pause long from 1.5 s, very long from 4 s" in text
    assert "set-up up to 30%, action from 50%, result from 10% of the story" in text
    assert text.endswith("; changed by you: pause_long_s")


def test_the_phases_of_a_problem_are_told_by_the_clock_and_as_they_were_heard() -> None:
    structure = Structure(
        None, None, None, None, phases=(Phase("goal", 0.1, True), Phase("choice", 0.2, None))
    )
    lines = told(replace(judged(), structure=structure, style="metric"))
    assert lines["Phases by the clock"].startswith("goal 0:")
    assert lines["Phases heard"] == "goal; not told apart: choice"


def test_ones_own_questions_are_counted_and_told_each_with_what_is_known_of_it() -> None:
    asked = (
        OwnQuestion(SentenceRun(0, 4, 4.0, 8.6, "So you said…"), "open", particular=True),
        OwnQuestion(SentenceRun(9, 12, 61.0, 62.4, "Is it fun?"), "yes or no", common=True),
        OwnQuestion(SentenceRun(20, 24, None, None, "Could I stop it…"), None),
    )
    structure = Structure(None, None, None, None, questions=asked)
    assert told(replace(judged(), structure=structure, style="ask"))["Your questions"] == (
        "3 asked, 1 open, 1 on something particular, 1 for any company: “So you said…” at 0:04 (open, "
        "something particular), “Is it fun?” at 1:01 (yes or no, for any company), “Could I stop it…”"
    )
