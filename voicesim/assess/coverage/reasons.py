"""A verdict in plain words."""

from __future__ import annotations

from voicesim.assess.assessment import Verdict
from voicesim.assess.coverage.detectors import no_measure
from voicesim.assess.coverage.features import Answer, Scored
from voicesim.bank.question import KeyPoint

OFF_TOPIC = "This answer seems to be about something else, or to say nothing about the question."

_ABSENT = {
    "content": "Nothing you said shows it.",
    "metric": "No figure or named measure is tied to it.",
    "tradeoff": "Nothing is named that was given up, left out or delayed.",
}
_PRESENT = {
    "content": "You said what was done, not only that it matters.",
    "metric": "A measure is named and tied to what it measures.",
    "tradeoff": "You named what was given up, left out or delayed.",
}


def explain(point: KeyPoint, answer: Answer, scored: Scored, verdict: Verdict, *, doubted: bool) -> str:
    """One sentence on why the verdict is what it is."""
    if doubted:
        return "The words that would show it were hard to make out: listen to them again."
    if verdict == "covered":
        return _PRESENT[point.kind]
    if verdict == "check":
        return "It may be meant here, but it is not said plainly enough to be certain."
    return _why_missed(point, answer, scored)


def _why_missed(point: KeyPoint, answer: Answer, scored: Scored) -> str:
    if point.kind == "metric" and any(no_measure(clause.text) for clause in answer.clauses):
        return "You said that there was no figure for it."
    if scored.best is None:
        return _ABSENT[point.kind]
    stances = answer.stances[scored.best.first : scored.best.last + 1]
    if any(stance.denied for stance in stances):
        return "The nearest words say that it was not done."
    if any(stance.agent == "other" for stance in stances):
        return "The nearest words tell what somebody else did."
    if any(stance.agent == "anyone" or stance.wished for stance in stances):
        return "The nearest words say what should be done, not what you did."
    return _ABSENT[point.kind]
