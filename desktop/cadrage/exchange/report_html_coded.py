"""A coded text in HTML: tints and stacked underlines in the text, numbered names beside each paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cadrage.exchange.report import CodedText, Mark
from cadrage.exchange.report_coded import Line, Segment, lanes, lines
from cadrage.exchange.report_colours import line as line_colour
from cadrage.exchange.report_html_words import attribute, words

PATTERNS = {"dashed": " dashed", "dotted": " dotted"}


def coded_html(coded: CodedText) -> Iterator[str]:
    lang = f' lang="{attribute(coded.language)}"' if coded.language else ""
    places = lanes(coded.marks)
    yield f'<div class="coded"{lang}>\n'
    for line in lines(coded):
        beside = "".join(_beside(line))
        margin = f'<ul lang="en">{beside}</ul>' if beside else ""
        gap = '<span class="gap-mark">[…]</span> ' if line.gap else ""
        text = "".join(_segment(segment, places) for segment in line.segments)
        yield f'<div class="line"><p dir="auto">{gap}{text}</p>{margin}</div>\n'
    yield "</div>\n"


def _segment(segment: Segment, places: Mapping[int, int]) -> str:
    text = words(segment.text)
    if segment.outside:
        text = f'<span class="outside">{text}</span>'
    for mark in reversed(segment.marks):
        kind = f"l{places[mark.number]}{PATTERNS.get(mark.pattern, '')}"
        text = f'<mark class="{kind}"{_style(mark)}>{text}</mark>'
    numbers = "".join(f"<sup>{mark.number}</sup>" for mark in segment.starts)
    return numbers + text


def _beside(line: Line) -> Iterator[str]:
    for reason in line.outside:
        yield f'<li class="reason">not article: {words(reason)}</li>'
    for mark in line.going_on:
        yield f'<li class="on"{_style(mark)}><b>{mark.number}</b> <bdi>{words(mark.label)}</bdi>, continued</li>'
    for mark in line.starting:
        yield _name(mark)


def _name(mark: Mark) -> str:
    name = f" <bdi>{words(mark.name)}</bdi>" if mark.name else ""
    star = ' <span class="star" title="important">★</span>' if mark.important else ""
    who = f"<small>{', '.join(f'<bdi>{words(coder)}</bdi>' for coder in mark.coders)}</small>"
    kind = PATTERNS.get(mark.pattern, "").strip()
    return (
        f'<li class="{kind}"{_style(mark)}><b>{mark.number}</b> <strong><bdi>{words(mark.label)}</bdi></strong>'
        f"{name}{star} {who}</li>"
    )


def _style(mark: Mark) -> str:
    return f' style="--c:{line_colour(mark.colour)}"'
