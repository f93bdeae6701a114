"""The norms that an answer was measured against, in a few words each: what is shown beside the feedback."""

from __future__ import annotations

from voicesim.assess.assessment import Assessment
from voicesim.assess.norms import Norms, explain_norms, norms_for
from voicesim.wording import clock


def measured_against(assessment: Assessment, norms: Norms) -> tuple[str, ...]:
    """The thresholds behind the verdicts that this answer got, in the order of the feedback; last, where
    there are any, the names of those that the user has changed."""
    return (
        *_times(assessment, norms_for(assessment.style, norms)),
        *_story(assessment, norms),
        *_changed(norms),
    )


def _times(assessment: Assessment, norms: Norms) -> tuple[str, ...]:
    timing = assessment.timing
    if timing.answer_s is None:
        return ()
    from_s, to_s = (
        share * timing.target_s for share in (norms.on_target_from_share, norms.on_target_to_share)
    )
    return (
        f"on target {clock(from_s)} to {clock(to_s)}",
        f"first word late after {norms.first_word_late_s:g} s",
        f"pause long from {norms.pause_long_s:g} s, very long from {norms.pause_very_long_s:g} s",
        f"{norms.pace_slow_wpm:g} to {norms.pace_fast_wpm:g} words per minute, "
        f"rushed above {norms.pace_rush_wpm:g}",
        f"{norms.fillers_ok_per_minute:g} fillers a minute are fine, above {norms.fillers_act_per_minute:g} "
        "too many",
    )


def _story(assessment: Assessment, norms: Norms) -> tuple[str, ...]:
    structure = assessment.structure
    if structure is None or not any(
        part.name in ("situation", "action", "result") for part in structure.parts
    ):
        return ()
    return (
        f"set-up up to {norms.setup_most_share:.0%}, action from {norms.action_least_share:.0%}, "
        f"result from {norms.result_least_share:.0%} of the story",
    )


def _changed(norms: Norms) -> tuple[str, ...]:
    yours = [norm.name for norm in explain_norms(norms) if norm.changed]
    return (f"changed by you: {', '.join(yours)}",) if yours else ()
