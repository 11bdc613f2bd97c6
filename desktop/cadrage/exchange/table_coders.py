"""The coders: how much each has done, and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from cadrage.core.dataset import Dataset
from cadrage.core.model import State
from cadrage.exchange.cells import Value, as_date
from cadrage.exchange.tables import Column, Table

_COLUMNS = (
    Column("coder_id", "Short id of the coder's row in the project; it stays when the coder is renamed."),
    Column("coder", "Name of the coder.", 18),
    Column("active", "FALSE for who no longer codes in this project."),
    Column("documents_begun", "Documents of this export begun but not completed in the latest round.", 15),
    Column("documents_completed", "Documents of this export completed in the latest round.", 18),
    Column("documents_coded", "Documents with a coding of the coder in this export.", 15),
    Column("codings", "Number of the coder's codings in this export.", 8),
    Column("codes", "Number of different codes in them.", 8),
    Column("first_day", "Day of the coder's first coding in this export, in UTC."),
    Column("last_day", "Day of the last one made.", 12),
)


def coders_table(dataset: Dataset) -> Table:
    return Table("coders", "One row a coder.", _COLUMNS, len(dataset.coders), lambda: _rows(dataset))


def _rows(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    short = dataset.named(coder.guid for coder in dataset.coders)
    states = _states(dataset)
    days: dict[int, list[str]] = defaultdict(list)
    codings: Counter[int] = Counter()
    codes, documents = defaultdict(set), defaultdict(set)
    for coding in dataset.codings:
        codings[coding.coder] += 1
        codes[coding.coder].add(coding.code)
        documents[coding.coder].add(coding.document)
        if coding.created:
            days[coding.coder].append(coding.created[:10])
    for coder in dataset.coders:
        mine = days[coder.id]
        yield (
            short[coder.guid],
            coder.name,
            coder.active,
            states[coder.id, State.PROGRESS],
            states[coder.id, State.COMPLETE],
            len(documents[coder.id]),
            codings[coder.id],
            len(codes[coder.id]),
            as_date(min(mine)) if mine else None,
            as_date(max(mine)) if mine else None,
        )


def _states(dataset: Dataset) -> Counter[tuple[int, State]]:
    """How many of the documents each coder has brought how far, in the latest round."""
    latest = max(dataset.rounds, key=lambda round_: (round_.number, round_.id), default=None)
    kept = {document.id for document in dataset.documents}
    return Counter(
        (status.coder, status.state)
        for status in dataset.statuses
        if latest is not None and status.round == latest.id and status.document in kept
    )
