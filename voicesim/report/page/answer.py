"""What the page shows of one answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from voicesim.assess.assessment import Assessment, Voice
from voicesim.assess.coverage import caution
from voicesim.assess.norms import Norms, is_off
from voicesim.inputs.text import clean
from voicesim.report.details import Detail, details
from voicesim.report.over_time import COLUMNS, telling_row
from voicesim.report.page.cards import PointCard, point_cards, tick_command, word_marks
from voicesim.report.page.charts import PaceCurve, Share, pace_curve, story_shares
from voicesim.report.page.follow_up import FollowUpView, view_follow_ups
from voicesim.report.page.remarks import RemarkView, view_remarks
from voicesim.report.page.transcript import Paragraph, lay_out
from voicesim.report.page.waveform import Drawing, draw
from voicesim.report.phrases import fillers, length, pace, title
from voicesim.report.sound import Sound
from voicesim.report.telling import how_matched, telling_details
from voicesim.report.voice_words import earlier_words, published_words
from voicesim.speech.calibration import um_recall
from voicesim.store.applied import applied_norms
from voicesim.store.records import Attempt, EarlierVoice
from voicesim.stories.telling import Telling
from voicesim.wording import clock, count, rating_words, ums_heard

_TONES = {
    "on-target": "good",
    "short": "watch",
    "long": "bad",
    "good": "good",
    "slow": "watch",
    "fast": "watch",
    "ok": "good",
    "watch": "watch",
    "act": "bad",
    None: "",
}


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """An answer and its recording, None when there is none, or it is gone; and those of the replies to the
    follow-ups on it. `told` is the story that it tells, held against what is written."""

    attempt: Attempt
    sound: Sound | None = None
    reply_sounds: tuple[Sound | None, ...] = ()
    told: Telling | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One measure: its name, the figure, a remark, and "good", "watch", "bad" or no tone."""

    name: str
    figure: str
    remark: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One section of the page; `judged` is false for an answer that is not written down yet."""

    number: int
    name: str
    question_id: str
    section: str
    prompt: str
    notices: tuple[str, ...]
    judged: bool
    recorded: str
    audio: str
    sound_is_gone: bool
    drawing: Drawing | None
    tiles: tuple[Tile, ...]
    paragraphs: tuple[Paragraph, ...]
    marks: tuple[tuple[str, str, str], ...]
    points: tuple[PointCard, ...]
    caution: str
    advice: tuple[str, ...]
    details: tuple[Detail, ...]
    pace: PaceCurve | None
    shares: tuple[Share, ...]
    structure_notes: tuple[str, ...]
    attempt_id: str
    remarks: tuple[RemarkView, ...]
    tick_command: str
    covered: int
    follow_ups: tuple[FollowUpView, ...]
    rating: str
    story: str
    story_details: tuple[Detail, ...]
    tellings: tuple[tuple[str, ...], ...]


def view(number: int, answer: PageAnswer) -> AnswerView:
    """Everything that the page says about an answer, as text that is safe to show once escaped."""
    attempt, sound, judged = answer.attempt, answer.sound, answer.attempt.assessment
    norms = applied_norms(attempt)
    words = attempt.transcript.words if attempt.transcript else ()
    take = f", take {attempt.take}" if attempt.take > 1 else ""
    return AnswerView(
        number=number,
        name=clean(attempt.question.id) + take,
        question_id=clean(attempt.question.id),
        section=title(clean(attempt.question.section)),
        prompt=clean(attempt.question.prompt),
        notices=tuple(clean(notice) for notice in attempt.notices),
        judged=judged is not None,
        recorded=clock(attempt.recorded_s),
        audio=sound.source if sound else "",
        sound_is_gone=sound is None and attempt.audio_path is not None,
        drawing=draw(sound, attempt.spans, judged) if sound else None,
        tiles=_tiles(attempt, judged, norms) if judged else (),
        paragraphs=(paragraphs := lay_out(words, judged) if judged and words else ()),
        marks=word_marks(paragraphs),
        points=point_cards(attempt, judged.points) if judged else (),
        caution=caution(judged.style) if judged else "",
        advice=tuple(clean(line) for line in judged.advice) if judged else (),
        details=_details(details(judged, norms, attempt.preparation, attempt.earlier)) if judged else (),
        pace=pace_curve(words, norms),
        shares=story_shares(judged.structure, norms) if judged else (),
        structure_notes=tuple(clean(note) for note in judged.structure.notes)
        if judged and judged.structure
        else (),
        attempt_id=clean(attempt.id),
        remarks=view_remarks(attempt.remarks),
        tick_command=tick_command(attempt),
        covered=_number_of(attempt, "covered"),
        follow_ups=view_follow_ups(number, attempt, answer.reply_sounds),
        rating=_rating(attempt),
        story=_story(answer.told),
        story_details=_details(telling_details(answer.told)) if answer.told else (),
        tellings=_tellings(answer.told),
    )


def _details(found: Iterable[Detail]) -> tuple[Detail, ...]:
    return tuple((name, clean(text)) for name, text in found)


def _rating(attempt: Attempt) -> str:
    rating = attempt.rating
    if rating is None:
        return ""
    return rating_words(rating.went, None if rating.made is None else len(rating.made), len(rating.asked))


def _tellings(told: Telling | None) -> tuple[tuple[str, ...], ...]:
    """A row for each telling, below their heads; nothing for the only one."""
    if told is None or len(told.every) < 2:
        return ()
    return (COLUMNS, *(tuple(map(clean, telling_row(each))) for each in told.every))


def _story(told: Telling | None) -> str:
    return f"Tells your story {clean(told.match.story.name)} ({how_matched(told.match)})" if told else ""


def _number_of(attempt: Attempt, verdict: str) -> int:
    return sum(hit.verdict == verdict for hit in attempt.standing)


def _tiles(attempt: Attempt, assessment: Assessment, norms: Norms) -> tuple[Tile, ...]:
    timing, delivery = assessment.timing, assessment.delivery
    tiles = []
    if timing.answer_s is not None:
        of_target = f"of {clock(timing.target_s)}, {length(timing)}"
        tiles.append(Tile("Length", clock(timing.answer_s), of_target, _TONES[timing.verdict]))
    if delivery.words_per_minute is not None:
        rate = f"{delivery.words_per_minute:.0f}"
        remark = ", ".join(filter(None, ("words a minute", pace(delivery))))
        tiles.append(Tile("Pace", rate, remark, _TONES[delivery.pace]))
    else:
        tiles.append(Tile("Words", str(delivery.words), "written"))
    if timing.answer_s is not None and not is_off(norms.pause_long_s):
        least = f"of {norms.pause_long_s:g} s or more"
        longest = f"longest {timing.longest_pause_s:.1f} s" if timing.longest_pause_s else least
        tiles.append(Tile("Long pauses", str(len(timing.pauses)), longest))
    tiles.append(_filler_tile(attempt, assessment))
    if assessment.points:
        tiles.append(_point_tile(attempt))
    if assessment.voice is not None:
        tiles.append(_pitch_tile(assessment.voice, attempt.earlier, norms))
    return tuple(tiles)


def _filler_tile(attempt: Attempt, assessment: Assessment) -> Tile:
    delivery = assessment.delivery
    said = clean(fillers(delivery)) or "none written down"
    if delivery.possible_hesitations:
        said += f"; {count(len(delivery.possible_hesitations), 'possible hesitation')} more"
    if attempt.transcript and (recall := um_recall(attempt.transcript.model)) is not None:
        said += f"; {ums_heard(recall)}"
    return Tile("Fillers", str(len(delivery.fillers)), said, _TONES[delivery.filler_load])


def _pitch_tile(voice: Voice, earlier: EarlierVoice | None, norms: Norms) -> Tile:
    """Beside one's own takes, or the published range before there are any."""
    beside = earlier_words(earlier) if earlier else published_words(norms)
    return Tile("Pitch moved by", f"{voice.spread_st:.1f}", "; ".join(filter(None, ("semitones", beside))))


def _point_tile(attempt: Attempt) -> Tile:
    covered, check = _number_of(attempt, "covered"), _number_of(attempt, "check")
    total = len(attempt.standing)
    missed = total - covered - check
    remark = ", ".join(
        part for part in (f"{check} to check" if check else "", f"{missed} missed" if missed else "") if part
    )
    tone = "good" if not missed else "bad" if missed > total / 2 else "watch"
    return Tile("Key points", f"{covered} of {total}", remark or "all of them", tone)
