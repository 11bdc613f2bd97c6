"""A filter resolved: which documents, codes and codings it leaves, how many, and in which words.

`coders` bounds everything from above: whose codings and judgements may be known at all, None for everybody's.
What a filter asks for and is no longer there (a removed set, a retired variable) asks for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from cadrage.core.codebook import Codebook
from cadrage.core.filtering import (
    NOT_GIVEN,
    Condition,
    Filter,
    Names,
    Narrowed,
    VariableWords,
    in_range,
    only_present,
    words,
)
from cadrage.core.model import Scope, Variable, VariableKind

if TYPE_CHECKING:
    from cadrage.store.project import Project

_TABLES = {Scope.DOCUMENT: "document_value", Scope.JUDGEMENT: "judgement", Scope.CODING: "coding_value"}
Clause = tuple[str, tuple[object, ...]]


class Filtering:
    def __init__(self, project: Project) -> None:
        self._project = project

    # Which.

    def documents(self, wanted: Filter, *, coders: Collection[int] | None = None) -> frozenset[int] | None:
        """The documents that are left; None where the filter does not narrow them."""
        clauses = list(self._about_documents(wanted, "document.id", coders))
        if not clauses:
            return None
        where, values = _joined(clauses)
        return frozenset(row for (row,) in self._project.rows(f"SELECT id FROM document WHERE {where}", values))

    def codes(self, wanted: Filter) -> frozenset[int] | None:
        """The codes that are left, with their sub-codes; None where the filter does not narrow them."""
        if not wanted.codes and not wanted.code_sets:
            return None
        book = Codebook(self._project.codes.all(), with_retired=True)
        sets = [each.members for each in self._project.sets.codes.all() if each.id in wanted.code_sets]
        single = wanted.codes & book.by_id.keys()
        if not sets and not single:
            return None
        return frozenset().union(*(book.family(code) for code in single.union(*sets)))

    def codings(self, wanted: Filter, *, coders: Collection[int] | None = None) -> frozenset[int]:
        """The codings that are left."""
        where, values = self._codings(wanted, coders)
        return frozenset(row for (row,) in self._project.rows(f"SELECT id FROM coding WHERE {where}", values))

    def among(self, wanted: Filter, codings: Iterable[int], *, coders: Collection[int] | None = None) -> frozenset[int]:
        """Those of these codings that are left."""
        where, values = self._codings(wanted, coders)
        rows = self._project.rows(
            f"SELECT id FROM coding WHERE id IN (SELECT value FROM json_each(?)) AND {where}",
            (json.dumps(list(codings)), *values),
        )
        return frozenset(row for (row,) in rows)

    def rows_of_document(
        self, wanted: Filter, document: int, *, coders: Collection[int]
    ) -> list[tuple[int, int, int, int, int]]:
        """(id, start, end, code, coder) of each coding of a document that is shown although the document itself
        may not be asked for: what is open can be read."""
        asked = self.about_codings(wanted)
        if not asked.in_force:
            return self._project.codings.rows_of_document(document, coders=coders)
        where, values = self._codings(asked, coders)
        return self._project.rows(
            'SELECT id, start, "end", code, owner FROM coding'
            f' WHERE document = ? AND {where} ORDER BY start, "end" DESC, id',
            (document, *values),
        )

    def about_codings(self, wanted: Filter) -> Filter:
        """The part of a filter that says something of codings themselves, whatever document they stand in."""
        variables = self._variables() if wanted.conditions else {}
        own = {number for number, variable in variables.items() if variable.scope is Scope.CODING}
        kept = tuple(each for each in wanted.conditions if each.variable in own)
        return replace(wanted, documents=frozenset(), document_sets=frozenset(), conditions=kept)

    def about_documents(self, wanted: Filter) -> Filter:
        """The part of a filter that narrows documents: which they are, and what is said of them."""
        own = self.about_codings(wanted).conditions
        kept = tuple(each for each in wanted.conditions if each not in own)
        return Filter(documents=wanted.documents, document_sets=wanted.document_sets, conditions=kept)

    def compared(self, wanted: Filter) -> Filter:
        """The part of a filter that agreement obeys: it narrows documents and codes, never what was coded in them."""
        return replace(self.about_documents(wanted), codes=wanted.codes, code_sets=wanted.code_sets)

    # How many.

    def counts_by_code(
        self, wanted: Filter, *, coders: Collection[int] | None = None, codes: Collection[int] | None = None
    ) -> Mapping[int, int]:
        """Numbers of codings by code, none of them 0; of `codes` only, where they are given."""
        if _only_coders(wanted):
            return self._project.codings.counts_by_code(coders=bounded(wanted, coders), codes=codes)
        return self._counts("code", wanted, coders, codes)

    def counts_by_document(
        self, wanted: Filter, *, coders: Collection[int] | None = None, documents: Collection[int] | None = None
    ) -> Mapping[int, int]:
        """Numbers of codings by document, none of them 0; of `documents` only, where they are given."""
        if _only_coders(wanted):
            return self._project.codings.counts_by_document(coders=bounded(wanted, coders), documents=documents)
        return self._counts("document", wanted, coders, documents)

    def _counts(
        self, column: str, wanted: Filter, coders: Collection[int] | None, only: Collection[int] | None
    ) -> Mapping[int, int]:
        where, values = self._codings(wanted, coders)
        if only is not None:
            where = f"{column} IN ({_listed(only)}) AND {where}"
        return dict(
            self._project.rows(f"SELECT {column}, count(*) FROM coding WHERE {where} GROUP BY {column}", values)
        )

    def narrowed(self, wanted: Filter, *, coders: Collection[int] | None = None) -> Narrowed:
        """How much is left, of how much."""
        left = self.documents(wanted, coders=coders)
        documents: int = self._project.one("SELECT count(*) FROM document")
        return Narrowed(
            documents if left is None else len(left),
            documents,
            sum(self.counts_by_code(wanted, coders=coders).values()),
            sum(self.counts_by_code(Filter(), coders=coders).values()),
        )

    # In words.

    def words(self, wanted: Filter, *, coders: Collection[int] | None = None) -> tuple[str, ...]:
        """A plain part of a sentence for each thing that is asked for; whose judgements count is named, too."""
        return words(wanted, self.names(wanted, coders=coders))

    def present(self, wanted: Filter) -> Filter:
        """The filter without what is no longer in the project."""
        return only_present(wanted, self.names(wanted))

    def names(self, wanted: Filter, *, coders: Collection[int] | None = None) -> Names:
        """The names of everything that the filter asks for and that is there."""
        project, variables = self._project, self._variables()
        documents = project.rows(
            "SELECT id, title FROM document WHERE id IN (SELECT value FROM json_each(?)) ORDER BY position, id",
            (json.dumps(list(wanted.documents)),),
        )
        book = Codebook(project.codes.all(), with_retired=True) if wanted.codes else Codebook(())
        asked = [variables[each.variable] for each in wanted.conditions if each.variable in variables]
        return Names(
            {coder.id: coder.name for coder in project.coders.all() if coder.id in wanted.coders},
            dict(documents),
            {each.id: each.name for each in project.sets.documents.all() if each.id in wanted.document_sets},
            {code.id: code.label for code in book.codes if code.id in wanted.codes},
            {each.id: each.name for each in project.sets.codes.all() if each.id in wanted.code_sets},
            {each.id: VariableWords(self._named(each, bounded(wanted, coders)), self.says(each)) for each in asked},
        )

    def _named(self, variable: Variable, owners: Collection[int] | None) -> str:
        name = variable.label or variable.name
        if variable.scope is not Scope.JUDGEMENT or owners is None:
            return name
        judges = [coder.name for coder in self._project.coders.all() if coder.id in owners]
        return f"{name} as judged by {', '.join(judges)}"

    def says(self, variable: Variable) -> Mapping[str, str]:
        """What stored values say where they do not stand for themselves: an actor's name, a choice's label."""
        if variable.kind is VariableKind.ACTOR:
            return dict(self._project.rows("SELECT guid, name FROM actor"))
        return {choice.value: choice.label for choice in variable.choices if choice.label}

    def said(self, variable: Variable, value: str) -> str:
        """What a stored value is for those who read values: an actor's name, anything else as it stands."""
        return self.says(variable).get(value, value) if variable.kind is VariableKind.ACTOR else value

    def values(self, variable: Variable, *, coders: Collection[int] | None = None) -> Mapping[str, int]:
        """The values that are present, as they are stored, and how often each stands."""
        table, owned = _TABLES[variable.scope], variable.scope is not Scope.DOCUMENT
        bound = f"AND owner IN ({_listed(coders)})" if owned and coders is not None else ""
        rows = self._project.rows(
            f"SELECT value, count(*) FROM {table} WHERE variable = ? {bound} GROUP BY value", (variable.id,)
        )
        return dict(rows)

    # SQL.

    def _variables(self) -> dict[int, Variable]:
        return {variable.id: variable for variable in self._project.variables.all()}

    def _codings(self, wanted: Filter, coders: Collection[int] | None) -> Clause:
        """What a row of `coding` must fulfil."""
        clauses = list(self._about_documents(wanted, "coding.document", coders))
        owners, codes = bounded(wanted, coders), self.codes(wanted)
        if owners is not None:
            clauses.append((f"coding.owner IN ({_listed(owners)})", ()))
        if codes is not None:
            clauses.append((f"coding.code IN ({_listed(codes)})", ()))
        if wanted.important is not None:
            clauses.append((f"coding.important = {int(wanted.important)}", ()))
        clauses += self._conditions(wanted, (Scope.CODING,), "coding.id", coders)
        return _joined(clauses)

    def _about_documents(self, wanted: Filter, column: str, coders: Collection[int] | None) -> Iterator[Clause]:
        """What a document must fulfil, whose id is in `column`."""
        sets = [each.id for each in self._project.sets.documents.all() if each.id in wanted.document_sets]
        if wanted.documents or sets:
            members = f"SELECT document FROM document_set_member WHERE document_set IN ({_listed(sets)})"
            single = "SELECT value FROM json_each(?)"
            yield f"{column} IN ({members} UNION ALL {single})", (json.dumps(list(wanted.documents)),)
        yield from self._conditions(wanted, (Scope.DOCUMENT, Scope.JUDGEMENT), column, coders)

    def _conditions(
        self, wanted: Filter, scopes: Collection[Scope], column: str, coders: Collection[int] | None
    ) -> Iterator[Clause]:
        variables = self._variables() if wanted.conditions else {}
        for condition in wanted.conditions:
            variable = variables.get(condition.variable)
            if variable is not None and variable.scope in scopes:
                yield self._condition(condition, variable, column, bounded(wanted, coders))

    def _condition(
        self, condition: Condition, variable: Variable, column: str, owners: Collection[int] | None
    ) -> Clause:
        table, subject = _TABLES[variable.scope], "coding" if variable.scope is Scope.CODING else "document"
        judged = variable.scope is Scope.JUDGEMENT and owners is not None
        bound = f"AND owner IN ({_listed(owners or ())})" if judged else ""
        given = f"SELECT {subject} FROM {table} WHERE variable = {variable.id} {bound}"
        values = [value for value in condition.values if value != NOT_GIVEN]
        if condition.ranged:
            present = self.values(variable)
            values = [value for value in present if in_range(value, condition.low, condition.high)]
        said = f"{column} IN ({given} AND value IN (SELECT value FROM json_each(?)))"
        if NOT_GIVEN in condition.values:
            said = f"({said} OR {column} NOT IN ({given}))"
        return said, (json.dumps(values),)


