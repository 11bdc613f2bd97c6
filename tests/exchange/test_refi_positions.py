"""However another program counted, its spans keep their words."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exchange.refi_files import bundle_of, quotations, selection

LINES = ("The talks broke up.", "There will be costs, they said.", "Nobody 📰 moved at all.", "The end came soon.")
WORDS = ("costs", "moved", "end came")
CRLF = "\r\n".join(LINES)


def selections(text: str, *, names: bool, unit: str = "utf-32-le", last: int = 0) -> str:
    """The words as a program would give them that counts in this encoding's units."""
    size = 2 if unit == "utf-16-le" else 4
    found = []
    for words in WORDS:
        start = len(text[: text.index(words)].encode(unit)) // size
        end = start + len(words.encode(unit)) // size - last
        found.append(selection(start, end, name=words if names else ""))
    return "".join(found)


def test_positions_are_code_points_of_the_text(tmp_path: Path) -> None:
    text = "\n".join(LINES)
    assert quotations(bundle_of(tmp_path, text.encode(), selections(text, names=False))) == [*WORDS]


@pytest.mark.parametrize("origin", ["MAXQDA 2022", "ATLAS.ti 23", "NVivo", ""])
@pytest.mark.parametrize("names", [True, False])
@pytest.mark.parametrize("counted", [CRLF, CRLF.replace("\r\n", "\n")])
def test_line_ends_count_once_or_twice_whatever_the_program(
    tmp_path: Path, origin: str, names: bool, counted: str
) -> None:
    bundle = bundle_of(tmp_path, CRLF.encode("utf-8-sig"), selections(counted, names=names), origin)
    assert quotations(bundle) == [*WORDS]
    assert bundle.documents[0].text == "\n".join(LINES)
    assert bundle.problems == ()


@pytest.mark.parametrize("names", [True, False])
def test_positions_in_units_of_utf16_are_known_by_the_words(tmp_path: Path, names: bool) -> None:
    text = "\n".join(("📰📰📰 " + LINES[0], *LINES[1:]))
    bundle = bundle_of(tmp_path, text.encode(), selections(text, names=names, unit="utf-16-le"))
    assert quotations(bundle) == [*WORDS]


def test_a_byte_order_mark_that_was_counted_is_known_by_the_words(tmp_path: Path) -> None:
    text = "\ufeff" + "\n".join(LINES)
    assert quotations(bundle_of(tmp_path, text.encode(), selections(text, names=True))) == [*WORDS]
    assert quotations(bundle_of(tmp_path, text.encode(), selections(text, names=False))) == [*WORDS]


def test_last_positions_that_belong_to_the_span_are_known_by_its_name(tmp_path: Path) -> None:
    text = "\n".join(LINES)
    assert quotations(bundle_of(tmp_path, text.encode(), selections(text, names=True, last=1))) == [*WORDS]


def test_names_that_are_cut_with_dots_tell_as_well(tmp_path: Path) -> None:
    counted = CRLF.replace("\r\n", "\n")
    start = counted.index("There will")
    inside = selection(start, start + 30, name="There will be...")
    assert quotations(bundle_of(tmp_path, CRLF.encode(), inside)) == ["There will be costs, they said"]


def test_names_that_people_gave_change_nothing(tmp_path: Path) -> None:
    text = "\n".join(LINES)
    start = text.index("costs")
    assert quotations(bundle_of(tmp_path, text.encode(), selection(start, start + 5, name="Quote 1"))) == ["costs"]


def test_one_span_out_of_place_is_moved_to_its_words_and_told(tmp_path: Path) -> None:
    text = "\n".join(LINES)
    wrong = text.index("end came")
    inside = selections(text, names=True) + selection(wrong - 3, wrong + 5, name="end came")
    bundle = bundle_of(tmp_path, text.encode(), inside)
    assert quotations(bundle) == [*WORDS, "end came"]
    assert "were moved to the same words close by" in bundle.problems[0]


def test_sources_in_utf16_and_old_encodings_are_read(tmp_path: Path) -> None:
    text = "Les négociations ont échoué à Genève. Les coûts étaient élevés.\n" * 3
    start = text.index("coûts")
    for encoding in ("utf-16", "cp1252"):
        bundle = bundle_of(tmp_path, text.encode(encoding), selection(start, start + 5))
        assert quotations(bundle) == ["coûts"], encoding


def test_names_decide_where_no_words_are_set_apart(tmp_path: Path) -> None:
    text = "会談は決裂した。\n代償を払うことになる。\n誰も動かなかった。"
    words = "償を払うことにな"
    start = text.index(words)
    inside = selection(start, start + len(words), name=words[:4] + "…")
    assert quotations(bundle_of(tmp_path, text.replace("\n", "\r\n").encode(), inside)) == [words]
