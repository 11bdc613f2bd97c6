"""What of all that PyInstaller finds goes into the frozen program, and what a user of it would only carry around."""

from __future__ import annotations

import re
from pathlib import PurePath

# Imported by name at run time, or lazily, so that no import statement leads there.
_FONTS = ("fontpkg_inter", "fontpkg_source_serif_4")
PACKAGES = ("cadrage", "docx", "openpyxl", "trafilatura", "spacy_legacy", "spacy_loggers", "lucide", *_FONTS)
DATA = ("trafilatura", "htmldate", "courlan", "justext", "tld", "lucide", *_FONTS)
# docx looks for its templates by way of docx/parts/.., so that this folder must exist.
AS_SOURCE = {"docx.parts": "pyz+py"}

# Read by nobody here; some of them link to libraries under the GPL or AGPL.
EXCLUDED = (
    *("readline", "rlcompleter", "_gdbm", "_dbm", "nis", "_curses", "_curses_panel", "curses", "tkinter", "_tkinter"),
    *("spacy.tests", "thinc.tests", "srsly.tests", "numpy.tests", "numpy.f2py", "pytest", "hypothesis", "pip"),
    *("PIL.AvifImagePlugin", "PIL._avif", "PIL.WebPImagePlugin", "PIL._webp", "PIL.ImageTk", "PIL._imagingtk"),
    *("torch", "cupy", "tensorflow", "mxnet", "jax", "pandas", "IPython"),
)
# These hooks of PyInstaller's would import inspect, zipfile and all of QtCore before the first line of ours runs, and
# give matplotlib a new folder at every start, in which it would look for the system's fonts anew.
SPARED_HOOKS = frozenset(
    f"pyi_rth_{name}" for name in ("inspect", "multiprocessing", "pyside6", "mplconfig", "setuptools", "pkgres")
)
CHARTS = {"matplotlib": {"backends": ["agg", "svg", "pdf"]}}

# Qt by its modules; XcbQpa and those behind it are parts of the platform plugins.
QT_MODULES = frozenset(("Core", "Gui", "Widgets", "Svg", "DBus", "XcbQpa", "WaylandClient", "WlShellIntegration"))
QT_IN_PYTHON = frozenset(("QtCore", "QtGui", "QtWidgets", "QtSvg"))
PLUGINS = frozenset(
    (
        *("platforms/qxcb", "platforms/qwayland", "platforms/qoffscreen", "platforms/qwindows", "platforms/qcocoa"),
        *("wayland-shell-integration/xdg-shell", "wayland-decoration-client/adwaita"),
        *("wayland-decoration-client/bradient", "platformthemes/qxdgdesktopportal"),
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
        *("styles/qmodernwindowsstyle", "styles/qmacstyle"),
    )
)
# What Python itself links to, in versions that differ from one distribution to the next. All other libraries of the
# system are the system's: the packages name them as what they depend on.
OF_PYTHON = ("libpython", "libcrypto", "libssl", "libsqlite3", "libffi", "libbz2", "liblzma", "libexpat", "libmpdec")

_SOURCES = frozenset((".pyx", ".pxd", ".pyi", ".pxi", ".py", ".c", ".cc", ".cpp", ".h", ".hh", ".hpp", ".a", ".lib"))
_OF_INSTALLING = frozenset(("RECORD", "INSTALLER", "WHEEL", "REQUESTED", "direct_url.json", "top_level.txt", "sboms"))
_OF_MATPLOTLIB = frozenset(("sample_data", "images", "plot_directive", "afm", "pdfcorefonts"))
_LOCALES = frozenset(("root.dat", "en.dat"))  # of the 1,000 that babel brings and nothing here asks for
_QT_LIBRARY = re.compile(r"(?:lib)?Qt6?(?P<module>[A-Z]\w*?)(?:\.abi3)?\.(?:so|dll|dylib|pyd)\b.*")
_LESS_OF_PYGMENTS = re.compile(r"pygments\.(?:lexers\.(?!_mapping|python)|styles\.(?!_mapping|default))")
_SYSTEM = ("/lib", "/usr/lib")


def is_wanted(target: str, source: str) -> bool:
    """Whether a file belongs into the program. `target`: its place there; `source`: where it is from."""
    place = PurePath(target.replace("\\", "/"))
    if "tests" in place.parts[:-1] or (place.suffix in _SOURCES and place.parts[:2] != ("docx", "parts")):
        return False
    if place.parts[0].endswith(".dist-info"):
        return _tells_something(place)
    if place.parts[0] == "babel" and place.parent.name == "locale-data":
        return place.name in _LOCALES
    if place.parts[:2] == ("matplotlib", "mpl-data"):
        return not _OF_MATPLOTLIB.intersection(place.parts)
    if place.parts[0] == "PySide6" or _QT_LIBRARY.fullmatch(place.name):
        return _of_qt(place)
    from_system = len(place.parts) == 1 and source.startswith(_SYSTEM)
    return not from_system or place.name.startswith(OF_PYTHON)


def is_module_wanted(name: str) -> bool:
    """Whether a module of pure Python belongs into the program."""
    return not _LESS_OF_PYGMENTS.match(name)


def _tells_something(place: PurePath) -> bool:
    """Names, entry points and licences are asked for at run time; what an installer wrote down for itself is not."""
    installed_for_building = place.parts[0].startswith(("pip-", "setuptools-", "wheel-"))
    return not installed_for_building and place.parts[1] not in _OF_INSTALLING


def _of_qt(place: PurePath) -> bool:
    if "translations" in place.parts or "qml" in place.parts:
        return False
    if "plugins" in place.parts:
        name = place.name.split(".")[0]
        return f"{place.parent.name}/{name.removeprefix('lib')}" in PLUGINS
    library = _QT_LIBRARY.fullmatch(place.name)
    if library is None:
        return True
    binding = place.suffix == ".pyd" or ".abi3." in place.name
    return f"Qt{library['module']}" in QT_IN_PYTHON if binding else library["module"] in QT_MODULES
