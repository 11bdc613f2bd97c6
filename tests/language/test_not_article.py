"""Passages of invented pages that are not the article, in several languages and layouts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadrage.language import furniture
from cadrage.language.not_article import propose, repeated_by_source, repeated_lines

PARAGRAPH = (
    "The harbour council voted on Monday to close the old fish market, which traders had defended for years with"
    " petitions, marches and a lawsuit that a court in the capital threw out last spring."
)
OTHER = (
    "“We have waited long enough for a decision,” said the chair, Marta Oakes, who had promised the vote before the"
    " elections and kept her word although two members of her own party stayed away from the meeting."
)


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def found(text: str, repeated: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """(kind, words) of each passage."""
    return [(each.kind, text[each.span.start : each.span.end]) for each in propose(text, repeated)]


def words(text: str, repeated: frozenset[str] = frozenset()) -> str:
    return "\n".join(passage for _, passage in found(text, repeated))


def test_an_article_alone_is_all_article() -> None:
    assert found(page("Fish market to close", PARAGRAPH, OTHER, PARAGRAPH)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Traders at the old market in May. (Photo: Lena Moss/Harbour Press)",
        "Traders at the old market in May. REUTERS/Ann Berg",
        "Blick auf den alten Markt. Foto: Jan Kolb/dpa",
        "Фото: Ірина Коваль",
        "© 2021 The Harbour Post. All rights reserved.",
        "Alle Rechte vorbehalten",
        "Facebook Twitter WhatsApp E-Mail",
        "Share this article",
        "We use cookies to make this page better.",
        "Advertisement",
        "Lesen Sie auch: Wer zahlt für den Markt?",
        "À lire aussi : Les marchés en danger",
        "Читайте также: Кто заплатит за рынок",
        "Czytaj też: Kto zapłaci za rynek?",
        "Tags: fish, harbour, council",
        "12 Kommentare",
        "Post a comment",
        "0:00 / 3:12",
        "• wide-screen-and-up",
        "5 min read",
        "Home | News | Harbour | Sport",
    ],
)
def test_lines_that_show_what_they_are_are_found_wherever_they_stand(line: str) -> None:
    assert words(page("Fish market to close", PARAGRAPH, line, OTHER, PARAGRAPH)) == line


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Berg and Tom Quill",
        "Von Petra Lindner",
        "By (newsdesk@harbourpost.example)",
        "May 4, 2021 / 8:16 AM / Updated 2 years ago",
        "Aktualisiert am 3. Mai 2021, 14:20 Uhr",
        "12 березня 2020, 12:30",
    ],
)
def test_by_lines_and_dates_are_furniture_at_the_head_alone(line: str) -> None:
    assert words(page("Fish market to close", line, PARAGRAPH, OTHER)) == line
    inside = page(*[PARAGRAPH] * 12, line, *[OTHER] * 14)
    assert line.startswith("By (") or words(inside) == ""


def test_the_headline_a_second_time_is_furniture() -> None:
    text = page("Fish market to close", "Fish market to close", PARAGRAPH)
    assert found(text) == [(furniture.HEADLINE, "Fish market to close")]
    assert propose(text)[0].span.start == 22


def test_an_appeal_is_found_with_its_heading_and_the_lines_between() -> None:
    tail = (
        "Keep our lights on",
        "You have just read a story that no advertisers paid for. Our small newsroom lives on what readers give.",
        "Nobody else does this.",
        "Please make a donation today, and help us reach our spring goal.",
    )
    assert words(page("Fish market to close", *[PARAGRAPH, OTHER] * 3, *tail)) == page(*tail)


def test_whoever_asks_for_support_in_the_article_is_left_alone() -> None:
    quoted = (
        "“Donate, sign up for our newsletter, support us,” the party’s letter says, and it says little else than that."
    )
    assert found(page("Fish market to close", PARAGRAPH, OTHER, PARAGRAPH, quoted, OTHER)) == []
    told = (
        "The party tells its members to subscribe, to make a donation and to sign up for the march before Sunday comes."
    )
    assert found(page("Fish market to close", told, PARAGRAPH, OTHER, PARAGRAPH, OTHER)) == []
    asked = "The mayor was asked about a donation that she had taken from a trader in the year before the election."
    assert found(page("Fish market to close", PARAGRAPH, OTHER, PARAGRAPH, asked, OTHER)) == []


def test_headlines_at_the_end_are_related_links() -> None:
    links = ("More news", "Bridge repairs begin on River Road", "Mayor opens the spring fair", "Storm passes the coast")
    assert words(page("Fish market to close", PARAGRAPH, OTHER, *links)) == page(*links)


def test_a_list_inside_the_article_is_article() -> None:
    listed = ("The bridge on River Road", "The spring fair", "The harbour wall", "The old school")
    assert found(page("Fish market to close", PARAGRAPH, *listed, OTHER, PARAGRAPH, OTHER, PARAGRAPH)) == []


def test_lines_that_are_broken_in_the_middle_of_sentences_are_no_links() -> None:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    broken = "\n".join(f"{day} the council met on\nThe traders of {day} came\nand they heard of it" for day in days)
    assert found(broken) == []


def test_what_stands_between_wide_gaps_at_the_end_is_what_players_left() -> None:
    left = "Watch: the market in March\n\n\n\nTraders sing -\n\n\n\n\nThe vote in full\n\n\n\n\nFrom our partners"
    assert words(page("Fish market to close", *[PARAGRAPH, OTHER] * 4) + "\n\n" + left) == left


def test_the_agency_in_brackets_behind_the_last_sentence_is_a_credit() -> None:
    assert found(page("Fish market to close", PARAGRAPH, f"{OTHER} – (Harbour service)")) == [
        (furniture.CREDIT, "– (Harbour service)")
    ]
    assert found(page("Fish market to close", PARAGRAPH, f"{OTHER} (the vote was close)")) == []


def test_lines_that_pages_of_an_outlet_repeat_are_furniture_without_their_numbers() -> None:
    stories = [(name, f"{name} {PARAGRAPH}", f"{name} {OTHER}") for name in ("A", "Bee", "Cee", "Dee", "Eee")]
    pages = [page("The Harbour Post, edition 12", *story, "Ring 5550") for story in stories]
    lines = repeated_lines(pages)
    assert words(pages[3], lines) == "The Harbour Post, edition 12\nRing 5550"


def test_repeated_lines_are_counted_outlet_by_outlet() -> None:
    head = "The Harbour Post"
    heads = (head, head, head, "Lantern", "Echo", "Mirror")
    pages = {number: page(name, f"{number} {PARAGRAPH}") for number, name in enumerate(heads)}
    found_ = repeated_by_source(pages, {number: "Harbour Post" if number < 3 else "Other" for number in range(6)})
    assert found_[0] == {"the harbour post"}
    assert found_[5] == frozenset()


def test_a_report_that_three_papers_print_is_no_furniture() -> None:
    prints = [page("Fish market to close", PARAGRAPH, OTHER, f"{name} {PARAGRAPH}") for name in ("A", "Bee", "Cee")]
    assert found(prints[0], repeated_lines(prints)) == []


def test_a_page_without_any_article_is_left_to_a_person() -> None:
    assert found("Home | News | Sport\n\nShare this article\n\n© Harbour Post") == []
    assert found("") == []


@given(st.text(alphabet=st.sampled_from("aB.:©|/()-– \n\n0photo\u00a0😀"), max_size=300))
def test_passages_lie_in_the_text_in_whole_lines_or_at_a_lines_end_and_apart(text: str) -> None:
    last = 0
    for each in sorted(propose(text), key=lambda proposal: proposal.span):
        assert last <= each.span.start < each.span.end <= len(text)
        assert each.kind
        assert text[each.span.start : each.span.end] == text[each.span.start : each.span.end].strip()
        last = each.span.end


def test_long_awkward_lines_take_no_time() -> None:
    for line in (
        "Facebook " * 20_000,
        "ap/ " * 40_000,
        "2014 march " * 20_000,
        "By A and " * 20_000,
        "a (photo, x " * 20_000,
    ):
        propose(f"{line}\n{line}b\n{PARAGRAPH}")
    propose("\n".join(["Facebook " * 60 + "b", "2014 march " * 8 + "b", "By A and B and C " * 7 + "."] * 300))
