"""Stakeholders: who is affected, how they stand, who has been heard, and what was promised."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from commission_desk.content.choices import choices
from commission_desk.i18n import _, ngettext
from commission_desk.operations.records import remove
from commission_desk.operations.stakeholders import (
    ContactRow,
    StakeholderRow,
    contacts,
    stakeholders,
)
from commission_desk.ui.dialogs.contact import ContactDialog
from commission_desk.ui.dialogs.new_stakeholder import NewStakeholder
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.layout import TwoColumn, page, vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.pages.stakeholders_contacts import ContactLog
from commission_desk.ui.pages.stakeholders_detail import StakeholderDetail
from commission_desk.ui.pages.stakeholders_map import StakeholderMap
from commission_desk.ui.pages.stakeholders_side import Heard, Promised
from commission_desk.ui.pages.stakeholders_words import label_of
from commission_desk.ui.workspace import Workspace

ALWAYS = 10_000  # px: no window is so wide, so one stakeholder is always shown in a drawer


class StakeholdersPage(Page):
    """The grid and the log of contacts; beside them who was heard and what was promised."""

    tables = frozenset({"stakeholder", "engagement", "engagement_link", "organisation", "action"})

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.rows: tuple[StakeholderRow, ...] = ()
        self.contacts: tuple[ContactRow, ...] = ()
        new = button(_("New stakeholder"), "plus", "", self.new, _("New stakeholder (Ctrl+N)"))
        record = button(
            _("Record a contact"), "message-square-plus", "primary", self.record_contact,
            _("Record a contact (Ctrl+Shift+R)"),
        )  # fmt: skip
        self.header = Header(_("Stakeholders"), "", new, record, find=shell.find)
        self.map, self.log = StakeholderMap(self), ContactLog(self)
        self.heard, self.promised = Heard(self), Promised(self)
        self.detail = StakeholderDetail(self)
        body = page(TwoColumn((self.map, self.log), (self.heard, self.promised)))
        self.panes = Panes(body, right=self.detail, widths=(0, 460, ALWAYS))
        first = button(_("New stakeholder"), "plus", "primary", self.new)
        self.nothing = empty(
            "users", _("Who is affected, and who can help"),
            _("Add the people, groups and organisations that your plans and agreements touch. "
              "Here you see how they stand, whom you have heard, and what you promised."),
            first,
        )  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panes)
        self.stack.addWidget(self.nothing)
        vbox(self.header, self.stack, gap=0, parent=self).setStretch(1, 1)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+R"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.record_contact)

    def refresh(self) -> None:
        self.rows, self.contacts = self.ask(stakeholders), self.ask(contacts)
        count = len(self.rows)
        words = ngettext("{count} person or group", "{count} people and groups", count)
        self.header.say(_("Stakeholders"), words.format(count=count))
        self.stack.setCurrentIndex(0 if self.rows else 1)
        self.map.show_rows(self.rows)
        self.log.show_rows(self.contacts)
        self.heard.show_groups(self.today())
        self.promised.show_promises(self.today())
        shown = self.detail.row
        if shown is not None:
            self.detail.show_stakeholder(self._row(shown.id), self.contacts)
            if self.detail.row is None and self.panes.open:
                self.panes.close_drawer()

    def show_record(self, record: str, part: str = "") -> None:
        if self._row(record) is not None:
            self.open_stakeholder(record)
        elif (
            contact := next((row for row in self.contacts if row.id == record), None)
        ) is not None:
            self.edit_contact(contact)
        elif part in (group.id for group in choices("stakeholder-category")):
            self.map.show_group(label_of("stakeholder-category", part))

    def new(self) -> None:
        NewStakeholder(self, self.open_stakeholder).open()

    def flush(self) -> None:
        self.detail.flush()

    def commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        return [
            ("message-square-plus", _("Record a contact"), self.record_contact),
            ("plus", _("New stakeholder"), self.new),
        ]

    def record_contact(self, who: str = "") -> None:
        """Ask for a contact, with one stakeholder chosen already if given."""
        self.flush()
        ContactDialog(self, who=(who,) if who else ()).open()

    def edit_contact(self, contact: ContactRow) -> None:
        """Show a contact to change it."""
        if self.findChild(ContactDialog) is None:  # a double click asks twice
            self.flush()
            ContactDialog(self, contact).open()

    def open_stakeholder(self, record: str) -> None:
        """Show one stakeholder in the drawer."""
        self.map.choose(record)
        self.detail.show_stakeholder(self._row(record), self.contacts)
        if not self.panes.open:
            self.panes.toggle()

    def follow(self, record: str) -> None:
        """Show another stakeholder if the drawer is open."""
        if self.panes.open:
            self.detail.show_stakeholder(self._row(record), self.contacts)

    def remove_stakeholder(self, record: str) -> None:
        """Take a stakeholder away; the toast brings them back."""
        row = self._row(record)
        if row is not None:
            self.flush()
            self.do(remove, "stakeholder", record)
            self.shell.toast(_("Removed: {title}").format(title=row.name), undo=True)

    @staticmethod
    def today() -> date:
        """Return the day it is where the person is."""
        return date.today()  # noqa: DTZ011 - the person's own day

    def _row(self, record: str) -> StakeholderRow | None:
        return next((row for row in self.rows if row.id == record), None)
