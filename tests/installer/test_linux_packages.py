"""The .deb and the .rpm: what they ask for and what they hold."""

from __future__ import annotations

import json
import lzma
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from installer import facts
from installer.linux import archive, libraries, packages


def test_the_table_of_libraries_must_name_what_is_found_and_no_more() -> None:
    libraries.check(libraries.SYSTEM)
    with pytest.raises(SystemExit, match=r"Missing there: libgtk-3\.so\.0; needless: nothing"):
        libraries.check([*libraries.SYSTEM, "libgtk-3.so.0"])
    with pytest.raises(SystemExit, match=r"Missing there: nothing; needless: .*libEGL\.so\.1"):
        libraries.check([])


@pytest.mark.skipif(not (shutil.which("cc") and shutil.which("objdump")), reason="needs a compiler and binutils")
def test_libraries_are_found_in_the_programs_files(tmp_path: Path) -> None:
    (tmp_path / "empty.c").write_text("#include <math.h>\ndouble twice(double x) { return 2 * cos(x); }\n")
    own = tmp_path / "program" / "_internal"
    own.mkdir(parents=True)
    for name, linked in (("libown.so", ()), ("other.so", ("-L.", "-lown", "-lm"))):
        command = ["cc", "-shared", "-fPIC", "-Wl,--no-as-needed", f"-Wl,-soname,{name}", "-o", name]
        subprocess.run([*command, str(tmp_path / "empty.c"), *linked], check=True, cwd=own)
    (own / "words.txt").write_text("no library")
    found = libraries.wanted(tmp_path / "program")
    assert found.libraries == set()  # its own is brought, C's is named apart
    assert re.fullmatch(r"2\.\d+", found.glibc)


def test_packages_ask_for_the_c_library_they_were_built_with() -> None:
    assert "libc6 (>= 2.34)" in libraries.debian("2.34")
    assert "libc.so.6(GLIBC_2.34)(64bit)" in libraries.rpm("2.34")
    assert len(libraries.debian("2.34")) == len(set(libraries.debian("2.34")))


def test_the_configuration_leaves_nothing_to_fill_in(tmp_path: Path) -> None:
    text = packages.configuration(tmp_path, "2.34", 1_700_000_000)
    assert not re.search(r"@[A-Z]+@", text)
    assert f"version: {facts.version()}" in text
    assert json.dumps(libraries.debian("2.34")) in text
    assert "2023-11-14T22:13:20+00:00" in text


def test_the_changelog_tells_every_version_in_debians_form() -> None:
    entries = re.findall(r"^cadrage \((.+)-1\) unstable; urgency=medium$", packages.changelog(), re.MULTILINE)
    assert entries == [release.version for release in facts.releases()]
    assert all(len(line) <= 80 for line in packages.changelog().splitlines() if not line.startswith(" -- "))


def test_the_copyright_file_holds_the_whole_licence() -> None:
    text = packages.copyright_file()
    assert text.startswith("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n")
    words = (facts.ROOT / "LICENSE").read_text(encoding="utf-8").split()
    assert words[-1] in text
    assert "licences.txt.gz" in text
    assert not [line for line in text.splitlines() if line.startswith(" ") and not line.strip()]


def test_files_that_the_packages_are_made_of_exist() -> None:
    for name in ("nfpm.yaml.in", "cadrage.lintian-overrides"):
        assert (packages.HERE / name).is_file()


def test_a_deb_is_packed_with_xz_and_nothing_else_in_it_changes(tmp_path: Path) -> None:
    head = "{:<16}1700000000  0     0     100644  {:<10}`\n"
    control, data = b"control\n\n", b"data" * 1000
    members = {"debian-binary": b"2.0\n", "control.tar.gz": control, "data.tar": data}
    deb = tmp_path / "cadrage.deb"
    content = b"!<arch>\n"
    for name, each in members.items():
        content += head.format(name, len(each)).encode() + each + b"\n" * (len(each) % 2)
    deb.write_bytes(content)
    archive.pack(deb)
    packed = deb.read_bytes()
    assert packed.startswith(content[: content.index(b"data.tar ")])
    place = packed.index(b"data.tar.xz")
    size = int(packed[place + 48 : place + 58])
    assert packed[place + 16 : place + 48] == content[content.index(b"data.tar ") + 16 :][:32]
    assert lzma.decompress(packed[place + 60 :][:size]) == data
    assert len(packed) == place + 60 + size + size % 2
