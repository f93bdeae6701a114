"""The answers of a file, for tests that expect no mistake in it, or one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from voicesim.bank.question import Bank
from voicesim.errors import InputError
from voicesim.inputs.answer import Answer
from voicesim.inputs.read import read_each


def read_answers(
    path: Path, question_id: str | None = None, speaker: str | None = None, bank: Bank | None = None
) -> Iterator[Answer]:
    """As `read_each`, but raises the first mistake."""
    for answer in read_each(path, question_id, speaker, bank):
        if isinstance(answer, InputError):
            raise answer
        yield answer
