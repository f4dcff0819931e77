"""The register as a file for other programs: what the list shows, in its order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.graded_words import grade_words
from commission_desk.operations.ratings import grade_value
from commission_desk.operations.register import RegisterQuery, agreement_ids, agreement_rows
from commission_desk.paths import documents_folder
from commission_desk.ui.pages.contracts_register import label_of
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.exchange.export import Column
    from commission_desk.ui.pages.contracts import ContractsPage

AT_ONCE = 500  # rows fetched together
LISTS = {
    "sector": "sector", "kind": "agreement-kind", "managed": "managed", "regime": "regime",
    "route": "route",
}  # fmt: skip
# What is written for a column of the list that does not have the name of what it shows.
OF_LIST = {
    "service": ("title", "provider"), "area": ("service",), "annual": ("annual_pence",),
    "total": ("total_pence",), "partner": ("partner_pence",), "latest": ("latest_end",),
    "decision": ("decision_date",), "grade": ("grade", "grade_words"),
}  # fmt: skip


def export_register(page: "ContractsPage", kind: str) -> None:
    """Ask where to, and write what the page's list shows as ``xlsx`` or ``csv``."""
    kinds = {"xlsx": _("Excel workbooks"), "csv": _("CSV files")}
    start = documents_folder() / f"{_('Contracts')}.{kind}"
    name, _kind = QFileDialog.getSaveFileName(
        page, _("Export the list"), str(start), f"{kinds[kind]} (*.{kind})"
    )
    if not name:
        return
    path = Path(name) if Path(name).suffix else Path(f"{name}.{kind}")
    page.flush()
    workspace, query = page.workspace, page.query
    shown = [each.name for each in page.table.shown] if page.table.chosen_columns else []

    def work(report: Callable[[int], None], stopped: Callable[[], bool]) -> int:
        return write_register(workspace, query, path, report, stopped, shown)

    def done(count: int) -> None:
        said = ngettext(
            "{count} agreement was written to “{name}”.",
            "{count} agreements were written to “{name}”.",
            count,
        )
        page.shell.toast(said.format(count=count, name=path.name))

    page.shell.job(_("Exporting the list"), work, done)


def write_register(
    workspace: Workspace, query: RegisterQuery, path: Path,
    report: Callable[[int], None], stopped: Callable[[], bool], shown: Sequence[str] = (),
) -> int:  # fmt: skip
    """Write the agreements that a query finds and return how many; may run in any thread.

    ``shown`` names the columns of the list, where they were chosen; otherwise all are written.
    """
    from commission_desk.exchange.export import (  # noqa: PLC0415 - openpyxl takes 0.2 s to load
        write_csv,
        write_xlsx,
    )

    ids = workspace.ask(agreement_ids, query)
    rows = _rows(workspace, ids, report, stopped)
    if path.suffix.lower() == ".csv":
        return write_csv(path, _columns(shown), rows)
    return write_xlsx(path, _("Contracts"), _columns(shown), rows)


def _columns(shown: Sequence[str]) -> "list[Column]":
    known = {column.key: column for column in _every_column()}
    wanted = [key for name in shown for key in OF_LIST.get(name, (name,))]
    return [known[key] for key in dict.fromkeys(wanted)] if shown else list(known.values())


def _every_column() -> "list[Column]":
    from commission_desk.exchange.export import (  # noqa: PLC0415 - openpyxl takes 0.2 s to load
        Column,
    )

    return [
        Column("reference", _("Reference")), Column("title", _("Title")),
        Column("provider", _("Provider")), Column("sector", _("Sector")),
        Column("kind", _("Kind")), Column("managed", _("Managed by")),
        Column("department", _("Department")),
        Column("annual_pence", _("Annual value"), "money"),
        Column("total_pence", _("Total value"), "money"), Column("start", _("Start"), "date"),
        Column("end", _("End"), "date"), Column("decision_date", _("Decide by"), "date"),
        Column("latest_end", _("Latest end"), "date"), Column("risk", _("Risk")),
        Column("grade", _("Grade"), "number"), Column("grade_words", _("Grade in words")),
        Column("service", _("Service area")),
        Column("plan", _("Plan")), Column("regime", _("Regime")), Column("route", _("Route")),
        Column("partner_pence", _("Partners’ share"), "money"),
    ]  # fmt: skip


def _rows(
    workspace: Workspace, ids: list[str], report: Callable[[int], None],
    stopped: Callable[[], bool],
) -> Iterator[dict[str, Any]]:  # fmt: skip
    for start in range(0, len(ids), AT_ONCE):
        if stopped():  # raised, so that no half of a list is left behind
            raise UserError(_("The export was cancelled. No file was written."))
        report(100 * start // len(ids))
        for row in workspace.ask(agreement_rows, ids[start : start + AT_ONCE]):
            words = grade_words(row.grade_scale, grade_value(row), language())
            yield asdict(row) | _worded(row, LISTS) | {"grade_words": words}


def _worded(row: object, lists: dict[str, str]) -> dict[str, str]:
    pairs: Iterable[tuple[str, str]] = lists.items()
    return {name: label_of(listed, getattr(row, name)) for name, listed in pairs}
