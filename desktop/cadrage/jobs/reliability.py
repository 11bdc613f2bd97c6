"""Reliability of codings that live in tables: files in, coefficients out, no project needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from cadrage.agreement.axis import MOST_CODERS
from cadrage.agreement.rating_table import reliability
from cadrage.agreement.span_study import span_reliability
from cadrage.core.errors import UserError
from cadrage.core.model import Span, SpanRow
from cadrage.core.reliability import Continuum, Reliability, SpanReliability
from cadrage.exchange.rating_tables import read_ratings
from cadrage.exchange.spans import read_spans
from cadrage.exchange.text_lengths import TextLength, read_lengths

Report = Callable[[int, int], None]


def of_table(path: Path, *, metric: str, weights: str, categories: Sequence[str]) -> Reliability:
    """Every coefficient of a table of units × coders. Raises UserError for a table that is none."""
    return reliability(read_ratings(path), metric=metric, weights=weights, categories=categories)


def of_spans(spans: Path, lengths: Path, *, interval: str = "jackknife", seed: int = 0) -> SpanReliability:
    """Agreement on spans in texts of these lengths. Raises UserError where the two tables do not fit."""
    table = read_spans(spans)
    if table.bad:
        raise UserError(f"Line {table.bad[0].line} of the spans: {table.bad[0].reason}. Put it right and try again.")
    texts = read_lengths(lengths)
    coders = _coders(table.rows, texts)
    codes = sorted({row.code for row in table.rows})
    return span_reliability(_continua(table.rows, texts, coders), coders, codes, interval=interval, seed=seed)


def _coders(rows: Sequence[SpanRow], texts: Sequence[TextLength]) -> tuple[str, ...]:
    coders = {row.coder for row in rows}.union(*(text.coders or () for text in texts))
    if len(coders) < 2:
        raise UserError("Agreement needs at least two coders. Name those who coded nothing in a column coders (A|B).")
    if len(coders) > MOST_CODERS:
        raise UserError(f"At most {MOST_CODERS} coders can be compared at once, not {len(coders)}.")
    return tuple(sorted(coders))


def _continua(rows: Sequence[SpanRow], texts: Sequence[TextLength], coders: Sequence[str]) -> list[Continuum]:
    spans: dict[str, dict[tuple[str, str], list[Span]]] = {text.name: defaultdict(list) for text in texts}
    known = {text.name: text for text in texts}
    everyone = frozenset(row.coder for row in rows)
    for row in rows:
        _check_row(row, known.get(row.document))
        spans[row.document][row.coder, row.code].append(row.span)
    return [
        Continuum(
            text.name,
            text.length,
            everyone if text.coders is None else text.coders,
            {who: tuple(sorted(found)) for who, found in spans[text.name].items()},
        )
        for text in texts
    ]


def _check_row(row: SpanRow, text: TextLength | None) -> None:
    if text is None:
        raise UserError(f"Line {row.line} of the spans: no length is given for '{row.document[:60]}'.")
    if row.span.end > text.length:
        raise UserError(
            f"Line {row.line} of the spans: it ends at {row.span.end}, behind the end of '{row.document[:60]}' "
            f"({text.length} characters). Check positions and lengths."
        )
    if text.coders is not None and row.coder not in text.coders:
        raise UserError(
            f"Line {row.line} of the spans: coder {row.coder} is not among those who saw '{row.document[:60]}'."
        )
