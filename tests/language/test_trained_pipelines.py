"""A trained pipeline that is installed finds the sentences; one of another language, or a damaged one, does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MAKE = """
import sys
from pathlib import Path
import spacy
from spacy.training import Example

folder = Path(sys.argv[1])
pipeline = spacy.blank("en")
pipeline.meta.update(name="news_sm", version="1.2.3")
pipeline.add_pipe("senter")
words = "one Two three Four".split()
doc = spacy.tokens.Doc(pipeline.vocab, words, sent_starts=[True, True, False, True])
examples = [Example(pipeline.make_doc(doc.text), doc)]
optimizer = pipeline.initialize(lambda: examples)
for _ in range(60):
    pipeline.update(examples, sgd=optimizer)
package = folder / "en_news_sm"
package.mkdir()
pipeline.to_disk(package / "en_news_sm-1.2.3")
(package / "meta.json").write_text((package / "en_news_sm-1.2.3" / "meta.json").read_text())
(package / "__init__.py").write_text(
    "from spacy.util import load_model_from_init_py\\n"
    "def load(**overrides):\\n    return load_model_from_init_py(__file__, **overrides)\\n"
)
for name in ("en_news_sm", "de_news_sm", "en_broken_md"):
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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a small pipeline with a sentence recogniser, and two that are announced and not there, are installed."""
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
