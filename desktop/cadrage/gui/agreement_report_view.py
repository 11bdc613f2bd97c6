"""The report of an agreement table as it will be pasted: table, note, methods paragraphs, gaps marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextCursor, QTextFrameFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from cadrage.exchange.agreement_report import GAP_GROUND, AgreementReport
from cadrage.gui import fonts
from cadrage.gui.appearance import current
from cadrage.gui.kit import Button, ElidedLabel, Hairline, Label, Panel, Ring, ToolButton, column, row

COLUMN = 760  # pixels of the page that is read
_ABOUT = "Fill what stands in square brackets: only you know it."
_BARE = "QTextBrowser, QTextBrowser:focus { border: 0; padding: 0; border-radius: 0; background: transparent; }"


class AgreementReportView(Panel):
    """`copied()` when it is on the clipboard; `chart_wanted()`, `workbook_wanted()`, `closed()`."""

    copied = Signal()
    chart_wanted = Signal()
    workbook_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(fill="surface", parent=parent)
        self.report: AgreementReport | None = None
        tips = ("Save each code’s α with its interval as SVG, PDF or PNG", "Save this table and what is behind it")
        self.copy_button = Button("Copy", icon="copy", tip="Copy as rich text and as plain text", parent=self)
        self.chart_button = Button("Save chart…", tip=tips[0], parent=self)
        self.workbook_button = Button("Save workbook…", tip=tips[1], parent=self)
        self.close_button = ToolButton("x", "Back to the table (Esc)", parent=self)
        self.page = ReportPage(self)
        about = ElidedLabel(_ABOUT, "secondary", parent=self)
        buttons = (self.copy_button, self.chart_button, self.workbook_button, self.close_button)
        head = row(Label("Report", "code", parent=self), 4, (about, 1), *buttons, margins=(16, 8, 12, 8), space=8)
        self.setLayout(column(head, Hairline(parent=self), (self.page, 1), space=0))
        self.copy_button.clicked.connect(self.copy)
        self.chart_button.clicked.connect(self.chart_wanted)
        self.workbook_button.clicked.connect(self.workbook_wanted)
        self.close_button.clicked.connect(self.closed)

    def show_report(self, report: AgreementReport) -> None:
        self.report = report
        self.page.show_html(report.html)

    @Slot()
    def copy(self) -> None:
        """One entry of the clipboard, rich for a word processor and plain for everything else."""
        if self.report is None:
            return
        both = QMimeData()
        both.setHtml(self.report.html)
        both.setText(self.report.text)
        QGuiApplication.clipboard().setMimeData(both)
        self.copied.emit()


class ReportPage(QTextBrowser):
    """The rich text in a column that can be read, its gaps in the theme's colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._html = ""
        self.setOpenLinks(False)
        self.setAccessibleName("Report")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setStyleSheet(_BARE)
        self.document().setDocumentMargin(0)
        Ring(self)

    def show_html(self, html: str) -> None:
        self._html = html
        theme = current()
        gap = f"{theme.colour('warn_soft').name()};color:{theme.colour('text').name()}"
        rules = html.replace("1px solid", f"1px solid {theme.colour('control').name()}")
        top = self.verticalScrollBar().value()
        self.document().setDefaultFont(fonts.serif(15))
        self.document().setDefaultStyleSheet("p { margin: 0 0 10px 0; } table { margin: 0 0 10px 0; }")
        self.setHtml(rules.replace(GAP_GROUND, gap))
        self._keep_column()
        self.verticalScrollBar().setValue(top)

    def _keep_column(self) -> None:
        frame = self.document().rootFrame()
        form = QTextFrameFormat(frame.frameFormat())
        side = max((self.viewport().width() - COLUMN) / 2, 20)
        form.setLeftMargin(side)
        form.setRightMargin(side)
        form.setTopMargin(20)
        form.setBottomMargin(24)
        frame.setFrameFormat(form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_column()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._html:
            self.show_html(self._html)
            self.moveCursor(QTextCursor.MoveOperation.Start)
