"""A session in each of the forms in which it can leave voicesim."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from voicesim.errors import InputError
from voicesim.report.assessment_json import session_json
from voicesim.report.files import make_page
from voicesim.report.formats import ExportFormat
from voicesim.report.labels import labels
from voicesim.report.markdown import markdown
from voicesim.report.spreadsheet import table
from voicesim.report.subtitles import srt, vtt
from voicesim.store.records import Attempt, Session

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take CSV for text in the machine's old encoding, and garble every “é”."""


def export_text(
    form: ExportFormat, session: Session, attempts: Sequence[Attempt], recordings_dir: Path
) -> str:
    """The answers in one form. Only the pages read the recordings.

    Raises InputError when subtitles are asked for and no word has a time, or labels and no point is decided,
    AudioError when no MP3 can be written for the page.
    """
    match form:
        case ExportFormat.HTML:
            return make_page(session, attempts, recordings_dir)
        case ExportFormat.BUNDLE:
            return make_page(session, attempts, recordings_dir, coach=True)
        case ExportFormat.MD:
            return markdown(session, attempts)
        case ExportFormat.JSON:
            return json.dumps(session_json(session, attempts), ensure_ascii=False, indent=1) + "\n"
        case ExportFormat.CSV:
            return BYTE_ORDER_MARK + table(session, attempts)
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
