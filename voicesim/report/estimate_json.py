"""What was checked of an estimate, as plain data for `--json`."""

from __future__ import annotations

from voicesim.assess.assessment import Estimate, Filler, Sum
from voicesim.report.json_values import Json, figure_json, rounded, seconds

_DIGITS = 6


def estimate_json(estimate: Estimate) -> Json:
    """`result` and `against` are null where the answer to the question was not certain."""
    between = [rounded(end, _DIGITS) for end in (estimate.low, estimate.high)]
    return {
        "sums": [_sum(each) for each in estimate.sums],
        "result": figure_json(estimate.result) if estimate.result else None,
        "against": estimate.against,
        "range": None if None in between else between,
        "unit": estimate.unit or None,
        "assumed": [_heard(each) for each in estimate.assumed],
        "checked": [_heard(each) for each in estimate.checked],
    }


def _sum(each: Sum) -> Json:
    return {
        "text": each.text,
        "comes_to": rounded(each.comes_to, _DIGITS),
        "right": each.right,
        "at_s": seconds(each.at_s),
    }


def _heard(heard: Filler) -> Json:
    return {"text": heard.text, "at_s": seconds(heard.at_s)}
