"""What the terminal shows of how an answer was given, and by which norms."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from tests.sample_session import story
from voicesim.assess.assessment import (
    Assessment,
    Figure,
    Gap,
    OwnQuestion,
    PaceStretch,
    Phase,
    SentenceRun,
    Structure,
)
from voicesim.assess.norms import load_norms
from voicesim.cli.render.console import THEME
from voicesim.cli.render.measures import measures, times
from voicesim.store.records import Preparation


def judged() -> Assessment:
    found = story().assessment
    assert found is not None
    return found


def lines(assessment: Assessment, preparation: Preparation | None = None) -> dict[str, str]:
    """By the name that each line begins with; lines that were broken are put together again."""
    out = io.StringIO()
    console = Console(file=out, width=400, theme=THEME, highlight=False)
    console.print(measures(assessment, load_norms(), console, preparation))
    named = [line.split(None, 1) for line in out.getvalue().splitlines() if line[:1].strip()]
    return {name: text.strip() for name, text in named}


def test_seconds_used_to_think_stand_first() -> None:
    shown = lines(judged(), Preparation(30.0, 12.4))
    assert next(iter(shown.items())) == ("thought", "12 of 30 s")
    assert "thought" not in lines(judged())


def test_they_are_shown_before_the_answer_is_written_down() -> None:
    out = io.StringIO()
    console = Console(file=out, width=200, theme=THEME)
    console.print(times(judged().timing, load_norms(), Preparation(30.0, 30.0)))
    assert "30 of 30 s" in out.getvalue()


def test_very_long_pauses_are_counted_apart() -> None:
    timing = replace(judged().timing, pauses=(Gap(10.0, 12.5), Gap(20.0, 24.0)))
    shown = lines(replace(judged(), timing=timing))["pauses"]
    assert shown.startswith("2 long (1 very long): 2.5 s at 0:10")


def test_where_it_rushed_and_how_fast_without_the_silences() -> None:
    heard = replace(judged().delivery, articulation_wpm=171.3, rushed=(PaceStretch(62.0, 80.0, 212.0),))
    shown = lines(replace(judged(), delivery=heard))["pace"]
    assert "171 without the silences" in shown
    assert shown.endswith("rushed from 1:02 to 1:20 (212)")


def test_the_share_of_i_and_we() -> None:
    heard = replace(judged().delivery, i_words=6, we_words=2)
    assert lines(replace(judged(), delivery=heard))["words"].startswith("I ×6, we ×2 (75% I)")


def test_figures_say_what_they_measure_and_where() -> None:
    figures = (Figure("12 percent", 12, "percent", 41.0, "churn"), Figure("$3M", 3e6, "dollars", None))
    assert lines(replace(judged(), figures=figures))["figures"] == "12 percent (churn) at 0:41, $3M"


def test_the_norms_that_it_was_measured_against_stand_last() -> None:
    name, text = list(lines(judged()).items())[-1]
    assert name == "norms"
    assert text.startswith("on target 0:22 to 0:34; first word late after 5 s; pause long from 2 s")
    assert text.endswith("(voicesim norms: sources, and how to switch each off)")


def test_the_phases_of_a_problem_are_shown_with_what_was_surely_not_there_below() -> None:
    phases = (
        Phase("goal", 0.5, True, (SentenceRun(0, 4, 4.0, 8.0, "What we want is"),)),
        Phase("options", 0.2, False),
    )
    note = "No second option was named."
    found = replace(
        judged(), structure=Structure(None, None, None, None, (note,), phases=phases), style="case"
    )
    out = io.StringIO()
    console = Console(file=out, width=200, theme=THEME)
    console.print(measures(found, load_norms(), console))
    half_s = found.timing.target_s / 2
    assert f"phases         goal at 0:04 (4 of {half_s:.0f} s)" in out.getvalue()
    assert f"               {note}" in out.getvalue()
    assert "story" not in lines(found)


def test_ones_own_questions_are_shown_with_what_holds_for_all_of_them_below() -> None:
    asked = (OwnQuestion(SentenceRun(0, 4, 4.0, 8.0, "Is it fun?"), "yes or no"),)
    structure = Structure(None, None, None, None, ("All can be answered with yes or no.",), questions=asked)
    out = io.StringIO()
    console = Console(file=out, width=200, theme=THEME)
    console.print(measures(replace(judged(), structure=structure, style="ask"), load_norms(), console))
    shown = out.getvalue()
    assert "questions      1 asked: “Is it fun?” at 0:04 (yes or no)" in shown
    assert "               All can be answered with yes or no." in shown
