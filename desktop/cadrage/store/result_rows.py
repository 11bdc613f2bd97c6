"""The rows that results are counted from, as columns: of tens of thousands of codings no objects are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cadrage.core.model import Layer, Scope, Variable
from cadrage.store.values import TABLES, VALUE

if TYPE_CHECKING:
    from cadrage.store.project import Project

CodingRow = tuple[int, int, int, int, int, int, int, int]
"""id, document, code, coder, round, start, end, and 1 where it is adjudicated."""

_ACTOR = "LEFT JOIN actor ON actor.guid = value JOIN variable ON variable.id = variable"


class ResultRows:
    def __init__(self, project: Project) -> None:
        self._project = project

    def codings(self) -> list[CodingRow]:
        """Every coding, by document and position."""
        return self._project.rows(
            "SELECT id, document, code, owner, round, start, \"end\", layer = 'gold' FROM coding"
            ' ORDER BY document, start, "end", id'
        )

    def values(self, variable: Variable) -> Mapping[int, str]:
        """What a variable says of each document, or of each coding, as people read it."""
        table = TABLES[variable.scope]
        column = "coding" if variable.scope is Scope.CODING else "document"
        return dict(
            self._project.rows(
                f"SELECT {column}, {VALUE} FROM {table} {_ACTOR} WHERE variable = ? ORDER BY {table}.id",
                (variable.id,),
            )
        )

    def judgements(self, variable: Variable) -> list[tuple[int, int, int, str]]:
        """(document, coder, round, what the coder answered), earlier rounds first."""
        return self._project.rows(
            f"SELECT document, owner, round, {VALUE} FROM judgement {_ACTOR} WHERE variable = ?"
            " ORDER BY round, judgement.id",
            (variable.id,),
        )

    def begun(self) -> list[tuple[int, int, int]]:
        """(document, coder, round) wherever a coder has begun or completed a document."""
        return self._project.rows("SELECT document, owner, round FROM status WHERE state <> 'none'")

    def has_layer(self, layer: Layer) -> bool:
        """Whether there are codings of this layer at all."""
        return bool(self._project.one("SELECT EXISTS(SELECT 1 FROM coding WHERE layer = ?)", (layer,)))
