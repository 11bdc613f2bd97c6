"""Pages of the handbook that are written when they are read: the parts of the program, and the licence of each."""

from __future__ import annotations

from collections.abc import Sequence

from cadrage import __version__
from cadrage.gui.tasks import Report
from cadrage.jobs import parts
from cadrage.jobs.parts import Part

# Stand in a page where the version and the table of the parts go: comments of Markdown's, which other readers skip.
VERSION = "<!-- version -->"
PLACE = "<!-- parts -->"
SCHEME = "licence"


def read(_report: Report) -> tuple[Part, ...]:
    """The parts, for a Task: some hundred small files are read, which a slow disk takes its time for."""
    return parts.parts()


def with_table(markdown: str, found: Sequence[Part] | None) -> str:
    """The page with version and table at their places, or with a word that the table is on its way."""
    markdown = markdown.replace(VERSION, f"Version {__version__}.")
    return markdown.replace(PLACE, _table(found) if found is not None else "*The list of parts is being read …*")


def licence_page(name: str, found: Sequence[Part]) -> tuple[str, str]:
    """The head of a page on a part, and what its licence says."""
    part = next((each for each in found if each.name == name), None)
    if part is None:
        return f"# {_said(name)}\n\nNo part of this name is in use here.", ""
    text = parts.text(name) or "Its makers published the licence’s name alone, without a text."
    return f"# {_said(name)} {part.version}\n\n{_said(part.licence)}\n", text


def _table(found: Sequence[Part]) -> str:
    lines = ["| part | version | licence |", "|---|---|---|"]
    for part in found:
        lines.append(f"| {_said(part.name)} | {part.version} | [{_said(part.licence)}]({SCHEME}:{part.name}) |")
    return "\n".join(lines)


def _said(words: str) -> str:
    """Words that Markdown takes as they are."""
    return words.replace("_", "\\_").replace("|", "\\|").replace("*", "\\*")
