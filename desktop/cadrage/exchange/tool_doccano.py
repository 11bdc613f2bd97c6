"""doccano's exports: JSON lines or JSON, one file for all or one for each annotator, loose or in a ZIP archive."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.core.model import Subject
from cadrage.exchange import tool_json
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.tool_draft import Highlight, StudyDraft
from cadrage.exchange.tool_json import Json
from cadrage.exchange.tool_text import GRAPHEMES, POINTS, UTF16, Claim, SourceText, Unit
from cadrage.exchange.tool_tree import Tree

NAME = "doccano"
_TEXTS = ("text", "data")
_SPANS = ("entities", "label", "labels", "annotations")
_ANSWERS = ("label", "labels", "cats")
_OWN = {"id", "relations", "Comments", "comments", "annotation_approver", "meta", *_TEXTS, *_SPANS, *_ANSWERS}
_EVERYONE = ("all", "admin", "unknown")
_WORD = re.compile(r"\w")
_UNITS = (UTF16, POINTS, GRAPHEMES)
_NO_WORDS = (
    "doccano's file does not hold the coded words, and this text has characters that programs count differently:"
    " the positions were read as counts of {unit}. Look at its codings."
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One document as one file has it."""

    annotator: str
    values: Mapping[str, Json]
    text: str
    claims: tuple[tuple[Claim, str], ...]


def is_entry(value: Json) -> bool:
    """Whether a JSON object is a document of doccano's."""
    entry = tool_json.mapping(value)
    return isinstance(_first(entry, _TEXTS), str) and any(
        isinstance(entry.get(key), list) for key in (*_SPANS, *_ANSWERS)
    )


def read(tree: Tree, report: Report = silent) -> Bundle:
    """All files of an export. Raises UserError where none of them is doccano's."""
    draft = StudyDraft(PurePosixPath(tree.root).stem, NAME)
    entries: list[_Entry] = []
    files = tree.ending(".jsonl", ".json")
    for done, name in enumerate(files):
        report(done, len(files))
        found = [tool_json.mapping(each) for each in documents(tree.read(name)) if is_entry(each)]
        annotator = PurePosixPath(name).stem if len(files) > 1 else _lone(PurePosixPath(name).stem)
        entries += [_entry(annotator, each, draft) for each in found]
    if not entries:
        raise UserError("The file holds no documents of doccano's. Export them as JSONL.")
    unit = _unit_of(entries)
    groups: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for entry in entries:
        groups[tool_json.text(entry.values.get("id")), entry.text].append(entry)
    for number, ((key, _), group) in enumerate(groups.items(), start=1):
        _document(draft, key or str(number), group, unit)
    return draft.bundle()


def documents(data: bytes) -> Sequence[Json]:
    """The objects of a file, whether it has one on each line or a list of them."""
    if tool_json.looks_like_lines(data):
        return tool_json.parse_lines(data)
    value = tool_json.parse(data)
    return value if isinstance(value, list) else [value]


def _lone(stem: str) -> str:
    return NAME if stem in _EVERYONE else stem


def _entry(annotator: str, values: Mapping[str, Json], draft: StudyDraft) -> _Entry:
    text = _first(values, _TEXTS)
    claims = []
    for key in _SPANS:
        for each in tool_json.items(values.get(key)):
            found = _span(each)
            if found:
                claims.append(found)
            elif isinstance(each, list | dict):
                draft.problems.say(
                    "A label could not be understood and was left out.", tool_json.text(values.get("id"))
                )
    for _ in tool_json.items(values.get("relations")):
        draft.problems.say("A relation between codings was left out: Cadrage keeps none.")
    return _Entry(annotator, values, text if isinstance(text, str) else "", tuple(claims))


def _span(value: Json) -> tuple[Claim, str] | None:
    """`[start, end, label]`, or an object with their names."""
    if isinstance(value, list) and len(value) >= 3:
        start, end, label = tool_json.number(value[0]), tool_json.number(value[1]), tool_json.text(value[2])
    else:
        entity = tool_json.mapping(value)
        start = tool_json.number(_first(entity, ("start_offset", "start")))
        end = tool_json.number(_first(entity, ("end_offset", "end")))
        label = tool_json.text(entity.get("label"))
    return None if start is None or end is None else (Claim(start, end), label)


def _first(values: Mapping[str, Json], keys: Iterable[str]) -> Json:
    return next((values[key] for key in keys if values.get(key) is not None), None)


def _unit_of(entries: Sequence[_Entry]) -> Unit:
    """What the study counted in: doccano gives no words, but people mark whole words.

    It counts as JavaScript does, unless a project counts characters as they are seen; files made by programs
    mostly count code points.
    """
    scores = dict.fromkeys(_UNITS, 0)
    for entry in entries:
        if entry.text.isascii():
            continue
        text = SourceText(entry.text)
        for unit in _UNITS:
            scores[unit] += sum(_whole_words(text, unit, claim) for claim, _ in entry.claims)
    return max(_UNITS, key=lambda unit: scores[unit])


def _whole_words(text: SourceText, unit: Unit, claim: Claim) -> int:
    """2 where both ends stand between words, without white space inside; less for less."""
    span = text.span(unit, claim.start, claim.end)
    if span is None:
        return -2
    words, before, after = text.canonical, text.canonical[: span.start][-1:], text.canonical[span.end :][:1]
    good = [
        not words[span.start].isspace() and not (_WORD.match(before) and _WORD.match(words[span.start])),
        not words[span.end - 1].isspace() and not (_WORD.match(after) and _WORD.match(words[span.end - 1])),
    ]
    return sum(good)


def _document(draft: StudyDraft, key: str, group: Sequence[_Entry], unit: Unit) -> None:
    text = SourceText(group[0].text)
    named = next((said for said in (_title(entry.values) for entry in group) if said), "")
    title = named or f"Document {key}"
    guid = draft.document(title, text, file_name=named)
    told = False
    for entry in group:
        coder = draft.coder(entry.annotator)
        highlights = [Highlight(claim, (draft.code((label,)),), coder) for claim, label in entry.claims]
        if highlights:
            draft.code_all(guid, highlights, (unit,))
        if not told and any(_ambiguous(text, claim) for claim, _ in entry.claims):
            draft.problems.say(_NO_WORDS.format(unit=unit.count.value), title)
            told = True
        if guid:
            _answers(draft, guid, coder, entry)


def _ambiguous(text: SourceText, claim: Claim) -> bool:
    """Whether the ways of counting give different words."""
    return not text.raw.isascii() and len({text.span(unit, claim.start, claim.end) for unit in _UNITS}) > 1


def _title(values: Mapping[str, Json]) -> str:
    meta = {**tool_json.mapping(values.get("meta")), **values}
    return tool_json.text(_first(meta, ("title", "filename", "file_name", "upload_name", "name")))


def _answers(draft: StudyDraft, guid: str, coder: str, entry: _Entry) -> None:
    for key in _ANSWERS:
        for label in tool_json.texts(entry.values.get(key)):
            draft.answer(guid, coder, "label" if key == "labels" else key, label)
    for key in ("Comments", "comments"):
        said = entry.values.get(key)
        for comment in said if isinstance(said, list) else [said]:
            words = tool_json.text(tool_json.mapping(comment).get("text") or comment)
            draft.memo(Subject.DOCUMENT, guid, coder, words)
    facts = {key: value for key, value in entry.values.items() if key not in _OWN}
    for key, value in {**tool_json.mapping(entry.values.get("meta")), **facts}.items():
        draft.fact(guid, key, "; ".join(tool_json.texts(value)))
