"""What people said of an agreement: a line that adds, and the list of what was said and done."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commission_desk.content.choices import choices, known_choice
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, ngettext, short_date
from commission_desk.operations.feedback import FeedbackView, add_feedback, feedback
from commission_desk.operations.records import remove
from commission_desk.ui.dialogs.feedback import FeedbackDialog
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.rowmenu import row_menu
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import choice_field

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class AgreementFeedback(QWidget):
    """The feedback on an agreement; Enter in the line adds it, Enter in the list opens it."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__()
        self.pane = pane
        self.counted = label("", "muted", wrap=True)
        self.said = LineField(
            _("What was said"), hint=_("Leave out the names of people who use the service.")
        )
        self.said.box.returnPressed.connect(self.quick_add)
        self.source = choice_field(_("Who said it"), "feedback-source", "people")
        self.kind = choice_field(_("Kind"), "feedback-kind", "compliment")
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Feedback"), fit=True)
        self.nothing = label(
            _("Nothing was recorded yet. Write what people say, and what was done about it."),
            "muted", wrap=True,
        )  # fmt: skip
        quick = button(_("Add"), "plus", slot=self.quick_add)
        quick.setAccessibleName(_("Add what was said"))
        more = button(_("Add feedback…"), "message-square-plus", "ghost", self.add)
        vbox(
            Flow(label(_("What people said"), "h3"), None, more), self.counted, self.said,
            hbox(self.kind, self.source), Flow(quick), self.nothing, self.table,
            gap=10, parent=self,
        )  # fmt: skip
        self._connect()

    def show_agreement(self, record: str) -> None:
        """Show what was said of an agreement."""
        found: tuple[FeedbackView, ...] = self.pane.page.ask(feedback, record)
        if list(found) != self.model.rows:
            self.model.show_rows(found)
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.counted.setText(_counts(found))
        self.counted.setVisible(bool(found))

    def choose(self, record: str) -> None:
        """Go to one that was said."""
        for place, row in enumerate(self.model.rows):
            if row.id == record:
                self.table.selectRow(place)
                self.table.setFocus()

    def quick_add(self) -> None:
        """Add the line, said today, and stay for the next."""
        try:
            today = date.today()  # noqa: DTZ011 - the person's own day
            self.pane.keep(
                add_feedback, self.pane.record, self.said.value(), today, kind=self.kind.value(),
                source=self.source.value(),
            )  # fmt: skip
        except UserError as problem:
            self.said.complain(str(problem))
        else:
            self.said.set_value("")
        self.said.setFocus()

    def add(self) -> None:
        """Ask for all that can be said of new feedback."""
        FeedbackDialog(self, self.pane.keep, self.pane.record).open()

    def change(self, found: FeedbackView) -> None:
        """Ask what was done about one."""
        FeedbackDialog(self, self.pane.keep, self.pane.record, found).open()

    def remove(self, found: FeedbackView) -> None:
        """Take one away; undo brings it back."""
        self.pane.keep(remove, "feedback", found.id)
        self.pane.page.shell.toast(_("Feedback removed."), undo=True)

    def _connect(self) -> None:
        self.table.opened.connect(self.change)
        row_menu(
            self.table, self.model, (_("Say what was done…"), "pencil", "", self.change),
            (_("Remove feedback"), "trash-2", "Del", self.remove),
        )  # fmt: skip


def _counts(found: tuple[FeedbackView, ...]) -> str:
    words = ngettext("{count} in all", "{count} in all", len(found)).format(count=len(found))
    kinds = [
        f"{each.label.text(language())}: {sum(one.kind == each.id for one in found)}"
        for each in choices("feedback-kind")
    ]
    return " · ".join([words, *kinds])


def _columns() -> list[Column]:
    return [
        Column(_("Date"), 0, lambda one: Cell(short_date(one.given_on) if one.given_on else "")),
        Column(_("Said and done"), None, _said),
        Column(_("Kind"), 0, _kind),
    ]


def _said(one: FeedbackView) -> Cell:
    who = known_choice("feedback-source", one.source).label.text(language()) if one.source else ""
    done = _("We did: {what}").format(what=" ".join(one.done.split())) if one.done else ""
    under = (who, one.role, f"× {one.people}" if one.people > 1 else "", done)
    return Cell(" ".join(one.said.split()), " · ".join(word for word in under if word))


def _kind(one: FeedbackView) -> Cell:
    if not one.kind:
        return Cell(_("Not stated"), muted=True)
    found = known_choice("feedback-kind", one.kind)
    return status(found.label.text(language()), found.tone, found.icon)
