"""A new plan, and the details of one there is."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from commission_desk.content.outlines import Outline
from commission_desk.i18n import _
from commission_desk.operations.plans import PlanRow, PlanView
from commission_desk.ui.dialogs.change_outline import OutlineField
from commission_desk.ui.dialogs.plan_fields import PlanFields
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField


class NewPlanDialog(Dialog):
    """Asks what the plan is and on which of the ``known`` outlines; ``make(**values)`` makes it.

    It may be begun as a copy of one of the ``earlier`` plans, which is then named by ``source``.
    """

    def __init__(
        self, parent: QWidget, known: Sequence[Outline], earlier: Sequence[PlanRow],
        make: Callable[..., object],
    ) -> None:  # fmt: skip
        self.fields, self.make = PlanFields(), make
        self.earlier = {row.id: row for row in earlier}
        names = [(row.id, " ".join(w for w in (row.title, row.period) if w)) for row in earlier]
        self.source = ChoiceField(_("Start from"), [("", _("An empty outline")), *names], "")
        self.source.help.setText(
            _("Its words come as drafts, its tables as they are; what was decided does not come.")
        )
        self.source.setVisible(bool(earlier))
        self.source.committed.connect(self._begin)
        self.outline = OutlineField(known, known[0].key)
        one = self.fields
        super().__init__(
            parent, _("New plan"), one.title, self.source, self.outline, one.care_group, one.period,
            one.warning, one.lead, one.partners, one.level,
            accept_text=_("Start the plan"), ready=self._make, width=560,
        )  # fmt: skip
        one.title.setFocus()

    def _make(self) -> None:
        source = self.source.value()
        where = {"source": source} if source else {"outline_id": self.outline.value()}
        self.make(**self.fields.values(), **where)

    def _begin(self) -> None:
        """Say what a copy brings along, and fill in what is the same and not yet said."""
        row = self.earlier.get(self.source.value())
        self.outline.setVisible(row is None)
        says = row is not None
        self.source.help.setVisible(says)
        self.source.entry.setAccessibleDescription(self.source.help.plain if says else "")
        if row is not None:
            for field, value in (
                (self.fields.care_group, row.care_group), (self.fields.lead, row.lead)
            ):  # fmt: skip
                if not field.value():
                    field.set_value(value)


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
