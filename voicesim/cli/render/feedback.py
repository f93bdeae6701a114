"""What is shown after an answer: time, delivery, the key points with their words, advice."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from voicesim.assess.assessment import Assessment, PointHit, Timing
from voicesim.assess.norms import Norms
from voicesim.bank.question import Question
from voicesim.cli.render.console import marks
from voicesim.cli.render.measures import measures, times
from voicesim.speech.words import Transcript
from voicesim.store.applied import applied_norms
from voicesim.store.records import Attempt, Preparation
from voicesim.wording import clock

VERDICT_ORDER = ("covered", "check", "missed")


def feedback(attempt: Attempt, timing: Timing, console: Console) -> RenderableType:
    """Everything noticed about one stored answer; only its times when it is not written down yet."""
    parts: list[RenderableType] = [Text(n, style="watch") for n in attempt.notices]
    assessment, norms = attempt.assessment, applied_norms(attempt)
    if assessment is None:
        parts += [times(timing, norms, attempt.preparation), kept_only(attempt)]
        return Group(*parts)
    assert attempt.transcript is not None
    parts.append(
        judged(attempt.question, attempt.transcript, assessment, norms, console, attempt.preparation)
    )
    return Group(*parts)


def judged(
    question: Question,
    transcript: Transcript,
    assessment: Assessment,
    norms: Norms,
    console: Console,
    preparation: Preparation | None = None,
) -> RenderableType:
    """Everything noticed about one answer, which was judged by `norms`."""
    parts: list[RenderableType] = [measures(assessment, norms, console, preparation)]
    if assessment.points:
        parts += ["", points(question, assessment.points, console)]
    parts += ["", heard(transcript, assessment.points)]
    closing = [*cut_list(assessment), *advice(assessment.advice, console)]
    if closing:
        parts += ["", *closing]
    return Group(*parts)


def kept_only(attempt: Attempt) -> Text:
    """What is said of a recording that is not written down yet."""
    length = clock(attempt.recorded_s)
    return Text.assemble(
        (f"Kept: {length} of sound. ", "good"),
        "Not written down yet. ",
        "Finish it with: voicesim transcribe --pending",
    )


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
    if hit.verdict == "check":
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


def cut_list(assessment: Assessment) -> Iterator[Text]:
    """What an answer that ran long could leave out, longest first, until it reaches its target."""
    over_s = assessment.timing.over_s or 0.0
    for cut in assessment.cuts if assessment.timing.verdict == "long" else ():
        if over_s <= 0:
            return
        over_s -= cut.duration_s
        place = f"{clock(cut.start_s)} to {clock(cut.end_s)}"
        yield Text.assemble(
            ("could go: ", "quiet"), f"{place}, “{cut.text}”", (f" saves {cut.duration_s:.0f} s", "good")
        )


def advice(lines: tuple[str, ...], console: Console) -> Iterator[Text]:
    """What to do differently next time."""
    arrow = marks(console.encoding)["arrow"]
    for line in lines:
        yield Text.assemble((f"{arrow} ", "key"), line)
