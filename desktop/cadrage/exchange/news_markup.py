"""Web pages that databases save: their elements by class, and the words of an element line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadrage.exchange.markup import parse_html, text_of
from cadrage.exchange.news_lines import plain

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["classes", "lines", "parse_html", "with_class", "words"]


def classes(element: _Element) -> list[str]:
    return (element.get("class") or "").split()


def with_class(element: _Element, wanted: str) -> list[_Element]:
    """The elements within that have a class which begins with these letters, whatever their case."""
    wanted = wanted.casefold()
    return [
        found
        for found in element.iter()
        if isinstance(found.tag, str) and any(name.casefold().startswith(wanted) for name in classes(found))
    ]


def lines(element: _Element) -> list[str]:
    """The words of an element, a line for each of its blocks, without blank lines."""
    return text_of(element).split("\n")


def words(element: _Element) -> str:
    """The words of an element in one line."""
    return plain(text_of(element))
