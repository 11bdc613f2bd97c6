"""The main job by hand: `python -m tests.e2e.main_job FOLDER` does it on any folder of articles."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import openpyxl

from cadrage.core.agreement import AgreementTable
from cadrage.core.model import Document, Span
from cadrage.gui import waiting
from cadrage.gui.application import application
from cadrage.gui.main_window import MainWindow
from cadrage.jobs import agreement
from tests.e2e.hands import Hands

CODERS = ("A", "B")
CODES = ("ESC-MIL", "LEG-ILL", "SAN-THR", "SAN-CTR")
_PASSAGE = re.compile(r"\b[A-Z][^\n.“”\"]{30,90}\w(?=[ ,.])")


def passages(text: str, most: int = 5) -> list[Span]:
    """Some stretches of whole words within one line, spread over the text."""
    found = [Span(match.start(), match.end()) for match in _PASSAGE.finditer(text)]
    step = max(1, len(found) // most)
    return found[::step][:most]


def do(window: MainWindow, articles: Path, workbook: Path) -> AgreementTable:
    """Import, code as two coders, compare, export; raises AssertionError where something is not as it must be."""
    hands = Hands(window)
    hands.drop([articles])
    window.jobs.add_codebook("crimea-talks")
    documents = hands.session.project.documents.all()
    for coder in CODERS:
        hands.sit_down(coder)
        for place, document in enumerate(documents):
            hands.open_document(document.file_name)
            _code_document(hands, document, coder, place)
            hands.complete()
    table = hands.compare().table
    assert table is not None
    assert table == agreement.answer(hands.session.project, agreement.Question())
    waiting.for_signal(window.exported, lambda: window.jobs.export(workbook))
    _check_workbook(hands, workbook)
    return table


def _code_document(hands: Hands, document: Document, coder: str, place: int) -> None:
    """A codes every passage; B leaves one out and takes another code for one."""
    body = hands.session.project.documents.body(document.id)
    spans = passages(body)
    assert spans, document.file_name
    for number, span in enumerate(spans):
        if coder == "B" and number == 1:
            continue
        other = coder == "B" and number == 2
        name = CODES[(number + place + other) % len(CODES)]
        coding = hands.code(span, name)
        assert coding is not None, (document.file_name, span)
        assert coding.span == span, (coding.span, span, body[span.start : span.end])
        assert coding.coder == hands.session.me.id


def _check_workbook(hands: Hands, workbook: Path) -> None:
    project = hands.session.project
    sheet = openpyxl.load_workbook(workbook, read_only=True)["codings"]
    rows = list(sheet.iter_rows(values_only=True))
    columns = {name: place for place, name in enumerate(rows[0])}
    texts = {document.title: project.documents.body(document.id) for document in project.documents.all()}
    assert len(rows) - 1 == len(project.codings.all())
    for row in rows[1:]:
        text = texts[str(row[columns["doc_title"]])]
        assert text[int(row[columns["start"]]) : int(row[columns["end"]])] == row[columns["quotation"]]


def main() -> int:
    application()
    window = MainWindow()
    window.resize(1280, 800)
    window.show()
    with tempfile.TemporaryDirectory() as folder:
        window.jobs.make_project(Path(folder) / "study.cadrage")
        table = do(window, Path(sys.argv[1]), Path(folder) / "study.xlsx")
        window.close()
    for row in table.codes:
        alpha = row.coefficients["krippendorff_alpha"]
        print(row.code.path, row.units, row.coded, alpha.value, alpha.undefined)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
