"""What Cadrage consists of: the licences that may be in it, the texts that go with it, the bill of materials."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest

from cadrage import __version__, paths
from cadrage.jobs import parts
from installer import facts, licences, lock, sbom

COPYLEFT = re.compile(r"\bA?GPL|(?<!Lesser )General Public|Affero", re.IGNORECASE)


def is_free_of_gpl(said: str) -> bool:
    """Whether at least one of the alternatives that a licence offers is neither GPL nor AGPL. The LGPL is welcome."""
    return any(not COPYLEFT.search(each) for each in re.split(r"\bOR\b", said.replace("LGPL", "")))


@pytest.mark.parametrize(
    ("said", "free"),
    [
        ("MIT", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("GPL-3.0-only", False),
        ("GNU General Public License v2 (GPLv2)", False),
        ("GNU Affero General Public License v3", False),
        ("MIT AND AGPL-3.0-or-later", False),
    ],
)
def test_licences_are_told_apart(said: str, free: bool) -> None:
    assert is_free_of_gpl(said) is free


def test_nothing_in_the_lock_is_under_the_gpl_or_the_agpl() -> None:
    seen = 0
    for each in lock.locked():
        try:
            about = distribution(each.name).metadata
        except PackageNotFoundError:
            continue  # for another system
        seen += 1
        classes = [line for line in about.get_all("Classifier") or () if "License ::" in line]
        said = parts.licence(about)
        assert is_free_of_gpl(said), (each.name, said)
        assert is_free_of_gpl(" OR ".join(classes)), (each.name, classes)
    assert seen > 50


def test_every_dependency_has_a_name_for_its_licence_and_all_but_a_few_its_text() -> None:
    found = parts.parts(distribution(name) for name in lock.needed() if name != "cadrage")
    assert all(part.licence and part.licence != "see its text" for part in found)
    assert [part.name for part in found if not parts.text(part.name)] == ["fontpkg"]


def test_the_lgpl_and_what_it_builds_upon_go_with_qt() -> None:
    text = parts.text("PySide6_Essentials")
    assert "may replace\nthem" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "GNU GENERAL PUBLIC LICENSE" in text


def test_icons_and_typefaces_bring_the_licences_that_they_are_under() -> None:
    assert "Lucide\nContributors" in parts.text("python-lucide")
    for name in ("fontpkg-inter", "fontpkg-source-serif-4"):
        assert "SIL OPEN FONT LICENSE" in parts.text(name).upper()


def test_one_file_holds_every_part_with_its_text(tmp_path: Path) -> None:
    collected = licences.collect()
    assert collected.startswith(f"Cadrage {__version__}: licences")
    for name in ("PySide6_Essentials", "numpy", "spacy", "pypdfium2", "fontpkg-inter", "Python"):
        part = next(each for each in parts.parts() if each.name == name)
        assert f"\n{part.name} {part.version}\n" in collected
    assert "matplotlib/mpl-data/fonts/ttf/LICENSE_DEJAVU:" in collected
    assert "Permission is hereby granted" in collected.partition("\nCadrage ")[2]
    assert not re.search(r"^  (pytest|ruff|mypy|pip) ", collected, re.MULTILINE)


def test_what_cannot_be_found_in_metadata_is_shipped() -> None:
    shipped = {file for files in parts._SHIPPED.values() for file in files}
    assert {path.name for path in (paths.resources() / "licences").iterdir()} == shipped


# The bill of materials.


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(sbom.bill()))
    return made


def test_the_bill_names_what_the_lock_pins_and_nothing_that_only_developers_need(bill: dict[str, Any]) -> None:
    pinned = {each.name: each.version for each in lock.locked()}
    named = {parts.key(each["name"]): each["version"] for each in bill["components"]}
    assert {"pyside6-essentials", "spacy", "numpy", "openpyxl", "fontpkg-inter"} <= named.keys()
    assert not {"pytest", "ruff", "mypy", "pip", "setuptools"} & named.keys()
    assert all(pinned.get(name, version) == version for name, version in named.items())
    assert named.keys() <= pinned.keys()


def test_the_bill_keeps_the_rules_of_cyclonedx(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", bill["metadata"]["timestamp"])
    components = [bill["metadata"]["component"], *bill["components"]]
    references = [each["bom-ref"] for each in components]
    assert len(set(references)) == len(references)
    for each in components:
        assert {"type", "name", "version", "licenses"} <= each.keys()
        (licence,) = each["licenses"]
        assert licence.keys() in ({"expression"}, {"license"})
        assert "expression" in licence or licence["license"].keys() in ({"id"}, {"name"})
    for each in bill["components"]:
        assert each["purl"] == f"pkg:pypi/{parts.key(each['name'])}@{each['version']}"


def test_the_bill_tells_who_needs_whom(bill: dict[str, Any]) -> None:
    references = {bill["metadata"]["component"]["bom-ref"], *(each["bom-ref"] for each in bill["components"])}
    needs = {each["ref"]: set(each["dependsOn"]) for each in bill["dependencies"]}
    assert needs.keys() == references
    assert set().union(*needs.values()) <= references
    reached, waiting = set[str](), [bill["metadata"]["component"]["bom-ref"]]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting.extend(needs[here])
    assert reached == references


def test_two_bills_of_one_version_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert sbom.bill() == sbom.bill()
    assert sbom.bill()["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"


# One version.


def test_the_version_stands_in_one_place_and_everything_reads_it_there() -> None:
    assert facts.version() == __version__
    told = re.compile(rf"(?<![\d.]){re.escape(__version__)}(?![\d.])")
    for path in [facts.ROOT / "dev.py", facts.ROOT / "pyproject.toml", *facts.ROOT.glob("installer/**/*")]:
        if path.is_file() and path.suffix not in (".lock", ".pyc", ".md"):
            assert not told.search(path.read_text(encoding="utf-8")), path
    assert facts.project()["dynamic"] == ["version"]


def test_a_licence_is_found_without_the_list_of_files_that_a_frozen_program_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = tmp_path / "Some_Thing-1.0.dist-info"
    (about / "licenses/deep").mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.4\nName: Some-Thing\nVersion: 1.0\nLicense-Expression: MIT\n")
    (about / "licenses/deep/LICENSE").write_text("Do as you like.")
    (about / "COPYING").write_text("But keep this.")
    monkeypatch.syspath_prepend(tmp_path)
    assert parts.text("some.thing") == "But keep this.\n\nDo as you like."
    (found,) = parts.parts([distribution("some-thing")])[2:]
    assert found == parts.Part("Some-Thing", "1.0", "MIT")
