"""Every verb in every way in which it prints, on stored data in many scripts, without any engine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests.practised import practised, spoken
from voicesim.audio.clip import RATE_HZ, Clip, Samples
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.player import SilentPlayer
from voicesim.audio.wav import write_wav
from voicesim.bank.load import load_bank
from voicesim.checkup import Check, Trial
from voicesim.interview.equipment import Equipment
from voicesim.plan import make_plan
from voicesim.speech.models import find_model
from voicesim.speech.words import SpeechSpan, Transcript
from voicesim.store.debriefs import Came
from voicesim.store.history import History

FOREIGN = "Our “naïve” forecast – Łódź, 東京, ½ 🎉 – cost 12 percent of customers."
CASES = {
    "practice": "practice --question quality --answers {answers} --no-voice",
    "practice --json": "practice --question quality --answers {answers} --no-voice --json",
    "practice --today": "practice --today --answers {answers} --no-voice",
    "plan --role": "plan --on {soon} --role {notes} --bank {bank}",
    "plan": "plan",
    "plan --json": "plan --json",
    "demo": "demo --questions 1 --follow-ups 2",
    "demo --json": "demo --questions 1 --json",
    "score": "score {text} --question quality",
    "score --json": "score {text} --question quality --json",
    "transcribe": "transcribe --pending",
    "transcribe --json": "transcribe --pending --json",
    "review": "review",
    "review, one session": "review last",
    "review --json": "review --json",
    "review --search": "review --search 東京",
    "review --search, nothing found": "review --search Wrocław",
    "review --tick": "review {first}-1 --tick trade-offs=yes --reason {reason}",
    "desk": "desk --no-browser",
    "compare": "compare --last quality",
    "compare --json": "compare --last quality --json",
    "progress": "progress",
    "progress --json": "progress --json",
    "export": "export --format md --output -",
    "export, to a file": "export --output {folder}/Łódź.html",
    "import": "import {remarks}",
    "rescore": "rescore",
    "rescore --json": "rescore --json",
    "stories new": "stories new Łódź",
    "stories list": "stories list",
    "stories list --json": "stories list --json",
    "stories show": "stories show 東京",
    "stories show --json": "stories show 東京 --json",
    "stories edit": "stories edit 東京",
    "stories check": "stories check",
    "stories from": "stories from {first}-1 --folder {folder}/drafts",
    "stories map": "stories map --question quality",
    "stories map --json": "stories map --question quality --json",
    "stories drill": "stories drill --section execution -n 1",
    "stories told": "stories told {first}-1",
    "stories told --json": "stories told {first}-1 none --json",
    "debrief": "debrief --from {text} --about Łódź",
    "debrief --json": "debrief --from {text} --json",
    "debrief list": "debrief list",
    "debrief list --json": "debrief list --json",
    "debrief show": "debrief show {debrief}",
    "debrief show --json": "debrief show {debrief} --json",
    "debrief match": "debrief match {debrief} 1 senior-pm:quality",
    "debrief match --json": "debrief match {debrief} 1 none --json",
    "debrief add": "debrief add {debrief} 1 --to {folder}/東京-own.yaml",
    "debrief add --json": "debrief add {debrief} 1 --to {folder}/東京-own.yaml --json",
    "export, a debrief": "export {debrief} --output -",
    "history path": "history path",
    "history backup": "history backup {folder}/東京.sqlite3",
    "history restore": "history restore",
    "history restore --json": "history restore --json",
    "history restore, one": "history restore {aside}",
    "history forget": "history forget {first} --yes",
    "bank list": "bank list",
    "bank show": "bank show",
    "bank show --json": "bank show --json",
    "bank sample": "bank sample quality",
    "bank sample --json": "bank sample quality --json",
    "bank check": "bank check {bank}",
    "bank check --json": "bank check {bank} --json",
    "bank new": "bank new {folder}/Zürich --question {question}",
    "bank import": "bank import {notes} --output {folder}/imported.yaml",
    "bank import --json": "bank import {notes} --output {folder}/imported.yaml --force --json",
    "bank import, to standard output": "bank import {notes} --output -",
    "bank schema": "bank schema",
    "models list": "models list",
    "models get": "models get tiny.en",
    "models remove": "models remove “naïve”",
    "voices list": "voices list",
    "voices list --json": "voices list --json",
    "voices get": "voices get “naïve”",
    "voices try": "voices try joe",
    "voices remove": "voices remove “naïve”",
    "norms": "norms",
    "doctor": "doctor",
    "doctor --json": "doctor --json",
    "doctor --calibrate": "doctor --calibrate --answers {answers}",
    "help": "practice --help",
    "version": "--version",
    "wrong usage": "practice --東京",
}
"""One line for each verb, and for each way in which it prints."""

FAILS = {
    "models remove": 2,
    "voices get": 2,
    "voices try": 1,
    "voices remove": 2,
    "stories edit": 1,
    "wrong usage": 2,
    "doctor": 1,
    "doctor --json": 1,
    "doctor --calibrate": 2,
}
SPEAKS = {"practice --json", "demo --json", "score --json", "transcribe --json", "review --json"}
"""Whose JSON holds what was said."""

TONE = Clip(np.full(RATE_HZ, 0.1, np.float32))


class Hears:
    """Writes the foreign words down whatever it hears."""

    name = "hears"

    def transcribe(
        self, samples: Samples, spans: Sequence[SpeechSpan], cancelled: threading.Event | None = None
    ) -> Transcript:
        return spoken(FOREIGN)

    def expecting(self, vocabulary: Iterable[str]) -> Hears:
        return self


@pytest.fixture
def places(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Two sessions in foreign words, files to name, and stand-ins for all engines."""
    first = practised(home, ("quality", FOREIGN), days_ago=2)
    practised(home, ("quality", FOREIGN), ("launch-failed", FOREIGN), days_ago=1)
    answers = tmp_path / "answers"
    answers.mkdir()
    write_wav(answers / "1.wav", TONE)
    text = tmp_path / "Łódź – naïve.txt"
    text.write_text(FOREIGN, encoding="utf-8")
    bank = tmp_path / "東京.yaml"
    bank.write_text(
        f"questions:\n  - id: one\n    prompt: {FOREIGN}\n    key_points: [{{id: a, means: '{FOREIGN}'}}]\n",
        encoding="utf-8",
    )
    notes = tmp_path / "½-notes.md"
    notes.write_text(f"{FOREIGN}\n\n- {FOREIGN}?\n  - {FOREIGN}\n", encoding="utf-8")
    remarks = tmp_path / "東京.json"
    said = {"attempt": f"{first}-1", "at_s": None, "text": FOREIGN}
    remarks.write_text(json.dumps({"voicesim": "remarks", "author": "Łódź", "remarks": [said]}), "utf-8")
    stories = home / "stories"
    stories.mkdir()
    (stories / "東京.md").write_text(f"# {FOREIGN}\n\n## Action\n\n{FOREIGN}\n", encoding="utf-8")
    soon = datetime.now().date() + timedelta(days=9)
    with History.open(home / "history.sqlite3") as history:
        history.save_plan(soon, 30, [str(bank)], FOREIGN, "東京.md")
    stand_in(monkeypatch)
    return {
        "answers": str(answers),
        "text": str(text),
        "bank": str(bank),
        "notes": str(notes),
        "remarks": str(remarks),
        "question": "東京?",
        "reason": "½🎉",
        "folder": str(tmp_path),
        "first": first,
        "soon": soon.isoformat(),
        "aside": aside(home),
        "debrief": debriefed(home),
    }


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    equipment = Equipment(
        None, SilentPlayer(paced=False), lambda question, number: FileMicrophone(TONE, paced=False), Hears()
    )
    bad = Check("voice", "problem", FOREIGN, FOREIGN)
    model = find_model("demo")
    for name, value in {
        "voicesim.cli.demo.cast_demo": lambda bank, count, player, *, fast: (
            make_plan(bank, count=count, seed=1),
            equipment,
        ),
        "voicesim.cli.equipment.usable_transcriber": lambda *arguments: Hears(),
        "voicesim.cli.came.usable_transcriber": lambda *arguments: Hears(),
        "voicesim.cli.transcribe.usable_transcriber": lambda *arguments: Hears(),
        "voicesim.cli.desk.serve": lambda app, listening: None,
        "voicesim.cli.doctor.trials": lambda settings: [Trial("voice", FOREIGN, lambda: bad)],
        "voicesim.cli.models.download_model": lambda name, progress, origin: model,
        "voicesim.cli.models.measure_speed": lambda *arguments: SimpleNamespace(
            work_per_s=0.1, keeps_up=True
        ),
    }.items():
        monkeypatch.setattr(name, value)


def aside(home: Path) -> str:
    """A take that was started over; its id."""
    wait(home)
    with History.open(home / "history.sqlite3") as history:
        (waiting,) = history.pending()
        return history.discard(waiting.id).id


def debriefed(home: Path) -> str:
    """A real interview with one question; its id."""
    with History.open(home / "history.sqlite3") as history:
        return history.save_debrief(date(2026, 11, 20), FOREIGN, [Came(1, FOREIGN)]).id


def wait(home: Path) -> None:
    """An answer that is recorded and not written down."""
    with History.open(home / "history.sqlite3") as history:
        session = history.start_session("practice", "senior-pm", "1")
        waiting = history.begin_attempt(session.id, load_bank("senior-pm").questions[0], 1)
        recording = home / "recordings" / str(waiting.audio_path)
        recording.parent.mkdir(parents=True)
        write_wav(recording, TONE)
        history.save_recording(waiting.id, 1.0)
        history.finish_session(session.id)
