"""Answers and sessions as plain data for `--json`; the shape is in schema/assessment.schema.json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from voicesim.assess.assessment import (
    Assessment,
    Delivery,
    Filler,
    Gap,
    PaceStretch,
    PitchWindow,
    PlacedPause,
    PointHit,
    Repeat,
    Stretch,
    Timing,
    Voice,
)
from voicesim.assess.norms import Norms, is_off
from voicesim.assess.own import OwnVerdict
from voicesim.assess.second import SecondVerdict
from voicesim.assess.self_rating import SelfRating
from voicesim.report.estimate_json import estimate_json
from voicesim.report.json_values import Json, figure_json, rounded, seconds
from voicesim.report.structure_json import structure_json
from voicesim.report.telling_json import telling_json
from voicesim.speech.calibration import um_recall
from voicesim.speech.words import Transcript, Word
from voicesim.store.applied import applied_norms
from voicesim.store.records import Attempt, EarlierVoice, Preparation, Remark, Session
from voicesim.stories.telling import Telling

PROBABILITY_DIGITS = 3
RATE_DIGITS = 1
VOICE_DIGITS = 2


def assessment_json(
    answer_id: str,
    question_id: str | None,
    bank_id: str,
    bank_version: str,
    transcript: Transcript | None,
    assessment: Assessment | None,
    timing: Timing | None = None,
    *,
    norms: Norms | None = None,
    preparation: Preparation | None = None,
    own: Sequence[OwnVerdict] = (),
    second: Sequence[SecondVerdict] = (),
    recall: float | None = None,
    earlier: EarlierVoice | None = None,
) -> Json:
    """One answer. What is not known is None: all that needs sound for a text, and `text`, `delivery` and the
    scorer of an answer that is not written down or judged yet; `timing` can be given for such a one. `norms`
    are those that it was judged by, by name; what they mean is in `voicesim norms --json`. `own` is what the
    speakers themselves say of their points, and `second` what the second reader says of those to check;
    `recall` is the share of their ums that is heard, where that is known, and `earlier` how the pitch moved
    in the answers before it."""
    judged = assessment
    decided = {each.point_id: each for each in own}
    told = {each.point_id: each for each in second}
    timing = judged.timing if judged else timing
    return {
        "id": answer_id,
        "question": question_id,
        "bank": bank_id,
        "text": transcript.text if transcript else None,
        "words": [_word(word) for word in transcript.words] if transcript else [],
        "timing": _timing(timing, preparation) if timing else None,
        "delivery": _delivery(judged.delivery, recall) if judged else None,
        "voice": _voice(judged.voice, earlier) if judged and judged.voice else None,
        "structure": structure_json(judged.structure) if judged and judged.structure else None,
        "points": [
            _point(point, decided.get(point.point_id), told.get(point.point_id)) for point in judged.points
        ]
        if judged
        else [],
        "figures": [figure_json(figure) for figure in judged.figures] if judged else [],
        "clarifying": [_heard(asked) for asked in judged.clarifying] if judged else [],
        "estimate": estimate_json(judged.estimate) if judged and judged.estimate else None,
        "advice": list(judged.advice) if judged else [],
        "notes": list(judged.notes) if judged else [],
        "cuts": [_cut(cut) for cut in judged.cuts] if judged else [],
        "norms": _norms(norms) if judged and norms else None,
        "versions": {
            "scorer": judged.scorer if judged else None,
            "bank": bank_version,
            "model": transcript.model if transcript else None,
        },
    }


def _norms(norms: Norms) -> Json:
    """None for those that are switched off."""
    return {name: None if is_off(value) else value for name, value in asdict(norms).items()}


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
        "brought_out": [hit.point_id for hit in answer.nudged],
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


def _word(word: Word) -> Json:
    return {
        "text": word.text,
        "start_s": seconds(word.start_s),
        "end_s": seconds(word.end_s),
        "probability": rounded(word.probability, PROBABILITY_DIGITS),
    }


def _gap(gap: Gap | PaceStretch | PitchWindow | PlacedPause | Stretch) -> Json:
    return {"start_s": seconds(gap.start_s), "end_s": seconds(gap.end_s)}


def _cut(cut: Stretch) -> Json:
    saves_s = None if cut.start_s is None else seconds(cut.duration_s)
    return _gap(cut) | {"text": cut.text, "saves_s": saves_s}


def _heard(heard: Filler | Repeat) -> Json:
    return {"text": heard.text, "at_s": seconds(heard.at_s)}


def _timing(timing: Timing, preparation: Preparation | None) -> Json:
    return {
        "target_s": seconds(timing.target_s),
        "recorded_s": seconds(timing.recorded_s),
        "to_first_word_s": seconds(timing.to_first_word_s),
        "answer_s": seconds(timing.answer_s),
        "speaking_s": seconds(timing.speaking_s),
        "over_s": seconds(timing.over_s),
        "verdict": timing.verdict,
        "pauses": [_gap(pause) for pause in timing.pauses],
        "longest_pause_s": seconds(timing.longest_pause_s),
        "prep_s": seconds(preparation.given_s) if preparation else None,
        "prep_used_s": seconds(preparation.used_s) if preparation else None,
    }


def _delivery(delivery: Delivery, recall: float | None) -> Json:
    return {
        "words": delivery.words,
        "words_per_minute": rounded(delivery.words_per_minute, RATE_DIGITS),
        "fillers": [_heard(filler) for filler in delivery.fillers],
        "fillers_per_minute": rounded(delivery.fillers_per_minute, RATE_DIGITS),
        "um_recall": rounded(recall, PROBABILITY_DIGITS),
        "possible_hesitations": [_gap(gap) for gap in delivery.possible_hesitations],
        "repeated": [_heard(repeat) for repeat in delivery.repeated],
        "verdict": {"pace": delivery.pace, "fillers": delivery.filler_load},
        "articulation_wpm": rounded(delivery.articulation_wpm, RATE_DIGITS),
        "fastest": _pace(delivery.fastest) if delivery.fastest else None,
        "rushed": [_pace(stretch) for stretch in delivery.rushed],
        "hedges": [_heard(hedge) for hedge in delivery.hedges],
        "i_words": delivery.i_words,
        "we_words": delivery.we_words,
        "pauses": [_gap(pause) | {"place": pause.place} for pause in delivery.pauses],
    }


def _pace(stretch: PaceStretch) -> Json:
    return _gap(stretch) | {"words_per_minute": rounded(stretch.words_per_minute, RATE_DIGITS)}


def _voice(voice: Voice, earlier: EarlierVoice | None) -> Json:
    return {
        "pitch_hz": rounded(voice.pitch_hz, VOICE_DIGITS),
        "spread_st": rounded(voice.spread_st, VOICE_DIGITS),
        "range_st": rounded(voice.range_st, VOICE_DIGITS),
        "windows": [
            _gap(each)
            | {name: rounded(getattr(each, name), VOICE_DIGITS) for name in ("spread_st", "range_st")}
            for each in voice.windows
        ],
        "flat": [_gap(each) for each in voice.flat],
        "ends": voice.ends,
        "end_drop_db": rounded(voice.end_drop_db, VOICE_DIGITS),
        "faded": [
            {"at_s": seconds(each.at_s), "drop_db": rounded(each.drop_db, VOICE_DIGITS), "after": each.after}
            for each in voice.faded
        ],
        "earlier": asdict(earlier) if earlier else None,
    }


def _point(point: PointHit, own: OwnVerdict | None, second: SecondVerdict | None) -> Json:
    return {
        "id": point.point_id,
        "kind": point.kind,
        "verdict": point.verdict,
        "evidence": point.evidence,
        "start_s": seconds(point.start_s),
        "end_s": seconds(point.end_s),
        "why": point.why,
        "likelihood": point.likelihood,
        "own": own.verdict if own else None,
        "own_reason": (own.reason or None) if own else None,
        "own_over": own.over if own else None,
        "second": second_json(second) if second and point.verdict == "check" else None,
    }


def second_json(second: SecondVerdict) -> Json:
    """What the second reader says of a point to check."""
    return {"made": second.made, "quote": second.quote, "model": second.model}
