"""A plan as plain data: for `--json`, and what a session tells of the plan that it was practised for."""

from __future__ import annotations

from datetime import date

from voicesim.report.json_values import Json
from voicesim.review.days import Days
from voicesim.schedule.card import Card
from voicesim.schedule.course import Day
from voicesim.schedule.outlook import Outlook
from voicesim.schedule.parts import minutes, round_of
from voicesim.store.plans import StoredPlan
from voicesim.store.records import Session


def plan_json(outlook: Outlook) -> Json:
    """All of it; `days` begin with today, whose blocks tell what is left of them."""
    plan = outlook.plan
    return {
        "on": plan.on.isoformat(),
        "today": outlook.today.isoformat(),
        "days_left": outlook.days_left,
        "minutes_a_day": plan.minutes,
        "banks": [bank.id for bank in outlook.banks],
        "made_at": plan.made_at,
        "role": _role(outlook) if plan.role is not None else None,
        "days": [_day(day, outlook) for day in outlook.days],
        "card": _card(outlook.card),
    }


def _role(outlook: Outlook) -> Json:
    return {
        "file": outlook.plan.role_name,
        "questions": [
            {"bank": bank_id, "question": question_id, "likeness": each.likeness, "sentence": each.sentence}
            for (bank_id, question_id), each in outlook.questions.items()
        ],
        "stories": [
            {"story": name, "likeness": each.likeness, "sentence": each.sentence}
            for name, each in outlook.stories.items()
        ],
    }


def _day(day: Day, outlook: Outlook) -> Json:
    today = day.on == outlook.today
    return {
        "on": day.on.isoformat(),
        "minutes": minutes(day.seconds) if day.seconds else 0,
        "loop": day.is_loop,
        "card": day.card,
        "sittings": [
            {
                "kind": each.kind,
                "bank": each.bank_id,
                "round": round_of(each.bank_id),
                "questions": list(each.question_ids),
            }
            | ({"left": list(outlook.left(each))} if today else {})
            for each in day.blocks
        ],
        "drill": {"bank": day.drill} | ({"done": outlook.drilled} if today else {}) if day.drill else None,
    }


def _card(card: Card) -> Json:
    return {
        "aloud": [{"bank": each.name[0], "question": each.name[1]} for each in card.aloud],
        "points": [
            {"bank": each.name[0], "question": each.name[1], "point": each.point_id, "means": each.means}
            for each in card.points
        ],
        "stories": [
            {"story": each.name, "begins": each.begins, "figures": each.figures} for each in card.stories
        ],
        "asks": list(card.asks),
    }


def planned_for_json(session: Session, plan: StoredPlan | None, days: Days) -> Json | None:
    """The interview that a session of practice was held for; none outside of a plan."""
    if plan is None or session.kind != "practice":
        return None
    held, made = days.of(session.started_at), days.of(plan.made_at)
    return _countdown(plan.on, held) if made <= held <= plan.on else None


def _countdown(on: date, held: date) -> Json:
    return {"on": on.isoformat(), "days_left": (on - held).days}
