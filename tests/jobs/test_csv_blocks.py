"""Tables that are written in blocks say what their rows say, and every CSV file what the csv module would write."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from cadrage.core.dataset import Dataset
from cadrage.exchange.cells import Colour, Value
from cadrage.exchange.csv_cells import guarded, plain, readable
from cadrage.exchange.csv_folder import write_folder
from cadrage.exchange.dataset_tables import tables
from cadrage.exchange.tables import Table
from cadrage.jobs import export, sample
from cadrage.jobs.datasets import studied
from cadrage.store.project import Project
from tests.jobs.random_study import random_study


def exported(project: Project) -> Dataset:
    material = export.gather(project)
    assert material.study is not None
    return studied(material.dataset, material.study, material.details)


@pytest.fixture(scope="module", params=["sample", 1, 2, 3, 4])
def dataset(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    if request.param == "sample":
        with sample.build(tmp_path_factory.mktemp("sample") / "sample.cadrage", coded=True) as project:
            yield exported(project)
    else:
        with random_study(request.param, documents=12, people=4) as project:
            yield exported(project)


def cell(value: Value) -> str:
    value = value.hex if isinstance(value, Colour) else value
    return guarded(readable(str(value))) if isinstance(value, str) else plain(value)


def by_csv(table: Table, rows: Iterable[Sequence[Value]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(readable(column.name)) for column in table.columns])
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def of_blocks(table: Table) -> Iterator[list[str]]:
    assert table.blocks is not None
    for block in table.blocks():
        assert block.rest
        for *values, rest in zip(*block.values, block.rest, strict=True):
            yield [*map(cell, values), *rest.split(",")]


def test_blocks_are_the_rows(dataset: Dataset) -> None:
    found = [table for table in tables(dataset, files=True) if table.blocks is not None]
    assert {"units_long"} < {table.name for table in found}
    for table in found:
        rows = [[cell(value) for value in row] for row in table.rows()]
        assert len(rows) == table.length
        assert list(of_blocks(table)) == rows, table.name


def test_files_are_what_the_csv_module_writes(dataset: Dataset, tmp_path: Path) -> None:
    written = write_folder(dataset, tmp_path / "out")
    files = dict(zip([table.name for table in tables(dataset, files=True)], written.files, strict=False))
    for table in tables(dataset, files=True):
        said = (tmp_path / "out" / files[table.name]).read_bytes().decode("utf-8-sig")
        assert said == by_csv(table, table.rows()), table.name
