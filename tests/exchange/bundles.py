"""Studies made up at random, whole and sound, as hypothesis wants them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from cadrage.core.bundle import (
    Bundle,
    BundleActor,
    BundleCode,
    BundleCoder,
    BundleCoding,
    BundleDocument,
    BundleExample,
    BundleJudgement,
    BundleMemo,
    BundleRegion,
    BundleRound,
    BundleSet,
    BundleStatus,
    BundleVariable,
)
from cadrage.core.model import Choice, ExampleKind, Layer, Origin, Scope, Span, State, Subject, VariableKind
from cadrage.core.text import canonical, clean

_AWKWARD = (
    "Definition: no",
    "Document: a\nNote: b",
    "\n\n",
    " \n x ",
    "\x01\x0b",
    "\r\n\r",
    "📰 e\u0301",
    "<&>\"']]>",
    "\ufeff",
    "\ufffe",
    "“quoted”\n    deep",
    "Key: 3",
    "\t=1+1",
)
texts = st.one_of(st.sampled_from(_AWKWARD), st.text(max_size=12)).map(clean)
several = st.lists(texts, max_size=3).map("".join)
names = st.one_of(st.sampled_from(("Other", "other", "Conflict", "Économie ")), texts).map(lambda name: name or "x")
times = st.sampled_from(("", "2024-05-01T10:00:00.123Z", "2024-05-02T23:59:59Z", "soon"))


def guid(kind: int, number: int) -> str:
    return f"01890000-0000-7000-8{kind:03d}-{number:012x}"


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def documents(draw: st.DrawFn, variables: tuple[BundleVariable, ...]) -> tuple[BundleDocument, ...]:
    found: list[BundleDocument] = []
    for number in range(draw(st.integers(0, 3))):
        text = canonical(draw(several)) + draw(st.sampled_from(("", "The talks broke up. 📰")))
        facts = st.one_of(texts, st.sampled_from(("3", "-0.5", "2014-03-14", "2014-03")))
        values = draw(st.dictionaries(st.sampled_from([each.name for each in variables]), facts)) if variables else {}
        regions = tuple(
            BundleRegion(draw(spans(text)), "caption", "accepted")
            for _ in range(draw(st.integers(0, 1)) if text else 0)
        )
        found.append(
            BundleDocument(
                guid(1, number),
                draw(names),
                text,
                draw(texts),
                draw(st.sampled_from(("txt", "docx"))),
                draw(st.sampled_from(("", "utf-8", "cp1251"))),
                draw(st.sampled_from(("", "en", "ru"))),
                found[0].guid if found and draw(st.booleans()) else None,
                draw(times),
                draw(st.sampled_from((b"", b"\x00original", text.encode()))),
                values,
                regions,
                tuple(sorted(draw(st.sets(st.integers(0, len(text)), max_size=2)))),
            )
        )
    return tuple(found)


@st.composite
def examples(draw: st.DrawFn, known: tuple[BundleDocument, ...]) -> BundleExample:
    document = draw(st.sampled_from([None, *known]))
    span = draw(spans(document.text)) if document and document.text and draw(st.booleans()) else None
    kind = draw(st.sampled_from(ExampleKind))
    return BundleExample(kind, draw(several), document.guid if document else None, span, draw(several))


@st.composite
def codes(draw: st.DrawFn, known: tuple[BundleDocument, ...]) -> tuple[BundleCode, ...]:
    """Parents before their children, each code's whole family together."""
    found: list[BundleCode] = []
    line: list[str] = []
    for number in range(draw(st.integers(0, 5))):
        line = line[: draw(st.integers(0, len(line)))]
        found.append(
            BundleCode(
                guid(2, number),
                draw(names),
                draw(texts),
                draw(st.sampled_from(("", "#A1B2C3"))),
                line[-1] if line else None,
                draw(st.sampled_from(("", "1", "9"))),
                draw(several),
                draw(several),
                draw(several),
                draw(several),
                draw(several),
                draw(st.booleans()),
                tuple(draw(st.lists(examples(known), max_size=2))),
            )
        )
        line = [*line, found[-1].guid]
    return tuple(found)


