"""What is not article text, looked for outlet by outlet."""

from __future__ import annotations

from cadrage.core.model import DocumentDraft, Scope
from cadrage.jobs import cleaning
from cadrage.store.project import Project

STORY = (
    "The council met on Monday and decided, after a long quarrel, that the old market is to be closed in the spring."
)


def corpus(project: Project, outlets: tuple[str, ...]) -> tuple[int, ...]:
    """A page of each outlet with its own story below the outlet's own slogan."""
    drafts = [
        DocumentDraft(f"{number}", f"{number}.txt", text, "txt", "utf-8", b"")
        for number, outlet in enumerate(outlets)
        for text in [
            f"Title {chr(97 + number) * 4}\n\nAll the news of the {outlet} coast\n\n{chr(97 + number) * 9} {STORY}"
        ]
    ]
    documents = project.documents.add(drafts)
    variable = project.variables.ensure(Scope.DOCUMENT, "outlet")
    for document, outlet in zip(documents, outlets, strict=True):
        if outlet:
            project.variables.set_for_document(document, variable, outlet, checked=False)
    return documents


def words(project: Project, found: cleaning.Found, document: int) -> list[str]:
    body = project.documents.body(document)
    return [span.quotation(body) for span, _ in found.get(document, ())]


def test_a_line_is_repeated_where_the_pages_of_its_outlet_repeat_it() -> None:
    with Project.in_memory() as project:
        documents = corpus(project, ("North",) * 4 + ("South",))
        found = cleaning.compute(cleaning.gather(project))
        assert words(project, found, documents[0]) == ["All the news of the North coast"]
        assert words(project, found, documents[4]) == []
        assert cleaning.keep(project, found) == 4
        assert cleaning.keep(project, found) == 0


def test_one_document_is_compared_with_pages_of_its_outlet_alone() -> None:
    with Project.in_memory() as project:
        documents = corpus(project, ("North", "South", "North", "", "North", "", ""))
        for document, others in ((documents[0], {0, 2, 4}), (documents[1], {1}), (documents[3], {3, 5, 6})):
            material = cleaning.gather_one(project, document)
            assert set(material.texts) == {documents[number] for number in others}
            assert material.wanted == (document,)
        one = cleaning.compute(cleaning.gather_one(project, documents[2]))
        assert words(project, one, documents[2]) == ["All the news of the North coast"]


def test_languages_that_were_said_are_left_as_they_are() -> None:
    with Project.in_memory() as project:
        documents = corpus(project, ("North", "South"))
        project.documents.set_languages({documents[0]: "fr"})
        texts = cleaning.texts_without_language(project)
        assert set(texts) == {documents[1]}
        assert cleaning.languages(texts) == {documents[1]: "en"}
