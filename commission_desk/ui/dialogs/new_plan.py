"""A new plan, and the details of one there is."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from commission_desk.content.outlines import Outline
from commission_desk.i18n import _
from commission_desk.operations.plans import PlanView
from commission_desk.ui.dialogs.change_outline import OutlineField
from commission_desk.ui.dialogs.plan_fields import PlanFields
from commission_desk.ui.kit.dialogs import Dialog


class NewPlanDialog(Dialog):
    """Asks what the plan is and on which of the ``known`` outlines; ``make(**values)`` makes it."""

    def __init__(
        self, parent: QWidget, known: Sequence[Outline], make: Callable[..., object]
    ) -> None:
        self.fields, self.make = PlanFields(), make
        self.outline = OutlineField(known, known[0].key)
        one = self.fields
        super().__init__(
            parent, _("New plan"), one.title, self.outline, one.care_group, one.period,
            one.warning, one.lead, one.partners, one.level,
            accept_text=_("Start the plan"), ready=self._make, width=560,
        )  # fmt: skip
        one.title.setFocus()

    def _make(self) -> None:
        self.make(**self.fields.values(), outline_id=self.outline.value())


class PlanDetailsDialog(Dialog):
    """Shows a plan's details; ``keep(**values)`` changes them."""

    def __init__(self, parent: QWidget, whole: PlanView, keep: Callable[..., object]) -> None:
        row = whole.row
        now: dict[str, Any] = {
            "title": row.title, "care_group": row.care_group, "starts": row.starts,
            "ends": row.ends, "level": whole.level, "lead": row.lead, "partners": whole.partners,
        }  # fmt: skip
        self.fields, self.keep = PlanFields(**now), keep
        one = self.fields
        super().__init__(
            parent, _("Plan details"), one.title, one.care_group, one.period, one.warning,
            one.lead, one.partners, one.level,
            accept_text=_("Keep"), ready=self._keep, width=560,
        )  # fmt: skip
        one.warn()
        one.title.setFocus()

    def _keep(self) -> None:
        self.keep(**self.fields.values())
