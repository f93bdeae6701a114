"""What is shown when the interview is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from voicesim.assess.assessment import Assessment
from voicesim.cli.render.measures import LENGTH_STYLE, LOAD_STYLE, PACE_STYLE
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import ToCopy, prose
from voicesim.review.latest import USUAL_BANK, practise_question
from voicesim.store.records import Attempt
from voicesim.wording import clock, count, second_words

_COLUMNS = (
    Column("question"),
    Column("time", right=True),
    Column("target", right=True, spare=True),
    Column("words/min", right=True, spare=True),
    Column("fillers/min", right=True, spare=True),
    Column("points", right=True),
    Column("still open", prose=True),
)


def summary(attempts: Sequence[Attempt]) -> RenderableType:
    """One line an answer, and what to practise next."""
    if not attempts:
        return Text("No answer was recorded.", style="watch")
    return Group(Rows(_COLUMNS, [Row(_row(attempt)) for attempt in attempts]), *_next_step(attempts))


def _row(attempt: Attempt) -> list[Text]:
    name = attempt.question.id if attempt.take == 1 else f"{attempt.question.id} (take {attempt.take})"
    target = Text(clock(attempt.question.target_s), style="quiet")
    assessment = attempt.assessment
    if assessment is None:
        dash = Text("–", style="quiet")
        return [
            Text(name),
            Text(clock(attempt.recorded_s)),
            target,
            dash,
            dash,
            dash,
            Text("not written down"),
        ]
    return [Text(name), _time(assessment), target, *_delivery(assessment), *_points(attempt)]


def _time(assessment: Assessment) -> Text:
    timing = assessment.timing
    return Text(clock(timing.answer_s), style=LENGTH_STYLE.get(timing.verdict or "", ""))


def _delivery(assessment: Assessment) -> list[Text]:
    delivery = assessment.delivery
    pace = "–" if delivery.words_per_minute is None else f"{delivery.words_per_minute:.0f}"
    load = "–" if delivery.fillers_per_minute is None else f"{delivery.fillers_per_minute:.1f}"
    return [
        Text(pace, style=PACE_STYLE.get(delivery.pace or "", "")),
        Text(load, style=LOAD_STYLE.get(delivery.filler_load or "", "")),
    ]


def _points(attempt: Attempt) -> list[Text]:
    covered = sum(hit.verdict == "covered" for hit in attempt.standing)
    check = sum(hit.verdict == "check" for hit in attempt.standing)
    made = f"{covered} of {len(attempt.standing)}" + (f" +{check}?" if check else "")
    missed = ", ".join(hit.point_id for hit in attempt.standing if hit.verdict == "missed")
    return [Text(made), Text(missed or "nothing", style="quiet" if missed else "good")]


def _next_step(attempts: Sequence[Attempt]) -> list[RenderableType]:
    judged = [a for a in attempts if a.assessment is not None]
    lines: list[RenderableType] = [*_stopped(attempts), *_brought_out(attempts), *_second(attempts)]
    waiting = sum(each.assessment is None for a in attempts for each in (a, *a.replies))
    if waiting:
        told = Text(f"{count(waiting, 'answer')} still to be written down: ", style="watch")
        lines.append(ToCopy(told, Text("voicesim transcribe --pending", style="watch")))
    lines += _to_check(judged)
    if judged:
        weakest = min(judged, key=_share)
        bank_id = weakest.judgement.bank_id if weakest.judgement else USUAL_BANK
        command = Text(practise_question(bank_id, weakest.question.id), style="key")
        lines.append(ToCopy(Text("Once more, the one with most to gain: "), command))
    return lines


def _stopped(attempts: Sequence[Attempt]) -> Iterator[RenderableType]:
    """How many answers the interviewer stopped."""
    stopped = sum(attempt.ended_by == "interviewer" for attempt in attempts)
    if stopped:
        yield Text(f"The interviewer stopped {stopped} of {count(len(attempts), 'answer')}.", style="watch")


def _brought_out(attempts: Sequence[Attempt]) -> Iterator[RenderableType]:
    """What only the follow-ups brought out, which the table does not count."""
    for attempt in attempts:
        if attempt.reply is not None and attempt.reply.assessment is not None:
            said = (attempt, *attempt.replies)
            names = ", ".join(hit.point_id for each in said for hit in each.brought_out)
            told = names or "nothing more", "good" if names else "quiet"
            yield prose(Text.assemble(f"With the follow-up in {attempt.question.id}: ", told))


def _second(attempts: Sequence[Attempt]) -> Iterator[RenderableType]:
    """The points to check that the second reader resolved, where nobody has decided otherwise since."""
    for attempt in attempts:
        for each in (attempt, *attempt.replies):
            for hit in each.to_check:
                second = each.second_on(hit.point_id)
                if second is not None and each.own_on(hit.point_id) is None:
                    told = Text(second_words(second.made, second.quote), style=second.verdict)
                    yield prose(Text.assemble(f"{attempt.question.id}, {hit.point_id}: ", told))


def _to_check(attempts: Sequence[Attempt]) -> Iterator[ToCopy]:
    """How to decide on what the judge left open, for the first answer of which it did."""
    for attempt in attempts:
        found = [hit.point_id for hit in attempt.standing if hit.verdict == "check"]
        if found:
            total = sum(hit.verdict == "check" for each in attempts for hit in each.standing)
            command = f"voicesim review {attempt.id} --tick {found[0]}=yes"
            yield ToCopy(Text(f"{count(total, 'point')} to check, such as: "), Text(command, style="key"))
            return


def _share(attempt: Attempt) -> float:
    points = attempt.standing
    return sum(hit.verdict == "covered" for hit in points) / len(points) if points else 1.0
