"""What all parts of reading a REFI-QDA project share: who is who, what was left out, and GUIDs that are unique."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cadrage.core.bundle import BundleCoder
from cadrage.core.model import Subject
from cadrage.exchange.refi_extra import Extra
from cadrage.exchange.refi_tree import child, children, said
from cadrage.exchange.refi_words import derived_guid, guid_in, is_time

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORBIDDEN = re.compile(r"\s*[|,]\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """What a note can be about; `quotation` where the file has it on a passage that is not coded."""

    subject: Subject
    guid: str
    quotation: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A Description on something that has no such field in Cadrage."""

    place: Place
    makers: tuple[_Element, ...]
    text: str
    created: str = ""


class Gathering:
    """Grows while a project is read. `extra` is what Cadrage wrote beside, None for other programs' files."""

    def __init__(self, origin: str, extra: Extra | None) -> None:
        self.origin = origin
        self.extra = extra
        self.coders: dict[str, BundleCoder] = {}
        self.codes: frozenset[str] = frozenset()
        self.places: dict[str, Place] = {}
        self.references: list[tuple[str, Place]] = []
        self.remarks: list[Remark] = []
        self.bare: set[str] = set()
        self._left_out: Counter[str] = Counter()
        self._taken: set[str] = set()

    def unique(self, wanted: str | None, *parts: str) -> str:
        """The GUID that an element names, unless it names none or one that another element has already."""
        guid = guid_in(wanted) or derived_guid("element", *parts)
        number = 1
        while guid in self._taken:
            number += 1
            guid = derived_guid(guid, str(number))
        self._taken.add(guid)
        return guid

    def leave_out(self, what: str, count: int = 1) -> None:
        """`what` in the plural, with why: "codings of codes that are not in the file"."""
        self._left_out[what] += count

    def problems(self) -> tuple[str, ...]:
        if self.bare:
            self.leave_out("passages that are marked, but neither coded nor remarked on, were left out", len(self.bare))
            self.bare.clear()
        return tuple(
            f"{what[0].upper()}{what[1:]}{f': {count}' if count > 1 else ''}." for what, count in self._left_out.items()
        )

    def add_users(self, users: _Element | None) -> None:
        own = self.extra.coders if self.extra else {}
        for number, user in enumerate(children(users, "User"), 1):
            guid = self.unique(user.get("guid"), "user", str(number))
            if guid in own:
                self.coders[guid] = own[guid]
            else:
                self._add_coder(guid, said(user, "name", "id"), f"Coder {number}")

    def coder(self, *elements: _Element | None) -> str:
        """The GUID of who made the first of these that says so; a coder named like the program where none does."""
        for element in elements:
            if element is not None:
                for name in ("creatingUser", "modifyingUser"):
                    if (guid := guid_in(element.get(name))) in self.coders:
                        return guid
        if len(self.coders) == 1:
            return next(iter(self.coders))
        guid = derived_guid("coder", self.origin)
        if guid not in self.coders:
            self._add_coder(guid, self.origin, "Unknown coder")
        return guid

    def time(self, text: str | None) -> str:
        """A moment as projects keep it; one's own as it was written."""
        if not text or not is_time(text):
            return ""
        if self.extra is not None:
            return text
        moment = datetime.fromisoformat(text)
        try:
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except OverflowError:
            return ""
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def refer(self, element: _Element, place: Place) -> None:
        """Notes that an element refers to are about this place."""
        for ref in children(element, "NoteRef"):
            if guid := guid_in(ref.get("targetGUID")):
                self.references.append((guid, place))

    def remark(self, element: _Element, place: Place, *makers: _Element) -> None:
        """A Description is kept as a memo, if it turns out not to be one of ours."""
        found = child(element, "Description")
        if found is not None and (text := "".join(map(str, found.itertext()))).strip():
            created = self.time(element.get("modifiedDateTime") or element.get("creationDateTime"))
            self.remarks.append(Remark(place, (*makers, element), text, created))

    def _add_coder(self, guid: str, name: str, otherwise: str) -> None:
        wanted = " ".join(_FORBIDDEN.sub(" ", name).split()) or otherwise
        taken = {coder.name.casefold() for coder in self.coders.values()}
        name, number = wanted, 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted} {number}"
        self.coders[guid] = BundleCoder(guid, name)
