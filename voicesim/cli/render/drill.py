"""A drill: the question, and what the map says of the story that was named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from voicesim.bank.hints import printable
from voicesim.bank.question import Question
from voicesim.cli.render.story_map import fit_line
from voicesim.cli.render.whole import prose, titled
from voicesim.inputs.text import clean
from voicesim.stories.served import Fit

MAX_OTHERS = 3


@dataclass(frozen=True, slots=True)
class DrillView:
    """Shows a drill of so many questions on a console."""

    console: Console
    of: int

    def question(self, question: Question, number: int) -> None:
        title = Text(f"Question {number} of {self.of}: {question.id}")
        self.console.print()
        self.console.print(titled(title, self.console))
        self.console.print(prose(printable(question.prompt), style="bold"))

    def ask(self, what: str, *, typed_here: bool) -> None:
        """What is to be typed; where it does not come from this terminal, on a line of its own."""
        self.console.print(Text(what, style="key"), end="" if typed_here else "\n")

    def choice(self, story: str | None, sentence: str, begins: str, fits: Sequence[Fit]) -> None:
        """The chosen story against the others, and its beginning as said and as written; `fits` are all of
        them, the best first."""
        chosen = [fit for fit in fits if fit.story == story]
        others = [fit for fit in fits if fit.story != story and fit.serves][:MAX_OTHERS]
        if not chosen:
            self.console.print(Text("No story of yours was named.", style="watch"))
        for fit in (*chosen, *others):
            self.console.print(fit_line(fit))
        for name, text in (("you begin", sentence), ("it begins", begins)):
            if text:
                self.console.print(
                    prose(Text.assemble((f"{name}: ", "quiet"), (f"“{clean(text)}”", "quote")))
                )
