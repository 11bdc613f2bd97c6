"""Files as news databases deliver them, built from a few invented articles: nothing in them was ever printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO


@dataclass(frozen=True)
class Told:
    """An invented article and its facts, as a reader should give them back."""

    title: str
    outlet: str
    published: str
    day: str
    paragraphs: tuple[str, ...]
    section: str = ""
    page: str = ""
    byline: str = ""
    length: str = ""
    edition: str = ""
    language: str = "en"
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs) + "\n"


HARBOUR = Told(
    title="Harbour bridge to close for a year, council decides after long night",
    outlet="The Marsh Herald (London)",
    published="2019-05-12",
    day="May 12, 2019 Sunday",
    paragraphs=(
        "The old harbour bridge will be shut to all traffic from June, the council said after a session that"
        " lasted until two in the morning.",
        "LENGTH: 40 metres. That is what the plaque at its foot says, and it is wrong.",
        "Body",
        "“We counted the rivets,” said Mara Linden, who leads the works. “Note: there are 11,204 of them.”",
    ),
    section="NEWS",
    page="3",
    byline="Ines Falk and Tom Okoro",
    length="1043",
    edition="Edition 1, National Edition",
)
FERRY = Told(
    title="Ferry fares: who pays?",
    outlet="Coastal Times",
    published="2019-05-13",
    day="May 13, 2019 Monday 10:07 AM GMT",
    paragraphs=(
        "Islanders will pay a third more from autumn.",
        "Subject to approval, the operator may add a fuel charge.",
    ),
    section="A-SECTION",
    page="A01",
    byline="J. P. d'Arcy",
    length="87",
)
LETTER = Told(
    title="Why the gulls went quiet",
    outlet="The Marsh Herald (London)",
    published="2019-05",
    day="May 2019",
    paragraphs=("One morning there were no gulls.", "Nobody had an explanation; everybody had an opinion."),
    section="FEATURES; LETTERS",
    length="212",
)
STORIES = (HARBOUR, FERRY, LETTER)


# Nexis Uni.


def nexis_uni(stories: tuple[Told, ...] = STORIES, *, announced: int | None = None, cover: bool = True) -> list[str]:
    """The paragraphs of an export in one file: cover, list of titles, articles."""
    lines: list[str] = []
    if cover:
        lines += ["User Name: reader01", "Date and Time: Friday, June 7, 2019 10:07:00 AM EDT", "Job Number: 90210"]
        lines += ["", f"Documents ({announced or len(stories)})", ""]
        for number, story in enumerate(stories, 1):
            lines += [f"{number}. {story.title}", "Client/Matter: -None-", "Search Terms: bridge or ferry"]
            lines += ["Search Type: Terms and Connectors", "Narrowed by:", "Content Type\tNarrowed by"]
            lines += ["News\tTimeline: May 01, 2019 to May 31, 2019", ""]
        lines += ["| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2019 LexisNexis", ""]
    for story in stories:
        lines += [*_nexis_article(story), "", "End of Document", ""]
    return lines


def _nexis_article(story: Told) -> list[str]:
    lines = [story.title, story.outlet, story.day, *([story.edition] if story.edition else [])]
    lines += [f"Copyright {story.published[:4]} Estuary Papers Ltd All Rights Reserved", ""]
    if story.section:
        lines.append(f"Section: {story.section}" + (f"; Pg. {story.page}" if story.page else ""))
    lines += [f"Length:\u00a0{int(story.length):,} words"]
    lines += [f"Byline: By {story.byline}"] if story.byline else []
    lines += ["Highlight: What the council did not say."] if story is HARBOUR else []
    lines += ["Body", ""]
    for paragraph in story.paragraphs:
        lines += [paragraph, ""]
    if story is HARBOUR:
        lines += ["Graphic", "", "The bridge at low tide. Photograph: the paper", ""]
    if story is FERRY:
        lines += ["Classification", "", "Language: ENGLISH", "Publication-Type: Newspaper; Web Publication", ""]
        lines += ["Subject: FERRIES (90%); ISLANDS (78%);", "TARIFFS (71%)", "", "Industry: SHIPPING (88%)", ""]
    return [*lines, "Load-Date: June 1, 2019"]


def docx_of(lines: list[str]) -> bytes:
    """A Word document with a paragraph for each line."""
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def rtf_of(lines: list[str], *, header: str = "Page 1 of 9") -> bytes:
    """An RTF file with a paragraph for each line; tabs become cells of a table's row."""
    body = []
    for line in lines:
        if "\t" in line:
            cells = "\\cell ".join(_escaped(cell) for cell in line.split("\t"))
            body.append("\\trowd\\cellx900\\cellx9000\\intbl " + cells + "\\cell\\row\\pard")
        else:
            body.append("{\\b0 " + _escaped(line) + "}\\par")
    start = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}{\\header " + header + "\\par}"
    return (start + "\n".join(body) + "}").encode("ascii")


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\{}" else sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)


