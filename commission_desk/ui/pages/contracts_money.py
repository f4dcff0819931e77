"""What an agreement is, with whom and for how much; columns without a place are shown as read."""

import json
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout

from commission_desk.domain.errors import UserError
from commission_desk.domain.money import Money
from commission_desk.i18n import _
from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.operations.organisations import (
    edit_organisation,
    organisation_named,
    organisations,
)
from commission_desk.ui.kit.completing import complete
from commission_desk.ui.kit.fields import Field, LineField, TextField
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.kit.typed import choice_field, date_field, money_field, write_money
from commission_desk.ui.pages.contracts_form import Part

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class MoneyPart(Part):
    """Title, provider, money and the rest of what is recorded about an agreement."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        title = self.edit(LineField(_("Title")), "title", lambda view: view.row.title)
        self.rest_title = label(_("Also in the source"), "h3")
        self.rest = QFormLayout()
        self.rest.setHorizontalSpacing(px(16))
        self.rest.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.annual, self.total = (
            self._money("annual", _("A year")),
            self._money("total", _("In all")),
        )
        reference = self._line("reference", _("Reference"), "row")
        kind = self._choice("kind", _("Kind"), "agreement-kind")
        managed = self._choice("managed", _("Managed by"), "managed")
        department = self._line("department", _("Department"), "row")
        partners = self.keep(
            money_field(_("Partners’ share of a year")),
            lambda view: None if view.partner_pence is None else Money(view.partner_pence),
            lambda money: self.put("partner_pence", money.pence if money else None),
        )
        vbox(
            title,
            hbox(reference, kind),
            hbox(self._provider(), self._sector()),
            hbox(managed, department),
            self._line("service", _("Service area")),
            self._choice("provided_from", _("Provided from"), "provided-from", blank=True),
            6,
            label(_("Money"), "h3"),
            hbox(self.annual, self.total),
            hbox(partners, self._choice("vat_basis", _("VAT"), "vat-basis", blank=True)),
            6,
            label(_("How it was bought"), "h3"),
            self._choice("regime", _("Regime"), "regime", blank=True),
            self._choice("route", _("Route"), "route", blank=True),
            self.edit(date_field(_("Awarded")), "awarded"),
            6,
            self.edit(TextField(_("What it is for")), "description"),
            self.edit(TextField(_("Notes")), "notes"),
            self.rest_title,
            self.rest,
            None,
            gap=10, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show the details of an agreement."""
        super().show_view(view, other=other)
        for field, pence, text in (
            (self.annual, view.row.annual_pence, view.annual_text),
            (self.total, view.row.total_pence, view.total_text),
        ):
            shown = write_money(Money(pence, text)) if pence is not None or text else ""
            said = _("Given as “{words}”").format(words=text) if text != shown and text else ""
            field.help.setText(said)
            field.help.setVisible(bool(said))
        self._show_rest(view.source_rest)

    def _line(self, name: str, title: str, of: str = "") -> Field:
        read = (lambda view: getattr(view.row, name)) if of else None
        return self.edit(LineField(title), name, read)

    def _choice(self, name: str, title: str, list_id: str, *, blank: bool = False) -> Field:
        def read(view: AgreementView) -> str:
            return getattr(view.row if hasattr(view.row, name) else view, name)

        return self.edit(choice_field(title, list_id, blank=blank), name, read)

    def _money(self, name: str, title: str) -> Field:
        def read(view: AgreementView) -> Money | None:
            pence, text = getattr(view.row, f"{name}_pence"), getattr(view, f"{name}_text")
            return Money(pence, text) if pence is not None or text else None

        def save(money: Money | None) -> None:
            pence, text = (money.pence, money.source) if money else (None, "")
            self.pane.edit(**{f"{name}_pence": pence, f"{name}_text": text})

        return self.keep(money_field(title), read, save)

    def _provider(self) -> Field:
        field = LineField(_("Provider"), prompt=_("a name that is new is added"))
        complete(field, (each.name for each in self.pane.page.ask(organisations)))
        return self.edit(field, "provider", lambda view: view.row.provider)

    def _sector(self) -> Field:
        field = choice_field(_("Sector of the provider"), "sector", blank=True)
        return self.keep(field, lambda view: view.row.sector, self._keep_sector)

    def _keep_sector(self, sector: str) -> None:
        view = self.pane.view
        provider = self.pane.page.ask(organisation_named, view.row.provider) if view else None
        if provider is None:
            raise UserError(_("Name the provider first."))
        self.pane.keep(edit_organisation, provider, sector=sector)

    def _show_rest(self, source: str) -> None:
        while self.rest.rowCount():
            self.rest.removeRow(0)
        kept: dict[str, str] = json.loads(source) if source else {}
        self.rest_title.setVisible(bool(kept))
        for heading, words in kept.items():
            self.rest.addRow(
                label(heading, "smallmuted", wrap=True), label(str(words), "small", wrap=True)
            )
