"""A real interview and what had been practised for it: as plain data, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicesim.report.json_values import Json, rounded, seconds
from voicesim.report.markdown import plain
from voicesim.review.debrief import LikelyQuestion, Practised
from voicesim.store.debriefs import Came, Debrief
from voicesim.wording import count

DIGITS = 3


@dataclass(frozen=True, slots=True)
class CameQuestion:
    """A question that came, the prompt of the bank's question that it is, how that had gone, and what it is
    like."""

    came: Came
    prompt: str
    practised: Practised | None
    nearest: Sequence[LikelyQuestion] = ()


def debrief_json(debrief: Debrief, told: Sequence[CameQuestion]) -> Json:
    return {
        "id": debrief.id,
        "held_on": debrief.held_on.isoformat(),
        "about": debrief.about,
        "noted_at": debrief.noted_at,
        "questions": [_came_json(each) for each in told],
    }


def debrief_markdown(debrief: Debrief, told: Sequence[CameQuestion]) -> str:
    about = f", {plain(debrief.about)}" if debrief.about else ""
    blocks = [f"# Interview on {debrief.held_on}{about}", f"{summary_words(told)}"]
    blocks += ["\n".join(_came_lines(each)) for each in told]
    return "\n\n".join(blocks) + "\n"


def summary_words(told: Sequence[CameQuestion]) -> str:
    """How many came, and how many of them were known and practised."""
    known = sum(each.came.question_id is not None for each in told)
    practised = sum(each.practised is not None for each in told)
    return f"{count(len(told), 'question')} came: {known} in your banks, {practised} practised before."


def practised_words(came: Came, practised: Practised | None) -> str:
    """How a question that came had gone, in a sentence's worth of words."""
    if came.question_id is None:
        return "none of yours, as you said" if came.decided else "in none of your banks, as far as is known"
    if practised is None:
        return "not practised before"
    return "; ".join(_how(practised))


def _how(practised: Practised) -> Iterator[str]:
    newest, days = practised.newest, practised.days_before
    ago = "the same day" if days == 0 else f"{count(days, 'day')} before"
    yield f"practised {'once' if practised.answers == 1 else f'{practised.answers} times'}, last {ago}"
    if newest.points:
        left = f", open: {', '.join(practised.open)}" if practised.open else ""
        yield f"{practised.made} of {len(newest.points)} points made{left}"
    if newest.length is not None:
        yield newest.length.replace("-", " ") if newest.length == "on-target" else f"too {newest.length}"
    if newest.rating is not None and newest.rating.went is not None:
        yield f"you thought: {newest.rating.went} of 5"


def _came_lines(told: CameQuestion) -> Iterator[str]:
    came = told.came
    yield f"{came.number}. “{plain(came.asked)}”"
    if came.question_id is not None:
        how = "as you said" if came.decided else f"likeness {came.likeness or 0.0:.2f}"
        prompt = f": {plain(told.prompt)}" if told.prompt else ""
        yield f"   - {plain(str(came.bank_id))}, {plain(came.question_id)} ({how}){prompt}"
    yield f"   - {plain(practised_words(came, told.practised))}"


def _came_json(told: CameQuestion) -> Json:
    came = told.came
    return {
        "number": came.number,
        "asked": came.asked,
        "bank": came.bank_id,
        "question": came.question_id,
        "likeness": rounded(came.likeness, DIGITS),
        "decided": came.decided,
        "nearest": [
            {"bank": each.bank_id, "question": each.question.id, "likeness": rounded(each.likeness, DIGITS)}
            for each in told.nearest
        ],
        "practised": _practised_json(told.practised) if told.practised else None,
    }


def _practised_json(practised: Practised) -> Json:
    newest = practised.newest
    return {
        "answers": practised.answers,
        "last": newest.attempt_id,
        "last_at": newest.created_at,
        "days_before": practised.days_before,
        "points": len(newest.points),
        "made": practised.made,
        "open": list(practised.open),
        "answer_s": seconds(newest.answer_s),
        "target_s": seconds(newest.target_s),
        "length": newest.length,
        "went": newest.rating.went if newest.rating else None,
    }
