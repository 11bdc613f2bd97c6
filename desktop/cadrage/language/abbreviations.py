"""Abbreviations by language: what a full stop behind them says about the end of a sentence.

`never`: a name, a number or more words follow, so the sentence goes on. `seldom`: a sentence may end here, where the
next word begins one. Written without the last full stop, in lower case. Ordinals: languages that put a stop behind
the number of a day or a rank.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Abbreviations:
    never: frozenset[str]
    seldom: frozenset[str]


def _words(never: str, seldom: str = "") -> Abbreviations:
    return Abbreviations(frozenset(never.split()), frozenset(seldom.split()))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Before a number only: “No. 5”, but “He said no.”
BEFORE_NUMBERS = frozenset(
    [
        "no",
        "nos",
        "nr",
        "nrn",
        "art",
        "p",
        "pp",
        "fig",
        "figs",
        "vol",
        "ch",
        "sec",
        "par",
        "abs",
        "kap",
        "bd",
        "s",
        "t",
        "str",
        "poz",
        "ust",
        "rozdz",
        "núm",
        "pág",
        "cap",
        "nº",
        "ст",
        "п",
        "стор",
        "с",
    ]
)
ORDINALS = frozenset({"de", "pl", "cs", "sk", "sl", "hr", "sr", "da", "nb", "no", "fi", "et", "lv", "hu", "is", "tr"})
TIMES = frozenset({"a.m", "p.m", "am", "pm"})
CLOSING = frozenset({"etc", "ecc", "enz", "itd", "itp", "atd", "apod", "osv", "т.д", "т.п", "др", "пр", "ін", "т.ін"})
COMMON = _words("vs dr prof st mr mrs ms", "etc inc ltd co corp")

BY_LANGUAGE: dict[str, Abbreviations] = {
    "en": _words(
        "mr mrs ms messrs mx dr drs prof rev fr hon sen rep reps gov gen lt col maj capt cmdr cpl sgt pvt adm brig "
        "supt det insp "
        "pres amb sec asst assoc dep atty rt st ste mt ft vs viz cf e.g i.e approx ca est op eds trans dist gens "
        "sens govs "
        "lt.col lt.gen maj.gen brig.gen gov.gen ph.d m.p",
        "etc inc ltd co corp bros jr sr esq llc plc dept univ assn ave blvd rd sq jan feb mar apr jun jul aug sept "
        "sep oct nov "
        "dec mon tue tues wed thu thur thurs fri sat sun al ala ariz ark calif colo conn del fla ga ill ind kan ky "
        "la md mass "
        "mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo min hrs sec no nos ed",
    ),
    "de": _words(
        "hr fr frl dr prof dipl ing med jur phil rer nat hl st bzw ca vgl sog gem geb gest verh inkl exkl zzgl ggf "
        "evtl ggü insb "
        "bspw z.b z d.h u.a o.ä u.ä v.a i.d.r s.o s.u d zb dh bes allg etwa sen jun mio mrd tsd str gen oberst hptm "
        "lt kgl "
        "österr schweiz dt engl frz amtl ehem franz jh jhd chr v n a.d i.v o.g m.e z.t z.zt u.u abg min bgm",
        "usw etc co ltd inc e.v gmbh kg u.v.m usf ff jr a.d mio mrd uhr std jan feb mär apr jun jul aug sep sept okt "
        "nov dez mo di "
        "mi do fr sa so v.chr n.chr",
    ),
    "fr": _words(
        "m mm mme mmes mlle mlles dr pr me mgr st ste gén col cap lt cdt vs cf env p.ex av apr bd bld éd hab tél "
        "chap réf "
        "c.-à-d c.à.d c.-à-d. s.a.r s.e ex",
        "etc janv févr avr juil sept oct nov déc cie ltd inc s.a j.-c",
    ),
    "es": _words(
        "sr sra sres sras srta d dª dña dr dra drs lic ing prof profa gral cnel cap tte sto sta fr excmo excma ilmo "
        "ud uds vd vds "
        "aprox pág págs núm tel av avda c art cf vs p.ej ej ee",
        "etc s.a s.l cía ltda ee.uu ene feb mar abr jun jul ago sept oct nov dic a.c d.c",
    ),
    "it": _words(
        "sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa avv ing arch on sen gen col cap ten mons ss s art pag "
        "pagg cfr es p.es "
        "ca tel vs n nn fig vol cap",
        "ecc etc s.p.a s.r.l a.c d.c gen feb mar apr mag giu lug ago set ott nov dic",
    ),
    "nl": _words(
        "dhr mevr mw mr drs dr ir ing prof ds st gen kol kapt lt min o.a bijv b.v d.w.z m.b.t i.v.m t.a.v a.u.b "
        "z.o.z ca evt resp "
        "nl t.o.v o.l.v v.d m.n zgn vgl nr",
        "enz etc e.d b.v n.v e.a jan feb mrt apr jun jul aug sep sept okt nov dec v.chr n.chr",
    ),
    "pl": _words(
        "p pp dr hab prof mgr inż lek ks św bł o gen płk ppłk mjr kpt por ppor sierż red im ul al pl os tzw tzn np "
        "m.in jw ok "
        "godz max min woj pow gm tys mln mld zob por ww s nr art pos sen min prez wicemin ds",
        "itd itp etc r w zł gr sp z.o.o s.a n.e p.n.e tys mln mld godz",
    ),
    "pt": _words(
        "sr sra srs sras srta dr dra drs dras prof profa eng arq gen cel cap ten d dª dom sto sta exmo exma pe av r "
        "pág págs núm "
        "art p.ex ex vs aprox tel dep sen gov min",
        "etc ltda cia s.a jan fev mar abr mai jun jul ago set out nov dez a.c d.c e.u.a",
    ),
    "ru": _words(
        "г гг ул пл пр просп пер д корп кв обл р-н пос с им проф акад доц канд ген полк подп майор кап лейт св о тов "
        "гн г-н г-жа "
        "т.е т.к т.н т напр см ср ок руб коп тыс млн млрд стр рис гл ст п рт и.о зам нач н.э мин сек тел",
        "др пр т.д т.п руб коп тыс млн млрд г гг в вв н.э час мин",
    ),
    "uk": _words(
        "вул пл просп пров бул буд корп кв обл р-н смт с м ім проф акад доц канд ген полк підп кап лейт св о тов п "
        "пп гр "
        "т.зв т.б напр див пор бл стор рис гл ст рр тис млн млрд в.о зам нач тел ред",
        "ін т.д т.п т.ін грн коп тис млн млрд р рр ст год хв н.е",
    ),
    "cs": _words("p pí pan dr mgr ing bc prof doc mudr judr gen plk kpt por sv ul nám tzv např mj tj resp cca popř č "
    "str odst", "atd apod aj kč hod r stol mil mld tis s.r.o a.s"),
    "sv": _words("hr fr dr prof t.ex bl.a d.v.s dvs s.k t.o.m fr.o.m ca resp m.fl jfr kl nr", "m.m osv etc o.s.v kr "
    "milj"),
    "da": _words("hr fr dr prof f.eks bl.a dvs d.v.s ca kl nr jf pga vedr evt inkl", "m.m m.v osv etc kr mio mia"),
    "nb": _words("hr fr dr prof f.eks bl.a dvs ca kl nr jf pga evt inkl", "m.m osv etc kr mill mrd"),
}  # fmt: skip


def of(language: str) -> Abbreviations:
    return BY_LANGUAGE.get(language, COMMON)
