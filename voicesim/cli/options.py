"""Options that mean the same in every verb."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")]
BankName = Annotated[str, typer.Option("--bank", help="A built-in bank by name, or the path of a YAML file.")]
ModelName = Annotated[
    str | None,
    typer.Option("--model", help="A speech model: name, directory, or auto for the best one here."),
]
VoiceName = Annotated[
    str | None,
    typer.Option(
        "--voice",
        help="Who reads: a voice of `voicesim voices list`, part of the name of one of the system's, "
        "system for that one's usual voice, or auto for the best one here.",
    ),
]
NoVoice = Annotated[bool, typer.Option("--no-voice", help="Show the questions in print only.")]
InputDevice = Annotated[str | None, typer.Option("--input", help="Microphone: number or part of its name.")]
OutputDevice = Annotated[
    str | None, typer.Option("--output", help="Loudspeaker: number or part of its name.")
]
Seed = Annotated[int | None, typer.Option("--seed", help="Choose the same questions again.")]
FollowUps = Annotated[
    int | None,
    typer.Option(
        "--follow-ups",
        min=0,
        max=3,
        metavar="N",
        help="After each answer, be asked about it: up to N questions, 0 to 3.",
    ),
]
Interrupt = Annotated[
    bool | None,
    typer.Option(
        "--interrupt/--no-interrupt",
        help="Be stopped in a pause when an answer runs long, and asked for its result.",
    ),
]
HandsFree = Annotated[
    bool | None,
    typer.Option(
        "--hands-free/--no-hands-free",
        help="Go on without a key: silence ends an answer, and the interviewer does what you say.",
    ),
]
Panel = Annotated[
    bool,
    typer.Option(
        "--panel",
        help="Be asked by several people, each with a voice and sections of their own; with a greeting.",
    ),
]
Brief = Annotated[
    bool, typer.Option("--brief", help="With --panel: no greeting, no announcements, no thanks.")
]
SecondReader = Annotated[
    bool,
    typer.Option("--second-reader", help="Ask the second reader of the settings about points to check."),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        help="The norms to judge by: usual, or patience for people who stutter or speak a second language.",
    ),
]
Plain = Annotated[
    bool,
    typer.Option(
        "--plain", help="Lines one after the other, for a screen reader: nothing moves or is drawn again."
    ),
]
AnswersDir = Annotated[
    Path | None,
    typer.Option("--answers", help="A directory of recordings that stand in for the microphone, in order."),
]
