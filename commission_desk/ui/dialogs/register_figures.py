"""What the list adds up to, and its means: with grants and without, side by side."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from commission_desk.domain.money import format_money
from commission_desk.i18n import _, language
from commission_desk.operations.register_groups import BothTotals, Sums
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what it is, with grants and without."""

    name: str
    with_grants: str
    without_grants: str


class FiguresDialog(Dialog):
    """Shows the figures; there is nothing to decide."""

    def __init__(self, parent: QWidget, found: BothTotals) -> None:
        self.rows = figures(found)
        model = TableModel(self.rows, [
            Column(_("Figure"), None, lambda row: Cell(row.name, bold=True)),
            Column(_("With grants"), 0, lambda row: Cell(row.with_grants), right=True),
            Column(_("Without grants"), 0, lambda row: Cell(row.without_grants), right=True),
        ])  # fmt: skip
        self.table = Table(model, _("Figures of this list"), fit=True)
        says = _(
            "Amounts that are not known count as nothing. Both sums include what partners pay, "
            "which stands on a line of its own."
        )
        super().__init__(
            parent, _("Figures of this list"), self.table, label(says, "smallmuted", wrap=True),
            accept_text=_("Close"), width=620,
        )  # fmt: skip
        self.cancel.hide()


def figures(found: BothTotals) -> list[Figure]:
    """Return the figures as people read them."""
    return [
        Figure(name, say(found.with_grants), say(found.without_grants)) for name, say in _lines()
    ]


def _lines() -> list[tuple[str, Callable[[Sums], str]]]:
    def money(pence: int) -> str:
        return format_money(round(pence, -2), language())

    return [
        (_("Agreements"), lambda sums: f"{sums.count:,}"),
        (_("Providers"), lambda sums: f"{sums.providers:,}"),
        (_("A year"), lambda sums: format_money(sums.annual_pence, language())),
        (_("In all"), lambda sums: format_money(sums.total_pence, language())),
        (
            _("Of it partners pay, a year"),
            lambda sums: format_money(sums.partner_pence, language()),
        ),
        (_("Mean a year"), lambda sums: money(sums.mean_annual)),
        (_("Mean in all"), lambda sums: money(sums.mean_total)),
        (_("Years that the sum in all would last"), lambda sums: f"{sums.years:.2f}"),
        (_("Agreements for each provider"), lambda sums: f"{sums.per_provider:.2f}"),
    ]
