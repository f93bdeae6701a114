"""A bank as the voice will read it: what in it cannot be said aloud."""

from __future__ import annotations

from collections.abc import Iterator

from voicesim.bank.hints import printable
from voicesim.bank.question import Bank
from voicesim.speech.speakable import unspeakable

REMEDY = "it is shown as written; say it in words to have it read well"


def warnings(bank: Bank) -> tuple[str, ...]:
    """A sentence for each question or probe of which the voice leaves something out or reads it wrongly."""
    return tuple(
        f"{where}: the voice {what}; {REMEDY}."
        for where, text in _read_out(bank)
        for what in unspeakable(text)
    )


def _read_out(bank: Bank) -> Iterator[tuple[str, str]]:
    for question in bank.questions:
        yield f"question {printable(question.id)}", question.prompt
        for point in question.key_points:
            yield f"question {printable(question.id)}, probe of {printable(point.id)}", point.probe
