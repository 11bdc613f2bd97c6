"""The tables that describe a study, each against a plain recount of the dataset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from tests.jobs.random_study import random_study

from cadrage.core.codebook import Codebook
from cadrage.core.dataset import Dataset
from cadrage.core.errors import UserError
from cadrage.core.identity import short_ids
from cadrage.core.model import Code, Coding, Layer, Scope, Span, State, Status, VariableKind
from cadrage.exchange.code_columns import code_columns
from cadrage.exchange.dataset_tables import MOST_CODES, SHEETS, tables
from cadrage.exchange.tables import Table
from cadrage.exchange.value_labels import LabelSets
from cadrage.jobs import export
from cadrage.jobs.datasets import studied

SEEDS = range(4)
WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@pytest.fixture(params=SEEDS)
def random_dataset(request: pytest.FixtureRequest) -> Dataset:
    with random_study(request.param, documents=1 + 2 * request.param, people=1 + request.param) as project:
        material = export.gather(project)
    assert material.study is not None
    return studied(material.dataset, material.study, material.details)


def rows_of(dataset: Dataset, name: str, **asked: bool) -> list[dict[str, Any]]:
    (table,) = (table for table in tables(dataset, **asked) if table.name == name)
    return named(table)


def named(table: Table) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    assert len({name.casefold() for name in names}) == len(names)
    found = [dict(zip(names, row, strict=True)) for row in table.rows()]
    assert len(found) == table.length
    return found


def ids(things: Any) -> Mapping[str, str]:
    return short_ids(thing.guid for thing in things)


# All tables.


def test_every_table_has_the_rows_it_says_and_plain_names_each_time_anew(random_dataset: Dataset) -> None:
    found = tables(random_dataset, files=True)
    assert len({table.name.casefold() for table in found}) == len(found)
    for table in found:
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,30}", table.name)
        assert named(table) == named(table)
        assert table.about
        assert all(column.about for column in table.columns)
        if not table.name.startswith("units_") and table.columns[0].name[0].islower():
            assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", column.name) for column in table.columns)


def test_what_is_asked_for_decides_which_tables_there_are(random_dataset: Dataset) -> None:
    everything = [table.name for table in tables(random_dataset)]
    for what in SHEETS:
        chosen = [table.name for table in tables(random_dataset, what)]
        assert chosen == [name for name in everything if name in chosen]
    assert random_dataset.units is not None
    assert ("units_long" in everything) == bool(random_dataset.units.documents)
    with pytest.raises(UserError, match="Choose one of"):
        tables(random_dataset, "everything")


def test_a_study_of_nothing_has_tables_without_rows(dataset: Dataset) -> None:
    nothing = replace(
        dataset, documents=(), codings=(), codes=(), coders=(), statuses=(), variables=(), examples=(), memos={}
    )
    for table in tables(nothing, files=True):
        if table.name != "rounds":
            assert named(table) == [], table.name


# Codings.


def test_every_quotation_is_the_text_between_its_positions(random_dataset: Dataset) -> None:
    documents = {ids(random_dataset.documents)[each.guid]: each.id for each in random_dataset.documents}
    codings = rows_of(random_dataset, "codings")
    assert codings
    for row in codings:
        text = random_dataset.texts[documents[row["doc_id"]]]
        assert text[row["start"] : row["end"]] == row["quotation"]
        assert row["sentence"] is None or row["quotation"] in row["sentence"]
        assert isinstance(row["created"], datetime)
    assert {row["memo"] for row in codings} == {None, "unsure"}
    assert {row["speaker"] for row in codings} == {None, "Merkel", "=Путин", "Kerry"}


def test_ids_stay_the_same_when_a_filter_leaves_half_out(random_dataset: Dataset) -> None:
    some = replace(random_dataset, codings=random_dataset.codings[::2])
    whole = {row["coding_id"]: row for row in rows_of(random_dataset, "codings")}
    for row in rows_of(some, "codings"):
        assert whole[row["coding_id"]] == row


def test_ids_that_collide_with_what_is_left_out_stay_long(dataset: Dataset) -> None:
    alike = {dataset.codings[0].guid: "a00000201", "not here": "b00000201"}
    one = replace(dataset, codings=dataset.codings[:1], ids={**short_ids(_guids(dataset)), **alike})
    assert rows_of(one, "codings")[0]["coding_id"] == "a00000201"


def _guids(dataset: Dataset) -> list[str]:
    return [thing.guid for things in (dataset.documents, dataset.codes, dataset.coders) for thing in things]


def test_a_coding_has_the_name_of_the_version_that_it_was_made_with(dataset: Dataset) -> None:
    newer = replace(dataset, codebook_version="2.0", codebook_versions={1: "1.0", 2: "2.0"})
    assert [row["codebook_version"] for row in rows_of(newer, "codings")] == [None, "1.0", None]


# One row a document and coder.


def test_counts_and_shares_of_words_are_those_of_a_plain_recount(random_dataset: Dataset) -> None:
    dataset = random_dataset
    names, short = code_columns(dataset), ids(dataset.documents)
    rows = rows_of(dataset, "doc_wide")
    seen = set()
    for row in rows:
        document = next(each for each in dataset.documents if short[each.guid] == row["doc_id"])
        coder = next(each for each in dataset.coders if each.name == row["coder"])
        round_ = next(each for each in dataset.rounds if each.name == row["round"])
        seen.add((document.id, coder.id, round_.id, row["layer"]))
        mine = [
            each
            for each in dataset.codings
            if (each.document, each.coder, each.round, each.layer)
            == (document.id, coder.id, round_.id, Layer(row["layer"]))
        ]
        words = _words(dataset, document.id)
        assert row["words"] == len(words) == dataset.words[document.id]
        assert row["codings"] == len(mine)
        for code in dataset.codes:
            spans = [each.span for each in mine if each.code == code.id]
            if f"n_{names[code.id]}" in row:
                touched = sum(any(s.start < end and start < s.end for s in spans) for start, end in words)
                assert row[f"n_{names[code.id]}"] == len(spans)
                assert row[f"any_{names[code.id]}"] == int(bool(spans))
                share = row[f"share_{names[code.id]}"]
                assert share == (pytest.approx(touched / len(words)) if words else None)
    done = {(s.document, s.coder, s.round, "coder") for s in dataset.statuses if s.state is State.COMPLETE}
    assert seen == done | {(c.document, c.coder, c.round, str(c.layer)) for c in dataset.codings}
    assert len(seen) == len(rows)


def _words(dataset: Dataset, document: int) -> list[tuple[int, int]]:
    text = list(dataset.texts[document])
    for span in dataset.not_article.get(document, ()):
        text[span.start : span.end] = ["\n"] * len(text[span.start : span.end])
    return [found.span() for found in WORD.finditer("".join(text))]


def test_each_code_counts_its_own_codings_and_the_gold_layer_stands_alone(dataset: Dataset) -> None:
    rows = rows_of(dataset, "doc_wide")
    assert [(row["doc_id"], row["coder"], row["layer"], row["status"]) for row in rows] == [
        ("00000001", "Ana", "coder", "complete"),
        ("00000001", "Юлия", "gold", None),
        ("00000002", "Ana", "coder", "none"),
    ]
    gold = rows[1]
    assert (gold["n_esc"], gold["n_esc_mil"], gold["any_esc_mil"]) == (0, 1, 1)
    assert gold["share_esc_mil"] == pytest.approx(3 / 17)
    assert (gold["outlet"], gold["published"]) == ("The Paper", date(2014, 3, 14))
    assert gold["words"] == 17


def test_days_of_documents_are_dates_whatever_kind_an_import_gave_them(dataset: Dataset) -> None:
    loose = tuple(replace(each, kind=VariableKind.TEXT) for each in dataset.variables)
    for name in ("documents", "doc_wide"):
        days = {row["doc_id"]: row["published"] for row in rows_of(replace(dataset, variables=loose), name)}
        assert days == {"00000001": date(2014, 3, 14), "00000002": "2014-03"}


def test_a_word_that_a_coding_cuts_counts_whole_and_once(dataset: Dataset) -> None:
    first = dataset.codings[0]
    spans = [Span(6, 7), Span(5, 9), Span(7, 13)]  # within “talks”, all of it with its space, and into “broke”
    codings = tuple(replace(first, id=9 + n, guid=f"{n:032}", span=span) for n, span in enumerate(spans))
    (row,) = (row for row in rows_of(replace(dataset, codings=codings), "doc_wide") if row["codings"])
    assert (row["n_costs"], row["share_costs"]) == (3, pytest.approx(2 / 17))


def test_who_only_began_a_document_has_no_row(dataset: Dataset) -> None:
    begun = replace(dataset, codings=(), statuses=(Status(1, 1, 1, State.PROGRESS), Status(2, 2, 1, State.COMPLETE)))
    assert [(row["doc_id"], row["coder"]) for row in rows_of(begun, "doc_wide")] == [("00000002", "Юлия")]


# Codes and what they are called.


def test_the_key_to_the_codes_is_that_of_a_plain_recount(random_dataset: Dataset) -> None:
    dataset = random_dataset
    book = Codebook(dataset.codes, with_retired=True)
    codes = {ids(dataset.codes)[code.guid]: code for code in dataset.codes}
    rows = rows_of(dataset, "codes")
    used = {coding.code for coding in dataset.codings}
    assert {row["code_id"] for row in rows} == {
        short for short, code in codes.items() if not code.retired or code.id in used
    }
    for row in rows:
        code = codes[row["code_id"]]
        own = [coding for coding in dataset.codings if coding.code == code.id]
        family = [coding for coding in dataset.codings if coding.code in book.family(code.id)]
        assert (row["code_name"], row["code_path"], row["retired"]) == (code.name, book.path(code.id), code.retired)
        assert (row["codings"], row["codings_family"]) == (len(own), len(family))
        assert row["documents"] == len({coding.document for coding in own})
        assert row["coders"] == len({coding.coder for coding in own})
        assert row["column"] == code_columns(dataset)[code.id]
        parent = None if code.parent is None else ids(dataset.codes)[book.by_id[code.parent].guid]
        assert row["parent_id"] == parent


def code(number: int, name: str, short_id: str = "") -> Code:
    return Code(number, f"01890000-0000-7000-8000-{number:012x}", short_id, name, "", None, number)


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (["Threat", "threat", "THREAT!"], ["threat", "threat_2", "threat_3"]),
        (["Économie & paix", "2nd wave", "*?/\\[]:"], ["economie_paix", "v_2nd_wave", "code_00000003"]),
        (["Скрытая угроза", "戦争 A", "long"], ["code_00000001", "code_00000002", "long_2"]),
        (["Coder", "doc_id", "Unit"], ["coder_2", "doc_id_2", "unit_2"]),
        (["a" * 40, "a" * 41, "a" * 42], ["a" * 25, "a" * 23 + "_2", "a" * 23 + "_3"]),
    ],
)
def test_codes_are_called_by_plain_short_names_that_differ(
    dataset: Dataset, names: list[str], columns: list[str]
) -> None:
    codes = tuple(code(number, name) for number, name in enumerate(names, start=1))
    assert list(code_columns(replace(dataset, codes=codes)).values()) == columns


def test_a_thousand_codes_keep_short_names_and_stay_out_of_the_workbook_as_sheets(dataset: Dataset) -> None:
    codes = tuple(code(number, f"A frame with a rather long name, number {number}") for number in range(1, 1001))
    columns = code_columns(replace(dataset, codes=codes))
    assert len(set(columns.values())) == 1000
    assert max(map(len, columns.values())) <= 25
    with random_study(1) as project:
        for number in range(MOST_CODES):
            project.codes.add(f"Frame {number}")
        material = export.gather(project)
    assert material.study is not None
    many = studied(material.dataset, material.study, None)
    (sheet,) = (table for table in tables(many) if table.name.startswith("units_"))
    assert "CSV folder" in sheet.about
    files = [table for table in tables(many, files=True) if table.name.startswith("units_")]
    assert len(files) == 1 + len(many.units.codes) if many.units else 0
    assert "CSV folder" not in files[0].about


# Actors, coders, rounds.


def test_actors_and_codes_meet_as_often_as_a_plain_recount_finds(random_dataset: Dataset) -> None:
    dataset = random_dataset
    found = {
        (row["actor"], row["code_id"]): (row["codings"], row["documents"], row["coders"])
        for row in rows_of(dataset, "actors_x_codes")
    }
    wanted: dict[tuple[str, str], list[Coding]] = {}
    codes = {code.id: ids(dataset.codes)[code.guid] for code in dataset.codes}
    for coding in dataset.codings:
        actor = dataset.coding_values.get((coding.id, "speaker"))
        if actor:
            wanted.setdefault((actor, codes[coding.code]), []).append(coding)
    assert found == {
        key: (len(met), len({c.document for c in met}), len({c.coder for c in met})) for key, met in wanted.items()
    }


def test_without_speakers_there_is_no_table_of_them(dataset: Dataset) -> None:
    assert "actors_x_codes" in [table.name for table in tables(dataset)]
    assert "actors_x_codes" not in [table.name for table in tables(replace(dataset, coding_values={}))]


def test_coders_and_rounds_are_those_of_a_plain_recount(random_dataset: Dataset) -> None:
    dataset = random_dataset
    latest = max(dataset.rounds, key=lambda each: each.number)
    rows = rows_of(dataset, "coders")
    assert [row["coder"] for row in rows] == [coder.name for coder in dataset.coders]
    for row, coder in zip(rows, dataset.coders, strict=True):
        mine = [coding for coding in dataset.codings if coding.coder == coder.id]
        states = [each.state for each in dataset.statuses if (each.coder, each.round) == (coder.id, latest.id)]
        assert (row["codings"], row["codes"]) == (len(mine), len({coding.code for coding in mine}))
        assert row["documents_coded"] == len({coding.document for coding in mine})
        assert row["documents_begun"] == states.count(State.PROGRESS)
        assert row["documents_completed"] == states.count(State.COMPLETE)
        days = sorted(coding.created[:10] for coding in mine)
        assert [str(row["first_day"]), str(row["last_day"])] == [days[0], days[-1]]
    for row, round_ in zip(rows_of(dataset, "rounds"), dataset.rounds, strict=True):
        assert (row["round"], row["number"], row["kind"], row["blind"]) == (
            *(round_.name, round_.number, round_.kind),
            round_.blind,
        )
        assert row["codings"] == sum(coding.round == round_.id for coding in dataset.codings)
        complete = [value for name, value in row.items() if name.startswith("complete")]
        assert complete == [
            sum((s.coder, s.round, s.state) == (c.id, round_.id, State.COMPLETE) for s in dataset.statuses)
            for c in dataset.coders
        ]


def test_a_round_names_its_codebook_version_and_when_it_was_unsealed(dataset: Dataset) -> None:
    (round_,) = dataset.rounds
    unsealed = replace(round_, unsealed="2024-05-03T08:00:00.500Z")
    (row,) = rows_of(replace(dataset, rounds=(unsealed,), round_versions={1: "0.9"}), "rounds")
    assert (row["codebook_version"], row["unsealed"]) == ("0.9", datetime(2024, 5, 3, 8, 0, 0))


# Variables and their values.


def test_values_have_the_numbers_that_the_statistics_files_use(random_dataset: Dataset) -> None:
    dataset = random_dataset
    variables = {(row["table"], row["column"]): row for row in rows_of(dataset, "variables")}
    columns = {(table.name, column.name): column for table in tables(dataset) for column in table.columns}
    sets, listed = LabelSets(dataset), rows_of(dataset, "values")
    assert set(variables) <= set(columns)
    for key, variable in variables.items():
        labels = sets.of(columns[key])
        mine = [row for row in listed if (row["table"], row["column"]) == key]
        assert variable["values"] == len(mine)
        expected = [(each.text, each.label, each.number) for each in labels.values] if labels else []
        assert [(row["value"], row["label"], row["number"]) for row in mine] == expected
    grade = [row for row in listed if row["column"] == "n_threat"]
    assert [(row["value"], row["label"], row["number"]) for row in grade] == [("1", "low", 1), ("3", "high", 3)]


def test_how_often_a_value_stands_is_a_plain_recount(random_dataset: Dataset) -> None:
    dataset = random_dataset
    kept = {coding.id for coding in dataset.codings}
    rows = [row for row in rows_of(dataset, "values") if row["table"] == "codings"]
    assert any(row["used"] for row in rows)
    for row in rows:
        assert row["used"] == sum(
            value == row["value"]
            for (each, name), value in dataset.coding_values.items()
            if each in kept and _column(dataset, Scope.CODING, name) == row["column"]
        )


def _column(dataset: Dataset, scope: Scope, name: str) -> str:
    table = next(table for table in tables(dataset) if table.name == "codings")
    guid = next(each.guid for each in dataset.variables if (each.scope, each.name) == (scope, name))
    return next(column.name for column in table.columns if column.variable == guid)


def test_a_variable_called_like_a_column_of_a_code_gives_way(random_dataset: Dataset) -> None:
    wide = next(table for table in tables(random_dataset) if table.name == "doc_wide")
    names = [column.name for column in wide.columns]
    assert names.count("n_threat") == 1
    assert "1 where" not in next(column.about for column in wide.columns if column.name == "n_threat")
