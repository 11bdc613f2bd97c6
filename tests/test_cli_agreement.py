"""The numbers of `cadrage agreement`, from articles and tables of spans, against counts made here by hand."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from tests.commands import Row, articles, done, spans, study

Unit = tuple[int, int]
Table = Mapping[str, object]
EXACT = 1e-12


# On characters Cohen's kappa is what the definition gives.


def kappa(both: int, first: int, second: int, total: int) -> Fraction:
    """Cohen (1960) from how many units both, the first and the second coder coded."""
    observed = Fraction(total - first - second + 2 * both, total)
    chance = Fraction(first * second + (total - first) * (total - second), total**2)
    return (observed - chance) / (1 - chance)


@pytest.mark.parametrize(
    ("length", "first", "second", "both", "rounded"),
    [
        (1_000, [(0, 100)], [(50, 150)], 50, "0.444"),
        (1_000, [(0, 500)], [(250, 750)], 250, "0.000"),
        (1_000, [(0, 900)], [(0, 810), (900, 990)], 810, "0.000"),
        (10_000, [(0, 100)], [(10, 110)], 90, "0.899"),
        (1_000, [(10, 20), (15, 30)], [(10, 30)], 20, "1.000"),
        (1_000, [(0, 60), (20, 100), (30, 40)], [(50, 90), (60, 150), (149, 150)], 50, "0.444"),
    ],
)
def test_kappa_on_characters_is_what_the_definition_gives(
    tmp_path: Path, length: int, first: list[Unit], second: list[Unit], both: int, rounded: str
) -> None:
    rows = [("text", coder, "X", *span) for coder, listed in (("A", first), ("B", second)) for span in listed]
    project = study(tmp_path, {"text.txt": ("word " * length)[: length - 1] + "."}, rows)
    table = done("agreement", project, "--unit", "character", "--json").json
    (row,) = table["codes"]
    covered = [len({place for start, end in listed for place in range(start, end)}) for listed in (first, second)]
    expected = kappa(both, *covered, length)
    assert f"{float(expected):.3f}" == rounded
    assert abs(Fraction(row["cohen_kappa"]["value"]) - expected) < EXACT
    assert table["units"] == row["units"] == length
    assert (row["both"], row["a_only"], row["b_only"]) == (both, covered[0] - both, covered[1] - both)
    assert row["f1_characters"]["value"] == pytest.approx(2 * both / sum(covered), abs=EXACT)


# On every unit the counts are those of a plain loop.

WORDS = ["talks", "vote", "sanctions", "minister", "troops", "border", "council", "treaty", "London", "Kerry"]
CODES = ["Frame > Blame", "Frame > Remedy", "Tone", "Frame"]


def text(draw: random.Random) -> str:
    """Paragraphs of one line, sentences of plain words that end with a full stop."""
    sentence = lambda: " ".join(draw.choices(WORDS, k=draw.randint(2, 6))).capitalize() + "."  # noqa: E731
    return (
        "\n\n".join(" ".join(sentence() for _ in range(draw.randint(1, 4))) for _ in range(draw.randint(2, 4))) + "\n"
    )


def found(pattern: str) -> Callable[[str], list[Unit]]:
    return lambda text: [match.span() for match in re.finditer(pattern, text)]


CUTS: Mapping[str, Callable[[str], list[Unit]]] = {
    "document": lambda text: [(0, len(text))],
    "paragraph": found(r"[^\n]+"),
    "sentence": found(r"[A-Z][^.]*\."),
    "token": found(r"\w+|\."),
    "character": lambda text: [(place, place + 1) for place in range(len(text))],
}


def drawn_rows(draw: random.Random, texts: Mapping[str, str], coders: Sequence[str]) -> list[Row]:
    rows = []
    for name, body in texts.items():
        for coder in coders:
            for code in CODES:
                for _ in range(draw.randint(0, 3)):
                    start = draw.randrange(len(body) - 1)
                    rows.append((name, coder, code, start, draw.randint(start + 1, min(len(body), start + 60))))
    return rows


def coded(rows: Sequence[Row], document: str, coder: str, code: str, unit: Unit) -> bool:
    """Whether the coder put the code, or one below it, on any character of the unit."""
    return any(
        (doc, who) == (document, coder)
        and (what == code or what.startswith(f"{code} > "))
        and start < unit[1]
        and unit[0] < end
        for doc, who, what, start, end in rows
    )


def alpha(both: int, neither: int, apart: int) -> Fraction | None:
    """Krippendorff's nominal alpha of two coders, from the coincidences."""
    used, unused = 2 * both + apart, 2 * neither + apart
    if not used or not unused:
        return None
    return 1 - Fraction((used + unused - 1) * apart, used * unused)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], list[Row]]:
    """A project whose first four articles count: the fifth is a duplicate, the sixth is complete for nobody."""
    draw = random.Random(20140314)
    folder = tmp_path_factory.mktemp("world")
    texts = {f"text{number}": text(draw) for number in range(6)}
    rows = drawn_rows(draw, texts, ("A", "B", "C"))
    project = folder / "study.cadrage"
    done("new", project)
    facts = folder / "facts.csv"
    facts.write_text("file,duplicate_of\ntext4.txt,text0.txt\n", encoding="utf-8")
    first = articles(folder / "first", {f"{name}.txt": body for name, body in list(texts.items())[:5]})
    done("import", project, first, "--metadata", facts)
    done(
        "codings", "import", project, spans(folder / "a.csv", [row for row in rows if row[0] != "text5"]), "--complete"
    )
    done("import", project, articles(folder / "late", {"text5.txt": texts["text5"]}))
    done("codings", "import", project, spans(folder / "b.csv", [row for row in rows if row[0] == "text5"]))
    return project, {name: texts[name] for name in list(texts)[:4]}, rows


