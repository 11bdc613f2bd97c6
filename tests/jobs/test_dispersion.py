"""Places in the text: where hits and codings stand, document by document."""

from __future__ import annotations

from pathlib import Path

from cadrage.charts import ChartKind, draw
from cadrage.core.model import Span
from cadrage.core.search import Hit
from cadrage.jobs import dispersion, sample


def test_codings_stand_where_they_are_in_their_documents(tmp_path: Path) -> None:
    with sample.build(tmp_path / "study.cadrage") as project:
        codings = project.codings.all()
        found = dispersion.of_codings(project, [coding.id for coding in codings])
        lengths = {document.id: document.length for document in project.documents.all()}
        names = [each.id for each in found.series]
        assert {
            (row.document, mark.start, mark.end, names[mark.series]) for row in found.rows for mark in row.marks
        } == {(coding.document, coding.span.start, coding.span.end, coding.code) for coding in codings}
        assert all(row.length == lengths[row.document] for row in found.rows)
        assert not draw(ChartKind.DISPERSION, found).empty


def test_documents_stand_by_date_and_hits_that_are_not_listed_are_said(tmp_path: Path) -> None:
    with sample.build(tmp_path / "study.cadrage") as project:
        documents = project.documents.all()
        hits = [Hit(document.id, Span(3, 9), "", "", "") for document in documents]
        found = dispersion.of_hits(project, hits, "Where “war” stands", not_shown=12)
        dates = [row.date for row in found.rows]
        assert dates == sorted(dates, key=lambda date: (not date, date))
        assert "12 further hits" in draw(ChartKind.DISPERSION, found).caption
