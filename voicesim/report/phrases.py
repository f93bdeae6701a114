"""Measures in the words and signs that every report uses."""

from __future__ import annotations

from datetime import datetime

from voicesim.assess.assessment import Delivery, Timing
from voicesim.wording import clock

_ABBREVIATIONS = {"kpi": "KPI", "kpis": "KPIs", "okr": "OKR", "okrs": "OKRs", "mvp": "MVP", "roi": "ROI"}

KIND_NAMES = {"content": "", "tradeoff": "trade-off", "metric": "metric"}


def title(identifier: str) -> str:
    """An id as a heading: "trade-offs" becomes "Trade-offs", "kpis" "KPIs"."""
    spaced = identifier.replace("_", " ").strip()
    return _ABBREVIATIONS.get(spaced, spaced[:1].upper() + spaced[1:])


def day(stamp: str) -> str:
    """A date and time in ISO 8601 as this machine's clock showed it; as it stands when it is none."""
    try:
        moment = datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return stamp
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def length(timing: Timing) -> str:
    """The answer's length against its target: "on target", "short by 0:25", "long by 0:11"."""
    if timing.verdict is None or timing.over_s is None:
        return ""
    if timing.verdict == "on-target":
        return "on target"
    return f"{timing.verdict} by {clock(abs(timing.over_s))}"


def pace(delivery: Delivery) -> str:
    """The verdict on the pace in words; empty where there is none."""
    return {"slow": "slow", "good": "easy to follow", "fast": "fast"}.get(delivery.pace or "", "")


def fillers(delivery: Delivery) -> str:
    """The fillers that were written down, most frequent first: "um ×3, you know"."""
    said: dict[str, int] = {}
    for filler in delivery.fillers:
        said[filler.text] = said.get(filler.text, 0) + 1
    ordered = sorted(said.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{text} ×{times}" if times > 1 else text for text, times in ordered)
