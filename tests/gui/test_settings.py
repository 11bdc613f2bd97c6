"""What the window remembers between two runs."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray

from cadrage.core.model import DocumentDraft, State
from cadrage.gui.settings import INTERFACE_SIZES, RECENT_KEPT, RecentProject, Settings, summary
from cadrage.gui.settings_state import Place
from cadrage.store.project import Project


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def recent(path: str, when: str = "2014-03-14T10:00", **values: int) -> RecentProject:
    return RecentProject(path, Path(path).stem, when, **values)


def reopened(settings: Settings, file: Path) -> Settings:
    settings.sync()
    return Settings(file)


def test_everything_survives_into_the_next_run(file: Path) -> None:
    settings = Settings(file)
    settings.appearance = "dark"
    settings.text_size = 19
    settings.geometry = QByteArray(b"\x01\x00geometry")
    settings.show_panel("left", shown=False)
    settings.remember(recent("/a/één, b.cadrage", documents=5, complete=2))
    again = reopened(settings, file)
    assert again.appearance == "dark"
    assert again.text_size == 19
    assert again.geometry == QByteArray(b"\x01\x00geometry")
    assert not again.panel_shown("left")
    assert again.panel_shown("right")
    assert again.recent == (recent("/a/één, b.cadrage", documents=5, complete=2),)


def test_a_first_run_follows_the_system_and_shows_every_panel(file: Path) -> None:
    settings = Settings(file)
    assert settings.appearance == "system"
    assert settings.text_size == 16
    assert settings.geometry.isEmpty()
    assert settings.panel_shown("left")
    assert settings.recent == ()


def test_a_project_that_is_opened_again_comes_first_and_stands_once(file: Path) -> None:
    settings = Settings(file)
    settings.remember(recent("/a/one.cadrage"))
    settings.remember(recent("/a/two.cadrage"))
    settings.remember(recent("/a/../a/one.cadrage", documents=3))
    assert [(Path(p.path).name, p.documents) for p in settings.recent] == [("one.cadrage", 3), ("two.cadrage", 0)]


def test_only_the_latest_projects_are_kept(file: Path) -> None:
    settings = Settings(file)
    for number in range(RECENT_KEPT + 3):
        settings.remember(recent(f"/a/{number}.cadrage"))
    assert [Path(p.path).stem for p in settings.recent] == [str(n) for n in range(RECENT_KEPT + 2, 2, -1)]


def test_a_forgotten_project_leaves_the_others(file: Path) -> None:
    settings = Settings(file)
    settings.remember(recent("/a/one.cadrage"))
    settings.remember(recent("/a/two.cadrage"))
    settings.forget("/a/two.cadrage")
    assert [p.path for p in settings.recent] == ["/a/one.cadrage"]


@pytest.mark.parametrize(
    "spoilt",
    [
        "nonsense",
        "[1, 2]",
        '{"a": 1}',
        '[{"path": "/a"}]',
        '[{"path": "/a", "name": "a", "when": "x", "documents": 1, "complete": 0}]',
        '[{"path": "/a", "name": "a", "when": "2014-01-01", "documents": 1, "complete": 2}]',
    ],
)
def test_spoilt_entries_are_passed_over(file: Path, spoilt: str) -> None:
    settings = Settings(file)
    settings._values.setValue("recent", spoilt)
    settings._values.setValue("appearance", "pink")
    settings._values.setValue("text_size", "large")
    assert settings.recent == ()
    assert settings.appearance == "system"
    assert settings.text_size == 16


def test_text_sizes_stay_where_one_can_read(file: Path) -> None:
    settings = Settings(file)
    settings.text_size = 500
    assert settings.text_size == 32
    settings.text_size = 1
    assert settings.text_size == 11


def test_an_environment_variable_names_another_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CADRAGE_SETTINGS", str(file))
    settings = Settings()
    settings.appearance = "dark"
    settings.sync()
    assert "dark" in file.read_text(encoding="utf-8")


def test_what_a_view_keeps_is_found_by_the_next_one(file: Path) -> None:
    Settings(file).keep("codings/columns", {"order": [2, 0, 1], "sort": ["code", True]})
    assert Settings(file).kept("codings/columns") == {"order": [2, 0, 1], "sort": ["code", True]}
    assert Settings(file).kept("codings/widths", [80]) == [80]


def test_a_place_is_kept_as_long_as_its_project_is_remembered(file: Path) -> None:
    settings = Settings(file)
    for name in ("one", "two"):
        settings.remember(recent(f"/a/{name}.cadrage"))
        settings.keep_place(f"/a/{name}.cadrage", {"caret": 7})
    settings.forget("/a/one.cadrage")
    assert reopened(settings, file).place_in("/a/one.cadrage") is None
    assert reopened(settings, file).place_in("/a/two.cadrage") == {"caret": 7}


def test_a_change_is_told_once_and_only_if_it_is_one(file: Path) -> None:
    settings = Settings(file)
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.sans = True
    settings.sans = True
    settings.text_size = 20
    settings.keep("codings/sort", 1)
    assert told == ["sans", "text_size"]


def test_what_the_next_start_opens_is_told_once(file: Path) -> None:
    assert Settings(file).take_reopened() is None
    Settings(file).reopen_next("/a/é.cadrage")
    assert Settings(file).reopening
    assert Settings(file).take_reopened() == "/a/é.cadrage"
    assert Settings(file).take_reopened() is None


def test_new_projects_go_to_the_usual_folder_while_the_chosen_one_is_away(file: Path, tmp_path: Path) -> None:
    settings = Settings(file)
    usual = settings.project_folder
    assert not settings.has_project_folder
    settings.project_folder = tmp_path / "stick"
    assert settings.project_folder == usual
    (tmp_path / "stick").mkdir()
    assert settings.project_folder == tmp_path / "stick"


def read_all(settings: Settings) -> None:
    """Everything that a start reads."""
    assert settings.appearance in ("system", "light", "dark")
    assert settings.reading.size in range(11, 33)
    assert settings.interface_size in INTERFACE_SIZES
    assert settings.coder_name
    assert settings.project_folder.is_dir()
    assert settings.geometry is not None
    Place.read(settings.place_in("/a/one.cadrage"))
    assert isinstance(settings.kept("splitters/coding/0", []), object)
    assert isinstance(settings.recent, tuple)


@hypothesis.settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(rubbish=st.binary(max_size=200), at=st.integers(0, 2_000), cut=st.integers(0, 2_000))
def test_no_damaged_file_stops_the_start(file: Path, rubbish: bytes, at: int, cut: int) -> None:
    file.unlink(missing_ok=True)
    settings = Settings(file)
    settings.remember(recent("/a/one.cadrage", documents=5))
    settings.keep_place("/a/one.cadrage", Place(document=3, top=5).row())
    settings.keep("splitters/coding/0", [200, 600])
    settings.geometry = QByteArray(b"\x01\xd9\xd0\xcb\x00\x03")
    for name in ("appearance", "text_size", "interface_size", "coder_name", "project_folder"):
        settings.put(name, "12")
    settings.sync()
    del settings
    whole = file.read_bytes()
    file.write_bytes(whole[:at] + rubbish + whole[at + cut :])
    read_all(Settings(file))


@pytest.mark.parametrize(
    "value", ["@Variant(\\0\\0\\0\\x7f\\0)", "@Rect(1 2 3 4)", "@Invalid()", "@ByteArray(x)", "1e999"]
)
def test_values_of_another_kind_count_as_not_set(file: Path, value: str) -> None:
    names = ("appearance", "text_size", "sans", "line_spacing", "interface_size", "recent", "project_folder")
    lines = [f"{name}={value}" for name in names]
    file.write_text("\n".join(["[General]", *lines, "[window]", f"geometry={value}", ""]), encoding="utf-8")
    read_all(Settings(file))


def test_a_packed_value_that_would_end_the_program_is_taken_out(file: Path) -> None:
    """A list of so many bytes that no memory holds it: Qt asks for it nevertheless."""
    packed = "".join(f"\\x{byte:x}" for byte in (0, 0, 0, 9, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE))
    file.write_text(f"[General]\nappearance=@Variant({packed})\ntext_size=20\n", encoding="utf-8")
    settings = Settings(file)
    assert settings.appearance == "system"
    assert settings.text_size == 20
    assert "Variant" not in file.read_text(encoding="utf-8")


def test_a_folder_in_the_place_of_the_file_stops_nothing(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.sans = True
    settings.sync()
    read_all(settings)


@pytest.mark.parametrize(
    "kept",
    [None, [], "x", {"view": 3, "document": "x", "top": -1, "caret": 1.5, "closed": {"a": 1}}, {"closed": ["x"]}],
)
def test_a_place_that_makes_no_sense_is_the_first_one(kept: object) -> None:
    place = Place.read(kept)
    assert (place.view, place.document, place.top, place.caret) == ("coding", None, 0, 0)


def test_a_summary_counts_what_the_present_coder_has_completed(tmp_path: Path) -> None:
    with Project.create(tmp_path / "study.cadrage", name="Crimea") as project:
        texts = [f"text {number}" for number in range(4)]
        drafts = [DocumentDraft(text, "a.txt", text, "txt", "utf-8", text.encode()) for text in texts]
        first, second, third, fourth = project.documents.add(drafts)
        other = project.coders.add("B")
        project.statuses.set(first, State.COMPLETE)
        project.statuses.set(second, State.PROGRESS)
        project.statuses.set(third, State.COMPLETE, coder=other.id)
        project.documents.mark_duplicate(fourth, first)
        found = summary(project)
    assert found is not None
    assert (found.name, found.documents, found.complete) == ("Crimea", 3, 1)
    assert datetime.now() - datetime.fromisoformat(found.when) < timedelta(minutes=5)


def test_a_project_without_a_file_is_not_remembered() -> None:
    with Project.in_memory() as project:
        assert summary(project) is None
