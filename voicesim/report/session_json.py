"""Stored answers and sessions as plain data for `--json`: a verdict, and how it came to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from voicesim.assess.assessment import Timing
from voicesim.assess.self_rating import SelfRating
from voicesim.report.assessment_json import assessment_json
from voicesim.report.json_values import Json, seconds
from voicesim.report.telling_json import telling_json
from voicesim.speech.calibration import um_recall
from voicesim.store.applied import applied_norms
from voicesim.store.records import Attempt, Remark, Session
from voicesim.stories.telling import Telling


def attempt_json(attempt: Attempt, session: Session, timing: Timing | None = None) -> Json:
    """A stored answer with its newest verdict and, apart from it, the follow-up; the bank is the one that it
    was judged by.

    `timing` is for an answer that has no verdict yet."""
    return _judged(attempt, session, timing) | {"follow_up": _follow_up(attempt, session)}


def _judged(attempt: Attempt, session: Session, timing: Timing | None = None) -> Json:
    judged_by = attempt.judgement or session
    return assessment_json(
        attempt.id,
        attempt.question.id,
        judged_by.bank_id,
        judged_by.bank_version,
        attempt.transcript,
        attempt.assessment,
        timing,
        norms=applied_norms(attempt),
        preparation=attempt.preparation,
        own=attempt.own,
        second=attempt.second,
        recall=um_recall(attempt.transcript.model) if attempt.transcript else None,
        earlier=attempt.earlier,
    )


def _follow_up(answer: Attempt, session: Session) -> Json | None:
    """What was asked after, what was replied, and which points of the answer only the reply made; in it what
    was asked after the reply in turn. None where nothing was asked."""
    reply = answer.reply
    if reply is None:
        return None
    judged = _judged(reply, session)
    known = ("text", "words", "timing", "delivery", "voice", "points", "figures")
    kept = ("created_at", "state", "audio", "recorded_s", "ended_by", "notices", "remarks")
    return {
        "id": reply.id,
        "asks": reply.asks,
        "probe": reply.question.prompt,
        "brought_out": [hit.point_id for hit in answer.brought_out],
        **{name: judged[name] for name in known},
        **{name: _circumstances(reply)[name] for name in kept},
        "versions": judged["versions"],
        "follow_up": _follow_up(reply, session),
    }


def session_json(
    session: Session, attempts: Iterable[Attempt], told: Mapping[str, Telling] | None = None
) -> Json:
    """A session; each of its `attempts` is as `attempt_json` gives it, and how it came to be besides. With
    `told`, which answers tell a story, each has its `story` or null."""
    return {
        "id": session.id,
        "started_at": session.started_at,
        "finished_at": session.finished_at,
        "kind": session.kind,
        "bank": session.bank_id,
        "seed": session.seed,
        "attempts": [
            attempt_json(attempt, session) | _circumstances(attempt) | _story(attempt, told)
            for attempt in attempts
        ],
    }


def _story(attempt: Attempt, told: Mapping[str, Telling] | None) -> Json:
    if told is None:
        return {}
    return {"story": telling_json(told[attempt.id]) if attempt.id in told else None}


def _circumstances(attempt: Attempt) -> Json:
    return {
        "number": attempt.number,
        "take": attempt.take,
        "created_at": attempt.created_at,
        "state": attempt.state,
        "audio": attempt.audio_path,
        "recorded_s": seconds(attempt.recorded_s),
        "ended_by": attempt.ended_by,
        "notices": list(attempt.notices),
        "remarks": [_remark(remark) for remark in attempt.remarks],
        "self_rating": _rating(attempt.rating) if attempt.rating else None,
    }


def _rating(rating: SelfRating) -> Json:
    """What the speakers thought before they were told; null where they did not say."""
    made = None if rating.made is None else list(rating.made)
    return {"went": rating.went, "made": made, "asked": list(rating.asked), "rated_at": rating.at}


def _remark(remark: Remark) -> Json:
    """`author` is null where the speakers wrote it themselves, `at_s` where it is about all of the answer."""
    return {
        "at_s": seconds(remark.at_s),
        "author": remark.author or None,
        "text": remark.text,
        "written_at": remark.written_at,
    }
