"""`cadrage --self-test`, by which a build learns whether all that the program needs is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadrage import self_test
from tests.commands import begin, run

_LONGEST = 240  # seconds, on a busy machine


def test_the_self_test_passes_and_says_what_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the machine has no language set, as a bare one has none."""
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONCOERCECLOCALE", "0")
    process = begin("--self-test")
    out, err = process.communicate(timeout=_LONGEST)
    assert process.returncode == 0, out.decode() + err.decode()
    lines = out.decode().splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == list(self_test.STEPS)
    assert lines[-1] == "All is there and works."


def test_the_self_test_is_not_offered() -> None:
    assert "self-test" not in run("--help").out


def test_a_step_that_fails_is_told_and_the_others_have_their_turn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(self_test, "STEPS", {"first": _lacking, "second": _fine})
    assert self_test.run() == 1
    said = capsys.readouterr().out
    assert "first: FAILED" in said
    assert "no icons" in said
    assert "second: fine" in said
    assert "1 of 2 steps failed." in said


def test_what_a_slot_or_a_thread_raises_and_qt_warns_of_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(self_test, "STEPS", {"slot": _in_slot, "thread": _in_thread, "warning": _warning})
    assert self_test.run() == 1
    said = capsys.readouterr().out
    assert "3 of 3 steps failed." in said
    assert "ZeroDivisionError" in said
    assert "in a thread: KeyError" in said
    assert "Qt: no such plugin" in said


def _lacking(_folder: Path) -> str:
    raise self_test.Lacking("no icons")


def _fine(folder: Path) -> str:
    assert folder.is_dir()
    return "fine"


def _in_slot(_folder: Path) -> str:
    from PySide6.QtCore import QObject

    from cadrage.gui.application import application
    from cadrage.gui.waiting import pause

    source = QObject(application())
    source.objectNameChanged.connect(lambda _name: 1 // 0)
    source.setObjectName("x")
    pause()
    source.deleteLater()
    return ""


def _in_thread(_folder: Path) -> str:
    from threading import Thread

    def work() -> None:
        raise KeyError("x")

    thread = Thread(target=work)
    thread.start()
    thread.join()
    return ""


def _warning(_folder: Path) -> str:
    from PySide6.QtCore import qWarning

    qWarning("no such plugin")
    return ""
