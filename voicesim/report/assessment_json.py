"""Answers and sessions as plain data for `--json`; the shape is in schema/assessment.schema.json."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from voicesim.assess.assessment import (
    Assessment,
    Delivery,
    Figure,
    Filler,
    Gap,
    PaceStretch,
    Part,
    PlacedPause,
    PointHit,
    Repeat,
    Stretch,
    Structure,
    Timing,
)
from voicesim.speech.words import Transcript, Word
from voicesim.store.records import Attempt, Session

Json = dict[str, Any]

SECONDS_DIGITS = 2
PROBABILITY_DIGITS = 3
RATE_DIGITS = 1


def assessment_json(
    answer_id: str,
    question_id: str | None,
    bank_id: str,
    bank_version: str,
    transcript: Transcript | None,
    assessment: Assessment | None,
    timing: Timing | None = None,
) -> Json:
    """One answer. What is not known is None: all that needs sound for a text, and `text`, `delivery` and the
    scorer of an answer that is not written down or judged yet; `timing` can be given for such a one."""
    judged = assessment
    timing = judged.timing if judged else timing
    return {
        "id": answer_id,
        "question": question_id,
        "bank": bank_id,
        "text": transcript.text if transcript else None,
        "words": [_word(word) for word in transcript.words] if transcript else [],
        "timing": _timing(timing) if timing else None,
        "delivery": _delivery(judged.delivery) if judged else None,
        "structure": _structure(judged.structure) if judged and judged.structure else None,
        "points": [_point(point) for point in judged.points] if judged else [],
        "figures": [_figure(figure) for figure in judged.figures] if judged else [],
        "advice": list(judged.advice) if judged else [],
        "cuts": [_gap(cut) | {"text": cut.text} for cut in judged.cuts] if judged else [],
        "versions": {
            "scorer": judged.scorer if judged else None,
            "bank": bank_version,
            "model": transcript.model if transcript else None,
        },
    }


def attempt_json(attempt: Attempt, session: Session, timing: Timing | None = None) -> Json:
    """A stored answer with its newest verdict; the bank is the one that it was judged by.

    `timing` is for an answer that has no verdict yet."""
    judged_by = attempt.judgement or session
    return assessment_json(
        attempt.id,
        attempt.question.id,
        judged_by.bank_id,
        judged_by.bank_version,
        attempt.transcript,
        attempt.assessment,
        timing,
    )


def session_json(session: Session, attempts: Iterable[Attempt]) -> Json:
    """A session; each of its `attempts` is as `attempt_json` gives it, and how it came to be besides."""
    return {
        "id": session.id,
        "started_at": session.started_at,
        "finished_at": session.finished_at,
        "kind": session.kind,
        "bank": session.bank_id,
        "seed": session.seed,
        "attempts": [attempt_json(attempt, session) | _circumstances(attempt) for attempt in attempts],
    }


def _circumstances(attempt: Attempt) -> Json:
    return {
        "number": attempt.number,
        "take": attempt.take,
        "created_at": attempt.created_at,
        "state": attempt.state,
        "audio": attempt.audio_path,
        "recorded_s": _seconds(attempt.recorded_s),
        "ended_by": attempt.ended_by,
        "notices": list(attempt.notices),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    """None also for what JSON has no number for: nan and the infinities."""
    return None if value is None or not math.isfinite(value) else round(value, digits)


def _seconds(value: float | None) -> float | None:
    return _rounded(value, SECONDS_DIGITS)


def _word(word: Word) -> Json:
    return {
        "text": word.text,
        "start_s": _seconds(word.start_s),
        "end_s": _seconds(word.end_s),
        "probability": _rounded(word.probability, PROBABILITY_DIGITS),
    }


def _gap(gap: Gap | PaceStretch | PlacedPause | Part | Stretch) -> Json:
    return {"start_s": _seconds(gap.start_s), "end_s": _seconds(gap.end_s)}


def _heard(heard: Filler | Repeat) -> Json:
    return {"text": heard.text, "at_s": _seconds(heard.at_s)}


def _timing(timing: Timing) -> Json:
    return {
        "target_s": _seconds(timing.target_s),
        "recorded_s": _seconds(timing.recorded_s),
        "to_first_word_s": _seconds(timing.to_first_word_s),
        "answer_s": _seconds(timing.answer_s),
        "speaking_s": _seconds(timing.speaking_s),
        "over_s": _seconds(timing.over_s),
        "verdict": timing.verdict,
        "pauses": [_gap(pause) for pause in timing.pauses],
        "longest_pause_s": _seconds(timing.longest_pause_s),
    }


def _delivery(delivery: Delivery) -> Json:
    return {
        "words": delivery.words,
        "words_per_minute": _rounded(delivery.words_per_minute, RATE_DIGITS),
        "fillers": [_heard(filler) for filler in delivery.fillers],
        "fillers_per_minute": _rounded(delivery.fillers_per_minute, RATE_DIGITS),
        "possible_hesitations": [_gap(gap) for gap in delivery.possible_hesitations],
        "repeated": [_heard(repeat) for repeat in delivery.repeated],
        "verdict": {"pace": delivery.pace, "fillers": delivery.filler_load},
        "articulation_wpm": _rounded(delivery.articulation_wpm, RATE_DIGITS),
        "fastest": _pace(delivery.fastest) if delivery.fastest else None,
        "rushed": [_pace(stretch) for stretch in delivery.rushed],
        "hedges": [_heard(hedge) for hedge in delivery.hedges],
        "i_words": delivery.i_words,
        "we_words": delivery.we_words,
        "pauses": [_gap(pause) | {"place": pause.place} for pause in delivery.pauses],
    }


def _pace(stretch: PaceStretch) -> Json:
    return _gap(stretch) | {"words_per_minute": _rounded(stretch.words_per_minute, RATE_DIGITS)}


def _structure(structure: Structure) -> Json:
    return {
        "situation_s": _seconds(structure.situation_s),
        "task_s": _seconds(structure.task_s),
        "action_s": _seconds(structure.action_s),
        "result_s": _seconds(structure.result_s),
        "notes": list(structure.notes),
        "parts": [{"name": part.name} | _gap(part) for part in structure.parts],
    }


def _point(point: PointHit) -> Json:
    return {
        "id": point.point_id,
        "kind": point.kind,
        "verdict": point.verdict,
        "evidence": point.evidence,
        "start_s": _seconds(point.start_s),
        "end_s": _seconds(point.end_s),
        "why": point.why,
    }


def _figure(figure: Figure) -> Json:
    value = figure.value if math.isfinite(figure.value) else None
    return {"text": figure.text, "value": value, "unit": figure.unit, "at_s": _seconds(figure.at_s)}
