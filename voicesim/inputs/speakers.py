"""Which of the people in a transcript is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from voicesim.bank.hints import listed, printable
from voicesim.errors import InputError
from voicesim.inputs.asking import only_asks
from voicesim.inputs.names import role_of
from voicesim.inputs.turns import Turn, key
from voicesim.wording import count

_MAX_NAMES = 8


@dataclass(frozen=True, slots=True)
class SpeakerChoice:
    """Who is judged, None where nobody is named; `notice` says why where nobody was asked for."""

    speaker: str | None
    notice: str | None = None


def choose_speaker(turns: Sequence[Turn], wanted: str | None, name: str) -> SpeakerChoice:
    """The one asked for, or the only one, or the only one who does not just ask.

    `name` is the file, for messages. Raises InputError, with the names, when that leaves it open.
    """
    names = _names(turns)
    if wanted is not None:
        return SpeakerChoice(_found(names, wanted, name))
    if len(names) < 2:
        return SpeakerChoice(names[0] if names else None)
    answering = _answering(turns, names)
    if len(answering) == 1:
        others = [each for each in names if each != answering[0]]
        return SpeakerChoice(
            answering[0],
            f"{printable(answering[0])} is judged, since {_listed(others)} only "
            f"{'asks' if len(others) == 1 else 'ask'}; --speaker NAME chooses another.",
        )
    raise InputError(
        f"{name}: {len(names)} people speak, {_listed(names)}; say whose answer it is with --speaker NAME."
    )


def merged(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns with what one person says in a row as one."""
    spoken = (turn for turn in turns if turn.words)
    return tuple(
        Turn(speaker, tuple(word for turn in row for word in turn.words))
        for speaker, row in groupby(spoken, key=lambda turn: turn.speaker)
    )


def others_notice(turns: Sequence[Turn], speaker: str) -> str | None:
    """How much is left out because somebody else, or nobody who is named, said it."""
    words: Counter[str | None] = Counter()
    for turn in turns:
        words[turn.speaker] += len(turn.words)
    parts = [
        f"{count(number, 'word')} of {'nobody who is named' if each is None else printable(each)}"
        for each, number in words.items()
        if each != speaker and number
    ]
    return f"Left out: {_listed(parts)}." if parts else None


def _names(turns: Sequence[Turn]) -> list[str]:
    return list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker is not None))


def _answering(turns: Sequence[Turn], names: Sequence[str]) -> list[str]:
    """Those who do not only ask; where names are roles, those who answer."""
    said: dict[str | None, list[str]] = {}
    for turn in turns:
        said.setdefault(turn.speaker, []).append(turn.text)
    roles = {each: role_of(each) for each in names}
    if set(roles.values()) == {"asks", "answers"}:
        return [each for each in names if roles[each] == "answers"]
    return [each for each in names if roles[each] != "asks" and not only_asks(said[each])]


def _found(names: Sequence[str], wanted: str, name: str) -> str:
    if not names:
        raise InputError(f"{name} does not name who speaks; leave out --speaker.")
    exact = [each for each in names if key(each) == key(wanted)]
    alike = exact or [each for each in names if set(key(wanted).split()) <= set(key(each).split())]
    if len(alike) != 1:
        problem = f"{len(alike)} people are" if alike else "nobody is"
        raise InputError(
            f"{name}: {problem} called {printable(wanted)!r}; give --speaker as it is written there: "
            f"{_listed(alike or names)}."
        )
    return alike[0]


def _listed(names: Sequence[str]) -> str:
    shown = [printable(each) for each in names[:_MAX_NAMES]]
    more = [f"{len(names) - _MAX_NAMES} more"] if len(names) > _MAX_NAMES else []
    return listed([*shown, *more], "and")