# Older LexisNexis.

LEXIS_ENGLISH = """\



Download Request: All Documents: 1-3
Time Of Request: Friday, June 7, 2019  10:07:00 EST
Send To:

MARSH UNIVERSITY
LIBRARY

Terms: (bridge or ferry)


                               1 of 3 DOCUMENTS


               Copyright 2019 Estuary Papers Ltd, a company d/b/a
                            Marsh Herald Digital
                              All Rights Reserved

                              The Marsh Herald

                              May 12, 2019 Sunday
                                First Edition

SECTION: NEWS; Pg. 3

LENGTH: 1043 words

HEADLINE: Harbour bridge to close for a year, council decides
after long night

BYLINE: Ines Falk;
Tom Okoro

BODY:

The old harbour bridge will be shut to all traffic from June, the council said
after a session that lasted until two in the morning. It was the fourth.

LENGTH: 40 metres. That is what the plaque says.

3 of 240 documents were missing from the table at noon, said the clerk, who is a
well-informed woman, and who had counted them twice before she told any half-way
reliable person.
NOTE: the words above are hers.

LOAD-DATE: May 13, 2019

LANGUAGE: ENGLISH

GRAPHIC: The bridge at low tide

A second picture shows the clerk

PUBLICATION-TYPE: Newspaper

                               2 of 3 DOCUMENTS



                                 Coastal Times

                              May 13, 2019 Monday
                                    Edition 1;
                                     Scotland

Ferry fares: who pays?

BYLINE: J. P. d'Arcy

SECTION: A-SECTION; Pg. A01

LENGTH: 87 words


Islanders will pay a third more from autumn, the operator of the ferries said in
a letter.

Nobody answered it.

LOAD-DATE: May 14, 2019

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

JOURNAL-CODE: CTI


                    Copyright 2019 COASTAL NEWS GROUP LTD
                              All Rights Reserved

                               3 of 3 DOCUMENTS



                                 Coastal Times

                                    May 2019

LENGTH: 212 words

Why the gulls went quiet

BYLINE: BY ADA REEDE

One morning there were no gulls.

\x0c
Everybody had an opinion.

LANGUAGE: ENGLISH
"""

LEXIS_GERMAN = """\
                             Dokument 1 von 3

                               Küstenblatt

                        Sonntag 12. Mai 2019
                          Ausgabe Nord

Brücke wird gesperrt

AUTOR: Von Ines Falk

RUBRIK: Politik; S. 5

LÄNGE: 543 Wörter

ORT: Deichstadt

Die Hafenbrücke wird ab Juni gesperrt. Das hat der Rat beschlossen, und zwar in der Nacht zum Montag.

UPDATE: 13. Mai 2019

SPRACHE: GERMAN; DEUTSCH

PUBLIKATIONSART: Zeitung

                    Copyright 2019 Küstenblatt Verlag GmbH
                          Alle Rechte vorbehalten

                             Dokument 2 von 3

                               Küstenblatt

                        Montag 13. März 2019

Die Fähre wird teurer

RUBRIK: WIRTSCHAFT; S. 12

LÄNGE: 1.204 Wörter

UPDATE: So lange dauert die Überfahrt.

Ein Drittel mehr zahlen die Inseln.

SPRACHE: GERMAN; DEUTSCH

                             Dokument 3 von 3

                               Wochenpost

                        4. Jänner 2019

Möwen

LÄNGE: 80 Wörter

Eines Morgens waren sie fort.

SPRACHE: GERMAN; DEUTSCH
"""

