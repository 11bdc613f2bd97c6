"""What can be done with a code of the codebook: from its tree's menu, by key, and by drag and drop."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from cadrage.core.model import Code
from cadrage.gui.code_tree import CodeTree
from cadrage.gui.codebook_merge import MergePopup
from cadrage.gui.colour_picker import ColourPopup
from cadrage.gui.session import Session
from cadrage.gui.words import counted


class CodebookVerbs(QObject):
    """One method a verb, on the code that the tree is at. Each is one change, told in the status bar where the
    eye might miss what it did."""

    split_wanted = Signal(int)
    open_wanted = Signal(int)
    naming_wanted = Signal(int)

    def __init__(self, session: Session, tree: CodeTree) -> None:
        super().__init__(tree)
        self._session = session
        self._tree = tree
        tree.rename_wanted.connect(self.rename_to)
        tree.move_wanted.connect(self.move_before)

    @property
    def code(self) -> Code | None:
        """The code that the tree is at, also a retired one."""
        return self._session.project.codes.get(self._tree.code) if self._tree.code is not None else None

    # New codes and names.

    def add(self, parent: int | None) -> None:
        """A new code under `parent`; `naming_wanted(code)` asks for its name to be typed."""
        name = self._free_name(parent)
        code = self._session.attempt(partial(self._session.project.codes.add, name, parent=parent))
        if code is not None:
            self._session.select_code(code.id)
            self.naming_wanted.emit(code.id)

    def _free_name(self, parent: int | None) -> str:
        taken = {code.name.casefold() for code in self._session.codebook.children(parent)}
        name, number = "New code", 2
        while name.casefold() in taken:
            name, number = f"New code {number}", number + 1
        return name

    @Slot()
    def add_family(self) -> None:
        self.add(None)

    @Slot()
    def add_below(self) -> None:
        self.add(self._tree.code)

    @Slot()
    def rename(self) -> None:
        """The name can be typed over in the tree."""
        if self.code is not None:
            self._tree.begin_renaming(self.code.id)

    @Slot(int, str)
    def rename_to(self, code: int, name: str) -> None:
        self._session.attempt(partial(self._session.project.codes.edit, code, name=name))

    # Colour and key.

    @Slot()
    def recolour(self) -> None:
        """Offers the colours beside the code's row."""
        code = self.code
        if code is not None:
            popup = ColourPopup(code.colour, parent=self._tree)
            popup.colours.chosen.connect(partial(self._paint, code.id))
            popup.ask_at(*self._place())

    def _paint(self, code: int, colour: str) -> None:
        self._session.attempt(partial(self._session.project.codes.edit, code, colour=colour))

    def pin(self, key: str) -> None:
        if self.code is not None:
            pin(self._session, self.code, key)

    # Places.

    @Slot(int, object, object)
    def move_before(self, code: int, parent: object, before: object) -> None:
        """Under `parent` before one of its sub-codes, or as its last."""
        above = parent if isinstance(parent, int) else None
        siblings = [each.id for each in self._session.codebook.children(above) if each.id != code]
        place = siblings.index(before) if isinstance(before, int) and before in siblings else len(siblings)
        self._move(code, above, place)

    def _move(self, code: int, parent: int | None, place: int) -> None:
        self._session.attempt(partial(self._session.project.codes.move, code, parent, place))
        self._tree.select(code)

    @Slot()
    def move_up(self) -> None:
        self._step(-1)

    @Slot()
    def move_down(self) -> None:
        self._step(1)

    def _stand(self) -> tuple[Code, int | None, list[int]] | None:
        """The code, its parent in the tree, and its siblings with itself; None where it cannot be moved."""
        code, book = self.code, self._session.codebook
        if code is None or code.id not in book.by_id:
            return None
        above = code.parent if code.parent in book.by_id else None
        siblings = [each.id for each in book.children(above)]
        return (code, above, siblings) if code.id in siblings else None

    def _step(self, direction: int) -> None:
        if (stand := self._stand()) is not None:
            code, above, siblings = stand
            place = siblings.index(code.id) + direction
            if 0 <= place < len(siblings):
                self._move(code.id, above, place)

    @Slot()
    def move_in(self) -> None:
        """Under the code above it on the same level."""
        if (stand := self._stand()) is not None:
            code, _, siblings = stand
            place = siblings.index(code.id)
            if place > 0:
                before = siblings[place - 1]
                self._move(code.id, before, len(self._session.codebook.children(before)))

    @Slot()
    def move_out(self) -> None:
        """Behind the code that it stands under."""
        code, above, _ = self._stand() or (None, None, [])
        if code is not None and above is not None:
            book = self._session.codebook
            beyond = book.by_id[above].parent
            siblings = [each.id for each in book.children(beyond)]
            self._move(code.id, beyond, siblings.index(above) + 1)

    # Merging, splitting, going.

    @Slot()
    def merge(self) -> None:
        """Asks for the code that this one becomes part of."""
        code = self.code
        if code is not None and not code.retired:
            popup = MergePopup(self._session, code, parent=self._tree)
            popup.chosen.connect(partial(self._merge_into, code))
            popup.ask(*self._place())

    def _merge_into(self, code: Code, into: int) -> None:
        codes = self._session.project.codes
        before = self._session.project.next_undo
        self._session.settling.emit()
        self._session.attempt(partial(codes.merge, (code.id,), into))
        kept = codes.get(into)
        if self._session.project.next_undo != before and kept is not None:
            self._session.select_code(into)
            self._session.told.emit(f"{code.label} is part of {kept.label} now. Undo takes it apart again.")

    @Slot()
    def split(self) -> None:
        if self.code is not None and not self.code.retired:
            self.split_wanted.emit(self.code.id)

    @Slot()
    def remove(self) -> None:
        """Deletes a code with what is below it, or retires it where a coder has used it."""
        code = self.code
        if code is None or code.retired:
            return
        codes = self._session.project.codes
        family = self._session.codebook.family(code.id)
        used, neighbour = codes.used(family), self._neighbour(code.id)
        self._session.settling.emit()
        self._session.select_code(neighbour)
        self._session.attempt(partial(codes.remove, code.id))
        if code.id in self._session.codebook.by_id:
            self._session.select_code(code.id)
            return
        what = code.label if len(family) == 1 else f"{code.label} with {counted(len(family) - 1, 'sub-code')}"
        done = "retired; its codings stay. Undo brings it back." if used else "deleted. Undo brings it back."
        self._session.told.emit(f"{what} {done}")

    def _neighbour(self, code: int) -> int | None:
        """Where the eye goes when a code and what is below it disappear."""
        family = self._session.codebook.family(code)
        codes = [each.id for each in self._session.codebook.codes]
        place = codes.index(code)
        rest = [each for each in (*codes[place:], *reversed(codes[:place])) if each not in family]
        return rest[0] if rest else None

    @Slot()
    def restore(self) -> None:
        if self.code is not None and self.code.retired:
            self._session.attempt(partial(self._session.project.codes.restore, self.code.id))

    @Slot()
    def open(self) -> None:
        if self.code is not None:
            self.open_wanted.emit(self.code.id)

    def _place(self) -> tuple[int, int, int]:
        """Left, top and bottom of the code's row on the screen."""
        box = self._tree.visualRect(self._tree.currentIndex())
        top = self._tree.viewport().mapToGlobal(QPoint(16, box.top()))
        return top.x(), top.y(), top.y() + box.height()


def pin(session: Session, code: Code, key: str) -> None:
    """Give a code a key, or with "" take it away; who had the key loses it, and that is told."""
    codebook = session.codebook
    holder = next((other for other in codebook.codes if key and other.key == key and other.id != code.id), None)
    session.attempt(partial(session.project.codes.edit, code.id, key=key))
    now = session.project.codes.get(code.id)
    if holder is not None and now is not None and now.key == key:
        session.told.emit(f"Key {key} applies {code.label} now; {holder.label} had it. Undo gives it back.")
