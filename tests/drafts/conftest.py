"""Files of questions, and the banks that they make: checked as `bank check` does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voicesim.bank.check import parse_bank
from voicesim.bank.question import Bank
from voicesim.drafts.bank_text import bank_text
from voicesim.drafts.draft import BankDraft
from voicesim.drafts.importing import import_file

Imported = Callable[[str, str], tuple[BankDraft, Bank]]


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    """Import a file of this name and text; the draft and the bank that its YAML is."""

    def read(name: str, text: str) -> tuple[BankDraft, Bank]:
        path = tmp_path / name
        path.write_bytes(text.encode())
        draft = import_file(path)
        return draft, parse_bank(bank_text(draft), "bank.yaml", "bank")

    return read
