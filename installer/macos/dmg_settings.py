"""What dmgbuild makes the disk image from: it runs this file and takes its names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

# What packages.py says with -D; dmgbuild puts it here.
defines: dict[str, Any] = globals().get("defines", {})
_app = Path(defines.get("app", "dist/Cadrage.app"))

application = str(_app)
format = "ULFO"  # noqa: A001 (dmgbuild's name)
filesystem = "HFS+"
size = None
files = [application]
symlinks = {"Applications": "/Applications"}
icon = str(defines.get("icon", "")) or None
badge_icon = None
background = None
icon_locations = {_app.name: (160, 180), "Applications": (440, 180)}
window_rect = ((200, 200), (600, 400))
default_view = "icon-view"
show_status_bar = False
show_tab_view = False
show_toolbar = False
show_pathbar = False
show_sidebar = False
show_icon_preview = False
icon_size = 112
text_size = 13
