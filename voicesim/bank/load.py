"""Question banks by name or by file, and questions by id."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from voicesim.bank.hints import did_you_mean, listed, printable, quoted
from voicesim.bank.question import Bank, Question
from voicesim.errors import BankError, InputError

DATA = Path(__file__).with_name("data")
DEFAULT_BANK = "senior-pm"
MAX_BYTES = 5_000_000
SUFFIXES = (".yaml", ".yml")


def builtin_banks() -> tuple[str, ...]:
    """The names of the banks that come with voicesim."""
    return tuple(sorted(path.stem for path in DATA.glob("*.yaml")))


def load_bank(name_or_path: str | Path) -> Bank:
    """A built-in bank by its name, or any other by the path of its YAML file.

    Raises InputError when there is neither, BankError when the file has mistakes.
    """
    if isinstance(name_or_path, str) and name_or_path in builtin_banks():
        return _builtin(name_or_path)
    path = Path(name_or_path)
    if isinstance(name_or_path, str) and not _looks_like_path(name_or_path):
        names = builtin_banks()
        remedy = did_you_mean(name_or_path, names, "check the name")
        raise InputError(
            f"There is no question bank {quoted(name_or_path)}; {remedy} "
            f"(built in: {', '.join(names)}; the path of a YAML file works too)"
        )
    return check_bank(path)


@cache
def _builtin(name: str) -> Bank:
    """Read once in a process: the desk asks for all of them with each page that shows a plan."""
    return check_bank(DATA / f"{name}.yaml")


def known_bank(bank_id: str, given: Bank | None = None) -> Bank | None:
    """Today's bank of this id: the one given or a built-in one; None where it is a file that nobody names."""
    if given is not None and given.id == bank_id:
        return given
    return load_bank(bank_id) if bank_id in builtin_banks() else None


def check_bank(path: Path | str) -> Bank:
    """The bank in this file. Raises BankError with all its mistakes, InputError when it cannot be read."""
    from voicesim.bank.check import parse_bank

    return parse_bank(_text(path := Path(path)), str(path), path.stem)


def bank_schema() -> dict[str, Any]:
    """The JSON Schema of a bank file, for editors that complete and check while one writes."""
    from voicesim.bank.shape import json_schema

    return json_schema()


def find_question(bank: Bank, question_id: str) -> Question:
    """The question with this id. Raises InputError that names the ones that were probably meant."""
    ids = [question.id for question in bank.questions]
    if question_id in ids:
        return bank.questions[ids.index(question_id)]
    remedy = did_you_mean(question_id, ids, f"it has {listed(ids, 'and')}")
    raise InputError(f"There is no question {quoted(question_id)} in the bank {bank.id}; {remedy}")


def _looks_like_path(name: str) -> bool:
    try:
        like_one = name.lower().endswith(SUFFIXES) or "/" in name or "\\" in name
        return like_one or (name != "" and Path(name).exists())
    except (OSError, ValueError):
        return False


def _text(path: Path) -> str:
    name = printable(str(path))
    try:
        if path.is_dir():
            raise InputError(f"{name} is a folder; give the path of a YAML file in it.")
        if path.exists() and not path.is_file():
            raise InputError(f"{name} is not a regular file; save the bank to a file first.")
        with path.expanduser().open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as exc:
        raise InputError(
            f"There is no file {name}; check the path, or name a built-in bank: {', '.join(builtin_banks())}."
        ) from exc
    except (OSError, ValueError, RuntimeError) as exc:
        raise InputError(f"{name} cannot be read ({printable(str(exc))}); check path and rights.") from exc
    if len(data) > MAX_BYTES:
        raise BankError((f"{name}:1: the file is larger than {MAX_BYTES // 1_000_000} MB; split it",))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise BankError((f"{name}:{line}: the file is not UTF-8 text; save it as UTF-8",)) from exc
