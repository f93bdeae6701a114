"""The one line that changes while a question is prepared or answered: the clock and the level."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from voicesim.assess.norms import Norms, clock_zone
from voicesim.bank.hints import printable
from voicesim.cli.render.console import marks
from voicesim.desk import Checked, Checking, Preparing, Recording
from voicesim.wording import CHECK, clock, own_words

ZONE_STYLE = {"early": "", "good": "good", "over": "watch", "far-over": "bad"}
LEVEL_FLOOR_DBFS, LEVEL_TOP_DBFS = -60.0, -6.0
LEVEL_CELLS = 12
BAR_CELLS = 30
SHORTEST_QUOTE = 12
"""Characters: less of a quotation tells nothing."""

BAR_SPAN = 1.5  # the bar runs to one and a half times the target


def preparing_line(event: Preparing) -> Text:
    """The countdown before the recording starts."""
    return Text.assemble(
        "Think: ",
        (clock(event.remaining_s), "watch"),
        *_keys(("enter", "start"), ("r", "hear again"), ("s", "skip"), ("q", "quit")),
    )


def asking_line() -> Text:
    """The keys that work while the question is read aloud."""
    keys = _keys(("enter", "go on"), ("r", "from the start"), ("s", "skip"), ("q", "quit"))
    return Text.assemble("Listen …", *keys)


def recording_line(event: Recording, norms: Norms, console: Console) -> Text:
    """Only the clock against the target and the input level: feedback comes after."""
    zone = clock_zone(event.elapsed_s, event.target_s, norms)
    style = ZONE_STYLE[zone]
    sign = marks(console.encoding)["rec"]
    state = ("paused ", "watch") if event.paused else (f"{sign} rec ", "bad")
    line = Text.assemble(state, (clock(event.elapsed_s), f"bold {style}"), f" of {clock(event.target_s)} ")
    line.append_text(_bar(event, norms, style, console))
    line.append(f" {_level(event.level_dbfs, console)} ", style="bad" if event.level_dbfs > -1 else "quiet")
    pause = "go on" if event.paused else "pause"
    line.append_text(Text.assemble(*_keys(("enter", "done"), ("p", pause), ("a", "over"), ("q", "quit"))))
    return line


def next_line(last: bool) -> Text:
    """The keys that work after the feedback."""
    return Text.assemble(
        *_keys(("enter", "finish" if last else "next"), ("a", "answer again"), ("q", "quit"))
    )


def checking_lines(event: Checking, console: Console) -> Text:
    """A point that may have been made, with the words that come nearest, on one line; below it the keys."""
    hit = event.hit
    head = Text.assemble(
        ("check", "check"),
        f": {CHECK} ",
        (printable(hit.point_id), "heading"),
        (f" ({event.number} of {event.of})" if event.of > 1 else "", "quiet"),
    )
    at = "" if hit.start_s is None else f" at {clock(hit.start_s)}"
    quote = f"“{printable((hit.evidence or '').rstrip(',;:'))}”"
    room = console.width - len(head) - len(at) - 3
    if len(quote) > room:
        quote = f"{quote[: room - 2].rstrip()}…”"
    told = Text.assemble(head, ", ", (quote, "quote"), at) if hit.evidence and room > SHORTEST_QUOTE else head
    told.truncate(console.width - 1)
    keys = _keys(("y", "made it"), ("n", "did not"), ("enter", "leave open"), ("q", "skip"))
    return Text.assemble(told, "\n", *keys)


def checked_line(event: Checked, console: Console) -> Text:
    """What was decided, as it is told from now on."""
    if event.made is None:
        sign, style, what = marks(console.encoding)["check"], "quiet", "left open"
    else:
        verdict = "covered" if event.made else "missed"
        sign, style, what = marks(console.encoding)[verdict], verdict, own_words(event.made)
    return Text.assemble((f"{sign} {what}", style), "  ", (printable(event.hit.point_id), "heading"))


def _keys(*pairs: tuple[str, str]) -> list[tuple[str, str] | str]:
    parts: list[tuple[str, str] | str] = []
    for key, what in pairs:
        parts += ["  ", (key, "key"), (f" {what}", "quiet")]
    return parts


def _bar(event: Recording, norms: Norms, style: str, console: Console) -> Text:
    full, empty, band = _bar_cells(console)
    cell_s = event.target_s * BAR_SPAN / BAR_CELLS
    filled = min(BAR_CELLS, int(event.elapsed_s / cell_s))
    bar = Text()
    for index in range(BAR_CELLS):
        in_band = clock_zone((index + 0.5) * cell_s, event.target_s, norms) == "good"
        if index < filled:
            bar.append(full, style=style or "quiet")
        else:
            bar.append(band if in_band else empty, style="good" if in_band else "quiet")
    return bar


def _bar_cells(console: Console) -> tuple[str, str, str]:
    cells = ("█", "─", "═")
    try:
        "".join(cells).encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return ("#", "-", "=")
    return cells


def _level(dbfs: float, console: Console) -> str:
    share = (dbfs - LEVEL_FLOOR_DBFS) / (LEVEL_TOP_DBFS - LEVEL_FLOOR_DBFS)
    filled = round(LEVEL_CELLS * min(1.0, max(0.0, share)))
    full = "▮" if console.encoding.lower().startswith("utf") else "|"
    rest = "▯" if console.encoding.lower().startswith("utf") else "."
    return full * filled + rest * (LEVEL_CELLS - filled)
