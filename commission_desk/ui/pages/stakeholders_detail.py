"""One stakeholder: who they are, how they stand, how to reach them, and every contact."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from commission_desk.domain.dates import typed_date
from commission_desk.i18n import _, short_date
from commission_desk.operations.organisations import organisations
from commission_desk.operations.stakeholders import ContactRow, StakeholderRow, edit_stakeholder
from commission_desk.ui.kit.binding import Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.fields import ChoiceField, Field, LineField, TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import Item, frame, hbox, page, refill, rule, top, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.stakeholders_words import (
    how_about,
    options,
    ratings,
    support_options,
)

if TYPE_CHECKING:
    from commission_desk.ui.pages.stakeholders import StakeholdersPage


class StakeholderDetail(QWidget):
    """The fields of a stakeholder; each is saved when it is left."""

    def __init__(self, page_: "StakeholdersPage") -> None:
        super().__init__()
        self.page = page_
        self.row: StakeholderRow | None = None
        self.form, self.fields = Form(), _fields()
        self.bindings = {
            name: self.form.bind(field, partial(self._save, name))
            for name, field in self.fields.items()
        }
        self.log = QVBoxLayout()
        self.log.setSpacing(0)
        record = button(_("Record a contact"), "message-square-plus", "", self._record)
        self.remove = button(_("Remove"), "trash-2", "", self._remove)
        history = button(_("History"), "clock", "", self._history)
        fields = self.fields
        body = page(
            label(_("Stakeholder"), "h2"),
            fields["name"], _pair(fields["kind"], fields["category"]), fields["organisation_id"],
            4, label(_("How they stand"), "h3"),
            _pair(fields["interest"], fields["influence"]),
            _pair(fields["support_now"], fields["support_wanted"]), fields["rated_on"],
            4, label(_("Reaching them"), "h3"),
            _pair(fields["language"], fields["contact_way"]), fields["contact_details"],
            fields["keeping_reason"], _hint(), fields["notes"],
            4, label(_("Contacts"), "h3"), self.log, Flow(record, self.remove, history),
            gap=12, margins=(22, 0, 10, 18),
        )  # fmt: skip
        vbox(body, gap=0, parent=self)
        self.setFocusProxy(fields["name"])

    def show_stakeholder(
        self, row: StakeholderRow | None, contacts: tuple[ContactRow, ...]
    ) -> None:
        """Show a stakeholder's fields, and the contacts they took part in."""
        if self.row is not None and (row is None or row.id != self.row.id):
            self.flush()
        other = row is None or self.row is None or row.id != self.row.id
        self.row = row
        self.setEnabled(row is not None)
        if row is None:
            return
        self._offer_organisations()
        for name, binding in self.bindings.items():
            put = binding.begin if other else binding.show
            put(getattr(row, name))
        self._show_log([contact for contact in contacts if row.id in contact.who_ids])

    def flush(self) -> None:
        """Save what is still being typed."""
        if self.row is not None:
            self.form.flush()

    def _save(self, name: str, value: Any) -> None:
        if self.row is not None and getattr(self.row, name) != value:
            self.page.do(edit_stakeholder, self.row.id, **{name: value})

    def _offer_organisations(self) -> None:
        field = self.fields["organisation_id"]
        assert isinstance(field, ChoiceField)
        found = [(row.id, row.name) for row in self.page.ask(organisations)]
        field.set_choices([(None, _("none")), *found])

    def _show_log(self, contacts: list[ContactRow]) -> None:
        rows: list[Item] = []
        for contact in contacts:
            day = short_date(contact.held_on) if contact.held_on else _("no date")
            about = how_about(contact)
            go = button(_("Open"), kind="mini", slot=partial(self.page.edit_contact, contact))
            go.setAccessibleName(_("Open: {title}").format(title=f"{day}, {about}"))
            words = vbox(
                label(about, wrap=True), label(day, "smallmuted"), gap=0, margins=(0, 7, 0, 7)
            )
            row = hbox(words, go)
            row.setStretch(0, 1)
            rows += [rule(), row]
        if not contacts:
            rows.append(label(_("No contact is recorded yet."), "muted", wrap=True))
        refill(self.log, *rows)

    def _record(self) -> None:
        if self.row is not None:
            self.page.record_contact(self.row.id)

    def _history(self) -> None:
        if self.row is not None:
            self.page.shell.go("history", self.row.id)

    def _remove(self) -> None:
        if self.row is not None:
            self.page.remove_stakeholder(self.row.id)


def _fields() -> dict[str, Field]:
    unsaid = _("not said")
    return {
        "name": LineField(_("Name or role")),
        "kind": ChoiceField(_("Person or body"), options("stakeholder-kind")),
        "category": ChoiceField(_("Group"), options("stakeholder-category", unsaid)),
        "organisation_id": ChoiceField(_("Organisation"), [(None, _("none"))]),
        "interest": ChoiceField(_("Interest"), ratings("interest")),
        "influence": ChoiceField(_("Influence"), ratings("influence")),
        "support_now": ChoiceField(_("Support we have"), support_options()),
        "support_wanted": ChoiceField(_("Support we need"), support_options()),
        "rated_on": DateField(_("Rated on"), typed_date),
        "language": ChoiceField(_("Language"), options("contact-language", unsaid)),
        "contact_way": ChoiceField(_("Way to contact"), options("contact-way", unsaid)),
        "contact_details": TextField(_("Contact details"), least=2),
        "keeping_reason": ChoiceField(
            _("Why we may keep it"), options("keeping-reason", _("not said"))
        ),
        "notes": TextField(_("Notes")),
    }


def _pair(left: Field, right: Field) -> Any:
    row = hbox(left, right, gap=12)
    row.setStretch(0, 1)
    row.setStretch(1, 1)
    return row


def _hint() -> QFrame:
    words = label(
        _("Names, addresses and opinions of a living person are personal data. Keep only what "
          "you need, say why, and write nothing you would not show them."),
        "note", wrap=True,
    )  # fmt: skip
    row = hbox(top(Icon("info", "amber", 16)), words, gap=8, margins=(10, 8, 10, 8))
    row.setStretch(1, 1)
    return frame("note", row)
