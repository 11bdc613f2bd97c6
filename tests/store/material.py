"""Small real projects to test with, and what a test may ask of one."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cadrage.core.model import Code, Coding, DocumentDraft, Scope, Span, Variable, VariableDraft, VariableKind
from cadrage.store import schema
from cadrage.store.project import Project

TEXT = "Ministers met in London. 😀 The talks failed, the ministers said, and nobody was to blame.\n"
Snapshot = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class World:
    """A project with two documents, a codebook of four codes, one coding, and coders A and B."""

    project: Project
    documents: tuple[int, ...]
    codes: tuple[Code, ...]
    coding: Coding
    fact: Variable
    attribute: Variable


def draft(name: str, text: str | None = None) -> DocumentDraft:
    body = TEXT + name if text is None else text
    return DocumentDraft(name, f"{name}.txt", body, "txt", "utf-8", body.encode())


def furnish(project: Project) -> World:
    documents = project.documents.add([draft("one"), draft("two")])
    first = project.codes.add("Blame", short_id="BL", key="1")
    second = project.codes.add("Solution", short_id="SO")
    child = project.codes.add("Industry", parent=first.id)
    fourth = project.codes.add("Conflict", short_id="CO")
    project.codes.add_example(first.id, "the talks failed", document=documents[1], span=Span(29, 45))
    fact = project.variables.add(VariableDraft(Scope.DOCUMENT, "outlet", VariableKind.TEXT))
    attribute = project.variables.add(VariableDraft(Scope.CODING, "tone", VariableKind.TEXT, label="Tone"))
    project.coders.add("B")
    coding = project.codings.add(documents[0], Span(0, 9), first.id)
    return World(project, documents, (first, second, child, fourth), coding, fact, attribute)


def snapshot(project: Project) -> Snapshot:
    """Every row of every travelling table."""
    return {table: project.rows(f'SELECT * FROM "{table}" ORDER BY id') for table in schema.TRAVELLING}


def switch(project: Project, name: str) -> None:
    coder = project.coders.find(name)
    assert coder is not None
    project.switch_coder(coder)


def assert_sound(project: Project) -> None:
    assert project.rows("PRAGMA integrity_check") == [("ok",)]
    assert project.rows("PRAGMA foreign_key_check") == []


def start(script: str, *arguments: object, **options: object) -> subprocess.Popen[str]:
    """A Python process of its own, which knows the package under test."""
    source = str(Path(sys.modules["cadrage"].__file__ or "").parents[1])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([source, str(Path(__file__).parents[2])])}
    process: subprocess.Popen[str] = subprocess.Popen(
        [sys.executable, "-u", "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        env=environment,
        **options,  # type: ignore[call-overload]
    )
    return process


def run(script: str, *arguments: object, **options: object) -> str:
    """What a script prints. Fails with its error where it fails."""
    process = start(script, *arguments, **options)
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return out
