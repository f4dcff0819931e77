"""The month: a look at every current agreement, row by row, and the reports that follow."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QStackedWidget, QWidget

from commission_desk.content.choices import choice
from commission_desk.content.scales import scale
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, ngettext, whole_month
from commission_desk.operations.monthly_run import (
    RunRow,
    begin_run,
    confirm_lines,
    edit_run,
    finish_run,
    grade_line,
    missing_from,
    rate_line,
    runs,
    take_in,
)
from commission_desk.operations.run_lines import LineView, run_line, run_lines
from commission_desk.ui.dialogs.chase import ChaseDialog
from commission_desk.ui.kit.binding import Form
from commission_desk.ui.kit.buttons import action, button, menu_button
from commission_desk.ui.kit.cells import TableModel
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.fields import ChoiceField, LineField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.pages.contracts_month_form import LineForm
from commission_desk.ui.pages.contracts_month_head import MonthHead
from commission_desk.ui.pages.contracts_month_table import RunTable, columns
from commission_desk.ui.pages.contracts_month_words import (
    FINISHED,
    VIEW_NAMES,
    VIEWS,
    WHAT_FOR,
    begin_words,
    has_words,
    months_to_begin,
    run_title,
    take_words,
    totals_words,
)
from commission_desk.ui.pages.contracts_sight import Sight

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts import ContractsPage

WIDTHS = (0, 392, 620)


class MonthSight(Sight):
    """The monthly run: a table that is gone through by key, with one line's form beside it."""

    panes: Panes
    tables = frozenset({"monthly_run", "run_line", "agreement", "organisation", "action"})

    def __init__(self, page: "ContractsPage") -> None:
        super().__init__(page)
        self.runs: tuple[RunRow, ...] = ()
        self.run: RunRow | None = None
        self.lines: tuple[LineView, ...] = ()
        self.view, self.new_count = "all", 0
        self.month = ChoiceField(_("Month"), [])
        self.month.setMinimumWidth(px(190))
        self.month.committed.connect(lambda: self._show_run(self.month.value()))
        self.status, self.said = Chip(""), label("", "small", wrap=True)
        self.reader_form = Form()
        self.reader = LineField(_("Exception report for"), prompt=_("such as Assistant Director"))
        self.reader.setMinimumWidth(px(300))
        self.reader_binding = self.reader_form.bind(self.reader, self._keep_reader)
        self.pills = {
            key: button("", kind="pill", slot=partial(self._show_view, key)) for key in VIEWS
        }
        self.pills["all"].setChecked(True)
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Filter by words or manager"))
        self.words.setMinimumWidth(round(theme.width(self.words.placeholderText())) + px(44))
        self.words.setAccessibleName(_("Filter the monthly run"))
        self.words.setClearButtonEnabled(True)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(150)
        self.pause.timeout.connect(self._filter)
        self.words.textChanged.connect(lambda _text: self.pause.start())
        self.model = TableModel([], columns())
        self.table = RunTable(self.model, _("Agreements this month"))
        self.form = LineForm(self)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read the months and the lines of the one that is shown."""
        self.runs = self.page.ask(runs)
        kept = self.run.id if self.run else ""
        known = {row.id for row in self.runs}
        self._offer()
        self._show_run(kept if kept in known else (self.runs[0].id if self.runs else ""))

    def show_record(self, record: str) -> None:
        """Show a month by its run, or the newest."""
        if any(row.id == record for row in self.runs):
            self._show_run(record)

    def record(self) -> str:
        return self.run.id if self.run else ""

    def flush(self) -> None:
        self.form.flush()
        self.reader_form.flush()

    def new(self) -> None:
        """Begin the next month."""
        months = months_to_begin(self.runs)
        if months:
            self.begin(months[-1])
        elif self.runs[0].status != FINISHED:
            self.page.shell.toast(_("Finish the month that is open first: the next copies it."))
        else:
            self.page.shell.toast(_("This month is finished. The next begins on its first day."))

    def seek(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    @property
    def frozen(self) -> bool:
        """Whether the month that is shown was finished."""
        return self.run is None or self.run.status == FINISHED

    @property
    def line(self) -> LineView | None:
        """The line that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def begin(self, month: date) -> None:
        """Begin a month as a copy of the one before."""
        today = date.today()  # noqa: DTZ011 - the person's own day
        self.run = None
        made = self.page.keep(begin_run, month, today)
        self.refresh()
        self._show_run(made)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def rate(self, risk: str) -> None:
        """Rate the risk of the chosen line; red and amber ask for their reason on confirming."""
        if self._may_change():
            self.change(rate_line, risk=risk)

    def grade(self, value: str) -> None:
        """Grade the chosen line on its own scale."""
        line = self.line
        if line is None or not self._may_change():
            return
        if scale(line.scale).point_or_none(value) is None:
            self.page.shell.toast(_("This agreement’s scale has no such point."))
            return
        self.change(grade_line, value=value)

    def change(self, operation: Callable[..., Any], *args: Any, **values: Any) -> None:
        """Change the chosen line and show it."""
        line = self.form.line
        if line is not None:
            self.page.keep(operation, line.id, *args, **values)
            self._renew(line.id)

    def confirm(self) -> None:
        """Confirm the chosen line and go to the next one."""
        line = self.line
        if line is None or not self._may_change() or not self.form.flush():
            return
        following = self._after(line)
        if not line.confirmed and not self._confirm([line.id]):
            return
        self._renew(line.id)
        self.page.changed(line.agreement_id)
        if self.view != "all":
            self._filter(quietly=True)
        self._choose(following)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm_all(self) -> None:
        """Confirm every line that is shown, as one step that undo takes back."""
        shown = [line.id for line in self.model.rows if not line.confirmed]
        if self._may_change() and self.form.flush() and shown and self._confirm(shown):
            words = ngettext("{count} agreement confirmed.", "{count} agreements confirmed.",
                             len(shown))  # fmt: skip
            self.page.shell.toast(words.format(count=len(shown)), undo=True)
            self.page.refresh()

    def take_in(self) -> None:
        """Add the agreements that are new since the run began."""
        if self.run:
            self.page.keep(take_in, self.run.id)
            self.refresh()

    def finish(self) -> None:
        """Freeze the month; undo opens it again."""
        if self.run is None or self.frozen:
            return
        self.flush()
        today = date.today()  # noqa: DTZ011 - the person's own day
        left = self.page.keep(finish_run, self.run.id, today)
        self.refresh()
        words = ngettext(
            "Finished. {count} agreement was not returned.",
            "Finished. {count} agreements were not returned.", left,
        )  # fmt: skip
        self.page.shell.toast(words.format(count=left), undo=True)

    def chase(self) -> None:
        """Show who has not returned what."""
        self.flush()
        if self.run:
            ChaseDialog(self, self.lines, self.print).open()

    def print(self, document: str) -> None:
        """Show the exception report or the chase list before it is printed."""
        if self.run:
            self.flush()
            self.page.shell.preview(run_title(self.run), document, self.run.id)

    def _build(self) -> None:
        menu = QMenu(_("Print"), self)
        for words, document in (
            (_("Exception report…"), "exceptions"),
            (_("Chase list…"), "chase"),
        ):
            menu.addAction(action(words, partial(self.print, document), "printer", parent=menu))
        self.begin_menu = QMenu(_("Begin a month"), self)
        self.begin_button = menu_button(_("Begin a month"), "plus", self.begin_menu)
        self.all_button = button(_("Confirm all shown"), "check", slot=self.confirm_all)
        self.finish_button = button(_("Finish the month"), "lock", "primary", self.finish)
        self.take_button = button("", "plus", "ghost", self.take_in)
        tools = Flow(
            self.all_button, button(_("Chase list"), "send", slot=self.chase),
            menu_button(_("Print"), "printer", menu), self.begin_button, self.finish_button,
        )  # fmt: skip
        self.area = MonthHead(
            hbox(self.month, self.reader, None, gap=16),
            Flow(self.status, self.said, self.take_button, gap=10),
            tools,
            Flow(*self.pills.values(), None, self.words),
        )
        centre = QWidget()
        self.list = QStackedWidget()
        self.list.addWidget(self.table)
        nothing = _("No agreement of this month is in this view.")
        self.list.addWidget(empty("search", _("Nothing found"), nothing))
        vbox(self.area, self.list, gap=0, parent=centre).setStretch(1, 1)
        self.panes = Panes(centre, right=self.form, widths=WIDTHS)
        self.body = QStackedWidget()
        self.body.addWidget(self.panes)
        self.first = button("", "plus", "primary", self.new)
        self.body.addWidget(
            empty("calendar-days", _("No month has begun yet"), _(WHAT_FOR), self.first)
        )
        vbox(self.body, gap=0, parent=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(
            0, self, lambda: self.area.fit(self.height())
        )  # when the panes have their width

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_line())
        self.table.confirmed.connect(self.confirm)
        self.table.rated.connect(self.rate)
        self.table.graded.connect(self.grade)
        self.table.wanted.connect(self._go_to)
        self.table.clicked.connect(lambda _index: self.panes.show_right())

    def _offer(self) -> None:
        self.month.set_choices([(row.id, whole_month(row.month, language())) for row in self.runs])
        months = months_to_begin(self.runs)
        self.begin_menu.clear()
        for month in months:
            step = partial(self.begin, month)
            self.begin_menu.addAction(action(begin_words(month), step, parent=self.begin_menu))
        self.begin_button.setVisible(bool(months))
        self.first.setText(begin_words(date.today()))  # noqa: DTZ011 - the person's own day

    def _show_run(self, record: str) -> None:
        self.flush()
        self.run = next((row for row in self.runs if row.id == record), None)
        self.body.setCurrentIndex(0 if self.run else 1)
        if self.run is None:
            self.lines = ()
            self.model.show_rows([])
            self.form.show_line(None, frozen=True)
            return
        self.month.set_value(record)
        self.reader_binding.show(self.run.reader)
        self.reader.set_read_only(self.frozen)
        self.new_count, _others = self.page.ask(missing_from, record)
        self.lines = self.page.ask(run_lines, record)
        self._say()
        self._filter()

    def _say(self) -> None:
        assert self.run is not None
        found = choice("run-status", self.run.status)
        self.status.say(found.label.text(language()), found.tone, found.icon)
        self.said.setText(totals_words(self.lines))
        for key, belongs in VIEWS.items():
            self.pills[key].setText(_(VIEW_NAMES[key]).format(count=sum(map(belongs, self.lines))))
        self.take_button.setText(take_words(self.new_count))
        self.take_button.setVisible(bool(self.new_count) and not self.frozen)
        self.all_button.setVisible(not self.frozen)
        self.finish_button.setVisible(not self.frozen)
        self.area.fit(self.height())

    def _show_view(self, key: str) -> None:
        self.view = key
        self._filter()

    def _filter(self, *, quietly: bool = False) -> None:
        kept = self.line
        wanted = self.words.text().casefold().split()
        belongs = VIEWS[self.view]
        rows = [line for line in self.lines if belongs(line) and has_words(line, wanted)]
        self.table.selectionModel().blockSignals(quietly)  # the caller chooses a row
        self.model.show_rows(rows)
        self.table.selectionModel().blockSignals(False)  # noqa: FBT003 - Qt's own parameter
        self.list.setCurrentIndex(0 if rows else 1)
        if not quietly:
            self._choose(kept.id if kept else "")

    def _choose(self, record: str) -> None:
        rows = self.model.rows
        at = next((number for number, line in enumerate(rows) if line.id == record), 0)
        if rows:
            self.table.selectRow(at)
            self.table.scrollTo(self.model.index(at, 0))
        self._show_line()

    def _show_line(self) -> None:
        self.form.show_line(self.line, frozen=self.frozen)

    def _go_to(self, name: str) -> None:
        self.panes.show_right()
        self.form.go_to(name)

    def _after(self, line: LineView) -> str:
        """Return the line to go to next: the following one that nobody has confirmed."""
        rows = self.model.rows
        at = next(number for number, each in enumerate(rows) if each.id == line.id)
        return rows[at + 1].id if at + 1 < len(rows) else (rows[at - 1].id if at else line.id)

    def _renew(self, record: str) -> None:
        """Read one line again and keep its place."""
        line = self.page.ask(run_line, record)
        self.lines = tuple(line if each.id == record else each for each in self.lines)
        at = next((n for n, each in enumerate(self.model.rows) if each.id == record), -1)
        if at >= 0:
            self.model.rows[at] = line
            self.model.cell.cache_clear()
            last = self.model.columnCount() - 1
            self.model.dataChanged.emit(self.model.index(at, 0), self.model.index(at, last))
        self._say()
        if self.form.line is not None and self.form.line.id == record:
            self.form.show_line(line, frozen=self.frozen)

    def _confirm(self, lines: list[str]) -> bool:
        today = date.today()  # noqa: DTZ011 - the person's own day
        try:
            self.page.keep(confirm_lines, lines, today)
        except UserError as problem:
            if len(lines) > 1:
                raise
            self.panes.show_right()
            self.form.complain(str(problem))
            return False
        return True

    def _may_change(self) -> bool:
        if self.frozen:
            self.page.shell.toast(_("This month was finished, so it stays as it is."))
        return not self.frozen

    def _keep_reader(self, words: str) -> None:
        if self.run and not self.frozen:
            self.page.keep(edit_run, self.run.id, words)
            self.runs = self.page.ask(runs)
            self.run = next(row for row in self.runs if row.id == self.run.id)
