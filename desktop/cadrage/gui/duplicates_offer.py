"""After an import: whether new texts repeat others is looked up in the background, and said if they do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cadrage.gui.session import Session
from cadrage.gui.words import counted
from cadrage.jobs import duplicates
from cadrage.jobs.duplicates import Likeness
from cadrage.jobs.importing import ImportReport

if TYPE_CHECKING:
    from cadrage.gui.main_window import MainWindow

_LARGEST = 2_000  # documents; a larger corpus is compared when somebody asks for it


def offer_duplicates(window: MainWindow, session: Session, report: ImportReport) -> None:
    """Look for duplicates of what was imported, in a Task."""
    fresh = frozenset(imported.document for imported in report.imported)
    if not fresh or not 1 < len(session.project.documents.all()) <= _LARGEST:
        return
    work = partial(duplicates.compute, duplicates.gather(session.project))
    session.start("Looking for duplicates", work, partial(_say, window, session, fresh))


def _say(window: MainWindow, session: Session, fresh: frozenset[int], pairs: tuple[Likeness, ...]) -> None:
    documents = {document.id: document for document in session.project.documents.all()}
    apart = duplicates.apart(session.project)
    repeated = {
        document
        for pair in pairs
        if not duplicates.decision(documents, pair, apart)
        for document in (pair.first, pair.second)
        if document in fresh
    }
    if repeated and window.session is session:
        verb = "repeats" if len(repeated) == 1 else "repeat"
        words = f"{counted(len(repeated), 'imported text')} largely {verb} another text of the project."
        window.messages.say(words, "Compare", window.actions_.by_name["show_duplicates"].trigger)
