"""Which questions came: typed, read from a text, or spoken; and which of a bank's they are."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from voicesim.answering import Answering
from voicesim.assess.norms import load_norms
from voicesim.audio.device_microphone import DeviceMicrophone
from voicesim.audio.devices import find_input
from voicesim.audio.files import check_audio
from voicesim.cli.answer_files import SOUND_SUFFIXES
from voicesim.cli.equipment import usable_transcriber
from voicesim.cli.output import say, tell
from voicesim.cli.own_bank import add_question, own_bank_path
from voicesim.cli.render.console import make_console
from voicesim.cli.render.debrief import candidate_lines
from voicesim.cli.terminal_desk import open_desk
from voicesim.config import Settings
from voicesim.desk import Command, Desk, RecordingState, Working
from voicesim.errors import InputError, ModelError
from voicesim.inputs.encodings import read_decoded
from voicesim.inputs.noted import noted_questions, spoken_questions
from voicesim.report.debriefs import CameQuestion
from voicesim.review.debrief import Catalogue
from voicesim.speech.activity import speech_spans
from voicesim.speech.transcriber import Transcriber
from voicesim.speech.voiced import read_voice
from voicesim.store.debriefs import Came, Debrief
from voicesim.store.history import History

STDIN = Path("-")
LONGEST_S = 600.0
TICK_S = 0.05


def questions_that_came(
    source: Path | None, settings: Settings, *, spoken: bool, model: str | None, device: str | None
) -> tuple[str, ...]:
    """Raises InputError where there is nothing to read, ModelError where nothing can be written down."""
    if spoken and source is not None:
        raise InputError("--spoken and --from do not go together; choose one.")
    if spoken:
        return spoken_questions(_spoken(model or settings.model, device or settings.input, settings))
    if source is not None and source != STDIN and _is_recording(source):
        return spoken_questions(_heard(source, model or settings.model))
    if source is not None and source != STDIN:
        return noted_questions(_text(source))
    return noted_questions("\n".join(_typed()) if sys.stdin.isatty() else sys.stdin.read())


def ask_which(history: History, debrief: Debrief, catalogue: Catalogue) -> Debrief:
    """Put each match to the person; what they say is kept at once, and an empty line takes the first."""
    console = make_console()
    for came in debrief.questions:
        told = CameQuestion(came, "", None, catalogue.nearest(came.asked))
        candidate_lines(told, console)
        decided = _decided(told, debrief, catalogue)
        if decided is not None:
            debrief = history.save_came(debrief, decided)
    console.print()
    return debrief


def _decided(told: CameQuestion, debrief: Debrief, catalogue: Catalogue) -> Came | None:
    """What it is by what is typed; None where it stays as it was found."""
    found = told.came.question_id is not None
    usual = "it is 1" if found else "left open"
    while True:
        tell(f"   enter {usual}, a number or an id another, n none of them, a into your own bank")
        typed = _line().lower()
        try:
            if not typed:
                return catalogue.decided(told.came, told.nearest[0].name) if found else None
            if typed == "a":
                return add_question(own_bank_path(None), debrief, told.came)
            if typed == "n":
                return catalogue.decided(told.came, None)
            return catalogue.decided(told.came, _name(typed, told))
        except InputError as exc:
            say(str(exc))


def _name(typed: str, told: CameQuestion) -> str:
    """The name of the candidate with this number, or what was typed."""
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0
    return told.nearest[number - 1].name if 1 <= number <= len(told.nearest) else typed


def _typed() -> list[str]:
    tell("Which questions came? One in a line; an empty line ends.")
    lines = []
    while line := _line():
        lines.append(line)
    return lines


def _line() -> str:
    """A line that was typed; empty where nothing more comes."""
    return sys.stdin.readline().strip()


def _text(path: Path) -> str:
    decoded = read_decoded(path)
    if decoded.notice:
        say(f"{path}: {decoded.notice}")
    return decoded.text


def _is_recording(path: Path) -> bool:
    return path.suffix.lower() in SOUND_SUFFIXES


def _heard(path: Path, model: str) -> str:
    check_audio(path)
    clip = read_voice(path).clip
    return _transcriber(model).transcribe(clip.samples, speech_spans(clip.samples)).text


def _transcriber(model: str) -> Transcriber:
    transcriber = usable_transcriber(model)
    if transcriber is None:
        raise ModelError("Without a speech model nothing can be written down; type the questions instead.")
    return transcriber


def _spoken(model: str, device: str | None, settings: Settings) -> str:
    """What is said until a key ends it; the recording is deleted when it is written down."""
    if not sys.stdin.isatty():
        raise InputError("Speaking needs a terminal; give a recording instead: voicesim debrief --from FILE")
    find_input(device)
    transcriber = _transcriber(model)
    tell("Say which questions came, a sentence each.")
    console = make_console(stderr=True)
    with TemporaryDirectory() as folder, open_desk(console, load_norms(settings.norms)) as desk:
        answering = Answering(
            DeviceMicrophone(device),
            Path(folder) / "debrief.wav",
            max_s=LONGEST_S,
            end_on_silence_s=None,
            transcriber=transcriber,
        )
        return recorded(answering, desk)


def recorded(answering: Answering, desk: Desk) -> str:
    """What is said in a recording that begins now, until a key ends it; `p` pauses."""
    answering.start()
    try:
        while not answering.finished:
            told = answering.elapsed_s, LONGEST_S, LONGEST_S, answering.level_dbfs, answering.paused
            desk.show(RecordingState(*told))
            command = desk.command(TICK_S)
            if command is Command.PAUSE:
                answering.toggle_pause()
            elif command in (Command.GO, Command.QUIT):
                answering.stop("stopped")
        desk.show(Working("Writing down what you said"))
        transcript = answering.transcript()
    except BaseException:
        answering.stop("interrupted")
        raise
    finally:
        answering.cancel()
    return transcript.text if transcript else ""
