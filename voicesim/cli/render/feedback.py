"""What is shown after an answer: time, delivery, the key points with their words, advice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from voicesim.assess.assessment import Assessment, Delivery, PointHit, Timing
from voicesim.bank.question import Question
from voicesim.cli.render.console import clock, count, marks
from voicesim.speech.words import Transcript
from voicesim.store.records import Attempt

LENGTH_STYLE = {"short": "watch", "on-target": "good", "long": "bad"}
PACE_STYLE = {"slow": "watch", "good": "good", "fast": "watch"}
LOAD_STYLE = {"ok": "good", "watch": "watch", "act": "bad"}
VERDICT_ORDER = ("covered", "unsure", "missed")


def feedback(attempt: Attempt, timing: Timing, console: Console) -> RenderableType:
    """Everything noticed about one stored answer; only its times when it is not written down yet."""
    parts: list[RenderableType] = [Text(n, style="watch") for n in attempt.notices]
    assessment = attempt.assessment
    if assessment is None:
        parts += [_grid(_timing_lines(timing)), _kept_only(attempt)]
        return Group(*parts)
    assert attempt.transcript is not None
    parts.append(judged(attempt.question, attempt.transcript, assessment, console))
    return Group(*parts)


def judged(
    question: Question, transcript: Transcript, assessment: Assessment, console: Console
) -> RenderableType:
    """Everything noticed about one answer."""
    parts: list[RenderableType] = [measures(assessment)]
    if assessment.points:
        parts += ["", points(question, assessment.points, console)]
    parts += ["", heard(transcript, assessment.points)]
    if assessment.advice:
        parts += ["", *advice(assessment.advice, console)]
    return Group(*parts)


def _kept_only(attempt: Attempt) -> Text:
    length = clock(attempt.recorded_s)
    return Text.assemble(
        (f"Kept: {length} of sound. ", "good"),
        "Not written down yet, because there is no usable speech model. ",
        "Finish it with: voicesim transcribe --pending",
    )


def measures(assessment: Assessment) -> Table:
    """Time, pace and fillers, one line each."""
    delivery = assessment.delivery
    spoken = [("pace", _pace_line(delivery)), ("fillers", _filler_line(delivery))]
    return _grid([*_timing_lines(assessment.timing), *spoken])


def _grid(lines: Iterable[tuple[str, Text]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="quiet", no_wrap=True)
    table.add_column()
    for name, value in lines:
        table.add_row(name, value)
    return table


def _timing_lines(timing: Timing) -> Iterator[tuple[str, Text]]:
    if timing.answer_s is not None:
        yield "time", _time_line(timing)
        yield "pauses", _pause_line(timing)


def _time_line(timing: Timing) -> Text:
    style = LENGTH_STYLE.get(timing.verdict or "", "")
    line = Text.assemble((clock(timing.answer_s), style), f" of {clock(timing.target_s)}")
    if timing.verdict and timing.over_s is not None:
        line.append(f", {_length_words(timing.verdict, timing.over_s)}", style=style)
    if timing.to_first_word_s is not None:
        line.append(f"; first word after {timing.to_first_word_s:.1f} s")
    if timing.speaking_s is not None and timing.answer_s:
        line.append(f"; speaking {timing.speaking_s / timing.answer_s:.0%} of it")
    return line


def _length_words(verdict: str, over_s: float) -> str:
    if verdict == "short":
        return f"short by {clock(-over_s)}"
    if verdict == "long":
        return f"long by {clock(over_s)}"
    return "on target"


def _pause_line(timing: Timing) -> Text:
    if not timing.pauses:
        return Text("none of 2 s or more", style="good")
    places = ", ".join(f"{p.end_s - p.start_s:.1f} s at {clock(p.start_s)}" for p in timing.pauses[:4])
    more = ", …" if len(timing.pauses) > 4 else ""
    return Text(f"{len(timing.pauses)} of 2 s or more: {places}{more}")


def _pace_line(delivery: Delivery) -> Text:
    words = count(delivery.words, "word")
    if delivery.words_per_minute is None:
        return Text(words)
    style = PACE_STYLE.get(delivery.pace or "", "")
    note = {"slow": ", slow", "fast": ", fast"}.get(delivery.pace or "", "")
    return Text.assemble((f"{delivery.words_per_minute:.0f} words per minute{note}", style), f" ({words})")


def _filler_line(delivery: Delivery) -> Text:
    if not delivery.fillers and not delivery.possible_hesitations:
        return Text("none written down", style="good")
    said: dict[str, int] = {}
    for filler in delivery.fillers:
        said[filler.text] = said.get(filler.text, 0) + 1
    kinds = ", ".join(f"{text} ×{n}" if n > 1 else text for text, n in said.items())
    line = Text(f"{len(delivery.fillers)} written down")
    if kinds:
        line.append(f" ({kinds})")
    if delivery.fillers_per_minute is not None:
        style = LOAD_STYLE.get(delivery.filler_load or "", "")
        line.append(f", {delivery.fillers_per_minute:.1f} a minute", style=style)
    if delivery.possible_hesitations:
        line.append(f"; {count(len(delivery.possible_hesitations), 'possible hesitation')} more heard")
    return line


def points(question: Question, hits: tuple[PointHit, ...], console: Console) -> Table:
    """The key points, the made ones with their words and second, the missed ones with a probe."""
    signs = marks(console.encoding)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(style="heading", no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True, style="quiet")
    for hit in sorted(hits, key=lambda h: VERDICT_ORDER.index(h.verdict)):
        sign = Text(f"{signs[hit.verdict]} {hit.verdict}", style=hit.verdict)
        second = clock(hit.start_s) if hit.start_s is not None else ""
        table.add_row(sign, hit.point_id, _point_words(question, hit), second)
    return table


def _point_words(question: Question, hit: PointHit) -> Text:
    if hit.verdict == "missed":
        return Text(question.point(hit.point_id).probe, style="quiet")
    quote = f"“{hit.evidence.rstrip(',;:')}”" if hit.evidence else ""
    words = Text.assemble((quote, "quote"))
    if hit.verdict == "unsure":
        words.append(f" {hit.why}", style="quiet")
    return words


def heard(transcript: Transcript, hits: tuple[PointHit, ...]) -> RenderableType:
    """The transcript, with the words that show a key point marked."""
    if not transcript.words:
        return Text("No words were heard.", style="watch")
    shown = {
        index: hit.verdict
        for hit in hits
        if hit.first_word is not None and hit.last_word is not None
        for index in range(hit.first_word, hit.last_word + 1)
    }
    text = Text()
    for index, word in enumerate(transcript.words):
        joined = " " if index else ""
        style = f"shown.{shown[index]}" if index in shown else "quiet"
        between = style if index - 1 in shown and index in shown else ""
        text.append(joined, style=between)
        text.append(word.text, style=style)
    return Padding(text, (0, 0, 0, 2))


def advice(lines: tuple[str, ...], console: Console) -> Iterator[Text]:
    """What to do differently next time."""
    arrow = marks(console.encoding)["arrow"]
    for line in lines:
        yield Text.assemble((f"{arrow} ", "key"), line)
