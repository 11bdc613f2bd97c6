"""JSON from strangers: of bearable size and depth, and no value of another type than was asked for."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from cadrage.core.errors import UserError

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
MOST_BYTES = 200 * 1024 * 1024
# Parsed values need some fifteen times the room of their brackets and commas.
_MOST_VALUES = 20_000_000
_TOO_MUCH = "The file holds more than can be read at once. Export fewer documents at a time."
_BROKEN = "The JSON in the file is broken{where}. Export it again."


def parse(data: bytes) -> Json:
    """The value in a file. Raises UserError where it is broken, too deep or too large."""
    _refuse_too_much(data)
    return _parsed(_decoded(data), "")


def parse_lines(data: bytes) -> list[Json]:
    """The values of a file that holds one on each line."""
    _refuse_too_much(data)
    # No other line ends than these: a JSON string may hold U+2028 and its like as they are.
    lines = _decoded(data).replace("\r\n", "\n").split("\n")
    return [_parsed(line, f" in line {number}") for number, line in enumerate(lines, start=1) if line.strip()]


def looks_like_lines(data: bytes) -> bool:
    """Whether the file holds several JSON objects, one on each line."""
    first, _, rest = data.removeprefix(b"\xef\xbb\xbf").strip().partition(b"\n")
    if not first.startswith(b"{"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return not rest or rest.lstrip().startswith(b"{")


def _refuse_too_much(data: bytes) -> None:
    if len(data) > MOST_BYTES or data.count(b",") + data.count(b"[") + data.count(b"{") > _MOST_VALUES:
        raise UserError(_TOO_MUCH)


def _decoded(data: bytes) -> str:
    encoding = json.detect_encoding(data)
    try:
        return data.decode("utf-8-sig" if encoding.startswith("utf-8") else encoding)
    except UnicodeDecodeError as error:
        raise UserError("The file is not JSON in UTF-8. Export it again.") from error


def _parsed(text: str, where: str) -> Json:
    try:
        value: Json = json.loads(text)
    except RecursionError as error:
        raise UserError("The JSON in the file is nested too deep to be another tool's. Export it again.") from error
    except ValueError as error:
        raise UserError(_BROKEN.format(where=where)) from error
    return value


def text(value: Json) -> str:
    """A string, or a number as it is written; empty for everything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**18 else ""
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:.12g}" if value.is_integer() is False or abs(value) >= 1e15 else str(int(value))
    return ""


def number(value: Json) -> int | None:
    """A whole number, also one in a string or with a decimal point."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if abs(value) < 2**53 else None
    if isinstance(value, float):
        return int(value) if math.isfinite(value) and value == int(value) else None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 16:
        return int(value)
    return None


def items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def mappings(value: Json) -> Iterator[Mapping[str, Json]]:
    """The objects in a list; what is none is left out."""
    return (each for each in items(value) if isinstance(each, dict))


def texts(value: Json) -> list[str]:
    """A list's strings and numbers, or the only one where it is no list."""
    found = [text(each) for each in value] if isinstance(value, list) else [text(value)]
    return [each for each in found if each]
