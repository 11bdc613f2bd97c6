"""What macOS is told of Cadrage: the bundle's Info.plist with its document type, for PyInstaller's BUNDLE."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from installer import facts, icons

PROJECT_TYPE = "org.cadrage.project"
# That of the Qt libraries in the lock; older ones do not start them.
OLDEST_SYSTEM = "13.0"


def settings(work: Path) -> dict[str, Any]:
    """The arguments of BUNDLE, with icons drawn into `work`."""
    icons.for_macos(work)
    return {
        "name": "Cadrage.app",
        "icon": str(work / "cadrage.icns"),
        "bundle_identifier": facts.IDENTIFIER,
        "version": facts.version(),
        "info_plist": info(),
    }


def info() -> dict[str, Any]:
    """The keys of Info.plist that PyInstaller does not set by itself."""
    return {
        "CFBundleDisplayName": "Cadrage",
        # The bundle has a launcher with a console as well, for whom PyInstaller would hide the whole program.
        "CFBundleExecutable": "cadrage-window",
        "LSBackgroundOnly": False,
        "CFBundleShortVersionString": facts.version(),
        "CFBundleDevelopmentRegion": "en",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "LSApplicationCategoryType": "public.app-category.education",
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSHumanReadableCopyright": "The Cadrage developers, MIT licence",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Cadrage project",
                "CFBundleTypeRole": "Editor",
                "CFBundleTypeIconFile": "cadrage-document.icns",
                "LSItemContentTypes": [PROJECT_TYPE],
                "LSHandlerRank": "Owner",
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": PROJECT_TYPE,
                "UTTypeDescription": "Cadrage project",
                "UTTypeIconFile": "cadrage-document.icns",
                "UTTypeConformsTo": ["public.database", "public.data"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [facts.ENDING],
                    "public.mime-type": [facts.MIME_TYPE],
                },
            }
        ],
    }
