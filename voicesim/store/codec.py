"""Frozen dataclasses to JSON text and back, led by their type hints: there is no pair of functions to drift.

Understood: dataclasses, `tuple[X, ...]`, `X | None`, Literal, str, bool, int, float.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Hashable
from functools import cache
from numbers import Real
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Reader = Callable[[Any], Any]


def encode(value: object) -> str:
    """Compact JSON in ASCII, so that even a text that is not valid Unicode can be stored."""
    return json.dumps(value, default=_plain, separators=(",", ":"))


def decode(hint: type[T], text: str) -> T:
    """The value that `encode` wrote, as the type `hint`.

    Fields that the type no longer has are ignored, fields that it gained take their default.
    Raises ValueError, naming the place, when the text does not fit the type.
    """
    value: T = _reader(cast("Hashable", hint))(json.loads(text))
    return value


def _plain(value: object) -> object:
    names = _field_names(cast("Hashable", type(value)))
    if names is not None:
        return {name: getattr(value, name) for name in names}
    if isinstance(value, Real):  # numpy's scalars
        return float(value)
    raise TypeError(f"cannot store a {type(value).__name__}")


@cache
def _field_names(kind: Any) -> tuple[str, ...] | None:
    """Of a dataclass; None of any other type."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _reader(hint: Any) -> _Reader:
    origin = get_origin(hint)
    if dataclasses.is_dataclass(hint):
        return _record_reader(hint)
    if origin is tuple and get_args(hint)[1:] == (...,):
        return _tuple_reader(_reader(get_args(hint)[0]))
    if origin is Literal:
        return _choice_reader(get_args(hint))
    if origin in (Union, UnionType):
        return _optional_reader(hint)
    if hint in (str, bool, int, float):
        return _scalar_reader(hint)
    raise TypeError(f"cannot read a {hint}")


def _scalar_reader(kind: type) -> _Reader:
    accepted: tuple[type, ...] = (int, float) if kind is float else (kind,)

    def read(value: Any) -> Any:
        if type(value) not in accepted:
            raise ValueError(f"expected {kind.__name__}, found {value!r:.60}")
        return kind(value)

    return read


def _choice_reader(choices: tuple[Any, ...]) -> _Reader:
    def read(value: Any) -> Any:
        if value not in choices:
            raise ValueError(f"expected one of {', '.join(map(str, choices))}, found {value!r:.60}")
        return value

    return read


def _optional_reader(hint: Any) -> _Reader:
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    if len(kinds) != 1:
        raise TypeError(f"cannot read a {hint}")
    inner = _reader(kinds[0])
    return lambda value: None if value is None else inner(value)


def _tuple_reader(inner: _Reader) -> _Reader:
    def read(value: Any) -> Any:
        if not isinstance(value, list):
            raise ValueError(f"expected a list, found {value!r:.60}")
        return tuple([inner(item) for item in value])

    return read


def _record_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError(f"expected the fields of {kind.__name__}, found {value!r:.60}")
        try:
            return kind(**{name: readers[name](item) for name, item in value.items() if name in readers})
        except (TypeError, ValueError) as exc:
            raise ValueError(f"{kind.__name__}: {exc}") from exc

    return read
