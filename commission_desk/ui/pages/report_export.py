"""A report as an Excel workbook: a sheet for each of its tables, with amounts that can be added."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from commission_desk.domain.report import FIGURES, Report, ReportCell, ReportTable
from commission_desk.i18n import _
from commission_desk.paths import documents_folder

if TYPE_CHECKING:
    from commission_desk.exchange.export import Sheet
    from commission_desk.ui.pages.reports import ReportsPage

NIL = 0


def export_report(page: "ReportsPage", report: Report) -> None:
    """Ask where to, and write the tables of a report."""
    start = documents_folder() / f"{report.title}.xlsx"
    name, _kind = QFileDialog.getSaveFileName(
        page, _("Export the report"), str(start), _("Excel workbooks") + " (*.xlsx)"
    )
    if not name:
        return
    path = Path(name) if Path(name).suffix else Path(f"{name}.xlsx")

    def work(_report: Callable[[int], None], _stopped: Callable[[], bool]) -> int:
        return write_report_book(report, path)

    def done(_count: int) -> None:
        page.shell.toast(_("Saved as “{name}”.").format(name=path.name))

    page.shell.job(_("Exporting the report"), work, done)


def write_report_book(report: Report, path: Path) -> int:
    """Write the tables of a report as sheets of a workbook; return how many rows there were."""
    from commission_desk.exchange.export import (  # noqa: PLC0415 - openpyxl takes 0.2 s to load
        write_book,
    )

    return write_book(path, [_sheet(table, report.title) for table in report.tables])


def _sheet(table: ReportTable, name: str) -> "Sheet":
    from commission_desk.exchange.export import Column, Sheet  # noqa: PLC0415 - as above

    columns = [
        Column(str(place), column.title, column.kind if column.kind != "percent" else "number")
        for place, column in enumerate(table.columns)
    ]
    kinds = [column.kind for column in table.columns]
    rows = [
        {str(place): _value(cell, kinds[place]) for place, cell in enumerate(row.cells)}
        for row in table.rows
    ]
    return Sheet(table.title or name, columns, rows)


def _value(cell: ReportCell, kind: str) -> Any:
    """Return what a file calculates with; "Nil" stays a word, so that it is no blank and no sum."""
    if kind in (*FIGURES, "date") and cell.value is not None:
        declared = kind == "money" and cell.value == NIL and "£" not in cell.text
        return cell.text if declared else cell.value
    return " · ".join(filter(None, (cell.text, cell.sub)))
