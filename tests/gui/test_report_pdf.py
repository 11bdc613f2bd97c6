"""A report as a PDF: its words as text, its pages numbered, its codings drawn."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cadrage.core.errors import Cancelled, UserError
from cadrage.core.model import Span
from cadrage.exchange.pdf_whole import check_whole
from cadrage.exchange.report import (
    CodedText,
    Figure,
    Heading,
    Mark,
    Paragraph,
    Report,
    Run,
    Section,
    TableBlock,
    TableColumn,
    TableRow,
)
from cadrage.exchange.report_material import PARTS, Wishes
from cadrage.exchange.report_parts import TITLES
from cadrage.gui import report_pdf
from cadrage.jobs import reports, sample
from cadrage.store.project import Project
from tests.jobs.coded_study import study

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]


@pytest.fixture
def project(qtbot: QtBot) -> Iterator[Project]:
    with study() as made:
        yield made


def pages(path: Path) -> list[str]:
    """The text of each page without white space, which every reader of PDF guesses in its own way."""
    document = pypdfium2.PdfDocument(path)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def lowest(path: Path) -> float:
    """How far above the foot of its page the lowest character stands, in points."""
    document = pypdfium2.PdfDocument(path)
    try:
        texts = [page.get_textpage() for page in document]
        return min(text.get_charbox(place)[1] for text in texts for place in range(text.count_chars()))
    finally:
        document.close()


def squeezed(text: str) -> str:
    return "".join(text.split())


def of(*blocks: object) -> Report:
    section = Section("part", "Part", len(blocks), lambda: iter(blocks))  # type: ignore[arg-type]
    return Report("A title", "About", "2024-01-01", (section,))


def test_apostrophes_and_quotation_marks_are_copied_as_they_were_written(qtbot: QtBot, tmp_path: Path) -> None:
    said = "“It’s the office’s draft,” she said, ‘first’ of 1711."
    report_pdf.write(of(Paragraph((Run(said),)), Paragraph((Run(said),), "note")), tmp_path / "r.pdf")
    assert "".join(pages(tmp_path / "r.pdf")).count(squeezed(said)) == 2


def test_a_picture_stands_on_the_page_of_its_heading_with_its_title(qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(800, 900, QImage.Format.Format_RGB32)
    image.fill(0x123456)
    data = QBuffer()
    data.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(data, "PNG")
    png = bytes(data.data().data())
    blocks = []
    for number in range(3):
        blocks += [Heading(2, f"Result {number}", followed=500.0), Figure(f"A chart {number}", b"", png, 440.0, 500.0)]
    report_pdf.write(of(*blocks), tmp_path / "r.pdf")
    found = pages(tmp_path / "r.pdf")
    for number in range(3):
        (page,) = (page for page in found if f"Result{number}" in page)
        assert f"Figure{number + 1}Achart{number}" in page
    objects = [each for page in pypdfium2.PdfDocument(tmp_path / "r.pdf") for each in page.get_objects()]
    images = [each for each in objects if isinstance(each, pypdfium2.PdfImage)]
    assert len(images) == 3
    assert all(each.get_bounds()[2] - each.get_bounds()[0] == pytest.approx(440, abs=2) for each in images)


def test_the_whole_report_is_text_on_numbered_pages(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    made = reports.made(reports.gather(project))
    number = report_pdf.write(made, path)
    found = pages(path)
    assert len(found) == number
    assert all(f"{place}/{number}" in text for place, text in enumerate(found, start=1))
    assert all("Untitled" in text for text in found)
    everything = "".join(found)
    for document in project.documents.all():
        for line in project.documents.body(document.id).split("\n"):
            assert squeezed(line) in everything
    for code in project.codes.all():
        assert squeezed(code.name) in everything


def test_the_contents_name_the_page_on_which_each_part_begins(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    report_pdf.write(reports.made(reports.gather(project)), path)
    first, *others = pages(path)
    for title in ("Codebook", "Frequencies", "Agreement", "Documents"):
        place = next(
            number for number, text in enumerate(others, start=2) if f"{number}/{len(others) + 1}{title}" in text
        )
        assert f"{title}{place}" in first


def test_a_table_that_goes_on_has_its_head_again(qtbot: QtBot, tmp_path: Path) -> None:
    columns = (TableColumn("Name of code", "left"), TableColumn("Number"))
    rows = tuple(TableRow((f"row {number}", f"{number}")) for number in range(120))
    path = tmp_path / "table.pdf"
    report_pdf.write(of(TableBlock("Many", columns, rows, "This is all.")), path)
    found = pages(path)
    assert len(found) > 2
    assert all("NameofcodeNumber" in text for text in found)
    assert "row119" in found[-1]


def test_a_heading_stays_with_what_follows(qtbot: QtBot, tmp_path: Path) -> None:
    body = Paragraph((Run("Some words of running text that say nothing. " * 9),))
    blocks = []
    for number in range(40):
        blocks += [Heading(2, f"Heading{number:02}"), Paragraph((Run(f"follows{number:02}"),), closely=True), body]
    path = tmp_path / "headings.pdf"
    report_pdf.write(of(*blocks), path)
    for text in pages(path):
        for number in range(40):
            assert (f"Heading{number:02}" in text) == (f"follows{number:02}" in text)


def test_every_margin_name_is_printed_however_many_there_are(qtbot: QtBot, tmp_path: Path) -> None:
    text = "Twenty words stand in one line, and many codes lie over all of them at once.\n" * 3
    marks = tuple(
        Mark(number, Span(number % 5, 40 + number), f"CODE{number:03}X", "Name", "#4069C5", ("A",))
        for number in range(1, 200)
    )
    path = tmp_path / "names.pdf"
    report_pdf.write(of(CodedText(text, marks, (Span(0, len(text)),))), path)
    everything = "".join(pages(path))
    missing = [mark.label for mark in marks if mark.label not in everything]
    assert not missing
    assert lowest(path) > 50


def test_all_scripts_and_very_long_words_are_set(qtbot: QtBot, tmp_path: Path) -> None:
    text = "وصل وزير الخارجية Kerry إلى لندن.\n外相はロンドンに着いた。😀\n" + "x" * 30_000 + "\n\tafter a tab"
    marks = (
        Mark(1, Span(4, 60), "A", "", "", ("one",), "dotted"),
        Mark(2, Span(20, len(text)), "B", "", "#1", ("two",)),
    )
    path = tmp_path / "scripts.pdf"
    assert report_pdf.write(of(CodedText(text, marks, (Span(0, len(text)),), ((Span(0, 9), "ad"),))), path) > 3
    assert "afteratab" in pages(path)[-1]


def test_cancelling_leaves_the_older_file(project: Project, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done > total * 3 // 4:
            raise Cancelled

    path = tmp_path / "report.pdf"
    path.write_text("older")
    with pytest.raises(Cancelled):
        report_pdf.write(reports.made(reports.gather(project)), path, stop)
    assert path.read_text() == "older"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_cannot_be_written_is_refused_in_words(project: Project, tmp_path: Path) -> None:
    made = reports.made(reports.gather(project, Wishes(parts=("title",))))
    with pytest.raises(UserError, match="The folder for"):
        report_pdf.write(made, tmp_path / "nowhere" / "report.pdf")


@pytest.mark.skipif(resource is None, reason="Windows bounds no file's size")
@pytest.mark.parametrize("room", [0, 3_000, 12_000])
def test_a_disk_that_fills_up_leaves_the_older_file_and_is_told(project: Project, tmp_path: Path, room: int) -> None:
    path = tmp_path / "report.pdf"
    path.write_text("older")
    made = reports.made(reports.gather(project))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(UserError, match="was not written"):
            report_pdf.write(made, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert path.read_text() == "older"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_pdf_that_lost_some_of_its_bytes_is_not_taken_for_whole(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "r.pdf"
    report_pdf.write(of(Paragraph((Run("Some words."),))), path)
    check_whole(path)
    data = path.read_bytes()
    path.write_bytes(data[:500] + data[900:])
    with pytest.raises(OSError, match="whole"):
        check_whole(path)


def test_an_empty_project_has_a_report_too_with_a_page_for_each_part(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    with Project.in_memory(coder="A") as project:
        number = report_pdf.write(reports.made(reports.gather(project)), path)
    found = pages(path)
    assert number == len(found) == len(PARTS)
    for part, page in zip(PARTS[1:], found[1:], strict=True):
        said = page[page.index(squeezed(TITLES[part])) + len(squeezed(TITLES[part])) :]
        assert len(said) > 10, part


def test_the_sample_prints_in_the_fonts_of_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    with sample.build(tmp_path / "sample.cadrage") as project:
        report_pdf.write(reports.made(reports.gather(project)), tmp_path / "report.pdf")
    data = (tmp_path / "report.pdf").read_bytes()
    assert b"Inter" in data
    assert b"SourceSerif" in data
