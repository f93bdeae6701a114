"""What is read aloud for a calibration, and what each speech model heard of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from voicesim.cli.render.console import marks
from voicesim.cli.render.live import Flow, level_bar
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import Indented, prose
from voicesim.speech.calibration import Heard
from voicesim.wording import clock, odds

_READ = "Read three sentences aloud, each as soon as it stands here, as you would say it in an interview."
_UMS = "Where it says um, say one."
_COLUMNS = (
    Column("model", style="heading"),
    Column("words heard", right=True),
    Column("ums heard", right=True),
    Column("ums made up", right=True),
    Column("ums to expect"),
    Column("took", right=True),
)


def how_to_read(aloud: bool) -> Indented:
    """What to do; of files only what they should hold."""
    return prose(f"{_READ} {_UMS}" if aloud else "Listening to recordings of these sentences:", "quiet")


def sentence_lines(number: int, of: int, sentence: str) -> Indented:
    """A sentence to be read, and which one it is."""
    return prose(Text.assemble((f"{number} of {of}  ", "quiet"), (sentence, "bold")))


def reading_line(elapsed_s: float, level_dbfs: float, console: Console) -> Flow:
    """The clock and the level while somebody reads."""
    sign = marks(console.encoding)["rec"]
    line = Text.assemble((f"{sign} rec ", "bad"), clock(elapsed_s))
    return Flow((line, level_bar(level_dbfs, console), Text.assemble(("enter", "key"), (" done", "quiet"))))


def heard_table(found: Sequence[Heard], recalls: Mapping[str, float | None]) -> Rows:
    """A line a model; `recalls` are the shares of ums to expect, with what was kept before."""
    return Rows(_COLUMNS, [Row(_cells(each, recalls.get(each.model))) for each in found])


def _cells(each: Heard, recall: float | None) -> list[Text]:
    texts = (
        each.model,
        f"{each.words_right} of {each.words}",
        f"{each.ums_right} of {each.ums}",
        str(each.ums_invented),
        "" if recall is None else odds(recall),
        f"{each.took_s:.1f} s for {each.sound_s:.0f} s",
    )
    return [Text(text) for text in texts]
