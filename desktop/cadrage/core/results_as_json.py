"""Results as JSON: every cell and sum with what its shares are taken of, full precision, never NaN."""

from __future__ import annotations

from typing import Any

from cadrage.core.results import Asked, Base, CoOccurrence, Place, ResultTable, TestResult, TestTable
from cadrage.core.results_question import Category, Dimension, Measure


def table_as_json(table: ResultTable) -> dict[str, Any]:
    """In `cells`, null stands for a sum over that dimension; a place that is not there holds nothing."""
    return {
        **_around(table.asked),
        "dimensions": [
            {**_dimension(each), "label": name, "categories": [_category(one) for one in categories]}
            for each, name, categories in zip(table.dimensions, table.names, table.categories, strict=True)
        ],
        "cells": [_cell(table, place) for place in sorted(table.cells, key=_sums_last)],
        "bases": [
            {"at": _keys(table, place), "documents": base.documents, "words": base.words}
            for place, base in sorted(table.bases.items(), key=_place_first)
        ],
    }


def _sums_last(place: Place) -> tuple[tuple[bool, int], ...]:
    return tuple((at is None, at or 0) for at in place)


def _place_first(found: tuple[Place, Base]) -> tuple[tuple[bool, int], ...]:
    return _sums_last(found[0])


def _at(table: ResultTable, place: Place) -> list[tuple[tuple[Category, ...], int | None]]:
    return list(zip(table.categories, place, strict=True))


def _keys(table: ResultTable, place: Place) -> list[str | None]:
    return [None if at is None else each[at].key for each, at in _at(table, place)]


def _cell(table: ResultTable, place: Place) -> dict[str, Any]:
    cell, base = table.cell(place), table.base(place)
    return {
        "at": _keys(table, place),
        "labels": [None if at is None else each[at].label for each, at in _at(table, place)],
        "codings": cell.codings,
        "documents": cell.documents,
        "words": cell.words,
        "row_share": table.value(place, Measure.ROW),
        "column_share": table.value(place, Measure.COLUMN),
        "share_words": table.value(place, Measure.SHARE_WORDS),
        "per_thousand_words": table.value(place, Measure.PER_THOUSAND),
        "base_documents": base.documents,
        "base_words": base.words,
    }


def _around(asked: Asked) -> dict[str, Any]:
    question = asked.question
    near = question.proximity
    return {
        "project": asked.project,
        "measure": str(question.measure),
        "unit": str(question.unit),
        "sub_codes": "rolled up" if question.rolled else "apart",
        "layer": None if question.layer is None else str(question.layer),
        "round": asked.round or None,
        "proximity": None
        if near is None
        else {"reach": str(near.reach), "words": near.words, "same_coder": near.same_coder},
        "coders": list(asked.coders),
        "filters": list(asked.filters),
        "left_out": list(asked.left_out),
        "notes": list(asked.notes),
    }


def _dimension(dimension: Dimension) -> dict[str, Any]:
    length = None if dimension.bin is None else str(dimension.bin)
    return {"by": str(dimension.kind), "name": dimension.name or None, "bin": length}


def _category(category: Category) -> dict[str, Any]:
    return {
        "key": category.key,
        "label": category.label,
        "path": list(category.path) or None,
        "start": None if category.start is None else category.start.isoformat(),
        "end": None if category.end is None else category.end.isoformat(),
        "missing": category.missing,
    }


def together_as_json(found: CoOccurrence) -> dict[str, Any]:
    return {
        **_around(found.asked),
        "units": found.unit,
        "all_units": found.all_units,
        "all_documents": found.all_documents,
        "codes": [
            {**_category(code), **_meeting(found, at)} for at, code in enumerate(found.codes) if at in found.alone
        ],
        "pairs": [
            {
                "codes": [found.codes[one].key, found.codes[other].key],
                "labels": [found.codes[one].label, found.codes[other].label],
                "pairs_of_codings": meeting.codings,
                "documents": meeting.documents,
                "units": meeting.units,
                "units_with_either": meeting.either,
                "jaccard": found.jaccard(one, other),
                "lift": found.lift(one, other),
            }
            for (one, other), meeting in sorted(found.pairs.items())
        ],
    }


def _meeting(found: CoOccurrence, at: int) -> dict[str, int]:
    alone = found.alone[at]
    return {"codings": alone.codings, "documents": alone.documents, "units": alone.units}


def tests_as_json(found: TestTable) -> dict[str, Any]:
    return {
        "correction": found.correction,
        "tests": [_test(each) for each in found.tests],
        "notes": list(found.notes),
    }


def _test(test: TestResult) -> dict[str, Any]:
    return {
        "key": test.key,
        "label": test.label,
        "columns": list(test.columns),
        "observed": [list(row) for row in test.observed],
        "expected": [list(row) for row in test.expected],
        "n": test.n,
        "chi2": test.chi2,
        "df": test.df,
        "p": test.p,
        "fisher_p": test.fisher_p,
        "used": test.used,
        "adjusted_p": test.adjusted_p,
        "cramers_v": test.cramers_v,
        "corrected_v": test.corrected_v,
        "undefined": test.undefined or None,
        "warnings": list(test.warnings),
    }
