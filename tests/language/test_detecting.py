"""The language of a text."""

from __future__ import annotations

import pytest

from cadrage.language.detecting import NAMES, detect

SENTENCES = {
    "en": "The council has decided that the new market will be closed, and that the traders are to move.",
    "de": "Der Senat hat am Montag das neue Hafengesetz beschlossen, und die Opposition ist nicht zufrieden.",
    "fr": "Le conseil municipal a voté la fermeture du port, et les familles ne sont pas contentes.",
    "es": "El gobierno anunció el lunes una nueva ley para los puertos del país, pero no dijo cuándo.",
    "it": "Il consiglio comunale ha approvato la nuova legge sul porto, che non piace ai commercianti.",
    "pt": "O governo anunciou na segunda-feira uma nova lei para os portos, mas não disse quando.",
    "nl": "De gemeenteraad heeft maandag over de nieuwe haven gestemd en dat is niet naar ieders zin.",
    "pl": "Rząd ogłosił w poniedziałek nową ustawę o portach, ale nie powiedział, kiedy wejdzie w życie.",
    "cs": "Vláda v pondělí oznámila nový zákon o přístavech, ale neřekla, kdy bude platit.",
    "sv": "Regeringen har på måndagen beslutat om en ny lag för hamnar och det är inte alla glada över.",
    "fi": "Hallitus päätti maanantaina uudesta satamalaista, mutta se ei kertonut, milloin laki tulee voimaan.",
    "hu": "A kormány hétfőn bejelentette az új kikötői törvényt, de nem mondta meg, hogy mikor lép életbe.",
    "tr": "Hükümet pazartesi günü limanlar için yeni bir yasa açıkladı, ama ne zaman olduğunu söylemedi.",
    "ru": "Правительство объявило в понедельник новый закон о портах, но не сказало, когда он вступит в силу.",
    "uk": "Уряд оголосив у понеділок новий закон про порти, але не сказав, коли він набуде чинності.",
    "be": "Урад абвясціў у панядзелак новы закон аб партах, але не сказаў, калі ён пачне дзейнічаць.",
    "el": "Η κυβέρνηση ανακοίνωσε τη Δευτέρα έναν νέο νόμο για τα λιμάνια.",
    "he": "הממשלה הודיעה ביום שני על חוק חדש לנמלים.",
    "ar": "أعلنت الحكومة يوم الاثنين عن قانون جديد في الموانئ، ولكنها لم تقل متى.",
    "fa": "دولت روز دوشنبه از قانون جدیدی برای بندرها خبر داد که از ماه آینده اجرا می‌شود.",
    "zh": "政府周一宣布了一项关于港口的新法律，但没有说何时生效。",
    "ja": "政府は月曜日に港湾に関する新しい法律を発表した。",
    "ko": "정부는 월요일에 항만에 관한 새로운 법을 발표했다.",
    "th": "รัฐบาลประกาศกฎหมายใหม่เกี่ยวกับท่าเรือเมื่อวันจันทร์",
    "hi": "सरकार ने सोमवार को बंदरगाहों के लिए एक नए कानून की घोषणा की।",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items())
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert detect(text) == language
    assert language in NAMES


@pytest.mark.parametrize("text", ["", "12 345", "Kerry.", "\n\n", "😀😀😀", "zzz qqq xxx yyy www vvv kkk"])
def test_nothing_is_said_where_nothing_can_be_told(text: str) -> None:
    assert detect(text) == ""


def test_a_heading_in_another_language_does_not_decide() -> None:
    assert detect("The New Law. " * 3 + SENTENCES["de"] * 200) == "de"
