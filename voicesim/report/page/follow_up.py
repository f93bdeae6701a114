"""What the page shows of a follow-up, under its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voicesim.inputs.text import clean
from voicesim.report.page.cards import PointCard, point_cards, tick_command, word_marks
from voicesim.report.page.remarks import RemarkView, view_remarks
from voicesim.report.page.transcript import Paragraph, lay_out
from voicesim.report.page.waveform import Drawing, draw
from voicesim.report.sound import Sound
from voicesim.store.records import Attempt
from voicesim.wording import clock


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """A part of the page of its own; `points` are those that only the reply made, and the one asked after
    when it is still open. `number` names the recording to those who do not see it."""

    number: str
    probe: str
    notices: tuple[str, ...]
    judged: bool
    recorded: str
    audio: str
    sound_is_gone: bool
    drawing: Drawing | None
    paragraphs: tuple[Paragraph, ...]
    marks: tuple[tuple[str, str, str], ...]
    points: tuple[PointCard, ...]
    attempt_id: str
    remarks: tuple[RemarkView, ...]
    tick_command: str


def view_follow_ups(number: int, answer: Attempt, sounds: Sequence[Sound | None]) -> tuple[FollowUpView, ...]:
    """The follow-ups on the answer of this number, with the sounds of the replies as far as there are."""
    said = (answer, *answer.replies)
    several = len(said) > 2
    names = [f"{number}, follow-up{f' {place}' if several else ''}" for place in range(1, len(said))]
    return tuple(
        _view(name, before, reply, sound)
        for name, before, reply, sound in zip(
            names, said, answer.replies, (*sounds, *[None] * len(said)), strict=False
        )
    )


def _view(name: str, answer: Attempt, reply: Attempt, sound: Sound | None) -> FollowUpView:
    hits = (*answer.brought_out, *((answer.still_missed,) if answer.still_missed else ()))
    # Only what the follow-up brought out is marked: whatever else the reply repeats was made before.
    judged = replace(reply.assessment, points=hits) if reply.assessment else None
    words = reply.transcript.words if reply.transcript else ()
    paragraphs = lay_out(words, judged) if judged and words else ()
    return FollowUpView(
        number=name,
        probe=clean(reply.question.prompt),
        notices=tuple(clean(notice) for notice in reply.notices),
        judged=judged is not None,
        recorded=clock(reply.recorded_s),
        audio=sound.source if sound else "",
        sound_is_gone=sound is None and reply.audio_path is not None,
        drawing=draw(sound, reply.spans, judged, aim=False) if sound else None,
        paragraphs=paragraphs,
        marks=word_marks(paragraphs),
        points=tuple(replace(card, probe="") for card in point_cards(reply, hits)),
        attempt_id=clean(reply.id),
        remarks=view_remarks(reply.remarks),
        tick_command=tick_command(reply),
    )
