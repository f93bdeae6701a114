"""Remarks that somebody sent, taken into the history; taking them twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from voicesim.errors import InputError
from voicesim.inputs.remarks import SentRemark
from voicesim.store.history import History


def take_remarks(history: History, sent: Iterable[SentRemark]) -> int:
    """Keep all of them, or none; how many are new. Raises InputError for an answer that is not here, and for
    what `add_remark` does not keep."""
    kept = 0
    with history.writing():
        for each in sent:
            kept += _take(history, each)
    return kept


def _take(history: History, sent: SentRemark) -> bool:
    try:
        attempt = history.attempt(sent.attempt_id)
    except InputError:
        attempt = None
    if attempt is None or attempt.id != sent.attempt_id:
        raise InputError(
            f"There is no answer {sent.attempt_id[:80]!r} in the history, so nothing was taken in; the "
            "remarks may be on answers of somebody else, or on deleted ones."
        )
    same = (sent.text.strip(), sent.at_s, sent.author.strip())
    if same in [(each.text, each.at_s, each.author) for each in attempt.remarks]:
        return False
    history.add_remark(attempt.id, sent.text, sent.at_s, sent.author)
    return True
