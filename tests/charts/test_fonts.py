"""Letters that the charts' typeface lacks are set in a font of the system; the library comes late and reads nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cadrage.charts import ChartKind, draw
from cadrage.charts.fallback import families
from cadrage.charts.text import Ruler, clean
from tests.charts import made_results as made

RARE = "\U00010b40"  # Inscriptional Parthian, which no usual font has


def small_font(path: Path, name: str, letter: str) -> None:
    """A font with one square for a letter."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(corner)
    pen.closePath()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "letter"])
    font.setupCharacterMap({ord(letter): "letter"})
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "letter": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (500, 0), "letter": (900, 100)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": name, "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.save(path)


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of a user's own fonts differs")
def test_a_font_of_the_system_helps_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ".local" / "share" / "fonts"
    folder.mkdir(parents=True)
    (folder / "Broken.ttf").write_bytes(b"no font")
    small_font(folder / "Parthian.ttf", "Small Parthian", RARE)
    monkeypatch.setenv("HOME", str(tmp_path))
    found = families((f"Word {RARE}",))
    assert "Small Parthian" in found
    assert found[0] == "Inter"
    assert Ruler(found).width(RARE, 10) == pytest.approx(9, abs=0.2)


def test_usual_words_need_no_search() -> None:
    assert families(("Économie", "Конфликт", "Κρίση – 12 % …")) == ("Inter",)
    assert families(("Économie", "العربية")) == ("Inter", "DejaVu Sans")


def test_settings_of_the_user_do_not_change_a_chart(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 40\nsavefig.dpi: 10\nsvg.fonttype: path\naxes.facecolor: red\n")
    around = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    code = (
        "import sys\nfrom pathlib import Path\nfrom cadrage.charts import ChartKind, draw\n"
        "from tests.charts import made_results as made\n"
        "Path(sys.argv[1]).write_bytes(draw(ChartKind.GROUPED, made.table(made.codes(4), made.outlets(3))).svg())\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there.svg")], check=True, cwd=tmp_path, env=around)
    here = draw(ChartKind.GROUPED, made.table(made.codes(4), made.outlets(3))).svg()
    assert (tmp_path / "there.svg").read_bytes() == here


def test_the_package_is_imported_without_its_library() -> None:
    code = (
        "import sys, cadrage.charts, cadrage.jobs.charts, cadrage.gui.chart_view\n"
        "assert not {'matplotlib', 'numpy', 'fontTools'} & set(sys.modules), 'loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("room", [4, 20, 60, 200])
def test_words_are_broken_into_lines_that_fit(room: float) -> None:
    ruler = Ruler(families(made.NAMES))
    for name in made.NAMES:
        lines = ruler.wrapped(name, 8, room, 3)
        assert 1 <= len(lines) <= 3
        if room > 10:
            assert max(ruler.width(line, 8) for line in lines) <= room + 0.1


def test_names_are_one_line_without_control_characters() -> None:
    assert clean(" a\n\tb\x00c\ud800  d ") == "a bc d"
