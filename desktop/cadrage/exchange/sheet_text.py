"""Text as a cell's XML, with the coded words of a sentence in the colour of their code."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cadrage.exchange.cells import CodeText, looks_like_formula, safe_text

_SHORT = 200  # characters; longer texts seldom come twice, and would fill the memory
# Excel reads `_x0041_` as the letter A, though not where the underscore ends one run and the x begins the next.
_ORDINARY = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.:-]|_(?!x)){0,99}")
_LOOKS_ESCAPED = re.compile(r"(?<=_)(?=x[0-9A-Fa-f]{4}_)")


class CellText(NamedTuple):
    """What stands inside the cell, what was changed in the text, and whether it looks like a formula."""

    inside: str
    changes: tuple[str, ...]
    formula: bool


def cell_text(value: str) -> CellText:
    """A text of one font throughout."""
    return _cached(value) if len(value) <= _SHORT else _plain(value)


is_ordinary = _ORDINARY.fullmatch
"""Tells ids and the like, which are XML as they are."""


def coded_text(value: CodeText, properties: str) -> CellText:
    """A text whose coded characters have the run `properties`, wherever they stand after what has to be changed."""
    if value.coded is None:
        return cell_text(str(value))
    text, changes = safe_text(value)
    before, coded = str(value)[: value.coded[0]], str(value)[slice(*value.coded)]
    start = len(safe_text(before)[0])
    end = min(start + len(safe_text(coded)[0]), len(text))
    if start >= end:
        return CellText(_inside(text), changes, looks_like_formula(text))
    runs = (_runs(text[:start]), _runs(text[start:end], properties), _runs(text[end:]))
    return CellText("".join(runs), changes, looks_like_formula(text))


def _plain(value: str) -> CellText:
    text, changes = safe_text(value)
    return CellText(_inside(text), changes, looks_like_formula(text))


@lru_cache(maxsize=8192)
def _cached(value: str) -> CellText:
    """Most cells of a column repeat those above."""
    return _plain(value)


def _inside(text: str) -> str:
    if "_x" in text and _LOOKS_ESCAPED.search(text):
        return _runs(text)
    return f"<t{_space(text)}>{_escaped(text)}</t>"


def _runs(text: str, properties: str = "") -> str:
    parts = _LOOKS_ESCAPED.split(text) if "_x" in text else [text] if text else []
    return "".join(f"<r>{properties}<t{_space(part)}>{_escaped(part)}</t></r>" for part in parts)


def _space(text: str) -> str:
    return ' xml:space="preserve"' if text != text.strip() else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
