"""What narrows a report: grants, department, how far to look ahead, the size of a sample."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from commission_desk.content.reports import reports
from commission_desk.content.thresholds import threshold
from commission_desk.i18n import _, ngettext
from commission_desk.operations.report_parts import ReportChoice
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px

BY_DEPARTMENT = ("timeline", "overlaps", "evidence", "concentration", "portfolio")
SAMPLES = (1, 2, 3, 5, 10)
Changed = Callable[[ReportChoice], object]


class ReportFilters(QWidget):
    """The controls of one report; ``changed`` is given the new choice."""

    def __init__(
        self, choice: ReportChoice, departments: tuple[str, ...], changed: Changed
    ) -> None:
        super().__init__()
        self.choice, self.changed = choice, changed
        self.setAccessibleName(_("What the report counts"))
        self.setProperty("spoken", "Grouping")
        self.fields: dict[str, ChoiceField] = {}
        rows = []
        if not choice.agreements:
            rows.append(self._grants())
        if fields := self._fields(departments):
            held = QWidget()
            held.setLayout(Flow(*fields, gap=12))
            rows.append(held)
        if choice.report == "evidence":
            rows.append(self._sample())
        vbox(*rows, gap=8, parent=self)

    def put(self, **values: object) -> None:
        """Change the choice and tell."""
        self.choice = replace(self.choice, **values)  # type: ignore[arg-type]
        self.changed(self.choice)

    def _grants(self) -> QWidget:
        self.both = button(_("Contracts and grants"), kind="pill",
                           slot=lambda: self.put(grants=True))  # fmt: skip
        self.without = button(_("Without grants"), kind="pill",
                              slot=lambda: self.put(grants=False))  # fmt: skip
        (self.both if self.choice.grants else self.without).setChecked(True)
        made = QWidget()
        made.setAccessibleName(_("Kinds of agreement"))
        made.setProperty("spoken", "Grouping")
        hbox(self.both, self.without, None, gap=4, parent=made)
        return made

    def _fields(self, departments: tuple[str, ...]) -> list[QWidget]:
        choice, made = self.choice, []
        if choice.report in BY_DEPARTMENT and not choice.agreements and len(departments) > 1:
            names = [("", _("All departments")), *((name, name) for name in departments)]
            made.append(self._field("department", _("Department"), names, choice.department))
        if choice.report == "timeline":
            months = [(n, _ahead(n)) for n in reports().periods]
            made.append(self._field("months", _("Looking ahead"), months, choice.months))
        if choice.report == "evidence" and not choice.agreements:
            most = [(n, f"{n:,}") for n in SAMPLES]
            size = choice.sample or threshold("evidence-sample").value
            made.append(self._field("sample", _("Of each department"), most, size))
        return made

    def _field(
        self, name: str, title: str, offered: Sequence[tuple[object, str]], value: object
    ) -> QWidget:
        field = ChoiceField(title, offered, value)
        field.setMinimumWidth(px(230))
        field.committed.connect(lambda: self.put(**{name: field.value()}))
        self.fields[name] = field
        return field

    def _sample(self) -> QWidget:
        made = QWidget()
        if not self.choice.agreements:
            again = button(_("Draw another sample"), "redo-2", slot=self.draw_again)
            words = _(
                "To choose agreements yourself, mark them in Contracts and take “Evidence for "
                "these” from their menu."
            )
            says = label(words, "smallmuted", wrap=True)
        else:
            again = button(_("Draw a sample instead"), "redo-2",
                           slot=lambda: self.put(agreements=()))  # fmt: skip
            count = len(self.choice.agreements)
            words = ngettext("{count} chosen agreement", "{count} chosen agreements", count)
            says = label(words.format(count=count), "muted", wrap=True)
        row = hbox(again, says, gap=12, parent=made)
        row.setStretch(1, 1)
        return made

    def draw_again(self) -> None:
        """Draw other agreements."""
        self.put(seed=self.choice.seed + 1)


def _ahead(months: int) -> str:
    if months % 12 or months == 12:
        return ngettext("{count} month", "{count} months", months).format(count=months)
    return ngettext("{count} year", "{count} years", months // 12).format(count=months // 12)
