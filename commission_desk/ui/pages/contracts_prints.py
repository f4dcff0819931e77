"""What the Contracts page prints: its list, the portfolio, one agreement; evidence for some."""

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from commission_desk.content.reports import report_kind
from commission_desk.i18n import _, language
from commission_desk.operations.report_parts import ReportChoice
from commission_desk.ui.kit.buttons import action

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts import ContractsPage

REPORT = "report"  # the document that reports are printed as


def contracts_prints(page: "ContractsPage") -> list[tuple[str, Callable[[], Any]]]:
    """Return what can be printed, as words and what to do."""
    return [
        (_("Print this list…"), partial(print_list, page)),
        (_("Print this agreement on two pages…"), partial(print_agreement, page)),
        (_("Print the portfolio…"), partial(print_portfolio, page)),
    ]


def fill_prints(page: "ContractsPage", menu: QMenu, ids: list[str]) -> None:
    """Add to the menu of marked agreements what can be printed of them."""
    one = action(
        _("Print this agreement on two pages…"), partial(print_agreement, page), "printer", "", menu
    )
    evidence = action(
        _("Evidence for these"), partial(show_evidence, page, ids), "shield-check", "", menu
    )
    for made in (one, evidence):
        made.setEnabled(bool(ids))
        menu.addAction(made)


def print_list(page: "ContractsPage") -> None:
    """Show the list as it stands, as a printed register."""
    query = page.query
    choice = ReportChoice(
        "register", view=query.view, words=query.words, kinds=query.kinds, managed=query.managed,
        sort=query.sort, descending=query.descending, narrow=query.narrow, group=query.group,
    )  # fmt: skip
    page.shell.preview(report_kind("register").title.text(language()), REPORT, choice.record)


def print_portfolio(page: "ContractsPage") -> None:
    """Show the portfolio report, without grants where the list is without them."""
    choice = ReportChoice("portfolio", grants=not page.query.kinds)
    page.shell.preview(report_kind("portfolio").title.text(language()), REPORT, choice.record)


def print_agreement(page: "ContractsPage") -> None:
    """Show the agreement that is chosen on its two pages."""
    view = page.detail.view
    if view is None:
        page.shell.toast(_("Choose an agreement first."))
        return
    choice = ReportChoice("agreement", agreements=(view.row.id,))
    page.shell.preview(view.row.title, REPORT, choice.record)


def show_evidence(page: "ContractsPage", ids: list[str]) -> None:
    """Show the evidence matrix of the marked agreements."""
    page.shell.go("report", "evidence", json.dumps([str(record) for record in ids]))
