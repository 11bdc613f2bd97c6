"""Projects for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cadrage.store.project import Project
from tests.store.material import World, furnish


@pytest.fixture
def project() -> Iterator[Project]:
    with Project.in_memory() as project:
        yield project


@pytest.fixture
def world(project: Project) -> World:
    return furnish(project)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a project may be made."""
    return tmp_path / "study.cadrage"
