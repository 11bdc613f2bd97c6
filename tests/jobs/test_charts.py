"""Charts become files of three formats, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadrage.charts import ChartKind, Style
from cadrage.core.errors import UserError
from cadrage.jobs import charts
from tests.charts import made_results as made


@pytest.mark.parametrize(("ending", "start"), [(".svg", b"<?xml"), (".pdf", b"%PDF"), (".PNG", b"\x89PNG")])
def test_a_chart_is_saved_in_the_format_of_its_ending(tmp_path: Path, ending: str, start: bytes) -> None:
    path = tmp_path / f"Frames{ending}"
    charts.save(path, ChartKind.BARS, made.table(made.codes(4)), Style(width_mm=85))
    assert path.read_bytes().startswith(start)
    assert path.read_bytes() == charts.content(
        ChartKind.BARS, made.table(made.codes(4)), ending.casefold(), Style(width_mm=85)
    )


def test_another_ending_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="one of these endings"):
        charts.save(tmp_path / "Frames.gif", ChartKind.BARS, made.table(made.codes(4)))
    assert not list(tmp_path.iterdir())


def test_a_kind_that_does_not_fit_is_refused_with_those_that_do() -> None:
    table = made.table(made.codes(4), made.outlets(2))
    assert charts.kind_named("stacked-100", table) is ChartKind.FULL
    with pytest.raises(UserError, match="heat-map"):
        charts.kind_named("network", table)
