"""Coding by keys: on the selected words, else on the sentence at the caret."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject

from cadrage.core.model import Coding, ExampleKind, Segments, Span
from cadrage.gui.announcing import Announcer
from cadrage.gui.code_drop import CodeDrop
from cadrage.gui.code_palette import CodePalette
from cadrage.gui.coding_ends import CodingEnds
from cadrage.gui.coding_handles import CodingHandles
from cadrage.gui.document_pane import DocumentPane
from cadrage.gui.end_steps import characters
from cadrage.gui.passage_menu import PassageMenu
from cadrage.gui.session import Session
from cadrage.gui.tasks import Report

OnPassage = Callable[[Callable[[Span], None]], None]  # does something with a passage, now or when it is known

_LONGEST_NAME = 60  # characters of the words that an in-vivo code is named after


class QuickCoding(QObject):
    """The gestures that need a passage. Sentences are cut in the background when a gesture first needs
    them, and the gesture waits: it never guesses where a sentence ends."""

    def __init__(self, session: Session, pane: DocumentPane) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._last: int | None = None
        self._waiting: dict[int, list[Callable[[], None]]] = {}
        self.palette: CodePalette | None = None
        self.ends = CodingEnds(session, pane)
        self.handles = CodingHandles(self.ends, pane.view)
        self.menu = PassageMenu(session, pane, self.apply)
        self.drop = CodeDrop(session, pane.view, self)
        self.announcer = Announcer(session, pane.view)

    # The passage.

    def on_passage(self, act: Callable[[Span], None]) -> None:
        """Do something with the selected words, else with the sentence at the caret."""
        span = self._pane.view.selected_span()
        if span is not None:
            act(span)
        else:
            self.with_sentences(partial(self._on_sentence, act))

    def _on_sentence(self, act: Callable[[Span], None]) -> None:
        span = self._pane.view.sentence_at(self._pane.view.caret())
        if span is None:
            self._session.refused.emit("There is no sentence at the caret. Select the passage, or click into one.")
        else:
            act(span)

    def with_sentences(self, act: Callable[[], None]) -> None:
        """Do something once the sentences of the document are known to the view."""
        document = self._session.project.documents.get(self._session.document or 0)
        if document is None:
            return
        known = self._session.project.texts.segments((document.text_id,), "sentence")
        if document.text_id in known:
            self._pane.view.set_sentences(known[document.text_id].boundaries)
            act()
            return
        waiting = self._waiting.setdefault(document.id, [])
        waiting.append(act)
        if len(waiting) > 1:
            return
        self._session.told.emit("Finding the sentences …")
        body = self._session.project.documents.body(document.id)
        done = partial(self._keep_sentences, document.id, document.text_id, self._session.me.id)
        forget = partial(self._forget, document.id)
        self._session.start("Finding the sentences", partial(_split, body, document.language), done, finally_=[forget])

    def _forget(self, document: int) -> None:
        self._waiting.pop(document, None)

    def _keep_sentences(self, document: int, text: int, coder: int, found: Segments) -> None:
        """The gestures that waited are done, if their coder still sits before the same text."""
        self._session.attempt(partial(self._session.project.texts.keep_segments, {text: found}))
        self._session.told.emit("")
        present = self._session.project.documents.get(document)
        same = present is not None and present.text_id == text and self._session.me.id == coder
        if same and self._session.document == document:
            self._pane.view.set_sentences(found.boundaries)
            # In the order in which the keys were pressed.
            for act in self._waiting.pop(document, []):
                act()

    def _sentences_known(self) -> bool:
        document = self._session.project.documents.get(self._session.document or 0)
        texts = (document.text_id,) if document is not None else ()
        return bool(self._session.project.texts.segments(texts, "sentence"))

    # Gestures.

    def apply(self, code: int) -> None:
        """Put a code on the passage."""
        self.on_passage(partial(self.apply_to, code))

    def apply_to(self, code: int, span: Span) -> None:
        """Put a code on words; it is the last one from now on."""
        self._last = code
        self._pane.verbs.apply_to(code, span)

    def apply_and_go_on(self, code: int) -> None:
        """Put a code on the passage, and go to the sentence behind it."""
        self.on_passage(partial(self._apply_and_go_on, code))

    def _apply_and_go_on(self, code: int, span: Span) -> None:
        before = self._session.coding
        self.apply_to(code, span)
        if self._session.coding not in (None, before):
            self.with_sentences(partial(self._go_behind, span))

    def _go_behind(self, span: Span) -> None:
        later = [start for start in self._sentence_starts() if start >= span.end]
        if later:
            self._pane.view.set_caret(later[0])

    def repeat(self) -> None:
        """Put the code that was applied last on the passage."""
        latest = self._session.project.codings.latest_codes(self._session.me.id, 1)
        if self._last is not None or latest:
            self.apply(self._last or latest[0])
        else:
            self._session.refused.emit("No code has been applied yet. Choose one with Space.")

    def open_palette(self) -> None:
        """Ask for a code by a few letters."""
        if self._pane.view.selected_span() is not None or self._sentences_known():
            self.on_passage(self._ask)
        elif self._session.document is not None:
            # Who presses Space types on at once: the letters must find the palette there.
            self._show_palette("Finding the sentence …", self.on_passage)
            self.with_sentences(_nothing)

    def _ask(self, span: Span) -> None:
        self._pane.view.select_span(span)
        self._show_palette(self._words(span), partial(_with, span))

    def _show_palette(self, words: str, on: OnPassage) -> None:
        view = self._pane.view
        palette = CodePalette(self._session.codebook, words, parent=view.window())
        palette.chosen.connect(partial(self._choose, on))
        palette.new_wanted.connect(partial(self._make_named, on))
        palette.highlighted.connect(self._session.select_code)
        palette.ask(*view.selection_place())
        self.palette = palette

    def _choose(self, on: OnPassage, code: int, _stay: bool) -> None:  # noqa: FBT001 (a slot)
        on(partial(self.apply_to, code))
        self._pane.view.setFocus()

    def _make_named(self, on: OnPassage, name: str) -> None:
        on(partial(self._make_and_apply, name))
        self._pane.view.setFocus()

    def _make_and_apply(self, name: str, span: Span) -> None:
        """A new code on the passage: one step of undo."""
        coding = self._session.attempt(partial(self._make, span, name))
        if coding is not None:
            self._last = coding.code
            self._pane.verbs.show_applied(coding)
        self._pane.view.setFocus()

    def _make(self, span: Span, name: str) -> Coding:
        project = self._session.project
        with project.change(f"New code {name}"):
            code = project.codes.add(name)
            return project.codings.add(self._session.document or 0, span, code.id)

    def new_code(self, ask: Callable[[Callable[[str], None]], None]) -> None:
        """A new code on the passage; `ask` gets its name from the user."""
        if self._pane.view.selected_span() is not None or self._sentences_known():
            self.on_passage(partial(self._ask_name, ask))
        elif self._session.document is not None:
            ask(partial(self._make_named, self.on_passage))
            self.with_sentences(_nothing)

    def _ask_name(self, ask: Callable[[Callable[[str], None]], None], span: Span) -> None:
        ask(partial(self._make_named, partial(_with, span)))

    def in_vivo(self) -> None:
        """A code named after the words themselves: a new one, unless these words have named one already."""
        self.on_passage(self._name_after)

    def _name_after(self, span: Span) -> None:
        name = shortened_name(self._words(span))
        known = [code for code in self._session.project.codes.all() if not code.retired and code.name == name]
        if known:
            self.apply_to(known[0].id, span)
        else:
            self._make_and_apply(name, span)

    def make_example(self) -> None:
        """The words of the selected coding, else of the one at the caret, become a typical example of its code."""
        if self._session.coding is None and self._pane.verbs.select_here() and self._session.coding is None:
            return  # a list asks which one
        found = self._session.project.codings.get((self._session.coding,)) if self._session.coding else ()
        if not found:
            self._session.refused.emit("Click a coding first: its words become an example of its code.")
            return
        coding = found[0]
        words = coding.span.quotation(self._session.project.documents.body(coding.document))
        add = partial(self._session.project.codes.add_example, coding.code, words, kind=ExampleKind.TYPICAL)
        if self._session.attempt(partial(add, document=coding.document, span=coding.span)):
            self._session.told.emit("Added to the examples")

    def next_here(self) -> None:
        """The next of the codings that overlap the selected one, or that lie at the caret."""
        chosen = self._session.coding
        ids = self._ids_here(chosen)
        if not ids:
            self._session.told.emit("No coding here")
            return
        place = (ids.index(chosen) + 1) % len(ids) if chosen in ids else 0
        self._session.select_coding(ids[place])
        self._session.told.emit(f"Coding {place + 1} of {len(ids)} here: {self._label(ids[place])}")

    def _ids_here(self, chosen: int | None) -> list[int]:
        """The codings at the caret; where the chosen one is alone there, or elsewhere, those that it meets."""
        here = self._pane.view.codings_at(self._pane.view.caret())
        found = self._session.project.codings.get((chosen,)) if chosen is not None else ()
        if not found or (chosen in here and len(here) > 1):
            return here
        coders = [coder.id for coder in self._session.shown_coders]
        over = self._session.project.codings.overlapping(found[0].document, found[0].span, coders=coders)
        return [coding.id for coding in self._session.left(over)]

    def _label(self, coding: int) -> str:
        found = self._session.project.codings.get((coding,))
        code = self._session.project.codes.get(found[0].code) if found else None
        return code.label if code is not None else ""

    def step_sentence(self, direction: int) -> None:
        """The caret goes to the start of the next (1) or previous (-1) sentence."""
        self.with_sentences(partial(self._step_sentence, direction))

    def _step_sentence(self, direction: int) -> None:
        view, starts = self._pane.view, self._sentence_starts()
        later = [start for start in starts if start > view.caret()]
        earlier = [start for start in starts if start < view.caret()]
        if direction > 0 and later:
            view.set_caret(later[0])
        elif direction < 0 and earlier:
            view.set_caret(earlier[-1])

    def _sentence_starts(self) -> list[int]:
        document = self._session.project.documents.get(self._session.document or 0)
        if document is None:
            return []
        known = self._session.project.texts.segments((document.text_id,), "sentence")
        return [start for start, _ in known[document.text_id].boundaries] if known else []

    def _words(self, span: Span) -> str:
        body = self._session.project.documents.body(self._session.document or 0)
        return " ".join(span.quotation(body).split())


def shortened_name(words: str, most: int = _LONGEST_NAME) -> str:
    """Words as the name of a code: up to so many characters as readers see them, where possible in whole words."""
    places = list(islice(characters(words, 0, forward=True), most + 1))
    if len(places) <= most:
        return words
    cut = words[: places[most - 2]]
    whole = words[: len(cut) + 1].rpartition(" ")[0]
    return f"{whole if len(whole) > len(cut) // 2 else cut}…"


def _with(span: Span, act: Callable[[Span], None]) -> None:
    act(span)


def _nothing() -> None:
    pass


def _split(body: str, language: str, _report: Report) -> Segments:
    from cadrage.language import segments

    return segments.split(body, "sentence", language)
