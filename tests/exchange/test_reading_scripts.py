"""The scripts beside a CSV folder: what statistics programs read with them, whatever people called things."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from cadrage.core.dataset import Dataset
from cadrage.core.model import Choice, VariableKind
from cadrage.exchange.csv_folder import write_folder
from cadrage.exchange.script_r import literal

EVIL = (
    "He said \"stop\" and 'go'",
    "'); system(\"touch hacked\"); ('",
    'x"; system("touch hacked"); "',
    "%s `id` $HOME ${HOME} \\n \\",
    "line one\nline two.\nSHELL.",
    "*. EXECUTE.\n.\nHOST COMMAND=['touch hacked'].",
    "Юлия 📰 ü",
)


@pytest.fixture
def hostile(dataset: Dataset) -> Dataset:
    """People who call codes, coders, labels and values what could end a literal of any language."""
    choices = tuple(Choice(f"{number} {text}", text) for number, text in enumerate(EVIL))
    intensity = replace(
        dataset.variables[4], kind=VariableKind.ORDINAL, label=EVIL[2], choices=(Choice("3", EVIL[0]), Choice("1", "a"))
    )
    speaker = replace(dataset.variables[3], kind=VariableKind.CHOICE, label=EVIL[1], choices=choices)
    return replace(
        dataset,
        project=EVIL[5],
        variables=(*dataset.variables[:3], speaker, intensity),
        coders=(replace(dataset.coders[0], name=EVIL[1].replace(",", "")), dataset.coders[1]),
        codes=(*dataset.codes[:2], replace(dataset.codes[2], name=EVIL[5])),
        coding_values={(1, "speaker"): choices[4].value, (1, "intensity"): "3", (3, "speaker"): choices[6].value},
        memos={1: "=1+1\nsecond line"},
    )


def test_a_literal_of_r_is_ascii_and_ends_where_it_should() -> None:
    for text in EVIL:
        said = literal(text)
        assert said.isascii()
        assert re.fullmatch(r'"(?:[^"\\\n]|\\.)*"', said)
        unicode = re.sub(r"\\U0*([0-9a-f]+)", lambda found: chr(int(found[1], 16)), said)
        assert json.loads(unicode) == text


@pytest.mark.parametrize("name", ["read_spss.sps", "read.do"])
def test_names_and_labels_stay_inside_their_quotation_marks(hostile: Dataset, tmp_path: Path, name: str) -> None:
    write_folder(hostile, tmp_path / "study")
    script = (tmp_path / "study" / name).read_text("utf-8")
    for line in script.splitlines():
        outside = (
            re.sub(r"'(?:[^']|'')*'|\"[^\"]*\"", "", line) if name.endswith("sps") else re.sub(r'"[^"]*"', "", line)
        )
        if not line.startswith("*"):
            assert not re.search(r"touch hacked|SHELL|HOST|[`$\\]", outside)
    assert len(max(script.splitlines(), key=len)) < 260
    if name == "read.do":
        assert not re.search(r"[`$\\]", "".join(line for line in script.splitlines() if line.startswith("label ")))


def test_r_reads_the_folder_with_its_labels(hostile: Dataset, tmp_path: Path) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed")
    write_folder(hostile, tmp_path / "study")
    code = """
    source(file.path(commandArgs(TRUE)[1], "read.R"))
    c <- study$codings
    say <- function(x) cat(paste(as.integer(charToRaw(enc2utf8(as.character(x)))), collapse = " "), "\\n")
    say(class(c$intensity)[1]); say(c$intensity[1]); say(levels(c$intensity)[2]); say(c$speaker[1])
    say(c$memo[1]); say(class(c$created)[1]); say(class(c$important)); say(c$coder[1]); say(attr(c$start, "label"))
    say(c$quotation[2]); say(nrow(c)); say(substr(format(c$created[1], tz = "UTC"), 1, 19))
    """
    (tmp_path / "ask.R").write_text(code)
    for locale in ("C.UTF-8", "C"):
        done = subprocess.run(
            ["Rscript", "--vanilla", str(tmp_path / "ask.R"), str(tmp_path / "study")],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={"LC_ALL": locale, "PATH": "/usr/bin:/bin"},
            timeout=60,
            check=True,
        )
        said = [bytes(map(int, line.split())).decode() for line in done.stdout.splitlines()]
        assert said[:4] == ["ordered", EVIL[0], "a", EVIL[4]]
        assert said[4:8] == ["=1+1\nsecond line", "POSIXct", "logical", EVIL[1].replace(",", "")]
        assert said[8].startswith("Position of the first character")
        assert said[9:] == [hostile.codings[2].span.quotation(hostile.texts[2]), "3", "2024-05-01 10:00:00"] or said[
            9:
        ] == ["Troops were massing", "3", "2024-05-01 10:00:00"]
    assert not list(tmp_path.rglob("hacked"))


def test_pspp_reads_the_folder_with_its_labels(hostile: Dataset, tmp_path: Path) -> None:
    if not shutil.which("pspp"):
        pytest.skip("PSPP is not installed")
    write_folder(hostile, tmp_path / "study")
    (tmp_path / "ask.sps").write_text(
        f"INSERT FILE='{tmp_path / 'study' / 'read_spss.sps'}' CD=YES.\n"
        f"DATASET ACTIVATE codings.\nSAVE TRANSLATE /OUTFILE='{tmp_path / 'out.csv'}' /TYPE=CSV /FIELDNAMES"
        " /CELLS=LABELS /REPLACE.\n"
    )
    done = subprocess.run(
        ["pspp", "-O", "format=txt", str(tmp_path / "ask.sps")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        timeout=60,
        check=False,
    )
    # What SPSS wants first, PSPP does not know.
    assert done.stdout.count("error:") == 1, done.stdout
    assert "UNICODE" in done.stdout
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "line one line two. SHELL." in text
    assert "Юлия" in text
    assert "=1+1 second line" in text
    assert "'=1+1" not in text
    assert not list(tmp_path.rglob("hacked"))
