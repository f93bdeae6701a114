"""The one line that changes while a question is prepared or answered: the clock and the level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.text import Text

from voicesim.assess.norms import Norms, clock_zone
from voicesim.bank.hints import printable
from voicesim.cli.render.console import marks
from voicesim.cli.render.whole import whole
from voicesim.desk import Checked, Checking, Option, Preparing, Prompt, RecordingState
from voicesim.report.phase_words import phase_clock
from voicesim.wording import CHECK, clock, own_words

ZONE_STYLE = {"early": "", "good": "good", "over": "watch", "far-over": "bad"}
LEVEL_FLOOR_DBFS, LEVEL_TOP_DBFS = -60.0, -6.0
LEVEL_CELLS = 12
BAR_CELLS = 30
GAP = 2
SHORTEST_QUOTE = 12
"""Characters: less of a quotation tells nothing."""

BAR_SPAN = 1.5  # the bar runs to one and a half times the target


@dataclass(frozen=True, slots=True)
class Flow:
    """Pieces one behind the other; what does not fit a line begins the next, and no piece is broken."""

    pieces: Sequence[Text]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = Text()
        for piece in self.pieces:
            if line and line.cell_len + GAP + piece.cell_len > options.max_width:
                yield line
                line = Text()
            line = Text.assemble(line, " " * GAP if line else "", piece)
        yield line


def preparing_line(event: Preparing) -> Flow:
    """The countdown before the recording starts."""
    keys = _keys(("enter", "start"), ("r", "hear again"), ("s", "skip"), ("q", "quit"))
    return Flow((Text.assemble("Think: ", (clock(event.remaining_s), "watch")), *keys))


def asking_line() -> Flow:
    """The keys that work while the question is read aloud."""
    keys = _keys(("enter", "go on"), ("r", "from the start"), ("s", "skip"), ("q", "quit"))
    return Flow((Text("Listen …"), *keys))


def speaking_line() -> Flow:
    """The keys that work while the interviewer says something else."""
    return Flow((Text("Listen …"), *_keys(("enter", "go on"), ("q", "quit"))))


def saying_line(text: str, who: str = "") -> Text:
    """What the interviewer, or the one of this name, says besides the questions."""
    return Text.assemble((f"{who or 'Interviewer'}: ", "quiet"), (printable(text), "quote"))


def recording_line(event: RecordingState, norms: Norms, console: Console) -> Flow:
    """Only the clock against the target and the input level: feedback comes after."""
    zone = clock_zone(event.elapsed_s, event.target_s, norms)
    style = ZONE_STYLE[zone]
    sign = marks(console.encoding)["rec"]
    state = ("paused ", "watch") if event.paused else (f"{sign} rec ", "bad")
    line = Text.assemble(state, (clock(event.elapsed_s), f"bold {style}"), f" of {clock(event.target_s)}")
    if event.phase is not None:
        line.append(f"  {phase_clock(event.phase)}", style="key")
    level = level_bar(event.level_dbfs, console)
    pause = "go on" if event.paused else "pause"
    keys = _keys(("enter", "done"), ("p", pause), ("r", "repeat"), ("a", "over"), ("q", "quit"))
    return Flow((line, _bar(event, norms, style, console), level, *keys))


def next_line(last: bool, *, disagree: bool = False) -> Flow:
    """The keys that work after the feedback; with `disagree` one that corrects a verdict."""
    correct = (("d", "disagree"),) if disagree else ()
    return Flow(
        _keys(("enter", "finish" if last else "next"), ("a", "answer again"), *correct, ("q", "quit"))
    )


def typing_lines(prompt: Prompt, typed: str, console: Console) -> Group:
    """What is asked and what was typed so far, then the keys, then what there is to choose from."""
    asked = Text.assemble((prompt.remark and f"{prompt.remark} ", "watch"), (printable(prompt.asks), "check"))
    line = Text.assemble(asked, " ", (printable(typed), "bold"), ("_", "quiet"))
    leave = (("enter", "leave open"),) if prompt.keys else (("enter", "done"), ("esc", "leave it"))
    options = (_option(number, each, console) for number, each in enumerate(prompt.options, 1))
    return Group(line, Flow(_keys(*leave)), *options)


def _option(number: int, option: Option, console: Console) -> Text:
    line = Text.assemble((f"{number:>3}", "key"), "  ")
    if option.verdict:
        line.append(f"{marks(console.encoding)[option.verdict]} {option.verdict:<8} ", style=option.verdict)
    line.append(printable(option.name), style="heading")
    line.append(f"  {printable(option.says)}" if option.says else "", style="quiet")
    line.truncate(console.width - 1, overflow="ellipsis")
    return line


def checking_lines(event: Checking, console: Console) -> Group:
    """A point that may have been made, with the words that come nearest, on one line; below it the keys.

    Where not even the name of the point fits, it has a line of its own.
    """
    hit = event.hit
    keys = Flow(_keys(("y", "made it"), ("n", "did not"), ("enter", "leave open"), ("q", "skip")))
    asked = Text.assemble(("check", "check"), f": {CHECK}")
    name = Text(printable(hit.point_id), style="heading")
    name.append(f" ({event.number} of {event.of})" if event.of > 1 else "", style="quiet")
    head = Text(" ").join([asked, name])
    if head.cell_len >= console.width:
        return Group(asked, name, keys)
    at = "" if hit.start_s is None else f" at {clock(hit.start_s)}"
    quote = f"“{printable((hit.evidence or '').rstrip(',;:'))}”"
    room = console.width - len(head) - len(at) - 3
    if len(quote) > room:
        quote = f"{quote[: room - 2].rstrip()}…”"
    told = Text.assemble(head, ", ", (quote, "quote"), at) if hit.evidence and room > SHORTEST_QUOTE else head
    told.truncate(console.width - 1)
    return Group(told, keys)


def checked_line(event: Checked, console: Console) -> Text:
    """What was decided, as it is told from now on."""
    if event.made is None:
        sign, style, what = marks(console.encoding)["check"], "quiet", "left open"
    else:
        verdict = "covered" if event.made else "missed"
        sign, style, what = marks(console.encoding)[verdict], verdict, own_words(event.made)
    told = Text.assemble((f"{sign} {what}", style), "  ", (printable(event.hit.point_id), "heading"))
    return whole(told.append(f"  “{printable(event.reason)}”" if event.reason else "", style="quiet"))


def level_bar(dbfs: float, console: Console) -> Text:
    """How loud it is, in dB of full scale; red where it is cut off."""
    return Text(_level(dbfs, console), style="bad" if dbfs > -1 else "quiet")


def _keys(*pairs: tuple[str, str]) -> tuple[Text, ...]:
    return tuple(Text.assemble((key, "key"), (f" {what}", "quiet")) for key, what in pairs)


def _bar(event: RecordingState, norms: Norms, style: str, console: Console) -> Text:
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
