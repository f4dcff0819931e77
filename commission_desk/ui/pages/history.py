"""History: everything that was done, by whom and when, what it said before, and putting it back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, file_size, language
from commission_desk.operations.history import put_back, restore_value
from commission_desk.operations.history_detail import step_detail
from commission_desk.operations.history_list import (
    PAGE,
    HistoryQuery,
    StepView,
    kinds_changed,
    people,
    steps,
)
from commission_desk.operations.titles import home_of, titles
from commission_desk.ui.dialogs.as_at import AsAtDialog
from commission_desk.ui.fieldnames import field_words, kind_words
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import frame, hbox, rule, vbox
from commission_desk.ui.kit.layout import page as page_of
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.problems import Banner
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.typed import date_field
from commission_desk.ui.pages.history_detail import StepPane
from commission_desk.ui.pages.history_list import StepsModel, StepsView
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.places import HOMES
from commission_desk.ui.thinning import ask_to_thin
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.operations.thinning import HistorySize
    from commission_desk.ui.window import Window

PAUSE = 200  # ms after the last letter before the list is filtered
EVERYTHING = frozenset({
    "team", "organisation", "stakeholder", "engagement", "engagement_link", "plan", "answer",
    "agreement", "term_option", "measure", "result", "risk", "meeting", "agenda_item",
    "attendance", "decision", "action", "evidence", "need", "need_figure", "outcome", "service",
    "resource", "gap", "objective", "intention", "market_action", "monitoring_measure",
    "criterion", "plan_option", "option_score", "service_outcome", "intention_duty", "team_outline",
    "outline_version",
    "outline_section", "outline_part", "plan_comment", "plan_version",
    "plan_review", "review_answer", "review_change", "register_view", "column_mapping",
    "other_name", "partner_share", "payment", "variation", "rationale", "agreement_answer",
    "own_figure", "rating", "monthly_run", "run_line", "spend_statement", "spend_line",
    "spend_share", "agreement_review", "feedback", "document", "service_review",
    "service_element", "reviewed_agreement",
})  # fmt: skip


class HistoryPage(Page):
    """The steps, newest first; beside them what the chosen one changed, before and after."""

    tables = EVERYTHING
    shell: "Window"

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.query = HistoryQuery()
        self._asked = 0  # counts what was asked for, so that an answer that comes late is dropped
        as_at = button(_("See the desk as at a date"), "calendar", slot=self.as_at)
        backups = button(_("Backups"), "save", slot=lambda: shell.go("backups"))
        self.header = Header(
            _("History"), _("Every change, by whom and when"), as_at, backups, find=shell.find
        )
        self.full = Banner("", "note")
        self.full.hide()
        self.model = StepsModel(self._fetch, self.today)
        self.list = StepsView(self.model, _("What was done"))
        self.pane = StepPane(self)
        self.list.chosen.connect(self._show_step)
        self.list.opened.connect(self._open_step)
        says = _("Every change to this desk is listed here, with what it said before.")
        self.nothing = page_of(
            label(_("Nothing to show"), "h3", wrap=True), label(says, "muted", wrap=True),
            gap=6, margins=(16, 14, 12, 14),
        )  # fmt: skip
        left = frame("left", vbox(self._filters(), rule(), self.list, self.nothing, gap=0))
        vbox(
            self.header, self.full, Panes(self.pane, left=left, widths=(424, 0, 0)), gap=0,
            parent=self,
        ).setStretch(2, 1)  # fmt: skip
        workspace.measured.connect(self._measured)
        self._measured(workspace.history_size)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.words.setFocus)

    def refresh(self) -> None:
        self._show_choices()
        self._read()

    def show_record(self, record: str, part: str = "") -> None:
        """Show the history of one record, and of one of its fields if ``part`` names it."""
        self._ask(record=record, field=part)
        self.list.setFocus()

    def where(self) -> tuple[str, str]:
        return self.query.record, self.query.field

    def commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        return [
            ("calendar", _("See the desk as at a date"), self.as_at),
            ("history", _("Thin the history"), self.thin),
        ]

    def as_at(self) -> None:
        """Ask for a day, and show the desk as it stood then."""
        AsAtDialog(self.shell, self.today()).open()

    def thin(self) -> None:
        """Ask up to which day to thin the history."""
        ask_to_thin(self.shell, self.today())

    def _measured(self, size: "HistorySize | None") -> None:
        words = ""
        if size is not None and size.is_full:
            words = _("What was written before takes {size}. It can be thinned in the settings.")
        self.full.say(words.format(size=file_size(size.earlier if size else 0)))

    def restore(self, record: str, field: str, change: int) -> None:
        """Have a field say again what it said after a change."""
        self.do(restore_value, record, field, change)
        words = _("Restored: {field}").format(field=field_words(field))
        self.shell.toast(words, undo=True)

    def put_back(self, kind: str, record: str) -> None:
        """Put back a record that was taken away."""
        self.do(put_back, kind, record)
        name = self.ask(titles, [(kind, record)], language()).get((kind, record))
        words = _("Put back: {title}").format(title=name or kind_words(kind))
        self.shell.toast(words, undo=True)

    def open_record(self, kind: str, record: str) -> None:
        """Show a record on its own page."""
        home, owner, part = self.ask(home_of, kind, record)
        if home in HOMES:
            self.shell.go(HOMES[home], owner, part)

    def has_home(self, kind: str) -> bool:
        """Whether records of a kind are shown on a page."""
        return kind in HOMES or kind in ("answer", "agenda_item", "decision")

    @staticmethod
    def today() -> date:
        """Return the day it is where the person is."""
        return date.today()  # noqa: DTZ011 - the person's own day

    def _filters(self) -> Any:
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Filter by words"))
        self.words.setAccessibleName(_("Filter the history by words"))
        self.words.setClearButtonEnabled(True)
        self.kind = ChoiceField(_("Kind"), ())
        self.who = ChoiceField(_("Who"), ())
        self.day = date_field(_("Day"))
        self.only = label("", "smallstrong", wrap=True)
        self.all = button(_("Show all"), "x", "ghost", self.show_all)
        self.narrowed = frame("clear", hbox(self.only, self.all))
        self.narrowed.hide()
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(lambda: self._ask(words=self.words.text()))
        self.words.textChanged.connect(lambda _text: self.pause.start())
        self.kind.committed.connect(lambda: self._ask(kind=self.kind.value() or ""))
        self.who.committed.connect(lambda: self._ask(who=self.who.value() or ""))
        self.day.committed.connect(self._ask_day)
        self.fields = QWidget()
        self.fields.setLayout(Flow(self.kind, self.who, self.day, gap=10))
        self.fields.hide()
        self.more = button("", "list-filter", "tool", tip=_("Filter by kind, person and day"))
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_fields)
        top = hbox(self.words, self.more)
        return frame(
            "clear", vbox(top, self.fields, self.narrowed, gap=10, margins=(16, 14, 16, 12))
        )

    def _show_fields(self, shown: bool) -> None:
        """Show the other filters; hidden ones do not filter."""
        self.fields.setVisible(shown)
        if not shown:
            self.day.set_value(None)
            self._ask(kind="", who="", day=None)

    def show_all(self) -> None:
        """Show the history of every record again."""
        self._ask(record="", field="")
        self.list.setFocus()

    def _ask_day(self) -> None:
        try:
            day = self.day.value()
        except UserError as problem:
            self.day.complain(str(problem))
            return
        self.day.complain("")
        self._ask(day=day)

    def _ask(self, **changes: Any) -> None:
        if replace(self.query, **changes) == self.query:
            return
        self.query = replace(self.query, **changes)
        self._show_choices()
        self._read(say=True)

    def _read(self, *, say: bool = False) -> None:
        """Read the list again as far as it was read; looking for words may take a while."""
        limit = PAGE * max(1, ceil(self.list.currentIndex().row() / PAGE))

        def show(found: Sequence[StepView]) -> None:
            self._show_list(found, whole=len(found) < limit)
            if say:
                announce(self.list, _("{count} shown").format(count=self.model.rowCount()))

        self._find(None, limit, show)

    def _fetch(self, before: int | None) -> None:
        self._find(before, PAGE, self.model.add)

    def _find(
        self, before: int | None, limit: int, then: Callable[[Sequence[StepView]], None]
    ) -> None:
        """Read steps: at once, or where words are looked for, without holding up the window."""
        self._asked += 1
        asked, desk = self._asked, self.workspace.desk
        query, words = self.query, language()

        def work() -> Sequence[StepView]:
            assert desk is not None, "the desk is not open yet"
            return desk.ask(steps, query, before, limit, words)

        if not self.query.words:
            then(work())
            return
        self.model.waiting = True  # until then nothing is added to what is shown

        def still_wanted() -> bool:
            return self._asked == asked and self.workspace.desk is desk

        in_background(
            self, work,
            lambda found: then(found) if still_wanted() else None,
            lambda problem: self.shell.problem(problem) if still_wanted() else None,
        )  # fmt: skip

    def _show_list(self, found: Sequence[StepView], *, whole: bool) -> None:
        chosen = self.list.current()
        self.model.show(found, whole=whole)
        self.nothing.setVisible(not self.model.rows)
        self.list.setVisible(bool(self.model.rows))
        self.list.choose(chosen.seq if chosen else None)
        self._show_step(self.list.current())

    def _show_choices(self) -> None:
        kinds = {kind: kind_words(kind) for kind in self.ask(kinds_changed)}
        self.kind.set_choices([("", _("Any kind")), *kinds.items()])
        self.kind.set_value(self.query.kind)
        self.who.set_choices([("", _("Anyone")), *((who, who) for who in self.ask(people))])
        self.who.set_value(self.query.who)
        self.narrowed.setVisible(bool(self.query.record))
        if self.query.record:
            self.only.setText(self._narrowed_to())

    def _narrowed_to(self) -> str:
        keys = [(kind, self.query.record) for kind in EVERYTHING]
        name = next(iter(self.ask(titles, keys, language()).values()), _("one record"))
        if self.query.field:
            field = field_words(self.query.field)
            return _("Only {title}: {field}").format(title=name, field=field)
        return _("Only {title}").format(title=name)

    def _show_step(self, step: StepView | None) -> None:
        if step is None:
            self.pane.show_step(None, None)
            return
        detail = self.ask(step_detail, step.seq, self.query.record or None, language())
        self.pane.show_step(step, detail)

    def _open_step(self, step: StepView) -> None:
        if step.kind and self.has_home(step.kind):
            self.open_record(step.kind, step.record)
