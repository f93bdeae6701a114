"""A session as Markdown, for notes and for reading as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from voicesim.assess.assessment import Assessment, PointHit
from voicesim.assess.coverage import caution
from voicesim.assess.norms import Norms, is_off
from voicesim.assess.self_rating import SelfRating
from voicesim.bank.question import Question
from voicesim.inputs.text import clean
from voicesim.report.details import details
from voicesim.report.over_time import COLUMNS, telling_row
from voicesim.report.phrases import KIND_NAMES, day, fillers, length, pace, title
from voicesim.report.telling import how_matched, telling_details
from voicesim.store.applied import applied_norms
from voicesim.store.records import Attempt, Remark, Session
from voicesim.stories.telling import Telling
from voicesim.wording import (
    CHECK,
    clock,
    count,
    own_words,
    rating_words,
    remark_author,
    second_words,
    thought_words,
)

_SIGNS = {"covered": "✓", "check": "?", "missed": "✗"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_LIST_BEGINS = re.compile(r"^(\d+)([.)])|^([-+=])")


def markdown(session: Session, attempts: Sequence[Attempt], told: Mapping[str, Telling] | None = None) -> str:
    """The session with each answer's measures, key points, advice and words, and the story that it tells, by
    its id in `told`; all text escaped."""
    name = "Demo interview" if session.kind == "demo" else "Interview practice"
    about = f"{day(session.started_at)}, {plain(session.bank_id)}, session {plain(session.id)}"
    blocks = [f"# {name}", about]
    for number, attempt in enumerate(attempts, 1):
        blocks += _answer(number, attempt, (told or {}).get(attempt.id))
    return "\n\n".join(blocks) + "\n"


def plain(text: str) -> str:
    """Text of unknown origin on one line, so that Markdown shows it as it is."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(clean(text).split())).replace("&", "&amp;")
    return _LIST_BEGINS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def _answer(number: int, attempt: Attempt, told: Telling | None) -> Iterator[str]:
    question = attempt.question
    take = f", take {attempt.take}" if attempt.take > 1 else ""
    yield f"## {number}. {plain(question.prompt)}"
    yield f"{plain(title(question.section))}, {plain(question.id)}{take}"
    for notice in attempt.notices:
        yield f"> {plain(notice)}"
    assessment = attempt.assessment
    if assessment is None:
        yield f"Recorded: {clock(attempt.recorded_s)}. Not written down yet: `voicesim transcribe --pending`."
        return
    norms = applied_norms(attempt)
    more = details(assessment, norms, attempt.preparation, attempt.earlier)
    yield "\n".join(
        [
            *(f"- {line}" for line in _measures(assessment, norms)),
            *(f"- {name}: {plain(text)}" for name, text in more),
        ]
    )
    if assessment.points:
        judged_by = attempt.judgement.question if attempt.judgement else question
        yield "### Key points"
        yield from _rated(attempt.rating)
        if less := caution(assessment.style):
            yield less
        yield "\n".join(_point(attempt, judged_by, hit) for hit in assessment.points)
    if assessment.advice:
        yield "### Next time"
        yield "\n".join(f"- {plain(line)}" for line in assessment.advice)
    if attempt.transcript:
        yield "### What was said"
        yield plain(attempt.transcript.text) or "No words were heard."
    yield from _story(told)
    yield from _remarks(attempt)
    for before, reply in zip((attempt, *attempt.replies), attempt.replies, strict=False):
        yield from _follow_up(before, reply)


def _rated(rating: SelfRating | None) -> Iterator[str]:
    if rating is not None:
        made = None if rating.made is None else len(rating.made)
        yield f"{rating_words(rating.went, made, len(rating.asked))}."


def _story(told: Telling | None) -> Iterator[str]:
    if told is not None:
        yield "### Told against written"
        yield f"Tells your story **{plain(told.match.story.name)}** ({how_matched(told.match)})."
        yield "\n".join(f"- {name}: {plain(text)}" for name, text in telling_details(told))
        yield from _tellings(told)


