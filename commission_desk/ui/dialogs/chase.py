"""Who has not returned their agreements this month."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _, ngettext
from commission_desk.operations.run_lines import Chased, LineView, chase_list
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label

NAMED = 6  # agreements named on the screen; the printed list has them all


class ChaseDialog(Dialog):
    """The chase list, service areas first; the button shows it as it is printed."""

    def __init__(
        self, parent: QWidget, lines: Sequence[LineView], show: Callable[[str], object]
    ) -> None:
        found = chase_list(lines)
        count = sum(len(one.missing) for one in found)
        words = ngettext(
            "{count} agreement of {total} is not returned.",
            "{count} agreements of {total} are not returned.",
            count,
        ).format(count=count, total=len(lines))
        self.model = TableModel(found, _columns())
        table = Table(self.model, _("Who has not returned"), fit=True)
        table.setVisible(bool(found))
        super().__init__(
            parent, _("Chase list"), label(words, "", wrap=True), table,
            accept_text=_("Print chase list…"), ready=lambda: show("chase"), width=640,
        )  # fmt: skip
        self.main.setEnabled(bool(found))


def _columns() -> list[Column]:
    return [
        Column(_("Contract manager"), 200, _who),
        Column(_("Not returned"), 0, _count, right=True),
        Column(_("Agreements"), None, _which),
    ]


def _who(one: Chased) -> Cell:
    sub = _("Devolved") if one.devolved else ""
    return Cell(one.manager or _("No contract manager is named"), sub, muted=not one.manager)


def _count(one: Chased) -> Cell:
    words = _("{count} of {total}").format(count=len(one.missing), total=one.total)
    return Cell(words, bold=True)


def _which(one: Chased) -> Cell:
    named = "; ".join(f"{line.reference} {line.title}".strip() for line in one.missing[:NAMED])
    left = len(one.missing) - NAMED
    return Cell(named, _("and {count} more").format(count=left) if left > 0 else "")
