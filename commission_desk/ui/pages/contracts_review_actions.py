"""The actions that come of a review: added to the action log as they are written."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commission_desk.content.choices import known_choice
from commission_desk.i18n import _, language, short_date
from commission_desk.operations.actions import ActionRow
from commission_desk.operations.agreement_reviews import AgreementReviewView, add_review_action
from commission_desk.ui.kit.binding import Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import date_field

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class ReviewActions(QWidget):
    """The actions of one review, and a line for the next; Enter in the last field adds it."""

    def __init__(self, pane: "AgreementPane", review: str) -> None:
        super().__init__()
        self.pane, self.review, self.form = pane, review, Form()
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Actions that come of it"), fit=True)
        self.table.opened.connect(lambda row: pane.page.shell.go("actions", row.id))
        self.nothing = label(_("No action yet."), "muted")
        self.task = LineField(_("What is to be done"))
        self.who = LineField(_("Owner"), prompt=_("a role"))
        self.when = date_field(_("By"))
        for field in (self.task, self.who, self.when):
            field.box.returnPressed.connect(self.add)
        add = button(_("Add to the action log"), "plus", slot=self.add)
        vbox(
            label(_("Actions that come of it"), "h3"), self.nothing, self.table, self.task,
            Flow(self.who, self.when), Flow(add), gap=8, parent=self,
        )  # fmt: skip

    def show_review(self, found: AgreementReviewView) -> None:
        """Show what has come of the review so far."""
        self.model.show_rows(found.actions)
        self.table.setVisible(bool(found.actions))
        self.nothing.setVisible(not found.actions)

    def add(self) -> None:
        """Add what was written to the action log, and stay for the next."""
        if not self.task.value():
            self.task.setFocus()
            return
        self.pane.keep(
            add_review_action, self.review, self.task.value(), owner=self.who.value(),
            due=self.when.value(),
        )  # fmt: skip
        for field in (self.task, self.who, self.when):
            field.set_value(None)
        self.task.setFocus()


def _columns() -> list[Column]:
    return [
        Column(_("Action"), None, lambda row: Cell(row.title, row.owner, bold=True)),
        Column(_("Due"), 0, lambda row: Cell(short_date(row.due) if row.due else "")),
        Column(_("Status"), 0, _status),
    ]


def _status(row: ActionRow) -> Cell:
    found = known_choice("action-status", row.status)
    tone = "" if found.tone == "grey" else found.tone
    return status(found.label.text(language()), tone, found.icon)
