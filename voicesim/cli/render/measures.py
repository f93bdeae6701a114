"""Time, pauses, pace, fillers and structure of an answer, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from voicesim.assess.assessment import Assessment, Delivery, Estimate, Figure, Filler, Structure, Timing
from voicesim.assess.norm_phrases import measured_against
from voicesim.assess.norms import Norms, is_off, norms_for
from voicesim.cli.render.console import is_plain
from voicesim.report.details import clarifying_words, figure_words
from voicesim.report.estimate_words import estimate_lines
from voicesim.report.own_question_words import own_questions_words
from voicesim.report.phase_words import phases_heard
from voicesim.report.voice_words import voice_words
from voicesim.store.records import EarlierVoice, Preparation
from voicesim.wording import clock, count, ums_heard

LENGTH_STYLE = {"short": "watch", "on-target": "good", "long": "bad"}
PACE_STYLE = {"slow": "watch", "good": "good", "fast": "watch"}
LOAD_STYLE = {"ok": "good", "watch": "watch", "act": "bad"}
PART_STYLE = {"situation": "blue", "task": "cyan", "action": "green", "result": "magenta"}
STRUCTURE_CELLS = 40
MAX_PLACES = 4
MAX_FIGURES = 8

Line = tuple[str, Text]


def measures(
    assessment: Assessment,
    norms: Norms,
    console: Console,
    preparation: Preparation | None = None,
    recall: float | None = None,
    earlier: EarlierVoice | None = None,
) -> Table:
    """Everything about how the answer was given, and the norms that it was measured against; lines without a
    value are left out. `recall` is the share of the speaker's ums that is heard, where that is known."""
    return _grid(
        [
            *_timing_lines(
                assessment.timing, assessment.delivery, norms_for(assessment.style, norms), preparation
            ),
            *_delivery_lines(assessment.delivery, recall),
            *_voice_lines(assessment, norms, earlier),
            *_figure_lines(assessment.figures),
            *_clarifying_lines(assessment.clarifying),
            *_estimate_lines(assessment.estimate),
            *_structure_lines(assessment.structure, assessment.timing.target_s, console),
            *_norm_lines(assessment, norms),
        ]
    )


def times(timing: Timing, norms: Norms, preparation: Preparation | None = None) -> Table:
    """What is known of an answer that is not written down yet."""
    return _grid(_timing_lines(timing, None, norms, preparation))


