"""One service review: its timetable, its six elements, the agreements it covers, its outcome."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from commission_desk.content.agreement_reviews import Asked, agreement_review_form
from commission_desk.i18n import _, language, short_date
from commission_desk.operations.records import remove
from commission_desk.operations.register import AgreementRow
from commission_desk.operations.service_reviews import (
    ServiceReviewView,
    edit_element,
    edit_service_review,
    uncover_agreement,
)
from commission_desk.ui.kit.binding import Binding, Form
from commission_desk.ui.kit.buttons import action, button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.fields import Field, LineField, TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card, hbox, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.kit.typed import choice_field, date_field

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_service_reviews import ServiceReviewsSight


class ServiceReviewForm(QWidget):
    """A service review whole; its fields keep themselves."""

    def __init__(self, sight: "ServiceReviewsSight", found: ServiceReviewView) -> None:
        super().__init__()
        self.sight, self.found, self.form = sight, found, Form()
        self.fields: dict[str, Binding] = {}
        self.elements: dict[tuple[str, str], Binding] = {}
        self.heading = label(found.title, "h2", wrap=True)
        self.counted = Chip("")
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Agreements in this review"), fit=True)
        self.nothing = label(
            _("No agreement yet. Choose some in the forward plan and pick them in."),
            "muted", wrap=True,
        )  # fmt: skip
        asked = agreement_review_form().elements
        vbox(
            self.heading, self._facts(), self._agreements(),
            Flow(label(_("What is looked at"), "h3"), self.counted),
            *(self._element(each) for each in asked), self._outcome(), None,
            gap=12, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip
        self.renew(found)

    def renew(self, found: ServiceReviewView) -> None:
        """Show what is kept now; what is typed and not yet kept stays."""
        self.found = found
        self.heading.setText(found.title)
        for name, binding in self.fields.items():
            binding.show(getattr(found, name))
        said = {each.key: each for each in found.elements}
        for (key, name), binding in self.elements.items():
            binding.show(getattr(said[key], name))
        words = _("{done} of {total} settled")
        total = len(found.elements)
        self.counted.say(words.format(done=found.settled, total=total),
                         "green" if found.settled == total else "grey")  # fmt: skip
        if list(found.agreements) != self.model.rows:
            self.model.show_rows(found.agreements)
        self.table.setVisible(bool(found.agreements))
        self.nothing.setVisible(not found.agreements)

    def flush(self) -> bool:
        """Keep what is typed; return whether every field is in order."""
        return self.form.flush()

    # Its parts.

    def _facts(self) -> QWidget:
        return card(
            self._bound(LineField(_("Title")), "title"),
            self._bound(LineField(_("Services covered")), "services"),
            hbox(
                self._bound(LineField(_("Lead"), prompt=_("a role")), "lead"),
                self._bound(choice_field(_("Status"), "service-review-status"), "status"),
            ),
            hbox(
                self._bound(date_field(_("Starts")), "starts"),
                self._bound(date_field(_("Ends")), "ends"),
            ),
            gap=10,
        )

    def _agreements(self) -> QWidget:
        self.table.opened.connect(lambda row: self.sight.page.shell.go("agreement", row.id))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        words = _("Take out of this review")
        gone = action(words, self._uncover, "trash-2", "", self.table)
        gone.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        gone.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(gone)
        return card(label(_("Agreements"), "h3"), self.nothing, self.table, gap=8)

    def _element(self, asked: Asked) -> QWidget:
        title = asked.title.text(language())
        fields: list[tuple[str, Field]] = [
            ("status", choice_field(_("Status"), "service-element-status")),
            ("due", date_field(_("By"))), ("done_on", date_field(_("Done on"))),
            ("notes", TextField(_("Notes"), least=2)),
        ]  # fmt: skip
        for name, field in fields:
            field.entry.setAccessibleName(f"{field.name}: {title}")
            save = partial(self._save_element, asked.id, name)
            self.elements[asked.id, name] = self.form.bind(field, save)
        status, due, done, notes = (field for _name, field in fields)
        told = label(asked.help.text(language()), "muted", wrap=True)
        heading = label(title, "smallstrong", wrap=True)
        return card(heading, told, status, hbox(due, done), notes, gap=8)

    def _outcome(self) -> QWidget:
        gone = button(_("Remove this service review"), "trash-2", slot=self._remove)
        return card(
            self._bound(TextField(_("Outcome")), "outcome"),
            self._bound(date_field(_("Decided on")), "decided_on"),
            self._bound(TextField(_("Notes"), least=2), "notes"), Flow(gone), gap=10,
        )  # fmt: skip

    # What its fields do.

    def _bound(self, field: Field, name: str) -> Field:
        self.fields[name] = self.form.bind(field, partial(self._save, name))
        return field

    def _save(self, name: str, value: Any) -> None:
        self.sight.keep(edit_service_review, self.found.id, **{name: value})

    def _save_element(self, key: str, name: str, value: Any) -> None:
        said: dict[str, Any] = {name: value}
        now = next(each for each in self.found.elements if each.key == key)
        if name == "status" and value == "done" and now.done_on is None:
            said["done_on"] = date.today()  # noqa: DTZ011 - the person's own day
        self.sight.keep(edit_element, self.found.id, key, **said)

    def _uncover(self) -> None:
        for row in self.table.chosen_rows()[:1]:
            taken = self.model.rows[row]
            self.sight.keep(uncover_agreement, self.found.id, taken.id)
            words = _("“{title}” was taken out of the review.").format(title=taken.title)
            self.sight.page.shell.toast(words, undo=True)

    def _remove(self) -> None:
        title = self.found.title
        self.sight.keep(remove, "service_review", self.found.id)
        words = _("“{title}” was removed.").format(title=title)
        self.sight.page.shell.toast(words, undo=True)


def _columns() -> list[Column]:
    return [
        Column(_("Agreement"), None, lambda row: Cell(row.title, row.provider, bold=True)),
        Column(_("Current end"), 0, _end),
    ]


def _end(row: AgreementRow) -> Cell:
    return Cell(short_date(row.end) if row.end else "", row.reference)
