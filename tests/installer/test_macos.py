"""What macOS is told: the bundle's document type, the entitlements, the disk image, the commands that sign."""

from __future__ import annotations

import plistlib
import runpy
from pathlib import Path

from cadrage import __version__
from installer import facts
from installer.macos import bundle, packages


def test_the_bundle_owns_the_ending_of_projects(tmp_path: Path) -> None:
    settings = bundle.settings(tmp_path)
    assert (settings["name"], settings["bundle_identifier"]) == ("Cadrage.app", facts.IDENTIFIER)
    assert settings["version"] == __version__
    assert Path(settings["icon"]).read_bytes()[:4] == b"icns"
    told = plistlib.loads(plistlib.dumps(settings["info_plist"]))
    (exported,) = told["UTExportedTypeDeclarations"]
    (document,) = told["CFBundleDocumentTypes"]
    assert exported["UTTypeTagSpecification"] == {
        "public.filename-extension": ["cadrage"],
        "public.mime-type": [facts.MIME_TYPE],
    }
    assert document["LSItemContentTypes"] == [exported["UTTypeIdentifier"]]
    assert document["LSHandlerRank"] == "Owner"
    assert (tmp_path / document["CFBundleTypeIconFile"]).is_file()


def test_the_bundle_is_a_program_with_a_window_in_full_resolution() -> None:
    told = bundle.info()
    assert told["NSHighResolutionCapable"] is True
    assert told["LSBackgroundOnly"] is False
    assert told["CFBundleExecutable"] in facts.project()["gui-scripts"]
    assert told["CFBundleShortVersionString"] == __version__


def test_the_entitlements_let_users_replace_qt_and_grant_nothing_else() -> None:
    granted = plistlib.loads((packages.HERE / "entitlements.plist").read_bytes())
    assert granted == {
        "com.apple.security.cs.allow-jit": True,
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
        "com.apple.security.cs.disable-library-validation": True,
    }


def test_the_disk_image_shows_the_program_beside_the_folder_that_it_is_dragged_to(tmp_path: Path) -> None:
    told = {"app": str(tmp_path / "Cadrage.app"), "icon": str(tmp_path / "cadrage.icns")}
    settings = runpy.run_path(str(packages.HERE / "dmg_settings.py"), init_globals={"defines": told})
    assert settings["files"] == [told["app"]]
    assert settings["symlinks"] == {"Applications": "/Applications"}
    assert settings["icon_locations"].keys() == {"Cadrage.app", "Applications"}
    assert settings["icon"] == told["icon"]


def test_without_an_identity_the_bundle_is_signed_for_this_computer_and_nothing_is_sent(tmp_path: Path) -> None:
    sign, verify = packages.signing(tmp_path / "Cadrage.app", "")
    assert sign[sign.index("--sign") + 1] == "-"
    assert "runtime" not in sign
    assert "--verify" in verify
    assert packages.notarizing(tmp_path / "x.dmg", "", "profile") == []
    assert packages.notarizing(tmp_path / "x.dmg", "somebody", "") == []


def test_with_an_identity_it_is_hardened_and_looked_at_by_apple(tmp_path: Path) -> None:
    sign, _ = packages.signing(tmp_path / "Cadrage.app", "somebody")
    assert sign[sign.index("--options") + 1] == "runtime"
    assert sign[sign.index("--sign") + 1] == "somebody"
    tools = [command[:2] for command in packages.notarizing(tmp_path / "x.dmg", "somebody", "profile")]
    assert tools == [["codesign", "--sign"], ["xcrun", "notarytool"], ["xcrun", "stapler"]]