def _grid(lines: Iterable[Line]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="quiet", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in lines:
        table.add_row(name, value)
    return table


def _timing_lines(
    timing: Timing, delivery: Delivery | None, norms: Norms, preparation: Preparation | None
) -> Iterator[Line]:
    if preparation is not None:
        used = f"{preparation.used_s:.0f} of {preparation.given_s:.0f} s"
        yield "thought", Text(used if preparation.given_s >= 1 else "not at all")
    if timing.answer_s is not None:
        yield "time", _time_line(timing)
        if not is_off(norms.pause_long_s):
            yield "pauses", _pause_line(timing, delivery, norms)


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


def _pause_line(timing: Timing, delivery: Delivery | None, norms: Norms) -> Text:
    if not timing.pauses:
        return Text("no long one", style="good")
    very = sum(pause.end_s - pause.start_s >= norms.pause_very_long_s for pause in timing.pauses)
    long = f"{len(timing.pauses)} long" + (f" ({very} very long)" if very else "")
    where = {pause.start_s: f" {pause.place}" for pause in delivery.pauses} if delivery else {}
    places = [
        f"{pause.end_s - pause.start_s:.1f} s at {clock(pause.start_s)}{where.get(pause.start_s, '')}"
        for pause in timing.pauses[:MAX_PLACES]
    ]
    return Text(f"{long}: {', '.join(places)}{_more(timing.pauses)}")


def _delivery_lines(delivery: Delivery, recall: float | None) -> Iterator[Line]:
    yield "pace", _pace_line(delivery)
    yield "fillers", _filler_line(delivery, recall)
    words = list(_word_choices(delivery))
    if words:
        yield "words", Text("; ".join(words))


def _pace_line(delivery: Delivery) -> Text:
    words = count(delivery.words, "word")
    if delivery.words_per_minute is None:
        return Text(words)
    style = PACE_STYLE.get(delivery.pace or "", "")
    note = {"slow": ", slow", "fast": ", fast"}.get(delivery.pace or "", "")
    line = Text.assemble((f"{delivery.words_per_minute:.0f} words per minute{note}", style), f" ({words})")
    if delivery.articulation_wpm is not None:
        line.append(f", {delivery.articulation_wpm:.0f} without the silences")
    if delivery.rushed:
        places = ", ".join(
            f"{clock(stretch.start_s)} to {clock(stretch.end_s)} ({stretch.words_per_minute:.0f})"
            for stretch in delivery.rushed[:MAX_PLACES]
        )
        line.append(f"; rushed from {places}{_more(delivery.rushed)}", style="watch")
    return line


def _filler_line(delivery: Delivery, recall: float | None) -> Text:
    line = Text(f"{len(delivery.fillers)} written down{_kinds(delivery.fillers)}")
    if delivery.fillers and delivery.fillers_per_minute is not None:
        style = LOAD_STYLE.get(delivery.filler_load or "", "")
        line.append(f", {delivery.fillers_per_minute:.1f} a minute", style=style)
    if delivery.possible_hesitations:
        line.append(f"; about {len(delivery.possible_hesitations)} more heard")
    if recall is not None:
        line.append(f"; {ums_heard(recall)}", style="quiet")
    return line


def _kinds(fillers: Sequence[Filler]) -> str:
    said: dict[str, int] = {}
    for filler in fillers:
        said[filler.text] = said.get(filler.text, 0) + 1
    kinds = ", ".join(f"{text} ×{n}" if n > 1 else text for text, n in said.items())
    return f" ({kinds})" if kinds else ""


def _word_choices(delivery: Delivery) -> Iterator[str]:
    if both := delivery.i_words + delivery.we_words:
        yield f"I ×{delivery.i_words}, we ×{delivery.we_words} ({delivery.i_words / both:.0%} I)"
    if delivery.hedges:
        yield count(len(delivery.hedges), "hedge") + _kinds(delivery.hedges)
    if delivery.repeated:
        said = ", ".join(f"“{repeat.text}”" for repeat in delivery.repeated[:MAX_PLACES])
        yield f"said twice: {said}{_more(delivery.repeated)}"


def _voice_lines(assessment: Assessment, norms: Norms, earlier: EarlierVoice | None) -> Iterator[Line]:
    for name, told in voice_words(assessment.voice, norms, earlier):
        yield name.lower(), Text(told)


def _figure_lines(figures: Sequence[Figure]) -> Iterator[Line]:
    if not figures:
        return
    told = [figure_words(figure) for figure in figures[:MAX_FIGURES]]
    yield "figures", Text(", ".join(told) + (", …" if len(figures) > MAX_FIGURES else ""))


def _clarifying_lines(asked: Sequence[Filler]) -> Iterator[Line]:
    if asked:
        yield "asked", Text(clarifying_words(asked), style="good")


def _estimate_lines(estimate: Estimate | None) -> Iterator[Line]:
    for line in estimate_lines(estimate):
        yield line.name, Text(line.text, style=line.tone)


def _norm_lines(assessment: Assessment, norms: Norms) -> Iterator[Line]:
    against = measured_against(assessment, norms)
    if against:
        told = f"{'; '.join(against)} (voicesim norms: sources, and how to switch each off)"
        yield "norms", Text(told, style="quiet")


def _structure_lines(structure: Structure | None, target_s: float, console: Console) -> Iterator[Line]:
    if structure is None:
        return
    if phases := phases_heard(structure, target_s):
        yield "phases", Text(phases)
    if asked := own_questions_words(structure):
        yield "questions", Text(asked)
    seconds = [
        (name, value)
        for name in PART_STYLE
        if (value := getattr(structure, f"{name}_s")) is not None and value > 0
    ]
    if seconds:
        yield "story", _bar(seconds, console)
    if structure.notes:
        yield "" if seconds or phases or asked else "build", Text(" ".join(structure.notes), style="watch")


def _bar(seconds: Sequence[tuple[str, float]], console: Console) -> Text:
    total_s = sum(value for _, value in seconds)
    full = "█" if console.encoding.lower().startswith("utf") else "#"
    line = Text()
    for name, value in seconds if not is_plain(console) else ():
        line.append(full * max(1, round(STRUCTURE_CELLS * value / total_s)), style=PART_STYLE[name])
    told = [Text(f"{name} {value:.0f} s", style=PART_STYLE[name]) for name, value in seconds]
    return Text("  ").join([line, *told] if line else told)


def _more(found: Sequence[object]) -> str:
    return ", …" if len(found) > MAX_PLACES else ""
