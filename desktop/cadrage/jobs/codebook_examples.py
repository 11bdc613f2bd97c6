"""A code's examples as a cell of an edited codebook lists them."""

from __future__ import annotations

from cadrage.core.cell_likeness import normal
from cadrage.core.codebook_changes import colour
from cadrage.core.model import Example, ExampleDraft, ExampleKind, Span
from cadrage.exchange import examples
from cadrage.store.project import Project

_KINDS = {
    "examples": (ExampleKind.TYPICAL, ExampleKind.BORDERLINE),
    "counter_examples": (ExampleKind.COUNTER,),
}


def stored_colour(text: str) -> str:
    """As #RRGGBB; empty for none."""
    return colour(text) or ""


def keep(project: Project, code: int, column: str, cell: str) -> None:
    """Make the code's examples of this column those of the cell; those that are the same stay as they are."""
    kinds = _KINDS[column]
    present = [example for example in project.codes.examples((code,)) if example.kind in kinds]
    titles = {document.id: document.file_name or document.title for document in project.documents.all()}
    wanted = list(examples.parsed(cell, kinds[0]))
    left = list(present)
    pairs = []
    for draft in wanted:
        same = next((each for each in left if _is_same(each, draft, titles)), None)
        if same is not None:
            left.remove(same)
        pairs.append(same)
    for place, draft in enumerate(wanted):
        if pairs[place] is None:
            pairs[place] = next((each for each in left if normal(each.quotation) == normal(draft.quotation)), None)
            if (kept := pairs[place]) is not None:
                left.remove(kept)
    for example in left:
        project.codes.remove_example(example.id)
    for place, (draft, kept) in enumerate(zip(wanted, pairs, strict=True), 1):
        if kept is None:
            _add(project, code, draft, place)
            continue
        if (kept.kind, kept.position) != (draft.kind, place) or normal(kept.note) != normal(draft.note):
            project.codes.edit_example(kept.id, kind=draft.kind, note=draft.note, position=place)
        document, span = _standing(project, draft)
        if document is not None and span is not None and (document, span) != (kept.document, kept.span):
            project.codes.place_example(kept.id, document, span)


def _is_same(example: Example, draft: ExampleDraft, titles: dict[int, str]) -> bool:
    document = titles.get(example.document, "") if example.document is not None else ""
    return (
        example.kind is draft.kind
        and normal(example.quotation) == normal(draft.quotation)
        and normal(example.note) == normal(draft.note)
        and document == draft.document
        and (not document or example.span == draft.span)
    )


def _add(project: Project, code: int, draft: ExampleDraft, position: int) -> None:
    document, span = _standing(project, draft)
    made = project.codes.add_example(
        code, draft.quotation, kind=draft.kind, document=document, span=span, note=draft.note
    )
    project.codes.edit_example(made, kind=draft.kind, note=draft.note, position=position)


def _standing(project: Project, draft: ExampleDraft) -> tuple[int | None, Span | None]:
    """Where the words are said to stand in the corpus, if they do."""
    for document in project.documents.all():
        if draft.span and draft.document in (document.file_name, document.title):
            quotation = draft.span.quotation(project.documents.body(document.id))
            if normal(quotation) == normal(draft.quotation):
                return document.id, draft.span
    return None, None
