"""The handbook: its examples compute what they say, and its links lead somewhere."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from cadrage import paths
from cadrage.gui.help_window import page_name

PAGES = sorted((paths.resources() / "handbook").glob("*.md"))
NAMES = {page_name(page.name) for page in PAGES}
COEFFICIENTS = [page for page in PAGES if re.match(r"07[01]\d-", page.name)]
RESULTS = [page for page in PAGES if re.match(r"07[34][1-9]-", page.name)]
FENCED = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page: Path) -> str:
    return "\n".join(FENCED.findall(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=lambda page: page.stem)
def test_the_worked_examples_give_the_numbers_that_they_show(page: Path) -> None:
    example = doctest.DocTestParser().get_doctest(blocks(page), {}, page.name, str(page), 0)
    said: list[str] = []
    failed = doctest.DocTestRunner(verbose=False).run(example, out=said.append).failed
    assert not failed, "".join(said)


@pytest.mark.parametrize("page", COEFFICIENTS, ids=lambda page: page.stem)
def test_every_coefficient_has_an_example_a_warning_and_a_source(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert blocks(page)
    for part in ("mislead", "Source"):
        assert part in text


@pytest.mark.parametrize("page", RESULTS, ids=lambda page: page.stem)
def test_every_result_says_what_it_answers_how_it_is_read_and_reported_and_when_it_misleads(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for part in ("answer", "How to read it", "How to report it", "When it misleads", "Source"):
        assert part in text
    # Charts are drawn of what the tables have counted.
    assert page.name.startswith("074") or blocks(page) or "## A worked example" not in text


def test_there_is_a_page_for_every_table_and_every_kind_of_chart() -> None:
    linked = re.findall(
        r"\]\((07[34]\d-[\w-]+\.md)\)", (paths.resources() / "handbook" / "0730-results.md").read_text("utf-8")
    )
    assert sorted(linked) == sorted(page.name for page in RESULTS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_between_pages_lead_to_pages(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
        if ":" not in target and not target.endswith((".png", ".svg")):
            assert page_name(target) in NAMES, target
