"""What is shown when the interview is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from voicesim.assess.assessment import Assessment
from voicesim.cli.render.measures import LENGTH_STYLE, LOAD_STYLE, PACE_STYLE
from voicesim.store.records import Attempt
from voicesim.wording import clock, count, second_words


def summary(attempts: Sequence[Attempt], console: Console) -> RenderableType:
    """One line an answer, and what to practise next."""
    if not attempts:
        return Text("No answer was recorded.", style="watch")
    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else None, pad_edge=False, title=None)
    table.add_column("question", no_wrap=True)
    for name in ("time", "target", "words/min", "fillers/min", "points"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("still open")
    for attempt in attempts:
        table.add_row(*_row(attempt))
    return Group(table, *_next_step(attempts))


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


def _next_step(attempts: Sequence[Attempt]) -> list[Text]:
    judged = [a for a in attempts if a.assessment is not None]
    lines = [*_nudged(attempts), *_second(attempts)]
    waiting = sum(a.assessment is None for a in (*attempts, *(a.reply for a in attempts if a.reply)))
    if waiting:
        text = f"{count(waiting, 'answer')} still to be written down: voicesim transcribe --pending"
        lines.append(Text(text, style="watch"))
    lines += _to_check(judged)
    if judged:
        weakest = min(judged, key=_share)
        lines.append(
            Text.assemble(
                "Once more, the one with most to gain: ",
                (f"voicesim practice --question {weakest.question.id}", "key"),
            )
        )
    return lines


def _nudged(attempts: Sequence[Attempt]) -> Iterator[Text]:
    """What only the follow-ups brought out, which the table does not count."""
    for attempt in attempts:
        if attempt.reply is not None and attempt.reply.assessment is not None:
            names = ", ".join(hit.point_id for hit in attempt.nudged)
            yield Text.assemble(
                f"With the nudge in {attempt.question.id}: ",
                (names or "nothing more", "good" if names else "quiet"),
            )


def _second(attempts: Sequence[Attempt]) -> Iterator[Text]:
    """The points to check that the second reader resolved, where nobody has decided otherwise since."""
    for attempt in attempts:
        for each in (attempt, attempt.reply) if attempt.reply else (attempt,):
            for hit in each.to_check:
                second = each.second_on(hit.point_id)
                if second is not None and each.own_on(hit.point_id) is None:
                    told = Text(second_words(second.made, second.quote), style=second.verdict)
                    yield Text.assemble(f"{attempt.question.id}, {hit.point_id}: ", told)


def _to_check(attempts: Sequence[Attempt]) -> Iterator[Text]:
    """How to decide on what the judge left open, for the first answer of which it did."""
    for attempt in attempts:
        found = [hit.point_id for hit in attempt.standing if hit.verdict == "check"]
        if found:
            total = sum(hit.verdict == "check" for each in attempts for hit in each.standing)
            command = f"voicesim review {attempt.id} --tick {found[0]}=yes"
            yield Text.assemble(f"{count(total, 'point')} to check, such as: ", (command, "key"))
            return


def _share(attempt: Attempt) -> float:
    points = attempt.standing
    return sum(hit.verdict == "covered" for hit in points) / len(points) if points else 1.0
