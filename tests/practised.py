"""A history with answers in it, and the program run inside this process: quick, and with its exit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from voicesim.assess.judge import assess
from voicesim.assess.norms import load_norms
from voicesim.bank.load import find_question, load_bank
from voicesim.cli.main import app, guarded
from voicesim.speech.words import SpeechSpan, Transcript, Word
from voicesim.store.history import History
from voicesim.store.records import SessionKind


@dataclass(frozen=True, slots=True)
class Done:
    """What a run left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run voicesim in this process, without a terminal."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr("sys.argv", ["voicesim", *map(str, arguments)])
        code = guarded(app)
        seen = capsys.readouterr()
        return Done(code, seen.out, seen.err)

    return run


def spoken(text: str, pace_s: float = 0.4) -> Transcript:
    """The words one after the other, from 0.8 s on."""
    words = [
        Word(word, round(0.8 + place * pace_s, 2), round(0.8 + (place + 0.9) * pace_s, 2), 0.95)
        for place, word in enumerate(text.split())
    ]
    return Transcript(tuple(words), "en", "base.en")


def practised(
    home: Path,
    *answers: tuple[str, str],
    days_ago: float = 1,
    kind: SessionKind = "practice",
    planned: tuple[str, ...] = (),
) -> str:
    """A finished session with these answers (question id and words), judged; returns its id."""
    bank, norms = load_bank("senior-pm"), load_norms()
    moment = datetime.now(UTC) - timedelta(days=days_ago)
    with History.open(home / "history.sqlite3", clock=lambda: moment) as history:
        session = history.start_session(
            kind, bank.id, bank.version, seed=1, planned=planned or [question for question, _ in answers]
        )
        for number, (question_id, text) in enumerate(answers, 1):
            question, transcript = find_question(bank, question_id), spoken(text)
            end_s = transcript.words[-1].end_s or 0.0
            spans = (SpeechSpan(0.8, end_s),)
            attempt = history.begin_attempt(session.id, question, number)
            history.save_recording(attempt.id, end_s, spans=spans)
            history.save_transcript(attempt.id, transcript)
            verdict = assess(question, transcript.words, spans, end_s, norms)
            history.save_assessment(
                attempt.id, verdict, bank_id=bank.id, bank_version=bank.version, norms=norms
            )
        history.finish_session(session.id)
    return session.id
