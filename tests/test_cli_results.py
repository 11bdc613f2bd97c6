"""`cadrage results` as people and scripts use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cadrage.arguments import CHART_KINDS, RESULT_MEASURES
from cadrage.charts import ChartKind
from cadrage.cli import main
from cadrage.core.results_question import Dimension, Kind, Question
from cadrage.exchange.csv_tables import BOM
from cadrage.jobs import sample
from cadrage.jobs.results_asking import MEASURES
from cadrage.store.project import Project


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.cadrage"
    with sample.build(path) as project:
        project.saved_results.add("Frames by coder", Question(columns=(Dimension(Kind.CODER),)))
    return path


def answered(study: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    assert main(["results", str(study), *options, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def cells(found: dict[str, object]) -> dict[tuple[str | None, ...], dict[str, object]]:
    listed = found["cells"]
    assert isinstance(listed, list)
    return {tuple(each["labels"]): each for each in listed}


def test_without_options_it_is_code_by_outlet_by_month(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(study, capsys)
    dimensions = found["dimensions"]
    assert isinstance(dimensions, list)
    assert [(each["by"], each["name"], each["bin"]) for each in dimensions] == [
        ("code", None, None),
        ("variable", "outlet", None),
        ("time", "published", "month"),
    ]
    whole = cells(found)[None, None, None]
    assert (whole["documents"], whole["codings"]) == (4, 122)
    assert cells(found)["Escalation", "Calder Bay Post", "2014-03"]["documents"] == 1


def test_the_table_for_people_has_sums_bases_and_what_was_left_out(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["results", str(study), "--by", "outlet", "--measure", "column", "--tests"]) == 0
    said = capsys.readouterr().out
    for part in ("Escalation", "100.0 %", "All codes", "Documents", "2,429", "1 document marked as duplicates"):
        assert part in said
    assert "Cochran" in said
    assert "not independent" in said


def test_every_measure_can_be_asked_for(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tuple(MEASURES) == RESULT_MEASURES
    for measure in MEASURES:
        assert main(["results", str(study), "--measure", measure, "--by", "coder"]) == 0
        assert "All codes" in capsys.readouterr().out


def test_speakers_by_code_and_stance_of_one_coder_apart(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--rows", "speaker", "--by", "code,attribute:stance", "--unit", "codings", "--apart", "--coders", "A")
    found = answered(study, capsys, *options, "--where", "outlet=Calder Bay Post")
    assert found["coders"] == ["A"]
    assert found["sub_codes"] == "apart"
    assert found["filters"] == ["coder: A", "outlet: Calder Bay Post"]
    assert cells(found)[None, None, None]["documents"] == 1


@pytest.mark.parametrize("near", ["words", "sentence", "paragraph", "document", "5"])
def test_codes_together_say_how_near(study: Path, near: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(study, capsys, "--near", near)
    pairs = found["pairs"]
    assert isinstance(pairs, list)
    assert all(0 < pair["jaccard"] <= 1 for pair in pairs)
    assert main(["results", str(study), "--near", near, "--any-coder"]) == 0
    assert "Jaccard" in capsys.readouterr().out


def test_a_result_that_is_kept_can_be_asked_for_by_name(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(study, capsys, "--saved", "frames by coder", "--tests")
    assert cells(found)[None, "A"]["documents"] == 4
    tests = found["tests"]
    assert isinstance(tests, dict)
    assert "no test in documents" in tests["notes"][0]
    assert main(["results", str(study), "--saved", "Nothing"]) == 1
    assert "Its results are “Frames by coder”" in capsys.readouterr().err


def test_a_result_is_written_as_a_workbook_and_as_a_folder(study: Path, tmp_path: Path) -> None:
    for name in ("frames.xlsx", "frames"):
        assert main(["results", str(study), "--by", "outlet", "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "frames.xlsx").stat().st_size > 5_000
    rows = (tmp_path / "frames" / "results.csv").read_bytes().removeprefix(BOM).decode().splitlines()
    assert "per_1000_words" in rows[0]
    assert any("Escalation" in row for row in rows)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "paper"), "cannot be split by “paper”. Choose from code, family"),
        (("--by", "code"), "cannot be split by the same thing twice"),
        (("--by", "family"), "ask for co-occurrence"),
        (("--near", "close"), "no nearness"),
        (("--round", "Third"), "no round “Third”"),
        (("--coders", "Zoe"), "no coder “Zoe”"),
        (("--out", "x.pdf"), "ending .xlsx"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(
    study: Path, options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["results", str(study), *options]) == 1
    assert said in capsys.readouterr().err


def test_a_project_without_codings_has_an_empty_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Project.create(tmp_path / "empty.cadrage").close()
    assert main(["results", str(tmp_path / "empty.cadrage"), "--tests"]) == 0
    assert "Nothing is coded yet" in capsys.readouterr().out


@pytest.mark.parametrize("kind", [*CHART_KINDS[:4], "heat-map", "dispersion", ""])
def test_a_result_is_drawn_into_a_file(study: Path, tmp_path: Path, kind: str) -> None:
    by = [] if kind == "bars" else ["--by", "outlet"]
    chosen = ["--kind", kind] if kind else []
    path = tmp_path / "frames.svg"
    status = main(["results", str(study), "--by", "", "--unit", "codings", *by, "--chart", str(path), *chosen])
    assert status == 0
    assert path.read_bytes().startswith(b"<?xml")


def test_a_chart_that_does_not_fit_is_refused_in_words(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "frames.svg"
    assert main(["results", str(study), "--chart", str(path), "--kind", "network"]) != 0
    assert "These fit: " in capsys.readouterr().err
    assert main(["results", str(study), "--chart", str(tmp_path / "frames.docx")]) != 0
    assert ".svg" in capsys.readouterr().err
    assert main(["results", str(study), "--chart", str(path), "--width", "3"]) != 0
    assert not path.exists()


def test_every_kind_of_chart_can_be_asked_for() -> None:
    assert tuple(ChartKind) == CHART_KINDS
