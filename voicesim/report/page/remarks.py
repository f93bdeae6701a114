"""What the page shows of remarks on an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voicesim.inputs.text import clean
from voicesim.store.records import Remark
from voicesim.wording import clock, remark_author


@dataclass(frozen=True, slots=True)
class RemarkView:
    """`at` is empty where it is about all of the answer."""

    number: int
    start_s: float | None
    at: str
    author: str
    text: str


def view_remarks(remarks: Iterable[Remark]) -> tuple[RemarkView, ...]:
    return tuple(
        RemarkView(
            each.number,
            each.at_s,
            "" if each.at_s is None else clock(each.at_s),
            remark_author(clean(each.author)),
            clean(each.text),
        )
        for each in remarks
    )
