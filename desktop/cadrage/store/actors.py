"""Actors: who speaks and who is spoken of, under one name each, with the names that texts give them.

The value of an actor variable is stored as the actor's guid. So a new name reaches every value at once, without
touching what other coders own: their undo, and the merging of their copies, see one changed row. Whatever reads
values gets the name (`values.VALUE`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid
from cadrage.core.text import clean
from cadrage.core.variables import Actor
from cadrage.store.values import TABLES, owned_by

if TYPE_CHECKING:
    from cadrage.store.project import Project


class Actors:
    def __init__(self, project: Project) -> None:
        self._project = project

    # Reading.

    def all(self, *, retired: bool = False) -> tuple[Actor, ...]:
        """The actors by name; with `retired` those that were taken out while values name them."""
        aliases = self._project.readings.of("actor_alias", self._aliases)
        found = (
            Actor(row, guid, name, role, aliases.get(row, ()))
            for row, guid, name, role, gone in self._project.readings.of("actor", self._rows)
            if bool(gone) == retired
        )
        return tuple(sorted(found, key=lambda actor: (actor.name.casefold(), actor.id)))

    def _rows(self) -> list[tuple[Any, ...]]:
        return self._project.rows("SELECT id, guid, name, role, retired FROM actor")

    def _aliases(self) -> Mapping[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        for actor, alias in self._project.rows("SELECT actor, alias FROM actor_alias ORDER BY id"):
            found[actor] = (*found.get(actor, ()), alias)
        return found

    def get(self, actor: int) -> Actor | None:
        both = (*self.all(), *self.all(retired=True))
        return next((found for found in both if found.id == actor), None)

    def resolve(self, name: str) -> Actor | None:
        """The actor of this name or alias, whatever the case."""
        wanted = clean(name).strip()
        return next((actor for actor in self.all() if actor.is_called(wanted)), None)

    def resolver(self) -> Callable[[str], str]:
        """For many names in one change: the guid of each name's actor, who is made where there is none."""
        known = {name.casefold(): actor.guid for actor in self.all() for name in (*actor.aliases, actor.name)}
        gone = {actor.name.casefold(): actor for actor in self.all(retired=True)}

        def guid(name: str) -> str:
            name = clean(name).strip()
            plain = name.casefold()
            if plain not in known:
                row, known[plain] = self._put(name, "", gone.get(plain))
                for alias in self._existing(row).aliases:
                    known.setdefault(alias.casefold(), known[plain])
            return known[plain]

        return guid

    def uses(self, *, coders: Collection[int] | None = None) -> Mapping[str, int]:
        """How many values name each actor, by guid; of what coders own only that of `coders`, where they are given."""
        found: dict[str, int] = defaultdict(int)
        for table in TABLES.values():
            for guid, count in self._project.rows(
                f"SELECT actor.guid, count(*) FROM {table} JOIN variable ON variable.id = variable"
                f" JOIN actor ON actor.guid = value WHERE variable.kind = 'actor' AND {owned_by(table, coders)}"
                " GROUP BY actor.guid"
            ):
                found[guid] += count
        return found

    # Writing.

    def add(self, name: str, *, role: str = "") -> Actor:
        """A new actor; one of this name that was taken out comes back."""
        name = self._checked(name)
        with self._project.change(f"New actor {name}"):
            gone = next((actor for actor in self.all(retired=True) if actor.name.casefold() == name.casefold()), None)
            row, _ = self._put(name, clean(role).strip(), gone)
        return self._existing(row)

    def _put(self, name: str, role: str, gone: Actor | None) -> tuple[int, str]:
        """Id and guid of a new actor, or of the one of this name who was taken out."""
        if gone is not None:
            self._take_back(gone, name)
            return gone.id, gone.guid
        guid = new_guid()
        return self._project.write("INSERT INTO actor (guid, name, role) VALUES (?, ?, ?)", (guid, name, role)), guid

    def ensure(self, name: str) -> Actor:
        """The actor of this name or alias, made where there is none."""
        return self.resolve(name) or self.add(name)

    def rename(self, actor: int, name: str) -> None:
        present = self._existing(actor)
        name = self._checked(name, but=actor)
        with self._project.change(f"Rename actor {present.name}"):
            self._project.write("UPDATE actor SET name = ? WHERE id = ?", (name, actor))
            # A name that was an alias of the same actor is none any more.
            for alias in present.aliases:
                if alias.casefold() == name.casefold():
                    self._delete_alias(actor, alias)

    def set_role(self, actor: int, role: str) -> None:
        present = self._existing(actor)
        with self._project.change(f"Role of {present.name}"):
            self._project.write("UPDATE actor SET role = ? WHERE id = ?", (clean(role).strip(), actor))

    def add_alias(self, actor: int, alias: str) -> None:
        """Another name of the actor. Raises UserError where it is somebody's name already."""
        present = self._existing(actor)
        alias = self._checked(alias)
        with self._project.change(f"Alias of {present.name}"):
            self._insert_alias(actor, alias)

    def remove_alias(self, actor: int, alias: str) -> None:
        present = self._existing(actor)
        with self._project.change(f"Remove alias of {present.name}"):
            self._delete_alias(actor, alias)

    def _insert_alias(self, actor: int, alias: str) -> None:
        self._project.write("INSERT INTO actor_alias (guid, actor, alias) VALUES (?, ?, ?)", (new_guid(), actor, alias))

    def _delete_alias(self, actor: int, alias: str) -> None:
        self._project.write("DELETE FROM actor_alias WHERE actor = ? AND alias = ?", (actor, alias))

    def remove(self, actor: int) -> None:
        """Take an actor out of the list: deleted, or retired where values name the actor."""
        present = self._existing(actor)
        used = self.uses().get(present.guid, 0)
        with self._project.change(f"Remove actor {present.name}"):
            self._take_out(actor, keep=bool(used))

    def restore(self, actor: int) -> None:
        """Bring a retired actor back. Raises UserError where the name is another's by now."""
        present = self._existing(actor)
        self._checked(present.name, but=actor)
        with self._project.change(f"Bring back actor {present.name}"):
            self._take_back(present, present.name)

    def _take_back(self, gone: Actor, name: str) -> None:
        """A retired actor is there again, without the aliases that are somebody else's by now."""
        for alias in gone.aliases:
            if self.resolve(alias) is not None:
                self._delete_alias(gone.id, alias)
        self._project.write("UPDATE actor SET retired = 0, name = ? WHERE id = ?", (name, gone.id))

    def _take_out(self, actor: int, *, keep: bool) -> None:
        if keep:
            self._project.write("UPDATE actor SET retired = 1 WHERE id = ?", (actor,))
        else:
            self._project.write("DELETE FROM actor WHERE id = ?", (actor,))

    def merge(self, actor: int, into: int) -> None:
        """Two actors are the same: values follow, the name and aliases of the first become the other's aliases.

        The first is kept retired where values named it: a copy of the project may still hold such values.
        """
        gone, kept = self._existing(actor), self._existing(into)
        if actor == into:
            raise UserError(f"“{kept.name}” cannot be merged with itself. Choose another actor.")
        used = self.uses().get(gone.guid, 0)
        with self._project.change(f"Merge {gone.name} into {kept.name}"):
            for table in TABLES.values():
                self._project.write(
                    f"UPDATE {table} SET value = ? WHERE value = ? AND variable IN"
                    " (SELECT id FROM variable WHERE kind = 'actor')",
                    (kept.guid, gone.guid),
                )
            for alias in gone.aliases:
                self._delete_alias(actor, alias)
            self._take_out(actor, keep=bool(used))
            for name in (gone.name, *gone.aliases):
                if self.resolve(name) is None and not kept.is_called(name):
                    self._insert_alias(into, name)

    def _existing(self, actor: int) -> Actor:
        found = self.get(actor)
        if found is None:
            raise UserError("This actor is no longer there.")
        return found

    def _checked(self, name: str, *, but: int | None = None) -> str:
        name = clean(name).strip()
        if not name:
            raise UserError("An actor needs a name.")
        found = next((actor for actor in self.all() if actor.id != but and actor.is_called(name)), None)
        if found is not None and found.name.casefold() == name.casefold():
            raise UserError(f"There is already an actor “{found.name}”. Choose another name, or merge the two.")
        if found is not None:
            raise UserError(f"“{name}” is already an alias of “{found.name}”. Choose another name.")
        return name
