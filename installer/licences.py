"""Writes the licences of all parts: `python -m installer.licences FILE`, with the Python that is frozen."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from cadrage.jobs import parts
from installer import facts, lock

_HEAD = """Cadrage {version}: licences

Cadrage is free software under the MIT licence. It is put together from the parts listed here, each under the licence
named beside it. The texts of the licences follow in the same order.

Qt for Python (PySide6_Essentials, shiboken6) is used under the GNU Lesser General Public License, version 3. Its
libraries lie beside the program as files of their own and may be replaced by other versions; what this means, and the
text of the licence, stands under its name below.

The program that starts it all comes from PyInstaller, which is under the GNU General Public License with an exception:
what is made with it may be handed out under any licence.
"""
_BESIDE = re.compile(r"(licen[cs]e|copying|notice|ofl|.*_licen[cs]e)([._-].*)?(?<!\.py)(?<!\.pyc)", re.IGNORECASE)
_RULE = "=" * 100


def collect(libraries: Iterable[Path] = ()) -> str:
    """All licences of Cadrage and what it needs, and of system libraries that are bundled with them."""
    found = parts.parts(distribution(name) for name in lock.needed() if name != "cadrage")
    width = max(len(f"{part.name} {part.version}") for part in found)
    listed = [f"  {f'{part.name} {part.version}':{width}}  {part.licence}" for part in found]
    texts = [_section(f"{part.name} {part.version}", part.licence, _text(part.name)) for part in found]
    texts += [_section(f"System library: {package}", "", text) for package, text in _system(libraries)]
    return "\n".join([_HEAD.format(version=facts.version()), *listed, "", *texts])


def _text(name: str) -> str:
    """A part's licence, and those of what others made and it brings along among its own files, such as typefaces."""
    said = [parts.text(name)]
    try:
        files = distribution(name).files or ()
    except PackageNotFoundError:
        return said[0]
    for file in sorted(files, key=str):
        if _BESIDE.fullmatch(file.name) and not file.parts[0].endswith(".dist-info"):
            text = Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip()
            if not any(text in each for each in said):
                said.append(f"{file.as_posix()}:\n\n{text}")
    return "\n\n".join(filter(None, said))


def _section(name: str, licence: str, text: str) -> str:
    said = text or "Its makers published the licence's name alone, without a text."
    return "\n".join(filter(None, (_RULE, name, licence, _RULE, "", said.strip("\n"), "")))


def _system(libraries: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """The copyright files of the Debian packages that the libraries come from, each package once."""
    if not shutil.which("dpkg-query"):
        return
    packages = {package for library in libraries for package in _owners(library)}
    for package in sorted(packages):
        file = Path("/usr/share/doc") / package / "copyright"
        if file.is_file():
            yield package, file.read_text(encoding="utf-8", errors="replace")


def _owners(library: Path) -> Iterator[str]:
    """The package that installed a file; where /lib is a link to /usr/lib, either name may be the known one."""
    real = library.resolve()
    for name in dict.fromkeys((str(real), str(real).removeprefix("/usr"))):
        done = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            yield done.stdout.split(":")[0]
            return


def main() -> int:
    parser = argparse.ArgumentParser(prog="installer.licences", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("libraries", type=Path, metavar="LIBRARY", nargs="*", help="bundled libraries of the system's")
    options = parser.parse_args()
    options.file.parent.mkdir(parents=True, exist_ok=True)
    options.file.write_text(collect(options.libraries), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
