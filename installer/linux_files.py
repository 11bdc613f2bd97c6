"""Lays out in ROOT/usr/share what a Linux desktop wants to know: `python -m installer.linux_files ROOT`."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from xml.sax.saxutils import escape

from installer import facts, icons, manual

HERE = facts.ROOT / "installer/linux"


def lay_out(root: Path) -> None:
    """Desktop entry, AppStream metadata, MIME type, icons and man pages, as they lie in an installed system."""
    share = root / "usr/share"
    _copy(HERE / "cadrage.desktop", share / "applications/cadrage.desktop")
    _copy(HERE / "cadrage-mime.xml", share / "mime/packages/cadrage.xml")
    _write(share / f"metainfo/{facts.IDENTIFIER}.metainfo.xml", metainfo())
    icons.hicolor(share / "icons/hicolor")
    manual.write(share / "man/man1")


def metainfo() -> str:
    """What software centres show, with the versions that CHANGELOG.md tells of."""
    template = (HERE / "cadrage.metainfo.xml.in").read_text(encoding="utf-8")
    released = "\n".join(map(_release, facts.releases()))
    return template.replace("@IDENTIFIER@", facts.IDENTIFIER).replace("@RELEASES@", released)


def _release(release: facts.Release) -> str:
    kind = "stable" if release.day else "development"
    day = release.day or facts.build_time().date()
    points = "".join(f"\n          <li>{escape(point)}</li>" for point in release.points)
    listed = f"\n        <ul>{points}\n        </ul>" if points else ""
    return (
        f'    <release version="{release.version}" date="{day}" type="{kind}">\n'
        f"      <description>\n        <p>{escape(release.summary or 'Changes for the better.')}</p>{listed}\n"
        "      </description>\n    </release>"
    )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="installer.linux_files", description=__doc__)
    parser.add_argument("root", type=Path, metavar="ROOT")
    lay_out(parser.parse_args().root)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
