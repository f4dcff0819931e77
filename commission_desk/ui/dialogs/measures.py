"""Asking for a measure, and for its figure in a period."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.operations.agreement_detail import MeasureView, ResultView
from commission_desk.operations.measures import add_measure, add_result, edit_measure, edit_result
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField, NumberField, TextField
from commission_desk.ui.kit.layout import beside
from commission_desk.ui.kit.typed import choice_field, date_field

Keep = Callable[..., Any]
MOST_DECIMALS = 2


class MeasureDialog(Dialog):
    """A new measure of an agreement, or other words for one."""

    def __init__(
        self, parent: QWidget, keep: Keep, agreement: str, measure: MeasureView | None = None
    ) -> None:
        self.keep, self.agreement, self.measure = keep, agreement, measure
        self.title = LineField(_("What is measured"), measure.title if measure else "")
        self.kind = choice_field(_("Kind"), "measure-kind", measure.kind if measure else "output")
        self.unit = LineField(
            _("Unit"), measure.unit if measure else "", prompt=_("such as % or sessions")
        )
        self.direction = choice_field(
            _("Better when"), "direction", measure.direction if measure else "higher"
        )
        self.target = NumberField(_("Target"))
        self.tolerance = NumberField(
            _("Tolerance"), hint=_("How far off target still counts as near.")
        )
        self.baseline = NumberField(_("Baseline"), hint=_("Where it stood before this began."))
        for field, value in (
            (self.target, measure.target if measure else None),
            (self.tolerance, measure.tolerance if measure else None),
            (self.baseline, measure.start_value if measure else None),
        ):
            field.box.setText("" if value is None else figure(value))
        self.frequency = choice_field(
            _("How often"), "frequency", measure.frequency if measure else "quarterly"
        )
        super().__init__(
            parent,
            _("Edit measure") if measure else _("Add measure"),
            self.title,
            beside(self.kind, self.frequency),
            beside(self.unit, self.direction),
            beside(self.target, self.tolerance),
            beside(self.baseline, None),
            accept_text=_("Save measure") if measure else _("Add measure"),
            ready=self._ready,
        )
        self.title.setFocus()

    def _ready(self) -> None:
        values = {
            "kind": self.kind.value(), "unit": self.unit.value(),
            "direction": self.direction.value(), "target": number(self.target),
            "tolerance": number(self.tolerance), "frequency": self.frequency.value(),
            "start_value": number(self.baseline),
        }  # fmt: skip
        if self.measure:
            if not self.title.value():
                raise UserError(_("Say what the measure counts."))
            self.keep(edit_measure, self.measure.id, title=self.title.value(), **values)
        else:
            self.keep(add_measure, self.agreement, self.title.value(), **values)


class ResultDialog(Dialog):
    """A measure's figure for the period that ended on a day; an empty figure is "no data"."""

    def __init__(
        self, parent: QWidget, keep: Keep, measures: Sequence[MeasureView], chosen: str,
        result: ResultView | None = None, period: date | None = None,
    ) -> None:  # fmt: skip
        self.keep, self.kept = keep, result
        self.measure = ChoiceField(
            _("Measure"), [(measure.id, measure.title) for measure in measures], chosen
        )
        self.period = date_field(_("Period that ended on"), period or _quarter_end())
        self.figure = NumberField(
            _("Figure"), hint=_("Leave it empty where there is no data: that is not zero.")
        )
        self.comment = TextField(_("Comment"), result.comment if result else "", least=2)
        self.giver = LineField(_("Given by"), result.given_by if result else "", prompt=_("a role"))
        self.checker = LineField(
            _("Checked by"), result.checked_by if result else "", prompt=_("a role")
        )
        self.checked_on = date_field(_("Checked on"), result.checked_on if result else None)
        if result and result.value is not None:
            self.figure.box.setText(figure(result.value))
        words = _("Change result") if result else _("Add result")
        super().__init__(
            parent,
            words,
            self.measure,
            beside(self.period, self.figure),
            self.comment,
            beside(self.giver, self.checker),
            beside(self.checked_on, None),
            accept_text=words,
            ready=self._ready,
        )
        self.figure.setFocus()

    def _ready(self) -> None:
        period = self.period.value()
        if period is None:
            raise UserError(_("Say on which day the period ended."))
        checker = self.checker.value()
        today = date.today()  # noqa: DTZ011 - the person's own day
        checked_on = self.checked_on.value() or today
        values: dict[str, Any] = {
            "value": number(self.figure), "comment": self.comment.value(),
            "given_by": self.giver.value(), "checked_by": checker,
            "checked_on": checked_on if checker else None,
        }  # fmt: skip
        if self.kept and period == self.kept.period_end:
            self.keep(edit_result, self.kept.id, **self._unless_changed(values))
        else:
            self.keep(add_result, self.measure.value(), period, **values)

    def _unless_changed(self, values: dict[str, Any]) -> dict[str, Any]:
        """A figure that changes loses its check, unless somebody is named anew who made it."""
        result = self.kept
        assert result is not None
        same = (values["checked_by"], values["checked_on"]) == (
            result.checked_by, result.checked_on or values["checked_on"],
        )  # fmt: skip
        if values["value"] != result.value and same:
            return {key: value for key, value in values.items() if "checked" not in key}
        return values


def figure(value: float | None, unit: str = "") -> str:
    """Write a measure's figure with its unit: "81%", "1,104"; nothing where there is no data."""
    if value is None:
        return ""
    whole = value == int(value)
    said = f"{int(value):,}" if whole else f"{value:,.{MOST_DECIMALS}f}".rstrip("0")
    return f"{said}%" if unit == "%" else f"{said} {unit}".strip() if len(unit) <= 2 else said


def number(field: NumberField) -> float | None:
    """Return a number field's value as measures keep it."""
    value = field.value()
    return None if value is None else float(value)


def _quarter_end() -> date:
    """Return the last day of the quarter before this one."""
    today = date.today()  # noqa: DTZ011 - the person's own day
    first_month = 3 * ((today.month - 1) // 3) + 1
    return date.fromordinal(today.replace(month=first_month, day=1).toordinal() - 1)
