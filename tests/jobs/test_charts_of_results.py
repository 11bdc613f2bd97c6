"""Charts of the sample study: every kind of every result, with the numbers of the result."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cadrage.charts import ChartKind, Style, draw, fitting
from cadrage.charts.grid import grid_of
from cadrage.core.results import CoOccurrence, ResultTable
from cadrage.core.results_question import Bin, Dimension, Kind, Measure, Proximity, Question, Reach
from cadrage.jobs import results, sample
from cadrage.store.project import Project

CODE, OUTLET = Dimension(Kind.CODE), Dimension(Kind.FACT, "outlet")
MONTH, DAY = (Dimension(Kind.TIME, "published", length) for length in (Bin.MONTH, Bin.DAY))
QUESTIONS = (
    Question(),
    Question(columns=(OUTLET,)),
    Question(columns=(OUTLET,), layers=(MONTH,)),
    Question(columns=(OUTLET, MONTH)),
    Question(rows=(OUTLET, CODE), columns=(DAY,)),
    Question(rows=(DAY,), columns=(CODE,)),
    Question(columns=(Dimension(Kind.DOCUMENT),)),
    Question(proximity=Proximity()),
    Question(proximity=Proximity(Reach.DOCUMENT)),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with sample.build(tmp_path_factory.mktemp("study") / "study.cadrage") as made:
        yield made


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_every_chart_of_a_result_is_drawn(project: Project, number: int) -> None:
    result = results.answer(project, QUESTIONS[number])
    for kind in fitting(result):
        chart = draw(kind, result, Style(width_mm=85))
        assert not chart.empty
        assert chart.svg().startswith(b"<?xml")


@pytest.mark.parametrize("measure", list(Measure))
def test_each_layer_shows_its_own_numbers(project: Project, measure: Measure) -> None:
    table = results.answer(project, Question(columns=(OUTLET,), layers=(MONTH,), measure=measure))
    assert isinstance(table, ResultTable)
    for layer, last in ((None, (None,)), *enumerate(table.layer_places())):
        grid = grid_of(table, layer)
        assert [list(row) for row in grid.values] == [
            [table.value(row + column + last) for column in table.column_places()] for row in table.row_places()
        ]


def test_lines_of_a_question_with_time_in_its_rows_are_those_of_its_columns(project: Project) -> None:
    across = results.answer(project, Question(columns=(DAY,)))
    down = results.answer(project, Question(rows=(DAY,), columns=(CODE,)))
    for result in (across, down):
        assert not isinstance(result, CoOccurrence)
        assert ChartKind.LINES in fitting(result)
    lines = [
        {
            line.get_gid(): [str(value) for value in line.get_ydata()]
            for line in draw(ChartKind.LINES, each).figure.axes[0].lines
        }
        for each in (across, down)
    ]
    assert {k: v for k, v in lines[0].items() if k} == {k: v for k, v in lines[1].items() if k}
