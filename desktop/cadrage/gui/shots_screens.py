"""Every screen of the window, reached as a person reaches it: for pictures, and for tests that walk them all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from cadrage import paths
from cadrage.core.filtering import Filter
from cadrage.gui import shots_corpus, shots_export, shots_results, shots_search, waiting
from cadrage.gui.filter_bar import FilterBar
from cadrage.gui.find_bar import FindBar
from cadrage.gui.settings import RecentProject, Settings
from cadrage.gui.shots_stage import Stage

# Without a project.


def _start(stage: Stage) -> None:
    stage.window.close_project()
    today = datetime.now()
    rows = (
        ("The Halvard bridge: two newsrooms, one toll, a pilot of which nobody knows yet where it leads", 5, 2, 0),
        ("Main sample", 2_000, 61, 1),
        ("Seminar", 24, 24, 20),
    )
    settings = Settings()
    for number, (name, documents, complete, days) in reversed(list(enumerate(rows))):
        path = stage.folder / f"{number}" / "a folder with quite a long name" / f"{name}.cadrage"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        when = (today - timedelta(days=days)).isoformat(timespec="minutes")
        settings.remember(RecentProject(str(path), name, when, documents, complete))
    settings.remember(RecentProject(str(stage.folder / "gone.cadrage"), "Gone", today.isoformat(timespec="minutes")))
    stage.window.start.refresh()


def _settings(stage: Stage) -> None:
    stage.do("show_settings")


def _settings_below(stage: Stage) -> None:
    stage.do("show_settings")
    view = stage.window.settings_view
    assert view is not None
    view.to_the_end()


def _keys(stage: Stage) -> None:
    stage.window.help("keys")


# The document.


def _coding(stage: Stage) -> None:
    stage.open_study()
    stage.window.show_coding()
    stage.pane.view.set_caret(stage.crowd().start + 30)
    here = stage.pane.view.codings_at(stage.crowd().start + 30)
    stage.session.select_coding(here[0])


def _all_coders(stage: Stage) -> None:
    _coding(stage)
    stage.session.show_others(shown=True)


def _document(stage: Stage) -> None:
    """Nothing chosen: the inspector shows the document."""
    stage.open_study()
    stage.window.show_coding()
    stage.session.select_coding(None)


def _document_values(stage: Stage) -> None:
    _document(stage)
    stage.do("edit_document_values")


def _code_chosen(stage: Stage) -> None:
    _document(stage)
    stage.session.select_code(stage.code("ECON-COST"))


def _palette(stage: Stage) -> None:
    _document(stage)
    stage.pane.view.select_span(stage.crowd())
    stage.do("find_code")


def _commands(stage: Stage) -> None:
    _document(stage)
    stage.do("list_commands")


def _passage_menu(stage: Stage) -> None:
    _document(stage)
    stage.pane.view.select_span(stage.crowd())
    stage.do("passage_menu")


def _codings_here(stage: Stage) -> None:
    _document(stage)
    stage.pane.view.set_caret(stage.crowd().start + 30)
    stage.do("list_here")


def _name(stage: Stage) -> None:
    _document(stage)
    stage.do("ask_coder")


def _coder_menu(stage: Stage) -> None:
    _document(stage)
    stage.window.status.coder.click()


def _find(stage: Stage) -> None:
    _document(stage)
    stage.do("find")
    stage.pane.findChildren(FindBar)[0].field.setText("bridge")


def _filtered(stage: Stage) -> None:
    _document(stage)
    money = stage.session.project.sets.codes.all()[0]
    stage.session.set_filter(Filter(code_sets=frozenset({money.id})))


def _filter_values(stage: Stage) -> None:
    _document(stage)
    stage.do("ask_filter")
    bar = stage.window.view("coding").findChildren(FilterBar)[0]
    next(field for field in bar.fields.values() if field.isVisible()).click()


def _sets(stage: Stage) -> None:
    _document(stage)
    stage.do("show_sets")


def _project_memo(stage: Stage) -> None:
    _document(stage)
    stage.do("write_project_memo")


def _replace(stage: Stage) -> None:
    _document(stage)
    stage.do("replace_text")


def _replace_preview(stage: Stage) -> None:
    """The text with a paragraph less and some words other: some passages move, some are lost."""
    from cadrage.gui.replace_text_view import ReplaceTextView

    _replace(stage)
    view = stage.window.view("replace")
    assert isinstance(view, ReplaceTextView)
    whole = stage.session.project.documents.body(stage.session.document or 0)
    first, _, *rest = whole.split("\n\n")
    view.source.area.setPlainText("\n\n".join((first.replace("twice", "once"), *rest)))
    view.go_on()
    waiting.until(lambda: not view.comparing)


# The codebook.


def _codebook(stage: Stage) -> None:
    stage.open_study()
    stage.session.select_code(stage.code("ECON-COST"))
    stage.window.show_codebook()


def _code_menu(stage: Stage) -> None:
    _codebook(stage)
    tree = stage.tree("codebook")
    place = tree.visualRect(tree.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, tree.viewport().mapToGlobal(place))
    QApplication.sendEvent(tree.viewport(), event)


def _merge(stage: Stage) -> None:
    _codebook(stage)
    stage.do("merge_code")


def _split(stage: Stage) -> None:
    _codebook(stage)
    stage.session.select_code(stage.code("RESP-MKT-CON"))
    stage.do("split_code")


def _gallery(stage: Stage) -> None:
    stage.open_study()
    stage.do("show_gallery")


def _variables(stage: Stage) -> None:
    stage.open_study()
    stage.window.show_view("variables")


# Tables.


def _codings(stage: Stage) -> None:
    stage.open_study()
    stage.window.show_view("codings")


def _codings_chosen(stage: Stage) -> None:
    from cadrage.gui.codings_view import CodingsView

    _codings(stage)
    view = stage.window.view("codings")
    assert isinstance(view, CodingsView)
    view.grid.selectAll()


def _codings_one(stage: Stage) -> None:
    from cadrage.gui.codings_view import CodingsView

    _codings(stage)
    view = stage.window.view("codings")
    assert isinstance(view, CodingsView)
    view.grid.clearSelection()
    view.grid.setCurrentIndex(view.model.index(3, 0))


def _codings_popup(ask: str) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        from cadrage.gui.codings_keys import Ask
        from cadrage.gui.codings_view import CodingsView

        _codings_one(stage)
        view = stage.window.view("codings")
        assert isinstance(view, CodingsView)
        view.do(Ask[ask])

    return show


def _agreement(stage: Stage) -> None:
    from cadrage.gui.agreement_view import AgreementView

    stage.open_study()
    view = stage.window.view("agreement")
    assert isinstance(view, AgreementView)
    view.close_report()
    if view.bar.subject.value() is not None:
        view.compare(None)
    waiting.until(view.grid.isVisible)


def _agreement_report(stage: Stage) -> None:
    _agreement(stage)
    stage.do("show_agreement_report")


def _agreement_variable(stage: Stage) -> None:
    """A family as one variable."""
    from cadrage.gui.agreement_view import AgreementView
    from cadrage.jobs.group_agreement import subjects

    _agreement(stage)
    view = stage.window.view("agreement")
    assert isinstance(view, AgreementView)
    view.compare(subjects(stage.session.project)[0])
    waiting.until(view.variable.isVisible)


def _limits(stage: Stage) -> None:
    from cadrage.gui.agreement_view import AgreementView

    _agreement(stage)
    view = stage.window.view("agreement")
    assert isinstance(view, AgreementView)
    view.bar.ask_limits()


def _plan_sample(stage: Stage) -> None:
    stage.open_study()
    stage.do("plan_sample")


def _import(stage: Stage) -> None:
    from cadrage.gui.import_view import ImportView

    stage.open_empty()
    view = stage.window.view("import")
    assert isinstance(view, ImportView)
    note = stage.folder / "wire-note.txt"
    note.write_bytes("ПЕРЕГОВОРЫ О МОСТЕ".encode("koi8-r"))
    view.begin([paths.corpus() / "articles", note])
    waiting.until(view.import_button.isEnabled)


# Nothing there yet.


def _empty(stage: Stage) -> None:
    stage.open_empty()


def _empty_view(view: str) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        stage.open_empty()
        stage.window.show_view(view)

    return show


SCREENS: dict[str, Callable[[Stage], None]] = {
    "start": _start,
    "settings": _settings,
    "settings-below": _settings_below,
    "keys": _keys,
    "coding": _coding,
    "coding-all-coders": _all_coders,
    "coding-document": _document,
    "coding-values": _document_values,
    "coding-code": _code_chosen,
    "coding-filtered": _filtered,
    "palette": _palette,
    "commands": _commands,
    "passage-menu": _passage_menu,
    "codings-here": _codings_here,
    "name": _name,
    "coder-menu": _coder_menu,
    "find": _find,
    "filter-values": _filter_values,
    "sets": _sets,
    "project-memo": _project_memo,
    "replace": _replace,
    "replace-preview": _replace_preview,
    "codebook": _codebook,
    "code-menu": _code_menu,
    "merge": _merge,
    "split": _split,
    "gallery": _gallery,
    "variables": _variables,
    "codings": _codings,
    "codings-one": _codings_one,
    "codings-chosen": _codings_chosen,
    "codings-code": _codings_popup("CODE"),
    "codings-attribute": _codings_popup("ATTRIBUTE"),
    "codings-memo": _codings_popup("MEMO"),
    "agreement": _agreement,
    "agreement-report": _agreement_report,
    "agreement-variable": _agreement_variable,
    "limits": _limits,
    "plan-sample": _plan_sample,
    **shots_results.SCREENS,
    "search": shots_search.hits,
    "search-frequencies": shots_search.frequencies,
    "import": _import,
    "export": shots_export.workbook,
    "export-report": shots_export.report,
    "export-package": shots_export.package,
    "export-filtered": shots_export.filtered,
    "export-written": shots_export.written,
    "not-article": shots_corpus.regions,
    "duplicates": shots_corpus.duplicates,
    "empty": _empty,
    "empty-codebook": _empty_view("codebook"),
    "empty-codings": _empty_view("codings"),
    "empty-agreement": _empty_view("agreement"),
    "empty-results": _empty_view("results"),
    "empty-variables": _empty_view("variables"),
    "empty-search": _empty_view("search"),
    "empty-export": shots_export.empty,
}
