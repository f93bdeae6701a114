"""A session in each of the forms in which it can leave voicesim."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from voicesim.errors import InputError
from voicesim.report.files import make_page
from voicesim.report.formats import ExportFormat
from voicesim.report.labels import labels
from voicesim.report.markdown import markdown
from voicesim.report.plan_json import planned_for_json
from voicesim.report.session_json import session_json
from voicesim.report.spreadsheet import table
from voicesim.report.subtitles import srt, vtt
from voicesim.review.days import Days
from voicesim.store.plans import StoredPlan
from voicesim.store.records import Attempt, Session
from voicesim.stories.telling import Telling

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take CSV for text in the machine's old encoding, and garble every “é”."""


def export_text(
    form: ExportFormat,
    session: Session,
    attempts: Sequence[Attempt],
    recordings_dir: Path,
    told: Mapping[str, Telling] | None = None,
    plan: StoredPlan | None = None,
) -> str:
    """The answers in one form; `told` are the stories that they tell, by their ids. Only the pages read the
    recordings, and only JSON tells of the `plan`.

    Raises InputError when subtitles are asked for and no word has a time, or labels and no point is decided,
    AudioError when no MP3 can be written for the page.
    """
    told = told or {}
    match form:
        case ExportFormat.HTML:
            return make_page(session, attempts, recordings_dir, told)
        case ExportFormat.BUNDLE:
            return make_page(session, attempts, recordings_dir, told, coach=True)
        case ExportFormat.MD:
            return markdown(session, attempts, told)
        case ExportFormat.JSON:
            content = session_json(session, attempts, told)
            content |= {"plan": planned_for_json(session, plan, Days())}
            return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        case ExportFormat.CSV:
            return BYTE_ORDER_MARK + table(session, attempts, told)
        case ExportFormat.LABELS:
            return labels(session, attempts)
        case ExportFormat.SRT | ExportFormat.VTT:
            if not any(has_timed_words(attempt) for attempt in attempts):
                raise InputError(
                    f"Session {session.id} has no words with times, so it has no subtitles; "
                    "finish waiting answers with: voicesim transcribe --pending."
                )
            return srt(attempts) if form is ExportFormat.SRT else vtt(attempts)


def has_timed_words(attempt: Attempt) -> bool:
    words = attempt.transcript.words if attempt.transcript else ()
    return any(word.start_s is not None for word in words)
