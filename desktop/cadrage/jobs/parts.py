"""What Cadrage is made of: every package that it stands on, its version, its licence and the licence's text."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageMetadata, PackageNotFoundError, distribution, distributions
from pathlib import Path

from cadrage import __version__, paths

_TEXT = re.compile(r"\.dist-info/(licen[cs]es/.+|(licen[cs]e|copying|notice|authors)[^/]*)$", re.IGNORECASE)
# Longer ones are the text of a licence, not its name.
_NAME_LENGTH = 60

# Texts that a package owes and does not bring along: they are shipped with Cadrage.
_SHIPPED = {
    "pyside6-essentials": ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "python-lucide": ("Lucide.txt",),
    "certifi": ("MPL-2.0.txt",),
    "tqdm": ("MPL-2.0.txt",),
    "python": ("Python.txt",),
}
# spaCy names them for what Cadrage never asks of it: downloading and building.
_UNUSED = frozenset({"pip", "setuptools"})
# What metadata say wrongly or in too many words.
_LICENCES = {
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "python-lucide": "MIT; the icons: ISC",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0; PDFium: BSD-3-Clause",
    "tld": "MPL-1.1",
}


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One package: its name as the index writes it; its licence as an SPDX expression or in its makers' words."""

    name: str
    version: str
    licence: str


def key(name: str) -> str:
    """A package's name as names are compared: lower case, with hyphens."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parts(packages: Iterable[Distribution] | None = None) -> tuple[Part, ...]:
    """Cadrage, Python and these packages, by name; else those in use here, in a checkout as in an installed program."""
    own = (Part("Cadrage", __version__, "MIT"), Part("Python", sys.version.split()[0], "PSF-2.0"))
    used = _packages() if packages is None else packages
    found = {key(part.name): part for part in (*map(_part, used), *own)}
    return tuple(sorted(found.values(), key=_by_name))


def text(name: str) -> str:
    """All that a part's licence says; empty where its makers published a name alone."""
    found = [_read(paths.resources() / "licences" / file) for file in _SHIPPED.get(key(name), ())]
    if key(name) == "cadrage":
        found.append(_own())
    elif key(name) != "python":
        found += map(_read, _texts(distribution(name)))
    return "\n\n".join(each.strip("\n") for each in found if each.strip())


def licence(about: PackageMetadata) -> str:
    """What a package says of its licence, as briefly as it says it."""
    said = next((about[field].strip() for field in ("License-Expression", "License") if field in about), "")
    if said and "\n" not in said and len(said) <= _NAME_LENGTH:
        return said
    classes = [line.rpartition("::")[2].strip() for line in about.get_all("Classifier") or () if "License ::" in line]
    return ", ".join(classes) or "see its text"


def required(package: Distribution) -> Iterator[str]:
    """The names of what a package needs on this system, without its extras."""
    from packaging.requirements import Requirement

    for line in package.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield key(wanted.name)


def closure(roots: Iterable[str]) -> dict[str, Distribution]:
    """The packages named and all that they need, by name; what is not installed is left out."""
    found: dict[str, Distribution] = {}
    waiting = [key(root) for root in roots]
    while waiting:
        name = waiting.pop()
        if name in found or name in _UNUSED:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        waiting.extend(required(found[name]))
    return found


def _packages() -> Iterable[Distribution]:
    """What Cadrage needs; all that is there where Cadrage itself is not installed as a package, or is frozen."""
    if getattr(sys, "frozen", False):
        return distributions()
    return closure(["cadrage"]).values() or distributions()


def _part(package: Distribution) -> Part:
    about = package.metadata  # parsed anew each time that it is asked for
    name = about["Name"]
    return Part(name, about["Version"], _LICENCES.get(key(name)) or licence(about))


def _by_name(part: Part) -> str:
    return part.name.lower()


def _texts(package: Distribution) -> Iterator[Path]:
    """Looked for on the disk: a frozen program keeps no list of a package's files."""
    place, name = Path(str(package.locate_file(""))), key(package.metadata["Name"])
    for folder in sorted(place.glob("*.dist-info")):
        if key(folder.name.partition("-")[0]) == name:
            yield from sorted(path for path in folder.rglob("*") if path.is_file() and _TEXT.search(path.as_posix()))


def _own() -> str:
    """Cadrage's licence: in the package's metadata, or at the top of a checkout."""
    try:
        return "\n".join(map(_read, _texts(distribution("cadrage"))))
    except PackageNotFoundError:
        return _read(paths.resources().parent / "LICENSE")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
