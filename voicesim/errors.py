"""Everything that voicesim says when something cannot be done.

VoicesimError            the task could not be done (exit code 1)
├── AudioError           a microphone, a loudspeaker or their driver
├── VoiceError           no voice could read a text aloud
├── ModelError           no usable speech model, or one that is damaged
├── ReaderError          the second reader's server could not be reached, or gave no usable answer
├── HistoryError         the history could not be opened, read or written
├── OutputError          what was asked for could not be printed
└── InputError           wrong usage or a bad input file (exit code 2)
    └── BankError        a question bank with mistakes, all of them listed

Every message is for the person at the desk: what is wrong, where, and what to do next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class VoicesimError(Exception):
    """The root: its text is shown to the user as it is, without a traceback."""

    exit_code: ClassVar[int] = 1


class AudioError(VoicesimError):
    """A microphone, a loudspeaker or the library that drives them failed."""


class VoiceError(VoicesimError):
    """No voice could turn a text into sound."""


class ModelError(VoicesimError):
    """No usable speech model, or one whose files are damaged."""


class ReaderError(VoicesimError):
    """The second reader's server could not be reached, refused, or did not speak the protocol."""


class HistoryError(VoicesimError):
    """The history could not be opened, read or written."""


class OutputError(VoicesimError):
    """Standard output could not be written."""


class InputError(VoicesimError):
    """Wrong usage or an input file that cannot be used."""

    exit_code = 2


class BankError(InputError):
    """A question bank with mistakes; `problems` holds one line for each of them."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
