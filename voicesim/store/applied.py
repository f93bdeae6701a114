"""The norms that a stored answer was judged by."""

from __future__ import annotations

import json
from dataclasses import fields, replace

from voicesim.assess.norms import Norms, load_norms
from voicesim.store.records import Attempt


def applied_norms(attempt: Attempt) -> Norms:
    """Those of its newest verdict; the published ones where they are not known, or did not exist then."""
    if attempt.judgement is None or attempt.judgement.norms is None:
        return load_norms()
    try:
        told = json.loads(attempt.judgement.norms)
        known = {field.name: float(told[field.name]) for field in fields(Norms) if field.name in told}
    except (ValueError, TypeError):
        return load_norms()
    return replace(load_norms(), **known)
