"""The rows of an agreement table for a view, as text, for screen readers, and as tab-separated text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cadrage.core.agreement import AgreementTable, CodeAgreement
from cadrage.core.model import Code
from cadrage.core.standing import CUSTOMARY, Limits
from cadrage.gui import agreement_words as words

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 40
_NO_PARENT = QModelIndex()


class Column(IntEnum):
    CODE = 0
    CODED = 1
    PREVALENCE = 2
    AGREEMENT = 3
    POSITIVE = 4
    KAPPA = 5
    ALPHA = 6
    INTERVAL = 7
    VERDICT = 8


HEADINGS = {
    Column.CODE: "Code",
    Column.CODED: "n",
    Column.PREVALENCE: "Prevalence %",
    Column.AGREEMENT: "Agree %",
    Column.POSITIVE: "Pos. %",
    Column.KAPPA: "κ",
    Column.ALPHA: "α",
    Column.INTERVAL: "α with 95 % interval",
    Column.VERDICT: "Lower limit",
}
_TIPS = {
    Column.CODE: "Sub-codes count for their parent code too",
    Column.CODED: "Units that at least one coder coded",
    Column.PREVALENCE: "Share of the units that each coder coded: {}",
    Column.AGREEMENT: "Share of the units on which the coders agree, on the code or on its absence",
    Column.POSITIVE: "Agreement on the code's presence alone (F1)",
    Column.ALPHA: "Krippendorff’s α",
    Column.INTERVAL: "95 % interval over documents; the lines stand at {tentative} and {reliable}",
    Column.VERDICT: "Judged by the interval’s lower limit: Reliable from {reliable}, Tentative from {tentative}",
}
_COHEN = "Cohen’s κ"
_FLEISS = "Fleiss’ κ, of more than two coders"


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One code's row with what the codebook says of the code now."""

    agreement: CodeAgreement
    short: str
    rest: str
    name: str
    colour: str
    limits: Limits = CUSTOMARY

    @property
    def title(self) -> str:
        return f"{self.short} {self.name}".strip()


class AgreementModel(QAbstractTableModel):
    """One row a code, in codebook order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: AgreementTable | None = None
        self._rows: list[AgreementRow] = []
        self.limits = CUSTOMARY

    @property
    def table(self) -> AgreementTable | None:
        return self._table

    def set_table(self, table: AgreementTable | None, codes: Mapping[int, Code], limits: Limits = CUSTOMARY) -> None:
        """Show a table; while its codes stay the same, selection and place stay too."""
        self.limits = limits
        fresh = [replace(_row(each, codes), limits=limits) for each in table.codes] if table else []
        same = [row.agreement.code.id for row in self._rows] == [row.agreement.code.id for row in fresh]
        if same and fresh:
            self._table, self._rows = table, fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, Column.VERDICT))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, Column.VERDICT)
            return
        self.beginResetModel()
        self._table, self._rows = table, fresh
        self.endResetModel()

    def row_at(self, place: int) -> AgreementRow | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, code: int | None) -> int:
        """The code's row, -1 where it has none."""
        return next((place for place, row in enumerate(self._rows) if row.agreement.code.id == code), -1)

    def as_text(self, places: Sequence[int]) -> str:
        """Rows under their headings, tab-separated, the numbers as spreadsheets read them."""
        if self._table is None:
            return ""
        rows = [_plain_cells(self._rows[place]) for place in places]
        return "\n".join("\t".join(cells) for cells in [_plain_headings(self._table), *rows])

    def heading_tip(self, column: Column) -> str:
        coders = self._table.coders if self._table else ()
        if column is Column.KAPPA:
            return _COHEN if len(coders) == 2 else _FLEISS
        tentative, reliable = words.threshold(self.limits.tentative), words.threshold(self.limits.reliable)
        return _TIPS[column].format(words.listed(coders), tentative=tentative, reliable=reliable)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        column = Column(index.column())
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row) if column is Column.CODE else f"{HEADINGS[column]} {_cell(row, column)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[Column(section)]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.heading_tip(Column(section))
        return None


