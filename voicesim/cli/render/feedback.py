"""What is shown after an answer: time, delivery, the key points with their words, advice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from voicesim.assess.assessment import Assessment, PointHit, Timing
from voicesim.assess.norms import Norms
from voicesim.assess.own import OwnVerdict
from voicesim.assess.second import SecondVerdict
from voicesim.bank.hints import printable
from voicesim.bank.question import Question
from voicesim.cli.render.console import marks
from voicesim.cli.render.measures import measures, times
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import Indented, ToCopy
from voicesim.speech.words import Transcript
from voicesim.store.applied import applied_norms
from voicesim.store.records import Attempt, EarlierVoice, Preparation
from voicesim.wording import CHECK, clock, odds, own_words, second_words

POINT_COLUMNS = (
    Column(),
    Column(style="heading"),
    Column(prose=True),
    Column(style="quiet", right=True),
)
VERDICT_ORDER = ("covered", "check", "missed")
_TENTHS = "?: so many answers that read like yours make the point. Whether yours does, you know best."


def feedback(attempt: Attempt, timing: Timing, console: Console) -> RenderableType:
    """Everything noticed about one stored answer; only its times when it is not written down yet."""
    parts: list[RenderableType] = [Text(n, style="watch") for n in attempt.notices]
    assessment, norms = attempt.assessment, applied_norms(attempt)
    if assessment is None:
        parts += [times(timing, norms, attempt.preparation), kept_only(attempt)]
        return Group(*parts)
    assert attempt.transcript is not None
    assert attempt.judgement is not None
    question, transcript = attempt.judgement.question, attempt.transcript
    others = attempt.own, attempt.second
    parts.append(
        judged(
            question, transcript, assessment, norms, console, attempt.preparation, *others, attempt.earlier
        )
    )
    return Group(*parts)


def judged(
    question: Question,
    transcript: Transcript,
    assessment: Assessment,
    norms: Norms,
    console: Console,
    preparation: Preparation | None = None,
    own: Sequence[OwnVerdict] = (),
    second: Sequence[SecondVerdict] = (),
    earlier: EarlierVoice | None = None,
) -> RenderableType:
    """Everything noticed about one answer, which was judged by `norms`; `own` is what the speakers say, and
    `second` what the second reader says of points to check."""
    parts: list[RenderableType] = [measures(assessment, norms, console, preparation, earlier)]
    if assessment.points:
        parts += ["", points(question, assessment.points, own, second, console)]
        parts += _how_to_check(assessment.points, own)
    parts += ["", heard(transcript, assessment.points)]
    closing = [*cut_list(assessment), *advice(assessment.advice, console)]
    if closing:
        parts += ["", *closing]
    return Group(*parts)


def kept_only(attempt: Attempt) -> ToCopy:
    """What is said of a recording that is not written down yet."""
    length = clock(attempt.recorded_s)
    said = Text.assemble((f"Kept: {length} of sound. ", "good"), "Not written down yet. Finish it with: ")
    return ToCopy(said, Text("voicesim transcribe --pending"))


def points(
    question: Question,
    hits: tuple[PointHit, ...],
    own: Sequence[OwnVerdict],
    second: Sequence[SecondVerdict],
    console: Console,
) -> Rows:
    """The key points, the made ones with their words and second, the missed ones with a probe."""
    signs = marks(console.encoding)
    decided = {each.point_id: each.made for each in own}
    told = {each.point_id: each for each in second}
    rows = []
    for hit in sorted(hits, key=lambda h: (VERDICT_ORDER.index(h.verdict), -_likely(h))):
        sign = Text(f"{signs[hit.verdict]} {hit.verdict}", style=hit.verdict)
        at = clock(hit.start_s) if hit.start_s is not None else ""
        others = decided.get(hit.point_id), told.get(hit.point_id)
        rows.append(Row((sign, Text(hit.point_id), _point_words(question, hit, *others), Text(at))))
    return Rows(POINT_COLUMNS, rows, headed=False, lead=2)


def _point_words(question: Question, hit: PointHit, own: bool | None, second: SecondVerdict | None) -> Text:
    """What speaks for the point, or what would be asked; at its end what the second reader says of one to
    check, and what the speakers say, where they did."""
    quote = f"“{hit.evidence.rstrip(',;:')}”" if hit.evidence else ""
    words = Text(quote, style="quote")
    if second is not None and hit.verdict == "check":
        said = Text(second_words(second.made, printable(second.quote or "")), style=second.verdict)
        words = Text("\n").join(part for part in (words, said) if part)
        return (
            words
            if own is None
            else Text.assemble(words, "\n", (own_words(own), "covered" if own else "missed"))
        )
    if own is not None:
        asked = question.point(hit.point_id).probe if hit.verdict == "missed" and not own else ""
        said = Text(own_words(own), style="covered" if own else "missed")
        return Text(" ").join(part for part in (words, Text(asked, style="quiet"), said) if part)
    if hit.verdict == "missed":
        return Text(question.point(hit.point_id).probe, style="quiet")
    if hit.verdict != "check":
        return words
    if hit.likelihood is None:
        return Text.assemble(f"{CHECK} ", words, (f" {hit.why}", "quiet"))
    return Text.assemble(words, " ", (odds(hit.likelihood), "check"))


def _likely(hit: PointHit) -> float:
    """For the order of the points to check; all others stay in the question's order."""
    return hit.likelihood or 0.0 if hit.verdict == "check" else 0.0


def _how_to_check(hits: Sequence[PointHit], own: Sequence[OwnVerdict]) -> Iterator[RenderableType]:
    """What the tenths beside the points to check mean, where there are any that nobody has decided."""
    decided = {each.point_id for each in own}
    if any(hit.verdict == "check" and hit.likelihood and hit.point_id not in decided for hit in hits):
        yield Indented(Text(_TENTHS, style="quiet"))


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
    return Indented(text)


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
