"""When an interviewer stops a speaker who runs long, and with which question."""

from __future__ import annotations

from dataclasses import replace

from voicesim.assess.assessment import Structure
from voicesim.assess.follow_up import TARGET_S
from voicesim.assess.norms import Norms
from voicesim.assess.probe_rules import OUTCOME
from voicesim.bank.question import KeyPoint, Question

PAUSE_S = 0.5
"""A pause of this length is one in which somebody can be stopped without being talked over."""

SET_UP_S = 20.0
"""So long a set-up may go on after its share of the target is used up; both are this project's choice."""

STOP = "Let me stop you there."
_ASKS = {
    "outcome": (OUTCOME, "Says what came of it in the end.", "What came of it in the end?"),
    "deed": ("own-deed", "Says what they decided or did.", "What did you decide to do?"),
    "answer": ("decision", "Says what they decide or would do.", "What do you decide, in one sentence?"),
}


def is_time(
    question: Question, elapsed_s: float, silence_s: float, norms: Norms, *, setting_up_s: float = 0.0
) -> bool:
    """Whether to stop an answer now, so many seconds after its begin and in a pause that is so long.

    `setting_up_s` is how long a story has only been set up, 0 when it is past that.
    """
    if silence_s < PAUSE_S:
        return False
    long_set_up_s = norms.setup_most_share * question.target_s + SET_UP_S
    return elapsed_s > norms.far_over_share * question.target_s or setting_up_s > long_set_up_s


def set_up_s(structure: Structure | None) -> float:
    """How long a story has only been set up: 0 from its first deed on, and where it has no times."""
    if structure is None or structure.situation_s is None or structure.task_s is None:
        return 0.0
    return 0.0 if structure.action_s or structure.result_s else structure.situation_s + structure.task_s


def stopping_probes(question: Question) -> tuple[str, ...]:
    """All that may be said to stop an answer to this question."""
    return tuple(f"{STOP} {_ASKS[name][2]}" for name in _names(question))


def stopping_question(question: Question, elapsed_s: float, norms: Norms) -> Question:
    """The question with which an answer is stopped: what came of a story, or what was done where it was only
    set up, else a decision. What the answer missed is not known yet, so the reply is judged by all points."""
    over = elapsed_s > norms.far_over_share * question.target_s
    point_id, means, asked = _ASKS[_names(question)[0 if over else -1]]
    point = KeyPoint(point_id, "content", means, (), f"{STOP} {asked}")
    others = tuple(each for each in question.key_points if each.id != point.id)
    target_s = min(TARGET_S, question.target_s)
    return replace(question, prompt=point.probe, target_s=target_s, key_points=(point, *others))


def _names(question: Question) -> tuple[str, ...]:
    return ("outcome", "deed") if question.style == "story" else ("answer",)
