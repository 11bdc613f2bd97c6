"""Label Studio's exports: JSON with all of each task, and JSON-MIN."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.core.model import Subject
from cadrage.core.offsets import Offsets
from cadrage.exchange import tool_json
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.tool_draft import Highlight, StudyDraft
from cadrage.exchange.tool_html import html_text, text_nodes
from cadrage.exchange.tool_json import Json
from cadrage.exchange.tool_label_studio_results import Annotation, Region, annotation, short_annotation
from cadrage.exchange.tool_text import POINTS, UTF16, Claim, SourceText, bare, holds
from cadrage.exchange.tool_times import moment

NAME = "Label Studio"
_MADE = ("annotations", "completions")
# Code points since 2022, JavaScript's units before.
_UNITS = (POINTS, UTF16)
_TITLES = ("title", "headline", "name", "filename", "file_name")
_SHORT_KEYS = {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"}
_NO_LABEL = "(no label)"
_LINE = "\n"


@dataclass(frozen=True, slots=True)
class _Task:
    """One text with what people said of it. `data` are its fields."""

    id: str
    data: Mapping[str, Json]
    annotations: tuple[Annotation, ...]


_Twins: TypeAlias = Mapping[str, Sequence[Mapping[str, Json]]]  # the annotations of a short export by task


def is_task(value: Json) -> bool:
    """Whether a JSON object is a task with annotations, of a full or a short export."""
    task = tool_json.mapping(value)
    if isinstance(task.get("data"), dict) and any(isinstance(task.get(key), list) for key in _MADE):
        return True
    of_one = isinstance(task.get("result"), list) and isinstance(tool_json.mapping(task.get("task")).get("data"), dict)
    return of_one or ({"annotator", "annotation_id"} <= task.keys() and "data" not in task)


def is_plain_task(value: Json) -> bool:
    """Whether it is a task that nobody has worked on."""
    task = tool_json.mapping(value)
    return isinstance(task.get("data"), dict) and ("predictions" in task or "id" in task or len(task) == 1)


def read(values: Sequence[Json], name: str, report: Report = silent) -> Bundle:
    """The tasks of an export. Raises UserError where none has a text."""
    draft = StudyDraft(name, NAME)
    twins: dict[str, list[Mapping[str, Json]]] = defaultdict(list)
    for value in tool_json.mappings(list(values)):
        twins[tool_json.text(value.get("id"))].append(value)
    tasks = [task for task in (_task(tool_json.mapping(value), draft, twins) for value in values) if task]
    keys = _text_keys(tasks)
    if not keys:
        raise UserError("No task in the file holds a text. Export the tasks with their data from Label Studio.")
    controls = {control for task in tasks for control in _controls(task)}
    grouped: dict[tuple[str, str], list[_Task]] = defaultdict(list)
    for task in tasks:
        grouped[task.id, repr(sorted((key, str(task.data.get(key))) for key in keys.values()))].append(task)
    for done, ((key, _), group) in enumerate(grouped.items()):
        report(done, len(grouped))
        _documents(draft, key, group, keys, several=len(controls) > 1)
    return draft.bundle()


def _task(value: Mapping[str, Json], draft: StudyDraft, twins: _Twins) -> _Task | None:
    if isinstance(value.get("data"), dict):
        made = [each for key in _MADE for each in tool_json.mappings(value.get(key))]
        for _ in tool_json.items(value.get("predictions")):
            draft.problems.say("A prediction of a model was left out.")
        found = tuple(annotation(each) for each in made if _counts(each, draft))
        return _Task(tool_json.text(value.get("id")), _data(value), found)
    if isinstance(value.get("result"), list):
        task = tool_json.mapping(value.get("task"))
        found = (annotation(value),) if _counts(value, draft) else ()
        return _Task(tool_json.text(task.get("id")), _data(task), found)
    if "annotation_id" not in value:
        return None
    controls = _answers_of(value, twins)
    data = {key: each for key, each in value.items() if key not in _SHORT_KEYS and key not in controls}
    return _Task(tool_json.text(value.get("id")), data, (short_annotation(value, controls),))


def _data(task: Mapping[str, Json]) -> Mapping[str, Json]:
    return {**tool_json.mapping(task.get("meta")), **tool_json.mapping(task.get("data"))}


def _counts(value: Mapping[str, Json], draft: StudyDraft) -> bool:
    if value.get("was_cancelled") is True or value.get("skipped") is True:
        draft.problems.say("An annotation that was skipped or cancelled was left out.")
        return False
    if value.get("ground_truth") is True:
        draft.problems.say("An annotation marked as ground truth came as its coder's own.")
    return True


def _answers_of(value: Mapping[str, Json], twins: _Twins) -> list[str]:
    """The fields of a short export that are answers: they stand between the number and the annotator."""
    order = list(value)
    if "id" in order and "annotator" in order:
        between = order[order.index("id") + 1 : order.index("annotator")]
        before = order[: order.index("id")]
        if any(_plain(value[key]) for key in before):
            return [key for key in between if key not in _SHORT_KEYS]
    return [key for key in order if key not in _SHORT_KEYS and _is_answer(key, value, twins)]


def _is_answer(key: str, value: Mapping[str, Json], twins: _Twins) -> bool:
    """Whether a field of a short export is an answer: a region or an object, or what differs for one task's text.

    Single answers stand there as bare words, like data; they are told by differing between annotators of a task.
    """
    said = value.get(key)
    if isinstance(said, dict) or (isinstance(said, list) and any(isinstance(each, dict) for each in said)):
        return "author" not in repr(said)[:200] or "start" in repr(said)[:2000]
    others = twins.get(tool_json.text(value.get("id")), ())
    return isinstance(said, str | int | float) and any(each.get(key) != said for each in others)


def _controls(task: _Task) -> Iterator[str]:
    for each in task.annotations:
        for region in each.regions:
            yield from (control for control, _ in region.labels)


def _text_keys(tasks: Sequence[_Task]) -> dict[str, str]:
    """By the object tag that was marked, the field that holds its text: the one that holds the marked words.

    Exports do not say it. Without words to go by it is the field with the longest texts.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    lengths: Counter[str] = Counter()
    for task in tasks:
        texts = {key: _plain(value) for key, value in task.data.items()}
        lengths.update({key: len(text) for key, text in texts.items() if not text.startswith(("http://", "https://"))})
        for region in (region for each in task.annotations for region in each.regions):
            words = "".join(region.words.replace("\\n", "").split())
            votes[region.target].update(key for key, text in texts.items() if words and words in "".join(text.split()))
    longest = lengths.most_common(1)
    if not longest or not longest[0][1]:
        return {}
    found = {
        target: max(said, key=lambda key: (said[key], lengths[key])) if said else longest[0][0]
        for target, said in votes.items()
    }
    return found or {"": longest[0][0]}


