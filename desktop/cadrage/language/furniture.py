"""What newspaper pages carry beside the article, as patterns in several languages.

Every pattern is matched against one line without white space at its edges, in any case. `ANYWHERE` need no context;
`HEAD` and `TAIL` hold only near the article's beginning or end; `PHRASES` count how much a line asks of its reader.
"""

from __future__ import annotations

import re

CAPTION, BYLINE, DATE, CREDIT = "caption", "by-line", "date", "credit"
APPEAL, SHARE, LINKS, TAGS = "appeal", "share bar", "related links", "tags"
COMMENTS, RIGHTS, COOKIES, ADVERT = "comments", "copyright", "cookies", "advertisement"
PLAYER, NAVIGATION, REPEATED, HEADLINE = "page code", "navigation", "repeated line", "headline again"
EMBEDDED = "embedded items"

_PHOTO = (
    r"photos?|photograph|pictures?|image|images|foto|fotos|bild|bilder|imagen|imagem|immagine|zdjęcie|zdjęcia|fot\.|"
    r"фото|afbeelding|beeld|illustration|getty images|shutterstock|file pic|archivbild|symbolbild|симв. фото"
)
_AGENCY = (
    r"reuters|ap|afp|dpa|epa|apa|ansa|efe|tass|tasr|rian|ria|unian|interfax|itar-tass|getty|upi|pa|pap|anp|belga|lusa|"
    r"bloomberg|xinhua|kyodo|ukrinform|rex|sipa|zuma|imago|ddp|sda|keystone|тасс|унiан|уніан|укрінформ|риа новости"
)
_NETWORKS = (
    r"facebook|twitter|x|linkedin|whatsapp|telegram|pinterest|reddit|instagram|tumblr|e-?mail|mail|print|drucken|"
    r"imprimer|imprimir|stampa|share|tweet|teilen|partager|compartir|condividi|udostępnij|delen|copy link|pocket|"
    r"viber|vk|вконтакте|одноклассники|flipboard|messenger|threads|bluesky|mastodon|send|save|like|google\+|поделиться|"
    r"поділитися|печать|друк|drukuj|merken|link kopieren|share this|share on|share via|on|via|this article|this"
)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


