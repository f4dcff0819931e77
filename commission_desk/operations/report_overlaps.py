"""Overlaps: agreements for one service that run at the same time (Jersey audit 2024, R5)."""

from datetime import date
from itertools import groupby

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from commission_desk.domain.report import (
    Report,
    ReportBlock,
    ReportCell,
    ReportColumn,
    ReportRow,
    ReportTable,
    ReportWords,
)
from commission_desk.i18n import plural_translator, translator
from commission_desk.operations.report_parts import (
    ReportChoice,
    agreement_place,
    agreements_words,
    day_cell,
    money_cell,
    number_cell,
    running,
    says,
    standing_agreements,
    with_provider,
)
from commission_desk.store.tables import Agreement, Organisation

OUTSIDE = "outside"
EACH = 20  # services whose agreements are shown one by one; the table counts all
AREA = case((Agreement.service != "", Agreement.service), else_=Agreement.department)


def overlaps(
    session: Session, choice: ReportChoice, language: str, today: date, title: str
) -> Report:
    """Return the services that several agreements running today are for, and those agreements."""
    _ = translator(language)
    groups = _groups(session, choice, today)
    blocks: list[ReportBlock] = [_services(groups, language)]
    if len(groups) > EACH:
        more = _("The agreements of the {count} services with the most are listed one by one.")
        blocks.append(ReportWords("", (more.format(count=EACH),)))
    blocks += _each(session, choice, groups[:EACH], language, today)
    known = sum(row[5] for row in groups)
    ngettext = plural_translator(language)
    said = [
        ngettext(
            "{count} service is provided under more than one agreement today.",
            "{count} services are provided under more than one agreement today.", len(groups),
        ).format(count=f"{len(groups):,}"),
        _("Outside the area: {count}, where it is recorded.").format(count=f"{known:,}"),
    ]  # fmt: skip
    missing = "" if groups else _("No service has more than one agreement running today.")
    return Report(
        "overlaps", title, (*said, *says(choice, language)), tuple(blocks), missing=missing
    )


Group = tuple[str, str, int, int, int, int, int]


def _groups(session: Session, choice: ReportChoice, today: date) -> list[Group]:
    """Return department, service, agreements, providers, pence, outside, not recorded, by count."""
    count = func.count(Agreement.id)
    rows = session.execute(
        select(
            Agreement.department, AREA, count, func.count(func.distinct(Agreement.provider_id)),
            func.coalesce(func.sum(Agreement.annual_pence), 0),
            func.sum(case((Agreement.provided_from == OUTSIDE, 1), else_=0)),
            func.sum(case((Agreement.provided_from == "", 1), else_=0)),
        )
        .where(*standing_agreements(choice), running(today), AREA != "")
        .where(or_(Agreement.starts.is_(None), Agreement.starts <= today))
        .group_by(Agreement.department, AREA)
        .having(count > 1)
        .order_by(count.desc(), Agreement.department, AREA)
    )  # fmt: skip
    return [(r[0], r[1], int(r[2]), int(r[3]), int(r[4]), int(r[5]), int(r[6])) for r in rows]


def _services(groups: list[Group], language: str) -> ReportTable:
    _ = translator(language)
    rows = tuple(
        ReportRow((
            ReportCell(service, department if department != service else ""), number_cell(count),
            number_cell(providers),
            ReportCell(_("one provider") if providers == 1 else _("several providers")),
            number_cell(outside if outside or not unknown else None), money_cell(pence),
        ))
        for department, service, count, providers, pence, outside, unknown in groups
    )  # fmt: skip
    columns = (
        ReportColumn(_("Service and department"), flexible=True),
        ReportColumn(_("Agreements"), "number"), ReportColumn(_("Providers"), "number"),
        ReportColumn(_("With")), ReportColumn(_("Outside the area"), "number"),
        ReportColumn(_("A year"), "money"),
    )  # fmt: skip
    notes = (_("A blank means that it is not recorded where the service comes from."),)
    return ReportTable(_("Services"), columns, rows, notes if rows else ())


def _each(
    session: Session, choice: ReportChoice, groups: list[Group], language: str, today: date
) -> tuple[ReportTable, ...]:
    """Return a table of the agreements of each service."""
    if not groups:
        return ()
    named = or_(*(and_(Agreement.department == g[0], AREA.in_([g[1]])) for g in groups))
    found = session.execute(
        with_provider(
            select(
                Agreement.department, AREA, Agreement.id, Agreement.reference, Agreement.title,
                func.coalesce(Organisation.name, ""), Agreement.starts, Agreement.current_end,
                Agreement.annual_pence,
            )
        )
        .where(*standing_agreements(choice), running(today), named)
        .where(or_(Agreement.starts.is_(None), Agreement.starts <= today))
        .order_by(Agreement.department, AREA, Organisation.name, Agreement.reference)
    ).all()  # fmt: skip
    tables = {
        key: _table(str(key[1]), list(rows), language)
        for key, rows in groupby(found, key=lambda row: (row[0], row[1]))
    }
    return tuple(tables[group[0], group[1]] for group in groups)


SHOWN = 60  # agreements of one service


def _table(service: str, rows: list[tuple], language: str) -> ReportTable:  # type: ignore[type-arg]
    _ = translator(language)
    columns = (
        ReportColumn(_("Ref")), ReportColumn(_("Agreement"), flexible=True),
        ReportColumn(_("Provider")), ReportColumn(_("Starts"), "date"),
        ReportColumn(_("Ends"), "date"), ReportColumn(_("A year"), "money"),
    )  # fmt: skip
    lines = tuple(
        ReportRow(
            (
                ReportCell(row[3]), ReportCell(row[4]), ReportCell(row[5]),
                day_cell(row[6], language), day_cell(row[7], language), money_cell(row[8]),
            ),
            agreement_place(row[2]),
        )
        for row in rows[:SHOWN]
    )  # fmt: skip
    more = len(rows) - SHOWN
    notes: tuple[str, ...] = ()
    if more > 0:
        notes = (_("And {agreements} more.").format(agreements=agreements_words(more, language)),)
    return ReportTable(service, columns, lines, notes)
