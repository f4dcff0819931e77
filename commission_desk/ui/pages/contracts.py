"""Contracts: the register of agreements, quick at any length, and one agreement beside it."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from commission_desk.domain.money import short_money
from commission_desk.i18n import _, ngettext
from commission_desk.operations.organisations import organisations
from commission_desk.operations.records import remove_all
from commission_desk.operations.register import (
    RegisterQuery,
    Totals,
    agreement_rows,
    totals,
    view_counts,
)
from commission_desk.operations.register_groups import BothTotals, both_totals
from commission_desk.ui.dialogs.import_register import choose_register
from commission_desk.ui.dialogs.new_agreement import NewAgreementDialog
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.buttons import action, button, menu_button
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.register import Query
from commission_desk.ui.kit.registertable import FindBox
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.contracts_agreement import AgreementPane
from commission_desk.ui.pages.contracts_columns import AgreementTable, all_columns, usual
from commission_desk.ui.pages.contracts_export import export_register
from commission_desk.ui.pages.contracts_filters import KindSwitch, ViewPills
from commission_desk.ui.pages.contracts_groups import GroupedSource, is_group
from commission_desk.ui.pages.contracts_prints import contracts_prints, fill_prints
from commission_desk.ui.pages.contracts_publish import publish_commands, publish_menu
from commission_desk.ui.pages.contracts_register import (
    AgreementModel,
    register_query,
    spoken_totals,
)
from commission_desk.ui.pages.contracts_sights import REGISTER, Sights
from commission_desk.ui.pages.contracts_tools import RegisterTools, only_agreements
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.workspace import Workspace

WIDTHS = (0, 540, 620)  # px at 100%: nothing at the left, the agreement, the least for the list


class ContractsPage(Page):
    """The register and, beside it, the agreement that is chosen in it."""

    own = frozenset(
        {"agreement", "organisation", "term_option", "measure", "result", "risk", "meeting"}
        | {"partner_share", "payment", "variation", "rationale", "agreement_answer", "own_figure"}
        | {"plan", "register_view", "rating", "action", "agreement_review", "feedback", "document"}
    )

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        shown = [all_columns()[each.name] for each in usual()]
        self.model = AgreementModel(GroupedSource(workspace), shown, Query("end"))
        self.table = AgreementTable(self.model, _("Agreements"))
        self.find_box = FindBox(self.table, _("Filter by title, reference or provider"))
        self.pills = ViewPills(partial(self._filter, "view"))
        self.switch = KindSwitch(partial(self._filter, "kinds"))
        self.tools = RegisterTools(self)
        self.detail = AgreementPane(self)
        self.header = self._header()
        self._new, self._asked, self._at = True, 0, 0
        self._counted: tuple[object, ...] | None = None  # the filter of the counts shown
        self._wanted: tuple[str, str] | None = None
        self._build()
        self._connect()

    @property
    def tables(self) -> frozenset[str]:  # type: ignore[override]
        """What the register is drawn from, and the sights that have been looked at."""
        return self.own | self.sights.tables

    def refresh(self) -> None:
        """Read the register, its counts and the agreement again, or the sight that is shown."""
        self.sights.refresh()
        self._counted = None
        if not self._new:
            self._at = self.table.verticalScrollBar().value()
            self.model.reload()
        elif self.model.complete:  # the model read the list when the page was built
            self._settled()
        self._new = False
        self.tools.refresh()
        self.detail.refresh()

    def show_record(self, record: str, part: str = "") -> None:
        """Show an agreement and a part of it, a sight, or the agreements of an organisation."""
        if part in self.sights.keys:
            self.sights.go(part, record)
            return
        self.sights.go(REGISTER)
        if not record or self.ask(agreement_rows, [record]):
            self._wanted = (record, part) if record else None
            self._seek()
            return
        name = next((each.name for each in self.ask(organisations) if each.id == record), "")
        self.find_box.setText(name)
        self.find_box.search()

    def where(self) -> tuple[str, str]:
        if self.sights.current:
            return self.sights.current.record(), self.sights.key
        return (self.detail.view.row.id, "") if self.detail.view else ("", "")

    def flush(self) -> None:
        """Keep what has been typed about the agreement, or in a sight."""
        self.detail.flush()
        self.sights.flush()

    def commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        """What this page can do, for the find box."""
        return [
            ("plus", _("New agreement…"), self.new_agreement),
            ("upload", _("Import a register…"), self.import_register),
            ("users", _("Merge organisations…"), self.tools.merge),
            *(("printer", words, slot) for words, slot in contracts_prints(self)),
            ("calendar-days", _("Service reviews"), lambda: self.sights.go("service-reviews")),
            ("table", _("Export this list to Excel…"), lambda: export_register(self, "xlsx")),
            ("table", _("Export this list as CSV…"), lambda: export_register(self, "csv")),
            *publish_commands(self),
        ]

    @property
    def query(self) -> RegisterQuery:
        """What the list shows now."""
        return register_query(self.model.query)

    def new(self) -> None:
        """Ask for what is made new here: an agreement, unless a sight makes something else."""
        if self.sights.current:
            self.sights.current.new()
        else:
            self.new_agreement()

    def new_agreement(self) -> None:
        """Ask for a new agreement and show it."""
        NewAgreementDialog(self, self._added).open()

    def import_register(self) -> None:
        """Ask for a file and bring its agreements in."""
        choose_register(self)

    def remove(self, ids: list[str]) -> None:
        """Take agreements off the register; undo brings them back."""
        ids = only_agreements(ids)
        if not ids:
            return
        row = max(self.model.find(record) for record in ids)
        after = self.model.id_at(row + 1) or self.model.id_at(row - len(ids))
        self.do(remove_all, "agreement", ids)
        if after is not None:
            self.table.choose(after)
        removed = ngettext("{count} agreement removed.", "{count} agreements removed.", len(ids))
        self.shell.toast(removed.format(count=len(ids)), undo=True)

    def changed(self, record: str) -> None:
        """Show in the list what has just been kept about one agreement."""
        self.model.renew(record)
        self._count()

    def open_detail(self) -> None:
        """Bring the agreement into view and go to it, or what a sight has at its right."""
        if self.sights.current:
            if self.sights.current.panes is not None:
                self.sights.current.panes.toggle()
            return
        if self.panes.drawer and not self.panes.open:
            self.panes.toggle()
        else:
            self.detail.setFocus(Qt.FocusReason.OtherFocusReason)

    # How the page is made.

    def _header(self) -> Header:
        menu = QMenu(_("Print or export"), self)
        for words, slot in contracts_prints(self):
            menu.addAction(action(words, slot, "printer", parent=menu))
        menu.addSeparator()
        for words, kind in ((_("Excel…"), "xlsx"), (_("CSV…"), "csv")):
            menu.addAction(
                action(words, partial(export_register, self, kind), "table", parent=menu)
            )
        menu.addMenu(publish_menu(self, menu))
        self.details = button(_("Details"), "panel-right", slot=self.open_detail)
        self.details.hide()
        return Header(
            _("Contracts"),
            "",
            button(_("Import"), "upload", slot=self.import_register),
            menu_button(_("Print or export"), "printer", menu),
            self.details,
            button(
                _("New agreement"),
                "plus",
                "primary",
                self.new_agreement,
                _("New agreement (Ctrl+N)"),
            ),
            find=self.shell.find,
        )

    def _build(self) -> None:
        self.find_box.setToolTip(_("Filter the list (Ctrl+F)"))
        filters = hbox(self.find_box, self.switch, self.tools.arrange, gap=10)
        filters.setStretch(0, 1)
        top, centre = QWidget(), QWidget()
        vbox(self.pills, filters, self.tools, gap=10, margins=(24, 14, 16, 12), parent=top)
        self.list = QStackedWidget()
        self.list.setMinimumHeight(px(60))  # or the filters would be squeezed at 200%
        clear = button(_("Show all agreements"), slot=self._clear_filter)
        nothing = _("No agreement has these words, or is in this view.")
        self.list.addWidget(self.table)
        self.list.addWidget(empty("search", _("Nothing found"), nothing, clear))
        vbox(top, self.list, gap=0, parent=centre).setStretch(1, 1)
        self.panes = Panes(centre, right=self.detail, widths=WIDTHS)
        self.body = QStackedWidget()
        self.body.addWidget(self.panes)
        self.body.addWidget(self._empty())
        self.sights = Sights(self, self.body)
        vbox(self.header, self.sights, gap=0, parent=self).setStretch(1, 1)

    def _empty(self) -> QWidget:
        return empty(
            "file-signature",
            _("No agreements yet"),
            _(
                "Contracts, grants and other agreements are kept here, with their dates, money, "
                "performance and risks. Most teams begin with the spreadsheet they have."
            ),
            button(_("Import a register"), "upload", "primary", self.import_register),
            button(_("Add an agreement"), "plus", slot=self.new_agreement),
        )

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.table.clicked.connect(lambda _index: self._clicked())
        self.table.activated_id.connect(lambda _record: self.open_detail())
        self.table.menu_wanted.connect(self._fill_menu)
        self.table.viewport().installEventFilter(self)
        self.model.settled.connect(lambda _count: self._settled())
        self.panes.drawer_needed.connect(self.fit_header)
        here = Qt.ShortcutContext
        keys = (
            (self, "Ctrl+F", self._go_to_filter, here.WidgetWithChildrenShortcut),
            (self.table, QKeySequence(Qt.Key.Key_Delete), self._remove_chosen, here.WidgetShortcut),
        )
        for host, key, slot, context in keys:
            made = QShortcut(QKeySequence(key), host, slot)
            made.setContext(context)  # the argument of that name is of the ambiguous signal

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.table.give_way()
            self.tools.fit()
        return False

    # What happens in it.

    def _choose(self, record: Hashable | None) -> None:
        known = record is not None and not is_group(record)
        self.detail.show_agreement(str(record) if known else "")

    def _clicked(self) -> None:
        group = is_group(self.model.id_at(self.table.currentIndex().row()))
        if self.panes.drawer and not self.panes.open and not group:
            self.panes.toggle()

    def _settled(self) -> None:
        """Go on once the order of the list is known: where it was, and what it adds up to."""
        QTimer.singleShot(0, self, self._scroll_back)  # when the table knows how long it is now
        self._seek()
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectRow(1 if is_group(self.model.id_at(0)) else 0)
        self.list.setCurrentIndex(0 if self.model.rowCount() else 1)
        query = self.query
        if (query.view, query.kinds, query.words, query.narrow) != self._counted:
            self._counted = (query.view, query.kinds, query.words, query.narrow)
            self._count()

    def _scroll_back(self) -> None:
        if self._at:
            self.table.verticalScrollBar().setValue(self._at)
            self._at = 0

    def _seek(self) -> None:
        """Go to the agreement that was asked for, outside the filter if it must be."""
        if self._wanted is None:
            return
        record, part = self._wanted
        if self.table.choose(record):
            self._wanted = None
            self.detail.show_agreement(record, part)
            if self.panes.drawer and not self.panes.open:
                self.panes.toggle()
        elif self.model.complete and self._filtered:
            self._clear_filter()

    @property
    def _filtered(self) -> bool:
        query = self.query
        return bool(query.words or query.kinds or query.view != "all" or query.narrow)

    def _filter(self, name: str, value: object) -> None:
        if name == "view":
            self.tools.current = ""
        self.model.ask(filters={**self.model.query.filters, name: value})

    def say_words(self, words: str) -> None:
        """Show which words the list is filtered by; it is not a search."""
        self.find_box.blockSignals(True)  # noqa: FBT003 - Qt's own parameter
        self.find_box.setText(words)
        self.find_box.blockSignals(False)  # noqa: FBT003 - Qt's own parameter

    def _clear_filter(self) -> None:
        self.say_words("")
        self.pills.show_view("all")
        self.switch.show_kinds(())
        self.model.ask(filters=self.tools.lift(), words="")
        self.tools.show_chips()

    def _count(self) -> None:
        """Count in the background: at a hundred thousand agreements it takes a moment."""
        self._asked += 1
        asked, query = self._asked, self.query

        def count() -> tuple[Totals, dict[str, int], BothTotals]:
            found = self.ask(totals, query), self.ask(view_counts, query)
            return *found, self.ask(both_totals, query)

        def arrive(found: tuple[Totals, dict[str, int], BothTotals]) -> None:
            if asked == self._asked:
                self._show_counts(*found)

        # the rows first: counting would share the processor with painting them
        QTimer.singleShot(0, self, lambda: in_background(self, count, arrive, self._not_counted))

    def _show_counts(self, found: Totals, views: dict[str, int], both: BothTotals) -> None:
        year = _("{amount} a year").format(amount=short_money(found.annual_pence))
        self.header.say(_("Contracts"), f"{spoken_totals(found)} · {year}")
        self.pills.show_counts(views)
        self.tools.show_both(both)
        self._show_body(bool(found.count or self._filtered))

    def _show_body(self, full: bool) -> None:
        focused = QApplication.focusWidget()
        within = focused is not None and self.body.isAncestorOf(focused)
        if full == (self.body.currentWidget() is self.panes):
            return
        self.body.setCurrentIndex(0 if full else 1)
        if within and full:  # Qt would choose a field of the agreement, where a key changes it
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_counted(self, problem: Exception) -> None:
        if self.workspace.ready:  # else the desk was closed meanwhile
            raise problem

    def _fill_menu(self, menu: QMenu, ids: list[str]) -> None:
        remove = action(_("Remove"), partial(self.remove, ids), "trash-2", "Del", menu)
        remove.setEnabled(bool(only_agreements(ids)))
        menu.addAction(action(_("Show details"), self.open_detail, "panel-right", "", menu))
        menu.addAction(action(_("New agreement…"), self.new_agreement, "plus", "Ctrl+N", menu))
        fill_prints(self, menu, only_agreements(ids))
        menu.addAction(remove)

    def _remove_chosen(self) -> None:
        self.remove([str(record) for record in self.table.selected_ids()])

    def _go_to_filter(self) -> None:
        if self.sights.current:
            self.sights.current.seek()
            return
        self.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_box.selectAll()

    def fit_header(self) -> None:
        """Show "Details" only where something at the right waits to be opened."""
        panes = self.sights.current.panes if self.sights.current else self.panes
        self.details.setVisible(panes is not None and panes.drawer)
        self.header.fit()

    def _added(self, record: str) -> None:
        self.show_record(record, "performance")