ANYWHERE: tuple[tuple[str, re.Pattern[str]], ...] = (
    (CAPTION, _pattern(rf"^\(?(?:{_PHOTO})(?:\s+(?:by|credit|von|par|de|di|courtesy))?\s*[:;©/|–—]\s*\S.{{0,200}}$")),
    (CAPTION, _pattern(r"^(?:photo(?:graph)?s?|picture|image) (?:by|courtesy of|credit) .{2,80}$")),
    (CAPTION, _pattern(rf"^.{{0,500}}[(\[](?:{_PHOTO})\s*[:;/,–—©-][^()]{{2,100}}[)\]]\.?$")),
    (CAPTION, _pattern(r"^.{0,500}[(\[][^()]{0,60}\b(?:photo|foto|фото)\b[^()]{0,40}[)\]]\.?$")),
    (CAPTION, _pattern(rf"^.{{0,500}}\((?:{_AGENCY})\s?/\s?[^()]{{2,60}}\)\.?$")),
    (CAPTION, _pattern(rf"^.{{0,400}}\b(?:{_AGENCY}|getty images)\s?/\s?(?:getty images|\w+ \w+(?: \w+)?)\.?$")),
    (CAPTION, _pattern(r"^.{0,500}\b(?:ap|afp|epa|reuters|tass) (?:photo|images?)\b.{0,60}$")),
    (
        CAPTION,
        _pattern(
            r"^.{0,500}\s(?:photos?|fotos?|bild|zdjęcie|zdjęcia|фото|image|picture|credit|"
            r"crédit)\s?:\s?(?-i:[^\W\d_a-zà-ÿа-яіїєґ]|©).{1,60}$"
        ),
    ),
    (CAPTION, _pattern(r"^(?:crédits? (?:photo)?|photo credit|image credit|image caption|bildquelle|bildrechte|"
    r"caption)\s*:.*$")),
    (RIGHTS, _pattern(r"^(?:©|\(c\)|copyright\b|℗).{0,200}$")),
    (
        RIGHTS,
        _pattern(
            r"^.{0,200}\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos "
            r"reservados|todos os direitos reservados|tutti i diritti riservati|alle rechten voorbehouden|wszelkie "
            r"prawa zastrzeżone|все права защищены|всі права захищен[іо]|riproduzione riservata|licensed under "
            r"creative commons|reproduction (?:is )?(?:prohibited|interdite)|may not be (?:published, broadcast|"
            r"reproduced|redistributed)).{0,200}$"
        ),
    ),
    (
        COOKIES,
        _pattern(
            r"^.{0,240}\b(?:we use cookies|uses cookies|accept (?:all )?cookies|cookie (?:policy|settings|preferences)|"
            r"verwende[nt] cookies|cookies? akzeptieren|utilis(?:e|ons) des cookies|utiliza(?:mos)? cookies|"
            r"utilizza(?:mo)? (?:i )?cookie|plik(?:i|ów) cookies?|файлы cookie|файли cookie|maakt gebruik van cookies|"
            r"enable javascript|javascript (?:is )?disabled|turn off your ad ?blocker).{0,240}$"
        ),
    ),
    (
        ADVERT,
        _pattern(
            r"^[-–—\[( ]*(?:advertisement|advertorial|sponsored(?: content)?|promoted|anzeige|werbung|publicité|"
            r"publicidad|publicidade|pubblicità|advertentie|reklama|реклама|"
            r"(?:story|article) continues below(?: advertisement)?|"
            r"(?:advertisement|anzeige)\s*[-–—:].{0,60}|scroll (?:down )?to continue.{0,40})[-–—\]) .:]*$"
        ),
    ),
    (SHARE, _pattern(rf"^(?:(?>{_NETWORKS})(?>\s*[|·•/,:+]\s*|\s+|$)){{2,}}$")),
    (
        SHARE,
        _pattern(
            r"^(?:share|tweet|teilen|partager|compartir|condividi|udostępnij|delen|compartilhar|поделиться|поділитися|"
            r"print|drucken)(?: (?:this|this (?:article|story|page|post)|on .{2,30}|auf .{2,30}|via .{2,30}))?[.!:]?$"
        ),
    ),
    (
        LINKS,
        _pattern(
            r"^(?:[•▶►→»>*\[(-]\s*)?(?:read (?:more|also|next|the full story)|also read|see also|related(?: "
            r"(?:articles?|stories|"
            r"news|links|content|topics|coverage|posts?))?|more (?:on (?:this|the) .{2,30}|from .{2,40}|stories|news|"
            r"(?:\w+ ){0,2}news)|most (?:read|popular|viewed|shared)|recommended(?: for you| stories)?|you may also "
            r"like|you might (?:also )?like|das könnte (?:sie|dich) auch interessieren|vous aimerez aussi|"
            r"trending(?: now)?|latest (?:news|stories|headlines)|don't miss|top stories|"
            r"lesen sie (?:auch|hier|mehr)|mehr (?:zum thema|dazu|artikel|lesen)|zum thema|weitere (?:artikel|themen|"
            r"meldungen)|meistgelesen|auch interessant|à lire aussi|lire aussi|lire la suite|sur le même sujet|"
            r"les plus lus|lea también|lee también|leer más|te puede interesar|noticias relacionadas|más leídas|"
            r"leia (?:também|mais)|saiba mais|mais lidas|leggi anche|potrebbe interessarti|i più letti|lees (?:ook|"
            r"meer)|"
            r"meest gelezen|gerelateerd|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|polecane|"
            r"najczęściej czytane|читайте (?:также|також|ещ[её]|по теме)|читать (?:далее|также)|по теме|за темою|"
            r"материалы по теме|матеріали по темі|популярн(?:ое|е)|смотрите также|дивіться також)"
            r"(?:\s*[:>»→|–—-].{0,160}|\s*[.…!]*)$"
        ),
    ),
    (
        TAGS,
        _pattern(
            r"^(?:tags?|tagged(?: (?:with|as|under))?|topics?|keywords?|filed under|categor(?:y|ies)|posted in|labels|"
            r"schlagw(?:ort|orte|örter)|schlagworte|themen|mots[- ]clés|thèmes|sur le sujet|etiquetas|temas|palabras "
            r"clave|"
            r"assuntos|argomenti|parole chiave|onderwerpen|trefwoorden|tagi|tematy|słowa kluczowe|теги|метки|ключевые "
            r"слова|ключові слова|темы|теми|hashtags?)\s*(?::.{0,300})?$"
        ),
    ),
    (TAGS, _pattern(r"^(?:#\w+[\s,]*){2,}$")),
    (
        COMMENTS,
        _pattern(
            r"^(?:\(?(?:\d[\d.,]*|no|keine|aucun|нет)\)? (?:comments?|kommentare?|commentaires?|comentarios?|commenti|"
            r"reacties|komentarz[ey]?|комментари[йяев]+|коментар[іів]*|replies|responses|shares?|likes?|views?)|"
            r"(?:comments?|kommentare?|commentaires?|comentarios?|commenti|reacties|komentarze|комментарии|коментарі)"
            r"\s*(?:\(?\d*\)?)|(?:post|leave|add|write|view|show|hide) (?:a |all |your )?(?:comments?|reply)(?: "
            r".{0,60})?|"
            r"join the (?:discussion|conversation|debate).{0,60}|kommentar (?:schreiben|verfassen)|"
            r"laisser un commentaire|deja un comentario|dodaj komentarz|write a reply\b.{0,80}|оставить комментарий|"
            r"залишити коментар|"
            r"(?:please )?(?:log|sign) in (?:or \w+ )?to (?:post|comment|leave).{0,60}|"
            r".{0,60}\b(?:may|can|to) (?:post|leave|write) a comment.{0,40}|your email address will not be "
            r"published.{0,80}"
            r")\s*[:.!]?$"
        ),
    ),
    (PLAYER, _pattern(r"^\d{1,2}\s?:\s?\d{1,2}(?:\s?:\s?\d\d)?(?:\s?/\s?\d{1,2}\s?:\s?\d\d(?:\s?:\s?\d\d)?)?$")),
    (PLAYER, _pattern(r"^[•*·‣-]?\s*[a-z][a-z0-9]*(?:[-_][a-z0-9]+){1,}\s*$")),
    (
        PLAYER,
        _pattern(
            r"^(?:play(?: video)?|mute|unmute|pause|replay|loading|close|next slide|previous slide|media caption|"
            r"(?:your browser|this browser) (?:does|doesn).{0,80}|.{0,40}\bloading\b ?(?:\.\.\.|…)|listen to (?:this "
            r")?article|"
            r"listen \(?\d+ min.{0,12}|artikel (?:anhören|hören)|écouter l'article|toggle .{2,30}|skip (?:to|"
            r"advert).{0,30}|"
            r"image \d+ of \d+|\d+ ?/ ?\d+|(?:video|live|watch|gallery|slideshow|view gallery|in pictures)\s*:?)$"
        ),
    ),
    (PLAYER, _pattern(r"^(?:about )?\d{1,2}[- ]min(?:ute)?s?\.?(?: read| lesezeit| de lecture| de lectura)?\.?$|"
    r"^lesezeit\b.{0,24}$")),
    (PLAYER, _pattern(r"^(?:[.#@]?[\w-]+\s*\{[^}]*\}?|(?:var|function|window\.|document\.|if \().*[;{}]|"
    r"<[^>]{1,200}>)$")),
    (NAVIGATION, _pattern(r"^[^.!?|›»>]{1,30}(?:\s*[|›»>]\s*[^.!?|›»>]{1,30}){2,}$")),
    (
        NAVIGATION,
        _pattern(
            r"^(?:home(?:page)?|startseite|accueil|inicio|início|menu|menü|search|suche|log ?in|sign in|register|"
            r"subscribe|"
            r"abonnieren|s'abonner|suscríbete|my account|back to (?:top|home.{0,16})|nach oben|skip to (?:main "
            r")?content|"
            r"next(?: article| story| post)?|previous(?: article| story| post)?|older posts?|newer posts?|"
            r"about us|contact(?: us)?|impressum|datenschutz|privacy(?: policy)?|terms (?:of (?:use|service)|and "
            r"conditions)|mentions légales|главная|головна|на главную|contact|edition|sections?)$"
        ),
    ),
)  # fmt: skip

