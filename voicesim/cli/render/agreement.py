"""How well one's own judgement agrees with the verdicts, and the verdicts that were corrected."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.text import Text

from voicesim.cli.render.sparkline import CURVE_POINTS, NARROW_CURVE_POINTS, WIDE, sparkline
from voicesim.cli.render.whole import Indented
from voicesim.review.agreement import Agreement, CorrectionTally
from voicesim.wording import agreement_words, correction_words, order_words


def agreement_lines(agreement: Agreement | None, console: Console) -> Iterator[RenderableType]:
    """What was thought beforehand against the verdicts, with a curve over the sessions."""
    if agreement is None:
        return
    yield Text("\nYour own judgement", style="heading")
    shares = [each.tally.share for each in agreement.sessions if each.tally.share is not None]
    if len(shares) > 1:
        newest = CURVE_POINTS if console.width >= WIDE else NARROW_CURVE_POINTS
        curve = sparkline(shares[-newest:], console.encoding, low=0.0, high=1.0)
        yield Indented(Text.assemble(("agreement by session  ", "quiet"), (curve, "key")))
    tally = agreement.tally
    yield Indented(Text(agreement_words(tally.points, tally.share, tally.chance, tally.over, tally.under)))
    if agreement.pairs:
        yield Indented(Text(order_words(agreement.pairs, agreement.in_order)))


def correction_lines(corrections: CorrectionTally) -> Iterator[RenderableType]:
    if corrections.number:
        told = correction_words(corrections.to_made, corrections.to_not_made, corrections.since_agreed)
        yield Text("\nVerdicts that you corrected", style="heading")
        yield Indented(Text(told))
