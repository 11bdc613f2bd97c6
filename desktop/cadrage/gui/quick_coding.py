"""Coding by keys: on the selected words, else on the sentence at the caret."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from cadrage.core.model import Coding, ExampleKind, Segments, Span
from cadrage.gui.code_palette import CodePalette
from cadrage.gui.document_pane import DocumentPane
from cadrage.gui.session import Session
from cadrage.gui.tasks import Report

_LONGEST_NAME = 60  # characters of the words that an in-vivo code is named after


class QuickCoding(QObject):
    """The gestures that need a passage. Sentences are cut in the background when a gesture first needs
    them, and the gesture waits: it never guesses where a sentence ends."""

    def __init__(self, session: Session, pane: DocumentPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._last: int | None = None
        self.palette: CodePalette | None = None

    # The passage.

    def _on_passage(self, act: Callable[[Span], None]) -> None:
        """Do something with the selected words, else with the sentence at the caret."""
        span = self._pane.view.selected_span()
        if span is not None:
            act(span)
        else:
            self._with_sentences(partial(self._on_sentence, act))

    def _on_sentence(self, act: Callable[[Span], None]) -> None:
        span = self._pane.view.sentence_at(self._pane.view.caret())
        if span is None:
            self._session.refused.emit("There is no sentence at the caret. Select the passage, or click into one.")
        else:
            act(span)

    def _with_sentences(self, act: Callable[[], None]) -> None:
        document = self._session.project.documents.get(self._session.document or 0)
        if document is None:
            return
        known = self._session.project.texts.segments((document.text_id,), "sentence")
        if document.text_id in known:
            self._pane.view.set_sentences(known[document.text_id].boundaries)
            act()
            return
        self._session.told.emit("Finding the sentences …")
        body = self._session.project.documents.body(document.id)
        done = partial(self._keep_sentences, document.id, document.text_id, act)
        self._session.start("Finding the sentences", partial(_split, body), done)

    def _keep_sentences(self, document: int, text: int, act: Callable[[], None], found: Segments) -> None:
        self._session.attempt(partial(self._session.project.texts.keep_segments, {text: found}))
        self._session.told.emit("")
        if self._session.document == document:
            self._pane.view.set_sentences(found.boundaries)
            act()

    # Gestures.

    def apply(self, code: int) -> None:
        """Put a code on the passage."""
        self._on_passage(partial(self._apply_to, code))

    def _apply_to(self, code: int, span: Span) -> None:
        self._last = code
        self._pane.verbs.apply_to(code, span)

    def repeat(self) -> None:
        """Put the code that was applied last on the passage."""
        if self._last is None:
            self._session.refused.emit("No code has been applied yet. Choose one with Space.")
        else:
            self.apply(self._last)

    def open_palette(self) -> None:
        """Ask for a code by a few letters."""
        self._on_passage(self._ask)

    def _ask(self, span: Span) -> None:
        view = self._pane.view
        view.select_span(span)
        palette = CodePalette(self._session.codebook, self._words(span), parent=view)
        palette.chosen.connect(partial(self._choose, span))
        palette.new_wanted.connect(partial(self._make_and_apply, span))
        palette.highlighted.connect(self._session.select_code)
        palette.ask(*view.selection_place())
        self.palette = palette

    def _choose(self, span: Span, code: int, _stay: bool) -> None:  # noqa: FBT001 (a slot)
        self._apply_to(code, span)
        self._pane.view.setFocus()

    def _make_and_apply(self, span: Span, name: str) -> None:
        """A new code on the passage: one step of undo."""
        coding = self._session.attempt(partial(self._make, span, name))
        if coding is not None:
            self._last = coding.code
            self._pane.view.clear_selection()
            self._session.select_coding(coding.id)
        self._pane.view.setFocus()

    def _make(self, span: Span, name: str) -> Coding:
        project = self._session.project
        with project.change(f"New code {name}"):
            code = project.codes.add(name)
            return project.codings.add(self._session.document or 0, span, code.id)

    def new_code(self, ask: Callable[[Callable[[str], None]], None]) -> None:
        """A new code on the passage; `ask` gets its name from the user."""
        self._on_passage(lambda span: ask(partial(self._make_and_apply, span)))

    def in_vivo(self) -> None:
        """A new code named after the words themselves."""
        self._on_passage(lambda span: self._make_and_apply(span, self._words(span)[:_LONGEST_NAME]))

    def make_example(self) -> None:
        """The selected coding's words become a typical example of its code."""
        found = self._session.project.codings.get((self._session.coding,)) if self._session.coding else ()
        if not found:
            self._session.refused.emit("Click a coding first: its words become an example of its code.")
            return
        coding = found[0]
        words = coding.span.quotation(self._session.project.documents.body(coding.document))
        add = partial(self._session.project.codes.add_example, coding.code, words, kind=ExampleKind.TYPICAL)
        self._session.attempt(partial(add, document=coding.document, span=coding.span))
        self._session.told.emit("Added to the examples")

    def next_here(self) -> None:
        """The next of the codings that overlap the selected one, or that lie at the caret."""
        codings = self._session.project.codings
        chosen = codings.get((self._session.coding,)) if self._session.coding else ()
        if not chosen:
            ids = self._pane.view.codings_at(self._pane.view.caret())
        else:
            coders = [coder.id for coder in self._session.shown_coders]
            ids = [found.id for found in codings.overlapping(chosen[0].document, chosen[0].span, coders=coders)]
        if ids:
            place = ids.index(chosen[0].id) + 1 if chosen and chosen[0].id in ids else 0
            self._session.select_coding(ids[place % len(ids)])

    def step_sentence(self, direction: int) -> None:
        """The caret goes to the start of the next (1) or previous (-1) sentence."""
        self._with_sentences(partial(self._step_sentence, direction))

    def _step_sentence(self, direction: int) -> None:
        view = self._pane.view
        text = self._session.project.documents.get(self._session.document or 0)
        if text is None:
            return
        known = self._session.project.texts.segments((text.text_id,), "sentence")
        starts = [start for start, _ in known[text.text_id].boundaries] if known else []
        later = [start for start in starts if start > view.caret()]
        earlier = [start for start in starts if start < view.caret()]
        if direction > 0 and later:
            view.set_caret(later[0])
        elif direction < 0 and earlier:
            view.set_caret(earlier[-1])

    def _words(self, span: Span) -> str:
        body = self._session.project.documents.body(self._session.document or 0)
        return " ".join(span.quotation(body).split())


def _split(body: str, _report: Report) -> Segments:
    from cadrage.language import segments

    return segments.split(body, "sentence")
