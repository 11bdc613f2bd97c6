"""What INCEpTION and WebAnno export as WebAnno TSV 3: one file, or one for each document and annotator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.core.model import Layer as Voice
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.tool_draft import Highlight, StudyDraft
from cadrage.exchange.tool_text import UTF16, SourceText
from cadrage.exchange.tool_tree import Tree, zip_tree
from cadrage.exchange.tool_webanno_file import MAGIC, Kind, Layer, Mark, TsvFile, parse

NAME = "INCEpTION"
CURATED = "CURATION_USER"
_INITIAL = "INITIAL_CAS"
_USUAL = ["value", "label", "category", "code", "frame", "type", "name", "posvalue", "referencetype"]
_GRAMMAR = ("de.tudarmstadt.ukp.dkpro.core.api.lexmorph.", "de.tudarmstadt.ukp.dkpro.core.api.segmentation.")
_RELATIONS = "A relation between codings was left out: Cadrage keeps none."
_SLOTS = "A link from one coding to another was left out: Cadrage keeps none."
_TOKENS = "A word stands in another place than its file says."
_STRANGE = "A line could not be understood and was left out."


@dataclass(frozen=True, slots=True)
class _Part:
    """One annotator's file of one document."""

    document: str
    annotator: str
    curated: bool
    file: TsvFile


def is_tsv(data: bytes) -> bool:
    return data[:64].removeprefix(b"\xef\xbb\xbf").startswith(MAGIC.encode())


def read(tree: Tree, report: Report = silent) -> Bundle:
    """All files of an export. Raises UserError where there are none in this format."""
    draft = StudyDraft(PurePosixPath(tree.root).stem, NAME)
    parts = list(_parts(tree, draft, report))
    if not parts:
        raise UserError("The export holds no WebAnno TSV file. Choose “WebAnno TSV v3” as its format in INCEpTION.")
    coded = _coded_layers(parts, draft)
    codes = {layer: _code_feature(layer, parts) for layer in coded}
    for layer, feature in codes.items():
        if any(_key(mark.layer) == layer and mark.values.keys() - {feature, "chain"} for mark in _marks(parts)):
            name = layer[0].rpartition(".")[2]
            draft.problems.say(f"Of “{name}”, “{feature}” gives the codes; its other features became attributes.")
    documents: dict[tuple[str, str], list[_Part]] = defaultdict(list)
    for part in parts:
        documents[part.document, part.file.text].append(part)
    for (name, raw), group in documents.items():
        guid = draft.document(name, SourceText(raw), file_name=name)
        for part in group:
            _code(draft, guid, part, codes)
    names = [name for name, _ in documents]
    for name in {name for name in names if names.count(name) > 1}:
        draft.problems.say("Its annotators had different texts, so that it became several documents.", name)
    return draft.bundle()


def _parts(tree: Tree, draft: StudyDraft, report: Report) -> Iterator[_Part]:
    files = tree.ending(".tsv", ".zip")
    for done, name in enumerate(files):
        report(done, len(files))
        path = PurePosixPath(name)
        data = tree.read(name)
        if path.suffix == ".zip":
            inner = zip_tree(data, path.name)
            found = [inner.read(each) for each in inner.ending(".tsv")]
        else:
            found = [data]
        for each in found:
            if is_tsv(each) and path.stem != _INITIAL:
                file = parse(each.decode("utf-8", "replace"))
                _say_losses(file, draft, name)
                yield _Part(*_named(path, tree), file)


def _named(path: PurePosixPath, tree: Tree) -> tuple[str, str, bool]:
    """Document and annotator, as the folders of an export name them; curated files are adjudicated."""
    above = path.parts[-3] if len(path.parts) > 2 else (PurePosixPath(tree.root).name if len(path.parts) == 2 else "")
    if len(path.parts) > 1 and above.startswith(("annotation", "curation")):
        curated = above.startswith("curation") or path.stem == CURATED
        return path.parts[-2], "curation" if curated else path.stem, curated
    return path.stem, NAME, False


def _say_losses(file: TsvFile, draft: StudyDraft, place: str) -> None:
    for sentence, times in ((_RELATIONS, file.relations), (_SLOTS, file.slots), (_STRANGE, file.strange)):
        for _ in range(times):
            draft.problems.say(sentence, place)


def _marks(parts: Sequence[_Part]) -> Iterator[Mark]:
    return (mark for part in parts for mark in part.file.marks)


def _key(layer: Layer) -> tuple[str, tuple[str, ...]]:
    plain = tuple(name for index, name in enumerate(layer.features) if not layer.is_slot(index))
    return layer.name, plain


def _coded_layers(parts: Sequence[_Part], draft: StudyDraft) -> list[tuple[str, tuple[str, ...]]]:
    """The layers that people mark with; what a parser says of every word only where there is nothing else."""
    layers = dict.fromkeys(_key(mark.layer) for mark in _marks(parts))
    chosen = [layer for layer in layers if not layer[0].startswith(_GRAMMAR)]
    if chosen and len(chosen) < len(layers):
        draft.problems.say("Parts of speech, lemmas and the like were left out: they are no codings of people.")
    return chosen or list(layers)


def _code_feature(layer: tuple[str, tuple[str, ...]], parts: Sequence[_Part]) -> str:
    """The feature whose values are codes: one that is called so, else the most filled with the fewest values."""
    values: dict[str, list[str]] = {feature: [] for feature in layer[1]}
    for mark in (mark for mark in _marks(parts) if _key(mark.layer) == layer):
        for feature in values:
            values[feature] += [mark.values[feature]] if feature in mark.values else []
    filled = {feature: said for feature, said in values.items() if said}

    def rank(feature: str) -> tuple[int, int, int]:
        usual = _USUAL.index(feature.lower()) if feature.lower() in _USUAL else len(_USUAL)
        return usual, -len(filled[feature]), len(set(filled[feature]))

    return min(filled, key=rank) if filled else ""


def _code(draft: StudyDraft, guid: str, part: _Part, codes: dict[tuple[str, tuple[str, ...]], str]) -> None:
    coder = draft.coder(part.annotator)
    voice = Voice.GOLD if part.curated else Voice.CODER
    highlights = []
    for mark in part.file.marks:
        layer = _key(mark.layer)
        if layer in codes:
            path = _path(mark, codes[layer])
            others = {name: value for name, value in mark.values.items() if name != codes[layer]}
            highlights.append(Highlight(mark.claim, (draft.code(path),), coder, values=others, layer=voice))
    draft.code_all(guid, highlights, (UTF16,))
    source = SourceText(part.file.text)
    for token in part.file.tokens:
        span = source.span(UTF16, token.start, token.end)
        if span is None or span.quotation(source.canonical) != token.words.replace("\r", "\n"):
            draft.problems.say(_TOKENS, part.document)


def _path(mark: Mark, feature: str) -> tuple[str, ...]:
    value = mark.values.get(feature, "")
    name = mark.layer.short.removesuffix("Link") if mark.layer.kind is Kind.CHAIN else mark.layer.short
    return (name, value) if value else (name,)


def one_file(data: bytes, name: str) -> Tree:
    """A single file as if it were an export."""
    return Tree(name, (name,), lambda _: data)


def holds(tree: Tree) -> bool:
    """Whether an export has files in this format, or should: INCEpTION's are known by their folders."""
    if any(is_tsv(tree.read(name)) for name in tree.ending(".tsv")):
        return True
    return any("annotation" in PurePosixPath(name).parts[:-2] for name in tree.ending(".zip", ".xmi", ".ser"))
