"""Makes the installer for Windows from the frozen program, with NSIS, and tells the program's files who they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from installer import facts, icons

SCRIPT = facts.ROOT / "installer/windows/cadrage.nsi"
# Beside C:\Users\a-long-user-name\AppData\Local\Programs\Cadrage a path must stay below Windows' 260.
_LONGEST = 180


def build(frozen: Path, work: Path, dist: Path) -> Path:
    """`Cadrage-VERSION-setup.exe` in `dist`, of the folder that PyInstaller made; `work` has the icons already."""
    _check_lengths(frozen)
    licence = work / "LICENCE.txt"
    shutil.copyfile(facts.ROOT / "LICENSE", licence)
    removal = work / "removal.nsh"
    # With a mark at the beginning: without one makensis takes a file for one of the system's old encodings.
    removal.write_text(removal_list(frozen), encoding="utf-8-sig")
    out = dist / f"Cadrage-{facts.version()}-setup.exe"
    told: Mapping[str, object] = {
        "VERSION": facts.version(),
        "VERSION4": ".".join(map(str, version4())),
        "SIZE_KB": sum(file.stat().st_size for file in frozen.rglob("*") if file.is_file()) // 1024,
        "PAYLOAD": frozen.resolve(),
        "REMOVAL": removal.resolve(),
        "ICON": (work / "cadrage.ico").resolve(),
        "DOCUMENT_ICON": (work / "cadrage-document.ico").resolve(),
        "LICENCE": licence.resolve(),
        "OUT": out.resolve(),
    }
    sign = "/" if sys.platform == "win32" else "-"
    defined = [f"{sign}D{name}={value}" for name, value in told.items()]
    manner = [f"{sign}V2", f"{sign}WX", f"{sign}INPUTCHARSET", "UTF8"]
    subprocess.run(["makensis", *manner, *defined, str(SCRIPT)], check=True)
    return out


def removal_list(frozen: Path) -> str:
    """NSIS commands that take away each file and then each folder of the program, the innermost first."""
    found = sorted(path.relative_to(frozen) for path in frozen.rglob("*"))
    files = [path for path in found if not (frozen / path).is_dir()]
    folders = [path for path in reversed(found) if (frozen / path).is_dir()]
    lines = [f'Delete "$INSTDIR\\{_windows(path)}"' for path in files]
    lines += [f'RMDir "$INSTDIR\\{_windows(path)}"' for path in folders]
    return "\n".join([*lines, ""])


def _windows(path: Path) -> str:
    return "\\".join(path.parts).replace("$", "$$")


def _check_lengths(frozen: Path) -> None:
    longest = max((str(path.relative_to(frozen)) for path in frozen.rglob("*")), key=len, default="")
    if len(longest) > _LONGEST:
        raise SystemExit(f"This path is too long for Windows; leave the file out of the frozen program: {longest}")


def version4() -> tuple[int, int, int, int]:
    """The version as Windows wants it, in four numbers; what follows them, such as “rc1”, is left out."""
    numbers = [int("".join(filter(str.isdigit, part.partition("rc")[0])) or 0) for part in facts.version().split(".")]
    one, two, three, four, *_ = [*numbers, 0, 0, 0, 0]
    return one, two, three, four


def launcher_settings(work: Path) -> dict[str, str]:
    """What PyInstaller's EXE is told for Windows: the icon, and the file with what *Properties* shows."""
    icons.for_windows(work)
    about = work / "version_info.txt"
    about.write_text(version_info(), encoding="utf-8")
    return {"icon": str(work / "cadrage.ico"), "version": str(about)}


def version_info() -> str:
    """In the form that PyInstaller reads: an expression of its own classes."""
    numbers = version4()
    words = {
        "CompanyName": "The Cadrage developers",
        "FileDescription": "Cadrage",
        "FileVersion": facts.version(),
        "InternalName": "cadrage",
        "LegalCopyright": "The Cadrage developers, MIT licence",
        "OriginalFilename": "cadrage-window.exe",
        "ProductName": "Cadrage",
        "ProductVersion": facts.version(),
    }
    strings = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in words.items())
    return (
        f"VSVersionInfo(\n  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004,"
        " fileType=0x1, subtype=0x0, date=(0, 0)),\n"
        f"  kids=[StringFileInfo([StringTable('040904B0', [{strings}])]),"
        " VarFileInfo([VarStruct('Translation', [0x0409, 1200])])],\n)\n"
    )
