"""The XML of a REFI-QDA project (project.qde), in the order that its schema demands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from cadrage import __version__
from cadrage.core.bundle import Bundle, BundleCoding, BundleDocument, BundleMemo, BundleSet, BundleVariable
from cadrage.core.model import Scope, Span, Subject, VariableKind
from cadrage.exchange.progress import Report, silent
from cadrage.exchange.refi_code_writing import codes_xml, description_xml, unused
from cadrage.exchange.refi_remarks import remarks, variable_remark
from cadrage.exchange.refi_words import ORIGIN, PROJECT, attribute, derived_guid, is_time, words

# Named in other programs by their quotation; a long one says no more than its beginning.
_NAME_LENGTH = 80
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MEMO_ON = {
    Subject.PROJECT: "the project",
    Subject.DOCUMENT: "document",
    Subject.CODE: "code",
    Subject.CODING: "coding",
}


def project_xml(bundle: Bundle, stamp: str, report: Report = silent) -> str:
    """The whole part; `stamp` dates what has no date of its own."""
    return "".join(_Writer(bundle, stamp).project(report))


def notes_with_files(bundle: Bundle) -> Iterator[BundleMemo]:
    """The memos whose text is a part of its own: some programs show only those as journals."""
    return (memo for memo in bundle.memos if memo.subject in (Subject.PROJECT, Subject.CODE))


def marked(text: str) -> str:
    """A reader takes a first byte-order mark away: one that belongs to the text gets another before it."""
    return "\ufeff" + text if text.startswith("\ufeff") else text


class _Writer:
    def __init__(self, bundle: Bundle, stamp: str) -> None:
        self._bundle = bundle
        self._stamp = stamp
        self._remarks = remarks(bundle)
        self._titles = {each.guid: each.title for each in bundle.documents}
        self._variables = {each.name: each for each in bundle.variables if each.scope is Scope.DOCUMENT}
        self._types = {name: self._type(each) for name, each in self._variables.items()}
        self._codings: defaultdict[str, list[BundleCoding]] = defaultdict(list)
        for coding in bundle.codings:
            self._codings[coding.document].append(coding)
        self._memos: defaultdict[tuple[Subject, str], list[BundleMemo]] = defaultdict(list)
        for memo in bundle.memos:
            self._memos[memo.subject, memo.subject_guid].append(memo)

    def project(self, report: Report) -> Iterator[str]:
        bundle = self._bundle
        yield (
            f'<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="{PROJECT}" name="{attribute(bundle.name)}" '
            f'origin="{ORIGIN} {__version__}" creationDateTime="{self._stamp}">\n'
        )
        yield from _within("Users", (self._user(each.guid, each.name) for each in bundle.coders))
        used = {each.code for each in bundle.codings}
        codes = "".join(codes_xml(bundle.codes, self._titles, used, self._refs_to_code))
        yield f"<CodeBook><Codes>\n{codes}</Codes></CodeBook>\n" if codes else ""
        yield from _within("Variables", map(self._variable, self._variables.values()))
        yield from _within("Sources", self._sources(report))
        yield from _within("Notes", self._notes())
        sets = (
            *((each, "MemberCode") for each in bundle.code_sets),
            *((each, "MemberSource") for each in bundle.document_sets),
        )
        yield from _within("Sets", (_set(each, member) for each, member in sets))
        yield description_xml(self._remarks.project)
        yield self._note_refs(Subject.PROJECT, "")
        yield "</Project>\n"

    def _user(self, guid: str, name: str) -> str:
        return f'<User guid="{guid}" name="{attribute(name)}"/>\n'

    def _refs_to_code(self, code: str) -> str:
        return self._note_refs(Subject.CODE, code)

    def _type(self, variable: BundleVariable) -> str:
        """The strictest type that all values fit: programs refuse a file over one date that is none."""
        name = variable.name
        values = [each.values[name] for each in self._bundle.documents if each.values.get(name)]
        if variable.kind in (VariableKind.NUMBER, VariableKind.ORDINAL) and values:
            if all(map(_INTEGER.fullmatch, values)):
                return "Integer"
            if variable.kind is VariableKind.NUMBER and all(map(_DECIMAL.fullmatch, values)):
                return "Float"
        if variable.kind is VariableKind.DATE and values and all(map(_is_day, values)):
            return "Date"
        return "Text"

    def _variable(self, variable: BundleVariable) -> str:
        return (
            f'<Variable guid="{variable.guid}" name="{attribute(variable.name)}" '
            f'typeOfVariable="{self._types[variable.name]}">{description_xml(variable_remark(variable))}</Variable>\n'
        )

    def _sources(self, report: Report) -> Iterator[str]:
        total = len(self._bundle.documents)
        for done, document in enumerate(self._bundle.documents):
            report(done, total)
            yield from self._source(document)
        report(total, total)

    def _source(self, document: BundleDocument) -> Iterator[str]:
        when = f' creationDateTime="{document.added}"' if is_time(document.added) else ""
        name = attribute(document.title)
        yield f'<TextSource guid="{document.guid}" name="{name}" plainTextPath="internal://{document.guid}.txt"{when}>'
        yield description_xml(self._remarks.documents.get(document.guid, "")) + "\n"
        yield from self._selections(document)
        yield self._note_refs(Subject.DOCUMENT, document.guid)
        yield from (
            self._value(variable, document.values[name])
            for name, variable in self._variables.items()
            if name in document.values
        )
        yield "</TextSource>\n"

    def _selections(self, document: BundleDocument) -> Iterator[str]:
        """One for each coder, span and remark: programs show a selection's coder and remark, not a coding's."""
        together: defaultdict[tuple[Span, str, str], list[BundleCoding]] = defaultdict(list)
        said = self._remarks.codings
        for coding in self._codings.get(document.guid, ()):
            together[coding.span, coding.coder, said.get(coding.guid, "")].append(coding)
        for (span, coder, remark), codings in sorted(together.items()):
            guid = derived_guid("selection", codings[0].guid)
            by = f'creatingUser="{coder}"' + _when(codings[0])
            yield (
                f'<PlainTextSelection guid="{guid}" name="{_excerpt(document.text, span)}" '
                f'startPosition="{span.start}" endPosition="{span.end}" {by}>{description_xml(remark)}'
            )
            for coding in codings:
                yield (
                    f'<Coding guid="{coding.guid}" creatingUser="{coder}"{_when(coding)}>'
                    f'<CodeRef targetGUID="{coding.code}"/>{self._note_refs(Subject.CODING, coding.guid)}</Coding>'
                )
            yield "</PlainTextSelection>\n"

    def _value(self, variable: BundleVariable, value: str) -> str:
        kind = self._types[variable.name]
        said = f"<{kind}Value>{words(value)}</{kind}Value>" if value or kind == "Text" else ""
        return f'<VariableValue><VariableRef targetGUID="{variable.guid}"/>{said}</VariableValue>\n'

    def _notes(self) -> Iterator[str]:
        used: set[str] = set()
        coders = {coder.guid: coder.name for coder in self._bundle.coders}
        codes = {code.guid: code.name for code in self._bundle.codes}
        in_files = {memo.guid for memo in notes_with_files(self._bundle)}
        for memo in self._bundle.memos:
            about = self._titles.get(memo.subject_guid) or codes.get(memo.subject_guid, "")
            name = f"Memo of {coders.get(memo.coder, '')} on {_MEMO_ON[memo.subject]} {about}".strip()
            created = memo.created if is_time(memo.created) else self._stamp
            when = f' modifiedDateTime="{memo.modified}"' if is_time(memo.modified) else ""
            by = f' creatingUser="{memo.coder}"' if memo.coder in coders else ""
            named = attribute(unused(name, used))
            start = f'<Note guid="{memo.guid}" name="{named}"{by} creationDateTime="{created}"{when}'
            if memo.guid in in_files:
                yield f'{start} plainTextPath="internal://{memo.guid}.txt"/>\n'
            else:
                yield f"{start}><PlainTextContent>{words(marked(memo.text))}</PlainTextContent></Note>\n"

    def _note_refs(self, subject: Subject, guid: str) -> str:
        memos = self._memos.get((subject, guid), ())
        return "".join(f'<NoteRef targetGUID="{memo.guid}"/>' for memo in memos)


def _within(name: str, parts: Iterable[str]) -> Iterator[str]:
    """An element around its parts; none where there are none, which the schema does not allow."""
    started = False
    for part in parts:
        if not started:
            yield f"<{name}>\n"
            started = True
        yield part
    if started:
        yield f"</{name}>\n"


def _set(each: BundleSet, member: str) -> str:
    members = "".join(f'<{member} targetGUID="{guid}"/>' for guid in each.members)
    return f'<Set guid="{each.guid}" name="{attribute(each.name)}">{members}</Set>\n'


def _when(coding: BundleCoding) -> str:
    return f' creationDateTime="{coding.created}"' if is_time(coding.created) else ""


def _excerpt(text: str, span: Span) -> str:
    if len(span) <= _NAME_LENGTH:
        return attribute(text[span.start : span.end])
    return attribute(text[span.start : span.start + _NAME_LENGTH - 3] + "...")


def _is_day(value: str) -> bool:
    return bool(_DAY.fullmatch(value)) and is_time(f"{value}T00:00:00")