LEXIS_FRENCH = """\
                            Document 1 de 3

                           Le Rivage

                   dimanche 12 mai 2019

Le pont ferme

AUTEUR: Inès Falk

RUBRIQUE: POLITIQUE; Pg. 4

LONGUEUR: 354 mots

Le vieux pont ferme en juin.

DATE-CHARGEMENT: 13 mai 2019

LANGUE: FRENCH; FRANÇAIS

TYPE-PUBLICATION: Journal

                 Copyright 2019 Le Rivage
                 Tous droits réservés

                            Document 2 de 3

                           Le Rivage

                   1er août 2019

Le bac

RUBRIQUE: ÉCONOMIE; Pg. 9

LONGUEUR: 90 mots

Les îles paieront.

LANGUE: FRENCH; FRANÇAIS

                            Document 3 de 3

                           Le Rivage

                   février 2019

Les mouettes

LONGUEUR: 12 mots

Un matin, plus rien.

LANGUE: FRENCH; FRANÇAIS
"""

LEXIS_SPANISH = """\
                            Documento 1 de 2

                           El Estuario

                   12 de mayo de 2019 domingo

El puente cierra

AUTOR: POR INÉS FALK

SECCIÓN: PORTADA; Pág. 1

LONGITUD: 300 palabras

El viejo puente cierra en junio.

FECHA-CARGA: 13 de mayo de 2019

IDIOMA: SPANISH; ESPAÑOL

TIPO-DE-PUBLICACIÓN: Periódico

                            Documento 2 de 2

                           El Estuario

                   setiembre de 2019

Las gaviotas

LONGITUD: 20 palabras

Una mañana no había gaviotas.

IDIOMA: SPANISH; ESPAÑOL
"""

LEXIS_DUTCH = """\
                            1 van 2 DOCUMENTEN

                           De Waddenbode

                   4 oktober 2019 vrijdag

De brug gaat dicht

BYLINE: Door Ines Falk

SECTION: Binnenland; Blz. 7

LENGTH: 952 woorden

De oude brug gaat in juni dicht.

LOAD-DATE: 3 oktober 2019

LANGUAGE: DUTCH; NEDERLANDS

                            2 van 2 DOCUMENTEN

                           De Waddenbode

                   30 november 2019 zaterdag

De meeuwen zijn weg

LENGTH: 45 woorden

Op een ochtend waren ze weg.

LANGUAGE: DUTCH; NEDERLANDS
"""


# Factiva.


def factiva_codes(stories: tuple[Told, ...] = STORIES) -> list[tuple[tuple[str, str], ...]]:
    """For each article its codes and what stands behind them; the paragraphs of a text are parted by "\\n"."""
    found = []
    for number, story in enumerate(stories):
        code = f"Document MARSH000201905{12 + number}ef5c000{number}x"
        rows = [("SE", story.section), ("HD", story.title), ("BY", f"By {story.byline}" if story.byline else "")]
        rows += [("WC", f"{int(story.length):,} words"), ("PD", _day_first(story)), ("ET", "15:32")]
        rows += [("SN", story.outlet), ("SC", "MARSH"), ("ED", "Late"), ("PG", story.page), ("LA", "English")]
        rows += [("CY", "(c) 2019 Estuary Papers Ltd. All rights reserved"), ("LP", story.paragraphs[0])]
        rows += [
            ("TD", "\n".join(story.paragraphs[1:])),
            ("CO", "estpap : Estuary Papers Ltd"),
            ("IN", "i72 : Ferries"),
        ]
        rows += [
            ("NS", "gcat : Political/General News"),
            ("RE", "uk : United Kingdom"),
            ("PUB", "Estuary"),
            ("AN", code),
        ]
        found.append(tuple((name, value) for name, value in rows if value))
    return found


def _day_first(story: Told) -> str:
    return {"2019-05-12": "12 May 2019", "2019-05-13": "13 May 2019"}.get(story.published, "May 2019")


def factiva_coded_lines(stories: tuple[Told, ...] = STORIES) -> list[str]:
    """Codes in a column of their own, parted from what they say by a tab."""
    lines = []
    for rows in factiva_codes(stories):
        for code, value in rows:
            first, *rest = value.split("\n")
            lines += [f"{code}\t{first}"]
            for paragraph in rest:
                lines += ["", paragraph]
        lines += ["", ""]
    return [*lines, "Search Summary", "Text\tbridge or ferry", "Results Found\t1,204"]


