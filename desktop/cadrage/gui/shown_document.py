"""What one document view shows: a text, its codings, regions and matches. Values only; no widgets.

Positions come in and go out as code points; inside, and where a name says `qt`, they are Qt's UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cadrage.core.model import Span
from cadrage.gui import snapping
from cadrage.gui.find_marks import FindMarks
from cadrage.gui.span_columns import CoderLine, Columns, Shown, ShownColumns
from cadrage.gui.span_index import Placed, SpanIndex
from cadrage.gui.text_layout_copy import CopyOffsets

QtRange = tuple[int, int]
Codings = Iterable[Shown] | Columns


@dataclass(slots=True)
class Look:
    """What stands for a code."""

    label: str
    name: str
    colour: str


class ShownDocument:
    """The document view's copy of what it was told to show."""

    def __init__(
        self,
        text: str = "",
        codings: Codings = (),
        regions: Iterable[tuple[Span, str]] = (),
        inserted: Sequence[int] = (),
    ) -> None:
        """`inserted` are the positions before which the view's copy of the text has a line feed more."""
        self.text = text
        self.offsets = CopyOffsets(text, inserted)
        self._coders: frozenset[int] | None = None
        self._lines: Mapping[int, CoderLine] = {}
        self.sentences: Sequence[tuple[int, int]] = ()
        self.marks = FindMarks()
        self.set_regions(regions)
        self.replace(codings)

    def set_regions(self, regions: Iterable[tuple[Span, str]]) -> None:
        """Other passages are not article, each with the reason."""
        self.regions = [(*self.qt_range(span), reason) for span, reason in regions]

    def replace(self, codings: Codings) -> None:
        """Other codings on the same text."""
        # How a code looks and whose line it has now, where that has changed since its codings came.
        self.looks: dict[int, Look] = {}
        columns = ShownColumns(codings) if isinstance(codings, Iterable) else codings
        self.index = SpanIndex(columns, None if self.offsets.same else self.offsets.to_qt)
        self.index.show(self._coders)

    def show_coders(self, coders: frozenset[int] | None, lines: Mapping[int, CoderLine] | None = None) -> None:
        """Only these coders' codings count from now on (None counts all), in these lines, else in their own."""
        self._coders = coders
        self._lines = lines or {}
        self.index.show(coders)

    def line(self, item: Placed) -> CoderLine | Shown:
        return self._lines.get(item.shown.coder, item.shown) if self._lines else item.shown

    def qt_range(self, span: Span) -> QtRange:
        return self.offsets.to_qt(span.start), self.offsets.to_qt(span.end)

    def upsert(self, codings: Iterable[Shown]) -> list[QtRange]:
        """Takes codings as they are now; where they are and were."""
        touched = []
        for coding in codings:
            if coding.code in self.looks:
                self.looks[coding.code] = Look(coding.label, coding.name, coding.colour)
            touched += self.discard([coding.id])
            item = Placed(coding, *self.qt_range(coding.span))
            self.index.add(item)
            touched.append((item.start, item.end))
        return touched

    def discard(self, ids: Iterable[int]) -> list[QtRange]:
        """Lets codings go; where they were."""
        known = [item for item in map(self.index.get, ids) if item is not None]
        for item in known:
            self.index.remove(item.id)
        return [(item.start, item.end) for item in known]

    def reach(self, item: Placed | None) -> list[QtRange]:
        """The stretch of all codings that meet one: what looks different when it is raised."""
        if item is None:
            return []
        over = [item, *self.over(item.start, item.end)]
        return [(min(other.start for other in over), max(other.end for other in over))]

    def recolour(self, code: int, colour: str, label: str, name: str) -> None:
        self.looks[code] = Look(label, name, colour)

    def look(self, item: Placed) -> Look | Shown:
        return self.looks.get(item.shown.code, item.shown) if self.looks else item.shown

    def show_matches(self, spans: Iterable[Span], now: Span | None) -> None:
        self.marks = FindMarks.of(spans, now)

    def over(self, start_qt: int, end_qt: int) -> list[Placed]:
        return self.index.query(start_qt, end_qt)

    def regions_over(self, start_qt: int, end_qt: int) -> list[tuple[int, int, str]]:
        return [region for region in self.regions if region[0] < end_qt and region[1] > start_qt]

    def at(self, position_qt: int) -> list[Placed]:
        return self.index.at(position_qt)

    def codings_at(self, position: int) -> list[int]:
        return [item.id for item in self.at(self.offsets.to_qt(position))]

    def codings_text(self, position: int) -> str:
        """The codings over a character in words, for a screen reader."""
        looks = [self.look(item) for item in self.at(self.offsets.to_qt(position))]
        names = [look.label if look.name in ("", look.label) else f"{look.label} {look.name}" for look in looks]
        return f"{len(names)} here: {'; '.join(names)}" if names else "No coding here"

    def next_coding(self, position: int, *, backwards: bool) -> int | None:
        """The coding that begins next after (or before) a position."""
        found = self.index.next_start(self.offsets.to_qt(position), backwards=backwards)
        return found.id if found is not None else None

    def word_at(self, position: int) -> Span | None:
        return _span(snapping.word_at(self.text, position))

    def sentence_at(self, position: int) -> Span | None:
        return _span(snapping.pair_at(self.sentences, position))

    def passage_at(self, position: int) -> Span | None:
        """The sentence, as far as sentences are known, else the paragraph."""
        return self.sentence_at(position) or _span(snapping.paragraph_at(self.text, position))

    def whole_words(self, start: int, end: int) -> Span | None:
        return _span(snapping.whole_words(self.text, start, end))


def _span(pair: tuple[int, int] | None) -> Span | None:
    return Span(*pair) if pair is not None else None
