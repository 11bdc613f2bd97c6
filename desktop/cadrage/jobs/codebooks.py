"""A codebook from a file or a shipped template into a project."""

from __future__ import annotations

from pathlib import Path

from cadrage import paths
from cadrage.core.codebook import PATH_SEPARATOR
from cadrage.core.errors import UserError
from cadrage.core.model import CodebookDraft, CodeDraft, Span, Subject
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


def keep(project: Project, draft: CodebookDraft) -> None:
    """Add the draft's codes, examples and variables; those that the project has by name are left as they are."""
    with project.change(f"Codebook {draft.title}"):
        if not project.codes.all():
            project.codebook_versions.name_draft(draft.version)
        for variable in draft.variables:
            if not project.variables.find(variable.scope, variable.name):
                project.variables.add(variable)
        if draft.notes and not project.memos.about(project.guid):
            project.memos.set(Subject.PROJECT, project.guid, draft.notes)
        for code in draft.codes:
            if project.codes.codebook().find(code.label) is None:
                _keep_code(project, code)
        pin_keys(project)


def pin_keys(project: Project) -> None:
    """Give the keys 1 to 9 to the first codes without sub-codes, where no code has a key yet."""
    codebook = project.codes.codebook()
    if any(code.key for code in codebook.codes):
        return
    leaves = [code for code in codebook.codes if not codebook.children(code.id)]
    for key, code in zip("123456789", leaves, strict=False):
        project.codes.edit(code.id, key=key)


def _keep_code(project: Project, draft: CodeDraft) -> None:
    parent = project.codes.codebook().find(draft.parent) if draft.parent else None
    code = project.codes.add(
        draft.name,
        short_id=draft.short_id,
        parent=parent.id if parent else None,
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
