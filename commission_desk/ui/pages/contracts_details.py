"""What an agreement is and with whom; columns without a place are shown as read."""

import json
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.operations.organisations import (
    edit_organisation,
    organisation_named,
    organisations,
)
from commission_desk.operations.plans import plans
from commission_desk.ui.kit.completing import complete
from commission_desk.ui.kit.fields import ChoiceField, Field, LineField, TextField
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.kit.typed import choice_field, date_field
from commission_desk.ui.pages.contracts_dated import offer_dated
from commission_desk.ui.pages.contracts_form import Part

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class DetailsPart(Part):
    """Title, provider, plan and the rest of what is recorded about an agreement."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        title = self.edit(LineField(_("Title")), "title", lambda view: view.row.title)
        self.rest_title = label(_("Also in the source"), "h3")
        self.rest = QFormLayout()
        self.rest.setHorizontalSpacing(px(16))
        self.rest.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        reference = self._line("reference", _("Reference"), "row")
        kind = self._choice("kind", _("Kind"), "agreement-kind")
        managed = self._choice("managed", _("Managed by"), "managed")
        department = self._line("department", _("Department"), "row")
        self.plan = ChoiceField(_("Plan it belongs to"), self._plans())
        self.keep(
            self.plan,
            lambda view: view.plan_id or "",
            lambda plan: self.put("plan_id", plan or None),
        )
        self.regime = self._choice("regime", _("Regime"), "regime", blank=True)
        self.route = self._choice("route", _("Route"), "route", blank=True)
        vbox(
            title,
            hbox(reference, kind),
            hbox(self._provider(), self._sector()),
            hbox(managed, department),
            self._line("service", _("Service area")),
            self._choice("provided_from", _("Provided from"), "provided-from", blank=True),
            self.plan,
            6,
            label(_("How it was bought"), "h3"),
            self.regime,
            self.route,
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
        if not self.plan.entry.hasFocus():
            self.plan.set_choices(self._plans())
        offer_dated(self.regime, "regime", view, view.regime)
        offer_dated(self.route, "route", view, view.route)
        super().show_view(view, other=other)
        self._show_rest(view.source_rest)

    def _line(self, name: str, title: str, of: str = "") -> Field:
        read = (lambda view: getattr(view.row, name)) if of else None
        return self.edit(LineField(title), name, read)

    def _choice(self, name: str, title: str, list_id: str, *, blank: bool = False) -> Field:
        def read(view: AgreementView) -> str:
            return getattr(view.row if hasattr(view.row, name) else view, name)

        return self.edit(choice_field(title, list_id, blank=blank), name, read)

    def _plans(self) -> list[tuple[str, str]]:
        """Return the plans to choose from."""
        rows = self.pane.page.ask(plans)
        return [("", _("No plan")), *((row.id, row.title) for row in rows)]

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
