"""The bank of one's own to which questions are added that came and are in no other."""

from __future__ import annotations

from pathlib import Path

from voicesim import paths
from voicesim.bank.load import check_bank
from voicesim.bank.question import Bank
from voicesim.cli.bank_files import bank_path, write_bank
from voicesim.drafts.append import appended, draft_of_question
from voicesim.store.debriefs import Came, Debrief

TITLE = "Questions that came"


def own_bank_path(given: str | None) -> Path:
    """The file that was named, else the one in the data directory."""
    return bank_path(given) if given else paths.own_bank_file()


def add_question(path: Path, debrief: Debrief, came: Came) -> Came:
    """Write a question that came to the end of a bank; it, as that question.

    Raises InputError or BankError where the file has mistakes, or is not written so that this can be done.
    """
    before = check_bank(path) if path.exists() else None
    about = f", {debrief.about}" if debrief.about else ""
    note = f"Came on {debrief.held_on}{about}."
    taken = _ids(before) if before else ()
    draft = draft_of_question(came.asked, note, TITLE, taken)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8-sig") if before else None
    write_bank(path, appended(text, draft, path.name))
    return Came(came.number, came.asked, path.stem, draft.questions[0].id, 1.0, True)


def _ids(bank: Bank) -> tuple[str, ...]:
    return tuple(question.id for question in bank.questions)
