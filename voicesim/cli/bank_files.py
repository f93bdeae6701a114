"""A new bank as a file, with the schema for editors beside it; nothing is overwritten unasked."""

from __future__ import annotations

import json
from pathlib import Path

from voicesim.bank.check import parse_bank
from voicesim.bank.hints import printable
from voicesim.bank.load import MAX_BYTES, SUFFIXES, bank_schema
from voicesim.drafts.bank_text import SCHEMA_FILE
from voicesim.errors import InputError
from voicesim.report.files import write_text


def bank_path(name: str) -> Path:
    """The file for a name: as given where it ends like one, else with `.yaml` behind it."""
    return Path(name) if name.lower().endswith(SUFFIXES) else Path(f"{name}.yaml")


def refuse_to_replace(target: Path, *, force: bool) -> None:
    """Raises InputError when a bank cannot or must not be written there."""
    name = printable(str(target))
    if target.is_dir():
        raise InputError(f"{name} is a folder; name a file in it.")
    if not target.parent.is_dir():
        raise InputError(f"There is no folder {printable(str(target.parent))}; make it first.")
    if target.exists() and not force:
        raise InputError(f"{name} exists already; choose another name, or replace it with --force.")


def write_bank(target: Path, text: str) -> None:
    """Check the text as `bank check` does, then write it. A schema that lies there already stays.

    Raises InputError for a bank that is too large, VoicesimError when it cannot be written.
    """
    check_text(target, text)
    write_text(target, text)
    schema = target.with_name(SCHEMA_FILE)
    if not schema.exists():
        write_text(schema, json.dumps(bank_schema(), indent=1) + "\n")


def check_text(target: Path, text: str) -> None:
    """Raises InputError for a text that is no good bank."""
    if len(text.encode()) > MAX_BYTES:
        raise InputError(f"This makes a bank of more than {MAX_BYTES // 1_000_000} MB; split the file.")
    parse_bank(text, str(target), target.stem)
