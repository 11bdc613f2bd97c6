"""The full-text index never misses a document that has what is looked for, and follows the corpus."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadrage.core.errors import UserError
from cadrage.core.matching import Matcher
from cadrage.core.model import DocumentDraft
from cadrage.core.query import parse
from cadrage.core.replacement import Replacement
from cadrage.core.search import Wanted
from cadrage.core.text import canonical
from cadrage.store.project import Project
from tests.store.material import assert_sound, snapshot


def add(project: Project, *texts: str) -> tuple[int, ...]:
    drafts = [DocumentDraft(f"{place}", "", text, "txt", "utf-8", b"") for place, text in enumerate(texts)]
    return project.documents.add(drafts)


def candidates(project: Project, query: str, *, duplicates: bool = False) -> list[int]:
    return [document for document, _ in project.search.candidates(parse(query), duplicates=duplicates)]


def test_the_index_narrows_a_corpus_to_what_may_have_the_words(project: Project) -> None:
    one, two, three = add(project, "A velvet parliament.", "A parliament of velvet", "Nothing")
    assert candidates(project, "velvet parliament") == [one, two]
    assert candidates(project, '"velvet parliament"') == [one]
    assert candidates(project, "nothi*") == [three]
    assert candidates(project, "velvet OR nothing") == [one, two, three]
    assert candidates(project, "absent") == []
    assert candidates(project, "") == []


def test_duplicates_are_left_out_unless_they_are_wanted(project: Project) -> None:
    one, two = add(project, "War one", "War two")
    project.documents.mark_duplicate(two, one)
    assert candidates(project, "war") == [one]
    assert candidates(project, "war", duplicates=True) == [one, two]
    assert [document for document, _ in project.search.all(duplicates=False)] == [one]


def test_two_documents_with_one_text_are_both_found(project: Project) -> None:
    documents = add(project, "War", "War")
    assert candidates(project, "war") == list(documents)


def test_removed_and_replaced_texts_are_found_no_more_until_undo_brings_them_back(project: Project) -> None:
    one, two = add(project, "velvet", "velvet too")
    project.documents.remove([two])
    assert candidates(project, "velvet") == [one]
    draft = DocumentDraft("0", "", "satin", "txt", "utf-8", b"")
    project.documents.replace_text(one, Replacement(draft, {}, {}, {}))
    assert (candidates(project, "velvet"), candidates(project, "satin")) == ([], [one])
    project.undo()
    project.undo()
    assert (candidates(project, "velvet"), candidates(project, "satin")) == ([one, two], [])


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "*",
        "NEAR(a b)",
        "body:war",
        "^war",
        "a + b",
        "-war",
        "{body}: a",
        "(war",
        "' OR 1=1 --",
        'a"b',
        "AND OR NOT",
        "\x00",
        "\ud800",
        "💥*",
        "𞤀𞤁",
        "%",
        "_",
        ";",
        "war " * 900,
        '"' + "war " * 900 + '"',
        " OR ".join(f"w{number}" for number in range(500)),
    ],
)
def test_no_query_is_more_than_words_to_sqlite(project: Project, query: str) -> None:
    (document,) = add(project, canonical(f"{query} war a b"))
    assert candidates(project, query) in ([document], [])
    if query.strip("\x00"):
        assert candidates(project, query) == [document]


def test_every_latin_letter_is_folded_alike_by_the_index_and_the_matcher(project: Project) -> None:
    """What the matcher would find, the index must offer: each letter under its plain form, and the other way round."""
    letters = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isalnum()]
    documents = dict(zip(letters, add(project, *(f"x{letter}y" for letter in letters)), strict=True))
    for letter, document in documents.items():
        bare = "".join(sign for sign in unicodedata.normalize("NFD", letter) if not unicodedata.combining(sign))
        for query in (f"x{letter}y", f"x{bare}y".upper()):
            if Matcher(parse(query)).find(f"x{letter}y"):
                assert document in candidates(project, query), query


_SIGNS = st.sampled_from(
    [
        *"abßéøİıñ  \n'’-.,*“”\"",
        "e\u0301",
        "й",
        "ё",
        "ά",
        "كِ",
        "국",
        "國",
        "の",
        "ไ",
        "की",
        "😀",
        "€",
        "𝐀",
        "\u00ad",
        "_",
    ]
)
_TEXTS = st.lists(
    st.lists(_SIGNS | st.characters(exclude_categories=["Cs"]), max_size=20).map("".join), min_size=1, max_size=4
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_TEXTS, st.data())
def test_the_index_never_misses_what_is_there(project: Project, texts: Sequence[str], data: st.DataObject) -> None:
    bodies = [canonical(text) for text in texts]
    start = data.draw(st.integers(0, len(bodies[0])))
    query = bodies[0][start : data.draw(st.integers(start, len(bodies[0])))]
    documents = add(project, *bodies)
    offered = set(candidates(project, query))
    matcher = Matcher(parse(query))
    for document, body in zip(documents, bodies, strict=True):
        assert document in offered or not matcher.find(body)


def test_a_saved_search_is_kept_renamed_and_removed_in_steps_that_undo_takes_back(project: Project) -> None:
    wanted = Wanted("velvet OR satin", duplicates=True)
    saved = project.saved_searches.add("  Soft   stuff ", wanted)
    assert [(each.name, each.wanted) for each in project.saved_searches.all()] == [("Soft stuff", wanted)]
    for step in (
        lambda: project.saved_searches.rename(saved.id, "Cloth"),
        lambda: project.saved_searches.remove(saved.id),
    ):
        before = snapshot(project)
        step()
        assert snapshot(project) != before
        project.undo()
        assert snapshot(project) == before
        project.redo()
    assert project.saved_searches.all() == ()
    assert_sound(project)


def test_what_cannot_be_saved_is_refused_in_words(project: Project) -> None:
    saved = project.saved_searches.add("Soft", Wanted("velvet"))
    with pytest.raises(UserError, match="already a search “Soft”"):
        project.saved_searches.add("soft ", Wanted("satin"))
    with pytest.raises(UserError, match="needs a name"):
        project.saved_searches.rename(saved.id, " ")
    with pytest.raises(UserError, match="no search to be saved"):
        project.saved_searches.add("Empty", Wanted(" "))
    project.saved_searches.remove(saved.id)
    with pytest.raises(UserError, match="no longer"):
        project.saved_searches.rename(saved.id, "Hard")
