"""A filter from names, as the command line gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cadrage.core.errors import UserError
from cadrage.core.filtering import NOT_GIVEN, Condition, Filter, range_kind
from cadrage.core.model import Variable, VariableKind
from cadrage.core.variables import fitting
from cadrage.store.project import Project

_RANGE = ".."
_MOST_LISTED = 12


def named(project: Project, sets: Iterable[str] = (), where: Iterable[str] = ()) -> Filter:
    """The filter that asks for sets by name, and for variables as “outlet=The Times” or “published=2014-03..2014-05”.

    Several values of one variable are alternatives; “outlet=” asks where none is given. Raises UserError for what
    the project does not have.
    """
    wanted = Filter()
    for name in sets:
        wanted = _with_set(project, wanted, name)
    for condition in where:
        wanted = _with_condition(project, wanted, condition)
    return wanted


def compared(project: Project, sets: Iterable[str] = (), where: Iterable[str] = ()) -> Filter:
    """As `named`, for agreement. Raises UserError for what would pick codings out of the documents compared."""
    wanted = named(project, sets, where)
    if wanted != project.filtering.compared(wanted):
        raise UserError(
            "Agreement compares all codings of a document: it can be narrowed by facts and judgements of documents,"
            " not by attributes of codings."
        )
    return wanted


def _with_set(project: Project, wanted: Filter, name: str) -> Filter:
    documents, codes = project.sets.documents.find(name), project.sets.codes.find(name)
    if documents is not None and codes is not None:
        raise UserError(f"There is a set of documents and a set of codes named “{name}”. Rename one of them.")
    if documents is not None:
        return replace(wanted, document_sets=wanted.document_sets | {documents.id})
    if codes is not None:
        return replace(wanted, code_sets=wanted.code_sets | {codes.id})
    known = [each.name for each in (*project.sets.documents.all(), *project.sets.codes.all())]
    raise UserError(f"There is no set “{name}” in this project. {_listed('Its sets are', known)}")


def _with_condition(project: Project, wanted: Filter, given: str) -> Filter:
    name, equals, said = given.partition("=")
    if not equals:
        raise UserError(f"“{given}” is no condition. Write it as variable=value, such as “outlet=The Times”.")
    variable = _variable(project, name.strip())
    values = project.filtering.values(variable)
    kind = range_kind(variable.kind, values)
    if _RANGE in said and kind is not None:
        low, high = (fitting(kind, (), each) if each.strip() else "" for each in said.split(_RANGE, 1))
        return _asking(wanted, variable, Condition(variable.id, low=low, high=high)) if low or high else wanted
    if kind is VariableKind.DATE and said.strip() and said.strip() not in values:
        day = fitting(kind, (), said)
        return _asking(wanted, variable, Condition(variable.id, low=day, high=day))
    found = _value(project, variable, values, said.strip())
    return _asking(wanted, variable, Condition(variable.id, frozenset({found})))


def _asking(wanted: Filter, variable: Variable, condition: Condition) -> Filter:
    """The filter with one more condition; several values of one variable are alternatives."""
    before = wanted.condition(variable.id)
    if before is None:
        return wanted.asking(condition)
    if before.ranged or condition.ranged:
        raise UserError(
            f"There can be only one range of “{variable.name}”, and no values beside it. Write one range from..to."
        )
    return wanted.asking(replace(condition, values=before.values | condition.values))


def _variable(project: Project, name: str) -> Variable:
    found = [each for each in project.variables.all() if name.casefold() in _names(each)]
    if not found:
        known = [each.name for each in project.variables.all()]
        raise UserError(f"There is no variable “{name}” in this project. {_listed('Its variables are', known)}")
    if len(found) > 1:
        raise UserError(f"There are several variables named “{name}” in this project. Rename all but one of them.")
    return found[0]


def _names(variable: Variable) -> set[str]:
    return {name.casefold() for name in (variable.name, variable.label) if name}


def _value(project: Project, variable: Variable, values: Mapping[str, int], said: str) -> str:
    """The stored value that somebody means by what it says."""
    if not said:
        return NOT_GIVEN
    says = project.filtering.says(variable)
    stored = dict.fromkeys([*(choice.value for choice in variable.choices), *values])
    for value in stored:
        if said.casefold() in (value.casefold(), says.get(value, value).casefold()):
            return value
    known = [says.get(value, value) for value in stored]
    raise UserError(f"No value of “{variable.name}” is “{said}”. {_listed('Its values are', known)}")


def _listed(words: str, known: list[str]) -> str:
    if not known:
        return "There are none yet."
    more = " …" if len(known) > _MOST_LISTED else ""
    return f"{words}: {', '.join(known[:_MOST_LISTED])}{more}."
