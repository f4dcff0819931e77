"""Recording a contact: with whom, how and about what, what was heard, changed and promised."""

from typing import TYPE_CHECKING, Any

from commission_desk.content.choices import choices
from commission_desk.domain.dates import typed_date
from commission_desk.i18n import _, language
from commission_desk.operations.plans import plans
from commission_desk.operations.records import remove
from commission_desk.operations.stakeholders import (
    ContactRow,
    add_stakeholder,
    edit_contact,
    record_contact,
    stakeholders,
)
from commission_desk.ui.dialogs.who import WhoField
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, Field, LineField, TextField
from commission_desk.ui.kit.layout import hbox

if TYPE_CHECKING:
    from commission_desk.ui.pages.stakeholders import StakeholdersPage


class ContactDialog(Dialog):
    """A new contact, or one that is there already."""

    def __init__(
        self,
        page: "StakeholdersPage",
        contact: ContactRow | None = None,
        who: tuple[str, ...] = (),
    ) -> None:
        self.page, self.contact = page, contact
        people = [(row.id, row.name) for row in page.ask(stakeholders)]
        self.who = WhoField(_("Who"), people, self._add_person, contact.who_ids if contact else who)
        found = [(row.id, row.title) for row in page.ask(plans)]
        self.fields: dict[str, Field] = {
            "held_on": DateField(_("Date"), typed_date),
            "method": ChoiceField(_("How"), _options("engagement-method")),
            "about": LineField(_("About what")),
            "heard": TextField(_("What we heard"), least=2),
            "changed": TextField(
                _("What changed because of it"), least=2,
                hint=_("Can be filled in later; it becomes “You said, we did”"),
            ),
            "promised": LineField(_("Promised")),
            "promised_by": DateField(_("Promised by"), typed_date),
            "stage": ChoiceField(_("Stage"), _options("cycle-stage")),
            "plan_id": ChoiceField(_("Plan"), [(None, _("none")), *found]),
        }  # fmt: skip
        self._fill()
        fields = self.fields
        title = _("Contact") if contact else _("Record a contact")
        super().__init__(
            page, title,
            self.who,
            hbox(fields["held_on"], fields["method"], gap=12),
            fields["about"], fields["heard"], fields["changed"],
            hbox(fields["promised"], fields["promised_by"], gap=12),
            hbox(fields["stage"], fields["plan_id"], gap=12),
            accept_text=_("Save") if contact else _("Record the contact"),
            ready=self._keep, width=680,
        )  # fmt: skip
        if contact is not None:
            self.add_button(button(_("Remove"), "trash-2", slot=self._remove))
        (self.fields["about"] if self.who.value() else self.who).setFocus()

    def _fill(self) -> None:
        for name, field in self.fields.items():
            if self.contact is not None:
                field.set_value(getattr(self.contact, name))
            elif name in ("method", "stage"):
                field.set_value("")
        if self.contact is None:
            self.fields["held_on"].set_value(self.page.today())
            only = self.page.ask(plans)
            self.fields["plan_id"].set_value(only[0].id if len(only) == 1 else None)

    def _add_person(self, name: str) -> str:
        return str(self.page.do(add_stakeholder, name))

    def _keep(self) -> None:
        values: dict[str, Any] = {name: field.value() for name, field in self.fields.items()}
        if self.contact is None:
            self.page.do(record_contact, self.who.value(), **values)
            self.page.shell.toast(_("Contact recorded"), undo=True)
        else:
            self.page.do(edit_contact, self.contact.id, self.who.value(), **values)

    def _remove(self) -> None:
        assert self.contact is not None
        self.page.do(remove, "engagement", self.contact.id)
        self.page.shell.toast(
            _("Removed: contact with {who}").format(who=", ".join(self.contact.who)), undo=True
        )
        self.accept()


def _options(list_id: str) -> list[tuple[str, str]]:
    found = [(one.id, one.label.text(language())) for one in choices(list_id)]
    return [("", _("not said")), *found]
