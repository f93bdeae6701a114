"""The verbs by name and one line; the file of a verb, and all that it needs, is imported when it runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import MarkupMode, TyperCommand, TyperGroup

VERBS = {
    "practice": "Be interviewed: hear the question, think, answer aloud, "
    "and see what an interviewer noticed.",
    "plan": "Plan what to practise each day up to an interview; without options, show today and the "
    "days ahead.",
    "demo": "Watch a whole interview with a synthetic candidate: needs no microphone and no download.",
    "score": "Judge recordings or written answers; with --json one assessment a line, in order.",
    "transcribe": "Transcribe and judge answers that were recorded without a usable speech model.",
    "review": "List your sessions; show one with the evidence marked, search, listen again, or decide on "
    "points.",
    "desk": "Practise in the browser, and open your sessions, questions, points and progress there, "
    "until Ctrl-C or an hour unused.",
    "compare": "Show what the second of two answers gained and lost against the first.",
    "progress": "Show trends over your sessions, the weakest points, and the questions that are due today.",
    "export": "Write a session as a page with sound, as Markdown, JSON, subtitles, CSV or labels, or as a "
    "bundle for a coach.",
    "import": "Import the remarks that a coach wrote in the page that export --bundle made.",
    "rescore": "Judge answers again with today's bank, rules and norms; the old verdicts are kept.",
    "history": "Show where your history is, back it up, bring takes back, or delete.",
    "bank": "See, make and check question banks.",
    "stories": "Stories of your own: write, check, map to questions, drill.",
    "debrief": "After a real interview: note which questions came, and see what you had practised.",
    "models": "List, download or remove speech models.",
    "voices": "List, download, try or remove the voices that read the questions.",
    "norms": "Show the thresholds behind every verdict, their sources, how to switch them off, and which you "
    "changed.",
    "doctor": "Try microphone, loudspeaker, voice, model and disk for real; ends with 1 on a problem.",
}
"""In the order of the help. A verb is the `app` in `voicesim/cli/NAME.py`, or the function of its name."""


FILES = {"import": "take_in"}
"""Of a verb whose name is a word of Python."""


class LazyVerbs(TyperGroup):
    """A command group that knows its verbs' names and lines, and imports a verb once it is called."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name, line in VERBS.items():
            self.add_command(TyperCommand(name, help=line))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # of Typer's own copy of click
        name, command, rest = super().resolve_command(ctx, args)
        return name, command and load_verb(str(command.name), self.rich_markup_mode), rest


def load_verb(name: str, markup: MarkupMode = None) -> TyperCommand | TyperGroup:
    """The real command of one of VERBS; `markup` is how its help is drawn, as `typer.Typer` takes it."""
    file = FILES.get(name, name)
    module = import_module(f"voicesim.cli.{file}")
    group = typer.Typer(add_completion=False, rich_markup_mode=markup)
    group.callback()(lambda: None)
    if hasattr(module, "app"):
        group.add_typer(module.app, name=name)
    else:
        group.command(name)(getattr(module, file))
    made: Any = typer.main.get_command(group)
    command: TyperCommand | TyperGroup = made.commands[name]
    return command
