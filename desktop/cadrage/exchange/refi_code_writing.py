"""The codes of a codebook as the XML of REFI-QDA, the same in projects and in codebook files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from cadrage.core.bundle import BundleCode
from cadrage.exchange.refi_description import described
from cadrage.exchange.refi_words import attribute, colour_in, sayable, words


def codes_xml(
    codes: Sequence[BundleCode], titles: Mapping[str, str], used: Collection[str], refs: Callable[[str], str]
) -> Iterator[str]:
    """Nested as deep as the codebook is; what hangs on none of the codes stands at the top.

    `titles`: what documents are called; `used`: the codes that codings have; `refs` gives what a code refers to.
    """
    names = code_names(codes)
    children: defaultdict[str | None, list[BundleCode]] = defaultdict(list)
    for code in codes:
        children[code.parent if code.parent in names else None].append(code)
    waiting: list[BundleCode | str] = [*reversed(children[None])]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
            continue
        # Programs do not let people code with what is not codable, and some drop its codings.
        codable = "false" if each.retired and each.guid not in used else "true"
        yield _code(each, names[each.guid], codable, titles) + refs(each.guid)
        waiting.append("</Code>\n")
        waiting.extend(reversed(children[each.guid]))


def description_xml(text: str) -> str:
    return f"<Description>{words(text)}</Description>" if text else ""


def _code(code: BundleCode, name: str, codable: str, titles: Mapping[str, str]) -> str:
    colour = f' color="{colour_in(code.colour)}"' if colour_in(code.colour) else ""
    text = described(code, titles, name="" if name == sayable(code.name) else code.name)
    start = f'<Code guid="{code.guid}" name="{attribute(name)}" isCodable="{codable}"{colour}>'
    return start + description_xml(text)


def code_names(codes: Sequence[BundleCode]) -> dict[str, str]:
    """What each code is called in the file: several programs lose codes of one name, so namesakes get their parent's
    name behind theirs."""
    names = {code.guid: code.name for code in codes}
    parents = {code.guid: names.get(code.parent or "", "") for code in codes}
    found: dict[str, str] = {}
    shared = Counter(sayable(code.name).casefold() for code in codes)
    used: set[str] = {name for name, count in shared.items() if count == 1}
    for code in codes:
        name = sayable(code.name)
        if shared[name.casefold()] > 1:
            parent = sayable(parents[code.guid])
            name = unused(f"{name} ({parent})" if parent else name, used)
        found[code.guid] = name
    return found


def unused(name: str, used: set[str]) -> str:
    """The name, with a number behind it where it is taken; it is taken afterwards."""
    number, wanted = 1, name
    while wanted.casefold() in used:
        number += 1
        wanted = f"{name} {number}"
    used.add(wanted.casefold())
    return wanted
