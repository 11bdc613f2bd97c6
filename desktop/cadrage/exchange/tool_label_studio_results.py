"""What one person answered to one task in Label Studio: regions of the text, and judgements of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cadrage.exchange import tool_json
from cadrage.exchange.tool_json import Json
from cadrage.exchange.tool_text import Claim

# What a control tag calls its answer, and how several answers of one control are read.
_LABELS = ("labels", "hypertextlabels", "htmllabels", "paragraphlabels")
_ANSWERS = ("choices", "rating", "number", "datetime", "taxonomy")
_PLACED = ("start", "startOffset", "globalOffsets")


@dataclass(slots=True)
class Region:
    """A stretch that was marked. `labels` are (control, path of names); `inside` names the paragraphs (by number) or
    text nodes (by XPath) from which its positions count, where they do not count from the beginning."""

    target: str
    words: str = ""
    start: int | None = None
    end: int | None = None
    inside: tuple[str, str] | None = None
    hypertext: bool = False
    labels: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def claim(self) -> Claim:
        """Its positions; without any, only its words can tell where it is."""
        return Claim(-1 if self.start is None else self.start, -1 if self.end is None else self.end, self.words)


@dataclass(frozen=True, slots=True)
class Answer:
    control: str
    values: tuple[str, ...]


@dataclass(slots=True)
class Annotation:
    """All that one person said of one task."""

    coder: str
    created: str = ""
    regions: list[Region] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    relations: int = 0
    strange: list[str] = field(default_factory=list)


def annotation(values: Mapping[str, Json]) -> Annotation:
    """An annotation of a full export."""
    found = Annotation(coder_of(values), tool_json.text(values.get("created_at")))
    regions: dict[str, Region] = {}
    for number, result in enumerate(tool_json.mappings(values.get("result"))):
        kind = tool_json.text(result.get("type"))
        value = tool_json.mapping(result.get("value"))
        if kind == "relation":
            found.relations += 1
        elif any(place in value for place in _PLACED):
            placed = Region(tool_json.text(result.get("to_name")))
            _place(placed, kind, value)
            key = tool_json.text(result.get("id")) or f"\0{number}"
            if kind in _LABELS and key in regions and regions[key].labels and regions[key].claim != placed.claim:
                key = f"{key}\0{number}"
            # A label and what else was said of its region come one by one, under one id.
            region = regions.setdefault(key, placed)
            region.words = region.words or placed.words
            _say(region, kind, result, value)
        else:
            _judge(found, kind, result, value)
    found.regions = list(regions.values())
    return found


def short_annotation(values: Mapping[str, Json], controls: Sequence[str]) -> Annotation:
    """An annotation of a JSON-MIN export, where answers stand beside the data."""
    found = Annotation(coder_of(values), tool_json.text(values.get("created_at")))
    for control in controls:
        said = values[control]
        for value in said if isinstance(said, list) else [said]:
            region = tool_json.mapping(value)
            if any(place in region for place in _PLACED):
                made = Region("")
                kind = next((kind for kind in (*_LABELS, *_ANSWERS) if kind in region), "")
                _place(made, kind, region)
                _say(made, kind, {"from_name": control}, region)
                found.regions.append(made)
            elif region:
                kind = next((kind for kind in (*_ANSWERS, "text") if kind in region), "")
                _judge(found, "textarea" if kind == "text" else kind, {"from_name": control}, region)
            else:
                answers = tool_json.texts(value)
                found.answers += [Answer(control, tuple(answers))] if answers else []
    return found


def coder_of(values: Mapping[str, Json]) -> str:
    """A name if there is one, else the address or number under which Label Studio knows somebody."""
    said = next((values[key] for key in ("completed_by", "annotator", "created_username") if values.get(key)), None)
    if isinstance(said, dict):
        parts = (tool_json.text(said.get(key)).strip() for key in ("first_name", "last_name"))
        name = " ".join(part for part in parts if part)
        return name or next(
            (tool_json.text(said[key]) for key in ("email", "username", "id") if said.get(key)), "Label Studio"
        )
    # “Ada Lovelace ada@example.org, 1”: what follows the comma is a number.
    name = tool_json.text(said).partition(",")[0].strip()
    return f"user {name}" if name.isdigit() else name or "Label Studio"


def _place(region: Region, kind: str, value: Mapping[str, Json]) -> None:
    globally = tool_json.mapping(value.get("globalOffsets"))
    start, end = tool_json.number(value.get("start")), tool_json.number(value.get("end"))
    inner = tool_json.number(value.get("startOffset")), tool_json.number(value.get("endOffset"))
    # Of a text area `text` is the answer.
    region.words = "" if kind == "textarea" else tool_json.text(value.get("text"))
    region.hypertext = (
        region.hypertext or kind.startswith("hypertext") or tool_json.text(value.get("start")).startswith("/")
    )
    if globally:
        region.start, region.end = (tool_json.number(globally.get(edge)) for edge in ("start", "end"))
    elif None not in inner and (kind.startswith("paragraph") or start is None):
        region.inside = tool_json.text(value.get("start")), tool_json.text(value.get("end"))
        region.start, region.end = inner
    elif start is not None and end is not None:
        region.start, region.end = start, end


def _say(region: Region, kind: str, result: Mapping[str, Json], value: Mapping[str, Json]) -> None:
    control = tool_json.text(result.get("from_name")) or kind
    if kind == "textarea":
        region.notes += tool_json.texts(value.get("text"))
    elif kind == "taxonomy":
        region.labels += [(control, path) for path in _paths(value.get("taxonomy"))]
    elif kind in _LABELS:
        # Until 2021 hypertext's labels were called htmllabels.
        said = value.get(kind) or value.get("htmllabels")
        region.labels += [(control, (label,)) for label in tool_json.texts(said)]
    elif kind in _ANSWERS:
        region.values[control] = "; ".join(tool_json.texts(value.get(kind)))


def _judge(found: Annotation, kind: str, result: Mapping[str, Json], value: Mapping[str, Json]) -> None:
    control = tool_json.text(result.get("from_name")) or kind
    if kind == "textarea":
        found.notes += [f"{control}: {said}" for said in tool_json.texts(value.get("text"))]
    elif kind == "taxonomy":
        found.answers.append(Answer(control, tuple(" > ".join(path) for path in _paths(value.get("taxonomy")))))
    elif kind in _ANSWERS:
        found.answers.append(Answer(control, tuple(tool_json.texts(value.get(kind)))))
    else:
        found.strange.append(kind or "without a type")


def _paths(value: Json) -> Iterator[tuple[str, ...]]:
    for each in tool_json.items(value):
        path = tuple(tool_json.texts(each))
        if path:
            yield path
