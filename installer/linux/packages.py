"""Makes a .deb and an .rpm of the frozen program, with nfpm."""

from __future__ import annotations

import gzip
import json
import os
import platform
import shutil
import subprocess
import textwrap
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from installer import facts
from installer.freeze import finishing, trimming
from installer.linux import archive, libraries

HERE = facts.ROOT / "installer" / "linux"
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_MAINTAINER = "The Cadrage developers <cadrage@cadrage.invalid>"


def build(program: Path, work: Path, dist: Path, python: Path) -> None:
    """`program`: the frozen folder; `python`: that of the environment it was frozen in."""
    wanted = libraries.wanted(program)
    libraries.check(wanted.libraries)
    root = work / "root"
    lay_out(program, root, python)
    moment = int(os.environ["SOURCE_DATE_EPOCH"])
    finishing.settle(root / "usr" / "share", moment)
    config = work / "nfpm.yaml"
    config.write_text(configuration(root, wanted.glibc, moment), encoding="utf-8")
    for kind in ("deb", "rpm"):
        command = [str(python.with_name("nfpm")), "package", "--config", str(config)]
        subprocess.run([*command, "--packager", kind, "--target", str(dist)], check=True)
    for path in dist.glob("*.deb"):
        archive.pack(path)


def lay_out(program: Path, root: Path, python: Path) -> None:
    """All files as they will lie in an installed system."""
    doc = root / "usr/share/doc/cadrage"
    doc.mkdir(parents=True)
    shutil.copytree(program, root / "usr/lib/cadrage", symlinks=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for command in (
        ["installer.linux_files", str(root)],
        ["installer.licences", str(doc / "licences.txt"), *map(str, bundled(program))],
    ):
        subprocess.run([str(python), "-m", *command], check=True, cwd=facts.ROOT, env=environment)
    _pack(doc / "licences.txt")
    (doc / "copyright").write_text(copyright_file(), encoding="utf-8")
    _write_packed(doc / "changelog.Debian.gz", changelog())
    overrides = root / "usr/share/lintian/overrides/cadrage"
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(HERE / "cadrage.lintian-overrides", overrides)


def bundled(program: Path) -> list[Path]:
    """Where the system has those of its libraries that lie in the program."""
    inside = sorted(path.name for path in (program / "_internal").iterdir())
    places = [*Path("/usr/lib").glob("*-linux-gnu*"), Path("/usr/lib64"), Path("/usr/lib")]
    found = ([place / name for place in places] for name in inside if name.startswith(trimming.OF_PYTHON))
    return [path for paths in found for path in paths if path.exists()]


def configuration(root: Path, glibc: str, moment: int) -> str:
    """What nfpm reads. JSON's lists are YAML's."""
    words = {
        "ARCH": _ARCHITECTURES[platform.machine()],
        "VERSION": facts.version(),
        "TIME": datetime.fromtimestamp(moment, UTC).isoformat(),
        "ROOT": str(root),
        "DEBIAN": json.dumps(libraries.debian(glibc)),
        "RPM": json.dumps(libraries.rpm(glibc)),
    }
    text = (HERE / "nfpm.yaml.in").read_text(encoding="utf-8")
    for name, value in words.items():
        text = text.replace(f"@{name}@", value)
    return text


def changelog() -> str:
    """The versions of CHANGELOG.md in Debian's form."""
    return "\n".join(_entry(release) for release in facts.releases())


def _entry(release: facts.Release) -> str:
    day = release.day or facts.build_time().date()
    when = format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))
    points = filter(None, (release.summary, *release.points))
    said = "\n".join(textwrap.fill(point, 78, initial_indent="  * ", subsequent_indent="    ") for point in points)
    return f"cadrage ({release.version}-1) unstable; urgency=medium\n\n{said}\n\n -- {_MAINTAINER}  {when}\n"


def copyright_file() -> str:
    licence = (facts.ROOT / "LICENSE").read_text(encoding="utf-8").strip()
    owner = next(line for line in licence.splitlines() if line.startswith("Copyright"))
    body = licence[licence.index("Permission is hereby granted") :]
    folded = "\n".join(f" {line.rstrip()}" if line.strip() else " ." for line in body.splitlines())
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Cadrage\n"
        "Comment: The program brings its own Python and libraries. Their licences, each with its text, stand in\n"
        " /usr/share/doc/cadrage/licences.txt.gz.\n\n"
        f"Files: *\nCopyright: {owner.removeprefix('Copyright').strip()}\nLicense: Expat\n{folded}\n"
    )


def _pack(path: Path) -> None:
    _write_packed(path.with_name(path.name + ".gz"), path.read_text(encoding="utf-8"))
    path.unlink()


def _write_packed(path: Path, text: str) -> None:
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
