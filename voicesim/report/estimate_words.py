"""What was checked of an estimate, in a sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicesim.assess.assessment import Estimate, Filler, Sum
from voicesim.wording import clock

_MAX_WRONG = 2


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """A name and a sentence; `tone` is "good", "bad", or empty where it is neither."""

    name: str
    text: str
    tone: str = ""


def estimate_lines(estimate: Estimate | None) -> tuple[EstimateLine, ...]:
    """Six lines at most; nothing is said of what is not certain."""
    if estimate is None:
        return ()
    return (
        *_sums(estimate.sums),
        *_result(estimate),
        *_heard("assumed", "assumption named", "assumptions named", estimate.assumed),
        *_heard("checked", "look from elsewhere", "looks from elsewhere", estimate.checked),
    )


def figure(value: float) -> str:
    """A number to four digits, with its thousands parted: "480,000", "23,210", "3.72"."""
    exact = float(f"{value:.4g}")
    return f"{exact:,.0f}" if abs(exact) >= 1000 or exact == int(exact) else f"{exact:g}"


def _sums(sums: Sequence[Sum]) -> Iterator[EstimateLine]:
    wrong = [each for each in sums if not each.right]
    for each in wrong[:_MAX_WRONG]:
        told = f"“{each.text}”{_at(each.at_s)}: that makes {figure(each.comes_to)}"
        yield EstimateLine("sum", told, "bad")
    if right := len(sums) - len(wrong):
        yield EstimateLine("sums", _right(right, beside_wrong=bool(wrong)), "good")


def _right(right: int, *, beside_wrong: bool) -> str:
    if beside_wrong:
        return (
            "the other one said in full is right" if right == 1 else f"{right} others said in full are right"
        )
    return "the one said in full is right" if right == 1 else f"{right} said in full are right"


def _result(estimate: Estimate) -> Iterator[EstimateLine]:
    result, low, high = estimate.result, estimate.low, estimate.high
    if result is None or low is None or high is None or estimate.against is None:
        return
    between = f"{figure(low)} to {figure(high)} {estimate.unit}".rstrip()
    where = "within" if estimate.against == "inside" else estimate.against
    told = f"“{result.text}”{_at(result.at_s)} is {where} what the bank holds for sensible, {between}"
    yield EstimateLine("result", told, "good" if where == "within" else "bad")


def _heard(name: str, one: str, several: str, found: Sequence[Filler]) -> Iterator[EstimateLine]:
    if found:
        first = f"“{found[0].text}”{_at(found[0].at_s)}"
        told = f"1 {one}: {first}" if len(found) == 1 else f"{len(found)} {several}, first {first}"
        yield EstimateLine(name, told)


def _at(at_s: float | None) -> str:
    return "" if at_s is None else f" at {clock(at_s)}"
