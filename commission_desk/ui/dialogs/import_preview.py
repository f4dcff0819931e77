"""What would come in from a register, counted and row by row, with what is wrong and why."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from commission_desk.domain.money import format_money
from commission_desk.exchange.preview import Preview, PreviewRow
from commission_desk.i18n import N_, _, language, ngettext, short_date
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.kit.theme import px

WRAPPED = 300  # rows that are measured; in a longer preview all are alike
LINES = 30  # of a reason
TALL = 380  # px at 100%, the least height of the table
VERDICTS = {
    "added": (N_("New"), "green", "plus"),
    "changed": (N_("Changed"), "blue", "pencil"),
    "unchanged": (N_("The same"), "", "check"),
    "rejected": (N_("Left out"), "red", "circle-alert"),
}


class _PreviewTable(Table):
    """A table whose short previews show every reason in full."""

    def wraps(self) -> bool:
        return self.cells.rowCount() <= WRAPPED

    def fit_rows(self) -> None:
        self.itemDelegate().most = LINES if self.wraps() else 1  # type: ignore[attr-defined]
        super().fit_rows()


class PreviewPanel(QWidget):
    """Counts, the rows, and whether rows with problems come in without what cannot be read."""

    def __init__(self, answer: Callable[..., Any]) -> None:
        super().__init__()
        self.found: Preview | None = None
        self.chips = {
            name: Chip("") for name in ("read", "added", "changed", "unchanged", "rejected")
        }
        self.only = QCheckBox(_("Only rows with problems"))
        self.only.toggled.connect(lambda _on: self._show_rows())
        self.accept = QCheckBox(_("Take rows with problems too, without what cannot be read"))
        self.accept.clicked.connect(lambda: answer(accept="all" if self.accept.isChecked() else ()))
        self.model = TableModel([], _columns())
        self.table = _PreviewTable(self.model, _("What would come in"))
        self.table.setMinimumHeight(px(TALL))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.notes = label("", "smallmuted", wrap=True)
        promise = _("Nothing has been changed yet. Everything imported can be undone in one step.")
        made = vbox(
            Flow(*self.chips.values()), Flow(self.only, self.accept, gap=18), self.notes,
            self.table, label(promise, "smallmuted", wrap=True), gap=10, parent=self,
        )  # fmt: skip
        made.setStretch(3, 1)
        for chip in self.chips.values():
            chip.hide()

    def say_looking(self) -> None:
        """Say that the rows are being worked out."""
        if self.found is None:
            self.chips["read"].say(_("Reading the rows…"))
            self.chips["read"].show()

    def show_preview(self, found: Preview) -> None:
        """Show what would come in."""
        self.found = found
        counted = {
            "read": (ngettext("{count} read", "{count} read", found.read), "", "list"),
            "added": (ngettext("{count} new", "{count} new", found.added), "green", "plus"),
            "changed": (
                ngettext("{count} changed", "{count} changed", found.changed), "blue", "pencil"
            ),
            "unchanged": (
                ngettext("{count} the same", "{count} the same", found.unchanged), "", "check"
            ),
            "rejected": (
                ngettext("{count} left out", "{count} left out", found.rejected),
                "red", "circle-alert",
            ),
        }  # fmt: skip
        for name, (words, tone, icon) in counted.items():
            count = getattr(found, name)
            self.chips[name].say(words.format(count=f"{count:,}"), tone if count else "", icon)
            self.chips[name].show()
        self.notes.setText("\n".join(found.notes))
        self.notes.setVisible(bool(found.notes))
        problems = any(row.problems for row in found.rows)
        self.only.setEnabled(problems)
        self.accept.setEnabled(problems or self.accept.isChecked())
        self._show_rows()

    def _show_rows(self) -> None:
        rows = self.found.rows if self.found else ()
        if self.only.isChecked():
            rows = tuple(row for row in rows if row.problems)
        self.model.show_rows(rows)


def _columns() -> list[Column]:
    return [
        Column(_("Row"), 0, lambda row: Cell(str(row.row_number), muted=True), right=True),
        Column(_("Result"), 0, _verdict),
        Column(_("Title, reference and provider"), 200, _title),
        Column(_("Value"), 0, _value, right=True),
        Column(_("Start and end"), 0, _dates),
        Column(_("What to know"), None, _why),
    ]


def _verdict(row: PreviewRow) -> Cell:
    words, tone, icon = VERDICTS[row.verdict]
    return status(_(words), tone, icon)


def _title(row: PreviewRow) -> Cell:
    said = row.row
    return Cell(said.title, " · ".join(filter(None, (said.reference, said.provider))), bold=True)


def _value(row: PreviewRow) -> Cell:
    said = row.row
    pence, text = (
        (said.annual_pence, said.annual_text)
        if said.annual_pence is not None or said.annual_text
        else (said.total_pence, said.total_text)
    )
    return Cell(text if pence is None else format_money(pence, language()))


def _dates(row: PreviewRow) -> Cell:
    start, end = row.row.starts, row.row.latest_end or row.row.ends
    return Cell(short_date(start) if start else "", short_date(end) if end else "")


def _why(row: PreviewRow) -> Cell:
    """Say each problem as column, value and reason; else what would change."""
    if row.problems:
        return Cell("; ".join(_problem(each) for each in row.problems))
    changed = ", ".join(change.field for change in row.changes)
    return Cell("", _("Differs in: {fields}").format(fields=changed) if changed else "")


def _problem(problem: Any) -> str:
    at = " ".join(filter(None, (problem.column, f"“{problem.value}”" if problem.value else "")))
    return f"{at}: {problem.reason}" if at else problem.reason
