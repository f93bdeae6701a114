"""How an answer is built, as plain data for `--json`."""

from __future__ import annotations

from voicesim.assess.assessment import OwnQuestion, Part, Phase, SentenceRun, Structure
from voicesim.report.json_values import Json, seconds


def structure_json(structure: Structure) -> Json:
    """Parts, phases and questions with their seconds; which there are goes by the kind of question."""
    return {
        "situation_s": seconds(structure.situation_s),
        "task_s": seconds(structure.task_s),
        "action_s": seconds(structure.action_s),
        "result_s": seconds(structure.result_s),
        "notes": list(structure.notes),
        "parts": [{"name": part.name} | _place(part) for part in structure.parts],
        "phases": [_phase(phase) for phase in structure.phases],
        "questions": [_own_question(one) for one in structure.questions],
    }


def _phase(phase: Phase) -> Json:
    return {
        "name": phase.name,
        "usual_share": phase.usual_share,
        "heard": phase.heard,
        "seconds": seconds(phase.seconds),
        "stretches": [_place(each) for each in phase.stretches],
    }


def _own_question(one: OwnQuestion) -> Json:
    known: Json = {"form": one.form, "particular": one.particular, "common": one.common}
    return _place(one.place) | {"text": one.place.text} | known


def _place(place: Part | SentenceRun) -> Json:
    return {"start_s": seconds(place.start_s), "end_s": seconds(place.end_s)}
