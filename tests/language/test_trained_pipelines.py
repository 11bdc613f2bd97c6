"""Trained pipelines that are installed find sentences and speakers; one of another language, or damaged, does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MAKE = """
import sys
from pathlib import Path
import spacy
from spacy.tokens import Doc
from spacy.training import Example

folder = Path(sys.argv[1])

def install(name, component, words, **known):
    pipeline = spacy.blank(name[:2])
    pipeline.meta.update(name=name[3:], version="1.2.3")
    pipeline.add_pipe(component, config={"min_action_freq": 1} if component == "parser" else {})
    doc = Doc(pipeline.vocab, words, **known)
    examples = [Example(pipeline.make_doc(doc.text), doc)]
    optimizer = pipeline.initialize(lambda: examples)
    for _ in range(60):
        pipeline.update(examples, sgd=optimizer)
    package = folder / name
    package.mkdir()
    pipeline.to_disk(package / f"{name}-1.2.3")
    (package / "meta.json").write_text((package / f"{name}-1.2.3" / "meta.json").read_text())
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\\n"
        "def load(**overrides):\\n    return load_model_from_init_py(__file__, **overrides)\\n"
    )

install("en_news_sm", "senter", "one Two three Four".split(), sent_starts=[True, True, False, True])
install(
    "en_news_lg",
    "parser",
    "The mayor whose house was badly hit today said that the bridge was safe .".split(),
    heads=[1, 8, 3, 6, 6, 6, 1, 6, 8, 12, 11, 12, 8, 12, 8],
    deps="det nsubj poss nsubj auxpass advmod relcl npadvmod ROOT mark det nsubj ccomp acomp punct".split(),
)
for name in ("en_news_sm", "en_news_lg", "de_news_sm", "en_broken_md"):
    about = folder / f"{name}-1.2.3.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.2.3\\n")
    (about / "entry_points.txt").write_text(f"[spacy_models]\\n{name} = {name}\\n")
"""
USE = """
import sys
sys.path.insert(0, sys.argv[1])
from cadrage.language.segments import split

for text, language in (("one Two three Four", "en"), ("one Two. Three", "de"), ("one Two. Three", "fr")):
    found = split(text, "sentence", language)
    print(found.splitter, found.version, [text[start:end] for start, end in found.boundaries], sep=" | ")
"""
ASK = """
import sys
sys.path.insert(0, sys.argv[1])
from cadrage.language.quotations import quotations

for text in sys.stdin.read().splitlines():
    print(*((each.speaker, text[each.words.start : each.words.end]) for each in quotations(text, "en")))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pipelines with a sentence recogniser and with a parser, and two that are not there, are installed."""
    made = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-c", MAKE, str(made)], check=True, capture_output=True, timeout=120)
    return made


def test_an_installed_pipeline_of_the_language_is_used_and_others_fall_back_to_the_rules(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", USE, str(folder)], check=True, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.splitlines() == [
        "lines, then en_news_sm, openers forward | 1.2.3 | ['one', 'Two three', 'Four']",
        "lines, then rules (de) | 2 | ['one Two.', 'Three']",
        "lines, then rules (fr) | 2 | ['one Two.', 'Three']",
    ]


def test_an_installed_parser_tells_whose_words_they_are_where_rules_cannot(folder: Path) -> None:
    asked = "The mayor whose house was badly hit today said that the bridge was safe.\nAnn said: “Go on.”\n"
    told = {}
    for where in (folder, folder / "nothing"):
        done = subprocess.run(
            [sys.executable, "-c", ASK, str(where)],
            input=asked,
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        )
        told[where] = done.stdout.splitlines()
    assert told[folder][0] == "('The mayor', 'the bridge was safe')"
    assert "badly hit" in told[folder / "nothing"][0]
    assert told[folder / "nothing"][1] == "('Ann', 'Go on.')"
