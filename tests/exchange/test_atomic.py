"""A file is replaced as a whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cadrage.core.errors import Cancelled, UserError
from cadrage.exchange.atomic import safe_replace


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