@pytest.mark.parametrize("unit", CUTS)
@pytest.mark.parametrize("coders", ["A,B", "B,A", "C,A"])
def test_counts_on_every_unit_are_those_of_a_plain_loop(
    world: tuple[Path, dict[str, str], list[Row]], unit: str, coders: str
) -> None:
    project, texts, rows = world
    table = done("agreement", project, "--unit", unit, "--coders", coders, "--json").json
    one, other = coders.split(",")
    units = [(name, piece) for name, body in texts.items() for piece in CUTS[unit](body)]
    assert (table["documents"], table["units"], table["coders"]) == (4, len(units), [one, other])
    assert {row["path"] for row in table["codes"]} == set(CODES)
    for row in table["codes"]:
        cells = [tuple(coded(rows, name, coder, row["path"], piece) for coder in (one, other)) for name, piece in units]
        both, neither = cells.count((True, True)), cells.count((False, False))
        first, second = cells.count((True, False)), cells.count((False, True))
        assert (row["both"], row["neither"], row["a_only"], row["b_only"]) == (both, neither, first, second)
        assert row["units"] == len(units)
        assert row["prevalence"] == pytest.approx(
            {one: (both + first) / len(units), other: (both + second) / len(units)}, abs=EXACT
        )
        near = lambda name, value: row[name]["value"] == pytest.approx(float(value), abs=EXACT)  # noqa: B023, E731
        assert near("percent_agreement", Fraction(both + neither, len(units)))
        assert near("positive_agreement", Fraction(2 * both, 2 * both + first + second))
        expected = alpha(both, neither, first + second)
        if expected is None:
            assert row["krippendorff_alpha"]["value"] is None
            assert row["krippendorff_alpha"]["undefined"]
        else:
            assert near("krippendorff_alpha", expected)
            assert near("cohen_kappa", kappa(both, both + first, both + second, len(units)))