def decided_by(wanted: Filter) -> frozenset[str]:
    """The tables whose rows decide what a filter leaves, beside those of the codings themselves."""
    parts = {
        ("coder",): wanted.coders,
        ("document",): wanted.documents or wanted.document_sets,
        ("document_set", "document_set_member"): wanted.document_sets,
        ("code",): wanted.codes or wanted.code_sets,
        ("code_set", "code_set_member"): wanted.code_sets,
        ("variable", "choice", "actor", "document_value", "judgement", "coding_value"): wanted.conditions,
    }
    return frozenset(table for tables, asked in parts.items() if asked for table in tables)


def bounded(wanted: Filter, coders: Collection[int] | None) -> frozenset[int] | None:
    """Whose codings are left; None where they are everybody's."""
    if coders is None:
        return wanted.coders or None
    return wanted.coders & frozenset(coders) if wanted.coders else frozenset(coders)


def _only_coders(wanted: Filter) -> bool:
    """Whether it asks for nothing else: such counts the project keeps."""
    return not replace(wanted, coders=frozenset()).in_force


def _joined(clauses: Iterable[Clause]) -> Clause:
    parts: list[str] = ["true"]
    values: list[object] = []
    for sql, bound in clauses:
        parts.append(sql)
        values += bound
    return " AND ".join(parts), tuple(values)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)
