"""Does everything work on this machine? Each part is really tried; nothing is raised, all is told."""

from __future__ import annotations

import logging
import os
import shlex
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from voicesim import paths
from voicesim.audio.clip import RATE_HZ, Clip
from voicesim.audio.files import read_audio
from voicesim.config import Settings
from voicesim.errors import VoiceError, VoicesimError
from voicesim.wording import count

LOG = logging.getLogger(__name__)

Status = Literal["ok", "warning", "problem"]

SENTENCE = "We launched the feature in March, and retention went up by twelve percent."
LISTEN_S = 1.0
QUIET_DBFS = -70.0
CLIPPED_DBFS = -0.1
TONE_HZ = 440.0
TONE_S = 0.4
TONE_AMPLITUDE = 0.1  # about -23 dB of full scale: heard, and startling nobody
FADE_S = 0.02
PLAY_LIMIT_S = 10.0
FREE_LEAST_BYTES = 200_000_000
FREE_ENOUGH_BYTES = 1_000_000_000
MINUTE_BYTES = 60 * RATE_HZ * 2
OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried; `remedy` is empty when nothing needs to be done or `detail` says it.

    `measured` holds numbers with their units in their names.
    """

    name: str
    status: Status
    detail: str
    remedy: str = ""
    measured: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to try: `doing` says what happens meanwhile; `run` raises no VoicesimError."""

    name: str
    doing: str
    run: Callable[[], Check]


def trials(settings: Settings) -> Iterator[Trial]:
    """Everything that an interview needs, in the order in which it should be tried."""
    yield _trial("microphone", "listening for a second: say something", lambda: _microphone(settings))
    yield _trial("loudspeaker", "playing a tone", lambda: _loudspeaker(settings), missing="warning")
    yield _trial("voice", "speaking a sentence into a file", lambda: _voice(settings), missing="warning")
    yield _trial("model", "loading the speech model and measuring it", lambda: _model(settings))
    yield _trial("disk", "looking at the free space", _disk)
    yield _trial("history", "opening the history", _history)
    yield _trial("privacy", "looking at who can read what is kept", lambda: _privacy(settings))
    yield _trial("log", "looking at the log", lambda: _log(settings))
    if url := settings.second_reader_url:
        yield _trial("second reader", "asking it", partial(_second_reader, settings, url), missing="warning")


def _trial(name: str, doing: str, check: Callable[[], Check], missing: Status = "problem") -> Trial:
    return Trial(name, doing, lambda: _tried(name, check, missing))


def _tried(name: str, check: Callable[[], Check], missing: Status) -> Check:
    try:
        done = check()
    except VoicesimError as exc:
        LOG.warning("%s: %s", name, missing, exc_info=exc)
        return Check(name, missing, str(exc))
    except OSError as exc:
        LOG.warning("%s: problem", name, exc_info=exc)
        where = f"{exc.filename}: " if exc.filename else ""
        return Check(name, "problem", f"{where}{exc.strerror or exc}", "Set VOICESIM_HOME elsewhere.")
    LOG.info("%s: %s %s", name, done.status, dict(done.measured))
    return done


def _microphone(settings: Settings) -> Check:
    from voicesim.audio.device_microphone import DeviceMicrophone
    from voicesim.audio.devices import find_input
    from voicesim.audio.level import FLOOR_DBFS, dbfs, peak_dbfs

    device = find_input(settings.input)
    loudest = peak = FLOOR_DBFS
    heard_s = 0.0
    with DeviceMicrophone(settings.input).open() as blocks:
        for block in blocks:
            loudest, peak = max(loudest, dbfs(block.samples)), max(peak, peak_dbfs(block.samples))
            heard_s += len(block.samples) / RATE_HZ
            if heard_s >= LISTEN_S:
                break
    measured = {"heard_s": round(heard_s, 2), "level_dbfs": round(loudest, 1), "peak_dbfs": round(peak, 1)}
    detail = f"{device.name}: heard a second, at most {loudest:.0f} dB of full scale (peaks {peak:.0f} dB)"
    status, detail, remedy = _loudness(device.name, detail, loudest, peak)
    return Check("microphone", status, detail, remedy, measured)


