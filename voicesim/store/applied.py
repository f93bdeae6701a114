"""The norms that a stored answer was judged by."""

from __future__ import annotations

from voicesim.assess.norms import Norms, load_norms
from voicesim.store.codec import decode
from voicesim.store.records import Attempt


def applied_norms(attempt: Attempt) -> Norms:
    """Those of its newest verdict; the published ones where they are not known."""
    if attempt.judgement is None or attempt.judgement.norms is None:
        return load_norms()
    try:
        return decode(Norms, attempt.judgement.norms)
    except ValueError:
        return load_norms()
