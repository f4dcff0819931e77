"""Asking for a risk of an agreement."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from commission_desk.content.scales import scale
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language
from commission_desk.operations.agreement_detail import RiskView
from commission_desk.operations.measures import add_risk, edit_risk
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField, TextField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.typed import choice_field


class RiskDialog(Dialog):
    """A new risk, or other words for one."""

    def __init__(
        self,
        parent: QWidget,
        keep: Callable[..., Any],
        agreement: str,
        risk: RiskView | None = None,
    ) -> None:
        self.keep, self.agreement, self.risk = keep, agreement, risk
        self.name = LineField(_("What could happen"), risk.title if risk else "")
        self.likelihood = _level(_("Likelihood"), "likelihood", risk.likelihood if risk else None)
        self.impact = _level(_("Impact"), "impact", risk.impact if risk else None)
        self.mitigation = TextField(
            _("What is done about it"), risk.mitigation if risk else "", least=2
        )
        self.holder = LineField(_("Owner"), risk.owner if risk else "", prompt=_("a role"))
        self.status = choice_field(_("Status"), "risk-status", risk.status if risk else "open")
        super().__init__(
            parent,
            _("Edit risk") if risk else _("Add risk"),
            self.name,
            hbox(self.likelihood, self.impact),
            self.mitigation,
            hbox(self.holder, self.status),
            accept_text=_("Save risk") if risk else _("Add risk"),
            ready=self._ready,
        )
        self.name.setFocus()

    def _ready(self) -> None:
        values = {
            "likelihood": self.likelihood.value(), "impact": self.impact.value(),
            "mitigation": self.mitigation.value(), "owner": self.holder.value(),
            "status": self.status.value(),
        }  # fmt: skip
        if self.risk is None:
            self.keep(add_risk, self.name.value(), agreement_id=self.agreement, **values)
        elif not self.name.value():
            raise UserError(_("Say what the risk is."))
        else:
            self.keep(edit_risk, self.risk.id, title=self.name.value(), **values)


def _level(name: str, scale_id: str, value: int | None) -> ChoiceField:
    points = [
        (point.score, f"{point.value} {point.grade.text(language())}")
        for point in scale(scale_id).points
    ]
    return ChoiceField(name, [(None, _("Not rated")), *points], value)
