"""A file is replaced as a whole or not at all."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from cadrage.core.errors import Cancelled, UserError
from cadrage.exchange.atomic import safe_replace
from cadrage.exchange.folder_replace import safe_replace_files


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / ("long name " * 20 + "ü.xlsx")
    path.write_text("old", encoding="utf-8")
    with safe_replace(path) as draft:
        draft.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("failure", [Cancelled(), KeyboardInterrupt(), ValueError("ours")])
def test_whatever_goes_wrong_the_old_file_stays_alone(tmp_path: Path, failure: BaseException) -> None:
    path = tmp_path / "file"
    path.write_text("old", encoding="utf-8")

    def write() -> None:
        with safe_replace(path) as draft:
            draft.write_text("half", encoding="utf-8")
            raise failure

    with pytest.raises(type(failure)):
        write()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_missing_or_no_folder_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for path in (tmp_path / "gone" / "x.xlsx", tmp_path / "file" / "x.xlsx"):
        with pytest.raises(UserError, match=r"folder for 'x\.xlsx' does not exist"), safe_replace(path):
            pass
    with pytest.raises(UserError, match="is a folder"), safe_replace(tmp_path):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    with pytest.raises(UserError, match="disk is full"), safe_replace(path):
        Path("/dev/full").write_bytes(b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "file", tmp_path / "link"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    with safe_replace(link) as draft:
        draft.write_text("new", encoding="utf-8")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("replace", [safe_replace, safe_replace_files])
def test_what_a_killed_program_left_long_ago_goes_with_the_next_export(
    tmp_path: Path, replace: Callable[[Path], AbstractContextManager[Path]]
) -> None:
    long_ago = time.time() - 3 * 24 * 60 * 60
    file, folder = tmp_path / f".cadrage-{'0a' * 6}.tmp", tmp_path / f".cadrage-{'1b' * 6}.tmp"
    young, own = tmp_path / f".cadrage-{'2c' * 6}.tmp", tmp_path / ".cadrage-notes.tmp"
    (folder / "new").mkdir(parents=True)
    for each in (file, young, own, folder / "new" / "codings.csv"):
        each.write_text("half")
    for each in (file, own, folder):
        os.utime(each, (long_ago, long_ago))
    with replace(tmp_path / "out") as draft:
        (draft / "a.csv" if draft.is_dir() else draft).write_text("whole")
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([young.name, own.name, "out"])
