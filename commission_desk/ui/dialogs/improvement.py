"""Asking for an improvement action of an agreement: corrective or developmental."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _
from commission_desk.operations.actions import add_action
from commission_desk.operations.agreement_detail import MeasureView
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.typed import choice_field, date_field

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class ImprovementDialog(Dialog):
    """What is to be put right or made better, for which measure, by whom and when."""

    def __init__(
        self, parent: QWidget, pane: "AgreementPane", measures: Sequence[MeasureView], chosen: str
    ) -> None:
        self.pane = pane
        self.task = LineField(_("What is to be done"))
        self.nature = choice_field(_("Nature"), "action-class", "corrective")
        offered = [("", _("The agreement as a whole")), *((m.id, m.title) for m in measures)]
        hint = _("An open action for a measure under target counts as its plan.")
        self.measure = ChoiceField(_("For"), offered, chosen, hint=hint)
        self.holder = LineField(_("Owner"), prompt=_("a role"))
        self.when = date_field(_("Due"))
        super().__init__(
            parent, _("Improvement action"), self.task, self.measure,
            hbox(self.nature, self.when), self.holder,
            accept_text=_("Add action"), ready=self._ready,
        )  # fmt: skip
        self.task.setFocus()

    def _ready(self) -> None:
        self.pane.keep(
            add_action, self.task.value(), agreement_id=self.pane.record,
            measure_id=self.measure.value() or None, nature=self.nature.value(),
            owner=self.holder.value(), due=self.when.value(),
        )  # fmt: skip
