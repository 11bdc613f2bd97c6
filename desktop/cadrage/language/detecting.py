"""The language of a text: by its script, then by its commonest small words and its own letters."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import normalize

_LOOKED_AT = 5_000  # characters
_FOR_SCRIPT = 1_000  # letters
_LEAST = 12  # letters, below which nothing is said
_FEWEST_HITS = 0.06  # of the words that must be small words of the language
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# Scripts that belong to one language, or nearly so.
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af\u1100-\u11ff"),
    ("zh", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"),
    ("th", "\u0e00-\u0e7f"),
    ("he", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff\u1c90-\u1cbf"),
    ("am", "\u1200-\u139f"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("gu", "\u0a80-\u0aff"),
    ("pa", "\u0a00-\u0a7f"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("kn", "\u0c80-\u0cff"),
    ("ml", "\u0d00-\u0d7f"),
    ("si", "\u0d80-\u0dff"),
    ("lo", "\u0e80-\u0eff"),
    ("my", "\u1000-\u109f"),
    ("km", "\u1780-\u17ff"),
    ("bo", "\u0f00-\u0fff"),
    ("cyrillic", "\u0400-\u052f"),
    ("arabic", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"),
    ("latin", "A-Za-z\u00c0-\u024f\u1e00-\u1eff"),
)
_IN_SCRIPT = tuple((name, re.compile(f"[{signs}]")) for name, signs in _SCRIPTS)

# The commonest small words; also what a sentence begins with after an abbreviation.
SMALL_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in a is that for it on was with as he his be at by had not are but from or have an they "
        "which you were "
        "she there been one all we their has would when who will more if no out so said what up its about than into "
        "them can this "
        "these those after before while however although most some many both our my your i how why where also other "
        "another under later then earlier meanwhile since still yet now here",
        "de": "der die das und in zu den von mit ist des sich auf für nicht ein eine dem auch es an als nach wie im "
        "aus er hat dass sie "
        "bei einer um am sind noch wird einem über so zum war haben nur oder aber vor zur bis mehr durch man sein "
        "seine wurde wenn "
        "doch ich wir ihr diese dieser dieses jedoch denn damit dabei zudem dann da nun hier danach später zuvor "
        "dort deshalb allerdings trotzdem auch",
        "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec "
        "été aux son sa ses "
        "mais comme ou elle cette ces nous ont leur on était deux selon entre après avait être fait ils je vous si "
        "lors dont d'un",
        "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si "
        "sin sobre este ya "
        "entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han "
        "yo hay vez según",
        "it": "di e che la il in un a per è una sono non con del si da le dei i alla della più al come ha nel gli ma "
        "anche lo su delle "
        "dal questo o alle nella degli se ci era dopo stato due hanno ad essere loro suo sua tra fra quando quello "
        "dalla secondo",
        "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao foi das tem à seu "
        "sua ou ser quando muito "
        "há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse "
        "eles segundo",
        "nl": "de van het een en in is dat op te zijn met voor niet die aan er om ook als dan maar bij door hij uit "
        "was naar wordt nog "
        "heeft over zich tot of ze hebben deze meer hun werd worden kan dit ik we wat geen zo na al tegen onder veel "
        "omdat volgens",
        "pl": "w i na się z nie do to że o jest po jak za od przez są dla ale co czy tym oraz był ma jego które "
        "który tak już która może "
        "było być tego pod jej ich tylko także przed też ze lub przy będzie bardzo on ten ta gdy jednak między więc te",
        "cs": "a v se na že je s o z do i k ve pro za by ale si po jako od jsem podle jeho které který jsou byl už "
        "také bylo být až jak "
        "která při nebo bude má však tak jen ze co mezi než jeho pokud ještě to aby před není",
        "sk": "a v sa na že je s o z do i k vo pre za by ale si po ako od podľa jeho ktoré ktorý sú bol už aj bolo "
        "byť až ak ktorá pri "
        "alebo bude má však tak len zo čo medzi než keď ešte to aby pred nie je",
        "sv": "och i att det som en på är av för med till den har de inte om ett han var men sig från vi så kan man "
        "när år säger hon under "
        "också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket än här då "
        "sedan över bara",
        "da": "og i at det er en til af på som den for med de der ikke har et han var om men sig fra vi så kan man "
        "når år siger hun også "
        "efter eller nu sin hvor ved mod skal skulle kommer ud får være havde alle andre meget end her da over kun "
        "blev blive jeg hvad",
        "nb": "og i at det er en til av på som den for med de ikke har et han var om men seg fra vi så kan man når "
        "år sier hun også etter "
        "eller nå sin hvor ved mot skal skulle kommer ut får være hadde alle andre mye enn her da over bare ble bli "
        "jeg hva dette fram",
        "fi": "ja on ei että se oli hän mutta ovat myös kun sen mukaan joka niin kuin tai jos vain hänen tämä olla "
        "jo voi nyt ole mitä "
        "sitä vuoden ollut kanssa sekä jälkeen minä en ne tämän vielä sanoo koska me he ennen siitä jotka eivät",
        "hu": "a az és hogy nem is egy ez volt csak de meg már még mint van azt el ki vagy ha azonban szerint lehet "
        "után ezt így minden "
        "kell aki ami pedig majd mert itt ezért most sem amely között alatt lesz több ő én",
        "ro": "de și în a la cu pe că nu din o un se este care mai pentru sunt au fost al ce sau ca fi după dar s-a "
        "prin fost lui ale "
        "acest între când această până foarte doar ei el ea noi iar dacă despre fără să",
        "tr": "ve bir bu da de için ile olarak çok daha en olan ne gibi kadar sonra var ama o her ise değil göre ya "
        "ki oldu olduğu yeni "
        "diye iki bin etti türkiye dedi olduğunu mi mı ancak ben",
        "hr": "i u je na se da za su od s ne o a što iz će koji kako bi do koje koja nije ili kao po te to ali sa "
        "samo nakon biti bio prema "
        "više još već pri može kada jer godine bila sve",
        "ca": "de la i a el que en les els un per amb una del es no ha al és més són ser aquest com pel però també "
        "va han l'any entre dels "
        "seu seva aquesta perquè sense fins ja molt",
        "vi": "và của là có cho được trong không các với một những người đã khi để này từ đến ra ông cũng về vào như "
        "tại nhiều sẽ",
        "id": "yang dan di dengan untuk pada dari ini itu dalam tidak akan juga ke oleh adalah mereka ada telah "
        "sebagai dapat karena bisa "
        "atau saat lebih kami saya tersebut bahwa",
        "ru": "и в не на что с по как это из у за от но к он для о его все также был так бы же до или если она они "
        "мы только после было "
        "быть когда еще во при этом который которые уже того были со года более я их чем под между где ее без нет",
        "uk": "і в на не що з у до як та за це для від по він але про його є також був й або якщо вона вони ми "
        "тільки після було бути коли "
        "ще при цьому який які вже того були зі року більш я їх ніж під між де її без немає із щоб чи та",
        "be": "і ў у на не што з да як за гэта для ад па ён але пра яго ёсць таксама быў ці калі яна яны мы толькі "
        "пасля было быць яшчэ "
        "пры гэтым які якія ўжо таго былі са года больш я іх чым пад паміж дзе яе без няма каб",
        "bg": "и на в да се за от не с е по че са като до ще ли това или но при след който която които има беше през "
        "го той към тя те "
        "само още във със бъде може би между много",
        "sr": "и у је на се да за су од са не о а што из ће који како би до које која није или као по те то али само "
        "након бити био према "
        "више још већ при може када јер",
        "mk": "и во на да се за од не со е по дека са како до ќе или но при кој која кои има беше го тој кон таа тие "
        "само уште "
        "може меѓу многу ова што",
        "ar": "في من على أن إلى عن التي الذي مع هذا لا كان ما هذه بعد قد كما بين ذلك وقد أو كل لم إن حول قال أنه هو "
        "هي وفي ومن غير كانت",
        "fa": "و در به از که این را با است برای آن یک تا بر خود می ها شد شده کرد های هم کرده بود نیز اما او ما یا "
        "باید دارد گفت اند",
        "ur": "کے کی میں ہے اور سے کا کو نے کہ پر یہ اس ہیں کر ایک بھی نہیں تھا وہ جو کیا تو گیا لیے ان ہو اپنے ساتھ "
        "بعد",
        "ug": "ۋە بىلەن ئۇ بۇ ئۈچۈن بىر ھەم دېگەن بولغان ئىچىدە كىشى ھەر قىلىش ياكى بولۇش كېرەك",
    }.items()
}  # fmt: skip
# Letters that no other language of the group has.
_OWN_LETTERS: dict[str, str] = {
    "uk": "їєґ",
    "be": "ў",
    "ru": "ыэё",
    "sr": "ђћџљњј",
    "mk": "ѓќѕ",
    "fa": "پچژگ",
    "ur": "ٹڈڑںےہ",
    "ug": "ۇۆۈېۋ",
    "pl": "łąęśćżźń",
    "cs": "řěů",
    "sk": "ľĺŕô",
    "de": "ß",
    "tr": "ğışİ",
    "ro": "țșăţş",
    "hu": "őű",
    "vi": "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệ",
    "pt": "ãõ",
    "es": "ñ¿¡",
    "da": "æø",
    "nb": "æø",
    "sv": "äå",
    "hr": "ć",
    "bg": "ъ",
}
_GROUPS = {
    "cyrillic": ("ru", "uk", "be", "bg", "sr", "mk"),
    "arabic": ("ar", "fa", "ur", "ug"),
    "latin": (
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "cs",
        "sk",
        "sv",
        "da",
        "nb",
        "fi",
        "hu",
        "ro",
        "tr",
        "hr",
        "ca",
        "vi",
        "id",
    ),
}

NAMES: dict[str, str] = {
    "am": "Amharic",
    "ar": "Arabic",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "bo": "Tibetan",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "gu": "Gujarati",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "km": "Khmer",
    "kn": "Kannada",
    "ko": "Korean",
    "lo": "Lao",
    "mk": "Macedonian",
    "ml": "Malayalam",
    "my": "Burmese",
    "nb": "Norwegian",
    "nl": "Dutch",
    "pa": "Punjabi",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "si": "Sinhala",
    "sk": "Slovak",
    "sr": "Serbian",
    "sv": "Swedish",
    "ta": "Tamil",
    "te": "Telugu",
    "th": "Thai",
    "tr": "Turkish",
    "ug": "Uyghur",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def detect(text: str) -> str:
    """The text's language by its ISO 639-1 code; empty where that cannot be told."""
    sample = text[:_LOOKED_AT]
    if len(text) > 2 * _LOOKED_AT:
        middle = len(text) // 2
        sample += text[middle : middle + _LOOKED_AT]  # the beginning may be a heading in another language
    sample = normalize("NFC", sample)
    letters = "".join(_LETTER.findall(sample))
    if len(letters) < _LEAST:
        return ""
    script = _script(letters[:: max(1, len(letters) // _FOR_SCRIPT)])
    if script not in _GROUPS:
        return script
    return _by_words(sample, _GROUPS[script])


def _script(letters: str) -> str:
    number = {name: len(pattern.findall(letters)) for name, pattern in _IN_SCRIPT}
    if number["ja"] > 0.08 * (number["ja"] + number["zh"]) and number["ja"] + number["zh"] > 0.3 * len(letters):
        return "ja"  # kana among ideographs
    best = max(number, key=number.__getitem__)
    return best if number[best] else ""


def _by_words(text: str, languages: tuple[str, ...]) -> str:
    words = Counter(word.group().casefold().replace("’", "'") for word in _WORD.finditer(text))
    signs = Counter(text.casefold())
    letters = sum(number for sign, number in signs.items() if sign.isalpha())
    total = sum(words.values())
    points: dict[str, float] = {}
    for language in languages:
        small = sum(words[word] for word in SMALL_WORDS[language]) / total
        own = sum(signs[sign] for sign in _OWN_LETTERS.get(language, "")) / letters
        points[language] = small + 4 * min(own, 0.05)
    best = max(points, key=points.__getitem__)
    return best if points[best] >= _FEWEST_HITS else ""
