"""What an interview on the desk is made with, besides the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from voicesim.assess.norms import Norms
from voicesim.bank.load import builtin_banks, load_bank
from voicesim.bank.question import Bank
from voicesim.errors import InputError
from voicesim.interview.equipment import Pacing
from voicesim.second.reader import SecondReader
from voicesim.speech.choose_voice import ChosenVoice
from voicesim.speech.transcriber import Transcriber


@dataclass(frozen=True, slots=True)
class Kit:
    """`own` are banks that were named beside the built-in ones, by their ids. `voice` chooses who reads, None
    where questions are only printed; `transcriber` is made for the vocabulary of a bank, and raises
    ModelError where there is no speech model."""

    own: Mapping[str, Bank]
    pacing: Pacing
    norms: Norms
    voice: Callable[[], ChosenVoice] | None
    transcriber: Callable[[Sequence[str]], Transcriber]
    second: SecondReader | None = None

    @property
    def bank_ids(self) -> tuple[str, ...]:
        """One's own first."""
        return (*self.own, *(name for name in builtin_banks() if name not in self.own))

    def bank(self, name: str) -> Bank:
        """Raises InputError for one that the desk does not offer: no path comes from a page."""
        if name in self.own:
            return self.own[name]
        if name not in builtin_banks():
            raise InputError(f"The desk has no bank {name}; name its file with: voicesim desk --bank FILE")
        return load_bank(name)
