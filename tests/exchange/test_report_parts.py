"""What a report says: its numbers are the dataset's, its quotations the text's."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exchange.conftest import TEXT, span_of
from tests.exchange.report_material import bad, blocks, empty, material, report

from cadrage.core.covering import merged
from cadrage.core.dataset import Dataset
from cadrage.core.exemplars import LONGEST, chosen
from cadrage.core.model import Coder, Coding, Memo, Span, Subject
from cadrage.exchange.report import CodedText, Facts, Heading, Mark, Paragraph, Quotation, TableBlock
from cadrage.exchange.report_coded import LANES, lanes, lines
from cadrage.exchange.report_exemplars import passages
from cadrage.exchange.report_frequencies import usage
from cadrage.exchange.report_material import PARTS, Wishes


def words_of(dataset: Dataset, part: str, **known: object) -> str:
    said = []
    for block in blocks(report(dataset, **known), part):
        match block:
            case Heading():
                said.append(block.text)
            case Paragraph():
                said.append("".join(run.text for run in block.runs))
            case Facts():
                said += [run.text for _, runs in block.rows for run in runs]
            case Quotation():
                said += [block.words, block.source, block.remark]
            case _:
                pass
    return "\n".join(said)


def tables(dataset: Dataset, part: str = "frequencies") -> dict[str, TableBlock]:
    return {block.title: block for block in blocks(report(dataset), part) if isinstance(block, TableBlock)}


def row(table: TableBlock, name: str) -> dict[str, str]:
    found = next(row for row in table.rows if row.cells[0] == name)
    return dict(zip((column.title for column in table.columns), found.cells, strict=True))


def test_only_the_parts_that_are_wanted_are_there_in_the_order_of_reading(dataset: Dataset) -> None:
    assert [section.name for section in report(dataset).sections] == list(PARTS)
    few = report(dataset, Wishes(parts=("documents", "codebook")))
    assert [section.name for section in few.sections] == ["codebook", "documents"]


def test_a_code_is_counted_in_codings_documents_and_words(dataset: Dataset) -> None:
    table = tables(dataset)["Codings, documents and words by code"]
    assert row(table, "Military build-up") == {
        "Code": "Military build-up",
        "Codings": "2",
        "With sub-codes": "2",
        "Documents": "2",
        "% of documents": "100.0",
        "Words": "4",  # Troops were massing, There
        "% of words": "11.8",
    }
    assert row(table, "Escalation")["With sub-codes"] == "2"
    assert row(table, "Escalation")["Codings"] == "0"
    total = row(table, "All codes")
    assert (total["Codings"], total["Documents"], total["Words"]) == ("3", "2", "8")


def test_words_under_several_codings_count_once_and_what_is_no_article_not_at_all(dataset: Dataset) -> None:
    span = span_of("Troops were massing")
    twice = replace(dataset.codings[1], id=9, guid="x", coder=1, span=Span(span.start, span.end + 7))
    both = [dataset.codings[1], twice]
    assert usage(material(dataset), both).words == 5
    outside = {1: ((span_of("were massing at"), "caption"),)}
    assert usage(material(dataset, outside=outside), both).words == 2


def test_a_word_that_is_coded_in_part_counts_whole(dataset: Dataset) -> None:
    within = replace(dataset.codings[1], span=span_of("ops were mass"))
    assert usage(material(dataset), [within]).words == 3
    assert usage(material(dataset), [replace(within, span=span_of(" up"))]).words == 1


def test_tables_by_outlet_and_by_coder_add_up_to_all_codings(dataset: Dataset) -> None:
    found = tables(dataset)
    outlets = found["Codings by code and outlet"]
    assert [column.title for column in outlets.columns] == ["Code", "The Paper", "no outlet"]
    assert row(outlets, "Military build-up")["no outlet"] == "1"
    assert row(outlets, "All codes") == {"Code": "All codes", "The Paper": "2", "no outlet": "1"}
    rates = found["Codings per 1,000 words, by code and outlet"]
    assert row(rates, "All codes")["The Paper"] == f"{2000 / 17:.2f}"
    assert row(found["Codings by code and coder"], "All codes") == {
        "Code": "All codes",
        "Ana": "2",
        "Юлия (adjudicated)": "1",
    }
    assert row(found["Documents and codings by outlet"], "All outlets")["Codings"] == "3"


def test_many_outlets_take_several_tables_and_the_rare_ones_one_column(dataset: Dataset) -> None:
    documents = tuple(replace(dataset.documents[0], id=number, guid=f"d{number}") for number in range(1, 31))
    codings = tuple(
        replace(dataset.codings[0], id=number, guid=f"c{number}", document=1 + number % 30) for number in range(45)
    )
    many = replace(
        dataset,
        documents=documents,
        codings=codings,
        texts=dict.fromkeys(range(1, 31), TEXT),
        words=dict.fromkeys(range(1, 31), 17),
        document_values={(number, "outlet"): f"Outlet {number:02}" for number in range(1, 31)},
    )
    found = [
        block
        for block in blocks(report(many), "frequencies")
        if isinstance(block, TableBlock) and block.title.startswith("Codings by code and outlet")
    ]
    sums = [int(cell) for table in found for cell in table.rows[-1].cells[1:]]
    assert sum(sums) == 45
    assert max(len(table.columns) for table in found) == 7
    assert found[-1].columns[-1].title == "6 others"


def test_every_exemplar_is_the_words_of_its_text(dataset: Dataset) -> None:
    quotations = [block for block in blocks(report(dataset), "exemplars") if isinstance(block, Quotation)]
    spans = {TEXT[coding.span.start : coding.span.end] for coding in dataset.codings}
    assert {block.words for block in quotations} == spans
    assert "The Paper, 2014-03-14, First article, para. 2" in {block.source for block in quotations}
    assert any(block.remark == "coded by Юлия (adjudicated), marked as important" for block in quotations)


def test_exemplars_are_important_first_then_spread_over_outlets_and_coders(dataset: Dataset) -> None:
    def coding(number: int, document: int, coder: int, start: int, *, important: bool = False) -> Coding:
        return Coding(number, f"x{number}", document, 3, coder, 1, Span(start, start + 30), important=important)

    codings = (
        coding(1, 1, 1, 0),
        coding(2, 1, 1, 5),
        coding(3, 1, 2, 0),
        coding(4, 2, 1, 1),
        coding(5, 1, 1, 20, important=True),
    )
    found = passages(material(replace(dataset, codings=codings)), codings)
    assert [one.codings for one in chosen(found, 3)] == [(5,), (4,), (1, 3)]
    assert len(chosen(found, 9)) == 4


def test_a_quotation_of_forty_thousand_characters_is_cut_and_says_so(dataset: Dataset) -> None:
    quotations = [block for block in blocks(report(bad(dataset)), "exemplars") if isinstance(block, Quotation)]
    text = bad(dataset).texts[1]
    assert all(block.words in text for block in quotations)
    assert max(len(block.words) for block in quotations) <= LONGEST
    assert any(block.cut for block in quotations)


def test_the_codebook_has_every_field_and_every_example(dataset: Dataset) -> None:
    said = words_of(dataset, "codebook")
    for code in dataset.codes:
        for words in (code.name, code.brief, code.definition, code.when_to_use):
            assert words in said
    for example in dataset.examples:
        assert example.quotation in said
    assert "Under Escalation" in said
    assert "2 codings in 2 documents" in said
    assert "only with “force”" in said


def test_retired_codes_are_there_only_where_they_have_codings(dataset: Dataset) -> None:
    codes = tuple(replace(code, retired=True) for code in dataset.codes)
    said = words_of(replace(dataset, codes=codes), "codebook")
    assert "no longer used" in said
    assert "Escalation\n" not in said


def test_the_methods_gaps_stand_out_and_intervals_do_not(with_agreement: Dataset) -> None:
    runs = [
        run
        for block in blocks(report(with_agreement, corpus=7, codebook="1.0"), "agreement")
        if isinstance(block, Paragraph)
        for run in block.runs
    ]
    gaps = [run.text for run in runs if run.manner == "gap"]
    assert "[how these were drawn]" in gaps
    assert all(not gap.startswith("[.") for gap in gaps)
    assert any("2 of 7 documents" in run.text for run in runs)


def test_the_agreement_table_prints_what_was_computed(with_agreement: Dataset) -> None:
    table = tables(with_agreement, "agreement")["Agreement of 2 coders, by code"]
    assert table.rows[0].cells == ("ESC-MIL", "3", "25.0 % / 37.5 %", "87.5 %", "80.0 %", ".71", ".73", "[.50, .90]")


def test_memos_stand_under_what_they_are_about_and_those_on_what_is_left_out_do_not(dataset: Dataset) -> None:
    memos = (
        Memo(1, "m1", Subject.PROJECT, dataset.project_guid, 1, "A thought"),
        Memo(2, "m2", Subject.CODING, dataset.codings[0].guid, 2, "Doubtful"),
        Memo(3, "m3", Subject.CODING, "gone", 2, "On a coding elsewhere"),
    )
    said = words_of(replace(dataset, all_memos=memos), "memos")
    assert "A thought" in said
    assert "There will be costs\n" in said
    assert "elsewhere" not in said


def test_an_empty_study_says_so_in_every_part(dataset: Dataset) -> None:
    made = report(empty(dataset), why_no_agreement="Nothing was compared.")
    for section in made.sections:
        assert list(section.blocks())
    assert "The codebook is empty." in words_of(empty(dataset), "codebook")


def test_the_head_says_what_is_held_back_and_names_filters(dataset: Dataset) -> None:
    said = words_of(replace(dataset, filters=("outlet is X",), held_back=("Only some is here.",)), "title")
    assert "Only some is here." in said
    assert "outlet is X" in said
    assert "2 documents, 34 words, 1 outlet, published 2014-03 to 2014-03-14" in said


# Coded texts.


def coded(dataset: Dataset, **wishes: bool) -> list[CodedText]:
    found = blocks(report(dataset, Wishes(**wishes)), "documents")  # type: ignore[arg-type]
    return [block for block in found if isinstance(block, CodedText)]


def test_every_coding_is_in_a_mark_and_equal_ones_share_it(dataset: Dataset) -> None:
    third = Coder(3, "c3", "Third", "#000000", "dotted")
    same = replace(dataset.codings[0], id=10, guid="x", coder=3)
    found = coded(replace(dataset, coders=(*dataset.coders, third), codings=(*dataset.codings, same)))
    assert [(mark.number, mark.coders) for mark in found[0].marks] == [
        (1, ("Ana", "Third")),
        (2, ("Юлия (adjudicated)",)),
    ]
    assert found[0].marks[0].span == same.span


def test_extracts_hold_coded_words_only(dataset: Dataset) -> None:
    first = coded(dataset, extracts=True)[0]
    assert [line.text for line in lines(first)] == ["There will be costs", "Troops were massing"]
    assert all(line.gap for line in lines(first))


def test_documents_without_codings_are_left_out_of_extracts(dataset: Dataset) -> None:
    alone = replace(dataset, codings=dataset.codings[:2])
    assert len(coded(alone)) == 2
    assert len(coded(alone, extracts=True)) == 1


def test_a_coding_of_blank_lines_alone_is_told_beside_the_next(dataset: Dataset) -> None:
    mark = Mark(1, Span(6, 7), "c", "", "", ("A",))
    found = list(lines(CodedText("first\n\n\nlast", (mark,), (Span(0, 12),))))
    assert [line.starting for line in found] == [(), (mark,)]
    last = list(lines(CodedText("first\n\n", (mark,), (Span(0, 7),))))
    assert [(line.text, line.starting) for line in last] == [("first", ()), ("", (mark,))]


def squeezed(text: str) -> str:
    return "".join(text.split())


TEXTS = st.text(st.sampled_from("ab \n😀ا"), min_size=1, max_size=60)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 30)), max_size=12), st.integers(0, 59))
def test_lines_hold_the_whole_text_and_each_mark_lies_over_its_words(
    text: str, pairs: list[tuple[int, int]], outside: int
) -> None:
    spans = sorted(
        Span(start, min(start + length, len(text))) for start, length in pairs if start < min(start + length, len(text))
    )
    marks = tuple(Mark(number, span, "c", "", "#123456", ("A",)) for number, span in enumerate(spans, start=1))
    regions = ((Span(outside, outside + 5), "ad"),) if outside + 5 <= len(text) else ()
    found = list(lines(CodedText(text, marks, (Span(0, len(text)),), regions)))
    assert [line.text for line in found if line.segments] == [line for line in text.split("\n") if line.strip()]
    covered: dict[int, str] = {mark.number: "" for mark in marks}
    for line in found:
        for segment in line.segments:
            for mark in segment.marks:
                covered[mark.number] += segment.text
    for mark in marks:
        assert squeezed(covered[mark.number]) == squeezed(mark.span.quotation(text))
    announced = [mark.number for line in found for mark in line.starting]
    assert len(announced) == len(set(announced))
    assert set(announced) == set(covered)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=20))
def test_overlapping_marks_have_lines_of_their_own_while_there_are_any(pairs: list[tuple[int, int]]) -> None:
    spans = sorted(Span(start, start + length) for start, length in pairs)
    marks = [Mark(number, span, "c", "", "", ("A",)) for number, span in enumerate(spans)]
    found = lanes(marks)
    for one in marks:
        for other in marks:
            if one.number < other.number and one.span.overlaps(other.span):
                last = LANES - 1
                assert found[one.number] != found[other.number] or found[one.number] == last


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=20))
def test_merged_stretches_cover_the_same_and_do_not_touch(pairs: list[tuple[int, int]]) -> None:
    spans = [Span(start, start + length) for start, length in pairs]
    found = merged(spans)
    assert {place for span in found for place in range(span.start, span.end)} == {
        place for span in spans for place in range(span.start, span.end)
    }
    assert all(one.end < other.start for one, other in pairwise(found))


@pytest.mark.parametrize("part", PARTS)
def test_no_part_is_brought_down_by_bad_material(dataset: Dataset, part: str) -> None:
    assert blocks(report(bad(dataset)), part)
