"""One agreement on two pages: what it is, with whom, terms, money, grade, and what hangs on it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.domain.money import format_money
from commission_desk.domain.report_agreement import AgreementMeasure, AgreementPaper
from commission_desk.i18n import plural_translator, short_date, translator
from commission_desk.operations.actions import ActionRow, actions
from commission_desk.operations.agreement_detail import (
    AgreementView,
    MeasureView,
    RiskView,
    agreement,
)
from commission_desk.operations.agreement_money import agreement_money
from commission_desk.operations.agreement_tables import table_rows
from commission_desk.operations.graded_words import grade_words, state_words
from commission_desk.operations.ratings import grade_value
from commission_desk.operations.report_parts import label_in
from commission_desk.operations.report_register import risk_cell
from commission_desk.operations.review_due import next_reviews
from commission_desk.operations.team import house

NEWEST = 5  # variations that are told
TREND = 8  # newest results in a measure's trend
Facts = tuple[str, tuple[tuple[str, str], ...]]


def agreement_paper(session: Session, record: str, language: str, today: date) -> AgreementPaper:
    """Return what an agreement's two pages say; everything that is there, newest first."""
    view = agreement(session, record)
    row = view.row
    open_risks = sorted(view.risks, key=lambda each: (each.status != "open", -(each.score or 0)))
    mine = [each for each in actions(session) if _is_of(each, view)]
    log = sorted(mine, key=lambda each: each.status != "open")
    kind = label_in("agreement-kind", row.kind, language)
    return AgreementPaper(
        house(session), today, row.title,
        " · ".join(filter(None, (row.reference, kind, row.provider))),
        _figures(view, language), _facts(session, view, language, today), view.description,
        tuple(_measure(each, language) for each in view.measures),
        tuple(_risk(each, language) for each in open_risks),
        tuple(_action(each, language, today) for each in log),
        tuple(
            (short_date(day, language) if day else "", title)
            for _id, title, day in view.meetings
        ),
    )  # fmt: skip


def _is_of(action: ActionRow, view: AgreementView) -> bool:
    meetings = {meeting[0] for meeting in view.meetings}
    return action.agreement_id == view.row.id or action.meeting_id in meetings


def _figures(view: AgreementView, language: str) -> tuple[tuple[str, str], ...]:
    """Return the four figures at the head; a dash for what is not known."""
    _, row = translator(language), view.row
    grade = grade_words(row.grade_scale, grade_value(row), language)
    found = (
        (_money(row.annual_pence), _("a year")), (_money(row.total_pence), _("in all")),
        (grade, _("grade")), (risk_cell(row.risk, language).text, _("risk")),
    )  # fmt: skip
    return tuple((value or "–", words) for value, words in found)


def _facts(session: Session, view: AgreementView, language: str, today: date) -> tuple[Facts, ...]:
    _, row = translator(language), view.row
    review = next_reviews(session, [row.id]).get(row.id)
    return (
        (_("What and with whom"), (
            (_("Provider"), row.provider),
            (_("Sector"), label_in("sector", row.sector, language)),
            (_("Department"), row.department), (_("Service area"), view.service),
            (_("Managed by"), label_in("managed", row.managed, language)),
            (_("Regime"), label_in("regime", view.regime, language)),
            (_("Route"), label_in("route", view.route, language)),
        )),
        (_("Terms"), _terms(view, language, today)),
        (_("Money"), (*_money_facts(view, language), *_money_rows(session, row.id, language))),
        (_("Grade and risk"), (
            (_("Grade"), grade_words(row.grade_scale, grade_value(row), language)),
            (_("Graded on"), _day(view.graded_on, language)),
            (_("Reason for the grade"), view.grade_reason),
            (_("Risk"), risk_cell(row.risk, language).text),
            (_("Reason for the risk"), view.risk_reason),
            (_("Evaluated on"), _day(view.evaluated_on, language)),
            (_("Next review"), _day(review, language)),
        )),
    )  # fmt: skip


