"""The values of variables: facts of documents, coders' judgements of them, attributes of codings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cadrage.core.identity import new_guid
from cadrage.core.model import Scope, Variable, VariableKind
from cadrage.core.text import clean
from cadrage.core.variables import fits, fitting

if TYPE_CHECKING:
    from cadrage.store.project import Project

# What a stored value says: an actor's guid is the actor's name, anything else stands for itself.
VALUE = "CASE WHEN variable.kind = 'actor' THEN coalesce(actor.name, value) ELSE value END"
_JOINED = "JOIN variable ON variable.id = variable LEFT JOIN actor ON actor.guid = value"
TABLES = {Scope.DOCUMENT: "document_value", Scope.JUDGEMENT: "judgement", Scope.CODING: "coding_value"}


class Values:
    """What `Variables` reads and writes of values. Values of retired variables stay, unread."""

    def __init__(self, project: Project) -> None:
        self._project = project

    # Reading.

    def of_documents(self) -> Mapping[tuple[int, str], str]:
        """Facts by (document id, variable name)."""
        rows = self._project.rows(
            f"SELECT document, variable.name, {VALUE} FROM document_value {_JOINED} WHERE variable.retired = 0"
            " ORDER BY document_value.id"
        )
        return {(document, name): value for document, name, value in rows}

    def of_document(self, document: int) -> Mapping[str, str]:
        return dict(
            self._project.rows(
                f"SELECT variable.name, {VALUE} FROM document_value {_JOINED}"
                " WHERE document = ? AND variable.retired = 0",
                (document,),
            )
        )

    def of_codings(self) -> Mapping[tuple[int, str], str]:
        """Attributes by (coding id, variable name)."""
        rows = self._project.rows(
            f"SELECT coding, variable.name, {VALUE} FROM coding_value {_JOINED} WHERE variable.retired = 0"
            " ORDER BY coding_value.id"
        )
        return {(coding, name): value for coding, name, value in rows}

    def of_coding(self, coding: int) -> Mapping[str, str]:
        return dict(
            self._project.rows(
                f"SELECT variable.name, {VALUE} FROM coding_value {_JOINED} WHERE coding = ? AND variable.retired = 0",
                (coding,),
            )
        )

    def judgements(self, *, round: int | None = None) -> Mapping[tuple[int, int, str], str]:
        """Coders' judgements by (document id, coder id, variable name); the latest round's where several have one."""
        only, values = ("AND round = ?", (round,)) if round is not None else ("", ())
        rows = self._project.rows(
            f"SELECT document, owner, variable.name, {VALUE} FROM judgement {_JOINED} WHERE variable.retired = 0 {only}"
            " ORDER BY round, judgement.id",
            values,
        )
        return {(document, coder, name): value for document, coder, name, value in rows}

    def judged(self, document: int, coder: int) -> Mapping[str, str]:
        """What a coder has answered about a document in the latest round."""
        return dict(
            self._project.rows(
                f"SELECT variable.name, {VALUE} FROM judgement {_JOINED}"
                " WHERE document = ? AND owner = ? AND round = ? AND variable.retired = 0",
                (document, coder, self._project.rounds.latest.id),
            )
        )

    def distinct(self, variable: Variable, *, coders: Collection[int] | None = None) -> Mapping[str, int]:
        """The different values of a variable (the coders', where they are given) and how often each stands, the most
        frequent first."""
        table = TABLES[variable.scope]
        return dict(
            self._project.rows(
                f"SELECT {VALUE} AS said, count(*) FROM {table} {_JOINED} WHERE variable.id = ?"
                f" AND {owned_by(table, coders)} GROUP BY said ORDER BY count(*) DESC, said",
                (variable.id,),
            )
        )

    def misfits(self, variable: Variable, *, coders: Collection[int] | None = None) -> tuple[str, ...]:
        """Values that came with an import and do not fit the variable's kind or choices."""
        if variable.kind in (VariableKind.TEXT, VariableKind.ACTOR):
            return ()
        said = self.distinct(variable, coders=coders)
        return tuple(value for value in said if not fits(variable.kind, variable.choices, value))

    # Writing.

    def stored(self, variable: Variable, value: str) -> str:
        """The value as it is written; an actor that is not known is made. Raises UserError where it does not fit."""
        value = clean(value).strip()
        if not value:
            return ""
        if variable.kind is VariableKind.ACTOR:
            return self._project.actors.ensure(value).guid
        return fitting(variable.kind, variable.choices, value)

    def check(self, variable: Variable, value: str) -> None:
        """Raises UserError where the value does not fit; nothing is written."""
        if value.strip():
            fitting(variable.kind, variable.choices, clean(value))

    def set_for_document(self, document: int, variable: Variable, value: str, *, checked: bool = True) -> None:
        """Give a document's fact a value; an empty one removes it.

        Without `checked` (an import) a value that does not fit is kept as it came, to be looked at later.
        """
        with self._project.change(f"Set {variable.label or variable.name}"):
            wanted = self.stored(variable, value) if checked else self.lenient(variable)(value)
            row = self._project.one(
                "SELECT id FROM document_value WHERE document = ? AND variable = ?", (document, variable.id)
            )
            if row is not None or not wanted:
                self._put("document_value", row, wanted)
            else:
                self._project.write(
                    "INSERT INTO document_value (guid, document, variable, value) VALUES (?, ?, ?, ?)",
                    (new_guid(), document, variable.id, wanted),
                )

    def set_judgement(self, document: int, variable: Variable, value: str) -> None:
        """The present coder's answer about a document, in the latest round; an empty one removes it."""
        me, round_ = self._project.me.id, self._project.rounds.latest.id
        with self._project.change(f"Set {variable.label or variable.name}"):
            wanted = self.stored(variable, value)
            if wanted:
                self._project.statuses.begin(document, me, round_)
            row = self._project.one(
                "SELECT id FROM judgement WHERE document = ? AND variable = ? AND owner = ? AND round = ?",
                (document, variable.id, me, round_),
            )
            if row is not None or not wanted:
                self._put("judgement", row, wanted)
            else:
                self._project.write(
                    "INSERT INTO judgement (guid, owner, round, document, variable, value) VALUES (?, ?, ?, ?, ?, ?)",
                    (new_guid(), me, round_, document, variable.id, wanted),
                )

    def set_for_coding(self, coding: int, variable: Variable, value: str) -> None:
        """Give an attribute of the present coder's coding a value; an empty one removes it."""
        self.set_for_codings((coding,), variable, value)

    def set_for_codings(self, codings: Iterable[int], variable: Variable, value: str) -> None:
        """Give an attribute of the present coder's codings a value, in one change; an empty one removes it."""
        chosen = self._own(codings)
        several = f" of {len(chosen)} codings" if len(chosen) > 1 else ""
        with self._project.change(f"Set {variable.label or variable.name}{several}"):
            wanted = self.stored(variable, value)
            for coding in chosen:
                self._set_for_coding(coding, variable.id, wanted)

    def _own(self, codings: Iterable[int]) -> tuple[int, ...]:
        return tuple(coding.id for coding in self._project.codings.own(codings))

    def _set_for_coding(self, coding: int, variable: int, wanted: str) -> None:
        row = self._project.one("SELECT id FROM coding_value WHERE coding = ? AND variable = ?", (coding, variable))
        if row is not None or not wanted:
            self._put("coding_value", row, wanted)
        else:
            self._project.write(
                "INSERT INTO coding_value (guid, owner, round, coding, variable, value)"
                " SELECT ?, owner, round, id, ?, ? FROM coding WHERE id = ?",
                (new_guid(), variable, wanted, coding),
            )

    def _put(self, table: str, row: int | None, wanted: str) -> None:
        if wanted:
            self._project.write(f"UPDATE {table} SET value = ? WHERE id = ?", (wanted, row))
        else:
            self._project.write(f"DELETE FROM {table} WHERE id = ?", (row,))

    def add_coding_values(self, values: Sequence[tuple[int, int, int, int, str]]) -> None:
        """Values of codings that have none yet, inside the caller's change: (coding, owner, round, variable,
        value) each. One that does not fit is kept as it came."""
        variables = {variable.id: variable for variable in self._project.variables.all(Scope.CODING)}
        named = {row[3] for row in values}
        actor = self._project.actors.resolver()
        lenient = {number: self.lenient(variables[number], actor) for number in named if number in variables}
        self._project.write_many(
            "INSERT INTO coding_value (guid, coding, owner, round, variable, value) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (new_guid(), *row[:4], lenient[row[3]](row[4]) if row[3] in lenient else clean(row[4]).strip())
                for row in values
                if row[4].strip()
            ],
        )

    def lenient(self, variable: Variable, actor: Callable[[str], str] | None = None) -> Callable[[str], str]:
        """What is written for a value that comes from a file, whether it fits or not; `actor` as a resolver says."""
        is_actor = variable.kind is VariableKind.ACTOR
        resolve = (actor or self._project.actors.resolver()) if is_actor else None

        def kept(value: str) -> str:
            value = clean(value).strip()
            if not value:
                return ""
            if resolve is not None:
                return resolve(value)
            fit = fits(variable.kind, variable.choices, value)
            return fitting(variable.kind, variable.choices, value) if fit else value

        return kept

    def rewrite(self, variable: Variable, renamed: Mapping[str, str]) -> None:
        """Inside a change of the variable: other words for its values, by what is stored now."""
        table = TABLES[variable.scope]
        self._project.write_many(
            f"UPDATE {table} SET value = ? WHERE variable = ? AND value = ?",
            [(after, variable.id, before) for before, after in renamed.items() if after != before],
        )

    def raw(self, variable: Variable) -> Mapping[str, str]:
        """What each stored value of a variable says, by what is stored."""
        table = TABLES[variable.scope]
        return dict(
            self._project.rows(
                f"SELECT DISTINCT value, {VALUE} FROM {table} {_JOINED} WHERE variable.id = ?", (variable.id,)
            )
        )


def owned_by(table: str, coders: Collection[int] | None) -> str:
    """A condition: everything, or of the tables that coders own only what is theirs."""
    if coders is None or table == TABLES[Scope.DOCUMENT]:
        return "true"
    return f"owner IN ({', '.join(str(int(coder)) for coder in coders)})"
