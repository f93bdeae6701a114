"""Comparisons, progress and search results as plain data for `--json`."""

from __future__ import annotations

from collections.abc import Sequence

from voicesim.report.assessment_json import second_json
from voicesim.report.json_values import Json, figure_json, rounded
from voicesim.review.agreement import Agreement, Tally
from voicesim.review.ahead import Ahead
from voicesim.review.compare import Comparison
from voicesim.review.due import Repetition
from voicesim.review.progress import Moment, Progress, WeakPoint
from voicesim.store.records import Attempt
from voicesim.store.search import Match

DIGITS = 3


def match_json(match: Match) -> Json:
    """An answer in which the searched words were said, with each place."""
    return {
        "id": match.attempt_id,
        "session": match.session_id,
        "created_at": match.created_at,
        "question": match.question_id,
        "places": [
            {
                "text": " ".join(word.text for word in match.words[first : last + 1]),
                "start_s": _rounded(match.words[first].start_s),
                "end_s": _rounded(match.words[last].end_s),
            }
            for first, last in match.places
        ],
    }


def comparison_json(comparison: Comparison) -> Json:
    return {
        "question": comparison.after.question.id,
        "before": _take(comparison.before),
        "after": _take(comparison.after),
        "measures": {
            each.name: {
                "before": _rounded(each.before),
                "after": _rounded(each.after),
                "change": _rounded(each.difference),
            }
            for each in comparison.measures
        },
        "points": [
            {
                "id": each.point_id,
                "kind": each.kind,
                "change": each.change,
                "before": _hit(comparison.before, each.point_id),
                "after": _hit(comparison.after, each.point_id),
            }
            for each in comparison.points
        ],
        "figures": [
            {"about": each.about, "before": figure_json(each.before), "after": figure_json(each.after)}
            for each in comparison.figures
        ],
    }


def progress_json(
    progress: Progress, found: Sequence[Repetition], due: Sequence[Repetition], ahead: Ahead | None = None
) -> Json:
    """`found` is every question that was practised, `due` those that are due, `ahead` the interview that is
    planned for."""
    return {
        "answers": progress.answers,
        "sessions": progress.sessions,
        "since": progress.since.isoformat() if progress.since else None,
        "streak_days": progress.streak_days,
        "over_time": [_moment(moment) for moment in progress.overall.moments],
        "sections": [
            {
                "id": section.name,
                "answers": section.answers,
                "over_time": [_moment(moment) for moment in section.moments],
            }
            for section in progress.sections
        ],
        "kinds": [
            {
                "kind": kind.kind,
                "asked": kind.asked,
                "made": kind.made,
                "over_time": [_rounded(share) for share in kind.shares],
            }
            for kind in progress.kinds
        ],
        "weakest": [_weak(point) for point in progress.weakest],
        "self_rating": _agreement(progress.agreement) if progress.agreement else None,
        "corrections": {
            "to_made": progress.corrections.to_made,
            "to_not_made": progress.corrections.to_not_made,
            "since_agreed": progress.corrections.since_agreed,
        },
        "due": [each.question_id for each in due],
        "repetitions": [_repetition(each) for each in sorted(found, key=lambda each: each.due_on)],
        "plan": _ahead(ahead) if ahead else None,
    }


def _ahead(ahead: Ahead) -> Json:
    return {
        "on": ahead.on.isoformat(),
        "days_left": ahead.days_left,
        "minutes_today": ahead.minutes,
        "done_today": ahead.done,
    }


def _take(attempt: Attempt) -> Json:
    return {"id": attempt.id, "created_at": attempt.created_at}


def _hit(take: Attempt, point_id: str) -> Json | None:
    """The judge's verdict, and beside it the second reader's and the speaker's own, which go before it."""
    hits = take.assessment.points if take.assessment else ()
    hit = next((each for each in hits if each.point_id == point_id), None)
    if hit is None:
        return None
    own, second = take.own_on(point_id), take.second_on(point_id)
    return {
        "verdict": hit.verdict,
        "evidence": hit.evidence,
        "start_s": _rounded(hit.start_s),
        "own": own.verdict if own else None,
        "second": second_json(second) if second else None,
    }


def _moment(moment: Moment) -> Json:
    return {
        "session": moment.session_id,
        "at": moment.at,
        "answers": moment.answers,
        "coverage": _rounded(moment.coverage),
        "time_share": _rounded(moment.time_share),
        "words_per_minute": _rounded(moment.words_per_minute),
        "fillers_per_minute": _rounded(moment.fillers_per_minute),
    }


def _agreement(agreement: Agreement) -> Json:
    return {
        "answers": agreement.answers,
        **_tally(agreement.tally),
        "pairs": agreement.pairs,
        "in_order": agreement.in_order,
        "over_time": [
            {"session": each.session_id, "at": each.at, "answers": each.answers, "went": _rounded(each.went)}
            | _tally(each.tally)
            for each in agreement.sessions
        ],
    }


def _tally(tally: Tally) -> Json:
    return {
        "points": tally.points,
        "agreed": tally.both + tally.neither,
        "thought_made_but_missed": tally.over,
        "made_but_not_thought": tally.under,
        "share": _rounded(tally.share),
        "chance": _rounded(tally.chance),
        "kappa": _rounded(tally.kappa),
    }


def _weak(point: WeakPoint) -> Json:
    return {
        "bank": point.bank_id,
        "question": point.question_id,
        "point": point.point_id,
        "kind": point.kind,
        "made": point.made,
        "asked": point.asked,
    }


def _repetition(each: Repetition) -> Json:
    return {
        "bank": each.bank_id,
        "question": each.question_id,
        "last_on": each.last_on.isoformat(),
        "due_on": each.due_on.isoformat(),
        "days_practised": each.days_practised,
        "recall": _rounded(each.recall),
    }


def _rounded(value: float | None) -> float | None:
    return rounded(value, DIGITS)
