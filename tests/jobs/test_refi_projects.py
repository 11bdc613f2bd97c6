"""A project through a .qdpx file into a new project, and a file of another program into one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cadrage.core.bundle import Bundle
from cadrage.exchange import refi_project
from cadrage.jobs import bundles
from cadrage.store.project import Project
from tests.exchange.refi_files import BOOK, USERS, archived, project, selection, source, study
from tests.jobs.random_projects import random_project
from tests.store.material import assert_sound

TEXT = "The talks broke up.\r\nThere will be costs."


def compared(bundle: Bundle) -> Bundle:
    """What makes a study; codings have no order of their own."""
    return replace(bundle, source="", problems=(), codings=tuple(sorted(bundle.codings, key=lambda each: each.guid)))


@pytest.mark.parametrize("seed", range(25))
def test_a_project_comes_back_from_its_file_as_it_was(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    with random_project(seed) as before, Project.in_memory(name=before.name, coder="Ann") as after:
        out = bundles.gather(before)
        refi_project.write(out, path)
        found = refi_project.read(path)
        assert found.problems == ()
        assert compared(found) == compared(out)
        bundles.keep(after, found)
        assert compared(bundles.gather(after)) == compared(out)
        assert_sound(after)
        refi_project.write(bundles.gather(after), tmp_path / "again.qdpx")
    assert (tmp_path / "again.qdpx").read_bytes() == path.read_bytes()


def test_a_file_of_another_program_becomes_a_project_with_the_words_it_showed(tmp_path: Path) -> None:
    text = TEXT.replace("\r\n", "\n")
    start = text.index("costs")
    qde = project(USERS + BOOK + source(selection(start, start + 5, name="costs")), "ATLAS.ti 23")
    bundle = refi_project.read(archived(tmp_path, qde, {"sources/text.txt": TEXT.encode("utf-8-sig")}))
    with Project.in_memory(coder="Ann") as made:
        bundles.keep(made, bundle)
        found = bundles.gather(made)
        assert found.codings[0].span.quotation(found.documents[0].text) == "costs"
        assert {coder.name for coder in made.coders.all()} >= {"Ana", "Ben"}
        assert_sound(made)


def test_the_sample_of_everything_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "study.qdpx"
    refi_project.write(study(), path)
    with Project.in_memory(coder="Ann") as made:
        kept = bundles.keep(made, refi_project.read(path))
        assert kept.problems == ()
        assert_sound(made)
        assert {code.name for code in bundles.gather(made).codes} == {"Escalation", "Other", "Costs"}
