"""QualCoder's project: the database in a .qda folder, of any version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from cadrage.core.bundle import Bundle
from cadrage.core.errors import UserError
from cadrage.core.model import Scope, Subject, VariableKind
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.tool_database import Database, Row, opened
from cadrage.exchange.tool_draft import Highlight, StudyDraft, short
from cadrage.exchange.tool_text import POINTS, Claim, Count, Ends, SourceText, Unit
from cadrage.exchange.tool_times import moment

NAME = "QualCoder"
FILE = "data.qda"
TABLES = frozenset(("source", "code_name", "code_text"))
# QualCoder shows and takes most positions in a Qt text widget, but finds some with Python.
_UNITS = (Unit(Count.UTF16, Ends.LF), Unit(Count.POINTS, Ends.LF), POINTS)
_USUAL = "default"
_MEDIA = ("/audio/", "/video/", "/images/", "audio:", "video:", "images:")
_NOT_READ = {
    "code_image": "A coding on a picture was left out: Cadrage codes text.",
    "code_av": "A coding on sound or film was left out: Cadrage codes text.",
}


def read(source: Path | bytes, name: str, report: Report = silent) -> Bundle:
    """The study in a database. Raises UserError where it is broken or none of QualCoder's."""
    with opened(source, NAME) as database:
        if not database.tables >= TABLES:
            raise UserError(f"“{name}” holds no QualCoder project. Choose the folder whose name ends in .qda.")
        reader = _Reader(database, StudyDraft(name.removesuffix(".qda"), NAME))
        return reader.read(report)


