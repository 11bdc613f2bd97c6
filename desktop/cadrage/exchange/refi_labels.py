"""Text in paragraphs that begin with a label: readable in every program, and read back to the letter."""

from __future__ import annotations

from collections.abc import Collection, Iterable

_INDENT = "    "


def written(items: Iterable[tuple[str, str]], gap: str = "\n\n") -> str:
    """“Label: text”, each further line of a text indented, so that no line of it can be taken for a label."""
    return gap.join(f"{label}: {indented(text)}" for label, text in items)


def indented(text: str) -> str:
    return text.replace("\n", "\n" + _INDENT)


def parsed(text: str, labels: Collection[str]) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first label, and the texts by label, in order.

    Lenient where a person or another program has changed the text: lines that lost their indentation belong to
    the paragraph above, and so do labels that are unknown.
    """
    before: list[str] = []
    items: list[tuple[str, list[str]]] = []
    blanks = 0
    for line in text.split("\n"):
        label, colon, rest = line.partition(":")
        if colon and label in labels and (not rest or rest[0] == " "):
            items.append((label, [rest[1:]]))
            blanks = 0
        elif not items:
            before.append(line)
        elif not line:
            blanks += 1
        else:
            items[-1][1].extend([""] * blanks)
            blanks = 0
            items[-1][1].append(line.removeprefix(_INDENT))
    return "\n".join(before), [(label, "\n".join(lines)) for label, lines in items]
