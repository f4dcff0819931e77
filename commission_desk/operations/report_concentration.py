"""Who holds the money: the yearly value of agreements by provider and by sector, largest first."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.domain.money import short_money
from commission_desk.domain.report import (
    Place,
    Report,
    ReportCell,
    ReportChart,
    ReportColumn,
    ReportRow,
    ReportTable,
)
from commission_desk.domain.report_charts import Bar, BarChart
from commission_desk.domain.spend import percent_of, write_percent
from commission_desk.i18n import plural_translator, translator
from commission_desk.operations.report_parts import (
    ReportChoice,
    label_in,
    money_cell,
    number_cell,
    running,
    says,
    share_cell,
    standing_agreements,
    with_provider,
)
from commission_desk.store.tables import Agreement, Organisation

CHARTED = 10  # providers in the chart
HALF = 50  # per cent
Holding = tuple[str, str, str, int, int]  # id, name, sector, pence a year, agreements


def concentration(
    session: Session, choice: ReportChoice, language: str, today: date, title: str
) -> Report:
    """Return who holds how much of the money of the agreements that run today."""
    _ = translator(language)
    held = holdings(session, choice, today)
    whole = sum(each[3] for each in held)
    blocks = (
        _chart(held, whole, language),
        _sectors(held, whole, language),
        _providers(held, whole, language),
    )
    count = sum(each[4] for each in held)
    ngettext = plural_translator(language)
    words = ngettext(
        "{agreements} agreement that runs today, {money} a year.",
        "{agreements} agreements that run today, {money} a year.", count,
    )  # fmt: skip
    said = [words.format(agreements=f"{count:,}", money=short_money(whole))]
    if half := _half(held, whole):
        ngettext = plural_translator(language)
        many = ngettext(
            "{count} of {providers} providers holds half of it.",
            "{count} of {providers} providers hold half of it.", half,
        )  # fmt: skip
        said.append(many.format(count=f"{half:,}", providers=f"{len(held):,}"))
    missing = "" if held else _("No agreement runs today.")
    return Report("concentration", title, (*said, *says(choice, language)), blocks, missing=missing)


def holdings(session: Session, choice: ReportChoice, today: date) -> list[Holding]:
    """Return what each provider holds, largest first; one with no name is nobody named."""
    pence = func.coalesce(func.sum(Agreement.annual_pence), 0)
    rows = session.execute(
        with_provider(
            select(
                func.coalesce(Agreement.provider_id, ""), func.coalesce(Organisation.name, ""),
                func.coalesce(Organisation.sector, ""), pence, func.count(Agreement.id),
            )
        )
        .where(*standing_agreements(choice), running(today))
        .group_by(Agreement.provider_id, Organisation.name, Organisation.sector)
        .order_by(pence.desc(), Organisation.name)
    )  # fmt: skip
    return [(row[0], row[1], row[2], int(row[3]), int(row[4])) for row in rows]


def _half(held: list[Holding], whole: int) -> int:
    """Return how many providers, the largest first, hold half of the money."""
    so_far = 0
    for number, each in enumerate(held, start=1):
        so_far += each[3]
        if whole and so_far * 100 >= whole * HALF:
            return number
    return 0


def _chart(held: list[Holding], whole: int, language: str) -> ReportChart:
    _ = translator(language)
    bars = tuple(
        Bar(name or _("no provider named"), pence, _bar_words(pence, whole))
        for _id, name, _sector, pence, _count in held[:CHARTED]
    )
    return ReportChart(_("The largest"), BarChart(bars))


def _bar_words(pence: int, whole: int) -> str:
    return f"{short_money(pence)} · {write_percent(percent_of(pence, whole))}".rstrip(" ·")


def _sectors(held: list[Holding], whole: int, language: str) -> ReportTable:
    _ = translator(language)
    sectors = dict.fromkeys(each[2] for each in held)
    sums = {
        sector: (
            sum(each[3] for each in held if each[2] == sector),
            sum(each[4] for each in held if each[2] == sector),
            sum(1 for each in held if each[2] == sector),
        )
        for sector in sectors
    }
    rows = tuple(
        ReportRow((
            ReportCell(label_in("sector", sector, language) or _("not recorded")),
            number_cell(providers), number_cell(count), money_cell(pence), share_cell(pence, whole),
        ))
        for sector, (pence, count, providers) in sorted(
            sums.items(), key=lambda each: -each[1][0]
        )
    )  # fmt: skip
    columns = (
        ReportColumn(_("Sector"), flexible=True), ReportColumn(_("Providers"), "number"),
        ReportColumn(_("Agreements"), "number"), ReportColumn(_("A year"), "money"),
        ReportColumn(_("Share"), "percent"),
    )  # fmt: skip
    return ReportTable(_("By sector"), columns, rows)


def _providers(held: list[Holding], whole: int, language: str) -> ReportTable:
    _ = translator(language)
    rows, so_far = [], 0
    for number, (record, name, sector, pence, count) in enumerate(held, start=1):
        so_far += pence
        cells = (
            number_cell(number), ReportCell(name or _("no provider named")),
            ReportCell(label_in("sector", sector, language)), number_cell(count),
            money_cell(pence), share_cell(pence, whole), share_cell(so_far, whole),
        )  # fmt: skip
        rows.append(ReportRow(cells, Place("organisation", record) if record else None))
    count = sum(each[4] for each in held)
    empty = ReportCell()
    total = (empty, ReportCell(_("All")), empty, number_cell(count), money_cell(whole))
    rows.append(ReportRow((*total, share_cell(whole, whole), empty), strong=True))
    columns = (
        ReportColumn("", "number"), ReportColumn(_("Provider"), flexible=True),
        ReportColumn(_("Sector")), ReportColumn(_("Agreements"), "number"),
        ReportColumn(_("A year"), "money"), ReportColumn(_("Share"), "percent"),
        ReportColumn(_("With those above"), "percent"),
    )  # fmt: skip
    return ReportTable(_("By provider"), columns, tuple(rows) if held else ())
