"""The user's settings: one TOML file, checked as a whole, every mistake named with its file and line."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from voicesim.assess.follow_up import MOST
from voicesim.assess.norms import load_norms
from voicesim.errors import InputError
from voicesim.log import Level
from voicesim.review.days import BEGIN_H
from voicesim.second.address import EXAMPLE, STAY, read_address, runs_elsewhere


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose once and for all; an option on the command line goes before it.

    `input` and `output` are part of a name, or a number; None is the system's own. `voice` is a name for
    `choose_voice`, None for the best one here, and `rate_wpm` how fast the questions are read. `max_s` None
    leaves the longest answer to the target. With `end_on_silence_s` None only a key or the longest time ends
    an answer. `log` is how much the log holds.
    `norms` are thresholds by name. At most `follow_ups` questions about it follow each answer, and with
    `self_rate` people say how it went before they are told. With `hands_free` an interview goes on without
    a key.
    `second_reader_url` is a server with a language model that resolves points to check, None for none, and
    `second_reader_model` what it calls the model, None for the only one; `second_reader_timeout_s` is the
    longest that one question to it takes. Another machine is only asked with `second_reader_allow_remote`.
    At `day_begins_h` o'clock a new day begins for what is due and for days in a row. `stories_folder` is
    where stories are written down, None for a folder beside the history. With `plain` a terminal gets lines
    one after the other, and nothing is drawn again.
    """

    voice: str | None = None
    rate_wpm: int = 165
    model: str = "auto"
    input: str | None = None
    output: str | None = None
    prep_s: float = 5.0
    max_s: float | None = None
    end_on_silence_s: float | None = None
    norms: Mapping[str, object] = field(default_factory=dict)
    log: Level = "info"
    follow_ups: int = 0
    self_rate: bool = False
    hands_free: bool = False
    second_reader_url: str | None = None
    second_reader_model: str | None = None
    second_reader_timeout_s: float = 60.0
    second_reader_allow_remote: bool = False
    day_begins_h: int = BEGIN_H
    stories_folder: str | None = None
    plain: bool = False

    @property
    def sends_transcripts(self) -> bool:
        """Whether the second reader is on another machine, as far as its address and its name tell."""
        if self.second_reader_url is None:
            return False
        return not read_address(self.second_reader_url).local or runs_elsewhere(
            self.second_reader_model or ""
        )


class _Unfit(ValueError):
    """Says what a value should be and how to write it."""


Check = Callable[[Any], Any]


def load_settings(path: Path) -> Settings:
    """The settings in a TOML file; the defaults when there is no such file.

    Raises InputError with a line for each key that is unknown, of the wrong type or out of range, and when
    the file cannot be read.
    """
    source = _read(path)
    try:
        table = tomllib.loads(source)
    except (ValueError, RecursionError) as exc:
        raise InputError(f"{path} is not valid TOML: {exc}; correct it or move it away.") from exc
    huge = [key for key, value in table.items() if _is_huge(value)]
    if huge:
        raise InputError(
            f"{path}{_line(source, huge[0])}: {huge[0]} has a number of more than 64 bits; write less."
        )
    values: dict[str, Any] = {}
    problems = []
    for key, value in table.items():
        try:
            values[key] = _checked(key, value)
        except _Unfit as exc:
            problems.append(f"{path}{_line(source, key)}: {exc}")
    problems += _norm_problems(path, source, values.get("norms", {}))
    problems += _remote_problems(path, source, values)
    if problems:
        raise InputError("\n".join(problems))
    return Settings(**values)