def _plain(value: Json) -> str:
    if isinstance(value, list):
        return _LINE.join(tool_json.text(tool_json.mapping(each).get("text")) for each in value)
    return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class _Text:
    """`begins` are the positions at which the paragraphs of a dialogue begin, without their speakers, or the text
    nodes of a page, by what the file calls them."""

    source: SourceText
    begins: Mapping[str, int] = field(default_factory=dict)


def _documents(draft: StudyDraft, key: str, group: Sequence[_Task], keys: Mapping[str, str], *, several: bool) -> None:
    """A document for each text of a task, with everybody's codings."""
    data = group[0].data
    made = [each for task in group for each in task.annotations]
    names = [text_key for text_key in dict.fromkeys(keys.values()) if data.get(text_key)]
    for text_key in names:
        named = next((each for each in _TITLES if each != text_key and tool_json.text(data.get(each))), "")
        title = tool_json.text(data[named]) if named else f"Task {key}"
        regions = [each for one in made for each in one.regions if keys.get(each.target) == text_key]
        text = _text(data.get(text_key), hypertext=any(region.hypertext for region in regions))
        title = title if len(names) == 1 else f"{title} – {text_key}"
        guid = draft.document(title, text.source)
        if not guid:
            continue
        for name, value in data.items():
            if name not in keys.values() and name != named:
                draft.fact(guid, name, "; ".join(tool_json.texts(value)))
        for one in made:
            marked = [region for region in one.regions if keys.get(region.target) == text_key]
            _code(draft, guid, one, [_at(region, text) for region in marked], marked, several=several)
            _judge(draft, guid, one)


