"""Co-occurrence against a count over characters, words and sentences, coding by coding."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from cadrage.core.codebook import Codebook
from cadrage.core.model import Coding
from cadrage.core.results import CoOccurrence, Meeting
from cadrage.core.results_question import Proximity, Question, Reach
from cadrage.jobs import results, sample, segmenting
from cadrage.results.together import codings_together, together
from cadrage.store.project import Project
from tests.jobs.random_study import random_study
from tests.results import plain_count

PROXIMITIES = [
    Proximity(),
    Proximity(same_coder=False),
    Proximity(Reach.SENTENCE),
    Proximity(Reach.SENTENCE, same_coder=False),
    Proximity(Reach.PARAGRAPH),
    Proximity(Reach.WORDS, 0),
    Proximity(Reach.WORDS, 4),
    Proximity(Reach.WORDS, 7, same_coder=False),
    Proximity(Reach.DOCUMENT),
    Proximity(Reach.DOCUMENT, same_coder=False),
]


class Plain:
    """What codings hold, as sets of characters, words and units, and who meets whom by looking at every pair."""

    def __init__(self, project: Project, near: Proximity) -> None:
        self.near = near
        documents = plain_count.counted(project)
        self.codings = [each for each in project.codings.all() if each.document in {each.id for each in documents}]
        self.words = {document.id: plain_count.article_words(project, document) for document in documents}
        bounds = {}
        if near.reach in (Reach.SENTENCE, Reach.PARAGRAPH):
            unit = "sentence" if near.reach is Reach.SENTENCE else "paragraph"
            found = segmenting.units(project, [document.text_id for document in documents], unit)
            bounds = {document.id: found[document.text_id].boundaries for document in documents}
        self.bounds = bounds

    def characters(self, coding: Coding) -> set[int]:
        return set(range(coding.span.start, coding.span.end))

    def touched(self, coding: Coding) -> set[int]:
        return plain_count.touched(self.words[coding.document], coding.span)

    def units(self, coding: Coding) -> set[tuple[int, int]]:
        """What the result counts, by document."""
        if self.near.reach is Reach.OVERLAP:
            return {(coding.document, word) for word in self.touched(coding)}
        if self.near.reach in (Reach.WORDS, Reach.DOCUMENT):
            return {(coding.document, 0)}
        pairs = enumerate(self.bounds[coding.document])
        return {(coding.document, at) for at, (start, end) in pairs if self.characters(coding) & set(range(start, end))}

    def meet(self, one: Coding, other: Coding) -> bool:
        near = self.near
        if one.document != other.document:
            return False
        if near.same_coder and (one.coder, one.round) != (other.coder, other.round):
            return False
        if near.reach is Reach.OVERLAP:
            return bool(self.characters(one) & self.characters(other))
        if near.reach is Reach.WORDS:
            return self.between(one, other) <= near.words
        return bool(self.units(one) & self.units(other))

    def between(self, one: Coding, other: Coding) -> int:
        """How many article words lie wholly between two codings."""
        first, second = sorted((one.span, other.span))
        words = self.words[one.document]
        return sum(first.end <= min(word) and max(word) < second.start for word in words)


@pytest.mark.parametrize("near", PROXIMITIES, ids=str)
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("rolled", [True, False])
def test_every_pair_of_codes_is_what_looking_at_every_pair_of_codings_finds(
    near: Proximity, seed: int, rolled: bool
) -> None:
    project = random_study(seed, documents=3)
    material = results.gather(project, Question(proximity=near, rolled=rolled))
    found, plain = together(material), Plain(project, near)
    book = Codebook(project.codes.all(), with_retired=True)
    members = [book.family(each.id) if rolled else {each.id} for each in found.codes if each.id is not None]
    met = [(one, other) for one, other in combinations(plain.codings, 2) if plain.meet(one, other)]
    assert any(found.pairs.values())
    for a, b in combinations(range(len(found.codes)), 2):
        if members[a] & members[b]:
            assert (a, b) not in found.pairs
            continue
        pairs = [(x, y) for x, y in met if _in(x, y, members[a], members[b])]
        meeting = found.pair(a, b)
        assert (meeting.codings, meeting.documents) == (len(pairs), len({x.document for x, _ in pairs}))
        if pairs:
            assert (meeting.units, meeting.either) == _units(plain, members[a], members[b], pairs)
            kept = codings_together(material, a, b)
            assert set(kept) == {each.id for pair in pairs for each in pair}


def _in(one: Coding, other: Coding, a: set[int] | frozenset[int], b: set[int] | frozenset[int]) -> bool:
    return (one.code in a and other.code in b) or (one.code in b and other.code in a)


def _units(
    plain: Plain, a: set[int] | frozenset[int], b: set[int] | frozenset[int], pairs: list[tuple[Coding, Coding]]
) -> tuple[int, int]:
    """Units in which both codes of whoever is compared stand, and units with either."""
    if plain.near.reach is Reach.WORDS:
        both = {(x.document, 0) for x, _ in pairs}
    else:
        both = {
            unit
            for x, y in combinations(plain.codings, 2)
            if _in(x, y, a, b) and (not plain.near.same_coder or (x.coder, x.round) == (y.coder, y.round))
            for unit in plain.units(x) & plain.units(y)
        }
    either = {unit for each in plain.codings if each.code in a | b for unit in plain.units(each)}
    return len(both), len(either)


@pytest.mark.parametrize("seed", range(3))
def test_codes_alone_have_their_codings_documents_and_words(seed: int) -> None:
    project = random_study(seed, documents=3)
    found = together(results.gather(project, Question(proximity=Proximity(), rolled=False)))
    counted = {document.id for document in plain_count.counted(project)}
    for at, code in enumerate(found.codes):
        codings = [each for each in project.codings.all() if each.code == code.id and each.document in counted]
        alone = found.alone.get(at, Meeting())
        words = plain_count.covered(project, codings)
        assert alone == Meeting(len(codings), len({each.document for each in codings}), words)


def _found(project: Project, near: Proximity) -> CoOccurrence:
    return together(results.gather(project, Question(proximity=near)))


@pytest.fixture
def study(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Project]:
    return lambda: sample.build(tmp_path_factory.mktemp("sample") / "sample.cadrage")


def test_jaccard_and_lift_are_those_of_units(study: Callable[[], Project]) -> None:
    with study() as project:
        found = _found(project, Proximity(Reach.SENTENCE))
        (one, other), meeting = next(iter(found.pairs.items()))
        alone = found.alone[one].units, found.alone[other].units
        assert found.jaccard(other, one) == meeting.units / meeting.either
        assert found.lift(one, other) == meeting.units * found.all_units / (alone[0] * alone[1])
        assert found.unit == "sentences"


def test_codes_that_never_meet_have_no_association_and_unused_ones_an_undefined_one() -> None:
    with Project.in_memory() as project:
        project.codes.add("One")
        project.codes.add("Other")
        assert _found(project, Proximity()).jaccard(0, 1) is None
        assert _found(project, Proximity()).lift(0, 1) is None


def test_the_note_says_whose_codings_were_compared(study: Callable[[], Project]) -> None:
    with study() as project:
        assert any("same coder" in note for note in _found(project, Proximity()).asked.notes)
        apart = _found(project, Proximity(Reach.WORDS, 1, same_coder=False)).asked.notes
        assert any("at most 1 word stand" in note for note in apart)
