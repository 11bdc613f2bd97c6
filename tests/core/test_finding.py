"""A few letters find the code that is meant."""

from __future__ import annotations

from cadrage.core.codebook import Codebook
from cadrage.core.finding import find_codes, folded
from cadrage.core.model import Code


def code(number: int, short_id: str, name: str, parent: int | None = None, **rules: str) -> Code:
    return Code(number, f"guid-{number}", short_id, name, "#000000", parent, number, **rules)


BOOK = Codebook(
    [
        code(1, "ESC", "Escalation"),
        code(2, "ESC-THR", "Threat of force", 1, when_not="Named sanctions (SAN-THR)."),
        code(3, "SAN-THR", "Sanctions threatened"),
        code(4, "SAN-COS", "Costs", brief="An answer is announced, no threat named."),
        code(5, "", "Économie"),
    ]
)


def names(query: str) -> list[str]:
    return [match.node.code.label for match in find_codes(BOOK, query)[0]]


def test_nothing_typed_lists_all_codes_in_order() -> None:
    assert names("") == ["ESC", "ESC-THR", "SAN-THR", "SAN-COS", "Économie"]


def test_the_id_itself_comes_first() -> None:
    assert names("san-thr") == ["SAN-THR"]
    assert names("esc")[0] == "ESC"


def test_the_last_part_of_an_id_is_enough() -> None:
    assert names("thr") == ["ESC-THR", "SAN-THR"]


def test_the_part_of_the_name_that_was_meant_is_marked() -> None:
    (match,) = [match for match in find_codes(BOOK, "force")[0] if match.node.code.short_id == "ESC-THR"]
    assert match.marked is not None
    assert match.node.code.name[slice(*match.marked)] == "force"


def test_words_of_the_rules_find_a_code_too_behind_those_of_names() -> None:
    by_name, by_rule = find_codes(BOOK, "threat")
    assert [match.node.code.label for match in by_name] == ["ESC-THR", "SAN-THR"]
    assert [(match.node.code.label, match.rule) for match in by_rule] == [
        ("SAN-COS", "An answer is announced, no threat named.")
    ]


def test_case_and_accents_do_not_matter() -> None:
    assert names("economie") == ["Économie"]
    assert folded("ÉCOLE ß İ") == "ecole ß i"


def test_letters_in_order_find_a_name_but_not_letters_strewn_over_it() -> None:
    assert "SAN-COS" in names("sc")
    assert names("qzx") == []


def test_a_parents_name_finds_its_sub_codes() -> None:
    assert names("escalation") == ["ESC", "ESC-THR"]
