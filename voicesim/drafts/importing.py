"""A file of questions as a draft: which form it has, and how it is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from voicesim.bank.hints import printable
from voicesim.drafts.anki import is_anki, read_anki
from voicesim.drafts.cards import Pile
from voicesim.drafts.draft import BankDraft, drafted
from voicesim.drafts.forms import Form
from voicesim.drafts.markdown import read_markdown
from voicesim.drafts.table import read_table
from voicesim.errors import InputError
from voicesim.inputs.encodings import decode_file

_READERS = {Form.MARKDOWN: read_markdown, Form.CSV: read_table, Form.ANKI: read_anki}
_SUFFIXES = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), Form.MARKDOWN),
    **dict.fromkeys((".csv", ".tsv"), Form.CSV),
}


def import_file(path: Path, form: Form | None = None, title: str = "") -> BankDraft:
    """The bank that the questions in a file make; `form` is told by the file itself when it is None.

    Raises InputError, with the file and where possible the line, for a file that cannot be read, is no text,
    has a mistake in its form or holds no question.
    """
    name = printable(str(path))
    decoded = decode_file(_bytes(path, name), name)
    form = form or form_of(path, decoded.text)
    draft = drafted(_read(decoded.text, name, form), title)
    if not draft.questions:
        raise InputError(
            f"{name}:1: no question was found, read as {form}; write each question as an item of a list or "
            "as a heading, or name another form with --from."
        )
    return draft if decoded.notice is None else _noticed(draft, decoded.notice)


def form_of(path: Path, text: str) -> Form:
    """By what it begins with, then by the end of its name, else by whether its lines have tabs."""
    if is_anki(text):
        return Form.ANKI
    if path.suffix.lower() in _SUFFIXES:
        return _SUFFIXES[path.suffix.lower()]
    lines = [line for line in text.splitlines() if line.strip()]
    return Form.ANKI if lines and all("\t" in line.strip() for line in lines) else Form.MARKDOWN


def _read(text: str, name: str, form: Form) -> Pile:
    return _READERS[form](text, name)


def _noticed(draft: BankDraft, notice: str) -> BankDraft:
    return replace(draft, assumed=(f"{notice[:1].upper()}{notice[1:]}", *draft.assumed))


def _bytes(path: Path, name: str) -> bytes:
    if path.suffix.lower() in (".yaml", ".yml"):
        raise InputError(
            f"{name} is a bank already; see what is wrong with it with: voicesim bank check {name}"
        )
    try:
        if path.is_dir():
            raise InputError(f"{name} is a folder; give one file of questions.")
        if path.exists() and not path.is_file():
            raise InputError(f"{name} is not a regular file; save the questions to a file first.")
        return path.expanduser().read_bytes()
    except FileNotFoundError as exc:
        raise InputError(f"There is no file {name}; check the path.") from exc
    except (OSError, ValueError, RuntimeError) as exc:
        raise InputError(f"{name} cannot be read ({printable(str(exc))}); check path and rights.") from exc
