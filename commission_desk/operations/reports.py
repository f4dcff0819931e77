"""The reports drawn from the registers: one function for each, for the window and for paper."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.reports import report_kind
from commission_desk.domain.errors import UserError
from commission_desk.domain.report import Report, ReportPaper
from commission_desk.domain.report_agreement import AgreementPaper
from commission_desk.i18n import _
from commission_desk.operations.report_agreement import agreement_paper
from commission_desk.operations.report_concentration import concentration
from commission_desk.operations.report_evidence import evidence
from commission_desk.operations.report_overlaps import overlaps
from commission_desk.operations.report_parts import ReportChoice, choice_of
from commission_desk.operations.report_portfolio import portfolio
from commission_desk.operations.report_register import register_report
from commission_desk.operations.report_spend import spend_report
from commission_desk.operations.report_timeline import timeline
from commission_desk.operations.team import house

MAKERS: dict[str, Callable[[Session, ReportChoice, str, date, str], Report]] = {
    "spend": spend_report, "concentration": concentration, "overlaps": overlaps,
    "timeline": timeline, "evidence": evidence, "portfolio": portfolio,
    "register": register_report,
}  # fmt: skip
AGREEMENT = "agreement"  # one agreement on two pages, which is no report of the page


def report(session: Session, choice: ReportChoice, language: str, today: date) -> Report:
    """Return a report in one language, as the desk stands; raises UserError for none such."""
    if choice.report not in MAKERS:
        raise UserError(_("There is no such report."))
    title = report_kind(choice.report).title.text(language)
    return MAKERS[choice.report](session, choice, language, today, title)


def report_paper(
    session: Session, record: str, language: str, today: date
) -> ReportPaper | AgreementPaper:
    """Return what is printed for a choice that was written as JSON."""
    choice = choice_of(record)
    if choice.report == AGREEMENT:
        return agreement_paper(session, choice.agreements[0], language, today)
    return ReportPaper(house(session), report(session, choice, language, today), today)