# Asking: each phrase found in a line is a point; two points, or one in a short line, make an appeal.
PHRASES = _pattern(
    r"\b(?:subscribe|sign up|newsletter|donat(?:e|ion|ions)|(?:your|a|make a) (?:contribution|donation|support|gift)|"
    r"support (?:us|our|independent)|(?:our|every) (?:\w+ )?(?:readers|supporters?|members|donors|subscribers)|"
    r"(?:become|join) (?:a |us|our)|join us|stand with us|help (?:us|keep)|follow us|like us on|find us on|"
    r"(?:our|independent) (?:journalism|reporting)|people-powered|non-?profit|republish|share widely|"
    r"independent, and dedicated|free of charge|(?:click|tap) here|download (?:our|the) app|"
    r"get (?:the|our) .{0,30}(?:inbox|newsletter|app|alerts)|in your inbox|to your inbox|unsubscribe|"
    r"as (?:a|an) (?:\w+[- ]){1,3}news (?:outlet|organi[sz]ation)|makes? the difference|make a difference|"
    r"(?:is|are) powered by|(?:better|fairer) world|our work|we need you|your support|corporate media|send us|"
    r"got a (?:tip|story)|contact (?:us|the (?:author|reporter|newsroom))|"
    r"(?:our|small|independent) newsroom|tax-deductible|(?:make|send|give) a .{0,16}gift|no advertisers?|advertisers|"
    r"ad-free|"
    r"readers (?:who|like you)|(?:may be|be) reposted|link back|you have just read|on this site|our .{0,12}goal|"
    r"paywall|"
    r"billionaires?|corporations|(?:thank you|thanks) for reading|if you (?:value|enjoyed?|liked?)|dollars a month|"
    r"abonnieren sie|jetzt abonnieren|unterstützen sie (?:uns|unser\w*)|spenden sie|ihre spende|folgen sie uns|"
    r"melden sie sich|unser\w* (?:newsletter|leser\w*|journalismus)|hier klicken|app herunterladen|"
    r"abonnez-vous|inscrivez-vous|soutenez|faites un don|suivez-nous|votre (?:don|soutien)|nos lecteurs|rejoignez|"
    r"suscríbe\w*|regístrate|apóyanos|dona|síganos|síguenos|tu apoyo|haz(?:te| clic)|assine|apoie|siga-nos|cadastre-se|"
    r"iscriviti|abbonati|sostieni(?:ci)?|seguici|il tuo sostegno|clicca qui|abonneer|schrijf (?:je|u) in|steun ons|"
    r"volg ons|"
    r"zapisz się|wesprzyj|zasubskrybuj|dołącz do|śledź nas|obserwuj nas|kliknij|"
    r"подписывайтесь|подпишитесь|поддержите|присоединяйтесь|следите за|ваша поддержка|сообщите нам|жмите|"
    r"підписуйтес[ья]|підпишіться|підтримайте|приєднуйтес[ья]|стежте за|слідкуйте за|ваша підтримка)(?!\w)"
)
SURE = _pattern(
    r"^(?:join us|follow us|subscribe|sign up|donate|support us|support our|become a (?:member|subscriber|supporter)|"
    r"get the latest|folgen sie uns|abonnieren sie|unterstützen sie uns|abonnez-vous|suivez-nous|soutenez-nous|"
    r"suscríbe\w*|"
    r"síguenos|siga-nos|assine|iscriviti|seguici|abbonati|schrijf (?:je|u) in|volg ons|steun ons|zapisz się|wesprzyj|"
    r"подписывайтесь|подпишитесь|поддержите|підписуйтес[ья]|підтримайте|стежте за|download (?:our|the) app|click "
    r"here)\b"
)

