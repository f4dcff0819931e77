"""Reports: a list of them at the left, and the one that is chosen, drawn from the registers."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from commission_desk.content.reports import report_kind, reports
from commission_desk.domain.errors import UserError
from commission_desk.domain.report import Place, Report
from commission_desk.i18n import _, language
from commission_desk.operations.report_parts import ReportChoice, departments
from commission_desk.operations.reports import report
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.layout import frame, refill, scroll, vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.rows import KEY, Row, RowDelegate, add_row
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.taborder import in_order
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.pages.report_blocks import report_items
from commission_desk.ui.pages.report_export import export_report
from commission_desk.ui.pages.report_filters import ReportFilters
from commission_desk.ui.pages.report_spend import SpendPanel
from commission_desk.ui.workspace import Workspace

SPEND = "spend"
REPORT = "report"  # the document that a report is printed as


class ReportsPage(Page):
    """The reports. Each is read in the background when it is first looked at."""

    tables = frozenset({
        "agreement", "organisation", "term_option", "measure", "result", "risk", "meeting",
        "agenda_item", "decision", "action", "team", "spend_statement", "spend_line",
        "spend_share",
    })  # fmt: skip

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.choices = {kind.id: ReportChoice(kind.id) for kind in reports().kinds}
        self.current = reports().kinds[0].id
        self.report: Report | None = None
        self.panel: SpendPanel | None = None
        self.filters: ReportFilters | None = None
        self._asked = 0  # counts what was asked for, so that an answer that comes late is dropped
        self._shown: tuple[ReportChoice, Report] | None = None
        self._controls: tuple[ReportChoice, tuple[str, ...]] = (self.choice, ())
        self.list = self._list()
        self.export_button = button(_("Export to Excel"), "table", slot=self.export)
        self.print_button = button(_("Print"), "printer", "primary", self.print)
        self.header = Header(
            _("Reports"), "", self.export_button, self.print_button, find=shell.find
        )
        self.about = label("", "muted", wrap=True)
        self.top, self.body = QVBoxLayout(), QVBoxLayout()
        inner = QWidget()
        vbox(self.about, self.top, self.body, None, gap=14, margins=(24, 18, 12, 24), parent=inner)
        self.area = scroll(inner)
        left = frame("left", vbox(self.list, margins=(10, 14, 10, 14)))
        vbox(self.header, Panes(self.area, left=left), gap=0, parent=self).setStretch(1, 1)
        self.list.currentRowChanged.connect(self._choose)

    @property
    def choice(self) -> ReportChoice:
        """What the report that is shown counts."""
        return self.choices[self.current]

    def refresh(self) -> None:
        """Read the report again, and what it can be narrowed by."""
        self._show_controls()
        self.read_again()

    def show_record(self, record: str, part: str = "") -> None:
        """Show a report by its id, or a statement of spend; ``part`` are agreements, as JSON."""
        before = self.current
        if record in self.choices:
            self.current = record
            if part:
                chosen = tuple(json.loads(part))
                self.choices[record] = replace(self.choices[record], agreements=chosen)
            self._mark()
            self.refresh()
        elif record:
            self.current = SPEND
            self._mark()
            self.show_statement(record)
        if self.current != before:
            self.area.verticalScrollBar().setValue(0)

    def where(self) -> tuple[str, str]:
        return self.current, ""

    def commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        """What this page can do, for the find box."""
        return [
            ("printer", _("Print this report…"), self.print),
            ("table", _("Export this report to Excel…"), self.export),
            ("plus", _("New statement of spend…"), self.new),
            *(
                (kind.icon, kind.title.text(language()), partial(self.show_record, kind.id))
                for kind in reports().kinds
            ),
        ]

    def new(self) -> None:
        """Ask for a new statement of spend."""
        self.show_record(SPEND)
        if self.panel is not None:
            self.panel.ask_new()

    def print(self) -> None:
        """Show the report as it is printed."""
        title = report_kind(self.current).title.text(language())
        self.shell.preview(title, REPORT, self.choice.record)

    def export(self) -> None:
        """Ask where to, and write the report's tables as an Excel workbook."""
        if self.report is not None:
            export_report(self, self.report)

    def show_statement(self, statement: str) -> None:
        """Show a statement of spend, or the newest."""
        self.choices[SPEND] = replace(self.choices[SPEND], statement=statement)
        self.refresh()

    def go_to(self, place: Place) -> None:
        """Go to what a row or a cell is about."""
        self.shell.go(place.kind, place.record, place.part)

    def read_again(self) -> None:
        """Read the report in the background: at many agreements it takes a moment."""
        self._asked += 1
        asked, choice, code = self._asked, self.choice, language()

        def read() -> Report:
            found: Report = self.ask(report, choice, code, _today())
            return found

        def arrive(found: Report) -> None:
            if asked == self._asked:
                self._show(choice, found)

        in_background(self, read, arrive, partial(self._failed, asked))

    # Showing.

    def _list(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("clear")
        made.setAccessibleName(_("Reports"))
        made.setItemDelegate(RowDelegate(made))
        made.setResizeMode(QListWidget.ResizeMode.Adjust)
        for kind in reports().kinds:
            add_row(made, kind.title.text(language()), Row(kind.icon, "muted"), kind.id)
        made.setCurrentRow(0)
        return made

    def _mark(self) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(KEY) == self.current:
                self.list.blockSignals(True)  # noqa: FBT003 - Qt's own parameter
                self.list.setCurrentRow(row)
                self.list.blockSignals(False)  # noqa: FBT003 - Qt's own parameter

    def _choose(self, row: int) -> None:
        item = self.list.item(row)
        if item is not None and item.data(KEY) != self.current:
            self.current = item.data(KEY)
            self.area.verticalScrollBar().setValue(0)
            self.refresh()

    def _show_controls(self) -> None:
        """Show what the report can be narrowed by; for spend, its statement too."""
        kind = report_kind(self.current)
        self.about.setText(kind.about.text(language()))
        entering = self.panel is not None and self.panel.entering
        known = self.ask(departments)
        key = (self.choice, known)
        if self.filters is not None and key == self._controls and self.panel is None:
            return
        self._controls = key
        self.filters = ReportFilters(self.choice, known, self._narrow)
        items: list[QWidget] = [self.filters]
        self.panel = None
        if self.current == SPEND:
            self.panel = SpendPanel(self, self.choice.statement, entering=entering)
            items.append(self.panel)
        refill(self.top, *items, gap=12)
        in_order(self.list, self.top, self.body)

    def _narrow(self, choice: ReportChoice) -> None:
        again = bool(choice.agreements) != bool(self.choice.agreements)
        self.choices[self.current] = choice
        self._controls = (choice, self._controls[1])
        if again:
            self._show_controls()
        self.read_again()

    def _show(self, choice: ReportChoice, found: Report) -> None:
        if self._shown == (choice, found):
            return
        self._shown, self.report = (choice, found), found
        self.header.say(_("Reports"), found.title)
        self.export_button.setEnabled(bool(found.tables))
        says = label("\n".join(found.says), wrap=True)
        items: list[QWidget] = [label(found.title, "h2", wrap=True), says]
        if found.missing:
            items.append(self._nothing(found.missing))
        else:
            items += report_items(found, self.go_to)
        refill(self.body, *items, gap=14)
        in_order(self.list, self.top, self.body)

    def _nothing(self, words: str) -> QWidget:
        first = button(_("Go to the contracts"), "file-signature",
                       slot=lambda: self.shell.go("contracts"))  # fmt: skip
        return empty("chart-column", _("Nothing to report yet"), words, first)

    def _failed(self, asked: int, problem: Exception) -> None:
        if isinstance(problem, UserError) and asked == self._asked:
            self.choices[self.current] = ReportChoice(self.current)  # a statement that is gone
            self.refresh()
        elif self.workspace.ready and not isinstance(problem, UserError):
            raise problem  # else the desk was closed meanwhile


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the person's own day
