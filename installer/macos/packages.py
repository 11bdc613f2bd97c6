"""Makes the disk image for macOS from the bundle: signs what can be signed, then calls dmgbuild."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from installer import facts

HERE = facts.ROOT / "installer/macos"
# Who signs, as `security find-identity` names it. Without a name the bundle is signed for this computer alone.
IDENTITY = "CADRAGE_SIGNING_IDENTITY"
# The profile that `xcrun notarytool store-credentials` was given; without one nothing is sent to Apple.
PROFILE = "CADRAGE_NOTARY_PROFILE"


def build(bundle: Path, work: Path, dist: Path, python: Path) -> Path:
    """`Cadrage-VERSION.dmg` in `dist`, of PyInstaller's bundle; `work` has the icons, `python` has dmgbuild."""
    shutil.copyfile(work / "cadrage-document.icns", bundle / "Contents/Resources/cadrage-document.icns")
    for command in signing(bundle, os.environ.get(IDENTITY, "")):
        subprocess.run(command, check=True)
    image = dist / f"Cadrage-{facts.version()}.dmg"
    subprocess.run(imaging(bundle, work, image, python), check=True)
    for command in notarizing(image, os.environ.get(IDENTITY, ""), os.environ.get(PROFILE, "")):
        subprocess.run(command, check=True)
    return image


def signing(bundle: Path, identity: str) -> list[list[str]]:
    """The commands that sign the bundle and look whether it holds."""
    hardened = ["--options", "runtime", "--timestamp"] if identity else []
    entitled = ["--entitlements", str(HERE / "entitlements.plist")]
    return [
        ["codesign", "--force", "--deep", *hardened, *entitled, "--sign", identity or "-", str(bundle)],
        ["codesign", "--verify", "--deep", "--strict", str(bundle)],
    ]


def imaging(bundle: Path, work: Path, image: Path, python: Path) -> list[str]:
    """The command that makes the disk image."""
    told = [f"-Dapp={bundle}", f"-Dicon={work / 'cadrage.icns'}"]
    return [str(python), "-m", "dmgbuild", "-s", str(HERE / "dmg_settings.py"), *told, "Cadrage", str(image)]


def notarizing(image: Path, identity: str, profile: str) -> list[list[str]]:
    """The commands that have Apple look at the image, where somebody can sign it; else none."""
    if not (identity and profile):
        return []
    return [
        ["codesign", "--sign", identity, "--timestamp", str(image)],
        ["xcrun", "notarytool", "submit", str(image), "--keychain-profile", profile, "--wait"],
        ["xcrun", "stapler", "staple", str(image)],
    ]