BYLINE_PATTERNS = (
    _pattern(r"^(?:by|von|par|por|di|door|przez|autor(?:ka|in)?|author|auteur|автор|текст|text|written by|reported "
    r"by)\s*:?\s*\(?[\w.+-]+@[\w.-]+\)?$"),
    _pattern(r"^[^.!?]{0,80}\(?\b[\w.+-]+@[\w-]+\.[\w.-]+\)?$"),
    _pattern(r"^(?:by-?line|author|autor(?:ka|in)?|auteur|autore|автор|written by|reported by|story by|words "
    r"by)\s*:\s*.{2,80}$"),
)  # fmt: skip
# Only upper-case names follow, so this one minds the case.
BYLINE_NAMES = re.compile(
    r"^(?:By|BY|Von|VON|Par|Por|Door|Af|Av|Di)\s+[A-ZÀ-ÝŁŚŻŹĆČŠŽ][\w.'’-]*(?:(?:,?\s+(?:and|und|et|y|e|en|och|og|i|"
    r"de|van|von|der|la)|"
    r",|\s*/|\s*&)?\s+[A-ZÀ-ÝŁŚŻŹĆČŠŽ][\w.'’-]*){0,9}(?:\s*[,|–—-]\s*[^.!?]{2,60})?$"
)
_MONTHS = (
    r"jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar)?|février|fevereiro|mar(?:ch|zo|s|et)?|märz|maart|março|apr(?:il|"
    r"ile)?|abril|"
    r"avril|may|mai|mayo|maio|maggio|mei|june?|juni|juin|junio|junho|giugno|july?|juli|juillet|julio|julho|luglio|"
    r"aug(?:ust|ustus)?|août|agosto|sept?(?:ember|embre|iembre|embro)?|setembro|settembre|oct(?:ober|obre|ubre)?|"
    r"okt(?:ober)?|"
    r"outubro|ottobre|nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|dez(?:ember|embro)?|décembre|diciembre|dicembre|"
    r"stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|января|"
    r"февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|січня|лютого|березня|квітня|травня|"
    r"червня|липня|серпня|вересня|жовтня|листопада|грудня|enero|febrero|janeiro|gennaio|febbraio|januari|februari"
)
_DAYS = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|"
    r"freitag|"
    r"samstag|sonnabend|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|"
    r"viernes|"
    r"sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|"
    r"vrijdag|"
    r"zaterdag|zondag|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник|вторник|среда|четверг|"
    r"пятница|суббота|воскресенье|понеділок|вівторок|середа|четвер|п[’']ятниця|субота|неділя"
)
_DATE_WORDS = (
    r"updated?|published|posted|first|last|modified|created|on|at|of|the|am|pm|a\.m\.|p\.m\.|gmt|bst|est|edt|pst|utc|"
    r"cet|et|uhr|ago|"
    r"years?|months?|weeks?|days?|hours?|minutes?|mins?|hrs?|aktualisiert|veröffentlicht|stand|erstellt|vom|am|um|"
    r"den|vor|"
    r"publié|mis à jour|le|à|il y a|actualizado|publicado|el|a las|atualizado|em|às|pubblicato|aggiornato|alle|ore|"
    r"gepubliceerd|bijgewerkt|op|opublikowano|aktualizacja|godz\.?|опубликовано|обновлено|опубліковано|оновлено|в|о|"
    r"г\.|"
    r"року|года|th|st|nd|rd|h"
)
DATE_PATTERN = _pattern(rf"^(?=.*\d)(?:(?:{_MONTHS}|{_DAYS}|{_DATE_WORDS})\b\.?|\d++|[\s,/|:.·•()+–—-]++){{2,}}$")
HAS_MONTH = _pattern(rf"\b(?:{_MONTHS})\b|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|\bago\b|\b\d{{1,2}}:\d\d\b")

