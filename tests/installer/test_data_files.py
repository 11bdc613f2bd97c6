"""What systems are told of Cadrage: menu entry, file type, software centre, man page, icons."""

from __future__ import annotations

import shutil
import subprocess
import sys
from configparser import ConfigParser
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage

from cadrage.arguments import parser
from cadrage.cli import COMMANDS
from cadrage.store.project import Project
from installer import facts, icons, linux_files, manual
from tests.commands import environment

CHANGES = """# Changelog

## 1.2.0, 2027-03-01

Two `things` & [more](x.md).

- **One** thing
  on two lines.
- Another <thing>.

## 1.1.0, not yet released

- Only this.
"""
WHAT_IS_IT = """
import sys
from PySide6.QtCore import QMimeDatabase
known = QMimeDatabase()
for path in sys.argv[1:]:
    found = known.mimeTypeForFile(path)
    print(found.name(), known.mimeTypeForFile(path, QMimeDatabase.MatchMode.MatchContent).name(), found.iconName())
"""


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed here")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as they lie in an installed system."""
    laid = tmp_path_factory.mktemp("root")
    linux_files.lay_out(laid)
    return laid / "usr/share"


@needs("desktop-file-validate")
def test_the_menu_entry_is_valid(root: Path) -> None:
    subprocess.run(["desktop-file-validate", str(root / "applications/cadrage.desktop")], check=True)


def test_the_menu_entry_starts_a_command_that_the_wheel_adds_and_names_what_else_is_there(root: Path) -> None:
    entry = ConfigParser(interpolation=None)
    entry.read(root / "applications/cadrage.desktop", encoding="utf-8")
    told = entry["Desktop Entry"]
    assert told["Exec"].split()[0] in facts.project()["gui-scripts"]
    assert told["MimeType"] == f"{facts.MIME_TYPE};"
    assert (root / f"icons/hicolor/scalable/apps/{told['Icon']}.svg").is_file()


@needs("appstreamcli")
def test_what_software_centres_show_is_valid(root: Path) -> None:
    (file,) = (root / "metainfo").iterdir()
    subprocess.run(["appstreamcli", "validate", "--no-net", str(file)], check=True, capture_output=True)


def test_software_centres_show_every_version_of_the_list_of_changes(root: Path) -> None:
    told = ElementTree.parse(next((root / "metainfo").iterdir()))
    assert [each.get("version") for each in told.iter("release")] == [each.version for each in facts.releases()]
    assert told.findtext("launchable") == "cadrage.desktop"
    assert told.findtext("provides/mediatype") == facts.MIME_TYPE


def test_versions_are_read_with_day_summary_and_points() -> None:
    newer, older = facts.releases(CHANGES)
    assert (newer.version, newer.day, newer.summary) == ("1.2.0", date(2027, 3, 1), "Two things & more.")
    assert newer.points == ("One thing on two lines.", "Another <thing>.")
    assert (older.version, older.day, older.summary, older.points) == ("1.1.0", None, "", ("Only this.",))


def test_the_newest_version_of_the_list_of_changes_is_this_one() -> None:
    assert facts.releases()[0].version == facts.version()


def test_a_project_is_known_by_its_name_and_by_its_content(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "mime", tmp_path / "data/mime")
    named = tmp_path / "study.cadrage"
    Project.create(named).close()
    nameless, other = tmp_path / "study", tmp_path / "other.cadrage"
    shutil.copy(named, nameless)
    other.write_bytes(b"")
    mine = environment(XDG_DATA_HOME=str(tmp_path / "data"), QT_QPA_PLATFORM="offscreen")
    command = [sys.executable, "-c", WHAT_IS_IT, str(named), str(nameless), str(other)]
    said = subprocess.run(command, env=mine, check=True, capture_output=True, text=True).stdout.splitlines()
    known, icon = facts.MIME_TYPE, facts.MIME_TYPE.replace("/", "-")
    assert said[:2] == [f"{known} {known} {icon}"] * 2
    assert said[2].split()[0] == known


