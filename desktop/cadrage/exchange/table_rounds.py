"""The rounds of the study: what each was, and how far the coders came in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cadrage.core.dataset import Dataset
from cadrage.core.model import State
from cadrage.exchange.cells import Value, as_moment
from cadrage.exchange.tables import Column, Table, column_name

_COLUMNS = (
    Column("round", "Name of the round.", 18),
    Column("number", "Its number, from 1.", 8),
    Column("kind", "open, training, pilot, reliability, final or retest.", 12),
    Column("blind", "TRUE where nobody sees the others' codings until the round is unsealed."),
    Column("codebook_version", "The codebook version that the round is bound to; empty where it is bound to none.", 16),
    Column("state", "open or closed.", 10),
    Column("unsealed", "When a blind round was unsealed, in UTC.", 19),
    Column("codings", "Number of codings of this round in this export.", 8),
)


def rounds_table(dataset: Dataset) -> Table:
    """In the order of their numbers, with a column for what each coder completed."""
    taken = [column.name for column in _COLUMNS]
    complete = []
    for coder in dataset.coders:
        name = column_name(f"complete_{coder.name}", taken)
        taken.append(name)
        complete.append(Column(name, f"Documents of this export that {coder.name} has completed in this round.", 14))
    return Table("rounds", "One row a round.", (*_COLUMNS, *complete), len(dataset.rounds), lambda: _rows(dataset))


def _rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    kept = {document.id for document in dataset.documents}
    done = Counter(
        (status.round, status.coder)
        for status in dataset.statuses
        if status.state is State.COMPLETE and status.document in kept
    )
    codings = Counter(coding.round for coding in dataset.codings)
    for round_ in sorted(dataset.rounds, key=lambda round_: (round_.number, round_.id)):
        yield (
            round_.name,
            round_.number,
            round_.kind,
            round_.blind,
            dataset.round_versions.get(round_.id),
            round_.state,
            as_moment(round_.unsealed) if round_.unsealed else None,
            codings[round_.id],
            *(done[round_.id, coder.id] for coder in dataset.coders),
        )
