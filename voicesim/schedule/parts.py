"""Days and their parts in words, for every view alike."""

from __future__ import annotations

from voicesim.bank.rounds import ROUNDS
from voicesim.review.ahead import Ahead, DayPart
from voicesim.schedule.course import CARD_S, DRILL_QUESTIONS, DRILL_S, BankQuestions, Day, Kind
from voicesim.schedule.outlook import Outlook
from voicesim.wording import count

KINDS: dict[Kind, str] = {
    "due": "due",
    "round": "new",
    "weak": "weak",
    "loop": "loop",
    "warm-up": "aloud",
}
_ROUND_OF = {bank_id: name for name, bank_id in ROUNDS.items()}


def ahead_of(outlook: Outlook) -> Ahead:
    parts = todays_parts(outlook)
    return Ahead(outlook.plan.on, outlook.days_left, sum(part.minutes for part in parts), parts)


def todays_parts(outlook: Outlook) -> tuple[DayPart, ...]:
    """In the order in which they are done; none when the interview is past."""
    day = outlook.now
    if day is None:
        return ()
    parts = [_asked(block, outlook.left(block)) for block in day.blocks]
    if day.drill:
        parts.append(_drill(day.drill, done=outlook.drilled))
    if day.card:
        rest_s = CARD_S - sum(each.seconds for each in day.blocks)
        parts.append(DayPart("read", minutes(rest_s), "", (), (), "the card"))
    return tuple(parts)


def _asked(block: BankQuestions, left: tuple[str, ...]) -> DayPart:
    return DayPart(
        KINDS[block.kind],
        minutes(block.seconds),
        block.bank_id,
        block.question_ids,
        left,
        done=not left,
    )


def _drill(bank_id: str, *, done: bool) -> DayPart:
    told = f"{DRILL_QUESTIONS} questions: which story would you tell?"
    return DayPart("drill", minutes(DRILL_S), bank_id, (), (), told, done)


def minutes(seconds: float) -> int:
    return max(1, round(seconds / 60))


def day_words(day: Day) -> str:
    """A day in a few words: 3 due, 4 new of metrics, drill."""
    if day.card:
        return "the interview; the card for the morning"
    if day.is_loop:
        return f"full loop: {', '.join(round_of(each.bank_id) for each in day.blocks)}"
    told = []
    for kind in ("due", "round", "weak"):
        some = [each for each in day.blocks if each.kind == kind]
        number = sum(len(each.question_ids) for each in some)
        if number and kind == "round":
            told.append(f"{number} new of {', '.join(round_of(each.bank_id) for each in some)}")
        elif number:
            told.append(f"{number} {KINDS[kind]}")
    told += ["story drill"] if day.drill else []
    return ", ".join(told) or "free"


def round_of(bank_id: str) -> str:
    """The round that asks from a bank, or the bank itself."""
    return _ROUND_OF.get(bank_id, bank_id)


def days_left(number: int) -> str:
    return "today" if number == 0 else f"{count(number, 'day')} left"