def factiva_html_codes(stories: tuple[Told, ...] = STORIES) -> str:
    """A saved page with a table for each article."""
    parts = []
    for rows in factiva_codes(stories):
        cells = []
        for code, value in rows:
            shown = "".join(
                f'<p class="articleParagraph enarticleParagraph">{_html(line)}</p>\n' for line in value.split("\n")
            )
            shown = shown if code in ("LP", "TD") else f"<b class='enHeadline'>{_html(value)}</b>"
            cells.append(f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{shown}</td></tr>')
        parts.append(f'<div class="article enArticle"><table>{"".join(cells)}</table><br/></div><br/><span></span>')
    return _page("Factiva", '<table><tr><td class="factivalogo"><h1>Factiva</h1></td></tr></table>' + "".join(parts))


def factiva_html_plain(stories: tuple[Told, ...] = STORIES) -> str:
    """A saved page in the layout without codes."""
    parts = []
    for number, story in enumerate(stories):
        given = [story.section, *([f"By {story.byline}"] if story.byline else []), f"{int(story.length):,} words"]
        facts = [*given[1:], _day_first(story), "15:32", story.outlet, "MARSH", "Late", story.page, "English"]
        facts += ["(c) 2019 Estuary Papers Ltd. All rights reserved"]
        heads = (
            f'<div>{_html(story.section)}</div><div id="hd"><span class="enHeadline">{_html(story.title)}</span></div>'
        )
        rows = "".join(f"<div>{_html(fact)}</div>" for fact in facts if fact)
        text = "".join(f'<p class="articleParagraph enarticleParagraph">{_html(one)}</p>' for one in story.paragraphs)
        end = f"<p>Document MARSH000201905{12 + number}ef5c000{number}x</p>"
        parts.append(f'<div id="article-{number}"><div class="article enArticle">{heads}{rows}{text}{end}</div></div>')
    return _page("Factiva", "".join(parts))


def factiva_plain_lines(stories: tuple[Told, ...] = STORIES) -> list[str]:
    """The lines of the layout without codes, as RTF and Word files have them."""
    lines = []
    for number, story in enumerate(stories):
        lines += [*([story.section] if story.section else []), story.title]
        lines += [f"By {story.byline}"] if story.byline else []
        lines += [f"{int(story.length):,} words", _day_first(story), "15:32", story.outlet, "MARSH", "Late"]
        lines += [*([story.page] if story.page else []), "English"]
        lines += ["(c) 2019 Estuary Papers Ltd. All rights reserved", ""]
        for paragraph in story.paragraphs:
            lines += [paragraph, ""]
        lines += [f"Document MARSH000201905{12 + number}ef5c000{number}x", ""]
    return lines


# ProQuest.

PROQUEST = """\
Report Information from ProQuest
June 07 2019 10:07
____________________________________________________________

Table of contents

1. Harbour bridge to close for a year
2. Ferry fares: who pays?
3. Why the gulls went quiet

____________________________________________________________

Document 1 of 3

Harbour bridge to close for a year

Author: Falk, Ines; Okoro, Tom

Publication info: The Marsh Herald; London (UK) [London (UK)]. 12 May 2019: 3.

http://search.example.org/docview/111

Abstract: The council shuts the bridge.

Links: http://linkresolver.example.org

Full text: The old harbour bridge will be shut to all traffic from June.

Location: unknown, said the clerk, when asked for the missing rivets.

“We counted them,” said Mara Linden.

Credit: Ines Falk

Subject: Bridges; Councils

Location: London United Kingdom--UK

Title: Harbour bridge to close for a year

Publication title: The Marsh Herald; London (UK)

First page: 3

Publication year: 2019

Publication date: May 12, 2019

Section: News

Publisher: Estuary Papers Ltd

Source type: Newspapers

Language of publication: English

Document type: News

ProQuest document ID: 2223334441

Document URL: http://search.example.org/docview/2223334441

Copyright: Copyright Estuary Papers Ltd May 12, 2019

Last updated: 2019-05-13

Database: ProQuest Central

____________________________________________________________

Document 2 of 3

Ferry fares: who pays?

Author: d'Arcy, J P

Full text: Islanders will pay a third more from autumn.

Title: Ferry fares: who pays?

Publication title: Coastal Times

Pages: A.1

Publication year: 2019

Publication date: 13 May 2019

Section: A-Section

Language of publication: English

Document type: Editorial

ProQuest document ID: 2223334442

____________________________________________________________

Document 3 of 3

Title: Why the gulls went quiet

Publication title: Coastal Times

Publication date: May 2019

Language of publication: English

ProQuest document ID: 2223334443

Full text: One morning there were no gulls.

Everybody had an opinion.

____________________________________________________________

Contact ProQuest

Copyright © 2019 ProQuest LLC. - Terms and Conditions
"""

RIS = """\
TY  - NEWS
T1  - Harbour bridge to close for a year
AU  - Falk, Ines
AU  - Okoro, Tom
JF  - The Marsh Herald
Y1  - 2019/05/12/
SP  - 3
SE  - News
CY  - London (UK)
LA  - English
M3  - News
AN  - 2223334441
UR  - https://www.example.org/docview/2223334441
N2  - The old harbour bridge will be shut.

It was the fourth session.
ER  -

TY  - NEWS
TI  - Ferry fares: who pays?
T2  - Coastal Times
DA  - 2019 May 13
PY  - 2019
SP  - A1
EP  - A2
AB  - Islanders will pay a third more from autumn.
ER  -

TY  - NEWS
TI  - Why the gulls went quiet
JO  - Coastal Times
PY  - 2019
ER  -
"""


# Europresse.


def europresse() -> str:
    """A page with an <article> for each text."""
    first = _europresse_article(
        "Le Rivage, no. 23451",
        "Politique, dimanche 12 mai 2019, 543 mots, p. 9",
        "Le pont ferme",
        "Inès Falk",
        ("Le vieux pont ferme en juin.", "«\u00a0On a compté les rivets\u00a0», dit <b>Mara</b> Linden."),
        "news·20190512·LR·5461234",
    )
    second = _europresse_article(
        "Les Îles (site web)", "lundi 13 mai 2019 - 10:07, 87 mots", "Le bac", "", ("Les îles paieront.",), ""
    )
    third = _europresse_article(
        "Coastal Times", "World, Friday, November 15, 2019", "Gulls", "Ada Reede", ("No gulls at all.",), ""
    )
    return _page("Europresse", first + second + third)


def _europresse_article(
    outlet: str, header: str, title: str, byline: str, paragraphs: tuple[str, ...], number: str
) -> str:
    names = f'<p class="sm-margin-bottomNews">{byline}</p>' if byline else ""
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return f"""
<article><header>
<div class="rdp__DocPublicationName"><span class="DocPublicationName">{outlet}</span></div>
<div><span class="DocHeader">{header}</span></div>
<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">{title}</p></div>
{names}
</header><section><div class="DocText clearfix"><div class="docOcurrContainer">{text}</div></div></section>
<aside>Cet article est paru dans <em>{outlet}</em></aside>
<footer><small>© 2019 {outlet}. Tous droits réservés.</small><div class="publiC-lblNodoc">{number}</div></footer>
</article>"""


EUROPRESSE_OLD = """<html><body><table><tbody><tr><td>
<span class="DocPublicationName">Le Rivage, no. 19876</span><br>
<span class="DocHeader">Économie, mardi 14 mai 2013, p. 11</span><br><br>
<span class="TitreArticleVisu">Le bac coûte plus</span><br>Inès Falk<br><br>
<p>Les îles paieront.</p><p>Personne n'a répondu.</p>
<p>© 2013 Le Rivage. Tous droits réservés.</p><center>news·20130514·LR·000011</center>
</td></tr><tr><td>
<span class="DocPublicationName">Les Îles</span><br>
<span class="DocHeader">mercredi 15 mai 2013</span><br>
<span class="TitreArticleVisu">Mouettes</span><br>
<p>Un matin, plus rien.</p>
</td></tr></tbody></table></body></html>"""


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _page(title: str, body: str) -> str:
    head = f'<head><meta charset="utf-8"/><title>{title}</title><style>p {{}}</style></head>'
    return f"<!DOCTYPE html>\n<html>{head}<body>{body}</body></html>"
