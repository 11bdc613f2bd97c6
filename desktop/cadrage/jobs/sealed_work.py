"""What coders did in blind rounds leaves the project with themselves alone, until the round is unsealed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cadrage.core.model import Coder
from cadrage.jobs.agreement import sealed
from cadrage.store.project import Project


@dataclass(frozen=True, slots=True)
class SealedWork:
    """The present coder, and the names of the rounds that are sealed, by id."""

    me: Coder
    rounds: Mapping[int, str]

    def leaves(self, coder: int, round_: int) -> bool:
        """Whether what a coder did in a round may leave."""
        return coder == self.me.id or round_ not in self.rounds

    def said(self, coders: Collection[int]) -> tuple[str, ...]:
        """What is held back of these coders' work, in sentences."""
        mine = self.me.id in coders
        if mine and len(coders) == 1:
            return ()
        only = f"only {self.me.name}'s own work" if mine else "no work"
        return tuple(
            f"Round “{name}” is blind: {only} of it is here until it is unsealed." for name in self.rounds.values()
        )


def sealed_work(project: Project) -> SealedWork:
    rounds = {round_.id: round_.name for round_ in project.rounds.all() if sealed(round_)}
    return SealedWork(project.me, rounds)
