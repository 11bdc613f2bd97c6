"""Dates in the languages of the press."""

from __future__ import annotations

import pytest

from cadrage.exchange.news_dates import date_line, iso_date


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("May 12, 2019 Sunday", "2019-05-12"),
        ("Sunday 12 May 2019", "2019-05-12"),
        ("12th of May, 2019", "2019-05-12"),
        ("Sept. 3, 2014", "2014-09-03"),
        ("Sonntag, 12. März 2017", "2017-03-12"),
        ("4. Jänner 2019", "2019-01-04"),
        ("mercredi 1er août 2012", "2012-08-01"),
        ("2 fevrier 2012", "2012-02-02"),
        ("15 de septiembre de 2014", "2014-09-15"),
        ("3 setiembre 2014", "2014-09-03"),
        ("15 marzo 2014", "2014-03-15"),
        ("4 oktober 2017 woensdag", "2017-10-04"),
        ("7 września 2015", "2015-09-07"),
        ("18 марта 2014 г.", "2014-03-18"),
        ("18 березня 2014", "2014-03-18"),
        ("12 de março de 2014", "2014-03-12"),
        ("12 maj 2014", "2014-05-12"),
        ("2019. május 12.", "2019-05-12"),
        ("2019年5月12日", "2019-05-12"),
        ("2019/05/12/", "2019-05-12"),
        ("20 mai 2014", "2014-05-20"),
        ("12.5.2019", "2019-05-12"),
        ("12-05-2019", "2019-05-12"),
        ("25/12/2019", "2019-12-25"),
        ("12/25/2019", "2019-12-25"),
        ("3/5/2019", "2019"),
        ("May 2019", "2019-05"),
        ("2014-03", "2014-03"),
        ("2014", "2014"),
        ("31 February 2014", "2014-02"),
        ("no date", ""),
        ("room 20145", ""),
    ],
)
def test_a_date_becomes_iso_as_exact_as_it_is(given: str, iso: str) -> None:
    assert iso_date(given) == iso


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("May 12, 2019 Sunday 10:07 AM GMT", ("2019-05-12", "")),
        ("Sunday, 12 May 2019, Late Edition", ("2019-05-12", "Late Edition")),
        ("lundi 13 mai 2019 - 10h07", ("2019-05-13", "")),
        ("Montag 13. Mai 2019 08:15 Uhr MEZ", ("2019-05-13", "")),
        ("The war began on May 12, 2019", None),
        ("May I?", None),
        ("2019 was a good year", None),
    ],
)
def test_a_line_is_a_date_where_nothing_else_stands_in_it(line: str, found: tuple[str, str] | None) -> None:
    assert date_line(line) == found