@st.composite
def variables(draw: st.DrawFn) -> tuple[BundleVariable, ...]:
    found: dict[tuple[Scope, str], BundleVariable] = {}
    for number in range(draw(st.integers(0, 4))):
        scope, name = draw(st.sampled_from(Scope)), draw(names)
        kind = draw(st.sampled_from(VariableKind))
        choices = tuple(Choice(each, each.upper()) for each in draw(st.lists(texts, max_size=2)))
        found.setdefault((scope, name), BundleVariable(guid(3, number), scope, name, kind, draw(texts), choices))
    return tuple(found.values())


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    known = draw(variables())
    scoped = {scope: tuple(each for each in known if each.scope is scope) for scope in Scope}
    articles = draw(documents(scoped[Scope.DOCUMENT]))
    book = draw(codes(articles))
    coders = tuple(
        BundleCoder(guid(4, number), draw(names), draw(st.sampled_from(("", "#123456"))), "dash", draw(st.booleans()))
        for number in range(draw(st.integers(1, 2)))
    )
    rounds = tuple(
        BundleRound(
            guid(5, number), draw(names), "pilot", number + 1, draw(st.booleans()), "closed", draw(times) or None
        )
        for number in range(draw(st.integers(0, 2)))
    )
    someone = st.sampled_from([coder.guid for coder in coders])
    stage = st.sampled_from([None, *(each.guid for each in rounds)])
    full = [each for each in articles if each.text]
    codings: list[BundleCoding] = []
    for number in range(draw(st.integers(0, 5)) if full and book else 0):
        document = draw(st.sampled_from(full))
        allowed = [each.name for each in scoped[Scope.CODING]]
        codings.append(
            BundleCoding(
                guid(6, number),
                document.guid,
                draw(st.sampled_from(book)).guid,
                draw(someone),
                draw(spans(document.text)),
                draw(stage),
                draw(st.sampled_from(Layer)),
                draw(st.booleans()),
                draw(st.sampled_from(Origin)),
                draw(times),
                draw(times),
                draw(st.dictionaries(st.sampled_from(allowed), texts)) if allowed else {},
            )
        )
    subjects = {
        Subject.PROJECT: [""],
        Subject.DOCUMENT: [each.guid for each in articles],
        Subject.CODE: [each.guid for each in book],
        Subject.CODING: [each.guid for each in codings],
    }
    possible = [(subject, each) for subject, guids in subjects.items() for each in guids]
    memos = tuple(
        BundleMemo(
            guid(7, number), *draw(st.sampled_from(possible)), draw(someone), draw(several), draw(stage), draw(times)
        )
        for number in range(draw(st.integers(0, 4)))
    )
    answers = [each.name for each in scoped[Scope.JUDGEMENT]]
    bundle = Bundle(
        draw(names),
        "Cadrage",
        articles,
        book,
        coders,
        rounds,
        tuple(codings),
        tuple(
            BundleStatus(each.guid, draw(someone), draw(st.sampled_from(State)), draw(stage), None, draw(times))
            for each in articles
        ),
        known,
        tuple(
            BundleActor(
                guid(8, number), draw(names), draw(texts), tuple(draw(st.lists(texts, max_size=2))), draw(st.booleans())
            )
            for number in range(draw(st.integers(0, 2)))
        ),
        tuple(
            BundleJudgement(each.guid, draw(someone), draw(st.sampled_from(answers)), draw(texts), draw(stage))
            for each in articles
            if answers
        ),
        memos,
        codebook_version=draw(st.sampled_from(("", "1.2"))),
    )
    return replace(
        bundle,
        document_sets=tuple(
            BundleSet(guid(9, number), draw(names), tuple(draw(st.sets(st.sampled_from(subjects[Subject.DOCUMENT])))))
            for number in range(draw(st.integers(0, 2)) if articles else 0)
        ),
        code_sets=tuple(
            BundleSet(guid(10, number), draw(names), tuple(draw(st.sets(st.sampled_from(subjects[Subject.CODE])))))
            for number in range(draw(st.integers(0, 2)) if book else 0)
        ),
    )
