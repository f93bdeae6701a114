"""Where bad input comes in, and what must be true of what comes out."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from tools.fuzzing import samples, surfaces
from tools.fuzzing.harm import Harm, check_plain, check_refusal, terminal
from tools.fuzzing.mutate import any_bytes, mutated, rebuilt
from voicesim.assess.coverage.reader import shipped_reader
from voicesim.assess.norms import load_norms
from voicesim.audio.faults import describe_faults
from voicesim.audio.files import MAX_DURATION_S, read_audio
from voicesim.audio.wav import read_wav
from voicesim.bank import load
from voicesim.bank.load import load_bank
from voicesim.cli.keys import _PosixKeys
from voicesim.cli.render.bank import bank_questions, question_details
from voicesim.cli.render.feedback import judged
from voicesim.cli.terminal_desk import TerminalDesk
from voicesim.config import load_settings
from voicesim.errors import InputError, VoicesimError
from voicesim.inputs.read import read_each
from voicesim.report.assessment_json import assessment_json
from voicesim.report.bank_json import bank_json
from voicesim.scoring import Job, Scorer

MAX_SHOWN_WORDS = 200
"""Reading takes about 6 ms of work a word, so that an honest 300 words would fill the limit."""

ONE_IN = 8
"""So many answers are read for each one that is judged and shown too, which takes far longer."""


def nothing() -> None:
    """Most targets need nothing that takes long to load."""


@dataclass(frozen=True, slots=True)
class Target:
    """`check` gets the input and a private folder, and raises for what may not happen.

    Of all inputs `weight` parts are for this one.
    """

    name: str
    weight: int
    samples: Callable[[], tuple[bytes, ...]]
    check: Callable[[bytes, Path], None]
    is_json: bool = False
    maker: Callable[[Random], bytes] | None = None
    prepare: Callable[[], object] = nothing
    """Loads what checking needs; its work is not the input's, and the second time there is none."""

    def make(self, random: Random) -> bytes:
        """An input: a changed sample, seldom one as it is or none of its kind."""
        if self.maker is not None:
            return self.maker(random)
        known = self.samples()
        sample = random.choice(known)
        chance = random.random()
        if chance < 0.02:
            return sample
        if chance < 0.12:
            return any_bytes(random)
        if self.is_json and chance < 0.5:
            return rebuilt(sample, random)
        return mutated(sample, random, known)


def put(data: bytes, folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def check_bank(data: bytes, folder: Path) -> None:
    path = put(data, folder, "bank.yaml")
    try:
        bank = load.check_bank(path)
    except VoicesimError as exc:
        check_refusal(exc, names="bank.yaml")
        return
    check_plain(json.dumps(bank_json(bank), ensure_ascii=False))
    with terminal() as console:
        console.print(bank_questions(bank))
        for question in bank.questions[:20]:
            console.print(question_details(question))


def check_settings(data: bytes, folder: Path) -> None:
    try:
        settings = load_settings(put(data, folder, "settings.toml"))
    except VoicesimError as exc:
        check_refusal(exc, names="settings.toml")
        return
    load_norms(settings.norms)


def answers(suffix: str) -> Callable[[bytes, Path], None]:
    def check(data: bytes, folder: Path) -> None:
        path = put(data, folder, f"answers{suffix}")
        try:
            for number, answer in enumerate(read_each(path)):
                if isinstance(answer, InputError):
                    check_refusal(answer, names=f"answers{suffix}")
                    continue
                check_plain(" ".join([answer.id, answer.question_id or "", *(w.text for w in answer.words)]))
                if number == 0 and zlib.crc32(data) % ONE_IN == 0:
                    _judge(answer)
        except VoicesimError as exc:
            check_refusal(exc, names=f"answers{suffix}")

    return check


@cache
def _scorer() -> Any:
    shipped_reader()
    return Scorer(load_bank("senior-pm"), load_norms({}), "quality")


def _judge(answer: Any) -> None:
    answer = replace(answer, question_id=None, words=answer.words[:MAX_SHOWN_WORDS])
    scored = _scorer().score(Job(answer))
    record = assessment_json(scored.id, "quality", "b", "v", scored.transcript, scored.assessment)
    check_plain(json.dumps(record, ensure_ascii=False, allow_nan=False))
    with terminal() as console:
        console.print(f"{scored.id}:", markup=False)
        console.print(judged(scored.question, scored.transcript, scored.assessment, _scorer().norms, console))


def check_sound(data: bytes, folder: Path) -> None:
    path = put(data, folder, "answer.wav")
    try:
        clip = read_audio(path)
        if not 0 < clip.duration_s <= MAX_DURATION_S or not np.isfinite(clip.samples).all():
            raise Harm(f"{clip.duration_s} s of sound")
        if np.abs(clip.samples).max() > 1:
            raise Harm("louder than full scale")
        describe_faults(clip)
    except VoicesimError as exc:
        check_refusal(exc, names="answer.wav")
    try:
        read_wav(path)
    except VoicesimError as exc:
        check_refusal(exc, names="answer.wav")


def check_keys(data: bytes, folder: Path) -> None:
    reading, writing = os.pipe()
    try:
        os.write(writing, data[:4000])
        os.close(writing)
        with terminal() as console:
            desk = TerminalDesk(console, _PosixKeys(reading), load_norms({}), None)
            for _ in range(5000):
                desk.command(0.0)
        raise Harm("the end of the keys was not noticed")
    except KeyboardInterrupt:
        return
    finally:
        os.close(reading)


TARGETS = (
    Target("bank", 20, lambda: samples.BANKS, check_bank),
    Target("settings", 12, lambda: samples.SETTINGS, check_settings),
    Target("txt", 6, lambda: samples.TEXTS, answers(".txt"), prepare=_scorer),
    Target("srt", 10, lambda: samples.SRT, answers(".srt"), prepare=_scorer),
    Target("vtt", 10, lambda: samples.VTT, answers(".vtt"), prepare=_scorer),
    Target("json", 12, lambda: samples.JSON, answers(".json"), is_json=True, prepare=_scorer),
    Target("jsonl", 8, lambda: samples.JSONL, answers(".jsonl"), prepare=_scorer),
    Target("sound", 16, samples.sounds, check_sound),
    Target("keys", 6, lambda: samples.KEYS, check_keys),
    Target("reports", 6, tuple, surfaces.check_reports, maker=surfaces.make_texts),
    Target("search", 4, tuple, surfaces.check_search, maker=surfaces.make_texts),
    Target("program", 4, tuple, surfaces.check_program, maker=surfaces.make_program),
)
