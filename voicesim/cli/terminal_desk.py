"""The interview in a terminal, or as plain text where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.text import Text

from voicesim.assess.norms import Norms
from voicesim.bank.hints import printable
from voicesim.cli.keys import ESCAPE, Keys, NoKeys, edited, open_keys
from voicesim.cli.render.bank import how_to_answer, phases_line
from voicesim.cli.render.console import is_plain
from voicesim.cli.render.feedback import feedback
from voicesim.cli.render.follow_up import follow_up
from voicesim.cli.render.live import (
    asking_line,
    checked_line,
    checking_lines,
    next_line,
    preparing_line,
    recording_line,
    saying_line,
    speaking_line,
    typing_lines,
)
from voicesim.cli.render.plain import Lines
from voicesim.cli.render.status import Status, open_status
from voicesim.cli.render.whole import ToCopy, prose, titled
from voicesim.desk import (
    Answered,
    Asking,
    Checked,
    Checking,
    Clarified,
    Command,
    Event,
    FollowingUp,
    Notice,
    Preparing,
    Prompt,
    RecordingState,
    Saying,
    Working,
)
from voicesim.wording import clock

COMMANDS = {
    "\r": Command.GO,
    "\n": Command.GO,
    "r": Command.REPEAT,
    "a": Command.AGAIN,
    "p": Command.PAUSE,
    " ": Command.PAUSE,
    "s": Command.SKIP,
    "d": Command.DISAGREE,
    "q": Command.QUIT,
}
CHECK_COMMANDS = {"y": Command.YES, "n": Command.NO, "q": Command.SKIP, ESCAPE: Command.SKIP}
"""The keys while a point is put to the person; every other one leaves it open."""

TYPING_S = 0.5


class TerminalDesk:
    """Shows events on a console and reads single keys; without a terminal nothing moves or blinks."""

    def __init__(self, console: Console, keys: Keys, norms: Norms, status: Status | None) -> None:
        self._console = console
        self._keys = keys
        self._norms = norms
        self._below = status
        self._checking = False
        self._next: RenderableType = Text()
        self._now: RenderableType = Text()

    @property
    def can_type(self) -> bool:
        """Whether somebody is there to type, and sees what they type."""
        return self._below is not None and not isinstance(self._keys, NoKeys)

    def show(self, event: Event) -> None:
        self._checking = isinstance(event, Checking)
        match event:
            case Asking():
                self._asking(event)
            case FollowingUp():
                self._following_up(event)
            case Clarified():
                self._console.print(saying_line(event.says))
                self._status(speaking_line() if event.aloud else self._now)
            case Saying():
                self._console.print(saying_line(event.text, event.who))
                self._status(speaking_line() if event.aloud else self._now)
            case Preparing():
                self._status(preparing_line(event))
            case RecordingState():
                self._status(recording_line(event, self._norms, self._console))
            case Working():
                count = f" {event.done} of {event.total}" if event.total else ""
                self._status(Text(f"{event.what}{count} …", style="quiet"))
            case Answered():
                self._answered(event)
            case Checking():
                self._status(checking_lines(event, self._console))
            case Checked():
                self._console.print(checked_line(event, self._console))
                self._status(self._next)
            case Notice():
                self._console.print(Text(f"! {event.text}", style="watch"))

    def command(self, timeout_s: float) -> Command | None:
        key = self._keys.read(timeout_s)
        if not key:
            return None
        return CHECK_COMMANDS.get(key.lower(), Command.GO) if self._checking else COMMANDS.get(key.lower())

    def typed(self, prompt: Prompt) -> str | None:
        """As `Typist` has it: enter alone leaves a prompt for one key, escape leaves any."""
        before, text = self._now, ""
        try:
            while True:
                self._status(typing_lines(prompt, text, self._console))
                key = self._keys.read(TYPING_S) or ""
                if key == ESCAPE or (prompt.keys and key in ("\r", "\n")):
                    return None
                if prompt.keys and key and key.lower() in prompt.keys:
                    return key.lower()
                if not prompt.keys and key in ("\r", "\n"):
                    return text.strip()
                text = text if prompt.keys else edited(text, key)
        finally:
            self._status(before)

    def _asking(self, event: Asking) -> None:
        title = f"Question {event.number} of {event.of}: {printable(event.section_title)}"
        title += f" ({event.asker})" if event.asker else ""
        self._console.print()
        self._console.print(titled(Text(title), self._console))
        self._console.print(Text(event.question.prompt, style="bold"))
        told = Text.assemble(how_to_answer(event.question), "   ")
        self._console.print(ToCopy(told, Text(f"({event.question.id})", style="quiet")))
        if phases := phases_line(event.question):
            self._console.print(phases)
        if event.aloud:
            self._status(asking_line())

    def _following_up(self, event: FollowingUp) -> None:
        self._status(Text())
        self._console.print()
        self._console.print(titled(Text("Follow-up"), self._console))
        self._console.print(Text(event.question.prompt, style="bold"))
        self._console.print(Text(f"about {clock(event.question.target_s)}", style="quiet"))
        if event.aloud:
            self._status(asking_line())

    def _answered(self, event: Answered) -> None:
        self._status(Text())
        self._console.print()
        if event.attempt.reply is not None:
            self._console.print(titled(Text("Your answer, unprompted"), self._console))
        self._console.print(feedback(event.attempt, event.timing, self._console))
        for followed in (event.attempt, *event.attempt.replies)[:-1]:
            self._console.print(follow_up(followed, self._console))
        disagree = self.can_type and bool(event.attempt.standing)
        self._next = next_line(event.number == event.of, disagree=disagree)
        self._status(self._next)

    def _status(self, shown: RenderableType) -> None:
        self._now = shown
        if self._below is not None:
            self._below.update(shown)


class PlainDesk(TerminalDesk):
    """The same in lines that are only added: what would change in place is told when it changes."""

    def __init__(self, console: Console, keys: Keys, norms: Norms) -> None:
        super().__init__(console, keys, norms, None)
        self._lines = Lines(norms)

    def show(self, event: Event) -> None:
        super().show(event)
        if line := self._lines.line(event):
            self._console.print(prose(line))


@contextmanager
def open_desk(console: Console, norms: Norms) -> Iterator[TerminalDesk]:
    """A desk on this terminal for the length of a `with`; the terminal is put back at the end."""
    with open_keys() as keys:
        if is_plain(console):
            yield PlainDesk(console, keys, norms)
            return
        if not console.is_terminal:
            yield TerminalDesk(console, keys, norms, None)
            return
        with open_status(console) as status:
            yield TerminalDesk(console, keys, norms, status)
