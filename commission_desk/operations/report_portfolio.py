"""The portfolio report: money, ends, grades and risk in charts; decisions due and concerns."""

from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from commission_desk.content.scales import scale
from commission_desk.content.thresholds import threshold
from commission_desk.domain.money import short_money
from commission_desk.domain.report import (
    Report,
    ReportBlock,
    ReportCell,
    ReportChart,
    ReportColumn,
    ReportRow,
    ReportTable,
    ReportWords,
)
from commission_desk.domain.report_charts import Bar, BarChart
from commission_desk.domain.terms import add_months
from commission_desk.i18n import plural_translator, short_date, translator
from commission_desk.operations.ratings import point_of
from commission_desk.operations.register import POOR_GRADE, RISKS
from commission_desk.operations.report_parts import (
    GRANT,
    ReportChoice,
    agreement_place,
    day_cell,
    label_in,
    money_cell,
    running,
    says,
    standing_agreements,
    with_provider,
)
from commission_desk.operations.report_register import grade_cell, risk_cell
from commission_desk.store.tables import Agreement, Organisation

QUARTERS = 8  # ahead
MOST_BARS = 12
LISTED = 40  # rows of a list: who wants all has the timeline and the register
TONES = {"red": "red", "amber": "amber", "green": "green"}


def portfolio(
    session: Session, choice: ReportChoice, language: str, today: date, title: str
) -> Report:
    """Return the whole register in charts and two short lists."""
    _ = translator(language)
    here = standing_agreements(choice)
    figures = _figures(session, here, today, language)
    blocks: tuple[ReportBlock, ...] = (
        figures,
        _money(session, here, today, language, _("Money a year, by department"), "department"),
        _money(session, here, today, language, _("Money a year, by sector of the provider"),
               "sector"),
        _ends(session, here, today, language),
        _grades(session, here, today, language),
        _risks(session, here, today, language),
        _decisions(session, here, today, language),
        _concern(session, here, today, language),
    )  # fmt: skip
    missing = "" if int(figures.figures[0][0].replace(",", "")) else _("No agreement is recorded.")
    return Report("portfolio", title, tuple(says(choice, language)), blocks, missing=missing)


def _figures(session: Session, here: list[Any], today: date, language: str) -> ReportWords:
    _, ngettext = translator(language), plural_translator(language)
    pence = func.coalesce(Agreement.annual_pence, 0)
    count, providers, year, whole, grants, ended = session.execute(
        select(
            func.count(Agreement.id), func.count(func.distinct(Agreement.provider_id)),
            func.sum(pence), func.sum(func.coalesce(Agreement.total_pence, 0)),
            func.sum(case((Agreement.kind == GRANT, pence), else_=0)),
            func.sum(case((Agreement.current_end < today, 1), else_=0)),
        ).where(*here)
    ).one()  # fmt: skip
    figures = (
        (f"{count:,}", ngettext("agreement", "agreements", count)),
        (f"{providers:,}", ngettext("provider", "providers", providers)),
        (short_money(int(year or 0)), _("a year")), (short_money(int(whole or 0)), _("in all")),
    )  # fmt: skip
    sentences = [
        _("Without grants it is {amount} a year.").format(
            amount=short_money(int(year or 0) - int(grants or 0))
        )
    ]
    if ended:
        words = ngettext(
            "{count} has ended and still runs.", "{count} have ended and still run.", int(ended)
        )
        sentences.append(words.format(count=f"{int(ended):,}"))
    return ReportWords("", tuple(sentences), figures)


def _money(
    session: Session, here: list[Any], today: date, language: str, title: str, by: str
) -> ReportChart:
    _ = translator(language)
    column = {"department": Agreement.department, "sector": Organisation.sector}[by]
    named = func.coalesce(column, "")
    pence = func.coalesce(func.sum(Agreement.annual_pence), 0)
    rows = session.execute(
        with_provider(select(named, pence)).where(*here, running(today)).group_by(named)
        .order_by(pence.desc())
    ).all()  # fmt: skip
    bars = [
        Bar(_name(name, by, language), float(money), short_money(int(money)))
        for name, money in rows[:MOST_BARS]
    ]
    if rest := rows[MOST_BARS:]:
        money = sum(int(row[1]) for row in rest)
        words = _("{count} others").format(count=len(rest))
        bars.append(Bar(words, float(money), short_money(money), "muted"))
    return ReportChart(title, BarChart(tuple(bars)))


def _name(name: str, by: str, language: str) -> str:
    words = label_in("sector", name, language) if by == "sector" else name
    _ = translator(language)
    return words or _("not recorded")


def _ends(session: Session, here: list[Any], today: date, language: str) -> ReportChart:
    _, ngettext = translator(language), plural_translator(language)
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    starts = [add_months(first, 3 * n) for n in range(QUARTERS + 1)]
    counts = session.execute(
        select(
            *(value for start, after in pairwise(starts) for value in _within(start, after))
        ).where(*here)
    ).one()
    bars = []
    for n, start in enumerate(starts[:-1]):
        count, money = int(counts[2 * n] or 0), int(counts[2 * n + 1] or 0)
        last = add_months(start, 2)
        label = f"{short_date(start, language).split(' ')[1]} - {_month_year(last, language)}"
        words = ngettext("{count} agreement", "{count} agreements", count).format(
            count=f"{count:,}"
        )
        bars.append(Bar(label, float(count), f"{words} · {short_money(money)}" if count else words))
    return ReportChart(
        _("Agreements that end, by quarter"), BarChart(tuple(bars)),
        _("As the terms stand, with the options that were taken up; money a year."),
    )  # fmt: skip


def _month_year(day: date, language: str) -> str:
    return short_date(day, language).split(" ", 1)[1]


