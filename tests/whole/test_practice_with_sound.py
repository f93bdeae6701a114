"""voicesim practice without a terminal: a real sound path from loudspeaker to microphone."""

from __future__ import annotations

import json
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from tests.programs import VOICESIM
from tests.sound_server import SoundServer
from voicesim.audio.files import read_audio
from voicesim.audio.wav import write_wav
from voicesim.demo.candidate import SampleAnswer, speak
from voicesim.speech.activity import speech_spans
from voicesim.speech.speaker import Pyttsx3Speaker
from voicesim.speech.word_error_rate import word_error_rate
from voicesim.store.history import History

pytestmark = pytest.mark.sound


def test_silence_ends_the_answer_when_asked_for(
    sound_server: SoundServer, spoken_answer: tuple[SampleAnswer, Path]
) -> None:
    answer, path = spoken_answer
    practice = sound_server.spawn(
        *VOICESIM,
        *("practice", "--question", answer.question_id, "--model", "demo", "--json", "--end-on-silence", "3"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    sound_server.await_recording(practice)
    sound_server.speak(path)
    out, err = practice.communicate(timeout=120)
    assert practice.returncode == 0, err.decode()
    (line,) = out.decode().splitlines()
    judged = json.loads(line)
    assert word_error_rate(answer.text, judged["text"]) < 0.15
    assert judged["timing"]["recorded_s"] == pytest.approx(
        judged["timing"]["to_first_word_s"] + judged["timing"]["answer_s"] + 3, abs=0.5
    )


def test_a_follow_up_is_asked_aloud_and_silence_ends_the_reply(
    sound_server: SoundServer, home: Path, tmp_path: Path, voice: Pyttsx3Speaker
) -> None:
    said = (
        "I always look at the data.",
        "We set two of them, the retention rate and the number of active users.",
    )
    answer, reply, loudspeaker = (tmp_path / f"{name}.wav" for name in ("answer", "reply", "loudspeaker"))
    for path, text in zip((answer, reply), said, strict=True):
        write_wav(path, speak(SampleAnswer("", "", (text,)), voice))
    listener = sound_server.listen(loudspeaker)
    practice = sound_server.spawn(
        *VOICESIM,
        *("practice", "--question", "on-track-goals", "--follow-ups", "1", "--model", "demo", "--json"),
        *("--end-on-silence", "1.5"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    first = sound_server.await_recording(practice)
    sound_server.speak(answer)
    sound_server.await_recording(practice, after=first)
    sound_server.speak(reply)
    out, err = practice.communicate(timeout=120)
    listener.terminate()
    listener.wait(10)
    assert practice.returncode == 0, err.decode()
    (line,) = out.decode().splitlines()
    told = json.loads(line)
    follow_up = told["follow_up"]
    assert follow_up["ended_by"] == "silence"
    assert word_error_rate(said[0], told["text"]) < 0.3
    assert word_error_rate(said[1], follow_up["text"]) < 0.3
    with History.open(home / "history.sqlite3") as history:
        (kept,) = history.attempts()
    assert kept.reply is not None
    assert read_audio(home / "recordings" / str(kept.reply.audio_path)).duration_s > 2
    heard = speech_spans(read_audio(loudspeaker).samples)
    gaps_s = [later.start_s - earlier.end_s for earlier, later in pairwise(heard)]
    assert max(gaps_s) > 3, "the follow-up was not heard after the answer"
