"""A codebook from a file or a shipped template into a project."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from cadrage import paths
from cadrage.core.codebook import PATH_SEPARATOR, Codebook
from cadrage.core.errors import UserError
from cadrage.core.model import Code, CodebookDraft, CodeDraft, Span, Subject
from cadrage.exchange.codebooks import read_codebook
from cadrage.store.project import Project


def read(name: str) -> CodebookDraft:
    """A shipped template by its name, else a .xlsx, .csv, .json or .qdc file."""
    templates = paths.codebook_templates()
    if name in templates:
        return read_codebook(templates[name])
    if not Path(name).exists():
        shipped = ", ".join(templates)
        raise UserError(f"There is no codebook “{name}”. Name a file, or one of the shipped ones: {shipped}.")
    return read_codebook(Path(name))


def shipped() -> dict[str, CodebookDraft]:
    """The codebooks that come with Cadrage, by the name that `read` takes."""
    return {name: read_codebook(path) for name, path in paths.codebook_templates().items()}


def matches(codebook: Codebook, draft: CodebookDraft) -> tuple[Code | None, ...]:
    """For each code of the draft the one that the project has already: by its short id, else by name and place."""
    found: dict[str, Code | None] = {}
    by_id = {code.short_id.casefold(): code for code in codebook.codes if code.short_id}
    known: list[Code | None] = []
    for code in draft.codes:
        above = found.get(code.parent.casefold()) if code.parent else None
        match = by_id.get(code.short_id.casefold()) if code.short_id else None
        if match is None and (above is not None or not code.parent):
            named = codebook.children(above.id if above else None)
            match = next((each for each in named if each.name.casefold() == code.name.casefold()), None)
        found.setdefault(code.label.casefold(), match)
        known.append(match)
    return tuple(known)


def with_parents(draft: CodebookDraft, chosen: Collection[int]) -> frozenset[int]:
    """The chosen codes, by their places in the draft, with those that they stand under."""
    places = {code.label.casefold(): place for place, code in enumerate(draft.codes)}
    whole = set(chosen)
    # Parents come first, so that going backwards every chosen code is seen before its parent.
    for place in range(len(draft.codes) - 1, -1, -1):
        parent = draft.codes[place].parent
        if place in whole and parent and parent.casefold() in places:
            whole.add(places[parent.casefold()])
    return frozenset(whole)


def keep(project: Project, draft: CodebookDraft, *, only: Collection[int] | None = None, variables: bool = True) -> int:
    """Add the draft's codes and examples, and its variables; those that the project has are left as they are.

    `only`: the places of the chosen codes in the draft; what they stand under is added too. Returns how many
    codes are new.
    """
    chosen = range(len(draft.codes)) if only is None else with_parents(draft, only)
    with project.change(f"Codebook {draft.title}"):
        if not project.codes.all():
            project.codebook_versions.name_draft(draft.version)
        for variable in draft.variables if variables else ():
            if not project.variables.find(variable.scope, variable.name):
                project.variables.add(variable)
        if draft.notes and not project.memos.about(project.guid):
            project.memos.set(Subject.PROJECT, project.guid, draft.notes)
        added = _keep_codes(project, draft, chosen)
        pin_keys(project)
    return added


def _keep_codes(project: Project, draft: CodebookDraft, chosen: Collection[int]) -> int:
    """Add the chosen codes that the project lacks; how many these were."""
    kept: dict[str, int] = {}
    added, retired = 0, list[int]()
    known = matches(project.codes.codebook(), draft)
    for place, code in enumerate(draft.codes):
        match = known[place]
        if match is None and place in chosen:
            row = _keep_code(project, code, kept.get(code.parent.casefold()))
            added += 1
            if code.retired:
                retired.append(row)
        elif match is not None:
            row = match.id
        else:
            continue
        kept.setdefault(code.label.casefold(), row)
    project.codes.edit_many({row: {"retired": 1, "key": ""} for row in retired})
    return added


def pin_keys(project: Project) -> None:
    """Give the keys 1 to 9 to the first codes without sub-codes, where no code has a key yet."""
    codebook = project.codes.codebook()
    if any(code.key for code in codebook.codes):
        return
    leaves = [code for code in codebook.codes if not codebook.children(code.id)]
    for key, code in zip("123456789", leaves, strict=False):
        project.codes.edit(code.id, key=key)


def _keep_code(project: Project, draft: CodeDraft, parent: int | None) -> int:
    code = project.codes.add(
        draft.name,
        short_id=draft.short_id,
        parent=parent,
        colour=draft.colour,
        key=draft.key,
        brief=draft.brief,
        definition=draft.definition,
        when_to_use=draft.when_to_use,
        when_not=draft.when_not,
        notes=draft.notes,
    )
    documents = {document.file_name: document.id for document in project.documents.all()}
    for example in draft.examples:
        document = documents.get(example.document)
        span = example.span if document and _stands(project, document, example.span, example.quotation) else None
        project.codes.add_example(
            code.id,
            example.quotation,
            kind=example.kind,
            document=document if span else None,
            span=span,
            note=example.note,
        )
    return code.id


def _stands(project: Project, document: int, span: Span | None, quotation: str) -> bool:
    return span is not None and span.quotation(project.documents.body(document)) == quotation


def ensure_code(project: Project, name: str) -> int:
    """The code that a name, short id or path means, made where there is none."""
    found = project.codes.codebook().find(name)
    if found:
        return found.id
    parent: int | None = None
    path = ""
    for part in (piece.strip() for piece in name.split(PATH_SEPARATOR)):
        path = f"{path}{PATH_SEPARATOR}{part}" if path else part
        known = next((code for code in project.codes.codebook().children(parent) if code.name == part), None)
        parent = known.id if known else project.codes.add(part, parent=parent).id
    assert parent is not None
    return parent
