"""A report as one HTML file: readable in any browser, on paper and in grey, with nothing from outside."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.progress import Report as Progress
from cadrage.exchange.progress import silent
from cadrage.exchange.report import (
    Block,
    CodedText,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    Report,
    Run,
    Section,
    TableBlock,
    TableRow,
)
from cadrage.exchange.report_colours import line
from cadrage.exchange.report_html_coded import coded_html
from cadrage.exchange.report_html_style import style
from cadrage.exchange.report_html_words import attribute, words

_MOST_ENTRIES = 80  # lines under a part in the table of contents
_TAGS = {"strong": "b", "emphasis": "i", "quiet": "small", "gap": "mark"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def write(report: Report, path: Path, progress: Progress = silent) -> None:
    """Writes the file piece by piece, replacing `path` in one move; `progress` may raise Cancelled."""
    total = report.length
    with safe_replace(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_head(report))
        numbers, done = (_Numbers(), _Numbers()), 0
        for section in report.sections:
            file.write(_opening(section))
            for block in section.blocks():
                progress(min(done, total), total)
                file.writelines(_block(block, *numbers))
                done += 1
            file.write("</section>\n")
        file.write("</main>\n</body>\n</html>\n")
        progress(total, total)


class _Numbers:
    """The numbers of the tables, or of the figures, as they come."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        self._last += 1
        return self._last


# The frame.


def _head(report: Report) -> str:
    title = words(report.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{attribute(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} – {words(report.about)}</title>\n<style>\n{style(report)}</style>\n</head>\n<body>\n"
        f'<header><h1 dir="auto">{title}</h1>'
        f'<p class="about">{words(report.about)} · {words(report.made)}</p></header>\n'
        f"{_contents(report)}<main>\n"
    )


def _contents(report: Report) -> str:
    if len(report.sections) < 2:
        return ""
    lines = ['<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ol>\n']
    for section in report.sections:
        under = section.contents if len(section.contents) <= _MOST_ENTRIES else ()
        items = "".join(
            f'<li><a href="#{attribute(entry.anchor)}"><bdi>{words(entry.title)}</bdi></a></li>' for entry in under
        )
        own = f'<a href="#{attribute(section.name)}">{words(section.title)}</a>'
        lines.append(f"<li>{own}{f'<ol>{items}</ol>' if items else ''}</li>\n")
    lines.append("</ol>\n</nav>\n")
    return "".join(lines)


def _opening(section: Section) -> str:
    name = attribute(section.name)
    return f'<section class="part-{name}" aria-labelledby="{name}">\n<h2 id="{name}">{words(section.title)}</h2>\n'


# Blocks.


def _block(block: Block, tables: _Numbers, figures: _Numbers) -> Iterator[str]:
    match block:
        case Heading():
            yield _heading(block)
        case Paragraph():
            yield f'<p class="{block.role}" dir="auto">{"".join(map(_run, block.runs))}</p>\n'
        case Facts():
            yield _facts(block)
        case TableBlock():
            yield from _table(block, tables.next())
        case Quotation():
            yield _quotation(block)
        case Figure():
            yield _figure(block, figures.next())
        case CodedText():
            yield from coded_html(block)


def _heading(heading: Heading) -> str:
    level = min(heading.level + 1, 6)
    anchor = f' id="{attribute(heading.anchor)}"' if heading.anchor else ""
    aside = f" <small><bdi>{words(heading.aside)}</bdi></small>" if heading.aside else ""
    return f'<h{level}{anchor} dir="auto">{swatch(heading.colour)}<bdi>{words(heading.text)}</bdi>{aside}</h{level}>\n'


def swatch(colour: str) -> str:
    return f'<span class="swatch" style="--c:{line(colour)}"></span>' if colour else ""


def _run(run: Run) -> str:
    tag = _TAGS.get(run.manner)
    inner = f"<bdi>{words(run.text)}</bdi>" if run.colour else words(run.text)
    kind = ' class="gap"' if run.manner == "gap" else ""
    return swatch(run.colour) + (f"<{tag}{kind}>{inner}</{tag}>" if tag else inner)


def _facts(facts: Facts) -> str:
    rows = "".join(
        f'<dt>{words(name)}</dt><dd dir="auto">{"".join(map(_run, runs))}</dd>\n' for name, runs in facts.rows
    )
    return f"<dl>\n{rows}</dl>\n"


def _quotation(quotation: Quotation) -> str:
    lang = f' lang="{attribute(quotation.language)}"' if quotation.language else ""
    more = " […]" if quotation.cut else ""
    said = [f"({words(quotation.source)})"] if quotation.source else []
    if quotation.remark:
        said.append(words(quotation.remark))
    foot = f'<figcaption dir="auto">{" · ".join(said)}</figcaption>' if said else ""
    return (
        f'<figure class="quotation" style="--c:{line(quotation.colour)}"><blockquote dir="auto"{lang}>'
        f"“<q>{words(quotation.words)}</q>{more}”</blockquote>{foot}</figure>\n"
    )


def _figure(figure: Figure, number: int) -> str:
    """The picture stands in the file itself; its words stay words."""
    data = base64.b64encode(figure.svg).decode("ascii")
    size = f'width="{round(figure.width / 0.75)}" height="{round(figure.height / 0.75)}"'
    return (
        f'<figure class="chart"><img src="data:image/svg+xml;base64,{data}" {size} '
        f'alt="{attribute(figure.alternative or figure.title)}">'
        f"<figcaption><b>Figure {number}</b> <i>{words(figure.title)}</i></figcaption></figure>\n"
    )


def _table(table: TableBlock, number: int) -> Iterator[str]:
    yield f'<div class="table"><table>\n<caption><b>Table {number}</b> <i>{words(table.title)}</i></caption>\n'
    yield "<thead><tr>"
    for column in table.columns:
        tag = "i" if column.emphasis else "bdi"
        yield f'<th scope="col" class="{column.side}"><{tag}>{words(column.title)}</{tag}></th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in table.rows:
        yield _row(row, table)
    yield "</tbody>\n</table></div>\n"
    if table.note:
        yield f'<p class="note" dir="auto"><i>Note.</i> {words(table.note)}</p>\n'


def _row(row: TableRow, table: TableBlock) -> str:
    depth = f' style="--d:{min(row.depth, 8)}"' if row.depth else ""
    cells = [f'<th scope="row" dir="auto"{depth}>{swatch(row.colour)}<bdi>{words(row.cells[0])}</bdi></th>']
    cells += [
        f'<td class="{column.side}">{words(cell)}</td>'
        for column, cell in zip(table.columns[1:], row.cells[1:], strict=True)
    ]
    kind = ' class="total"' if row.total else ""
    return f"<tr{kind}>{''.join(cells)}</tr>\n"