def _loudness(device: str, detail: str, loudest: float, peak: float) -> tuple[Status, str, str]:
    """What the level says of the microphone: a status, the detail and the remedy."""
    from voicesim.audio.level import FLOOR_DBFS

    if peak <= FLOOR_DBFS:
        remedy = "It is muted, or this program has no permission to use it; see the system's sound settings."
        return "warning", f"{device}: heard a second of nothing but zeros", remedy
    if loudest <= QUIET_DBFS:
        return "warning", detail, "Speak while this runs, or check that it is not muted."
    if peak >= CLIPPED_DBFS:
        return "warning", detail, "It is too loud and cut off at its peaks; turn its level down a little."
    return "ok", detail, ""


def _loudspeaker(settings: Settings) -> Check:
    from voicesim.audio.device_player import DevicePlayer
    from voicesim.audio.devices import find_output
    from voicesim.errors import AudioError

    device = find_output(settings.output)
    start_s = time.monotonic()
    playback = DevicePlayer(settings.output).play(_tone())
    ended = playback.wait(PLAY_LIMIT_S)
    playback.stop()
    took_s = time.monotonic() - start_s
    if playback.error is not None:
        raise playback.error
    if not ended:
        raise AudioError(
            f"The loudspeaker {device.name!r} did not finish a tone in {PLAY_LIMIT_S:.0f} s; choose another "
            "with --output."
        )
    detail = f"{device.name}: played a tone of {TONE_S} s; if you heard nothing, turn it up"
    return Check("loudspeaker", "ok", detail, measured={"tone_s": TONE_S, "took_s": round(took_s, 2)})


def _tone() -> Clip:
    """A quiet tone that begins and ends without a click."""
    import numpy as np

    at_s = np.arange(round(TONE_S * RATE_HZ)) / RATE_HZ
    fade = np.minimum(1.0, np.minimum(at_s, at_s[::-1]) / FADE_S)
    return Clip((TONE_AMPLITUDE * fade * np.sin(2 * np.pi * TONE_HZ * at_s)).astype(np.float32), RATE_HZ)


def _voice(settings: Settings) -> Check:
    from voicesim.audio.level import dbfs
    from voicesim.speech.choose_voice import choose_voice

    with tempfile.TemporaryDirectory(prefix="voicesim-") as folder:
        start_s = time.monotonic()
        chosen = choose_voice(settings.voice, settings.rate_wpm, Path(folder))
        if chosen.missing:
            raise VoiceError(chosen.missing)
        sound = chosen.speaker.render(SENTENCE)
        took_s = time.monotonic() - start_s
        clip = read_audio(sound)
    level = dbfs(clip.samples)
    measured = {
        "sound_s": round(clip.duration_s, 2),
        "took_s": round(took_s, 2),
        "real_time_factor": round(took_s / clip.duration_s, 3),
        "level_dbfs": round(level, 1),
    }
    detail = f"spoke {clip.duration_s:.1f} s of sound in {took_s:.1f} s, at {level:.0f} dB of full scale"
    if level <= QUIET_DBFS:
        return Check("voice", "warning", detail, "It is silent; try another voice in the settings.", measured)
    return Check("voice", "ok", detail, measured=measured)


def _model(settings: Settings) -> Check:
    from voicesim.speech.model_speed import KEEPS_UP, measure_speed
    from voicesim.speech.models import AUTO, Model, NeedsDownload, find_model, installed_models
    from voicesim.speech.transcriber import WhisperTranscriber

    def speed(model: Model) -> float:
        return (model.speed or measure_speed(model.name, model.directory, model.size_bytes)).work_per_s

    try:
        model = find_model(settings.model)
    except NeedsDownload as need:
        remedy = f"Download it now with: voicesim models get {need.name}"
        return Check("model", "warning", f"{need.name} is not here yet; the first interview gets it", remedy)
    others = installed_models() if settings.model == AUTO else (model,)
    speeds = {each.name: speed(each) for each in others}
    model = find_model(settings.model)
    start_s = time.monotonic()
    WhisperTranscriber(model.directory, model.name).load()  # known speed or not, it must still work
    load_s = time.monotonic() - start_s
    work_per_s = speeds[model.name]
    measured = {"load_s": round(load_s, 2), "work_per_s": work_per_s, "models": len(others)}
    detail = f"{model.name}: loaded in {load_s:.1f} s; {work_per_s:.2f} s of work for a second of speech here"
    if work_per_s > KEEPS_UP:
        remedy = "Choose a smaller one, such as --model tiny.en; or wait after each answer."
        why = "" if len(others) == 1 else f"; the smallest of {len(others)} models here, none of which does"
        detail = f"{detail}, too much to keep up while you speak{why}"
        return Check("model", "warning", detail, remedy, measured)
    first = next(each for each in others if speeds[each.name] <= KEEPS_UP)
    rank = "most exact" if model == first else "one that heard you best"
    why = "" if len(others) == 1 else f"; the {rank} of {len(others)} models here that does"
    return Check("model", "ok", f"{detail}, so it keeps up while you speak{why}", measured=measured)


