"""A small codebook, and what a spreadsheet program may do to its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl

from cadrage.core.codebook_edits import Edits
from cadrage.core.model import Code, DocumentDraft, ExampleKind, Span
from cadrage.exchange.codebook_files import write_codebook
from cadrage.jobs import datasets, export
from cadrage.store.project import Project

TEXT = "There will be costs, the secretary said, and further steps would follow within days of the vote."
SHORT_IDS = ["ESC", "ESC-THR", "ESC-MIL", "SAN", "SAN-COS", "PEACE"]
ODD = (
    "=1+1", "-5 percent, no", "+plus", "@at", " spaces around ", "1", "01", "2014-03-01", "3/4", "Mar 5", "TRUE", "1e5",
    "'=x", "_x000D_", "a\x01b\x0bc", "x\u2028y", "„quote“", "50%", "1,5", "tab\there", "e\u0301", "A > B", "😀" * 9,
    '"q"', "a;b,c", "1.10", "line\r\nend\n\nand more",
)  # fmt: skip

Sheet = Any


@contextmanager
def talks() -> Iterator[Project]:
    """ESC over THR and MIL, SAN over COS, PEACE; THR with a coding, an example and every field."""
    with Project.in_memory(coder="A") as project:
        project.documents.add([DocumentDraft("Talks", "talks.txt", TEXT, "txt", "utf-8", TEXT.encode())])
        add = project.codes.add
        esc = add("Escalation", short_id="ESC", key="", colour="#B44157").id
        add("Threat of force", short_id="ESC-THR", parent=esc, key="1", brief="Force.", definition="A\n\nB", notes="N")
        add("Military build-up", short_id="ESC-MIL", parent=esc, key="")
        san = add("Sanctions", short_id="SAN", key="").id
        add("Unspecified costs", short_id="SAN-COS", parent=san, key="")
        add("Peace", short_id="PEACE", key="")
        threat = code(project, "ESC-THR").id
        quotation = "There will be costs"
        project.codes.add_example(threat, quotation, document=1, span=Span(0, len(quotation)), note="announced")
        project.codes.add_example(threat, "a caption", kind=ExampleKind.COUNTER)
        project.codings.add(1, Span(0, 5), threat)
        yield project


def code(project: Project, short_id: str) -> Code:
    return next(each for each in project.codes.all() if each.short_id == short_id)


def state(project: Project) -> object:
    """All of the codebook and of the coders' work, positions aside."""
    tree = [(node.path, node.code.short_id) for node in project.codes.codebook().nodes]
    return tree, sorted(map(str, project.codes.all())), project.codes.examples(), project.codings.all()


def exported(project: Project, folder: Path, ending: str = ".xlsx") -> Path:
    path = folder / f"book{ending}"
    write_codebook(datasets.gather(project, export.EVERYTHING), path)
    return path


def edited(project: Project, folder: Path, edit: Callable[[Sheet, dict[str, int]], None]) -> Path:
    """The exported workbook after `edit(sheet, column by header)`."""
    path = exported(project, folder)
    book = openpyxl.load_workbook(path)
    sheet = book["codebook"]
    edit(sheet, {cell.value: cell.column for cell in sheet[1]})
    book.save(path)
    return path


def row(sheet: Sheet, columns: dict[str, int], short_id: str) -> int:
    return next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, columns["Short id"]).value == short_id)


def set_cell(short_id: str, column: str, value: object) -> Callable[[Sheet, dict[str, int]], None]:
    def edit(sheet: Sheet, columns: dict[str, int]) -> None:
        sheet.cell(row(sheet, columns, short_id), columns[column]).value = value

    return edit


def add_row(sheet: Sheet, columns: dict[str, int], **cells: object) -> None:
    below = sheet.max_row + 1
    for name, value in cells.items():
        sheet.cell(below, columns[name.replace("_", " ")]).value = value


def said(edits: Edits) -> list[tuple[str, str, str, str, str]]:
    return [(edit.kind.value, edit.label, edit.field, edit.before, edit.after) for edit in edits.proposed]
