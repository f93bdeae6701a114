"""Answers as rows for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from voicesim.assess.assessment import Assessment, Voice
from voicesim.inputs.text import clean
from voicesim.store.records import Attempt, Session
from voicesim.stories.telling import Telling

Cell = str | int | float | None

COLUMNS = (
    *("session", "started_at", "answer", "number", "take", "bank", "section", "question", "state"),
    *("recorded_s", "target_s", "answer_s", "over_s", "length", "to_first_word_s", "speaking_s"),
    *("pauses", "longest_pause_s", "words", "words_per_minute", "pace"),
    *("fillers", "fillers_per_minute", "filler_load", "possible_hesitations", "repeated"),
    *("points", "covered", "check", "missed", "covered_points", "check_points", "missed_points"),
    *("advice", "text"),
    *("follow_up", "follow_up_recorded_s", "follow_up_covered", "follow_up_check", "follow_up_text"),
    *("own_covered_points", "own_missed_points", "second_covered_points", "second_missed_points"),
    *("self_rating", "thought_made_points", "corrected_points", "correction_reasons", "story"),
    *("pitch_spread_st", "pitch_range_st", "flat_stretches", "end_drop_db", "faded_ends"),
)
"""New columns are added at the end, and none is renamed, so that sheets built on them go on working."""

_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def table(session: Session, attempts: Sequence[Attempt], told: Mapping[str, Telling] | None = None) -> str:
    """CSV with a header and one row for each answer; seconds to 2 decimals, lists parted by "; ". `told` are
    the stories that answers tell, by their ids.

    Unknown cells are empty. A text that a spreadsheet would run as a formula begins with an apostrophe
    (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for attempt in attempts:
        row = _circumstances(session, attempt) | _said(attempt)
        row |= _judged(attempt.assessment) if attempt.assessment else {}
        row["story"] = told[attempt.id].match.story.name if told and attempt.id in told else None
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return file.getvalue()


def _circumstances(session: Session, attempt: Attempt) -> dict[str, Cell]:
    second = [found for hit in attempt.to_check if (found := attempt.second_on(hit.point_id))]
    return {
        "session": session.id,
        "started_at": session.started_at,
        "answer": attempt.id,
        "number": attempt.number,
        "take": attempt.take,
        "bank": attempt.judgement.bank_id if attempt.judgement else session.bank_id,
        "section": attempt.question.section,
        "question": attempt.question.id,
        "state": attempt.state,
        "recorded_s": attempt.recorded_s,
        "target_s": attempt.question.target_s,
        "text": attempt.transcript.text if attempt.transcript else None,
        **(_follow_ups(attempt) if attempt.reply else {}),
        "own_covered_points": "; ".join(own.point_id for own in attempt.own if own.made),
        "own_missed_points": "; ".join(own.point_id for own in attempt.own if not own.made),
        "second_covered_points": "; ".join(each.point_id for each in second if each.made),
        "second_missed_points": "; ".join(each.point_id for each in second if not each.made),
    }


def _said(attempt: Attempt) -> dict[str, Cell]:
    """What its speakers thought of it beforehand, and the verdicts that they disagree with."""
    corrected = [own for own in attempt.own if own.corrects]
    rating = attempt.rating
    return {
        "self_rating": rating.went if rating else None,
        "thought_made_points": "; ".join(rating.made or ()) if rating else None,
        "corrected_points": "; ".join(own.point_id for own in corrected),
        "correction_reasons": "; ".join(f"{own.point_id}: {own.reason}" for own in corrected if own.reason),
    }


def _follow_ups(answer: Attempt) -> dict[str, Cell]:
    """The points that were asked after, and what the replies made of them, all together."""
    replies = answer.replies
    brought_out = [hit for each in (answer, *replies) for hit in each.brought_out]
    lengths = [reply.recorded_s for reply in replies if reply.recorded_s is not None]
    texts = [reply.transcript.text for reply in replies if reply.transcript]
    return {
        "follow_up": "; ".join(str(reply.asks) for reply in replies),
        "follow_up_recorded_s": sum(lengths) if lengths else None,
        "follow_up_covered": "; ".join(hit.point_id for hit in brought_out if hit.verdict == "covered"),
        "follow_up_check": "; ".join(hit.point_id for hit in brought_out if hit.verdict == "check"),
        "follow_up_text": " ".join(texts) if texts else None,
    }


def _judged(assessment: Assessment) -> dict[str, Cell]:
    timing, delivery = assessment.timing, assessment.delivery
    return {
        "target_s": timing.target_s,
        "answer_s": timing.answer_s,
        "over_s": timing.over_s,
        "length": timing.verdict,
        "to_first_word_s": timing.to_first_word_s,
        "speaking_s": timing.speaking_s,
        "pauses": None if timing.answer_s is None else len(timing.pauses),
        "longest_pause_s": timing.longest_pause_s,
        "words": delivery.words,
        "words_per_minute": delivery.words_per_minute,
        "pace": delivery.pace,
        "fillers": len(delivery.fillers),
        "fillers_per_minute": delivery.fillers_per_minute,
        "filler_load": delivery.filler_load,
        "possible_hesitations": None if timing.answer_s is None else len(delivery.possible_hesitations),
        "repeated": len(delivery.repeated),
        "points": len(assessment.points),
        **_points(assessment),
        **(_voice(assessment.voice) if assessment.voice else {}),
        "advice": "; ".join(assessment.advice),
    }


def _voice(voice: Voice) -> dict[str, Cell]:
    return {
        "pitch_spread_st": voice.spread_st,
        "pitch_range_st": voice.range_st,
        "flat_stretches": len(voice.flat),
        "end_drop_db": voice.end_drop_db,
        "faded_ends": len(voice.faded),
    }


def _points(assessment: Assessment) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for verdict in ("covered", "check", "missed"):
        ids = [hit.point_id for hit in assessment.points if hit.verdict == verdict]
        found |= {verdict: len(ids), f"{verdict}_points": "; ".join(ids)}
    return found


def _cell(value: Cell) -> Cell:
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, str):
        text = " ".join(clean(value).split())
        return f"'{text}" if text.startswith(_FORMULA_BEGINS) else text
    return value
