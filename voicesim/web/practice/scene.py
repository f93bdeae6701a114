"""What a page shows of an interview: plain values in slots, each of which is sent again when it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from voicesim.assess.norms import Norms, clock_zone
from voicesim.bank.question import Question
from voicesim.bank.styles import STYLES
from voicesim.desk import (
    Answered,
    Asking,
    Checked,
    Checking,
    Clarified,
    Event,
    FollowingUp,
    Notice,
    Preparing,
    RecordingState,
    Saying,
    Working,
)
from voicesim.inputs.text import clean
from voicesim.report.phase_words import phase_clock, phase_shares
from voicesim.report.phrases import title
from voicesim.web.practice import keys
from voicesim.wording import clock, own_words

Scene = Mapping[str, Any]
"""By the names of its slots: `moment` is what goes on now and its keys, the others stay beside it."""

NO_QUESTION: Scene = {"question": None, "follow_up": None, "feedback": None, "decided": [], "notices": []}
IDLE: Scene = {
    "moment": {"name": "idle", "keys": []},
    "sound": None,
    "listen": None,
    "standing": [],
    **NO_QUESTION,
}
"""`standing` are notices about the whole interview."""


def after(scene: Scene, event: Event, norms: Norms) -> Scene:
    """The slots that an event changes, with what is in them from then on."""
    match event:
        case Asking():
            question = _question(event.question) | {
                "number": event.number,
                "of": event.of,
                "section": clean(event.section_title),
            }
            return {**NO_QUESTION, "question": question, "moment": _asked(event.aloud)}
        case FollowingUp():
            return {"follow_up": _question(event.question), "moment": _asked(event.aloud)}
        case Preparing():
            return {"moment": _moment("thinking", keys.THINKING, left_s=round(event.remaining_s, 1))}
        case RecordingState():
            return {"moment": _recording(event, norms)}
        case Working():
            return {"moment": _moment("working", (), what=_work(event))}
        case Answered():
            last = event.number == event.of
            feedback = {"attempt": event.attempt.id, "last": last}
            return {"feedback": feedback, "moment": _moment("answered", keys.answered(last=last))}
        case Checking():
            return {"moment": _checking(event)}
        case Checked():
            said = "left open" if event.made is None else own_words(event.made)
            decided = [*scene["decided"], {"point": title(clean(event.hit.point_id)), "said": said}]
            last = bool(scene["feedback"]["last"])
            return {"decided": decided, "moment": _moment("answered", keys.answered(last=last))}
        case Clarified():
            return {"notices": [*scene["notices"], f"{clean(event.asked)} {clean(event.says)}"]}
        case Saying():
            return {"notices": [*scene["notices"], clean(event.text)]}
        case Notice():
            return {"notices": [*scene["notices"], clean(event.text)]}
        case _:
            assert_never(event)


def over(session_id: str | None, sentence: str = "") -> Scene:
    """The interview has ended; the notices of its last question stay, the rest is on the session's page."""
    moment = _moment("over", (), session=session_id, sentence=sentence)
    return {"moment": moment, "sound": None, "listen": None, "question": None, "feedback": None}


def _moment(name: str, offered: Sequence[keys.Key], **values: object) -> Scene:
    return {"name": name, "keys": [key.as_json() for key in offered], **values}


def _asked(aloud: bool) -> Scene:
    return _moment("listening" if aloud else "reading", keys.ASKED)


def _question(question: Question) -> dict[str, object]:
    """Phases are shown as in the terminal: not those of a kind whose parts the feedback measures."""
    ways = STYLES[question.style]
    return {
        "id": clean(question.id),
        "prompt": clean(question.prompt),
        "how": f"{ways.asks}, about {clock(question.target_s)}",
        "phases": phase_shares(question.style, question.target_s),
    }


def _recording(event: RecordingState, norms: Norms) -> Scene:
    return _moment(
        "recording",
        keys.recording(paused=event.paused),
        elapsed_s=round(event.elapsed_s, 2),
        target_s=event.target_s,
        band_s=[share * event.target_s for share in (norms.on_target_from_share, norms.on_target_to_share)],
        level_dbfs=round(event.level_dbfs, 1),
        paused=event.paused,
        phase=phase_clock(event.phase) if event.phase else "",
        zone=clock_zone(event.elapsed_s, event.target_s, norms),
    )


def _work(event: Working) -> str:
    return event.what if event.total is None else f"{event.what}, {event.done} of {event.total}"


def _checking(event: Checking) -> Scene:
    hit = event.hit
    return _moment(
        "checking",
        keys.CHECKING,
        point=title(clean(hit.point_id)),
        quote=clean((hit.evidence or "").rstrip(",;:")),
        at=None if hit.start_s is None else clock(hit.start_s),
        number=event.number,
        of=event.of,
    )
