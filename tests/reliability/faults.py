"""The faults that are tried, each with what must come of it, and how they are made to happen."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.audio.fake_portaudio import FakePortAudio, Status
from tests.faulty_microphone import FaultyMicrophone
from tests.reliability.stage import Stage, noise
from tests.tone_speaker import FakeSpeaker
from voicesim.audio import device_microphone
from voicesim.audio.clip import Clip
from voicesim.audio.file_microphone import FileMicrophone
from voicesim.audio.player import Playback, SilentPlayer
from voicesim.errors import AudioError
from voicesim.speech.models import find_model
from voicesim.speech.speaker import Pyttsx3Speaker

ROOT = Path(__file__).parents[2]
SPEAKER = "voicesim.speech.choose_voice.Pyttsx3Speaker"


@dataclass(frozen=True, slots=True)
class Fault:
    """`sees` and `remedy` are parts of what is printed; `kept_s` are the lengths of the recordings, and
    `finished` how many answers are judged once the fault is gone."""

    name: str
    arrange: Callable[[Stage], None]
    sees: str
    remedy: str
    code: int
    kept_s: tuple[float, ...] = (2.0,)
    finished: int = 1

    @property
    def midway(self) -> bool:
        """Whether it ended an interview in which something had been said."""
        return self.code != 0 and "while" in self.name


def microphone(**faults: object) -> Callable[[Stage], None]:
    def arrange(stage: Stage) -> None:
        stage.microphone = FaultyMicrophone(noise(2.0), **faults)  # type: ignore[arg-type]

    return arrange


def headset(seconds: float, *, opens: bool = True, ends: bool = False) -> Callable[[Stage], None]:
    """A real microphone under a PortAudio that delivers so much and then nothing."""

    def arrange(stage: Stage) -> None:
        library = FakePortAudio(accepts=lambda rate_hz, channels: opens)
        blocks = noise(seconds).samples.reshape(-1, 512, 1)
        library.at_start = [(block, Status()) for block in blocks]
        stage.patch.setitem(sys.modules, "sounddevice", library)
        stage.patch.setattr(device_microphone, "PATIENCE_S", 0.2)
        stage.patch.setattr(device_microphone, "START_PATIENCE_S", 0.2)
        stage.microphone = device_microphone.DeviceMicrophone()
        if ends:
            stage.before("voicesim.audio.recorder.Recorder._record", lambda: library.streams[0].end())

    return arrange


def muted_on_the_way(stage: Stage) -> None:
    stage.microphone = FaultyMicrophone(noise(12.0), zeros_from_s=1.5)


class Loudspeaker:
    """Refuses, or fails on its way, or plays in no time."""

    def __init__(self, *, refuses: str | None = None, breaks: str | None = None) -> None:
        self._refuses, self._breaks = refuses, breaks

    def play(self, sound: Clip | Path | str) -> Playback:
        if self._refuses:
            raise AudioError(self._refuses)
        return BrokenPlayback(self._breaks) if self._breaks else SilentPlayer(paced=False).play(sound)


@dataclass(frozen=True, slots=True)
class BrokenPlayback:
    sentence: str
    done: bool = True

    @property
    def error(self) -> AudioError:
        return AudioError(self.sentence)

    def wait(self, timeout_s: float | None = None) -> bool:
        return True

    def stop(self) -> None:
        pass


def loudspeaker(**faults: str) -> Callable[[Stage], None]:
    def arrange(stage: Stage) -> None:
        stage.player = Loudspeaker(**faults)
        stage.arguments = ()
        stage.patch.setattr(SPEAKER, lambda cache, **options: FakeSpeaker(cache))

    return arrange


def voice_engine(body: str) -> Callable[[Stage], None]:
    def arrange(stage: Stage) -> None:
        stage.player = Loudspeaker()
        stage.arguments = ()
        python = stage.fake_python(body)
        stage.patch.setattr(SPEAKER, partial(Pyttsx3Speaker, python=python, time_limit_s=1.0))

    return arrange


def model(damage: Callable[[Path], object]) -> Callable[[Stage], None]:
    def arrange(stage: Stage) -> None:
        directory = stage.folder / "model"
        shutil.copytree(find_model("demo").directory, directory)
        damage(directory)
        stage.model = directory
        stage.microphone = FileMicrophone(stage.spoken(), paced=False)

    return arrange


def cut_in_half(directory: Path) -> None:
    weights = directory / "model.bin"
    os.truncate(weights, weights.stat().st_size // 2)


def of_another_kind(directory: Path) -> None:
    weights = directory / "model.bin"
    weights.write_bytes(weights.read_bytes().replace(b"WhisperSpec", b"Wav2Vec2Spc", 1))


TRANSCRIBING = "voicesim.answering.Answering.transcript"
STORING = "voicesim.assess.draft.conclude"


def full_disk(at: str) -> Callable[[Stage], None]:
    def arrange(stage: Stage) -> None:
        stage.mount()
        if at == "recording":
            stage.meanwhile(stage.fill_disk)
        else:
            stage.before(at, stage.fill_disk)

    return arrange


def limited_files(at: str) -> Callable[[Stage], None]:
    def arrange(stage: Stage) -> None:
        if at == "recording":
            stage.meanwhile(partial(stage.limit_files, 800_000), seconds=30.0)
        else:
            stage.before(at, partial(stage.limit_files, 1))

    return arrange


def read_only(stage: Stage) -> None:
    stage.write_protect()


def locked_at_the_start(stage: Stage) -> None:
    stage.practise()
    stage.be_impatient()
    stage.lock()


def locked_meanwhile(stage: Stage) -> None:
    stage.be_impatient()
    stage.meanwhile(stage.lock)


def damaged(stage: Stage) -> None:
    stage.practise()
    os.truncate(stage.database, stage.database.stat().st_size // 2)
    stage.undo.callback(stage.database.rename, stage.folder / "moved-away.sqlite3")


def newer(stage: Stage) -> None:
    stage.practise()
    with contextlib.closing(sqlite3.connect(stage.database)) as database:
        database.execute("INSERT INTO migrations VALUES ('m999_from_the_future', '')")
        database.commit()
    stage.undo.callback(forget_the_future, stage.database)


def forget_the_future(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("DELETE FROM migrations WHERE name = 'm999_from_the_future'")
        database.commit()


FAULTS = (
    Fault("microphone unplugged", headset(1.024), "stopped delivering", "Plug it in again", 0, (1.02,)),
    Fault(
        "microphone changes its rate",
        headset(1.024, ends=True),
        "stopped delivering",
        "choose another with --input",
        0,
        (1.02,),
    ),
    Fault("microphone never delivers", headset(0.0), "delivers no sound", "choose another", 1, (), 0),
    Fault("microphone delivers zeros", microphone(zeros_from_s=0.0), "delivered only zeros", "unmute it", 0),
    Fault("microphone muted on the way", muted_on_the_way, "From 0:01 on", "check it before", 0, (12.0,)),
    Fault(
        "microphone overflows",
        microphone(overflows_at_s=(1.2, 1.5)),
        "A little sound was lost 2 times, first at 0:01",
        "close other programs",
        0,
    ),
    Fault(
        "microphone refused", headset(0.0, opens=False), "cannot be opened", "close other programs", 1, (), 0
    ),
    Fault(
        "loudspeaker gone", loudspeaker(refuses="No loudspeaker."), "No loudspeaker.", "Read the question", 0
    ),
    Fault("loudspeaker unplugged", loudspeaker(breaks="Unplugged."), "Unplugged.", "Read the question", 0),
    Fault("voice engine hangs", voice_engine("time.sleep(60)"), "took longer than", "printed questions", 0),
    Fault(
        "voice engine crashes",
        voice_engine("os.kill(os.getpid(), 11)"),
        "ended by signal 11",
        "another voice",
        0,
    ),
    Fault(
        "voice engine writes nothing",
        voice_engine("reply(voice='x')"),
        "left no sound file",
        "another voice",
        0,
    ),
    Fault(
        "model lacks a file",
        model(lambda folder: (folder / "tokenizer.json").unlink()),
        "lacks tokenizer.json",
        "copy the whole model",
        1,
        (),
        0,
    ),
    Fault("model cut off", model(cut_in_half), "cannot be used", "copy the whole model", 0, (4.4,)),
    Fault(
        "model of another kind",
        model(of_another_kind),
        "holds no Whisper model",
        "copy the whole model",
        1,
        (),
        0,
    ),
    Fault("disk full while recording", full_disk("recording"), "disk is full", "free some space", 1, (1.02,)),
    Fault("disk full while transcribing", full_disk(TRANSCRIBING), "disk is full", "free some space", 1),
    Fault("disk full while storing", full_disk(STORING), "disk is full", "free some space", 1),
    Fault(
        "file at its limit while recording",
        limited_files("recording"),
        "could not be written any more (File too large)",
        "Check the disk",
        0,
        (25.0,),
    ),
    Fault(
        "file at its limit while transcribing",
        limited_files(TRANSCRIBING),
        "failed or is full",
        "free space",
        1,
    ),
    Fault("file at its limit while storing", limited_files(STORING), "failed or is full", "free space", 1),
    Fault("data directory read-only", read_only, "cannot be", "VOICESIM_HOME", 1, (), 0),
    Fault(
        "history locked at the start", locked_at_the_start, "in use by another program", "close that one", 1
    ),
    Fault(
        "history locked while recording", locked_meanwhile, "in use by another program", "close that one", 1
    ),
    Fault("history cut off", damaged, "is damaged", "move it away", 1),
    Fault("history of a newer version", newer, "written by a newer voicesim", "pip install --upgrade", 1),
)