def _disk() -> Check:
    folder = _nearest_existing(paths.data_dir())
    free = shutil.disk_usage(folder).free
    hours = free // MINUTE_BYTES // 60
    detail = f"{free / 1e9:.1f} GB free, room for about {hours} hours of answers"
    measured = {"free_bytes": free}
    if not os.access(folder, os.W_OK):
        remedy = "Make it writable, or set VOICESIM_HOME elsewhere."
        return Check("disk", "problem", f"{folder} cannot be written", remedy, measured)
    if free < FREE_LEAST_BYTES:
        remedy = "Make room, or set VOICESIM_HOME to another disk."
        return Check("disk", "problem", detail, remedy, measured)
    if free < FREE_ENOUGH_BYTES:
        remedy = "Make room soon, or set VOICESIM_HOME to another disk."
        return Check("disk", "warning", detail, remedy, measured)
    return Check("disk", "ok", detail, measured=measured)


def _history() -> Check:
    from voicesim.store.history import History

    file = paths.history_file()
    if not file.exists():
        return Check("history", "ok", f"none yet; the first interview starts it in {file}")
    with History.open(file) as history:
        sessions = len(history.sessions())
        waiting = len(history.pending())
    measured = {"sessions": sessions, "waiting": waiting}
    detail = f"{count(sessions, 'session')} in {file}"
    if waiting:
        detail = f"{detail}; {count(waiting, 'recording')} not written down yet"
        remedy = "Finish with: voicesim transcribe --pending"
        return Check("history", "warning", detail, remedy, measured)
    return Check("history", "ok", detail, measured=measured)


def _privacy(settings: Settings) -> Check:
    data, cache = paths.data_dir(), paths.cache_dir()
    folders = (data,) if data in cache.parents else (data, cache)
    opened = [folder for folder in folders if _mode(folder) & OTHERS]
    if opened:
        detail = f"other users of this machine can open {' and '.join(map(str, opened))}"
        remedy = f"Close it with: chmod -R go= {' '.join(shlex.quote(str(folder)) for folder in opened)}"
        return Check("privacy", "warning", detail, remedy)
    closed = f", closed to other users ({_mode(data):04o})" if _mode(data) else ""
    if settings.sends_transcripts:
        detail = f"transcripts go to {settings.second_reader_url}; data is in {data}{closed}"
        return Check("privacy", "warning", detail, "They stay without second_reader_allow_remote = true.")
    kept = "nothing leaves this machine; only downloads of models and voices use the network"
    return Check("privacy", "ok", f"{kept}; data is in {data}{closed}")


def _mode(folder: Path) -> int:
    """Who may do what in it; 0 where there is none, or no such modes."""
    return stat.S_IMODE(folder.stat().st_mode) if os.name == "posix" and folder.is_dir() else 0


def _log(settings: Settings) -> Check:
    file = paths.log_file()
    if settings.log == "off":
        return Check("log", "ok", "none: switched off in the settings")
    if not os.access(_nearest_existing(file), os.W_OK):
        return Check("log", "warning", f"{file} cannot be written", "Make it writable, or move it away.")
    size = sum(each.stat().st_size for each in file.parent.glob(f"{file.name}*"))
    detail = f"{size / 1000:.0f} kB in {file}; it holds what the program did, and no word that was said"
    return Check("log", "ok", detail, measured={"size_bytes": size})


def _second_reader(settings: Settings, url: str) -> Check:
    from voicesim.second.reader import SecondReader
    from voicesim.second.trial import try_reader

    model, limit_s = settings.second_reader_model, settings.second_reader_timeout_s
    reader = SecondReader.at(url, model, limit_s, allow_remote=settings.second_reader_allow_remote)
    return Check("second reader", *try_reader(reader, limit_s))


def _nearest_existing(path: Path) -> Path:
    return next(p for p in (path, *path.parents) if os.path.exists(p))
