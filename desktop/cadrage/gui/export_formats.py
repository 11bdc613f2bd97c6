"""What can be chosen in an export: formats with what they are good for, and the choices as they are remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from cadrage.core.exporting import PARTS
from cadrage.exchange.report_material import PARTS as REPORT_PARTS
from cadrage.exchange.report_material import Wishes
from cadrage.exchange.report_parts import TITLES
from cadrage.jobs.export_targets import Kind
from cadrage.jobs.replication import Wanted

KEPT = "export"
QUOTATIONS = (1, 2, 3, 5, 10, 20)
_WORDS = {
    "all": "Everything",
    "dataset": "Coded material",
    "agreement": "Agreement",
    "results": "Results",
    "codebook": "Codebook",
}


@dataclass(frozen=True, slots=True)
class Format:
    """`short` stands in the list, `good_for` beside the options; `endings` with their names, the usual one first."""

    kind: Kind
    name: str
    icon: str
    short: str
    good_for: str
    action: str
    endings: tuple[tuple[str, str], ...]


FORMATS = (
    Format(
        Kind.WORKBOOK,
        "Excel workbook",
        "table",
        "Excel, LibreOffice, Numbers",
        "Every table on a sheet of its own, with charts and the coded words in their sentence. For reading, counting "
        "and handing in.",
        "Write the workbook",
        ((".xlsx", "Excel"),),
    ),
    Format(
        Kind.FOLDER,
        "CSV folder with scripts",
        "folder-open",
        "R, SPSS, Stata, pandas, archives",
        "The same tables as plain files. Scripts read them into R, SPSS and Stata with all labels; a description tells "
        "other programs what each column is.",
        "Write the folder",
        (("", "CSV"),),
    ),
    Format(
        Kind.STUDY,
        "REFI-QDA project",
        "external-link",
        "ATLAS.ti, MAXQDA, NVivo, QualCoder",
        "Texts, codes, codings, coders, memos and variables in one file that other programs for qualitative analysis "
        "open, and Cadrage too.",
        "Write the project",
        ((".qdpx", "REFI-QDA"),),
    ),
    Format(
        Kind.CODEBOOK,
        "Codebook",
        "book-open",
        "To edit outside and take back",
        "The codes with all their rules and examples. Edited in a spreadsheet it can be taken back; .qdc is what other "
        "programs for qualitative analysis read.",
        "Write the codebook",
        ((".xlsx", "Excel"), (".csv", "CSV"), (".qdc", "REFI-QDA"), (".json", "JSON")),
    ),
    Format(
        Kind.REPORT,
        "Report",
        "file-text",
        "Web page, Word or PDF, for readers",
        "For supervisors, co-authors and the appendix: codebook, frequencies, quotations, agreement, coded texts. "
        "Choose its parts.",
        "Write the report",
        ((".html", "Web page"), (".docx", "Word"), (".pdf", "PDF")),
    ),
    Format(
        Kind.PACKAGE,
        "Replication package",
        "copy",
        "For others to repeat the study",
        "Codebook, positions, hashes and agreement without the articles, coders under pseudonyms. Who has the texts "
        "can put it together again.",
        "Make the package",
        ((".zip", "ZIP"),),
    ),
)
WHAT = tuple((part, _WORDS.get(part, part.capitalize())) for part in sorted(PARTS, key=lambda part: part != "all"))
PART_TITLES = tuple((part, TITLES.get(part, part.capitalize())) for part in REPORT_PARTS)


def format_of(kind: Kind) -> Format:
    return next(each for each in FORMATS if each.kind is kind)


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen last; `endings` by kind where it is not the usual one."""

    kind: Kind = Kind.WORKBOOK
    what: str = "all"
    endings: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = REPORT_PARTS
    extracts: bool = False
    quotations: int = 3
    titles: bool = False
    memos: bool = False
    free_text: bool = False

    @property
    def ending(self) -> str:
        usual = format_of(self.kind).endings
        chosen = self.endings.get(self.kind, "")
        return chosen if chosen in dict(usual) else usual[0][0]

    def with_ending(self, ending: str) -> Choices:
        return replace(self, endings={**self.endings, str(self.kind): ending})

    def with_part(self, part: str, *, on: bool) -> Choices:
        kept = {*self.parts, part} if on else {*self.parts} - {part}
        return replace(self, parts=tuple(each for each in REPORT_PARTS if each in kept))

    def with_in_package(self, name: str, *, on: bool) -> Choices:
        changed: dict[str, Any] = {name: on}
        return replace(self, **changed)

    @property
    def wishes(self) -> Wishes:
        return Wishes(self.parts, self.extracts, self.quotations)

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.titles, self.memos, self.free_text)

    def as_json(self) -> dict[str, Any]:
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        # What was left out, so that a part that comes with a later version is in.
        kept = values.pop("parts")
        left_out = [part for part in REPORT_PARTS if part not in kept]
        return values | {"kind": str(self.kind), "endings": dict(self.endings), "parts_left_out": left_out}


def choices(kept: object) -> Choices:
    """What was remembered, as far as it makes sense; the rest as usual."""
    usual = Choices()
    if not isinstance(kept, dict):
        return usual
    values: dict[str, Any] = {}
    if kept.get("kind") in set(Kind):
        values["kind"] = Kind(kept["kind"])
    if kept.get("what") in PARTS:
        values["what"] = kept["what"]
    if isinstance(kept.get("endings"), dict):
        values["endings"] = {str(kind): str(ending) for kind, ending in kept["endings"].items()}
    if isinstance(kept.get("parts_left_out"), list):
        values["parts"] = _parts(kept["parts_left_out"])
    if kept.get("quotations") in QUOTATIONS:
        values["quotations"] = kept["quotations"]
    for name in ("extracts", "titles", "memos", "free_text"):
        if isinstance(kept.get(name), bool):
            values[name] = kept[name]
    return replace(usual, **values)


def _parts(left_out: Iterable[object]) -> tuple[str, ...]:
    names = list(left_out)
    return tuple(part for part in REPORT_PARTS if part not in names)
