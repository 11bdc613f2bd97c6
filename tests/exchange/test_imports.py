"""Loading the package costs nothing: the heavy libraries come with the first use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cadrage.exchange

# Extends a class of openpyxl; `workbook` loads it when it writes.
WITH_ITS_LIBRARY = {"sheet_archive"}


def test_importing_every_module_loads_none_of_the_heavy_libraries() -> None:
    names = sorted({path.stem for path in Path(cadrage.exchange.__file__).parent.glob("*.py")} - WITH_ITS_LIBRARY)
    code = f"""
import importlib, sys
for name in {names!r}:
    importlib.import_module("cadrage.exchange." + name)
heavy = ("openpyxl", "docx", "lxml", "charset_normalizer", "PySide6", "numpy", "pypdfium2", "trafilatura")
print(*[name for name in heavy if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
