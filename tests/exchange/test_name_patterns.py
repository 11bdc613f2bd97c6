"""What the names of files say."""

from __future__ import annotations

import pytest

from cadrage.core.errors import UserError
from cadrage.exchange.name_patterns import guess_pattern, read_pattern


@pytest.mark.parametrize(
    ("pattern", "name", "values"),
    [
        (
            "{outlet}_{date}_{title}",
            "The Marsh Herald_2019-05-12_Bridge shut.txt",
            {"outlet": "The Marsh Herald", "published": "2019-05-12", "title": "Bridge shut"},
        ),
        (
            "{outlet}_{date}_{title}",
            "Coastal_Times_20190513_Ferry_fares.docx",
            {"outlet": "Coastal Times", "published": "2019-05-13", "title": "Ferry fares"},
        ),
        (
            "{date} - {outlet} - {title}",
            "13.05.2019 - NZ - Ein Titel - mit Strich.txt",
            {"published": "2019-05-13", "outlet": "NZ", "title": "Ein Titel - mit Strich"},
        ),
        (
            "{outlet}/{date}-{title}",
            "corpus/Marsh/2019-05-a-b.txt",
            {"outlet": "Marsh", "published": "2019-05", "title": "a-b"},
        ),
        ("{skip}_{Outlet}_{date}", "001_nyt_May-13-2019.txt", {"outlet": "nyt", "published": "2019-05-13"}),
        ("{outlet}_{date}", "nyt_2014.txt", {"outlet": "nyt", "published": "2014"}),
        ("{outlet} ({genre})", "nyt (letter).txt", {"outlet": "nyt", "genre": "letter"}),
        ("{outlet}_{date}_{title}", "other.txt", {}),
        ("{outlet}_{date}", "nyt_yesterday.txt", {}),
    ],
)
def test_a_name_gives_what_the_pattern_asks_for(pattern: str, name: str, values: dict[str, str]) -> None:
    assert dict(read_pattern(pattern).values(name)) == values


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "names no variable"),
        ("article", "names no variable"),
        ("{skip}", "names no variable"),
        ("{outlet}{date}", "Nothing parts"),
        ("{outlet}_{outlet}", "twice"),
        ("{date}_{published}", "twice"),
        ("{1st}_{date}", "no name of a variable"),
        ("{outlet}_{date", "not closed"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_refused_with_an_example(pattern: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_pattern(pattern)


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (
            [
                "Marsh_2019-05-12_Bridge.txt",
                "Marsh_2019-05-13_Fares up.txt",
                "Coast_2019-05-13_A_b.txt",
                "Coast_2019-05-14_c.txt",
            ],
            "{outlet}_{date}_{title}",
        ),
        (
            ["2019-05-12 BBC One.txt", "2019-05-13 BBC And two.txt", "2019-05-13 CNN Three.txt"],
            "{date} {outlet} {title}",
        ),
        (
            ["001_nyt_20190512_a.txt", "002_nyt_20190513_b.txt", "003_faz_20190513_c d.txt", "004_faz_20190514_e.txt"],
            "{skip}_{outlet}_{date}_{title}",
        ),
        (["Die Post - 15.3.2014 - Ein Titel - mit Strich.docx"], "{outlet} - {date} - {title}"),
        (["article1.txt", "article2.txt", "article3.txt"], ""),
        (["001.txt", "002.txt"], ""),
        (["The bridge.txt", "The ferry.txt", "The gulls.txt", "A town.txt"], ""),
        (["a story.txt", "another tale of woe.txt"], ""),
        ([], ""),
    ],
)
def test_the_pattern_of_a_folder_is_guessed(names: list[str], pattern: str) -> None:
    assert guess_pattern(names) == pattern
