"""Reports as files: what stands in them when they are opened again, and that nothing gets out or in."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree, html
from tests.exchange.conftest import TEXT, span_of
from tests.exchange.report_material import LONG, bad, blocks, empty, report

from cadrage.core.dataset import Dataset
from cadrage.core.errors import Cancelled, UserError
from cadrage.exchange import report_docx, report_html
from cadrage.exchange.report import Report, TableBlock
from cadrage.exchange.report_colours import ground, line
from cadrage.exchange.report_html_words import css_string, words
from cadrage.exchange.report_material import Wishes

WRITERS = [(report_html.write, "report.html"), (report_docx.write, "report.docx")]


def page(made: Report, folder: Path) -> html.HtmlElement:
    path = folder / "report.html"
    report_html.write(made, path)
    return html.document_fromstring(path.read_bytes().decode("utf-8"))


def opened(made: Report, folder: Path) -> docx.document.Document:
    path = folder / "report.docx"
    report_docx.write(made, path)
    return docx.Document(str(path))


def flat(text: str) -> str:
    return " ".join(text.split())


# HTML.


def test_the_page_names_its_language_title_and_parts(with_agreement: Dataset, tmp_path: Path) -> None:
    found = page(report(with_agreement), tmp_path)
    assert found.get("lang") == "en"
    assert found.findtext(".//title") == "Crimea study – Codebook and coded material"
    anchors = {element.get("id") for element in found.iter() if element.get("id")}
    links = [link.get("href") for link in found.iterfind(".//nav//a")]
    assert links[0] == "#title"
    assert {link.removeprefix("#") for link in links} <= anchors
    levels = [int(element.tag[1]) for element in found.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1


def test_every_table_cell_equals_the_report_and_heads_have_a_scope(with_agreement: Dataset, tmp_path: Path) -> None:
    made = report(with_agreement)
    wanted = [b for part in ("frequencies", "agreement") for b in blocks(made, part) if isinstance(b, TableBlock)]
    found = page(made, tmp_path).findall(".//table")
    assert len(found) == len(wanted)
    for number, (table, block) in enumerate(zip(found, wanted, strict=True), start=1):
        assert flat(table.find("caption").text_content()) == f"Table {number} {block.title}"
        rows = [tuple(flat(cell.text_content()) for cell in row) for row in table.iter("tr")]
        assert rows[0] == tuple(column.title for column in block.columns)
        assert rows[1:] == [row.cells for row in block.rows]
        assert {head.get("scope") for head in table.iter("th")} == {"col", "row"}


def test_a_document_is_printed_whole_with_its_codings_over_their_words(dataset: Dataset, tmp_path: Path) -> None:
    coded = page(report(dataset, outside={1: ((span_of("broke up"), "caption"),)}), tmp_path).find_class("coded")[0]
    beside = [flat(item.text_content()) for item in coded.iter("li")]
    assert beside == ["not article: caption", "1 Costs Ana", "2 ESC-MIL Military build-up ★ Юлия (adjudicated)"]
    assert [flat(mark.text_content()) for mark in coded.iter("mark")] == ["There will be costs", "Troops were massing"]
    assert [flat(grey.text_content()) for grey in coded.find_class("outside")] == ["broke up"]
    assert coded.get("lang") == "en"


def test_the_words_of_a_document_are_all_there_in_their_order(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    report_html.write(report(dataset), path)
    source = re.sub(r"<sup>\d+</sup>", "", path.read_text("utf-8"))
    coded = html.document_fromstring(source).find_class("coded")[0]
    lines = [paragraph.text_content() for paragraph in coded.iter("p")]
    assert lines == [line for line in TEXT.split("\n") if line]


def test_overlapping_codings_have_lines_of_their_own(dataset: Dataset, tmp_path: Path) -> None:
    coded = page(report(bad(dataset)), tmp_path).find_class("coded")[0]
    deepest = max(coded.iter("mark"), key=lambda mark: sum(1 for above in mark.iterancestors("mark")))
    kinds = [deepest, *deepest.iterancestors("mark")]
    assert len(kinds) >= 4
    assert len({mark.get("class").split()[0] for mark in kinds}) == len(kinds)


def test_nothing_comes_from_outside_and_nothing_runs(dataset: Dataset, tmp_path: Path) -> None:
    found = page(report(bad(dataset)), tmp_path)
    source = (tmp_path / "report.html").read_text("utf-8")
    assert not list(found.iter("script", "link", "img", "iframe", "object", "embed", "base", "form"))
    for element in found.iter(etree.Element):
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "action", "background")
            if name == "href":
                assert value.startswith("#")
    style = found.findtext(".//style")
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in source


def test_hostile_names_stand_as_they_are_and_no_forbidden_character_is_left(dataset: Dataset, tmp_path: Path) -> None:
    found = page(report(bad(dataset)), tmp_path)
    source = (tmp_path / "report.html").read_text("utf-8")
    assert "<script src='http://x.example/a.js'></script>&amp; \"q\" 'a' ]]>" in found.findtext(".//title")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", source)
    assert 'onload="' not in source
    styles = {element.get("style") for element in found.iter() if element.get("style")}
    assert all(re.fullmatch(r"--c:#[0-9A-Fa-f]{6}|--d:\d", each) for each in styles)


def test_direction_marks_are_closed_where_they_are_opened() -> None:
    assert words("a\u202eb\u2066c") == "a\u202eb\u2066c\u2069\u202c"
    assert words("a\u2067b\u2069c") == "a\u2067b\u2069c"
    assert css_string('a"; } \n</style>') == '"a\\22 \\3b  \\7d  \\a \\3c \\2f style\\3e "'


def test_text_takes_its_direction_and_language_from_itself(dataset: Dataset, tmp_path: Path) -> None:
    found = page(report(bad(dataset)), tmp_path)
    assert {element.get("dir") for element in found.iter("p") if element.get("class") != "about"} == {"auto"}
    assert all(" " not in element.get("lang") for element in found.iter() if element.get("lang"))


# DOCX.


def test_the_document_has_real_headings_and_tables_that_equal_the_report(
    with_agreement: Dataset, tmp_path: Path
) -> None:
    made = report(with_agreement)
    found = opened(made, tmp_path)
    heads = [paragraph.text for paragraph in found.paragraphs if paragraph.style.name == "Heading 1"]
    assert heads == [section.title for section in made.sections]
    wanted = [b for part in ("frequencies", "agreement") for b in blocks(made, part) if isinstance(b, TableBlock)]
    tables = [table for table in found.tables if table._tbl.findall(f".//{qn('w:tblHeader')}")]
    assert len(tables) == len(wanted)
    for table, block in zip(tables, wanted, strict=True):
        rows = [tuple(cell.text.removeprefix("■ ") for cell in row.cells) for row in table.rows]
        assert rows == [tuple(column.title for column in block.columns), *(row.cells for row in block.rows)]
    captions = [paragraph.text for paragraph in found.paragraphs if paragraph.style.name == "Caption"]
    assert captions == [f"Table {number}\n{block.title}" for number, block in enumerate(wanted, start=1)]


def test_html_and_docx_say_the_same(with_agreement: Dataset, tmp_path: Path) -> None:
    made = report(with_agreement, Wishes(parts=("title", "codebook", "exemplars", "agreement")))
    body = page(made, tmp_path).find(".//main")
    web = "".join(body.text_content().split())
    parts = opened(made, tmp_path).element.body.iter(qn("w:t"))
    word = "".join("".join(part.text.split()) for part in parts).replace("■", "")
    assert web in word


def test_codings_are_shaded_in_their_colour_with_their_names_beside(dataset: Dataset, tmp_path: Path) -> None:
    found = opened(report(dataset, Wishes(parts=("documents",))), tmp_path)
    table = found.tables[0]
    assert [row.cells[1].text for row in table.rows] == [
        "1 Costs Ana",
        "2 ESC-MIL Military build-up ★ Юлия (adjudicated)",
    ]
    shaded = {
        run.text: run._r.rPr.find(qn("w:shd")).get(qn("w:fill"))
        for row in table.rows
        for paragraph in row.cells[0].paragraphs
        for run in paragraph.runs
        if run._r.rPr is not None and run._r.rPr.find(qn("w:shd")) is not None
    }
    assert shaded == {
        "There will be costs": ground("#", 0.15)[1:],
        "Troops were massing": ground("#1E3D2B", 0.15)[1:],
    }


def test_right_to_left_paragraphs_and_runs_say_so(dataset: Dataset, tmp_path: Path) -> None:
    found = opened(report(bad(dataset), Wishes(parts=("codebook",))), tmp_path)
    paragraphs = [p for table in found.tables for row in table.rows for p in row.cells[1].paragraphs]
    arabic = next(p for p in paragraphs if "Kerry" in p.text)
    assert arabic._p.pPr.find(qn("w:bidi")) is not None
    turned = [run.text for run in arabic.runs if run._r.rPr is not None and run._r.rPr.find(qn("w:rtl")) is not None]
    assert any("وزير" in text for text in turned)
    assert not any("Kerry" in text for text in turned)


def test_every_member_of_the_document_is_well_formed(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    report_docx.write(report(bad(dataset)), path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        body = etree.fromstring(archive.read("word/document.xml"))
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    targets = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert targets <= set(names)
    assert all(len(name) <= 40 for name in names)


def test_pages_are_numbered_and_the_title_runs_along_the_top(dataset: Dataset, tmp_path: Path) -> None:
    section = opened(report(dataset), tmp_path).sections[0]
    assert section.header.paragraphs[0].text == "Crimea study"
    assert "PAGE" in "".join(part.text for part in section.footer._element.iter(qn("w:instrText")))
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


# Both.


@pytest.mark.parametrize(("write", "name"), WRITERS)
def test_the_same_report_gives_the_same_bytes(dataset: Dataset, tmp_path: Path, write, name: str) -> None:  # type: ignore[no-untyped-def]
    write(report(dataset), tmp_path / f"1{name}")
    write(report(dataset), tmp_path / f"2{name}")
    assert (tmp_path / f"1{name}").read_bytes() == (tmp_path / f"2{name}").read_bytes()


@pytest.mark.parametrize(("write", "name"), WRITERS)
def test_an_empty_study_and_a_bad_one_are_written(dataset: Dataset, tmp_path: Path, write, name: str) -> None:  # type: ignore[no-untyped-def]
    for each in (empty(dataset), bad(dataset)):
        write(report(each), tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000


@pytest.mark.parametrize(("write", "name"), WRITERS)
def test_a_cancelled_report_leaves_the_older_one(dataset: Dataset, tmp_path: Path, write, name: str) -> None:  # type: ignore[no-untyped-def]
    def stop(done: int, total: int) -> None:
        if done > 2:
            raise Cancelled

    (tmp_path / name).write_text("older")
    with pytest.raises(Cancelled):
        write(report(dataset), tmp_path / name, stop)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "older"


@pytest.mark.parametrize(("write", "name"), WRITERS)
def test_progress_goes_up_to_the_end(dataset: Dataset, tmp_path: Path, write, name: str) -> None:  # type: ignore[no-untyped-def]
    told: list[tuple[int, int]] = []
    write(report(dataset), tmp_path / name, lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize(("write", "name"), WRITERS)
def test_a_folder_that_is_not_there_is_refused_in_words(dataset: Dataset, tmp_path: Path, write, name: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UserError, match="The folder for"):
        write(report(dataset), tmp_path / "nowhere" / name)


def test_colours_are_seen_on_white_and_what_is_none_is_grey() -> None:
    assert line("#4069C5") == "#4069C5"
    assert line("#FFFF00") != "#FFFF00"
    assert line("red; } body { x") == "#84878B"
    assert ground("#000000", 0.5) == "#808080"
    assert len(LONG) > 39_000
