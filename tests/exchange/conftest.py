"""A small coded study, as every export gets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cadrage.core.agreement import AgreementTable, CodeAgreement, CodeGroup, Coefficient
from cadrage.core.dataset import Dataset
from cadrage.core.model import (
    Code,
    Coder,
    Coding,
    Document,
    Example,
    ExampleKind,
    Layer,
    Round,
    Scope,
    Span,
    State,
    Status,
    Variable,
    VariableKind,
)

TEXT = "The talks broke up. 📰 “There will be costs,” said the minister.\n\nTroops were massing at the border.\n"


def guid(number: int) -> str:
    return f"01890000-0000-7000-8000-{number:012x}"


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def variable(number: int, scope: Scope, name: str, kind: VariableKind) -> Variable:
    return Variable(number, guid(500 + number), scope, name, name.title(), kind, number)


@pytest.fixture
def dataset() -> Dataset:
    documents = (
        Document(1, guid(1), "First article", "first.txt", 1, "x", len(TEXT), "txt", "utf-8", 1, "en"),
        Document(2, guid(2), "Copy of it", "copy.txt", 1, "x", len(TEXT), "txt", "utf-8", 2, "en", 1),
    )
    codes = (
        Code(1, guid(101), "ESC", "Escalation", "#E8702A", None, 1, brief="It grows.", definition="Long words."),
        Code(2, guid(102), "ESC-MIL", "Military build-up", "#1E3D2B", 1, 2, when_to_use="Troops."),
        Code(3, guid(103), "", "Costs", "", None, 3),
    )
    codings = (
        Coding(1, guid(201), 1, 3, 1, 1, span_of("There will be costs"), created="2024-05-01T10:00:00.123Z"),
        Coding(
            2,
            guid(202),
            1,
            2,
            2,
            1,
            span_of("Troops were massing"),
            Layer.GOLD,
            important=True,
            codebook_version=1,
        ),
        Coding(3, guid(203), 2, 2, 1, 1, span_of("📰 “There"), modified="2024-05-02T11:30:59.999Z"),
    )
    return Dataset(
        project="Crimea study",
        project_guid=guid(900),
        codebook_version="1.0",
        exported="2024-06-01T12:00:00.000Z",
        coders=(
            Coder(1, guid(301), "Ana", "#123456", "solid"),
            Coder(2, guid(302), "Юлия", "#654321", "dash"),
        ),
        rounds=(Round(1, guid(401), "reliability", 1, "Round one", True, "open", None),),
        variables=(
            variable(1, Scope.DOCUMENT, "outlet", VariableKind.TEXT),
            variable(2, Scope.DOCUMENT, "published", VariableKind.DATE),
            variable(3, Scope.DOCUMENT, "language", VariableKind.CHOICE),
            variable(4, Scope.CODING, "speaker", VariableKind.ACTOR),
            variable(5, Scope.CODING, "intensity", VariableKind.ORDINAL),
        ),
        codes=codes,
        examples=(
            Example(1, guid(601), 1, ExampleKind.TYPICAL, "The talks broke up", 1, span_of("The talks broke up")),
            Example(2, guid(602), 1, ExampleKind.BORDERLINE, "costs", note="only with “force”"),
            Example(3, guid(603), 1, ExampleKind.COUNTER, "said the minister", 2),
        ),
        documents=documents,
        texts={1: TEXT, 2: TEXT},
        words={1: 17, 2: 17},
        codings=codings,
        statuses=(Status(1, 1, 1, State.COMPLETE), Status(1, 2, 1, State.PROGRESS)),
        sentences={1: ((0, 19), (20, 63), (65, len(TEXT) - 1))},
        paragraphs={1: ((0, 63), (65, len(TEXT) - 1))},
        document_values={
            (1, "outlet"): "The Paper",
            (1, "published"): "2014-03-14",
            (2, "published"): "2014-03",
        },
        coding_values={(1, "speaker"): "The minister", (1, "intensity"): "3"},
        memos={1: "unsure"},
    )


@pytest.fixture
def with_agreement(dataset: Dataset) -> Dataset:
    group = CodeGroup(2, "ESC-MIL", "Escalation > Military build-up", frozenset({2}), 1)
    found = CodeAgreement(
        group,
        units=8,
        coded=3,
        prevalence={"Ana": 0.25, "Юлия": 0.375},
        both=2,
        neither=5,
        a_only=0,
        b_only=1,
        coefficients={
            "percent_agreement": Coefficient(0.875),
            "positive_agreement": Coefficient(0.8),
            "cohen_kappa": Coefficient(0.714),
            "krippendorff_alpha": Coefficient(0.727, 0.1, 0.5, 0.9),
            "bar_alpha": Coefficient.missing("nobody used this code"),
            "f1_characters": Coefficient(0.6, note="few documents"),
        },
    )
    table = AgreementTable(
        "sentence",
        ("Ana", "Юлия"),
        "Round one",
        2,
        8,
        "jackknife",
        None,
        (found,),
        {"mean_krippendorff_alpha": Coefficient(0.727), "pooled_bar_alpha": Coefficient.missing("no spans")},
        ("Fewer than 20 documents.",),
    )
    return replace(dataset, agreement=table)


@pytest.fixture
def with_text(dataset: Dataset) -> Callable[[str], Dataset]:
    """The study with another text in its first document, coded from beginning to end, as its memo too."""

    def make(text: str) -> Dataset:
        coding = replace(dataset.codings[0], span=Span(0, len(text)))
        document = replace(dataset.documents[0], length=len(text))
        return replace(
            dataset,
            documents=(document,),
            codings=(coding,),
            texts={1: text},
            examples=(),
            memos={1: text},
        )

    return make
