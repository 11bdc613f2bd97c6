"""Draws the program's icons in all sizes and formats, from two SVG files: `python -m installer.icons DIR`."""

from __future__ import annotations

import argparse
import os
import struct
from collections.abc import Mapping
from pathlib import Path

from installer.facts import MIME_TYPE, ROOT

DRAWINGS = ROOT / "resources/icons"
PROGRAM = DRAWINGS / "cadrage.svg"
DOCUMENT = DRAWINGS / "cadrage-document.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
# What an .icns calls the sizes; “@2x” pictures have names of their own.
_ICNS = (
    (b"ic04", 16),
    (b"ic11", 32),
    (b"ic05", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
)
# Apple's grid leaves this much of a program's icon free on every side.
_APPLE_MARGIN = 100 / 1024


def png(drawing: Path, size: int, *, margin: float = 0.0) -> bytes:
    """The drawing as a PNG of `size` pixels; `margin` is the free share on every side."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    free = round(size * margin)
    with QPainter(image) as painter:
        QSvgRenderer(QByteArray(drawing.read_bytes())).render(
            painter, QRectF(free, free, size - 2 * free, size - 2 * free)
        )
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(kept.data())


def hicolor(theme: Path) -> None:
    """Both icons for Linux, in the folders of the theme that all others fall back to."""
    name = MIME_TYPE.replace("/", "-")
    for drawing, place in ((PROGRAM, "apps/cadrage"), (DOCUMENT, f"mimetypes/{name}")):
        _put(theme / "scalable" / f"{place}.svg", drawing.read_bytes())
        for size in SIZES:
            _put(theme / f"{size}x{size}" / f"{place}.png", png(drawing, size))


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """Windows' container, of PNGs by size."""
    offset = 6 + 16 * len(pictures)
    table, content = b"", b""
    for size, picture in sorted(pictures.items()):
        side = size % 256  # a byte: 256 is written as 0
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset + len(content))
        content += picture
    return struct.pack("<HHH", 0, 1, len(pictures)) + table + content


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """macOS's container, of PNGs by size."""
    content = b"".join(kind + struct.pack(">I", len(pictures[size]) + 8) + pictures[size] for kind, size in _ICNS)
    return b"icns" + struct.pack(">I", len(content) + 8) + content


def for_windows(folder: Path) -> None:
    """`cadrage.ico` and `cadrage-document.ico`."""
    for drawing in (PROGRAM, DOCUMENT):
        _put(folder / f"{drawing.stem}.ico", ico({size: png(drawing, size) for size in _ICO_SIZES}))


def for_macos(folder: Path) -> None:
    """`cadrage.icns` and `cadrage-document.icns`."""
    sizes = {size for _, size in _ICNS}
    for drawing, margin in ((PROGRAM, _APPLE_MARGIN), (DOCUMENT, 0.0)):
        pictures = {size: png(drawing, size, margin=margin) for size in sizes}
        _put(folder / f"{drawing.stem}.icns", icns(pictures))


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def main() -> int:
    parser = argparse.ArgumentParser(prog="installer.icons", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder = parser.parse_args().folder
    hicolor(folder / "hicolor")
    for_windows(folder)
    for_macos(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
