"""Reports of real projects: what is gathered, what stays sealed, what is refused."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import html

from cadrage.core.errors import Cancelled, UserError
from cadrage.core.filtering import Filter
from cadrage.core.model import Span, Subject
from cadrage.exchange.report import CodedText, Quotation, TableBlock
from cadrage.exchange.report_material import PARTS, Wishes
from cadrage.jobs import reports, sample
from cadrage.store.project import Project
from tests.jobs.coded_study import study
from tests.store.material import switch


@pytest.fixture
def project() -> Iterator[Project]:
    with study() as made:
        yield made


def words(path: Path) -> str:
    return " ".join(html.document_fromstring(path.read_bytes().decode("utf-8")).find(".//main").text_content().split())


def test_a_report_counts_what_the_project_counts(project: Project) -> None:
    made = reports.made(reports.gather(project))
    blocks = [block for section in made.sections for block in section.blocks()]
    table = next(block for block in blocks if isinstance(block, TableBlock))
    counts = project.codings.counts_by_code()
    found = {row.cells[0]: int(row.cells[1].replace(",", "")) for row in table.rows}
    assert found == {
        **{code.name: counts.get(code.id, 0) for code in project.codes.all()},
        "All codes": len(project.codings.all()),
    }
    texts = [block for block in blocks if isinstance(block, CodedText)]
    assert [block.text for block in texts] == [project.documents.body(each.id) for each in project.documents.all()]
    marked = {
        (document.id, mark.span, mark.label, coder)
        for document, block in zip(project.documents.all(), texts, strict=True)
        for mark in block.marks
        for coder in mark.coders
    }
    names = {coder.id: coder.name for coder in project.coders.all()}
    labels = {code.id: code.label for code in project.codes.all()}
    assert marked == {(c.document, c.span, labels[c.code], names[c.coder]) for c in project.codings.all()}
    assert sum(len(block.marks) for block in texts) < len(project.codings.all())


def test_every_quotation_of_the_sample_is_in_its_texts(tmp_path: Path) -> None:
    with sample.build(tmp_path / "sample.cadrage") as project:
        made = reports.made(reports.gather(project))
        texts = [project.documents.body(document.id) for document in project.documents.all()]
        exemplars = next(section for section in made.sections if section.name == "exemplars")
        quotations = [block.words for block in exemplars.blocks() if isinstance(block, Quotation)]
    assert len(quotations) > 30
    assert all(any(words in text for text in texts) for words in quotations)


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_a_report_is_written_in_the_format_of_its_ending(project: Project, tmp_path: Path, ending: str) -> None:
    written = reports.to_file(project, tmp_path / f"report.{ending}")
    assert (written.documents, written.codings, written.parts) == (8, len(project.codings.all()), PARTS)
    if ending == "docx":
        assert docx.Document(str(written.path)).paragraphs[0].text == "Untitled"


def test_others_work_in_a_sealed_round_stays_in_the_project(project: Project, tmp_path: Path) -> None:
    before = len(project.codings.all())
    project.rounds.add("reliability", "Second", blind=True)
    document, code = project.documents.all()[0], project.codes.all()[0]
    for number, coder in enumerate(project.coders.all()):
        project.switch_coder(coder)
        made = project.codings.add(document.id, Span(0, 9 + number), code.id)
        project.memos.set(Subject.CODING, made.guid, f"thought of {coder.name} on a coding")
        project.memos.set(Subject.DOCUMENT, document.guid, f"thought of {coder.name} on a document")
    path = tmp_path / "report.html"
    assert reports.to_file(project, path).codings == before + 1
    said = words(path)
    assert "thought of A" not in said
    assert "thought of B on a coding" in said
    assert "thought of B on a document" in said
    assert "Round “Second” is blind: only B's own work of it is here until it is unsealed." in said
    assert "Round “Second” is blind: its codings are compared when it is unsealed." in said
    assert "Secondreliabilityyessealed1 shown" in said


def test_filter_and_coders_narrow_all_parts(project: Project, tmp_path: Path) -> None:
    first = project.documents.all()[0]
    path = tmp_path / "report.html"
    written = reports.to_file(project, path, coders=["B"], filter=Filter(documents=frozenset({first.id})))
    own = [coding for coding in project.codings.of_document(first.id) if coding.coder != project.coders.all()[0].id]
    assert (written.documents, written.codings) == (1, len(own))
    said = words(path)
    assert "Article 1" not in said
    assert "A filter is in force" in said
    with pytest.raises(UserError, match="There is no coder “Z”"):
        reports.to_file(project, path, coders=["Z"])


def test_a_project_without_anything_gives_a_report_that_says_so(tmp_path: Path) -> None:
    with Project.in_memory(coder="A") as project:
        reports.to_file(project, tmp_path / "report.html")
        reports.to_file(project, tmp_path / "report.docx")
    said = words(tmp_path / "report.html")
    for sentence in ("The codebook is empty.", "There are no codings to count.", "There are no documents."):
        assert sentence in said
    assert "No agreement was computed: no document is complete for two coders." in said


def test_one_coder_alone_has_a_report_without_agreement(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    reports.to_file(project, path, coders=["A"])
    said = words(path)
    assert "no document is complete for two coders" in said
    assert "Codings by code and coder" not in said


def test_extracts_keep_the_rest_of_the_text_out(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    reports.to_file(project, path, wishes=Wishes(parts=("documents",), extracts=True))
    said = words(path)
    assert "Here stands sentence number 02." in said
    assert "Here stands sentence number 07." not in said


def test_what_cannot_be_written_is_refused_before_any_work(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    wrong = (
        (Wishes(parts=("index",)), "“index” is no part of a report"),
        (Wishes(parts=()), "needs a part"),
        (Wishes(quotations=0), "give a number from 1"),
    )
    for wishes, wanted in wrong:
        with pytest.raises(UserError, match=wanted):
            reports.to_file(project, path, wishes=wishes)
    with pytest.raises(UserError, match="one of these endings"):
        reports.to_file(project, tmp_path / "report.odt")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(UserError, match="is a folder"):
        reports.to_file(project, tmp_path / "folder.html")
    with pytest.raises(UserError, match=r"ending \.html or \.docx"):
        reports.to_file(project, tmp_path / "report.pdf")
    assert not path.exists()


def test_a_report_never_replaces_its_project(tmp_path: Path) -> None:
    path = tmp_path / "study.html"
    with study(tmp_path / "study.cadrage") as project:
        path.hardlink_to(tmp_path / "study.cadrage")
        with pytest.raises(UserError, match="is the project itself"):
            reports.to_file(project, path)


def test_a_report_can_be_cancelled_while_agreement_is_computed(project: Project, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    material = reports.gather(project)
    with pytest.raises(Cancelled):
        reports.keep(material, tmp_path / "report.html", stop)
    assert not list(tmp_path.iterdir())


def test_the_same_project_gives_the_same_report(project: Project, tmp_path: Path) -> None:
    material = reports.gather(project)
    same = replace(material.report, dataset=replace(material.report.dataset, exported="2024-01-01T00:00:00Z"))
    for ending in ("html", "docx"):
        for number in (1, 2):
            reports.keep(replace(material, report=same), tmp_path / f"{number}.{ending}")
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes()


def test_others_memos_stand_under_their_names(project: Project, tmp_path: Path) -> None:
    code = project.codes.all()[0]
    switch(project, "B")
    project.memos.set(Subject.CODE, code.guid, "B doubts this code")
    reports.to_file(project, tmp_path / "report.html", wishes=Wishes(parts=("memos",)))
    assert re.search(r"On codes Escalation B · \d{4}-\d\d-\d\d B doubts this code", words(tmp_path / "report.html"))


def test_reports_are_written_without_qt(tmp_path: Path) -> None:
    sample.build(tmp_path / "study.cadrage").close()
    program = (
        "import sys\nfrom pathlib import Path\nfrom cadrage.jobs import reports\n"
        "from cadrage.store.project import Project\n"
        "folder = Path(sys.argv[1])\nproject = Project.open(folder / 'study.cadrage')\n"
        "for ending in ('html', 'docx'):\n    reports.to_file(project, folder / f'report.{ending}')\n"
        "project.close()\nassert not [name for name in sys.modules if name.startswith('PySide6')]"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
