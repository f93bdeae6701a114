"""What is shown after an answer: time, delivery, the key points with their words, advice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from voicesim.assess.assessment import Assessment, PointHit, Timing
from voicesim.assess.coverage import caution
from voicesim.assess.norms import Norms
from voicesim.assess.own import OwnVerdict
from voicesim.assess.second import SecondVerdict
from voicesim.assess.self_rating import SelfRating
from voicesim.bank.hints import printable
from voicesim.bank.question import Question
from voicesim.cli.render.console import marks
from voicesim.cli.render.measures import measures, times
from voicesim.cli.render.rows import Column, Row, Rows
from voicesim.cli.render.whole import Indented, ToCopy
from voicesim.speech.calibration import um_recall
from voicesim.speech.words import Transcript
from voicesim.store.applied import applied_norms
from voicesim.store.records import Attempt, EarlierVoice, Preparation
from voicesim.wording import CHECK, clock, odds, own_words, rating_words, second_words, thought_words

POINT_COLUMNS = (
    Column(),
    Column(style="heading"),
    Column(prose=True),
    Column(style="quiet", right=True),
)
RATED_COLUMNS = (*POINT_COLUMNS[:2], Column(), *POINT_COLUMNS[2:])
"""With what the speakers thought of each point beside its verdict."""

VERDICT_ORDER = ("covered", "check", "missed")
MAX_POINTS = 6
_TENTHS = "?: so many answers that read like yours make the point. Whether yours does, you know best."


def feedback(attempt: Attempt, timing: Timing, console: Console) -> RenderableType:
    """Everything noticed about one stored answer; only its times when it is not written down yet."""
    parts: list[RenderableType] = [Text(n, style="watch") for n in attempt.notices]
    assessment, norms = attempt.assessment, applied_norms(attempt)
    if assessment is None:
        parts += [times(timing, norms, attempt.preparation), *_rated(attempt.rating), kept_only(attempt)]
        return Group(*parts)
    assert attempt.transcript is not None
    assert attempt.judgement is not None
    question, transcript = attempt.judgement.question, attempt.transcript
    others = attempt.own, attempt.second, attempt.rating, um_recall(transcript.model), attempt.earlier
    parts.append(judged(question, transcript, assessment, norms, console, attempt.preparation, *others))
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
    rating: SelfRating | None = None,
    recall: float | None = None,
    earlier: EarlierVoice | None = None,
) -> RenderableType:
    """Everything noticed about one answer, which was judged by `norms`; `own` is what the speakers say,
    `second` what the second reader says of points to check, and `rating` what the speakers thought before;
    `recall` is the share of their ums that is heard, where that is known, and `earlier` how the pitch moved
    in the answers before it."""
    parts: list[RenderableType] = [measures(assessment, norms, console, preparation, recall, earlier)]
    if assessment.points:
        parts += ["", *_rated(rating), points(question, assessment.points, own, second, console, rating)]
        parts += _left_out(assessment.points)
        parts += _how_to_check(assessment.points, own)
        parts += [Indented(Text(less, style="quiet")) for less in [caution(assessment.style)] if less]
    else:
        parts += _rated(rating)
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
    rating: SelfRating | None = None,
) -> Rows:
    """The key points, the made ones with their words and second, the missed ones with a probe."""
    signs = marks(console.encoding)
    decided = {each.point_id: each for each in own}
    told = {each.point_id: each for each in second}
    rated = rating is not None and rating.made is not None
    rows = []
    for hit in _shown(sorted(hits, key=lambda h: (VERDICT_ORDER.index(h.verdict), -_likely(h)))):
        sign = Text(f"{signs[hit.verdict]} {hit.verdict}", style=hit.verdict)
        at = clock(hit.start_s) if hit.start_s is not None else ""
        others = decided.get(hit.point_id), told.get(hit.point_id)
        thought = (_thought(rating, hit),) if rating and rated else ()
        words = _point_words(question, hit, *others)
        rows.append(Row((sign, Text(hit.point_id), *thought, words, Text(at))))
    columns = RATED_COLUMNS if rated else POINT_COLUMNS
    return Rows(columns, rows, headed=False, lead=len(columns) - 2)


def _shown(hits: Sequence[PointHit]) -> Sequence[PointHit]:
    """All; of more than six those that tell most: what was missed or is open before what was made."""
    if len(hits) <= MAX_POINTS:
        return hits
    kept = sorted(hits, key=lambda hit: -VERDICT_ORDER.index(hit.verdict))[:MAX_POINTS]
    return [hit for hit in hits if hit in kept]


def _left_out(hits: Sequence[PointHit]) -> Iterator[RenderableType]:
    if len(hits) > MAX_POINTS:
        covered = sum(hit.verdict == "covered" for hit in hits)
        told = f"{MAX_POINTS} of {len(hits)} points, {covered} covered in all; the page shows each."
        yield Indented(Text(told, style="quiet"))


def _thought(rating: SelfRating, hit: PointHit) -> Text:
    """What the speakers thought of a point, in colour where the judge is certain of something else."""
    made = rating.thought(hit.point_id)
    if made is None:
        return Text()
    said = thought_words(made, hit.verdict)
    agrees = hit.verdict in ("check", "covered" if made else "missed")
    return Text(said, style="quiet" if agrees else "watch")


def _rated(rating: SelfRating | None) -> Iterator[RenderableType]:
    if rating is not None:
        made = None if rating.made is None else len(rating.made)
        yield Text(f"{rating_words(rating.went, made, len(rating.asked))}.", style="heading")


def _point_words(
    question: Question, hit: PointHit, own: OwnVerdict | None, second: SecondVerdict | None
) -> Text:
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
            else Text.assemble(words, "\n", (own_words(own.made, printable(own.reason)), own.verdict))
        )
    if own is not None:
        asked = question.point(hit.point_id).probe if hit.verdict == "missed" and not own.made else ""
        said = Text(own_words(own.made, printable(own.reason)), style=own.verdict)
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
