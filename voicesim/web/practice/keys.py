"""The keys of each moment of an interview, as a page offers them: those of the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from voicesim.desk import Command

ENTER, ESCAPE, SPACE = "Enter", "Escape", " "


@dataclass(frozen=True, slots=True)
class Key:
    """`key` and `also` are named as browsers name them; `label` stands on the button, which is the `main` one
    where one key is what people mostly want."""

    key: str
    command: Command
    label: str
    also: str = ""
    main: bool = False

    def as_json(self) -> dict[str, object]:
        return {
            "key": self.key,
            "command": self.command.name,
            "label": self.label,
            "also": self.also,
            "main": self.main,
        }


SKIP, QUIT = Key("s", Command.SKIP, "skip"), Key("q", Command.QUIT, "quit")
ASKED = (Key(ENTER, Command.GO, "go on", main=True), Key("r", Command.REPEAT, "from the start"), SKIP, QUIT)
THINKING = (Key(ENTER, Command.GO, "start", main=True), Key("r", Command.REPEAT, "hear again"), SKIP, QUIT)
CHECKING = (
    Key("y", Command.YES, "made it"),
    Key("n", Command.NO, "did not"),
    Key(ENTER, Command.GO, "leave open"),
    Key("q", Command.SKIP, "skip the rest", ESCAPE),
)


def recording(*, paused: bool) -> tuple[Key, ...]:
    pause = Key("p", Command.PAUSE, "go on" if paused else "pause", SPACE)
    return (
        Key(ENTER, Command.GO, "done", main=True),
        pause,
        Key("r", Command.REPEAT, "hear the question"),
        Key("a", Command.AGAIN, "start over"),
        SKIP,
        QUIT,
    )


def answered(*, last: bool) -> tuple[Key, ...]:
    on = Key(ENTER, Command.GO, "finish" if last else "next", main=True)
    return (on, Key("a", Command.AGAIN, "answer again"), QUIT)
