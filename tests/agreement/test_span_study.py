"""The unitizing family over whole studies, against sums over pairs of characters written from the definition."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest

from cadrage.agreement.span_study import span_reliability
from cadrage.core.agreement import Coefficient
from cadrage.core.model import Span
from cadrage.core.reliability import Continuum, SpanReliability

GAP = ""
Study = list[Continuum]


def drawn_study(seed: int, *, overlaps: bool = False) -> tuple[Study, tuple[str, ...], tuple[str, ...]]:
    """2–6 coders, 1–30 texts, gaps, texts that some coders never saw; codes overlap only where asked for."""
    draw = random.Random(seed)
    coders = tuple(f"c{number}" for number in range(draw.randint(2, 6)))
    codes = tuple("abcde"[: draw.randint(1, 5)])
    texts = []
    for number in range(draw.randint(1, 30)):
        length = draw.randint(1, 60)
        present = [coder for coder in coders if draw.random() < 0.8]
        spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for coder in present:
            for start, end in drawn_spans(draw, length, overlaps=overlaps):
                spans[coder, draw.choice(codes)].append(Span(start, end))
        found = {key: tuple(sorted(listed)) for key, listed in spans.items()}
        texts.append(Continuum(f"t{number}", length, frozenset(present), found))
    return texts, coders, codes


def drawn_spans(draw: random.Random, length: int, *, overlaps: bool) -> list[tuple[int, int]]:
    borders = sorted(draw.randint(0, length) for _ in range(2 * draw.randint(0, 4)))
    if overlaps:
        draw.shuffle(borders)
    pairs = [tuple(sorted(borders[place : place + 2])) for place in range(0, len(borders), 2)]
    return [(start, end) for start, end in pairs if start < end]


# The definition, character by character.


def segments_of(text: Continuum, coder: str) -> list[tuple[int, int, str]]:
    return sorted(
        (span.start, span.end, code) for (who, code), spans in text.spans.items() for span in spans if who == coder
    )


def letters(text: Continuum, coder: str) -> list[str]:
    line = [GAP] * text.length
    for start, end, code in segments_of(text, coder):
        line[start:end] = [code] * (end - start)
    return line


class Sums:
    """l_ck, T_c and T*_c of a study, by looking at every pair of coders at every character."""

    def __init__(self, texts: Sequence[Continuum]) -> None:
        self.shared: dict[tuple[str, str], float] = defaultdict(float)
        self.squares: dict[str, float] = defaultdict(float)
        self.cut: dict[str, float] = defaultdict(float)
        for text in texts:
            if len(text.coders) >= 2:
                self.add(text)

    def add(self, text: Continuum) -> None:
        lines = {coder: letters(text, coder) for coder in text.coders}
        others = len(lines) - 1
        for first, second in permutations(lines, 2):
            for mine, theirs in zip(lines[first], lines[second], strict=True):
                self.shared[mine, theirs] += 1 / others
        for coder, line in lines.items():
            self.squares[GAP] += line.count(GAP)
            for start, end, code in segments_of(text, coder):
                self.squares[code] += (end - start) ** 2
                met = sum(lines[other][at] != GAP for other in lines if other != coder for at in range(start, end))
                self.cut[code] += (met / others) ** 2

    def margin(self, value: str, shared: Mapping[tuple[str, str], float]) -> float:
        return sum(length for (mine, _), length in shared.items() if mine == value)

    def u(self) -> float | None:
        return self.alpha(self.shared, self.squares)

    def cu(self) -> float | None:
        return self.alpha(self.valued(), self.cut)

    def valued(self) -> dict[tuple[str, str], float]:
        return {pair: length for pair, length in self.shared.items() if GAP not in pair}

    def alpha(self, shared: Mapping[tuple[str, str], float], squares: Mapping[str, float]) -> float | None:
        values = {value for pair in shared for value in pair if shared[pair]}
        total = sum(shared.values())
        if len(values) < 2:
            return None
        scale = total / (total**2 - sum(squares.values()))
        expected = sum(scale * (self.margin(value, shared) ** 2 - squares.get(value, 0)) for value in values)
        same = sum(length for (mine, theirs), length in shared.items() if mine == theirs)
        return 1 - (total - same) / (total - expected)

    def bar(self) -> float | None:
        total, gaps = sum(self.shared.values()), self.margin(GAP, self.shared)
        if not 0 < gaps < total:
            return None
        observed = gaps - self.shared[GAP, GAP]
        both = self.squares[GAP] + sum(length for value, length in self.squares.items() if value != GAP)
        expected_gaps = total * (gaps * gaps - self.squares[GAP]) / (total**2 - both)
        valued_gaps = total * gaps * (total - gaps) / (total**2 - both)
        assert expected_gaps + valued_gaps <= total + 1e-9
        return 1 - observed / valued_gaps

    def k(self, value: str) -> float | None:
        shared = self.valued()
        total, mine = sum(shared.values()), self.margin(value, shared)
        if not mine or mine == total:
            return None
        scale = total / (total**2 - sum(self.cut.values()))
        expected = scale * (total * mine - self.cut[value])
        same = scale * (mine * mine - self.cut[value])
        return 1 - expected / mine * (mine - shared.get((value, value), 0)) / (expected - same)


def close(found: Coefficient, expected: float | None) -> bool:
    if expected is None:
        return found.value is None and bool(found.undefined)
    return found.value == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(120))
def test_the_family_is_the_sum_over_pairs_of_characters(seed: int) -> None:
    texts, coders, codes = drawn_study(seed)
    found, sums = span_reliability(texts, coders, codes, interval="none"), Sums(texts)
    if not any(len(text.coders) >= 2 for text in texts):
        assert found.documents == 0
        return
    assert close(found.overall["bar_alpha"], sums.bar())
    assert close(found.overall["u_alpha"], sums.u())
    assert close(found.overall["cu_alpha"], sums.cu())
    for code in codes:
        assert close(found.k_alpha[code], sums.k(code))


@pytest.mark.parametrize("seed", range(40))
def test_each_code_alone_is_the_sum_over_pairs_of_characters_where_codes_overlap(seed: int) -> None:
    texts, coders, codes = drawn_study(seed, overlaps=True)
    found = span_reliability(texts, coders, codes, interval="none")
    for code in codes:
        if found.documents:
            assert close(found.codes[code].coefficients["bar_alpha"], Sums([alone(text, code) for text in texts]).bar())


def alone(text: Continuum, code: str) -> Continuum:
    """One code's spans, each coder's overlapping ones as one."""
    spans: dict[tuple[str, str], tuple[Span, ...]] = {}
    for (coder, other), listed in text.spans.items():
        if other == code:
            united: list[Span] = []
            for span in sorted(listed):
                if united and span.start < united[-1].end:
                    united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
                else:
                    united.append(span)
            spans[coder, code] = tuple(united)
    return Continuum(text.name, text.length, text.coders, spans)


# What must not change a number.


def numbers(found: SpanReliability) -> list[float | str | None]:
    rows = [found.codes[code].coefficients for code in found.codes]
    every = [*found.overall.values(), *found.k_alpha.values(), *(value for row in rows for value in row.values())]
    return [each.undefined if each.value is None else round(each.value, 9) for each in every]


@pytest.mark.parametrize("seed", range(25))
def test_neither_the_order_of_coders_nor_one_who_is_missing_everywhere_changes_a_number(seed: int) -> None:
    texts, coders, codes = drawn_study(seed)
    plain = numbers(span_reliability(texts, coders, codes, interval="jackknife"))
    assert numbers(span_reliability(texts, coders[::-1], codes, interval="jackknife")) == plain
    assert numbers(span_reliability(texts, (*coders, "absent"), codes, interval="jackknife")) == plain


@pytest.mark.parametrize("seed", range(25))
def test_the_names_of_codes_change_no_number(seed: int) -> None:
    texts, coders, codes = drawn_study(seed)
    renamed = []
    for text in texts:
        spans = {(coder, code.upper()): listed for (coder, code), listed in text.spans.items()}
        renamed.append(Continuum(text.name, text.length, text.coders, spans))
    upper = tuple(code.upper() for code in codes)
    plain = span_reliability(texts, coders, codes, interval="none")
    assert numbers(span_reliability(renamed, coders, upper, interval="none")) == numbers(plain)


@pytest.mark.parametrize("seed", range(25))
def test_the_order_of_texts_and_texts_seen_by_one_coder_change_no_number(seed: int) -> None:
    texts, coders, codes = drawn_study(seed)
    lonely = Continuum("lonely", 50, frozenset(coders[:1]), {(coders[0], codes[0]): (Span(0, 50),)})
    plain = numbers(span_reliability(texts, coders, codes, interval="none"))
    assert numbers(span_reliability([lonely, *texts[::-1]], coders, codes, interval="none")) == plain


@pytest.mark.parametrize("seed", range(25))
def test_a_study_is_the_sum_of_its_halves(seed: int) -> None:
    texts, coders, codes = drawn_study(seed)
    halves = [Sums(texts[::2]), Sums(texts[1::2])]
    whole = Sums([])
    for half in halves:
        for mine, theirs in ((whole.shared, half.shared), (whole.squares, half.squares), (whole.cut, half.cut)):
            for key, length in theirs.items():
                mine[key] += length  # type: ignore[index]
    found = span_reliability(texts, coders, codes, interval="none")
    if found.documents:
        assert close(found.overall["u_alpha"], whole.u())
        assert close(found.overall["cu_alpha"], whole.cu())