def _is_huge(value: object) -> bool:
    """Whether there is a number in it that TOML does not allow, and that Python may refuse to print."""
    if isinstance(value, dict | list):
        return any(map(_is_huge, value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and value.bit_length() > 63


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError as exc:
        raise InputError(f"{path} is not UTF-8 text; save it as UTF-8.") from exc
    except OSError as exc:
        raise InputError(
            f"{path} cannot be read ({exc.strerror}); make it readable or move it away."
        ) from exc


def _checked(key: str, value: object) -> object:
    if key not in _CHECKS:
        near = difflib.get_close_matches(key, _CHECKS, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(_CHECKS)}."
        raise _Unfit(f"there is no setting {key}; {hint}")
    try:
        return _CHECKS[key](value)
    except _Unfit as exc:
        raise _Unfit(f"{key} must be {exc}, not {value!r:.60}.") from exc


def _text(example: str) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise _Unfit(f'text in quotes, such as "{example}"')
        return value.strip()

    return check


def _device(value: Any) -> str:
    if type(value) is int and value >= 0:
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise _Unfit('part of a device\'s name in quotes, such as "USB", or its number')
    return value.strip()


def _number(least: float, most: float, kind: type[int] | type[float] = float) -> Check:
    def check(value: Any) -> float:
        fits = type(value) is int or (kind is float and type(value) is float and math.isfinite(value))
        if not fits or not least <= value <= most:
            what = "a whole number" if kind is int else "a number"
            raise _Unfit(f"{what} from {least:g} to {most:g}")
        return kind(value)

    return check


def _one_of(*choices: str) -> Check:
    def check(value: Any) -> str:
        if value not in choices:
            raise _Unfit(f"one of {', '.join(choices)}, in quotes")
        return str(value)

    return check


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Unfit("true or false, without quotes")
    return value


def _table(value: Any) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _Unfit("a table: a line [norms], and below it lines such as pause_long_s = 1.5")
    return value


def _address(value: Any) -> str:
    if not isinstance(value, str):
        raise _Unfit(f'text in quotes, such as "{EXAMPLE}"')
    try:
        read_address(value.strip())
    except ValueError as exc:
        raise _Unfit(str(exc)) from exc
    return value.strip()


_CHECKS: dict[str, Check] = {
    "voice": _text("auto"),
    "rate_wpm": _number(80, 450, int),
    "model": _text("base.en"),
    "input": _device,
    "output": _device,
    "prep_s": _number(0, 3600),
    "max_s": _number(1, 7200),
    "end_on_silence_s": _number(0.5, 60),
    "day_begins_h": _number(0, 12, int),
    "follow_ups": _number(0, MOST, int),
    "self_rate": _yes_or_no,
    "hands_free": _yes_or_no,
    "plain": _yes_or_no,
    "stories_folder": _text("~/notes/stories"),
    "log": _one_of(*get_args(Level)),
    "norms": _table,
    "second_reader_url": _address,
    "second_reader_model": _text("qwen3:8b"),
    "second_reader_timeout_s": _number(1, 600),
    "second_reader_allow_remote": _yes_or_no,
}


def _norm_problems(path: Path, source: str, norms: Mapping[str, object]) -> list[str]:
    try:
        load_norms(norms)
    except InputError as exc:
        return [_at(path, source, line) for line in str(exc).splitlines()]
    return []


def _remote_problems(path: Path, source: str, values: Mapping[str, Any]) -> list[str]:
    url, model = values.get("second_reader_url"), values.get("second_reader_model")
    found = []
    if url is not None and not read_address(url).local:
        found.append(("second_reader_url", f"an address of this machine, not {url!r:.60}"))
    if model is not None and runs_elsewhere(model):
        found.append(("second_reader_model", f"a model on this machine, not {model!r:.60}, by its name"))
    allowed = values.get("second_reader_allow_remote")
    return [
        f"{path}{_line(source, key)}: {key} must be {what}; {STAY}." for key, what in found if not allowed
    ]


def _at(path: Path, source: str, problem: str) -> str:
    """A sentence about a norm, with the file and line in place of its general "Settings"."""
    text = problem.removeprefix("Settings, ")
    named = re.match(r"\[norms\] (\w+)", text)
    return f"{path}{_line(source, named[1], 'norms') if named else ''}: {text}"


def _line(source: str, key: str, table: str = "") -> str:
    """ ":3" when the key is set in line 3, in the table of this name; "" when it cannot be found."""
    within = ""
    for number, line in enumerate(source.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([^\]\s]*)\s*\]", line)
        if header:
            within = header[1]
        if (header and not table and within.split(".")[0] == key) or (
            within == table and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""", line)
        ):
            return f":{number}"
    return ""
