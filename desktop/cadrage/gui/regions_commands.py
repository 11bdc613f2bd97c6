"""The window's commands for clean texts: what is not article, duplicates, languages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from cadrage.gui.window_commands import WindowCommands
from cadrage.gui.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cadrage.gui.session import Session
    from cadrage.jobs.cleaning import Found


class CleaningCommands(WindowCommands):
    """One method a command, named as the command is."""

    # What is not article.

    def toggle_not_article(self) -> None:
        if self._pane is not None:
            self._pane.regions.toggle()

    def look_at_not_article(self) -> None:
        if self._pane is not None:
            self._pane.regions.look()

    def find_not_article(self) -> None:
        """Propose for the whole corpus what is not article text, in a Task."""
        from cadrage.jobs import cleaning

        session = self._session
        if session is None:
            return
        material = cleaning.gather(session.project)
        session.told.emit("Finding what is not article text …")
        task = session.start(
            "Finding what is not article text", partial(cleaning.compute, material), partial(self._propose, session)
        )
        task.cancelled.connect(partial(session.told.emit, "Stopped: finding what is not article text"))
        self._window.status.show_work(task)

    def _propose(self, session: Session, found: Found) -> None:
        from cadrage.jobs import cleaning

        added = session.attempt(partial(cleaning.keep, session.project, found))
        waiting = session.project.regions.proposed()
        if added is None:
            session.told.emit("")
        elif not waiting:
            session.told.emit("No passage looks like no article text, or all have been decided")
        else:
            where = f"{counted(sum(waiting.values()), 'passage')} in {counted(len(waiting), 'document')}"
            session.told.emit(f"{added:,} new; {where} to be accepted or rejected (X)")

    def accept_not_article(self) -> None:
        """Accept what was proposed for the whole corpus."""
        session = self._session
        if session is None:
            return
        if not session.project.regions.proposed():
            session.refused.emit("Nothing waits to be accepted. “Find what is not article text” looks for it first.")
            return
        number = session.attempt(session.project.regions.accept_all)
        if number:
            session.told.emit(f"{counted(number, 'passage')} left out of every count")

    # Duplicates.

    def show_duplicates(self) -> None:
        from cadrage.gui.duplicates_view import DuplicatesView

        if self._session is not None:
            view = self._window.view("duplicates")
            assert isinstance(view, DuplicatesView)
            view.begin()

    # Speakers.

    def take_speaker(self) -> None:
        from cadrage.gui import speaker_commands

        speaker_commands.take(self._window)

    # Languages.

    def find_languages(self) -> None:
        """Say for every document without one which language it is in, in a Task."""
        from cadrage.jobs import cleaning

        session = self._session
        if session is None:
            return
        texts = cleaning.texts_without_language(session.project)
        if not texts:
            session.told.emit("Every document has its language")
            return
        task = session.start(
            "Finding the languages", partial(cleaning.languages, texts), partial(self._keep_languages, session)
        )
        self._window.status.show_work(task)

    def _keep_languages(self, session: Session, found: Mapping[int, str]) -> None:
        if found:
            session.attempt(partial(session.project.documents.set_languages, found))
        session.told.emit(f"The language of {counted(len(found), 'document')} was found")

    def choose_language(self) -> None:
        """A list of languages at the caret; the document's own is ticked."""
        from cadrage.jobs import cleaning

        session, pane = self._session, self._pane
        document = session.project.documents.get(session.document or 0) if session is not None else None
        if session is None or pane is None or document is None:
            return
        menu = QMenu("Language of the document", pane)
        menu.setAccessibleName("Language of the document")
        group = QActionGroup(menu)
        names = cleaning.language_names()
        for code in sorted(names, key=names.__getitem__):
            self._add_language(menu, group, names[code], code, ticked=code == document.language)
        menu.addSeparator()
        self._add_language(menu, group, "Not said", "", ticked=not document.language)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(pane.view.caret_place())
        menu.setActiveAction(group.checkedAction() or menu.actions()[0])

    def _add_language(self, menu: QMenu, group: QActionGroup, words: str, code: str, *, ticked: bool) -> None:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(ticked)
        group.addAction(action)
        menu.addAction(action)
        action.triggered.connect(partial(self._set_language, code))

    def _set_language(self, code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot)
        session = self._session
        if session is not None and session.document is not None:
            session.attempt(partial(session.project.documents.set_languages, {session.document: code}))