def _within(start: date, after: date) -> tuple[Any, Any]:
    """Return how many agreements end from a day until before another, and their money a year."""
    there = and_(Agreement.current_end >= start, Agreement.current_end < after)
    pence = func.coalesce(Agreement.annual_pence, 0)
    return func.sum(case((there, 1), else_=0)), func.sum(case((there, pence), else_=0))


def _grades(session: Session, here: list[Any], today: date, language: str) -> ReportChart:
    """Return how many agreements have each grade of the nine-point scale; other scales apart."""
    _ = translator(language)
    rows = session.execute(
        select(
            Agreement.grade_scale, Agreement.grade, func.count(Agreement.id), Agreement.grade_word
        )
        .where(*here, running(today))
        .group_by(Agreement.grade_scale, Agreement.grade, Agreement.grade_word)
    ).all()  # fmt: skip
    jet = {row[1]: row[2] for row in rows if row[0] == "jet" and row[1] is not None}
    usual = scale("jet")
    bars = [
        Bar(usual.printed(point.value, language), jet.get(int(point.value), 0),
            f"{jet.get(int(point.value), 0):,}")
        for point in usual.points
    ]  # fmt: skip
    others = sum(row[2] for row in rows if row[0] != "jet" and point_of(row[1], row[3]))
    none = sum(row[2] for row in rows if not point_of(row[1], row[3]))
    for words, count in ((_("on another scale"), others), (_("not graded"), none)):
        if count:
            bars.append(Bar(words, count, f"{count:,}", "muted"))
    return ReportChart(_("Grades"), BarChart(tuple(bars)))


def _risks(session: Session, here: list[Any], today: date, language: str) -> ReportChart:
    _ = translator(language)
    counts: dict[str, int] = {
        row[0]: row[1]
        for row in session.execute(
            select(Agreement.risk, func.count(Agreement.id))
            .where(*here, running(today))
            .group_by(Agreement.risk)
        )
    }
    bars = [
        Bar(point.grade.text(language), counts.get(point.value, 0),
            f"{counts.get(point.value, 0):,}", TONES.get(point.value, "accent"))
        for point in scale("rag").points
    ]  # fmt: skip
    if none := counts.get("", 0):
        bars.append(Bar(_("not rated"), none, f"{none:,}", "muted"))
    return ReportChart(_("Risk"), BarChart(tuple(bars)))


def _listed(session: Session, here: list[Any], *where: Any, order: Any) -> list[Any]:
    return list(
        session.execute(
            with_provider(
                select(
                    Agreement.id, Agreement.reference, Agreement.title,
                    func.coalesce(Organisation.name, "").label("provider"),
                    Agreement.current_end, Agreement.decide_by, Agreement.annual_pence,
                    Agreement.risk, Agreement.risk_reason, Agreement.grade, Agreement.grade_scale,
                    Agreement.grade_word,
                )
            )
            .where(*here, *where)
            .order_by(*order)
            .limit(LISTED + 1)
        )
    )  # fmt: skip


def _decisions(session: Session, here: list[Any], today: date, language: str) -> ReportTable:
    _ = translator(language)
    last = add_months(today, threshold("decisions-due-months").value)
    rows = _listed(
        session, here, Agreement.decide_by <= last, Agreement.current_end >= today,
        order=(Agreement.decide_by, Agreement.reference),
    )  # fmt: skip
    columns = (
        ReportColumn(_("Ref")), ReportColumn(_("Agreement and provider"), flexible=True),
        ReportColumn(_("Decide by"), "date"), ReportColumn(_("Ends"), "date"),
        ReportColumn(_("A year"), "money"),
    )  # fmt: skip
    lines = tuple(
        ReportRow(
            (
                ReportCell(row.reference), ReportCell(row.title, row.provider),
                day_cell(row.decide_by, language,
                         _("has passed") if row.decide_by < today else ""),
                day_cell(row.current_end, language), money_cell(row.annual_pence),
            ),
            agreement_place(row.id, "terms"),
        )
        for row in rows[:LISTED]
    )  # fmt: skip
    return ReportTable(
        _("Decisions due by {date}").format(date=short_date(last, language)), columns, lines,
        _more(rows, language), missing=_("No decision is due."),
    )  # fmt: skip


def _concern(session: Session, here: list[Any], today: date, language: str) -> ReportTable:
    _ = translator(language)
    poor = and_(Agreement.grade_scale == "jet", Agreement.grade <= POOR_GRADE)
    rows = _listed(
        session, here, running(today), or_(Agreement.risk == "red", poor),
        order=(RISKS.nulls_last(), Agreement.annual_pence.desc().nulls_last(), Agreement.id),
    )  # fmt: skip
    columns = (
        ReportColumn(_("Ref")), ReportColumn(_("Agreement and provider"), flexible=True),
        ReportColumn(_("Risk")), ReportColumn(_("Grade")), ReportColumn(_("Why")),
        ReportColumn(_("A year"), "money"),
    )  # fmt: skip
    lines = tuple(
        ReportRow(
            (
                ReportCell(row.reference), ReportCell(row.title, row.provider),
                risk_cell(row.risk, language), grade_cell(row, language),
                ReportCell(row.risk_reason), money_cell(row.annual_pence),
            ),
            agreement_place(row.id, "risk"),
        )
        for row in rows[:LISTED]
    )  # fmt: skip
    return ReportTable(
        _("Causing concern"), columns, lines, _more(rows, language),
        missing=_("No agreement has a red risk or an inadequate grade."),
    )  # fmt: skip


def _more(rows: list[Any], language: str) -> tuple[str, ...]:
    if len(rows) <= LISTED:
        return ()
    _ = translator(language)
    words = _("The first {count} are listed; the list of contracts has all.")
    return (words.format(count=LISTED),)
