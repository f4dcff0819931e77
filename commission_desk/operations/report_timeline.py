"""Ends and decisions: every agreement whose term, options or decision fall into a period."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from commission_desk.domain.report import (
    Report,
    ReportCell,
    ReportChart,
    ReportColumn,
    ReportRow,
    ReportTable,
)
from commission_desk.domain.report_charts import Span, Timeline
from commission_desk.domain.terms import add_months
from commission_desk.i18n import plural_translator, short_date, translator
from commission_desk.operations.report_parts import (
    ReportChoice,
    agreement_place,
    day_cell,
    money_cell,
    says,
    standing_agreements,
    with_provider,
)
from commission_desk.store.tables import Agreement, Organisation

CHARTED = 60  # agreements drawn; the list beside has all of them
BEFORE = 6  # months before today that the chart begins
LISTED = 5_000


def timeline(
    session: Session, choice: ReportChoice, language: str, today: date, title: str
) -> Report:
    """Return what ends or is to be decided in so many months, what is overdue first."""
    _ = translator(language)
    last = add_months(today, choice.months)
    rows = _rows(session, choice, last)
    late = sum(1 for row in rows if row.current_end < today)
    ngettext = plural_translator(language)
    until = ngettext(
        "{count} agreement ends or is to be decided by {date}.",
        "{count} agreements end or are to be decided by {date}.", len(rows),
    )  # fmt: skip
    said = [until.format(count=f"{len(rows):,}", date=short_date(last, language))]
    if late:
        words = ngettext(
            "{count} has ended and still runs.", "{count} have ended and still run.", late
        )
        said.append(words.format(count=f"{late:,}"))
    drawn = ReportChart(
        _("Terms, options and decisions"),
        _chart(rows[:CHARTED], today, last, language),
        _("A full bar is the term as it stands, a hatched one what options may add. A diamond is "
          "the day to decide by. An outlined bar has ended and still runs.")
        + (" " + _("The first {count} are drawn.").format(count=CHARTED)
           if len(rows) > CHARTED else ""),
    )  # fmt: skip
    missing = "" if rows else _("Nothing ends or is to be decided in this period.")
    return Report(
        "timeline", title, (*said, *says(choice, language)),
        (drawn, _table(rows, today, language)), wide=True, missing=missing,
    )  # fmt: skip


def _rows(session: Session, choice: ReportChoice, last: date) -> list[Any]:
    sooner = Agreement.decide_by < Agreement.current_end
    due = case((sooner, Agreement.decide_by), else_=Agreement.current_end)
    return list(
        session.execute(
            with_provider(
                select(
                    Agreement.id, Agreement.reference, Agreement.title, Agreement.department,
                    func.coalesce(Organisation.name, "").label("provider"), Agreement.starts,
                    Agreement.current_end, Agreement.decide_by, Agreement.latest_end,
                    Agreement.annual_pence,
                )
            )
            .where(*standing_agreements(choice), Agreement.current_end.is_not(None))
            .where(or_(Agreement.current_end <= last, Agreement.decide_by <= last))
            .order_by(due, Agreement.reference)
            .limit(LISTED)
        )
    )  # fmt: skip


def words_of(row: Any, today: date, language: str) -> tuple[str, str, str]:
    """Say how an agreement stands today: the words, their tone and their icon."""
    _, ngettext = translator(language), plural_translator(language)
    if row.current_end < today:
        days = (today - row.current_end).days
        words = ngettext(
            "ended {count} day ago, still running", "ended {count} days ago, still running", days
        )
        return words.format(count=f"{days:,}"), "red", "circle-alert"
    if row.decide_by and row.decide_by < today:
        return _("decision overdue"), "amber", "triangle-alert"
    if row.decide_by is None:
        return _("no day to decide by"), "grey", "circle-help"
    days = (row.decide_by - today).days
    words = ngettext("decide in {count} day", "decide in {count} days", days)
    return words.format(count=f"{days:,}"), "grey", "calendar"


def _chart(rows: list[Any], today: date, last: date, language: str) -> Timeline:
    _ = translator(language)
    first = add_months(today, -BEFORE)
    spans = []
    for row in rows:
        late = row.current_end < today
        said = words_of(row, today, language)[0]
        ends = _("ends {date}").format(date=short_date(row.current_end, language))
        spans.append(
            Span(
                row.title,
                said if late else f"{ends} · {said}",
                row.starts,
                row.current_end,
                row.latest_end,
                row.decide_by,
                late,
            )
        )
    return Timeline(
        tuple(spans), first, last + timedelta(days=1), today, _("Today"), language
    )  # fmt: skip


def _table(rows: list[Any], today: date, language: str) -> ReportTable:
    _ = translator(language)
    columns = (
        ReportColumn(_("Ref")), ReportColumn(_("Agreement and provider"), flexible=True),
        ReportColumn(_("Department")), ReportColumn(_("Decide by"), "date"),
        ReportColumn(_("Ends"), "date"), ReportColumn(_("Latest end"), "date"),
        ReportColumn(_("A year"), "money"), ReportColumn(_("How it stands")),
    )  # fmt: skip
    made = []
    for row in rows:
        words, tone, icon = words_of(row, today, language)
        cells = (
            ReportCell(row.reference), ReportCell(row.title, row.provider),
            ReportCell(row.department), day_cell(row.decide_by, language),
            day_cell(row.current_end, language), day_cell(row.latest_end, language),
            money_cell(row.annual_pence), ReportCell(words, tone=tone, icon=icon),
        )  # fmt: skip
        made.append(ReportRow(cells, agreement_place(row.id, "terms")))
    return ReportTable(_("List"), columns, tuple(made))
