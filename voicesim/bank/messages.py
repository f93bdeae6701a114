"""What pydantic found in a bank file, told in the words of a person who writes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voicesim.bank.hints import did_you_mean, listed, quoted
from voicesim.bank.limits import MAX_TARGET_S, MAX_VOCABULARY_CHARS, MIN_TARGET_S
from voicesim.bank.shape import (
    BankEntry,
    Entry,
    FactEntry,
    KeyPointEntry,
    QuestionEntry,
    SectionEntry,
    slug,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from voicesim.bank.document import Loc, Value

NOUNS = {
    "sections": "section",
    "questions": "question",
    "key_points": "key point",
    "cues": "cue",
    "vocabulary": "vocabulary term",
    "facts": "fact",
    "asks": "asks",
    "notes": "note",
    "range": "number",
}
SHAPES: dict[str, type[Entry]] = {
    "sections": SectionEntry,
    "questions": QuestionEntry,
    "key_points": KeyPointEntry,
    "facts": FactEntry,
}


def message_of(error: ErrorDetails, bank: Value) -> tuple[Loc, str]:
    """Where the mistake is, as a path into the bank, and a sentence with the remedy."""
    loc: Loc = error["loc"]
    owner, name = _split(loc)
    where = _where(owner, bank)
    if error["type"] == "missing":
        return loc, f"{where or 'the bank'} has no `{name}`; add it"
    text = _unknown_key(name, owner) if error["type"] == "extra_forbidden" else _wrong_value(error, name)
    return loc, f"{where}: {text}" if where else text


def _split(loc: Loc) -> tuple[Loc, str]:
    """The entry in which the mistake is, and what in it is wrong: a key or "cue 3"."""
    last = loc[-1]
    if isinstance(last, str):
        return loc[:-1], last
    return loc[:-2], f"{NOUNS[str(loc[-2])]} {last + 1}"


def _where(owner: Loc, bank: Value) -> str:
    """The entry by name, such as `key point "reach" of question "launch"`; empty for the bank itself."""
    names: list[str] = []
    value = bank
    for step in owner:
        if isinstance(step, str):
            value = value[step] if isinstance(value, dict) else None
            names.append(NOUNS[step])
        else:
            value = value[step] if isinstance(value, list) else None
            name = value.get("id") if isinstance(value, dict) else None
            names[-1] += f" {quoted(name)}" if isinstance(name, str) else f" {step + 1}"
    return " of ".join(reversed(names[-2:]))


def _unknown_key(name: str, owner: Loc) -> str:
    shape = SHAPES[str(owner[-2])] if owner else BankEntry
    allowed = tuple(shape.model_fields)
    return f"the key {quoted(name)} is unknown; {did_you_mean(name, allowed, f'use {listed(allowed)}')}"


def _wrong_value(error: ErrorDetails, name: str) -> str:
    given = error["input"]
    if given is None or given == "":
        return f"{name} is empty; write something there or delete the line"
    if name == "range" and error["type"] in ("too_short", "too_long"):
        return "range must be two numbers, such as [20000, 120000]"
    if error["type"] in PLAIN:
        return f"{name} {PLAIN[error['type']]}"
    value = f" {quoted(given)}" if isinstance(given, str) else ""
    match error["type"]:
        case "literal_error":
            allowed = str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
            return f"{name}{value} is unknown; use {listed(allowed)}"
        case "float_parsing" | "float_type":
            such = (
                "write it in digits, such as 20000"
                if name.startswith("number")
                else "give seconds, such as 120"
            )
            return f"{name}{value} is not a number; {such}"
        case "greater_than_equal" | "less_than_equal" | "finite_number":
            return f"{name}{value} is out of range; give {MIN_TARGET_S} to {MAX_TARGET_S} seconds"
        case "string_pattern_mismatch":
            return f"{name}{value} cannot be a name; use a-z, 0-9 and dashes, such as {slug(given)}"
        case "string_too_long" | "too_long":
            return f"{name} is too long; keep it to {error['ctx']['max_length']} {_unit(error['type'])}"
        case "control":
            return f"{name} has the control character {error['ctx']['char']}; delete it"
        case "crowded":
            chars = f"{error['ctx']['chars']} characters with the commas between its terms"
            return f"{name} has {chars}; keep the most needed ones, {MAX_VOCABULARY_CHARS} characters in all"
    return f"{name} cannot be used ({error['msg']}); change it"


PLAIN = {
    "string_type": "must be a text; write it on the same line, or below the key after >-",
    "list_type": "must be a list; put each entry on its own line after a dash",
    "model_type": "must have keys of its own; write it as `- id: …` with the other keys below",
    "too_short": "is empty; add at least one entry",
    "wordless": "has no words; write it out",
}


def _unit(error_type: str) -> str:
    return "characters" if error_type == "string_too_long" else "entries"