def _row(agreement: CodeAgreement, codes: Mapping[int, Code]) -> AgreementRow:
    code = codes.get(agreement.code.id)
    if code is None:
        return AgreementRow(agreement, "", "", agreement.code.label, "")
    return AgreementRow(agreement, code.short_id, _rest(code, codes), code.name, code.colour)


def _rest(code: Code, codes: Mapping[int, Code]) -> str:
    """A sub-code's id without its parent's, which stands above it."""
    parent = codes.get(code.parent) if code.parent is not None else None
    if parent is None or not parent.short_id:
        return code.short_id
    return code.short_id.removeprefix(parent.short_id).lstrip("-.: ") or code.short_id


def _cell(row: AgreementRow, column: Column) -> str:
    agreement = row.agreement
    shares = agreement.coefficients
    match column:
        case Column.CODE:
            return row.title
        case Column.CODED:
            return f"{agreement.coded:,}"
        case Column.PREVALENCE:
            return words.prevalences(agreement)
        case Column.AGREEMENT:
            return words.percent(shares["percent_agreement"].value, agreement.units)
        case Column.POSITIVE:
            return words.percent(shares["positive_agreement"].value, agreement.units)
        case Column.KAPPA:
            return words.coefficient(words.kappa(agreement).value)
        case Column.ALPHA:
            return words.coefficient(words.alpha(agreement).value)
        case Column.INTERVAL:
            return _interval(row)
        case Column.VERDICT:
            return words.verdict(agreement, row.limits).words


def _interval(row: AgreementRow) -> str:
    value = words.alpha(row.agreement)
    if value.value is None:
        return "undefined"
    if value.low is None or value.high is None:
        return "no interval"
    return f"{words.limit(value.low, row.limits)} to {words.limit(value.high, row.limits)}"


def _tip(row: AgreementRow, column: Column) -> str:
    if column is Column.CODE:
        return row.agreement.code.path
    if column is Column.PREVALENCE:
        shares = row.agreement.prevalence.items()
        return "\n".join(f"{coder}: {words.percent(share, row.agreement.units)} %" for coder, share in shares)
    if column is Column.KAPPA:
        return words.kappa(row.agreement).undefined or ""
    if column in (Column.ALPHA, Column.INTERVAL, Column.VERDICT):
        value = words.alpha(row.agreement)
        why = value.undefined or value.note or _interval(row)
        return f"{words.verdict(row.agreement, row.limits).words}: {why}" if column is Column.VERDICT else why
    return ""


def _spoken(row: AgreementRow) -> str:
    return (
        f"{row.title}: {words.verdict(row.agreement, row.limits).words}, α {_cell(row, Column.ALPHA)},"
        f" interval {_cell(row, Column.INTERVAL)}, n {_cell(row, Column.CODED)}"
    )


def _plain_headings(table: AgreementTable) -> list[str]:
    kappa = "Cohen’s κ" if len(table.coders) == 2 else "Fleiss’ κ"
    shares = [f"Prevalence {coder} %" for coder in table.coders]
    figures = ["Agreement %", "Positive %", kappa, "α", "α low", "α high", "Verdict"]
    return ["Code", "Name", "n", *shares, *figures]


def _plain_cells(row: AgreementRow) -> list[str]:
    agreement, alpha = row.agreement, words.alpha(row.agreement)
    shares = [
        *agreement.prevalence.values(),
        agreement.coefficients["percent_agreement"].value,
        agreement.coefficients["positive_agreement"].value,
    ]
    return [
        row.short,
        row.name,
        str(agreement.coded),
        *(_plain(None if share is None else 100 * share, 1) for share in shares),
        *(_plain(value, 3) for value in (words.kappa(agreement).value, alpha.value, alpha.low, alpha.high)),
        words.verdict(agreement, row.limits).words,
    ]


def _plain(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