CREDIT_LINE = _pattern(
    r"^[(\[]?(?:(?:additional )?report(?:ing|ed) by|writing by|edited by|editing by|compiled by|translated by|with "
    r"(?:files|"
    r"material|reporting|agencies|inputs?) (?:from|by).{0,60}|source|quelle|quellen|fuente|fonte|bron|źródło|"
    r"источник|джерело|"
    r"mit material von|mitarbeit|avec (?:l')?(?:afp|reuters|ap)|con información de|redaktion|this (?:article|story) "
    r"(?:was )?"
    r"(?:originally|first) (?:appeared|published))\b[ :].{0,200}[)\]]?$"
)
CREDIT_END = _pattern(
    rf"[(\[]\s*(?:[^()\[\]]{{0,40}}\b(?:service|services|agencies|agency|agenturen|staff|wires?|guardian|"
    rf"new york times|washington post|{_AGENCY})\b[^()\[\]]{{0,30}}|(?:[a-z]{{2,5}}/)+[a-z]{{2,5}})\s*[)\]]\s*\.?$"
)
CREDIT_CODE = re.compile(
    r"^[–—-]+\s*(?:[A-Z]{2,6}|with (?:agencies|wires)|[A-Z][\w ]{2,30} (?:news agency|service))\.?$"
)
