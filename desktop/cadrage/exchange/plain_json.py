"""Frozen values as JSON and back, checked against their types: what comes back can be trusted to be what it says."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from cadrage.core.errors import UserError

T = TypeVar("T")
_PLAIN = (str, bool, int, float, type(None))


def as_json(value: object) -> object:
    """Dataclasses as objects, tuples as lists, bytes left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(each) for each in value]
    return "" if isinstance(value, bytes) else value


def from_json(kind: type[T], value: object) -> T:
    """Raises UserError where the JSON is not that of such a value."""
    try:
        made: T = _made(kind, value)
    except (TypeError, ValueError, RecursionError) as error:
        raise UserError(f"The file is not what Cadrage wrote ({error}). Get it again.") from error
    return made


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, value: object) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        (kind,) = (each for each in get_args(kind) if each is not type(None))
        return _made(kind, value)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if origin is not None:
        key, each = get_args(kind)
        return {_made(key, name): _made(each, found) for name, found in _checked(dict, value).items()}
    if is_dataclass(kind):
        found = _checked(dict, value)
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _made(hints[name], found[name]) for name in found if name in hints})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is bytes:
        return b""
    if kind is float:
        return float(_checked((int, float), value))
    return value if kind is object else _checked(kind, value)


def _tuple(kinds: tuple[Any, ...], value: object) -> tuple[Any, ...]:
    found = _checked(list, value)
    if kinds[-1] is Ellipsis:
        return tuple(_made(kinds[0], each) for each in found)
    return tuple(_made(kind, each) for kind, each in zip(kinds, found, strict=True))


def _checked(kind: Any, value: object) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{str(value)[:40]} is no {getattr(kind, '__name__', 'number')}")
    return value