class _Reader:
    def __init__(self, database: Database, draft: StudyDraft) -> None:
        self._database, self._draft = database, draft
        self._documents: dict[int, str] = {}
        self._texts: dict[int, SourceText] = {}

    def read(self, report: Report) -> Bundle:
        codes = self._codes()
        self._sources(codes, report)
        self._annotations()
        self._cases()
        self._journals()
        for table, sentence in _NOT_READ.items():
            for _ in self._database.rows(table):
                self._draft.problems.say(sentence)
        return self._draft.bundle()

    def _coder(self, row: Row) -> str:
        return self._draft.coder(row.text("owner") or _USUAL)

    def _codes(self) -> dict[int, str]:
        categories = {row.number("catid"): row for row in self._database.rows("code_cat", "catid")}
        for key, row in categories.items():
            self._draft.code(tuple(_path(key, categories)), definition=row.text("memo"))
        found = {}
        for row in self._database.rows("code_name", "cid"):
            above = tuple(_path(row.number("catid"), categories))
            found[row.number("cid") or 0] = self._draft.code(
                (*above, row.text("name")), definition=row.text("memo"), colour=row.text("color")
            )
        return found

    def _sources(self, codes: dict[int, str], report: Report) -> None:
        codings = defaultdict(list)
        for row in self._database.rows("code_text"):
            codings[row.number("fid")].append(row)
        sources = list(self._database.rows("source", "id"))
        for done, row in enumerate(sources):
            report(done, len(sources))
            key = row.number("id") or 0
            name, text = row.text("name"), row.text("fulltext")
            if not text.strip() and row.text("mediapath").startswith(_MEDIA):
                self._draft.problems.say("A picture, sound or film was left out: Cadrage codes text.", name)
                continue
            self._texts[key] = SourceText(text)
            guid = self._draft.document(name, self._texts[key], file_name=name)
            self._documents[key] = guid
            highlights = list(self._coded(codings.pop(key, ()), codes))
            if guid:
                self._draft.code_all(guid, highlights, _UNITS)
                self._draft.memo(Subject.DOCUMENT, guid, self._coder(row), row.text("memo"), moment(row.text("date")))
        for orphaned in codings.values():
            for _ in orphaned:
                self._draft.problems.say("A coding was left out: its document is not in the project.")

    def _coded(self, rows: Iterable[Row], codes: dict[int, str]) -> Iterator[Highlight]:
        for row in rows:
            code = codes.get(row.number("cid") or 0)
            start, end = row.number("pos0"), row.number("pos1")
            if code is None or start is None or end is None:
                self._draft.problems.say("A coding was left out: it has no code or no positions.")
                continue
            yield Highlight(
                Claim(start, end, row.text("seltext")),
                (code,),
                self._coder(row),
                moment(row.text("date")),
                row.text("memo"),
                important=row.number("important") == 1,
            )

    def _annotations(self) -> None:
        """Notes on stretches of text: memos on the document, with the words that they are on."""
        for row in self._database.rows("annotation", "anid"):
            key, start, end = row.number("fid") or 0, row.number("pos0"), row.number("pos1")
            document = self._documents.get(key, "")
            if not document or row.blank("memo"):
                continue
            span = self._texts[key].span(_UNITS[0], start, end) if start is not None and end is not None else None
            words = short(span.quotation(self._texts[key].canonical)) if span else ""
            text = f"“{words}”: {row.text('memo')}" if words else row.text("memo")
            self._draft.memo(Subject.DOCUMENT, document, self._coder(row), text, moment(row.text("date")))
            self._draft.problems.say("An annotation became a memo on its document, with the words it was on.")

    def _cases(self) -> None:
        kinds = {row.text("name"): row for row in self._database.rows("attribute_type")}
        values: dict[tuple[str, int | None], list[tuple[str, str]]] = defaultdict(list)
        for row in self._database.rows("attribute", "attrid"):
            values[row.text("attr_type"), row.number("id")].append((row.text("name"), row.text("value")))
        for name, row in kinds.items():
            numeric = row.text("valuetype") == "numeric"
            if row.text("caseOrFile") != "journal":
                self._draft.variable(Scope.DOCUMENT, name, VariableKind.NUMBER if numeric else VariableKind.TEXT)
        for key, document in self._documents.items():
            for name, value in values["file", key]:
                self._draft.fact(document, name, value)
        within = self._within()
        for row in self._database.rows("cases", "caseid"):
            self._case(row, within.get(row.number("caseid"), {}), values["case", row.number("caseid")])

    def _within(self) -> dict[int | None, dict[int, bool]]:
        """By case, the documents in it, and whether all of each is."""
        found: dict[int | None, dict[int, bool]] = defaultdict(dict)
        for row in self._database.rows("case_text", "id"):
            key = row.number("fid") or 0
            if self._documents.get(key):
                first, last = row.number("pos0") or 0, row.number("pos1") or 0
                whole = first == 0 and (last == 0 or last >= len(self._texts[key].canonical) - 1)
                case = found[row.number("caseid")]
                case[key] = case.get(key, False) or whole
        return found

    def _case(self, row: Row, documents: dict[int, bool], values: list[tuple[str, str]]) -> None:
        name = row.text("name")
        for key, whole in documents.items():
            document = self._documents[key]
            self._draft.member(name, document)
            self._draft.add_fact(document, "case", name)
            for variable, value in values:
                self._draft.add_fact(document, variable, value)
            if not whole:
                self._draft.problems.say("A case held a part of a document; here it holds the whole document.", name)
            self._draft.memo(
                Subject.DOCUMENT, document, self._coder(row), f"{name}: {row.text('memo')}" if row.text("memo") else ""
            )
        if not documents:
            self._draft.problems.say("A case without text was left out, with its attributes.", name)

    def _journals(self) -> None:
        for row in self._database.rows("project"):
            self._draft.memo(Subject.PROJECT, "", self._draft.coder(row.text("codername") or _USUAL), row.text("memo"))
        for row in self._database.rows("journal", "jid"):
            entry = row.text("jentry").strip()
            if entry:
                text = f"{row.text('name')}\n{entry}"
                self._draft.memo(Subject.PROJECT, "", self._coder(row), text, moment(row.text("date")))


def _path(category: int | None, categories: dict[int | None, Row]) -> Iterator[str]:
    """The names from the root to a category; a circle is cut."""
    names: list[str] = []
    seen = set()
    while category in categories and category not in seen:
        seen.add(category)
        names.append(categories[category].text("name"))
        category = categories[category].number("supercatid")
    return reversed(names)
