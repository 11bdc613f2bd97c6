"""A study goes out as REFI-QDA and comes back the same."""

from __future__ import annotations

import os
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from tests.exchange.bundles import bundles

from cadrage.core.bundle import Bundle
from cadrage.exchange import refi_project


def sorted_out(bundle: Bundle) -> Bundle:
    """What has an order keeps it; codings are found by their GUID."""
    codings = tuple(sorted(bundle.codings, key=lambda coding: coding.guid))
    return replace(bundle, source="", problems=(), codings=codings)


@settings(max_examples=int(os.environ.get("REFI_EXAMPLES", "60")), deadline=None, suppress_health_check=[*HealthCheck])
@given(bundles())
def test_whatever_the_study_it_comes_back_the_same(bundle: Bundle) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.qdpx"
        refi_project.write(bundle, path)
        found = refi_project.read(path)
        assert found.problems == ()
        assert sorted_out(found) == sorted_out(bundle)
        first = path.read_bytes()
        refi_project.write(bundle, path)
        assert path.read_bytes() == first
        if schema := os.environ.get("REFI_SCHEMA"):
            check(path, Path(schema))


def check(path: Path, schema: Path) -> None:
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        tree = etree.fromstring(archive.read("project.qde"))
    etree.XMLSchema(etree.parse(schema)).assertValid(tree)
