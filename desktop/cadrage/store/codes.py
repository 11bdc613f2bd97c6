"""The codebook: codes and their examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from cadrage.core.codebook import Codebook
from cadrage.core.errors import UserError
from cadrage.core.identity import new_guid
from cadrage.core.model import Code, Example, ExampleKind, Span
from cadrage.core.palette import next_colour
from cadrage.core.text import clean
from cadrage.store import code_merging

if TYPE_CHECKING:
    from cadrage.store.project import Project

_COLUMNS = (
    "id, guid, short_id, name, colour, parent, position, key, brief, definition, when_to_use, when_not, notes, retired"
)
_EDITABLE = {field.name for field in fields(Code)} - {"id", "guid", "position"}


class Codes:
    def __init__(self, project: Project) -> None:
        self._project = project

    def all(self) -> tuple[Code, ...]:
        return self._project.readings.of("code", self._read)

    def _read(self) -> tuple[Code, ...]:
        return tuple(_code(row) for row in self._project.rows(f"SELECT {_COLUMNS} FROM code ORDER BY position, id"))

    def get(self, code: int) -> Code | None:
        return self._project.readings.of("code", self._by_id).get(code)

    def _by_id(self) -> dict[int, Code]:
        return {code.id: code for code in self.all()}

    def codebook(self) -> Codebook:
        return self._project.readings.of("code", self._read_codebook)

    def _read_codebook(self) -> Codebook:
        return Codebook(self.all())

    def add(self, name: str, *, short_id: str = "", parent: int | None = None, colour: str = "", **texts: str) -> Code:
        """A new code, last among its siblings, on the first free key of 1–9 unless `key` is given.

        `texts`: key, brief, definition, when_to_use, when_not, notes.
        """
        texts.setdefault("key", self._unused_key())
        name, short_id = self._checked(name, short_id, parent)
        values = {
            "guid": new_guid(),
            "name": name,
            "short_id": short_id,
            "parent": parent,
            "colour": colour or next_colour(code.colour for code in self.all()),
            "position": self._project.one("SELECT coalesce(max(position), 0) + 1 FROM code"),
            **{column: clean(text) for column, text in texts.items() if column in _EDITABLE},
        }
        _check_key(texts.get("key", ""))
        names = ", ".join(values)
        with self._project.change(f"New code {short_id or name}"):
            self._free_key(texts.get("key", ""))
            row = self._project.write(
                f"INSERT INTO code ({names}) VALUES ({', '.join('?' for _ in values)})", values.values()
            )
        found = self.get(row)
        assert found is not None
        return found

    def _unused_key(self) -> str:
        used = {code.key for code in self.all()}
        return next((key for key in "123456789" if key not in used), "")

    def edit(self, code: int, **values: str | int | None) -> None:
        """Change fields of a code: short_id, name, colour, parent, key, brief, definition …"""
        present = self._existing(code)
        if unknown := values.keys() - _EDITABLE:
            raise ValueError(f"no fields of a code: {', '.join(sorted(unknown))}")
        wanted = {name: _cleaned(name, value) for name, value in values.items()}
        changed = {name: value for name, value in wanted.items() if getattr(present, name) != value}
        if not changed:
            return
        self._check_edit(present, changed)
        with self._project.change(f"Edit {present.label}"):
            self._free_key(str(changed.get("key", "")))
            columns = ", ".join(f"{name} = ?" for name in changed)
            self._project.write(f"UPDATE code SET {columns} WHERE id = ?", (*changed.values(), code))

    def edit_many(self, values: Mapping[int, Mapping[str, str | int | None]]) -> None:
        """Change fields of many codes at once, so that names and places may pass from one to another.

        Whether they can stand together so is for `check` to say, when all is done.
        """
        with self._project.change("Edit codes"):
            for code, wanted in values.items():
                if unknown := wanted.keys() - _EDITABLE:
                    raise ValueError(f"no fields of a code: {', '.join(sorted(unknown))}")
                cleaned = {name: _cleaned(name, value) for name, value in wanted.items()}
                columns = ", ".join(f"{name} = ?" for name in cleaned)
                self._project.write(f"UPDATE code SET {columns} WHERE id = ?", (*cleaned.values(), code))

    def check(self, codes: Iterable[int]) -> None:
        """Raises UserError where one of these codes has no name, another's name or short id, or stands under itself."""
        book = Codebook(self.all(), with_retired=True)
        names: dict[tuple[int | None, str], list[Code]] = {}
        short_ids: dict[str, list[Code]] = {}
        for code in self.codebook().codes:
            names.setdefault((code.parent, code.name.casefold()), []).append(code)
            short_ids.setdefault(code.short_id.casefold(), []).append(code)
        for code in (book.by_id[each] for each in codes if each in book.by_id):
            if not code.name:
                raise UserError("A code needs a name.")
            if book.parent(code) != code.parent:
                raise UserError(f"“{code.name}” cannot stand under itself or one of its own sub-codes.")
            if code.retired:
                continue
            if code.short_id and len(short_ids[code.short_id.casefold()]) > 1:
                raise UserError(f"There is already a code with the short id “{code.short_id}”. Choose another one.")
            if len(names[code.parent, code.name.casefold()]) > 1:
                raise UserError(f"There is already a code “{code.name}” at this place. Choose another name.")

    def _free_key(self, key: str) -> None:
        """A key means one code: the latest that takes it."""
        if key:
            self._project.write("UPDATE code SET key = '' WHERE key = ?", (key,))

    def _check_edit(self, present: Code, changed: Mapping[str, str | int | None]) -> None:
        _check_key(str(changed.get("key", "")))
        parent = changed.get("parent", present.parent)
        if parent is not None and parent in self._below(present.id):
            raise UserError(f"“{present.name}” cannot stand under itself or one of its own sub-codes.")
        if changed.keys() & {"name", "short_id", "parent"}:
            self._checked(
                str(changed.get("name", present.name)),
                str(changed.get("short_id", present.short_id)),
                int(parent) if parent is not None else None,
                but=present.id,
            )

    def _below(self, code: int) -> frozenset[int]:
        """The code and all below it: one that came back may still have a retired parent between."""
        return Codebook(self.all(), with_retired=True).family(code)

    def _checked(self, name: str, short_id: str, parent: int | None, *, but: int | None = None) -> tuple[str, str]:
        name, short_id = clean(name).strip(), clean(short_id).strip()
        if not name:
            raise UserError("A code needs a name.")
        if parent is not None:
            self._existing(parent)
        for code in self.all():
            if code.id == but or code.retired:
                continue
            if short_id and code.short_id.casefold() == short_id.casefold():
                raise UserError(f"There is already a code with the short id “{code.short_id}”. Choose another one.")
            if code.parent == parent and code.name.casefold() == name.casefold():
                raise UserError(f"There is already a code “{code.name}” at this place. Choose another name.")
        return name, short_id

    def move(self, code: int, parent: int | None, position: int) -> None:
        """Put a code under `parent` as its child number `position`, counted from 0."""
        present = self._existing(code)
        if parent is not None and parent in self._below(code):
            raise UserError(f"“{present.name}” cannot stand under itself or one of its own sub-codes.")
        self._checked(present.name, present.short_id, parent, but=code)
        siblings = [child.id for child in self.codebook().children(parent) if child.id != code]
        siblings.insert(position, code)
        with self._project.change(f"Move {present.label}"):
            self._project.write("UPDATE code SET parent = ? WHERE id = ?", (parent, code))
            for place, sibling in enumerate(siblings, start=1):
                self._project.write(
                    "UPDATE code SET position = ? WHERE id = ? AND position <> ?", (place, sibling, place)
                )

    def arrange(self, order: Iterable[int]) -> None:
        """Give siblings, all of a parent's, this order."""
        with self._project.change("Order codes"):
            for place, code in enumerate(order, start=1):
                self._project.write("UPDATE code SET position = ? WHERE id = ? AND position <> ?", (place, code, place))

    def remove(self, code: int) -> None:
        """Take a code and its sub-codes out of the codebook: deleted, or retired where a coder's work names them."""
        present = self._existing(code)
        family = self.codebook().family(code)
        marks = ", ".join(str(member) for member in family)
        with self._project.change(f"Remove code {present.label}"):
            if self.used(family):
                self._project.write(f"UPDATE code SET retired = 1, key = '' WHERE id IN ({marks})")
            else:
                self._project.write(f"UPDATE code SET parent = NULL WHERE parent IN ({marks}) AND id NOT IN ({marks})")
                self._project.write(f"DELETE FROM code WHERE id IN ({marks})")

    def used(self, codes: Iterable[int]) -> bool:
        """Whether a coder's work names one of the codes: then they can be retired, but not deleted."""
        marks = ", ".join(str(int(code)) for code in codes)
        return bool(
            self._project.one(
                f"SELECT 1 FROM coding WHERE code IN ({marks}) UNION ALL SELECT 1 FROM memo JOIN code"
                f" ON code.guid = subject_guid WHERE subject = 'code' AND code.id IN ({marks})"
            )
        )

    def restore(self, code: int) -> None:
        """Take a retired code back into the codebook, with the retired ones below it."""
        present = self._existing(code)
        members = Codebook(self.all(), with_retired=True).family(code)
        for member in (self._existing(each) for each in members):
            self._checked(member.name, member.short_id, member.parent, but=member.id)
        with self._project.change(f"Restore code {present.label}"):
            self._project.write_many("UPDATE code SET retired = 0 WHERE id = ?", ((member,) for member in members))

    def merge(self, codes: Iterable[int], into: int) -> None:
        """Make one code of several; what every coder did with them follows. See `code_merging.merge`."""
        code_merging.merge(self._project, codes, into)

    def split(self, code: int, codings: Iterable[int], name: str, *, short_id: str = "", below: bool = False) -> Code:
        """Move chosen codings of the present coder to a new code. See `code_merging.split`."""
        return code_merging.split(self._project, code, codings, name, short_id=short_id, below=below)

    def _existing(self, code: int) -> Code:
        found = self.get(code)
        if found is None:
            raise UserError("This code is no longer in the codebook.")
        return found

    # Examples.

    def examples(self, codes: Iterable[int] | None = None) -> tuple[Example, ...]:
        only = "" if codes is None else f"WHERE code IN ({', '.join(str(int(code)) for code in codes)})"
        rows = self._project.rows(
            'SELECT id, guid, code, kind, quotation, document, start, "end", note, position FROM example'
            f" {only} ORDER BY code, kind = 'counter', kind = 'borderline', position, id"
        )
        return tuple(
            Example(row, guid, code, ExampleKind(kind), quotation, document, _span(start, end), note, position)
            for row, guid, code, kind, quotation, document, start, end, note, position in rows
        )

    def add_example(
        self,
        code: int,
        quotation: str,
        *,
        kind: ExampleKind = ExampleKind.TYPICAL,
        document: int | None = None,
        span: Span | None = None,
        note: str = "",
    ) -> int:
        """The new example's id. Raises UserError where these words of the document stand among them already."""
        label = self._existing(code).label
        if document is not None and any(
            (each.document, each.span) == (document, span) for each in self.examples((code,))
        ):
            raise UserError(f"These words are among the examples of “{label}” already.")
        with self._project.change(f"New example of {label}"):
            return self._project.write(
                'INSERT INTO example (guid, code, kind, document, start, "end", quotation, note, position) VALUES'
                " (?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM example WHERE code = ?))",
                (
                    new_guid(),
                    code,
                    kind,
                    document,
                    span.start if span else None,
                    span.end if span else None,
                    clean(quotation),
                    clean(note),
                    code,
                ),
            )

    def place_example(self, example: int, document: int, span: Span) -> None:
        """Say where in the corpus an example's quotation stands."""
        with self._project.change("Place example"):
            self._project.write(
                'UPDATE example SET document = ?, start = ?, "end" = ? WHERE id = ?',
                (document, span.start, span.end, example),
            )

    def edit_example(self, example: int, *, kind: ExampleKind, note: str, position: int) -> None:
        """What is said about an example's words, and its place among the others."""
        with self._project.change("Edit example"):
            self._project.write(
                "UPDATE example SET kind = ?, note = ?, position = ? WHERE id = ?",
                (kind, clean(note), position, example),
            )

    def remove_example(self, example: int) -> None:
        with self._project.change("Remove example"):
            self._project.write("DELETE FROM example WHERE id = ?", (example,))


def _code(row: tuple[Any, ...]) -> Code:
    return Code(*(*row[:-1], bool(row[-1])))


def _span(start: int | None, end: int | None) -> Span | None:
    return Span(start, end) if start is not None and end is not None else None


def _cleaned(name: str, value: str | int | None) -> str | int | None:
    if not isinstance(value, str):
        return value
    return clean(value).strip() if name in ("name", "short_id") else clean(value)


def _check_key(key: str) -> None:
    if key and (len(key) != 1 or key not in "123456789"):
        raise UserError(f"“{key}” cannot be a code's key: choose one of 1 to 9.")
