"""What the house promises: layers, lengths, and nothing heavy where it is not needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cadrage
from cadrage.jobs import sample

PACKAGE = Path(cadrage.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def loaded(code: str, *arguments: str) -> set[str]:
    """The top-level modules that a fresh process has after running the code."""
    program = f"{code}\nimport sys\nprint('|'.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True)
    return set(done.stdout.splitlines()[-1].split("|"))


def test_agreement_on_the_command_line_loads_no_qt(tmp_path: Path) -> None:
    project = tmp_path / "study.cadrage"
    sample.build(project).close()
    code = "import sys\nfrom cadrage.cli import main\nassert main(['agreement', *sys.argv[1:]]) == 0"
    assert "PySide6" not in loaded(code, str(project))


def test_help_and_version_load_nothing_heavy() -> None:
    code = "from cadrage.cli import main\ntry:\n    main(['--version'])\nexcept SystemExit:\n    pass"
    assert not loaded(code) & {"PySide6", "numpy", "spacy", "openpyxl", "sqlite_utils", "lxml", "matplotlib"}


def test_opening_a_project_loads_neither_spacy_nor_openpyxl_nor_numpy(tmp_path: Path) -> None:
    project = tmp_path / "study.cadrage"
    sample.build(project).close()
    code = (
        "import sys\nfrom pathlib import Path\nfrom cadrage.gui.main_window import MainWindow\n"
        "from cadrage.store.project import Project\nProject.open(Path(sys.argv[1])).close()"
    )
    assert not loaded(code, str(project)) & {"numpy", "spacy", "openpyxl", "docx", "lxml", "sqlite_utils", "matplotlib"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_short_and_say_what_they_are(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert source.count("\n") <= 400
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= 50, node.name
