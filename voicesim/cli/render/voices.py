"""Neural voices in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.speech.neural.voices import VoiceEntry
from voicesim.wording import count

_COLUMNS = (Column(style="heading"), Column(), Column(style="quiet", right=True), Column(prose=True))


def voices_table(entries: Sequence[VoiceEntry]) -> Rows:
    """One line a voice: who is here first, then who can be had."""
    return Rows(_COLUMNS, [Row(tuple(_cells(entry))) for entry in entries], headed=False)


def _cells(entry: VoiceEntry) -> tuple[Text, ...]:
    here = Text("here", style="good") if entry.voice else Text("not here", style="quiet")
    return Text(entry.name), here, Text(f"{entry.size_bytes / 1e6:,.0f} MB"), Text(_about(entry))


def _about(entry: VoiceEntry) -> str:
    known = entry.known
    if known is None:
        return "your own"
    who = count(known.speakers, "speaker") if known.speakers > 1 else known.about
    return f"{known.language}, {who}, {known.quality} quality; licence: {known.licence}"
