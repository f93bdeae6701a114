"""What the follow-up on an answer brought out, kept apart from what was said unprompted."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from voicesim.assess.assessment import PointHit
from voicesim.bank.hints import printable
from voicesim.cli.render.console import marks
from voicesim.cli.render.feedback import heard, kept_only
from voicesim.cli.render.whole import Indented
from voicesim.store.records import Attempt
from voicesim.wording import CHECK, clock, own_words, second_words


def follow_up(answer: Attempt, console: Console) -> RenderableType:
    """The follow-up on an answer that has one, the points that only the reply made, and its words."""
    reply = answer.reply
    assert reply is not None
    parts: list[RenderableType] = ["", follow_up_line(reply)]
    parts += [Text(notice, style="watch") for notice in reply.notices]
    if reply.assessment is None or reply.transcript is None:
        return Group(*parts, kept_only(reply))
    signs = marks(console.encoding)
    for verdict, line in _verdicts(answer):
        parts.append(Indented(Text.assemble((f"{signs[verdict]} ", verdict), line)))
    return Group(*parts, heard(reply.transcript, answer.brought_out))


def _verdicts(answer: Attempt) -> Iterator[tuple[str, Text]]:
    for hit in answer.brought_out:
        yield hit.verdict, _brought_out(answer, hit)
    if (missed := answer.still_missed) is not None:
        yield (
            "missed",
            Text.assemble(
                "missed with the follow-up too: ", (missed.point_id, "heading"), (f". {missed.why}", "quiet")
            ),
        )


def follow_up_line(reply: Attempt) -> Text:
    """The probe, and how long the reply was."""
    length = f"   ({clock(reply.recorded_s)})" if reply.recorded_s is not None else ""
    return Text.assemble(("Follow-up: ", "heading"), printable(reply.question.prompt), (length, "quiet"))


def _brought_out(answer: Attempt, hit: PointHit) -> Text:
    line = Text.assemble("with the follow-up: ", (hit.point_id, "heading"))
    if hit.evidence:
        at = "" if hit.start_s is None else f" at {clock(hit.start_s)}"
        line.append_text(Text.assemble(", in ", (f"“{printable(hit.evidence.rstrip(',;:'))}”", "quote"), at))
    assert answer.reply is not None
    own, second = answer.reply.own_on(hit.point_id), answer.reply.second_on(hit.point_id)
    if own is not None:
        line.append(f" ({own_words(own.made, printable(own.reason))})")
    elif second is not None:
        line.append(f" ({second_words(second.made, printable(second.quote or ''))})")
    elif hit.verdict == "check":
        line.append(f": {CHECK}").append(f" {hit.why}", style="quiet")
    return line
