"""The codebook as a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.codebook import Codebook, suggest_short_id
from cadrage.core.model import Code


def code(row: int, name: str, parent: int | None = None, position: int = 0, **more: object) -> Code:
    fields = {"short_id": "", "colour": "#000000", "guid": f"guid-{row}", **more}
    return Code(id=row, name=name, parent=parent, position=position, **fields)  # type: ignore[arg-type]


TREE = (
    code(1, "Blame", position=2, short_id="BL"),
    code(2, "Solution", position=1, short_id="SO"),
    code(3, "Government", 1, position=2),
    code(4, "Industry", 1, position=1),
    code(5, "Ministers", 3),
    code(6, "bl", 2),
)


def test_codes_stand_in_order_each_under_its_parent() -> None:
    book = Codebook(TREE)
    assert [(node.code.id, node.depth) for node in book.nodes] == [(2, 0), (6, 1), (1, 0), (4, 1), (3, 1), (5, 2)]
    assert len(book) == 6


def test_equal_positions_are_ordered_by_age() -> None:
    assert [found.id for found in Codebook([code(9, "b"), code(8, "a")]).codes] == [8, 9]


def test_a_path_names_every_ancestor() -> None:
    assert Codebook(TREE).path(5) == "Blame > Government > Ministers"
    assert Codebook(TREE).path(99) == ""


def test_a_family_is_a_code_with_all_below_it() -> None:
    assert Codebook(TREE).family(1) == {1, 3, 4, 5}
    assert Codebook(TREE).family(5) == {5}


def test_groups_roll_sub_codes_up() -> None:
    groups = Codebook(TREE).groups(only=[3, 1])
    assert [(group.label, sorted(group.members), group.depth) for group in groups] == [
        ("BL", [1, 3, 4, 5], 0),
        ("Government", [3, 5], 1),
    ]


def test_a_short_id_wins_over_a_name() -> None:
    found = Codebook(TREE).find(" bl ")
    assert found is not None
    assert found.id == 1


def test_a_code_is_found_by_its_path_or_name() -> None:
    by_path, by_name = Codebook(TREE).find("blame > industry"), Codebook(TREE).find("MINISTERS")
    assert by_path is not None
    assert by_name is not None
    assert (by_path.id, by_name.id) == (4, 5)


def test_nothing_is_found_by_an_empty_name() -> None:
    assert Codebook(TREE).find("") is None
    assert Codebook(TREE).find("nothing") is None


def test_retired_codes_are_left_out_and_their_children_rise() -> None:
    codes = [code(1, "Blame", retired=True), code(2, "Industry", 1)]
    assert [(node.code.id, node.depth) for node in Codebook(codes).nodes] == [(2, 0)]
    assert [(node.code.id, node.depth) for node in Codebook(codes, with_retired=True).nodes] == [(1, 0), (2, 1)]


def test_a_circle_is_cut_at_its_oldest_code() -> None:
    book = Codebook([code(1, "x", 2), code(2, "y", 1), code(3, "below", 2)])
    assert [(node.code.id, node.depth) for node in book.nodes] == [(1, 0), (2, 1), (3, 2)]
    assert book.family(1) == {1, 2, 3}


@given(st.lists(st.none() | st.integers(0, 12), max_size=12))
def test_every_code_has_exactly_one_place_whatever_the_parents(parents: list[int | None]) -> None:
    codes = [code(row, f"c{row}", parent) for row, parent in enumerate(parents)]
    book = Codebook(codes)
    assert sorted(found.id for found in book.codes) == list(range(len(parents)))
    assert all(found.id in book.family(found.id) for found in book.codes)


@pytest.mark.parametrize(
    ("name", "parent", "taken", "suggested"),
    [
        ("Threat of force", "ESC", (), "ESC-THR"),
        ("Threat of force", "", (), "THR"),
        ("The threat", "", (), "THR"),
        ("Threat of total war", "ESC", ("esc-thr",), "ESC-TTW"),
        ("Threat", "", ("THR",), "THE"),
        ("Krieg & Frieden", "", (), "KRI"),
        ("Übergriffe", "", (), "ÜBE"),
        ("Go", "", ("GO",), "GO2"),
        ("  ", "ESC", (), ""),
        ("…", "", (), ""),
    ],
)
def test_a_short_id_is_suggested_from_the_name(name: str, parent: str, taken: tuple[str, ...], suggested: str) -> None:
    assert suggest_short_id(name, parent, taken) == suggested


@given(st.lists(st.text(max_size=20), max_size=30), st.sampled_from(["", "ESC"]))
def test_suggested_ids_are_never_taken(names: list[str], parent: str) -> None:
    taken: list[str] = []
    for name in names:
        found = suggest_short_id(name, parent, taken)
        assert found.casefold() not in {each.casefold() for each in taken}
        if found:
            taken.append(found)
