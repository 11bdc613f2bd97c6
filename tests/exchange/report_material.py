"""Studies for the tests of reports: the small one, and one that is as bad as a study can be."""

from __future__ import annotations

from dataclasses import replace

from cadrage.core.dataset import Dataset
from cadrage.core.model import Code, Coder, Coding, Document, Example, ExampleKind, Memo, Round, Span, Subject
from cadrage.exchange.report import Block, Report
from cadrage.exchange.report_material import ReportMaterial, Wishes
from cadrage.exchange.report_parts import make

HOSTILE = "<script src='http://x.example/a.js'></script>&amp; \"q\" 'a' ]]> --> \x07\x00\ud800\ufffe \u202eretro\u2066"
LONG = "word " * 8_000
MIXED = "وصل وزير الخارجية Kerry إلى لندن. 外相はロンドンに着いた。 👩‍👩‍👧 Лавров\tобсудил.\n"


def report(dataset: Dataset, wishes: Wishes | None = None, **known: object) -> Report:
    return make(material(dataset, wishes, **known))


def material(dataset: Dataset, wishes: Wishes | None = None, **known: object) -> ReportMaterial:
    return replace(ReportMaterial(dataset, wishes or Wishes()), **known)  # type: ignore[arg-type]


def blocks(made: Report, part: str) -> list[Block]:
    return list(next(section for section in made.sections if section.name == part).blocks())


def empty(dataset: Dataset) -> Dataset:
    nothing: dict[str, object] = dict.fromkeys(
        ("coders", "codes", "examples", "documents", "codings", "statuses", "all_memos", "variables", "rounds"), ()
    )
    maps = ("texts", "words", "sentences", "paragraphs", "document_values", "memos", "sources")
    nothing |= {name: {} for name in maps}
    return replace(dataset, **nothing)  # type: ignore[arg-type]


def bad(dataset: Dataset) -> Dataset:
    """Hostile names everywhere, a text of all scripts, overlapping codings, one of forty thousand characters."""
    text = f"{MIXED}\n{HOSTILE}\n{LONG}\n   \n\nlast"
    codes = [
        replace(
            Code(number, f"code-{number}", "" if number % 2 else f"<{number}>&", "", colour, parent, number),
            name=f"{HOSTILE} {number}",
            brief=HOSTILE,
            definition=MIXED,
            notes=f"a\n{HOSTILE}",
        )
        for number, colour, parent in ((1, "#FFFF00", None), (2, "red; } body { x", 1), (3, "", 2), (4, "#123456", 3))
    ]
    end = len(text)
    spans = [Span(0, end), Span(3, 60), Span(10, 40), Span(30, 50), Span(10, 40), Span(end - 12, end - 4),
             Span(len(MIXED) - 1, len(MIXED) + 1), Span(len(MIXED) + 20, len(MIXED) + 200)]  # fmt: skip
    coders = (Coder(1, "c1", f"{HOSTILE}", "#1", "dashed"), Coder(2, "c2", "وصل", "#2", "dotted"))
    codings = tuple(
        Coding(number, f"coding-{number}", 1, 1 + number % 4, 1 + number % 2, 1, span, important=number == 3)
        for number, span in enumerate(spans, start=1)
    )
    return replace(
        empty(dataset),
        project=f"{HOSTILE}\n{MIXED}",
        coders=coders,
        rounds=(Round(1, "r", HOSTILE, 1, HOSTILE, True, "open", "2024-01-01T00:00:00Z"),),
        codes=tuple(codes),
        examples=(Example(1, "e", 1, ExampleKind.COUNTER, LONG, None, None, HOSTILE),),
        documents=(
            Document(1, "d1", HOSTILE, HOSTILE, 1, "x", end, "txt", "utf-8", 1, 'en" onload="x'),
            Document(2, "d2", "", "", 2, "x", 0, "txt", "utf-8", 2),
        ),
        texts={1: text, 2: ""},
        words={1: 8_020, 2: 0},
        codings=codings,
        document_values={(1, "outlet"): HOSTILE},
        all_memos=tuple(
            Memo(number, f"m{number}", subject, about, 1, HOSTILE)
            for number, (subject, about) in enumerate(
                [
                    (Subject.PROJECT, ""),
                    (Subject.CODE, "code-1"),
                    (Subject.DOCUMENT, "d1"),
                    (Subject.CODING, "coding-1"),
                ]
            )
        ),
        filters=(HOSTILE,),
    )
