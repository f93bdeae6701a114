"""Progress as one HTML file with charts, which works from disk and fetches nothing.

The charts are drawn by uPlot 1.6.32 (https://github.com/leeoniya/uPlot, MIT), which lies in `data` as its
authors publish it and is written into the page.
"""

from __future__ import annotations

import base64
import hashlib
import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import resources
from typing import Any

from voicesim.review.ahead import Ahead
from voicesim.review.days import Days
from voicesim.review.due import Repetition
from voicesim.review.latest import next_step, practise, what_changed
from voicesim.review.progress import Moment, Progress
from voicesim.wording import agreement_words, correction_words, order_words

Chart = dict[str, Any]
"""`times` are those of the sessions in seconds since 1970; they stand one beside the other, however long the
time between them. Each of the `series` has a name, a value or None for each session, and its `latest` value
as it is read. With a `legend` these names say what the lines are, also where there is only one."""

KIND_NAMES = {"content": "content", "tradeoff": "trade-offs", "metric": "metrics"}


def render_progress(
    progress: Progress,
    found: Sequence[Repetition],
    today: date,
    days: Days,
    ahead: Ahead | None = None,
) -> str:
    """The page, as text; `found` is every question that was practised, a session was held on one of `days`,
    and `ahead` is the interview that is planned for. Whatever stands in a bank is escaped, and the page's own
    policy lets a browser run its one script and nothing else."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    style = progress_asset("uPlot.min.css") + progress_asset("progress.css")
    script = progress_asset("uPlot.iife.min.js") + progress_asset("progress.js")
    templates = Environment(
        loader=FunctionLoader(progress_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("progress.html.jinja").render(
        progress_values(progress, found, today, days, ahead),
        style=style,
        script=script,
        policy=(
            f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
    )


def progress_values(
    progress: Progress,
    found: Sequence[Repetition],
    today: date,
    days: Days,
    ahead: Ahead | None = None,
    most: int | None = None,
) -> dict[str, object]:
    """What `progress_body.html.jinja` shows, by the names that it has there; its table has the `most` newest
    sessions."""
    drawn, newest_first = charts(progress), progress.overall.moments[::-1]
    return {
        "progress": progress,
        "repetitions": sorted(found, key=lambda each: each.due_on),
        "today": today,
        "ahead": ahead,
        "judgement": _judgement(progress),
        "day": days.of,
        "moments": newest_first[:most],
        "older": 0 if most is None else max(0, len(newest_first) - most),
        "charts": drawn,
        "changed": what_changed(progress.overall.moments),
        "next": next_step(progress, found, today),
        "practise": practise,
        # An end tag or a comment inside of the data must not end the script element.
        "data": json.dumps(drawn).replace("<", "\\u003c"),
    }


def charts(progress: Progress) -> list[Chart]:
    """What is drawn: four measures over all sessions, then key points by section and by kind, and how often
    people judged their points as they were judged."""
    moments = progress.overall.moments
    times = [_seconds(moment.at) for moment in moments]
    return [
        _measure("points", "Key points made", "%", moments, lambda m: _percent(m.coverage), most=100),
        _measure("time", "Length, of the target", "%", moments, lambda m: _percent(m.time_share), line=100),
        _measure("pace", "Pace", "words a minute", moments, lambda m: _whole(m.words_per_minute)),
        _measure("fillers", "Fillers", "a minute", moments, lambda m: m.fillers_per_minute),
        _several(
            "sections",
            "Key points made, by section",
            {each.name: {m.at: _percent(m.coverage) for m in each.moments} for each in progress.sections},
            times,
        ),
        _several(
            "kinds",
            "Key points made, by kind",
            {
                KIND_NAMES.get(each.kind, each.kind): dict(
                    zip(each.ats, map(_percent, each.shares), strict=True)
                )
                for each in progress.kinds
            },
            times,
        ),
        _several("judgement", "You and the verdicts agree", _agreed(progress), times),
    ]


def _agreed(progress: Progress) -> dict[str, dict[str, float | None]]:
    rated = progress.agreement.sessions if progress.agreement else ()
    shares = {each.at: _percent(each.tally.share) for each in rated if each.tally.points}
    return {"points on which both agree": shares} if shares else {}


def _judgement(progress: Progress) -> tuple[str, ...]:
    """Sentences about one's own judgement, and about verdicts that were corrected; none without either."""
    told, corrections = [], progress.corrections
    if (agreement := progress.agreement) is not None:
        tally = agreement.tally
        told.append(agreement_words(tally.points, tally.share, tally.chance, tally.over, tally.under))
        if agreement.pairs:
            told.append(order_words(agreement.pairs, agreement.in_order))
    if corrections.number:
        words = correction_words(corrections.to_made, corrections.to_not_made, corrections.since_agreed)
        told.append(f"Verdicts that you corrected: {words}")
    return tuple(told)


def _measure(
    name: str,
    title: str,
    unit: str,
    moments: Sequence[Moment],
    value: Callable[[Moment], float | None],
    *,
    most: float | None = None,
    line: float | None = None,
) -> Chart:
    series = [_series(title, [value(moment) for moment in moments], unit)]
    times = [_seconds(moment.at) for moment in moments]
    return {
        "id": name,
        "title": title,
        "unit": unit,
        "most": most,
        "line": line,
        "legend": False,
        "times": times,
        "series": series,
    }


def _several(name: str, title: str, told: dict[str, dict[str, float | None]], times: Sequence[int]) -> Chart:
    """`told` has values by the time of an answer, which is that of its session or after it."""
    lines = {label: _by_session(values, times) for label, values in told.items()}
    return {
        "id": name,
        "title": title,
        "unit": "%",
        "most": 100,
        "line": None,
        "legend": True,
        "times": list(times),
        "series": [_series(label, values, "%") for label, values in lines.items()],
    }


def _by_session(values: dict[str, float | None], times: Sequence[int]) -> list[float | None]:
    found: list[float | None] = [None] * len(times)
    for at, value in values.items():
        found[max(0, bisect_right(times, _seconds(at)) - 1)] = value
    return found


def _series(name: str, values: Sequence[float | None], unit: str) -> dict[str, Any]:
    known = [value for value in values if value is not None]
    latest = (
        "–" if not known else f"{known[-1]:.0f} %" if unit == "%" else f"{known[-1]:.1f}".removesuffix(".0")
    )
    return {"name": name, "values": list(values), "latest": latest}


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _whole(rate: float | None) -> float | None:
    return None if rate is None else round(rate)


def _seconds(stamp: str) -> int:
    return int(datetime.fromisoformat(stamp).timestamp())


def progress_asset(name: str) -> str:
    """A template, a style sheet or a script, by the name of its file."""
    return resources.files("voicesim.review").joinpath("data", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