@pytest.mark.parametrize("unit", ["sentence", "character"])
def test_three_coders_agree_in_pairs_as_a_plain_loop_says(
    world: tuple[Path, dict[str, str], list[Row]], unit: str
) -> None:
    project, texts, rows = world
    units = [(name, piece) for name, body in texts.items() for piece in CUTS[unit](body)]
    for row in done("agreement", project, "--unit", unit, "--json").json["codes"]:
        counts = [sum(coded(rows, name, coder, row["path"], piece) for coder in "ABC") for name, piece in units]
        agreeing = Fraction(sum(count * (count - 1) + (3 - count) * (2 - count) for count in counts), 6 * len(units))
        share = Fraction(sum(counts), 3 * len(units))
        chance = share**2 + (1 - share) ** 2
        assert row["coded"] == sum(count > 0 for count in counts)
        assert row["percent_agreement"]["value"] == pytest.approx(float(agreeing), abs=EXACT)
        assert row["fleiss_kappa"]["value"] == pytest.approx(float((agreeing - chance) / (1 - chance)), abs=EXACT)


def test_the_figures_for_all_codes_count_every_coding_once(
    world: tuple[Path, dict[str, str], list[Row]], tmp_path: Path
) -> None:
    project, texts, rows = world
    tree = done("agreement", project, "--unit", "character", "--json").json
    flat_rows = [
        (name, who, code.replace(" > ", "-"), start, end) for name, who, code, start, end in rows if name in texts
    ]
    flat = done(
        "agreement",
        study(tmp_path, {f"{name}.txt": body for name, body in texts.items()}, flat_rows),
        "--unit",
        "character",
        "--json",
    ).json
    for name in ("mean_krippendorff_alpha", "mean_percent_agreement", "pooled_bar_alpha"):
        assert tree["overall"][name]["value"] == pytest.approx(flat["overall"][name]["value"], abs=EXACT), name
        assert "counts here with its own codings alone" in tree["overall"][name]["note"]
    mean = sum(row["krippendorff_alpha"]["value"] for row in flat["codes"]) / len(flat["codes"])
    assert flat["overall"]["mean_krippendorff_alpha"]["value"] == pytest.approx(mean, abs=EXACT)


@pytest.mark.parametrize("wanted", ["Tone,Frame > Blame", "tone, Blame", "Blame,Tone"])
def test_codes_are_chosen_by_name_or_path_and_keep_their_numbers(
    world: tuple[Path, dict[str, str], list[Row]], wanted: str
) -> None:
    project, _, _ = world
    every = {row["path"]: row for row in done("agreement", project, "--json").json["codes"]}
    chosen = done("agreement", project, "--codes", wanted, "--json").json["codes"]
    assert {row["path"]: row for row in chosen} == {path: every[path] for path in ("Frame > Blame", "Tone")}


def test_spans_are_compared_on_characters_whatever_the_unit(
    world: tuple[Path, dict[str, str], list[Row]],
) -> None:
    project, _, _ = world
    by_unit = [done("agreement", project, "--unit", unit, "--json").json for unit in ("document", "character")]
    for one, other in zip(*(table["codes"] for table in by_unit), strict=True):
        for name in ("bar_alpha", "f1_characters", "f1_exact", "f1_overlap"):
            assert one[name] == other[name]


def test_codings_of_a_document_that_one_of_them_has_not_finished_do_not_count(tmp_path: Path) -> None:
    body = "Talks failed. A vote is near. Nobody spoke. All went home.\n"
    project = study(tmp_path, {"one.txt": body}, [("one", "A", "X", 0, 13), ("one", "B", "X", 0, 29)])
    before = done("agreement", project, "--json").json
    done("import", project, articles(tmp_path / "late", {"two.txt": body * 2}))
    done("codings", "import", project, spans(tmp_path / "late.csv", [("two", "A", "X", 0, 9), ("two", "B", "X", 3, 9)]))
    assert done("agreement", project, "--json").json == before
    assert (before["codes"][0]["both"], before["codes"][0]["b_only"], before["units"]) == (1, 1, 4)
