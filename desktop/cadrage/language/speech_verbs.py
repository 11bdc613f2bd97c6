"""Words by which languages attribute speech: verbs of saying, prepositions, conjunctions, articles, pronouns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Lower-case words of one language. A `*` at the end of a verb stands for any ending.

    `auxiliaries` may stand before a verb of saying and belong to it; `far` of them may be parted from it by other
    words. `before` are prepositions before the speaker, `behind` those that follow. `that` begins a reported clause.
    `masculine` and `feminine` are pronouns and titles by the gender that they tell; `comma` where a comma alone may
    begin a reported clause, `bare` where nothing need.
    """

    verbs: tuple[str, ...]
    that: tuple[str, ...]
    before: tuple[str, ...]
    behind: tuple[str, ...] = ()
    auxiliaries: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    he: tuple[str, ...] = ()
    she: tuple[str, ...] = ()
    they: tuple[str, ...] = ()
    mr: tuple[str, ...] = ()
    mrs: tuple[str, ...] = ()
    relatives: tuple[str, ...] = ()
    comma: bool = False
    bare: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


WORDS: dict[str, SpeechWords] = {
    "en": SpeechWords(
        verbs=_words(
            "said says say saying told tells added adds announced announces argued argues asked asks asserted claimed"
            " claims commented complained conceded concluded confirmed confirms contended cautioned declared declares"
            " denied denies emphasized emphasised estimated explained explains insisted insists maintained mentioned"
            " noted notes observed predicted promised quipped recalled remarked repeated replied reported reports"
            " responded revealed reiterated stated states stressed suggested suggests testified tweeted urged vowed"
            " warned warns wrote writes acknowledged admitted admits affirmed alleged"
            " called described dismissed denounced condemned rejected"
        ),
        that=_words("that whether"),
        before=_phrases("according to, in the words of, in the view of"),
        auxiliaries=_words("has have had"),
        articles=_words("the a an his her their its our another one two three four several many some most"),
        of=_words("of for from at"),
        stops=_words(
            "in on at to after before during who which when while and as with by from about over but that if because"
            " late early last yesterday today monday tuesday wednesday thursday friday saturday sunday"
        ),
        adverbs=_words("also later then earlier repeatedly recently already again however yesterday today once simply"),
        he=_words("he"),
        she=_words("she"),
        they=_words("they i we it you"),
        mr=_words("mr sir"),
        mrs=_words("mrs ms miss"),
        relatives=_words("who which that what as"),
        bare=True,
    ),
    "de": SpeechWords(
        verbs=_words(
            "sagt sagte sagten sagen gesagt erklärt erklärte erklärten betont betonte betonten meint meinte meinten"
            " gemeint berichtet berichtete berichteten behauptet behauptete behaupteten schreibt schrieb schrieben"
            " geschrieben warnt warnte warnten gewarnt fordert forderte forderten gefordert kritisiert kritisierte"
            " versichert versicherte unterstreicht unterstrich antwortet antwortete fragt fragte ergänzt ergänzte"
            " bestätigt bestätigte bekräftigt bekräftigte verkündet verkündete mitgeteilt erwidert erwiderte"
            " kündigte kommentierte räumte äußerte äußerten versprach versprechen argumentiert argumentierte"
        ),
        that=_words("dass daß ob"),
        before=_phrases(
            "laut, nach angaben von, nach angaben des, nach angaben der, nach worten von, nach ansicht von"
        ),
        behind=_phrases("zufolge"),
        auxiliaries=_words("hat habe haben hatte hatten"),
        far=_words("hat habe haben hatte hatten"),
        articles=_words(
            "der die das den dem des ein eine einer einem eines sein seine seiner ihr ihre ihrer zwei drei mehrere"
        ),
        of=_words("von des der für"),
        stops=_words(
            "in im am an auf zu zum zur nach vor während als wie und aber mit bei gegenüber dem über heute gestern"
            " weiter dazu später"
        ),
        adverbs=_words("auch später zudem dann jedoch am gestern heute wiederholt"),
        he=_words("er"),
        she=_words("sie"),
        they=_words("ich wir es man"),
        mr=_words("herr herrn"),
        mrs=_words("frau"),
        relatives=_words("wer was wie welche welcher"),
        comma=True,
    ),
    "fr": SpeechWords(
        verbs=_words(
            "dit disent disait déclare déclaré déclarait affirme affirmé affirmait explique expliqué expliquait ajoute"
            " ajouté ajoutait estime estimé estimait annonce annoncé assure assuré précise précisé souligne souligné"
            " insiste insisté indique indiqué raconte raconté répond répondu écrit confie confié martelé martèle"
            " prévient prévenu rappelle rappelé reconnaît reconnu soutient soutenu dénonce dénoncé poursuit poursuivi"
            " lance lancé commente commenté conclut conclu averti avertit regretté regrette demandé demande"
        ),
        that=_words("que qu"),
        before=_phrases("selon, d'après, d’après, à en croire, de l'avis de"),
        auxiliaries=_words("a ont avait avaient s'est"),
        articles=_words("le la les l un une des ce cette son sa ses leur leurs plusieurs deux trois"),
        of=_words("de du des d"),
        stops=_words(
            "à au aux dans en sur lors après avant pendant qui que et mais devant par avec pour hier lundi"
            " mardi mercredi jeudi vendredi samedi dimanche ce"
        ),
        adverbs=_words("aussi ensuite également encore déjà notamment"),
        he=_words("il"),
        she=_words("elle"),
        they=_words("ils elles on je nous"),
        mr=_words("m monsieur"),
        mrs=_words("mme madame mlle"),
        relatives=_words("qui que dont"),
    ),
    "es": SpeechWords(
        verbs=_words(
            "dijo dijeron dice dicen dicho declaró declararon declarado afirmó afirmaron afirma afirmado explicó"
            " explicado añadió añade añadido aseguró asegura asegurado señaló señala señalado indicó indica indicado"
            " sostuvo sostiene manifestó manifestado advirtió advierte advertido anunció anunciado comentó comenta"
            " subrayó subraya respondió responde preguntó insistió insiste reconoció admitió negó escribió agregó"
            " destacó recordó expresó apuntó concluyó denunció"
        ),
        that=_words("que"),
        before=_phrases("según, de acuerdo con, en palabras de, a juicio de"),
        auxiliaries=_words("ha han había habían"),
        articles=_words("el la los las un una unos unas su sus varios dos tres"),
        of=_words("de del"),
        stops=_words(
            "a al en tras durante ante que y pero con por para después antes ayer este lunes martes miércoles"
            " jueves viernes sábado domingo"
        ),
        adverbs=_words("también después además ya"),
        he=_words("él"),
        she=_words("ella"),
        they=_words("ellos ellas yo"),
        mr=_words("señor sr don"),
        mrs=_words("señora sra doña"),
        relatives=_words("que quien"),
    ),
    "it": SpeechWords(
        verbs=_words(
            "disse ha detto dice dicono dichiara dichiarò dichiarato afferma affermò affermato spiega spiegò spiegato"
            " aggiunge aggiunse aggiunto sostiene sostenne sostenuto annuncia annunciò annunciato assicura assicurato"
            " sottolinea sottolineato ricorda ricordato risponde rispose risposto scrive scrisse scritto osserva"
            " osservato avverte avvertito commenta commentato conclude concluso chiede chiesto ammette ammesso detto"
        ),
        that=_words("che"),
        before=_phrases("secondo, a detta di, stando a"),
        auxiliaries=_words("ha hanno aveva avevano"),
        articles=_words("il lo la i gli le l un uno una suo sua alcuni due tre"),
        of=_words("di del della dei delle"),
        stops=_words(
            "a al alla in nel nella dopo durante che e ma con per su davanti prima ieri lunedì martedì"
            " mercoledì giovedì venerdì sabato domenica"
        ),
        adverbs=_words("anche poi inoltre già"),
        he=_words("lui egli"),
        she=_words("lei ella"),
        they=_words("loro io noi"),
        mr=_words("signor"),
        mrs=_words("signora"),
        relatives=_words("che chi"),
    ),
    "nl": SpeechWords(
        verbs=_words(
            "zei zeiden zegt zeggen gezegd verklaarde verklaart verklaard vertelde vertelt verteld stelde stelt gesteld"
            " benadrukte benadrukt meldde meldt gemeld schreef schrijft geschreven waarschuwde waarschuwt gewaarschuwd"
            " antwoordde antwoordt vroeg vraagt beweerde beweert vindt vond meent meende bevestigde bevestigt"
            " voegde aldus kondigde"
        ),
        that=_words("dat of"),
        before=_phrases("volgens"),
        auxiliaries=_words("heeft hebben had hadden"),
        far=_words("heeft hebben had hadden"),
        articles=_words("de het een zijn haar hun twee drie enkele verschillende"),
        of=_words("van voor"),
        stops=_words(
            "in op aan tegen na voor tijdens die dat en maar met bij over gisteren vandaag maandag dinsdag"
            " woensdag donderdag vrijdag zaterdag zondag"
        ),
        adverbs=_words("ook later eerder daarna"),
        he=_words("hij"),
        she=_words("zij"),
        they=_words("ze ik wij we het"),
        mr=_words("meneer"),
        mrs=_words("mevrouw"),
        relatives=_words("die wat wie"),
    ),
    "pl": SpeechWords(
        verbs=_words(
            "powiedział* mówi mówił* oświadczył* stwierdził* stwierdza dodał* dodaje podkreślił* podkreśla zaznaczył*"
            " wyjaśnił* wyjaśnia zapewnił* zapewnia ogłosił* napisał* pisze ostrzegł* ostrzega odpowiedział* zapytał*"
            " przyznał* przyznaje zauważył* poinformował* informuje ocenił* ocenia uważa"
        ),
        that=_words("że iż czy"),
        before=_phrases("według, zdaniem, jak podaje"),
        stops=_words("w we na po przed podczas który która i a ale z do o wczoraj dziś"),
        adverbs=_words("też także później również"),
        he=_words("on"),
        she=_words("ona"),
        they=_words("oni one ja my"),
        mr=_words("pan"),
        mrs=_words("pani"),
        relatives=_words("który która co jak"),
    ),
    "ru": SpeechWords(
        verbs=_words(
            "сказал* говорит говорил* заявил* заявляет сообщил* сообщает добавил* добавляет отметил* отмечает"
            " подчеркнул* подчеркивает подчёркивает пояснил* поясняет объяснил* объясняет считает утверждает утверждал*"
            " написал* пишет ответил* отвечает спросил* предупредил* предупреждает рассказал* рассказывает признал*"
            " уточнил* указал* напомнил*"
        ),
        that=_words("что"),
        before=_phrases("по словам, по мнению, согласно, по данным"),
        stops=_words("в во на после перед который которая и а но с со к о об вчера сегодня во время журналистам"),
        adverbs=_words("также позже ранее"),
        he=_words("он"),
        she=_words("она"),
        they=_words("они я мы"),
        mr=_words("господин"),
        mrs=_words("госпожа"),
        relatives=_words("который которая как"),
    ),
    "uk": SpeechWords(
        verbs=_words(
            "сказав сказала сказали каже говорить заявив заявила заявили заявляє повідомив повідомила повідомили"
            " повідомляє додав додала додали додає зазначив зазначила наголосив наголосила підкреслив підкреслила"
            " пояснив пояснила вважає стверджує написав написала пише відповів відповіла запитав запитала попередив"
            " попередила розповів розповіла визнав визнала уточнив уточнила нагадав нагадала"
        ),
        that=_words("що"),
        before=_phrases("за словами, на думку, згідно з, за даними"),
        stops=_words("в у на після перед який яка і й та а але з до про вчора сьогодні під журналістам"),
        adverbs=_words("також пізніше раніше"),
        he=_words("він"),
        she=_words("вона"),
        they=_words("вони я ми"),
        mr=_words("пан"),
        mrs=_words("пані"),
        relatives=_words("який яка як"),
    ),
    "pt": SpeechWords(
        verbs=_words(
            "disse disseram diz dizem dito declarou declara declarado afirmou afirma afirmado explicou explica"
            " acrescentou acrescenta assegurou garantiu anunciou comentou destacou sublinhou respondeu perguntou"
            " advertiu alertou escreveu reconheceu admitiu negou"
        ),
        that=_words("que"),
        before=_phrases("segundo, de acordo com, conforme"),
        auxiliaries=_words("tem têm tinha"),
        articles=_words("o a os as um uma seu sua vários dois três"),
        of=_words("de do da dos das"),
        stops=_words("em no na após durante que e mas com por para antes depois ontem nesta neste"),
        adverbs=_words("também depois ainda"),
        he=_words("ele"),
        she=_words("ela"),
        they=_words("eles elas eu"),
        mr=_words("senhor"),
        mrs=_words("senhora"),
        relatives=_words("que quem"),
    ),
}


def words_of(language: str) -> SpeechWords:
    """Those of the language; English where it is not known here."""
    return WORDS.get(language, WORDS["en"])
