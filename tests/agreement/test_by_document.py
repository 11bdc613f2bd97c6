"""Each document's part in the agreement on a code."""

from __future__ import annotations

import pytest

from cadrage.agreement.by_document import by_document
from cadrage.core.agreement import CodedDocument, CodeGroup
from cadrage.core.model import Span

GROUP = CodeGroup(1, "X", "X", frozenset({1}))


def document(number: int, a: tuple[int, int] | None, b: tuple[int, int] | None, coders: str = "AB") -> CodedDocument:
    spans = {(coder, 1): (Span(*ends),) for coder, ends in (("A", a), ("B", b)) if ends}
    return CodedDocument(number, f"d{number}", 100, None, frozenset(coders), spans)


def test_documents_with_most_differences_come_first_each_with_its_own_figures() -> None:
    documents = [document(1, (0, 10), (0, 10)), document(2, (0, 10), None), document(3, (0, 50), (0, 30))]
    rows = by_document([*documents, document(4, (0, 10), None, "A")], GROUP, ("A", "B"), "character")
    assert [(row.document, row.differences, row.units) for row in rows] == [(3, 1, 100), (2, 1, 100), (1, 0, 100)]
    assert rows[0].agreement == pytest.approx(0.8)
    assert rows[0].positive == pytest.approx(60 / 80)
    assert rows[1].alpha is not None
    assert rows[1].alpha < 0.1
    assert rows[2].alpha == 1


def test_no_agreement_at_all_comes_before_more_of_it() -> None:
    documents = [document(1, (0, 50), (0, 30)), document(2, (0, 100), None)]
    rows = by_document(documents, GROUP, ("A", "B"), "character")
    assert [(row.document, row.differences, row.agreement) for row in rows] == [(2, 1, 0.0), (1, 1, 0.8)]


def test_what_is_undefined_in_a_document_is_none() -> None:
    (row,) = by_document([document(1, None, None)], GROUP, ("A", "B"), "character")
    assert (row.agreement, row.positive, row.alpha, row.differences) == (1.0, None, None, 0)
