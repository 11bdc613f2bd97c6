"""Which column of a table holds the articles, which their titles, dates, outlets and authors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from cadrage.exchange.metadata import FILE_COLUMNS

# In English, French, German, Spanish, Portuguese, Italian, Dutch, the Nordic and Slavic languages, Turkish, Greek,
# Hebrew, Arabic, Persian, Chinese, Japanese and Korean. The surest names come first.
_TEXT = """
    text fulltext articletext bodytext maintext body article content contents story texte textecomplet texteintegral
    corps contenu volltext artikeltext inhalt artikel beitrag textocompleto texto cuerpo contenido articulo corpo
    conteudo testo testocompleto contenuto articolo tekst volledigetekst inhoud innehall brodtext indhold innhold
    artikkel teksti sisalto tresc trescartykulu artykul obsah clanek clanok telo sadrzaj clanak besedilo szoveg tartalom
    continut metin icerik haber haberMetni текст полныйтекст тексты текстстатьи содержание содержимое статья тело
    повныйтекст повнийтекст зміст стаття вміст κειμενο αρθρο περιεχομενο טקסט תוכן כתבה النص نص المحتوى المقال متن
    正文 全文 内容 內容 文本 文章 本文 記事 テキスト 본문 내용 기사 텍스트 transcript transcription freetext opentext
    abstract summary description post tweet comment message
"""
_TITLE = """
    title headline heading articletitle titre titrearticle titel schlagzeile uberschrift titulo titular titolo kop
    rubrik overskrift otsikko tytul nazev titulek nadpis naslov cim titlu baslik заголовок название заглавие назва
    τιτλος כותרת العنوان عنوان 标题 標題 题目 見出し タイトル 제목 hl hd subject betreff
"""
_DATE = """
    published date publisheddate publicationdate pubdate datepublished dateofpublication publishedat publishdate
    datedepublication datum erscheinungsdatum veroffentlicht veroffentlichungsdatum fecha fechadepublicacion data
    datadepublicacao datadipublicazione datapublikacji publiceringsdatum dato utgivelsesdato paivamaara tarih dátum
    дата датапубликации датапублікації ημερομηνια תאריך التاريخ تاريخ تاریخ 日期 发布日期 發布日期 日付 公開日 날짜 day
"""
_OUTLET = """
    outlet newspaper source medium publication journal zeitung quelle periodico diario fuente giornale testata fonte
    jornal veiculo krant bron tidning kilde gazete kaynak gazeta zrodlo noviny zdroj издание источник сми газета
    видання джерело εφημεριδα מקור المصدر صحيفة منبع 来源 來源 报纸 報紙 媒体 新聞 新聞社 신문 언론사 sitename
"""
_AUTHOR = """
    author authors byline auteur autor autorin verfasser autore autora forfattare forfatter kirjoittaja yazar автор
    авторы συγγραφεας מחבר الكاتب المؤلف نويسنده نویسنده 作者 記者 著者 기자 저자
"""
_KEY = (
    "id docid documentid articleid doc document nr no number nummer numero case key index uid guid номер 编号 番号 번호"
)
_WORDS_OF_TEXT = ("text", "texte", "texto", "testo", "tekst", "текст", "正文", "本文")
_LONG, _FAR_LONGER = 150.0, 1.5
_JUDGED = 500


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of columns, from 0; `variables` are the names of those that become document variables."""

    text: int
    title: int | None
    date: int | None
    key: int | None
    variables: Mapping[int, str]


def find_columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns | None:
    """None where no column holds texts. `rows` are the cells under the header."""
    plain = [_plain(name) for name in names]
    lengths = _lengths(len(names), rows)
    text = _text_column(plain, lengths, describes_files=any(name.casefold() in FILE_COLUMNS for name in names))
    if text is None:
        return None
    taken = {text}
    title = _named(plain, _TITLE, taken)
    date = _named(plain, _DATE, taken)
    outlet = _named(plain, _OUTLET, taken)
    author = _named(plain, _AUTHOR, taken)
    key = _named(plain, _KEY, taken)
    known = {date: "published", outlet: "outlet", author: "author"}
    variables = {number: known.get(number, name) for number, name in enumerate(names) if number not in (text, title)}
    return Columns(text, title, date, key, variables)


def _text_column(plain: Sequence[str], lengths: Sequence[float], *, describes_files: bool) -> int | None:
    """By a name that says it; else by part of a name; else the one whose cells are by far the longest."""
    for name in _known(_TEXT):
        places = [place for place, column in enumerate(plain) if column == name and lengths[place]]
        if places:
            return _unless_far_longer(places[0], lengths)
    partly = [
        place
        for place, column in enumerate(plain)
        if any(word in column for word in _WORDS_OF_TEXT) and lengths[place] > _LONG / 5
    ]
    if partly:
        return max(partly, key=lengths.__getitem__)
    # A table that says more about files may well describe them at length.
    if describes_files or not lengths:
        return None
    longest = max(range(len(lengths)), key=lengths.__getitem__)
    others = max((length for place, length in enumerate(lengths) if place != longest), default=0.0)
    return longest if lengths[longest] >= _LONG and lengths[longest] >= _FAR_LONGER * others else None


def _unless_far_longer(named: int, lengths: Sequence[float]) -> int:
    """Words such as “source” or “article” also head columns of names: then the articles stand elsewhere."""
    longest = max(range(len(lengths)), key=lengths.__getitem__)
    return longest if lengths[longest] >= _LONG and lengths[longest] > 10 * lengths[named] else named


def _lengths(columns: int, rows: Sequence[Sequence[str]]) -> list[float]:
    """How long the filled cells of each column are, on average."""
    found = []
    for number in range(columns):
        filled = [len(row[number]) for row in rows[:_JUDGED] if number < len(row) and row[number]]
        found.append(sum(filled) / len(filled) if filled else 0.0)
    return found


def _named(plain: Sequence[str], words: str, taken: set[int]) -> int | None:
    """The column with the surest of these names, which is then taken."""
    for name in _known(words):
        if name in plain and plain.index(name) not in taken:
            taken.add(plain.index(name))
            return plain.index(name)
    return None


@cache
def _known(words: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in words.split())


def _plain(name: str) -> str:
    """A name without case, accents, spaces and signs: “Date de publication” is “datedepublication”."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+", "", "".join(char for char in letters if not unicodedata.combining(char)))
