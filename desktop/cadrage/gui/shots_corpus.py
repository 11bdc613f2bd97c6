"""The screens on which texts are cleaned, for pictures and for the tests of every screen."""

from __future__ import annotations

from cadrage.core.model import DocumentDraft
from cadrage.gui import waiting
from cadrage.gui.duplicates_view import DuplicatesView
from cadrage.gui.regions_bar import RegionsBar
from cadrage.gui.shots_stage import Stage

_MARKET = (
    "The harbour council voted on Monday to close the old fish market, which traders had defended for years with"
    " petitions, marches and a lawsuit that a court in the capital threw out last spring.",
    "“We have sold cod here since my grandfather's day,” said Lena Moss, who speaks for forty stalls. “Nobody on the"
    " council has told us where we are to go, and the winter is six weeks away.”",
    "The mayor promised a new hall beside the ferry. Work on it would begin once the state had paid its share, she"
    " said, and the state had promised to pay before the end of the year.",
)
_LATER = (
    "The harbour council voted on Monday night to close the old fish market, which traders had defended for years"
    " with petitions, marches and a lawsuit that a court in the capital threw out last spring.",
    "Police counted two hundred people outside the town hall, some with their boats on trailers.",
    *_MARKET[1:],
)
_CREDIT = "Traders at the old market on Friday. (Photo: Lena Moss/Harbour Press)"
_TEXTS = {
    "Fish market to close": (_CREDIT, *_MARKET, "Tags: fish, harbour, council", "Follow us on our social channels"),
    "Two hundred protest as the fish market is closed": _LATER,
    "Ferry fares rise again": (
        "A crossing will cost a tenth more from January on, the ferry company said, and blamed the price of oil.",
        "Commuters who cross every day asked for a ticket that is good for the whole of a month.",
    ),
}


def regions(stage: Stage) -> None:
    """Passages that rules take for no article text, waiting for a decision."""
    _open(stage)
    bar = stage.pane.findChildren(RegionsBar)[0]
    waiting.until(bar.isVisible)


def duplicates(stage: Stage) -> None:
    _open(stage)
    stage.do("show_duplicates")
    view = stage.window.view("duplicates")
    assert isinstance(view, DuplicatesView)
    waiting.until(lambda: not view.looking)


def _open(stage: Stage) -> None:
    stage.open_empty()
    texts = {title: "\n\n".join(paragraphs) for title, paragraphs in _TEXTS.items()}
    drafts = [DocumentDraft(title, f"{title}.txt", text, "txt", "utf-8", b"") for title, text in texts.items()]
    first, *_ = stage.session.project.documents.add(drafts)
    stage.window.show_coding()
    stage.session.open_document(first)
