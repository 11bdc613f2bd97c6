"""Passages that are not article text: proposed, decided, and out of the counts once they are accepted."""

from __future__ import annotations

import pytest

from cadrage.core.article_text import article_text
from cadrage.core.errors import UserError
from cadrage.core.model import Span
from cadrage.store.project import Project
from cadrage.store.regions import BY_HAND
from tests.store.material import World, draft


def states(project: Project, document: int) -> list[tuple[int, int, str, str]]:
    return [(each.span.start, each.span.end, each.kind, each.state) for each in project.regions.of(document)]


def test_what_is_proposed_leaves_no_count_until_it_is_accepted(world: World) -> None:
    project, document = world.project, world.documents[0]
    assert project.regions.propose({document: [(Span(0, 9), "tags"), (Span(20, 24), "by-line")]}) == 2
    assert project.documents.excluded(document) == ()
    assert project.regions.proposed() == {document: 2}
    project.regions.settle(document, [(Span(0, 9), "tags")], accepted=True)
    assert project.documents.excluded(document) == (Span(0, 9),)
    assert project.regions.accept_all() == 1
    assert project.documents.excluded(document) == (Span(0, 9), Span(20, 24))
    project.undo()
    assert project.documents.excluded(document) == (Span(0, 9),)


def test_what_was_rejected_is_not_proposed_again(world: World) -> None:
    project, document = world.project, world.documents[0]
    project.regions.settle(document, [(Span(0, 9), "tags")], accepted=False)
    assert project.regions.propose({document: [(Span(2, 12), "tags"), (Span(30, 40), "tags")]}) == 1
    assert states(project, document) == [(0, 9, "tags", "rejected"), (30, 40, "tags", "proposed")]


def test_words_are_marked_and_unmarked_by_hand_and_the_rest_of_a_region_stays(world: World) -> None:
    project, document = world.project, world.documents[0]
    project.regions.mark(document, Span(0, 20))
    assert states(project, document) == [(0, 20, BY_HAND, "accepted")]
    project.regions.unmark(document, Span(5, 10))
    assert project.documents.excluded(document) == (Span(0, 5), Span(10, 20))
    project.regions.mark(document, Span(3, 12))
    assert project.documents.excluded(document) == (Span(0, 3), Span(3, 12), Span(12, 20))
    for _ in range(3):
        project.undo()
    assert states(project, document) == []


def test_a_passage_beyond_the_text_is_refused_and_nothing_is_kept(world: World) -> None:
    with pytest.raises(UserError, match="not in the text"):
        world.project.regions.mark(world.documents[0], Span(0, 9_999))
    assert states(world.project, world.documents[0]) == []


def test_a_change_of_language_lets_units_be_cut_anew_only_where_nobody_has_coded(world: World) -> None:
    from cadrage.jobs import segmenting

    project = world.project
    fresh = project.documents.add([draft("three", "Er kam am 3. Mai. Sie ging.")])[0]
    coded = project.documents.get(world.coding.document)
    other = project.documents.get(fresh)
    assert coded is not None
    assert other is not None
    texts = [coded.text_id, other.text_id]
    segmenting.units(project, texts, "sentence")
    project.documents.set_languages({coded.id: "de", other.id: "de"})
    assert set(project.texts.segments(texts, "sentence")) == {coded.text_id}
    assert segmenting.units(project, texts, "sentence")[other.text_id].splitter == "lines, then rules (de)"
    assert project.documents.text_languages() == {coded.text_id: "de", other.text_id: "de"}


def test_duplicates_are_counted_only_where_that_is_wanted(world: World) -> None:
    project = world.project
    project.documents.mark_duplicate(world.documents[1], world.documents[0])
    copy = project.documents.get(world.documents[1])
    assert copy is not None
    assert not project.documents.is_counted(copy)
    project.documents.set_count_duplicates(counted=True)
    assert project.documents.is_counted(copy)


def test_the_text_without_its_regions_keeps_words_apart() -> None:
    assert article_text("One two three four", [Span(4, 8), Span(6, 14)]) == "One \n\nfour"
    assert article_text("One", []) == "One"
