"""Tables of results against counts made with plain SQL over exported files, and word by word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from cadrage.core.codebook import Codebook
from cadrage.core.model import Scope
from cadrage.core.results import Place, ResultTable
from cadrage.core.results_question import Bin, Dimension, Kind, Measure, Question, Unit
from cadrage.jobs import results, sample
from cadrage.store.project import Project
from tests.jobs.random_study import random_study
from tests.results import plain_count

CODE, OUTLET = Dimension(Kind.CODE), Dimension(Kind.FACT, "outlet")
MONTH = Dimension(Kind.TIME, "published", Bin.MONTH)
FRAMES = Question(columns=(OUTLET,), layers=(MONTH,))
DATES = ("2014-03-14", "2014-03", "2014", "", "soon", "2014-05-01")
_OF_CODE = {
    True: "(code_path = :path OR substr(code_path, 1, length(:path) + 3) = :path || ' > ')",
    False: "code_path = :path",
}


def answered(project: Project, question: Question) -> ResultTable:
    return results.table(results.gather(project, question))


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = sample.build(tmp_path_factory.mktemp("sample") / "sample.cadrage")
    yield project
    project.close()


def dated(seed: int) -> Project:
    """A random study whose documents have outlets and dates, some known in part."""
    project = random_study(seed, documents=6)
    outlet = project.variables.ensure(Scope.DOCUMENT, "outlet")
    published = project.variables.ensure(Scope.DOCUMENT, "published")
    for place, document in enumerate(project.documents.all()):
        project.variables.set_for_document(document.id, outlet, ("The Times", "=Zeitung", "")[(place + seed) % 3])
        project.variables.set_for_document(document.id, published, DATES[(place + seed) % len(DATES)], checked=False)
    return project


def places(table: ResultTable) -> Iterator[Place]:
    """Every cell and every sum of a table, filled or not."""
    yield from product(*((None, *range(len(each))) for each in table.categories))


def outlet_sql(table: ResultTable, at: int | None) -> tuple[str, str]:
    return ("", "") if at is None else (" AND documents.outlet = :outlet", table.categories[1][at].key)


def month_sql(table: ResultTable, at: int | None) -> tuple[str, str]:
    """Only whole months are asked of SQL by their name; the others by what they lack."""
    if at is None:
        return "", ""
    category = table.categories[2][at]
    date = "documents.published"
    if category.start is not None:
        return f" AND ({date} = :month OR {date} LIKE :month || '-__')", category.key
    whole = f"({date} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*')"
    year = f"({date} GLOB '[0-9][0-9][0-9][0-9]')"
    lacks = {
        "(no month)": year,
        "(no date)": f"{date} = ''",
        "(not a date)": f"NOT {whole} AND NOT {year} AND {date} <> ''",
    }
    return f" AND {lacks[category.label]}", ""


@pytest.mark.parametrize("rolled", [True, False])
@pytest.mark.parametrize("seed", [None, *range(6)])
def test_codes_by_outlet_and_month_are_what_sql_counts_in_the_exported_tables(
    study: Project, tmp_path: Path, seed: int | None, rolled: bool
) -> None:
    project = study if seed is None else dated(seed)
    table = answered(project, Question(columns=(OUTLET,), layers=(MONTH,), rolled=rolled))
    database = plain_count.exported(project, tmp_path / "study")
    checked = 0
    for place in places(table):
        code = None if place[0] is None else table.categories[0][place[0]]
        of_outlet, outlet = outlet_sql(table, place[1])
        of_month, month = month_sql(table, place[2])
        names = {"outlet": outlet, "month": month, "path": "" if code is None else " > ".join(code.path)}
        of_code = "" if code is None else f" AND {_OF_CODE[rolled]}"
        where = f"documents.duplicate_of = ''{of_outlet}{of_month}"
        codings, documents = database.execute(
            f"SELECT count(*), count(DISTINCT doc_id) FROM codings JOIN documents USING (doc_id)"
            f" WHERE layer = 'coder' AND {where}{of_code}",
            names,
        ).fetchone()
        cell = table.cell(place)
        assert (cell.codings, cell.documents) == (codings, documents), table.labels(place)
        every, words = database.execute(
            f"SELECT count(*), coalesce(sum(words), 0) FROM documents WHERE {where}", names
        ).fetchone()
        if place[0] is None:
            base = table.base(place)
            assert (base.documents, base.words) == (every, words)
        checked += bool(codings)
    assert checked > 20


@pytest.mark.parametrize("seed", range(4))
def test_words_are_the_article_words_that_codings_touch_each_once(seed: int) -> None:
    project = dated(seed)
    table = answered(project, Question(columns=(OUTLET,)))
    book = Codebook(project.codes.all(), with_retired=True)
    facts = project.variables.of_documents()
    counted = {document.id for document in plain_count.counted(project)}
    codings = [each for each in project.codings.all() if each.document in counted]
    for place in places(table):
        code, outlet = (None if at is None else table.categories[which][at] for which, at in enumerate(place))
        here = [
            each
            for each in codings
            if (code is None or (code.id is not None and each.code in book.family(code.id)))
            and (outlet is None or facts.get((each.document, "outlet"), "") == outlet.key)
        ]
        assert table.cell(place).words == plain_count.covered(project, here)


def test_the_words_of_documents_are_those_that_are_exported() -> None:
    project = dated(1)
    table = answered(project, Question(columns=(Dimension(Kind.DOCUMENT),)))
    for at, document in enumerate(plain_count.counted(project)):
        assert table.base((None, at)).words == len(plain_count.article_words(project, document))


@pytest.mark.parametrize("seed", range(3))
def test_every_cell_knows_its_codings(seed: int) -> None:
    project = dated(seed)
    question = Question(rows=(Dimension(Kind.ATTRIBUTE, "speaker"),), columns=(CODE,), layers=(Dimension(Kind.CODER),))
    material = results.gather(project, question)
    table = results.table(material)
    assert len(table.cells) > 30
    for place, cell in table.cells.items():
        codings = project.codings.get(results.codings_at(material, place))
        assert len(codings) == cell.codings
        assert len({each.document for each in codings}) == cell.documents
        assert plain_count.covered(project, codings) == cell.words


def test_speaker_by_code_by_stance_counts_each_coding_where_it_belongs(study: Project) -> None:
    dimensions = (Dimension(Kind.ATTRIBUTE, "speaker"), CODE, Dimension(Kind.ATTRIBUTE, "stance"))
    table = answered(study, Question(dimensions[:1], dimensions[1:2], dimensions[2:], rolled=False))
    said = study.variables.of_codings()
    counted = {document.id for document in plain_count.counted(study)}
    for place in product(*(range(len(each)) for each in table.categories)):
        speaker, code, stance = (table.categories[which][at] for which, at in enumerate(place))
        found = [
            each
            for each in study.codings.all()
            if each.document in counted
            and each.code == code.id
            and said.get((each.id, "speaker"), "") == speaker.key
            and said.get((each.id, "stance"), "") == stance.key
        ]
        assert table.cell(place).codings == len(found)


@pytest.mark.parametrize("unit", list(Unit))
def test_shares_have_their_bases(study: Project, unit: Unit) -> None:
    table = answered(study, Question(columns=(OUTLET,), unit=unit))
    for row, column in product(*(range(len(each)) for each in table.categories)):
        cell, place = table.cell((row, column)), (row, column)
        column_base = (
            table.base((None, column)).documents if unit is Unit.DOCUMENTS else table.cell((None, column)).codings
        )
        row_base = getattr(table.cell((row, None)), unit)
        count = getattr(cell, unit)
        assert table.value(place, Measure.COLUMN) == count / column_base
        assert table.value(place, Measure.ROW) == (count / row_base if row_base else None)
        assert table.value(place, Measure.SHARE_WORDS) == cell.words / table.base((None, column)).words
        assert table.value(place, Measure.PER_THOUSAND) == 1000 * cell.codings / table.base((None, column)).words
