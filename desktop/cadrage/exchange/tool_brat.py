"""brat's standoff files: a .txt with the words, an .ann with what was marked in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.core.model import Subject
from cadrage.exchange.encodings import decode
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.tool_draft import Highlight, StudyDraft
from cadrage.exchange.tool_text import POINTS, Claim, SourceText
from cadrage.exchange.tool_tree import Tree

NAME = "brat"
_MARK = re.compile(r"(?P<id>T\S*)\t(?P<type>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)(?:\t(?P<words>.*))?")
_SECTION = re.compile(r"\[(\w+)\]")
_LISTED = ("entities", "events")
_COLOUR = re.compile(r"bgColor:\s*(#[0-9a-fA-F]{3,6})")
_APART = "A mark of several stretches became one coding for each stretch."
_LOST = {
    "E": "An event's arguments were left out; its trigger is a coding.",
    "R": "A relation between codings was left out: Cadrage keeps none.",
    "*": "A statement that marks mean the same was left out.",
}


@dataclass(frozen=True, slots=True)
class _Mark:
    type: str
    claims: tuple[Claim, ...]


@dataclass(slots=True)
class _Marks:
    """What one .ann file says; values, notes and events name what they are about by its id."""

    marks: dict[str, _Mark] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    values: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Document:
    """A pair of files, without their endings; `folder` and `stem` are the parts of its path."""

    path: str
    folder: str
    stem: str


def read(tree: Tree, report: Report = silent) -> Bundle:
    """All pairs of files below a root. Raises UserError where no .ann file has a .txt beside it."""
    draft = StudyDraft(tree.root, NAME)
    pairs = _pairs(tree, draft)
    if not pairs:
        raise UserError("No .ann file has its .txt beside it. Choose the folder that holds both.")
    texts = {pair: _words(tree.read(f"{pair.path}.txt")) for pair in pairs}
    paths, colours = _hierarchy(tree), _colours(tree)
    # One article in two folders was marked by two people.
    twins = defaultdict(list)
    for pair in pairs:
        twins[pair.stem, texts[pair]].append(pair)
    by_folder = any(len(each) > 1 for each in twins.values())
    for done, ((stem, raw), group) in enumerate(twins.items()):
        report(done, len(twins))
        text = SourceText(raw)
        guid = draft.document(stem if by_folder else group[0].path, text, file_name=f"{stem}.txt")
        for pair in group:
            if guid and f"{pair.path}.ann" in tree.names:
                coder = draft.coder((by_folder and pair.folder) or NAME)
                marks = _parsed(_words(tree.read(f"{pair.path}.ann")), draft, pair.path)
                _code(draft, guid, coder, marks, paths, colours)
    return draft.bundle()


def _pairs(tree: Tree, draft: StudyDraft) -> list[_Document]:
    names = set(tree.names)
    folders = {str(PurePosixPath(name).parent) for name in tree.ending(".ann")}
    found = []
    for name in tree.names:
        path = PurePosixPath(name)
        stem = str(path.with_suffix(""))
        if path.suffix == ".txt" and str(path.parent) in folders:
            found.append(_Document(stem, "" if str(path.parent) == "." else str(path.parent), path.stem))
        elif path.suffix == ".ann" and f"{stem}.txt" not in names:
            draft.problems.say("An .ann file has no .txt beside it and was left out.", name)
    return found if any(f"{each.path}.ann" in names for each in found) else []


def _words(data: bytes) -> str:
    """The text with its mark, where it has one: brat counts that too."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(data).text


def _parsed(lines: str, draft: StudyDraft, place: str) -> _Marks:
    found = _Marks()
    for line in lines.replace("\r\n", "\n").split("\n"):
        line = line.removeprefix("\ufeff")
        kind = line[:1]
        if not line.strip():
            continue
        if kind == "T" and (match := _MARK.fullmatch(line)):
            found.marks[match["id"]] = _Mark(match["type"], _claims(match["spans"], match["words"] or ""))
        elif not _about(line, kind, found):
            draft.problems.say("A line could not be understood and was left out.", place)
        elif kind in _LOST and (kind != "E" or len(line.split()) > 2):
            draft.problems.say(_LOST[kind], place)
    return found