def _tellings(told: Telling) -> Iterator[str]:
    """A table of all tellings, where there is more than this one."""
    if len(told.every) > 1:
        rows = [COLUMNS, ("---",) * len(COLUMNS)]
        rows += [tuple(plain(cell).replace("|", "\\|") for cell in telling_row(each)) for each in told.every]
        yield "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _remarks(attempt: Attempt) -> Iterator[str]:
    if attempt.remarks:
        yield "### Remarks"
        yield "\n".join(map(_remark, attempt.remarks))


def _remark(remark: Remark) -> str:
    at = "" if remark.at_s is None else f" at {clock(remark.at_s)}"
    return f"- {plain(remark_author(remark.author))}{at}: {plain(remark.text)}"


def _follow_up(answer: Attempt, reply: Attempt) -> Iterator[str]:
    yield "### Follow-up"
    yield f"Asked after the answer: “{plain(reply.question.prompt)}”"
    for notice in reply.notices:
        yield f"> {plain(notice)}"
    if reply.assessment is None or reply.transcript is None:
        yield f"Recorded: {clock(reply.recorded_s)}. Not written down yet: `voicesim transcribe --pending`."
        return
    question = reply.judgement.question if reply.judgement else reply.question
    brought_out = [_point(reply, question, hit, " with the follow-up") for hit in answer.brought_out]
    if answer.still_missed:
        hit = answer.still_missed
        brought_out.append(
            f"- {_SIGNS['missed']} **{plain(title(hit.point_id))}**, missed with the follow-up too."
        )
    yield "\n".join(brought_out) or "It brought out nothing that the answer had not made already."
    yield plain(reply.transcript.text) or "No words were heard."
    yield from _remarks(reply)


def _measures(assessment: Assessment, norms: Norms) -> Iterator[str]:
    timing, delivery = assessment.timing, assessment.delivery
    if timing.answer_s is not None:
        yield f"Length: {clock(timing.answer_s)} of {clock(timing.target_s)}, {length(timing)}"
        longest = f", the longest {timing.longest_pause_s:.1f} s" if timing.longest_pause_s else ""
        if not is_off(norms.pause_long_s):
            yield f"Long pauses: {len(timing.pauses)}{longest}"
    words = count(delivery.words, "word")
    if delivery.words_per_minute is None:
        yield f"Words: {delivery.words}"
    else:
        rate = f"{delivery.words_per_minute:.0f} words per minute"
        yield f"Pace: {', '.join(filter(None, (rate, pace(delivery))))} ({words})"
    said = plain(fillers(delivery))
    rate = "" if delivery.fillers_per_minute is None else f", {delivery.fillers_per_minute:.1f} a minute"
    yield f"Fillers: {len(delivery.fillers)}" + (f" ({said}){rate}" if said else "")
    if assessment.structure:
        for note in assessment.structure.notes:
            yield f"Structure: {plain(note)}"


def _point(attempt: Attempt, question: Question, hit: PointHit, how: str = "") -> str:
    kind = f" ({KIND_NAMES[hit.kind]})" if KIND_NAMES.get(hit.kind) else ""
    own, second = attempt.own_on(hit.point_id), attempt.second_on(hit.point_id)
    thought = attempt.rating.thought(hit.point_id) if attempt.rating else None
    others = [] if thought is None else [thought_words(thought, hit.verdict)]
    others += [second_words(second.made, plain(second.quote or ""))] if second else []
    others += [own_words(own.made, plain(own.reason))] if own else []
    asks = hit.verdict == "check" and not own and not second
    told = (f" ({'; '.join(others)})" if others else "") + (f": {CHECK}" if asks else "")
    head = f"- {_SIGNS[hit.verdict]} **{plain(title(hit.point_id))}**{kind}, {hit.verdict}{how}{told}"
    at = f" at {clock(hit.start_s)}" if hit.start_s is not None else ""
    after = "" if told.endswith("?") else ":" if hit.evidence else "."
    quote = f"{after} “{plain(hit.evidence.rstrip(',;: '))}”{at}." if hit.evidence else after
    probes = {point.id: point.probe for point in question.key_points}
    probe = probes.get(hit.point_id, "") if hit.verdict == "missed" else ""
    asked = f" An interviewer would ask: “{plain(probe)}”" if probe else ""
    return f"{head}{quote} {plain(hit.why)}{asked}".rstrip()
