"""Values of the core as JSON and back, checked: what does not fit the class is refused."""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum

JSON = typing.Union[None, bool, int, str, "list[JSON]", "dict[str, JSON]"]
Made = typing.TypeVar("Made")


class Dataclass(typing.Protocol):
    """Any instance of one."""

    __dataclass_fields__: typing.ClassVar[dict[str, typing.Any]]


def plain(value: Dataclass, names: Collection[str] | None = None) -> dict[str, JSON]:
    """The fields of a dataclass that say something, that is, differ from their defaults; `names`: only these."""
    found: dict[str, JSON] = {}
    for name, default in _defaults(type(value)):
        if names is None or name in names:
            each = getattr(value, name)
            if each != default:
                found[name] = _plain(each)
    return found


def _plain(value: object) -> JSON:
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return plain(value)
    assert isinstance(value, Iterable)
    return [_plain(each) for each in value]


@functools.cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    assert is_dataclass(kind)
    return tuple(
        (
            each.name,
            each.default_factory() if each.default_factory is not MISSING else each.default,
        )
        for each in fields(kind)
    )


@functools.cache
def _hints(kind: type) -> dict[str, object]:
    return typing.get_type_hints(kind)


def made(kind: type[Made], raw: object) -> Made:
    """A dataclass from its JSON. Raises ValueError or TypeError where that does not fit."""
    return kind(**fitting(kind, raw))


def fitting(kind: type, raw: object) -> dict[str, typing.Any]:
    """The fields in the JSON of a dataclass, as many as there are; unknown ones are left out."""
    if not isinstance(raw, dict):
        raise ValueError("not an object")
    hints = _hints(kind)
    return {name: _value(hints[name], each) for name, each in raw.items() if name in hints}


def _value(hint: object, raw: object) -> object:
    origin = typing.get_origin(hint)
    arguments = typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if raw is None and type(None) in arguments:
            return None
        return _value(next(each for each in arguments if each is not type(None)), raw)
    if origin is tuple and isinstance(raw, list):
        return tuple(_value(arguments[0], each) for each in raw)
    if origin is Mapping and isinstance(raw, dict):
        return {name: _value(arguments[1], each) for name, each in raw.items()}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(raw)
    if isinstance(hint, type) and is_dataclass(hint):
        return made(hint, raw)
    if hint in (str, int, bool) and type(raw) is hint:
        return raw
    raise ValueError(f"{type(raw).__name__} does not fit")
