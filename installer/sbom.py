"""Writes the list of what Cadrage consists of, from the lock, as CycloneDX 1.6: `python -m installer.sbom FILE`."""

from __future__ import annotations

import argparse
import json
import re
import uuid
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from cadrage.jobs import parts
from installer import facts, lock

# Words that metadata use for licences, and their identifiers in the SPDX list.
_SPDX = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_EXPRESSION = re.compile(r"\(?[A-Za-z0-9.-]*[0-9.-][A-Za-z0-9.-]*( (AND|OR|WITH) [A-Za-z0-9.-]+)*\)?|MIT|ISC|Zlib")


def bill() -> dict[str, Any]:
    """The document. Versions are the lock's; what only this system needs and no lock names, as installed."""
    tree = lock.needed()
    versions = {each.name: each.version for each in lock.locked()}
    found = {name: versions.get(name) or distribution(name).version for name in tree if name != "cadrage"}
    references = {"cadrage": f"cadrage@{facts.version()}", **{name: _purl(name, at) for name, at in found.items()}}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(references, sort_keys=True))}",
        "version": 1,
        "metadata": {
            "timestamp": facts.build_time().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": _own(references["cadrage"]),
        },
        "components": [_component(name, found[name], references[name]) for name in sorted(found)],
        "dependencies": [
            {"ref": references[name], "dependsOn": [references[each] for each in tree[name]]} for name in sorted(tree)
        ],
    }


def _own(reference: str) -> dict[str, Any]:
    return {
        "type": "application",
        "bom-ref": reference,
        "name": "cadrage",
        "version": facts.version(),
        "description": facts.project()["description"],
        "licenses": [{"license": {"id": facts.project()["license"]}}],
    }


def _component(name: str, version: str, reference: str) -> dict[str, Any]:
    package = distribution(name)
    return {
        "type": "library",
        "bom-ref": reference,
        "name": package.metadata["Name"],
        "version": version,
        "scope": "required",
        "licenses": [_licence(parts.licence(package.metadata))],
        "purl": reference,
    }


def _licence(said: str) -> dict[str, Any]:
    """As an SPDX expression where it is one, else by the words of its makers."""
    known = _SPDX.get(said, said)
    if _EXPRESSION.fullmatch(known):
        return {"expression": known}
    return {"license": {"name": known}}


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="installer.sbom", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    file = parser.parse_args().file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(bill(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
