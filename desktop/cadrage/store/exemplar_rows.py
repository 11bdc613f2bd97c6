"""What codings carry that speaks for them as examples: a mark, a memo, a speaker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cadrage.core.model import Scope
from cadrage.store.result_rows import ResultRows

if TYPE_CHECKING:
    from cadrage.store.project import Project

_SPEAKER = "speaker"


class ExemplarRows:
    def __init__(self, project: Project) -> None:
        self._project = project

    def important(self) -> frozenset[int]:
        """The codings that their coder has marked."""
        return frozenset(number for (number,) in self._project.rows("SELECT id FROM coding WHERE important"))

    def memos(self) -> tuple[tuple[int, int, int, str], ...]:
        """Each coding's memo by its own coder: the coding, the coder, the round it was written in, the words."""
        return tuple(
            self._project.rows(
                "SELECT coding.id, memo.owner, memo.round, text FROM memo JOIN coding ON coding.guid = subject_guid"
                " AND coding.owner = memo.owner WHERE subject = 'coding' ORDER BY memo.id"
            )
        )

    def speakers(self) -> Mapping[int, str]:
        """Who says what was coded, as far as codings have such an attribute."""
        variable = self._project.variables.find(Scope.CODING, _SPEAKER)
        return ResultRows(self._project).values(variable) if variable else {}