def _about(line: str, kind: str, found: _Marks) -> bool:
    """Takes a line that is about marks; whether it is one."""
    key, _, rest = line.partition("\t")
    said, _, words = rest.partition("\t")
    parts = said.split()
    if kind == "E" and parts:
        found.triggers[key] = parts[0].partition(":")[2]
    elif kind in "AM" and len(parts) >= 2:
        found.values.append((parts[1], parts[0], " ".join(parts[2:]) or "yes"))
    elif kind == "N" and len(parts) >= 3:
        source, _, entry = parts[2].partition(":")
        found.values.append((parts[1], source, f"{entry} {words}".strip()))
    elif kind == "#" and len(parts) >= 2:
        found.notes.append((parts[1], words))
    else:
        return kind in "R*" and bool(parts)
    return True


def _claims(spans: str, words: str) -> tuple[Claim, ...]:
    """A claim for each stretch, with its share of the words, which brat joins with spaces."""
    edges = [tuple(int(edge[:15]) for edge in span.split()) for span in spans.split(";")]
    lengths = [max(0, end - start) for start, end in edges]
    if len(edges) > 1 and sum(lengths) + len(edges) - 1 != len(words):
        return tuple(Claim(start, end) for start, end in edges)
    claims = []
    at = 0
    for (start, end), length in zip(edges, lengths, strict=True):
        claims.append(Claim(start, end, words[at : at + length] if len(edges) > 1 else words))
        at += length + 1
    return tuple(claims)


def _code(
    draft: StudyDraft,
    guid: str,
    coder: str,
    found: _Marks,
    paths: dict[str, tuple[str, ...]],
    colours: dict[str, str],
) -> None:
    values: dict[str, dict[str, str]] = defaultdict(dict)
    memos: dict[str, list[str]] = defaultdict(list)
    for target, name, value in found.values:
        values[_mark_of(target, found)].setdefault(name, value)
    for target, note in found.notes:
        memos[_mark_of(target, found)].append(note)
    highlights = []
    for key, mark in found.marks.items():
        code = draft.code(paths.get(mark.type, (mark.type,)), colour=colours.get(mark.type, ""))
        memo, attributes = "\n\n".join(memos.pop(key, ())), values.pop(key, {})
        if len(mark.claims) > 1:
            draft.problems.say(_APART, draft.title(guid))
        highlights += [Highlight(claim, (code,), coder, memo=memo, values=attributes) for claim in mark.claims]
    draft.code_all(guid, highlights, (POINTS,))
    for rest in memos.values():
        draft.memo(Subject.DOCUMENT, guid, coder, "\n\n".join(rest))
    for _ in values:
        draft.problems.say("An attribute of something that is no mark was left out.", draft.title(guid))


def _mark_of(target: str, found: _Marks) -> str:
    """The mark that an id means: an event stands for its trigger."""
    return found.triggers.get(target, target)


def _configuration(tree: Tree, name: str) -> Iterable[tuple[str, str]]:
    """The lines of the configuration files of that name, each with its section."""
    for path in tree.names:
        if PurePosixPath(path).name != name:
            continue
        section = ""
        for line in _words(tree.read(path)).splitlines():
            begun = _SECTION.fullmatch(line.strip())
            section = begun[1] if begun else section
            if not begun and line.strip() and not line.lstrip().startswith(("#", "<")):
                yield section, line


def _hierarchy(tree: Tree) -> dict[str, tuple[str, ...]]:
    """By type, the names from the root of the tree that annotation.conf draws with tabs."""
    found: dict[str, tuple[str, ...]] = {}
    above: list[str] = []
    for section, line in _configuration(tree, "annotation.conf"):
        if section not in _LISTED:
            continue
        depth = len(line) - len(line.lstrip("\t"))
        words = line.split()
        name = words[0].lstrip("!")
        if not name or set(name) == {"-"}:
            continue
        above = [*above[:depth], name]
        found.setdefault(name, tuple(above))
    return found


def _colours(tree: Tree) -> dict[str, str]:
    found = {}
    for section, line in _configuration(tree, "visual.conf"):
        colour = _COLOUR.search(line)
        if section == "drawing" and colour:
            found[line.split()[0]] = colour[1]
    return found
