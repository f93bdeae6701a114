"""Does everything work on this machine? Each part is really tried; nothing is raised, all is told."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from voicesim import paths
from voicesim.audio.clip import RATE_HZ
from voicesim.audio.files import read_audio
from voicesim.config import Settings
from voicesim.errors import VoicesimError

Status = Literal["ok", "warning", "problem"]

SENTENCE = "We launched the feature in March, and retention went up by twelve percent."
LISTEN_S = 1.0
QUIET_DBFS = -70.0
FREE_LEAST_BYTES = 200_000_000
FREE_ENOUGH_BYTES = 1_000_000_000
MINUTE_BYTES = 60 * RATE_HZ * 2


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried; `remedy` is empty when nothing needs to be done."""

    name: str
    status: Status
    detail: str
    remedy: str = ""


def check_all(settings: Settings) -> Iterator[Check]:
    """Try everything that an interview needs, one after the other."""
    yield _tried("microphone", lambda: _microphone(settings))
    yield _tried("loudspeaker", lambda: _loudspeaker(settings), missing="warning")
    with tempfile.TemporaryDirectory(prefix="voicesim-") as folder:
        spoken = Path(folder)
        yield _tried("voice", lambda: _voice(settings, spoken), missing="warning")
        yield _tried("model", lambda: _model(settings))
    yield _tried("disk", _disk)
    yield _tried("history", _history)
    yield _privacy()


def _tried(name: str, check: Callable[[], Check], missing: Status = "problem") -> Check:
    try:
        return check()
    except VoicesimError as exc:
        return Check(name, missing, str(exc), "")


def _microphone(settings: Settings) -> Check:
    from voicesim.audio.device_microphone import DeviceMicrophone
    from voicesim.audio.devices import find_input
    from voicesim.audio.level import dbfs

    device = find_input(settings.input)
    loudest = -120.0
    heard_s = 0.0
    with DeviceMicrophone(settings.input).open() as blocks:
        for block in blocks:
            loudest = max(loudest, dbfs(block.samples))
            heard_s += len(block.samples) / RATE_HZ
            if heard_s >= LISTEN_S:
                break
    detail = f"{device.name}: heard a second, loudest {loudest:.0f} dB of full scale"
    if loudest <= QUIET_DBFS:
        return Check("microphone", "warning", detail, "Speak while this runs, or check that it is not muted.")
    return Check("microphone", "ok", detail)


def _loudspeaker(settings: Settings) -> Check:
    from voicesim.audio.devices import find_output

    return Check("loudspeaker", "ok", find_output(settings.output).name)


def _voice(settings: Settings, folder: Path) -> Check:
    from voicesim.speech.speaker import Pyttsx3Speaker

    start_s = time.monotonic()
    sound = Pyttsx3Speaker(folder, voice=settings.voice, rate_wpm=settings.rate_wpm).render(SENTENCE)
    took_s = time.monotonic() - start_s
    return Check("voice", "ok", f"spoke {read_audio(sound).duration_s:.1f} s of sound in {took_s:.1f} s")


def _model(settings: Settings) -> Check:
    from voicesim.speech.model_speed import KEEPS_UP, measure_speed
    from voicesim.speech.models import AUTO, Model, NeedsDownload, find_model, installed_models
    from voicesim.speech.transcriber import WhisperTranscriber

    def speed(model: Model) -> float:
        known = model.speed or measure_speed(model.name, model.directory, model.size_bytes)
        return known.work_per_s

    try:
        model = find_model(settings.model)
    except NeedsDownload as need:
        remedy = f"Download it now with: voicesim models get {need.name}"
        return Check("model", "warning", f"{need.name} is not here yet; the first interview gets it", remedy)
    others = installed_models() if settings.model == AUTO else (model,)
    speeds = {each.name: speed(each) for each in others}
    model = find_model(settings.model)
    WhisperTranscriber(model.directory, model.name).load()  # known speed or not, it must still work
    detail = f"{model.name}: {speeds[model.name]:.2f} s of work for a second of speech here"
    if speeds[model.name] > KEEPS_UP:
        remedy = "Choose a smaller one, such as --model tiny.en; or wait after each answer."
        return Check("model", "warning", f"{detail}, too much to keep up while you speak", remedy)
    why = "" if len(others) == 1 else f"; the most exact of {len(others)} models here that does"
    return Check("model", "ok", f"{detail}, so it keeps up while you speak{why}")


def _disk() -> Check:
    folder = _nearest_existing(paths.data_dir())
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free, room for about {free // MINUTE_BYTES // 60} hours of answers"
    if not os.access(folder, os.W_OK):
        return Check("disk", "problem", f"{folder} cannot be written", "Set VOICESIM_HOME elsewhere.")
    if free < FREE_LEAST_BYTES:
        return Check("disk", "problem", detail, "Make room, or set VOICESIM_HOME to another disk.")
    if free < FREE_ENOUGH_BYTES:
        return Check("disk", "warning", detail, "Make room soon, or set VOICESIM_HOME to another disk.")
    return Check("disk", "ok", detail)


def _history() -> Check:
    from voicesim.store.history import History

    file = paths.history_file()
    if not file.exists():
        return Check("history", "ok", f"none yet; the first interview starts it in {file}")
    with History.open(file) as history:
        sessions = len(history.sessions())
        waiting = len(history.pending())
    detail = f"{sessions} sessions in {file}"
    if waiting:
        return Check(
            "history", "warning", f"{detail}; {waiting} answers wait", "voicesim transcribe --pending"
        )
    return Check("history", "ok", detail)


def _privacy() -> Check:
    data = paths.data_dir()
    detail = f"nothing leaves this machine; only model downloads use the network; data is in {data}"
    if os.name == "posix" and data.exists() and stat.S_IMODE(data.stat().st_mode) & 0o077:
        remedy = f"Close it with: chmod -R go= '{data}'"
        return Check("privacy", "warning", f"other users of this machine can open {data}", remedy)
    return Check("privacy", "ok", detail)


def _nearest_existing(path: Path) -> Path:
    return next(p for p in (path, *path.parents) if p.exists())