@needs("update-mime-database")
def test_the_systems_own_tool_takes_the_file_type(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "mime", tmp_path / "mime")
    command, mine = ["update-mime-database", str(tmp_path / "mime")], environment(XDG_DATA_HOME=str(tmp_path))
    done = subprocess.run(command, env=mine, check=True, capture_output=True, text=True)
    assert not done.stderr
    assert (tmp_path / "mime" / f"{facts.MIME_TYPE}.xml").is_file()


# The man page.


def test_the_man_page_tells_of_every_command_and_every_option_that_has_help() -> None:
    page = manual.pages(parser())["cadrage.1"].replace("\\-", "-").replace("\\&", "")
    for command in COMMANDS:
        assert f".SS cadrage {command}" in page, command
    for option in ("--from", "--dry-run", "--least", "--metadata", "--seed"):
        assert f"\\fB{option}\\fR" in page, option
    assert "SUPPRESS" not in page
    assert "%(" not in page


@needs("man")
def test_man_shows_the_pages_without_a_warning(root: Path) -> None:
    for page in sorted((root / "man/man1").iterdir()):
        command = ["man", "--warnings", "--encoding=UTF-8", "--local-file", str(page)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment(LC_ALL="C.UTF-8"))
        assert not done.stderr
        assert "framing analysis of news texts" in done.stdout


@needs("mandoc")
def test_a_second_reader_of_man_pages_has_nothing_to_warn_of(root: Path) -> None:
    for page in sorted((root / "man/man1").iterdir()):
        subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(page)], check=True, capture_output=True)


def test_words_of_help_cannot_be_taken_for_commands_of_the_page() -> None:
    whole = parser()
    whole.description = ".so /etc/passwd \\fB"
    page = manual.pages(whole)["cadrage.1"]
    assert "\n\\&.so /etc/passwd \\efB\n" in page


def test_pages_of_one_version_are_alike_whenever_they_are_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("a", "b"):
        manual.write(tmp_path / name)
    assert (tmp_path / "a/cadrage.1.gz").read_bytes() == (tmp_path / "b/cadrage.1.gz").read_bytes()
    assert facts.build_time().date() == date(2023, 11, 14)


# Icons.


@pytest.mark.parametrize("drawing", [icons.PROGRAM, icons.DOCUMENT], ids=lambda path: path.stem)
@pytest.mark.parametrize("size", icons.SIZES)
def test_each_size_shows_the_drawing_on_a_clear_ground(drawing: Path, size: int) -> None:
    image = QImage.fromData(icons.png(drawing, size))
    assert (image.width(), image.height()) == (size, size)
    assert image.pixelColor(0, 0).alpha() < 200  # a round corner, or beside the sheet
    colours = {image.pixelColor(x, y).name() for x in range(size) for y in range(0, size, max(1, size // 16))}
    assert {"#2a5caa", "#ffffff"} <= colours


def test_the_smallest_icon_has_sharp_edges() -> None:
    image = QImage.fromData(icons.png(icons.PROGRAM, 16))
    assert [image.pixelColor(x, 7) for x in range(5, 11)] == [QColor("#F4C152")] * 6
    assert image.pixelColor(8, 6) == QColor("#2A5CAA")
    assert image.pixelColor(8, 9) == QColor("#2A5CAA")


def test_windows_container_holds_each_size(tmp_path: Path) -> None:
    icons.for_windows(tmp_path)
    image = (tmp_path / "cadrage.ico").read_bytes()
    count = int.from_bytes(image[4:6], "little")
    assert count == 8
    for number in range(count):
        row = image[6 + 16 * number : 22 + 16 * number]
        length, offset = int.from_bytes(row[8:12], "little"), int.from_bytes(row[12:16], "little")
        assert QImage.fromData(image[offset : offset + length]).width() == (row[0] or 256)


def test_macos_container_holds_each_size(tmp_path: Path) -> None:
    icons.for_macos(tmp_path)
    content = (tmp_path / "cadrage.icns").read_bytes()
    assert content[:4] == b"icns"
    assert int.from_bytes(content[4:8], "big") == len(content)
    sizes, place = [], 8
    while place < len(content):
        length = int.from_bytes(content[place + 4 : place + 8], "big")
        sizes.append(QImage.fromData(content[place + 8 : place + length]).width())
        place += length
    assert sorted(set(sizes)) == [16, 32, 64, 128, 256, 512, 1024]
    assert place == len(content)
