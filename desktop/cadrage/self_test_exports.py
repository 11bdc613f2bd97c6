"""One export of every kind, for the self-test."""

from __future__ import annotations

from pathlib import Path

from cadrage import charts
from cadrage.exchange import codebook_files, refi_project
from cadrage.gui import agreement_chart, report_pdf
from cadrage.jobs import agreement, bundles, datasets, export, replication, reports, results, results_asking
from cadrage.store.project import Project


def write_all(path: Path, folder: Path) -> tuple[Path, ...]:
    """The files, with names by their kind: the project's workbook, codebook, report, study, package and chart."""
    folder.mkdir()
    with Project.open_reading(path) as project:
        export.to_file(project, folder / "study.xlsx")
        dataset = datasets.gather(project, export.EVERYTHING)
        for ending in codebook_files.ENDINGS:
            codebook_files.write_codebook(dataset, folder / f"codebook{ending}")
        for ending in (".html", ".docx"):
            reports.to_file(project, folder / f"report{ending}")
        report_pdf.write(reports.made(reports.gather(project)), folder / "report.pdf")
        refi_project.write(bundles.gather(project), folder / "study.qdpx")
        replication.make(project, folder / "package.zip")
        table = agreement.answer(project, agreement.Question())
        for ending in agreement_chart.ENDINGS:
            agreement_chart.save_chart(folder / f"chart{ending}", table)
        result = results.answer(project, results_asking.question(project, results_asking.Named()))
    chart = charts.draw(charts.usual(result), result)
    for ending, data in ((".svg", chart.svg()), (".pdf", chart.pdf()), (".png", chart.png())):
        (folder / f"results{ending}").write_bytes(data)
    return tuple(sorted(folder.iterdir()))