def _text(value: Json, *, hypertext: bool) -> _Text:
    if isinstance(value, list):
        parts: list[str] = []
        begins = {}
        for number, each in enumerate(tool_json.mappings(value)):
            speaker = next((tool_json.text(each[key]) for key in ("author", "speaker", "name") if each.get(key)), "")
            parts.append(f"{speaker}: " if speaker else "")
            begins[str(number)] = sum(map(len, parts))
            parts.append(next((tool_json.text(each[key]) for key in ("text", "content") if each.get(key)), "") + _LINE)
        return _Text(SourceText("".join(parts)), begins)
    words = tool_json.text(value)
    if not hypertext or "<" not in words:
        return _Text(SourceText(words))
    return _Text(html_text(words), text_nodes(words))


def _at(region: Region, text: _Text) -> Claim:
    """What a region claims of its text; positions inside of a part of it are made ones of the whole."""
    claim = region.claim
    words = claim.words if "\\n" in text.source.raw else claim.words.replace("\\n", _LINE)
    if region.inside is None or claim.start < 0:
        return Claim(claim.start, claim.end, words)
    first, last = (_begin(name, text) for name in region.inside)
    if first is None or last is None:
        return Claim(-1, -1, words)
    raw = text.source.raw
    counted = (
        (claim.start, claim.end),
        (
            Offsets(raw[first : first + claim.start]).from_qt(claim.start),
            Offsets(raw[last : last + claim.end]).from_qt(claim.end),
        ),
    )
    found = [Claim(first + start, last + end, words) for start, end in counted]
    if first != last:
        # The words that the file gives are without the speakers between the paragraphs.
        between = (Claim(each.start, each.end) for each in found if _begins_and_ends(text.source, each))
        return next(between, found[0])
    return next((each for each in found if holds(text.source, each, POINTS)), found[0])


def _begins_and_ends(text: SourceText, claim: Claim) -> bool:
    span = text.span(POINTS, claim.start, claim.end)
    lines = [bare(line) for line in claim.words.split(_LINE) if line.strip()]
    quoted = bare(span.quotation(text.canonical)) if span else ""
    return bool(lines) and quoted.startswith(lines[0]) and quoted.endswith(lines[-1])


def _begin(name: str, text: _Text) -> int | None:
    for prefix in ("", "/html[1]/body[1]", "/body[1]"):
        if prefix + name in text.begins:
            return text.begins[prefix + name]
    return None


def _code(
    draft: StudyDraft, guid: str, one: Annotation, claims: Sequence[Claim], regions: Sequence[Region], *, several: bool
) -> None:
    coder = draft.coder(one.coder)
    highlights = []
    for region, claim in zip(regions, claims, strict=True):
        paths = [(control, *path) if several else path for control, path in region.labels] or [(_NO_LABEL,)]
        highlights.append(
            Highlight(
                claim,
                tuple(draft.code(path) for path in paths),
                coder,
                moment(one.created),
                "\n\n".join(region.notes),
                values=region.values,
            )
        )
    draft.code_all(guid, highlights, _UNITS)


def _judge(draft: StudyDraft, guid: str, one: Annotation) -> None:
    coder = draft.coder(one.coder)
    for answer in one.answers:
        for value in answer.values:
            draft.answer(guid, coder, answer.control, value)
    draft.memo(Subject.DOCUMENT, guid, coder, "\n\n".join(one.notes), moment(one.created))
    for _ in range(one.relations):
        draft.problems.say("A relation between codings was left out: Cadrage keeps none.", draft.title(guid))
    for kind in one.strange:
        draft.problems.say(f"An answer of a kind that Cadrage does not know ({kind[:40]}) was left out.")
