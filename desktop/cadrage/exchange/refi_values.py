"""Variables of a REFI-QDA project: facts of documents, given with the sources or with cases about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cadrage.core.bundle import BundleVariable
from cadrage.core.errors import UserError
from cadrage.core.model import Choice, Scope, Subject, VariableKind
from cadrage.core.variables import fitting
from cadrage.exchange.refi_gathering import Gathering, Place
from cadrage.exchange.refi_tree import children, description, said, tag, target, text_in
from cadrage.exchange.refi_words import guid_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = {
    "Boolean": VariableKind.CHOICE,
    "Integer": VariableKind.NUMBER,
    "Float": VariableKind.NUMBER,
    "Date": VariableKind.DATE,
    "DateTime": VariableKind.DATE,
}
_YES, _NO = Choice("true"), Choice("false")
_CASE = "case"
_LONGEST_LABEL = 200


@dataclass(slots=True)
class _Read:
    """A variable of the file, and its values by document."""

    guid: str
    name: str
    type: str
    label: str
    values: dict[str, str]


class Values:
    """Gathers what is said of documents; `cases` maps the GUIDs of cases and of codes that stand for them."""

    def __init__(self, variables: _Element | None, cases: _Element | None, gathering: Gathering) -> None:
        self._gathering = gathering
        self._read: dict[str, _Read] = {}
        self._cases = [*children(cases, "Case")]
        self.cases: defaultdict[str, set[str]] = defaultdict(set)
        self._case_guids = {guid for case in self._cases if (guid := guid_in(case.get("guid")))}
        names: set[str] = set()
        for number, element in enumerate(children(variables, "Variable"), 1):
            guid = gathering.unique(element.get("guid"), "variable", str(number))
            wanted = " ".join(said(element, "name").split()) or f"Variable {number}"
            name, count = wanted, 1
            while name.casefold() in names:
                count += 1
                name = f"{wanted} {count}"
            names.add(name.casefold())
            self._read[guid] = _Read(guid, name, element.get("typeOfVariable") or "Text", "", {})
            self._describe(element, self._read[guid])

    def is_case(self, guid: str) -> bool:
        return guid in self._case_guids

    def add(self, element: _Element, document: str) -> None:
        """The values that an element gives for a document."""
        for value in children(element, "VariableValue"):
            variable = self._read.get(guid_in(target(value, "VariableRef")))
            if variable is None:
                self._gathering.leave_out("values of variables that are not in the file were left out")
                continue
            said_so = next((text_in(each) for each in value if tag(each).endswith("Value")), "")
            text = said_so if self._gathering.extra else said_so.strip()
            if not text and not self._gathering.extra:
                continue
            if variable.values.setdefault(document, text) != text:
                self._gathering.leave_out("values were left out because their document has another one already")

    def add_cases(self, documents: Iterable[str], homes: dict[str, str]) -> None:
        """What is said of cases becomes facts of their documents; `homes` maps selections to documents."""
        known = set(documents)
        for case in self._cases:
            guid = guid_in(case.get("guid"))
            about = {guid_in(each.get("targetGUID")) for each in children(case, "SourceRef")} & known
            for each in children(case, "SelectionRef"):
                about.add(homes.get(guid_in(each.get("targetGUID")), ""))
            for code in (guid, *(guid_in(each.get("targetGUID")) for each in children(case, "CodeRef"))):
                about |= self.cases.get(code, set())
            about.discard("")
            if not about:
                self._gathering.leave_out("cases that no document belongs to were left out")
            self._gathering.remark(case, Place(Subject.PROJECT, "", said(case, "name")))
            for document in sorted(about):
                self.add(case, document)
                if name := said(case, "name"):
                    self._add_name(document, name)

    def _describe(self, element: _Element, read: _Read) -> None:
        """A short description is the label; a long one a memo on the project."""
        text = " ".join(description(element).split())
        if len(text) <= _LONGEST_LABEL:
            read.label = text
        else:
            self._gathering.remark(element, Place(Subject.PROJECT, "", read.name))

    def _add_name(self, document: str, name: str) -> None:
        read = self._read.setdefault(_CASE, _Read("", self._free_name(), "Text", "", {}))
        read.values[document] = "; ".join(filter(None, (read.values.get(document), name)))

    def _free_name(self) -> str:
        names = {each.name.casefold() for each in self._read.values()}
        return next(name for name in (_CASE, *(f"{_CASE} {n}" for n in range(2, len(names) + 3))) if name not in names)

    def finished(self) -> tuple[tuple[BundleVariable, ...], dict[str, dict[str, str]]]:
        """The variables, and the facts by document and name."""
        facts: defaultdict[str, dict[str, str]] = defaultdict(dict)
        variables: list[BundleVariable] = []
        own = {each.guid: each for each in self._gathering.extra.variables} if self._gathering.extra else {}
        for key, read in self._read.items():
            if key in own:
                variable, values = own[key], read.values
            else:
                guid = read.guid or self._gathering.unique("", "variable", read.name)
                variable, values = _typed(read, guid)
                variables.append(variable)
            for document, value in values.items():
                facts[document][variable.name] = value
        return (*own.values(), *variables), facts


def _typed(read: _Read, guid: str) -> tuple[BundleVariable, dict[str, str]]:
    """The variable with the kind that all its values fit, and these as they are stored."""
    kind = _KINDS.get(read.type, VariableKind.TEXT)
    choices = (_YES, _NO) if read.type == "Boolean" else ()
    try:
        values = {
            document: fitting(kind, choices, _lexical(read.type, value)) for document, value in read.values.items()
        }
    except UserError:
        kind, choices, values = VariableKind.TEXT, (), read.values
    return BundleVariable(guid, Scope.DOCUMENT, read.name, kind, read.label, choices), values


def _lexical(kind: str, value: str) -> str:
    if kind == "Boolean":
        return {"1": "true", "0": "false"}.get(value, value)
    if kind == "Date":
        return value[:10] if value[10:] in ("", "Z") else value
    if kind == "DateTime":
        # A time of day has no place in a date: such a variable stays text.
        return value[:10] if value[10:].startswith("T00:00:00") else value
    return value