def _terms(view: AgreementView, language: str, today: date) -> tuple[tuple[str, str], ...]:
    _, ngettext, row = translator(language), plural_translator(language), view.row
    end = _day(row.end, language)
    if row.end and row.end < today:
        end = _("{date}: has ended and still runs").format(date=end)
    options = ", ".join(
        f"{ngettext('{count} month', '{count} months', option.months).format(count=option.months)}"
        f" ({label_in('term-option-status', option.status, language)})"
        for option in view.options
    )
    notice = ngettext("{count} day", "{count} days", view.notice_days)
    return (
        (_("Starts"), _day(row.start, language)),
        (_("Initial end"), _day(row.initial_end, language)),
        (_("Options"), options), (_("Current end"), end),
        (_("Latest end"), _day(row.latest_end, language)),
        (_("Decide by"), _day(row.decision_date, language)),
        (_("Notice"), notice.format(count=view.notice_days) if view.notice_days else ""),
    )  # fmt: skip


def _money_facts(view: AgreementView, language: str) -> tuple[tuple[str, str], ...]:
    _, row = translator(language), view.row
    given = view.annual_text if view.annual_text != _money(row.annual_pence) else ""
    return (
        (_("A year"), _money(row.annual_pence)), (_("As written"), given),
        (_("In all"), _money(row.total_pence)),
        (_("Partners’ share of a year"), _money(view.partner_pence)),
        (_("VAT"), label_in("vat-basis", view.vat_basis, language)),
    )  # fmt: skip


def _money_rows(
    session: Session, record: str, language: str
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Yield what was paid, who shares it, how it was varied, and the newest reason."""
    _, money = translator(language), agreement_money(session, record)
    yield _("Paid so far"), _money(money.paid_pence)
    shares = (
        " ".join(filter(None, (row.values["name"], _money(row.values["share_pence"]))))
        for row in money.shares
    )
    yield _("Partners"), "; ".join(filter(None, shares))
    varied = [_variation(row.values, language) for row in reversed(money.variations)]
    said = varied[:NEWEST]
    if more := len(varied) - len(said):
        said.append(_("and {count} more").format(count=more))
    yield _("Variations"), "; ".join(said)
    reasons = table_rows(session, record, "rationale")
    dated = [row for row in reasons if row.values["decided_on"]] or reasons
    if dated:
        values = dated[-1].values
        words = filter(None, (_day(values["decided_on"], language), values["reason"]))
        yield _("Why"), " · ".join(words)


def _variation(values: Mapping[str, Any], language: str) -> str:
    _ = translator(language)
    end = values["new_end"]
    pence = values["value_pence"]
    said = (
        _day(values["agreed_on"], language), values["title"],
        "" if not pence else f"{'+' if pence > 0 else ''}{_money(pence)}",
        _("until {date}").format(date=_day(end, language)) if end else "",
    )  # fmt: skip
    return " ".join(filter(None, said))


def _measure(each: MeasureView, language: str) -> AgreementMeasure:
    known = [r for r in each.results if r.value is not None and r.period_end][-TREND:]
    last = each.results[-1] if each.results else None
    spoken = ", ".join(_number(r.value, "") for r in known)
    return AgreementMeasure(
        each.title, label_in("measure-kind", each.kind, language), _number(each.target, each.unit),
        _number(each.latest, each.unit), _day(last.period_end, language) if last else "",
        state_words(each, language),
        tuple(float(r.value or 0) for r in known) if len(known) > 1 else (), spoken,
    )  # fmt: skip


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    said = f"{value:,.10g}"
    return f"{said}{unit}" if unit == "%" else f"{said} {unit}".strip()


def _risk(each: RiskView, language: str) -> tuple[str, ...]:
    status = label_in("risk-status", each.status, language)
    score = str(each.score) if each.score else ""
    return (each.title, score, each.mitigation, each.owner, status)


def _action(each: ActionRow, language: str, today: date) -> tuple[str, ...]:
    status = label_in("action-status", each.status, language)
    if late := each.days_late(today):
        ngettext = plural_translator(language)
        words = ngettext("{count} day late", "{count} days late", late)
        status = words.format(count=late)
    return (each.title, each.owner, _day(each.due, language), status)


def _money(pence: int | None) -> str:
    return "" if pence is None else format_money(pence)


def _day(day: date | None, language: str) -> str:
    return short_date(day, language) if day else ""
