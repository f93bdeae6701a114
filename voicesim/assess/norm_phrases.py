"""The norms that an answer was measured against, in a few words each: what is shown beside the feedback."""

from __future__ import annotations

from voicesim.assess.assessment import Assessment
from voicesim.assess.norms import PROFILES, USUAL, Norms, explain_norms, is_off, norms_for, profile_of
from voicesim.wording import clock


def measured_against(assessment: Assessment, norms: Norms) -> tuple[str, ...]:
    """The thresholds behind the verdicts that this answer got, in the order of the feedback, without those
    that are off; last, where there are any, the profile and the names of those that the user has changed."""
    timed = _times(assessment, norms_for(assessment.style, norms))
    return tuple(filter(None, (*timed, *_story(assessment, norms), *_changed(norms))))


def _times(assessment: Assessment, norms: Norms) -> tuple[str, ...]:
    if assessment.timing.answer_s is None:
        return ()
    return (
        _target(assessment.timing.target_s, norms),
        _on("first word late after", norms.first_word_late_s, "s"),
        _joined(
            _on("pause long from", norms.pause_long_s, "s"),
            _on("very long from", norms.pause_very_long_s, "s"),
        ),
        _joined(_pace(norms), _on("rushed above", norms.pace_rush_wpm)),
        _fillers(norms),
    )


def _target(target_s: float, norms: Norms) -> str:
    low, high = norms.on_target_from_share, norms.on_target_to_share
    begins = "" if is_off(low) else f" from {clock(low * target_s)}"
    ends = "" if is_off(high) else f" to {clock(high * target_s)}"
    both = f"{begins}{ends}" if not begins or not ends else f"{begins}{ends}".removeprefix(" from")
    return f"on target{both}" if both else ""


def _pace(norms: Norms) -> str:
    slow, fast = norms.pace_slow_wpm, norms.pace_fast_wpm
    if is_off(slow) or is_off(fast):
        return _on("slow below", slow, "words per minute") or _on("fast above", fast, "words per minute")
    return f"{slow:g} to {fast:g} words per minute"


def _fillers(norms: Norms) -> str:
    fine = _on("", norms.fillers_ok_per_minute, "fillers a minute are fine").strip()
    most = norms.fillers_act_per_minute
    return _joined(fine, "" if is_off(most) else f"above {most:g} too many") if fine else ""


def _on(what: str, value: float, unit: str = "") -> str:
    """A threshold with its unit; nothing when it is off."""
    return "" if is_off(value) else f"{what} {value:g} {unit}".rstrip()


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _story(assessment: Assessment, norms: Norms) -> tuple[str, ...]:
    structure = assessment.structure
    if structure is None or not any(
        part.name in ("situation", "action", "result") for part in structure.parts
    ):
        return ()
    shares = (
        ("set-up up to", norms.setup_most_share),
        ("action from", norms.action_least_share),
        ("result from", norms.result_least_share),
    )
    told = _joined(*("" if is_off(value) else f"{what} {value:.0%}" for what, value in shares))
    return (f"{told} of the story",) if told else ()


def _changed(norms: Norms) -> tuple[str, ...]:
    profile = profile_of(norms)
    yours = [
        norm.name for norm in explain_norms(norms) if norm.changed and norm.name not in PROFILES[profile]
    ]
    return (
        "" if profile == USUAL else f"profile {profile}",
        f"changed by you: {', '.join(yours)}" if yours else "",
    )
