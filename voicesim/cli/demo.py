"""voicesim demo: watch a whole interview."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from voicesim import paths
from voicesim.assess.norms import load_norms
from voicesim.audio.player import SilentPlayer
from voicesim.bank.load import DEFAULT_BANK, load_bank
from voicesim.cli.equipment import loudspeaker, reader
from voicesim.cli.options import FollowUps, Interrupt, Json, OutputDevice, Plain, VoiceName
from voicesim.cli.render.console import be_plain
from voicesim.cli.session import hold_session
from voicesim.config import load_settings
from voicesim.demo.cast import cast_demo
from voicesim.interview.equipment import Pacing
from voicesim.practice.presets import longest_answer_s

QUESTIONS = 4
FOLLOW_UPS = 1
"""The third answer is thin enough to be asked about, and the fourth long enough to be stopped."""

LINGER_S = 5.0
CHECK_S = 10.0
"""Longer than it lingers: whoever decides on a point has words to read. The demo goes on by itself."""


def demo(
    questions: Annotated[
        int, typer.Option("--questions", "-n", min=1, help="How many questions are answered.")
    ] = QUESTIONS,
    fast: Annotated[
        bool, typer.Option("--fast", help="Do not wait for real time (always so without a terminal).")
    ] = False,
    follow_ups: FollowUps = None,
    interrupt: Interrupt = None,
    voice: VoiceName = None,
    output_device: OutputDevice = None,
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """Watch a whole interview with a synthetic candidate: needs no microphone and no download."""
    be_plain(plain)
    settings = load_settings(paths.config_file())
    fast = fast or not (sys.stdout.isatty() or (as_json and sys.stderr.isatty()))
    player = loudspeaker(output_device or settings.output, paced=not fast)
    bank = load_bank(DEFAULT_BANK)
    plan, equipment = cast_demo(bank, questions, player, fast=fast)
    if not isinstance(player, SilentPlayer):
        interviewer = reader(voice or settings.voice, settings)
        equipment = replace(equipment, speaker=interviewer.speaker, fallback=interviewer.fallback)
    pacing = Pacing(
        prep_s=0.0 if fast else 1.0,
        max_s=partial(longest_answer_s, None),
        linger_s=0.0 if fast else LINGER_S,
        follow_ups=FOLLOW_UPS if follow_ups is None else follow_ups,
        interrupt=interrupt is not False,
        check_s=CHECK_S if sys.stdin.isatty() and sys.stdout.isatty() and not as_json else 0.0,
    )
    hold_session(bank, plan, "demo", pacing, equipment, load_norms(settings.norms), as_json=as_json)
