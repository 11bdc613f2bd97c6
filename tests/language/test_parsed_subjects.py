"""Subjects of verbs in parsed sentences, the parses written down as spaCy's pipelines give them."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from cadrage.language.parsed_subjects import subject_of

# word/head/label/part of speech/fine tag, as in en_core_web (ClearNLP), de_core_news (TIGER) and UD pipelines.
PARSED = [
    ("Ann/1/compound/PROPN/NNP Miller/2/nsubj/PROPN/NNP said/2/ROOT/VERB/VBD", "said", "Ann Miller"),
    (
        "The/2/det/DET/DT harbour/2/compound/NOUN/NN chief/7/nsubj/NOUN/NN ,/2/punct/PUNCT/, Ann/5/compound/PROPN/NNP"
        " Miller/2/appos/PROPN/NNP ,/2/punct/PUNCT/, said/7/ROOT/VERB/VBD",
        "said",
        "Ann Miller",
    ),
    (
        "The/1/det/DET/DT mayor/5/nsubj/NOUN/NN who/3/nsubj/PRON/WP slept/1/relcl/VERB/VBD badly/3/advmod/ADV/RB"
        " complained/5/ROOT/VERB/VBD",
        "complained",
        "The mayor",
    ),
    (
        "The/1/det/DET/DT mayor/5/nsubj/NOUN/NN who/3/nsubj/PRON/WP said/1/relcl/VERB/VBD so/3/advmod/ADV/RB"
        " left/5/ROOT/VERB/VBD",
        "said",
        "The mayor",
    ),
    (
        "The/1/det/DET/DT ministry/4/nsubj/NOUN/NN of/1/prep/ADP/IN defence/2/pobj/NOUN/NN said/4/ROOT/VERB/VBD",
        "said",
        "The ministry of defence",
    ),
    (
        "Miller/1/nsubj/PROPN/NNP left/1/ROOT/VERB/VBD and/1/cc/CCONJ/CC said/1/conj/VERB/VBD nothing/3/dobj/PRON/NN",
        "said",
        "Miller",
    ),
    (
        "Gestern/1/mo/ADV/ADV hat/1/ROOT/AUX/VAFIN die/3/nk/DET/ART Ministerin/1/sb/NOUN/NN alles/5/oa/PRON/PIS"
        " gesagt/1/oc/VERB/VVPP",
        "gesagt",
        "die Ministerin",
    ),
    (
        "La/1/det/DET/DET ministre/3/nsubj/NOUN/NOUN a/3/aux:tense/AUX/AUX déclaré/3/ROOT/VERB/VERB",
        "déclaré",
        "La ministre",
    ),
    ("It/2/expl/PRON/PRP was/2/auxpass/AUX/VBD said/2/ROOT/VERB/VBN", "said", None),
    ("Said/0/ROOT/VERB/VBD so/0/advmod/ADV/RB", "Said", None),
]


@pytest.mark.parametrize(("sentence", "verb", "subject"), PARSED)
def test_a_verb_gives_the_words_that_name_its_subject(sentence: str, verb: str, subject: str | None) -> None:
    fields = [word.rsplit("/", 4) for word in sentence.split()]
    words, heads, labels, parts, tags = (list(column) for column in zip(*fields, strict=True))
    doc = Doc(Vocab(), words, heads=[int(head) for head in heads], deps=labels, pos=parts, tags=tags)
    found = subject_of(next(token for token in doc if token.text == verb))
    assert (doc.text[slice(*found)] if found else None) == subject
