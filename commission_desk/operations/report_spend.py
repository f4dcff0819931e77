"""Spend by department as a report: what was entered, beside what the register comes to."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from commission_desk.domain.report import (
    Report,
    ReportBlock,
    ReportCell,
    ReportColumn,
    ReportRow,
    ReportTable,
)
from commission_desk.domain.spend import percent_of, same_department, write_amount, write_percent
from commission_desk.i18n import short_date, translator
from commission_desk.operations.report_parts import (
    GRANT,
    ReportChoice,
    money_cell,
    number_cell,
    percent_cell,
    running,
    says,
    share_cell,
    standing_agreements,
)
from commission_desk.operations.spend_checks import (
    LineView,
    ShareView,
    SpendFinding,
    SpendView,
    spend,
    statements,
)
from commission_desk.store.tables import Agreement

NONE = "-"  # what stands for a share of nothing
OUTSIDE, SPOT = "outside", "spot"


@dataclass(frozen=True, slots=True)
class Registered:
    """What the agreements of a department that run today come to a year; pence."""

    department: str
    count: int
    whole: int
    grants: int
    spot: int
    outside: int
    unknown: int


def spend_report(
    session: Session, choice: ReportChoice, language: str, today: date, title: str
) -> Report:
    """Return both tables of a statement, what the register says beside them, and their checks."""
    _ = translator(language)
    known = statements(session)
    statement = choice.statement or (known[0][0] if known else "")
    found = registered(session, choice, today)
    said = says(choice, language)
    if not statement:
        missing = "" if found else _("No statement of spend and no agreement is recorded yet.")
        return Report("spend", title, tuple(said), (_register(None, found, language),), wide=True,
                      missing=missing)  # fmt: skip
    view = spend(session, statement, language)
    named = " · ".join(filter(None, (view.title, view.period)))
    heads = [named, *([_("Source: {source}").format(source=view.source)] if view.source else [])]
    blocks: tuple[ReportBlock, ...] = (
        _lines(view, language), _shares(view, language), _checks(view, language),
        _register(view, found, language),
    )  # fmt: skip
    return Report("spend", title, (*heads, *said), blocks, wide=True)


def registered(session: Session, choice: ReportChoice, today: date) -> list[Registered]:
    """Return what the register comes to by department, largest first."""
    pence = func.coalesce(Agreement.annual_pence, 0)

    def part(condition: object) -> object:
        return func.sum(case((condition, pence), else_=0))  # type: ignore[arg-type]

    rows = session.execute(
        select(
            Agreement.department, func.count(Agreement.id), func.sum(pence),
            part(Agreement.kind == GRANT), part(Agreement.kind == SPOT),  # type: ignore[call-overload]
            part(Agreement.provided_from == OUTSIDE),
            func.sum(case((Agreement.annual_pence.is_(None), 1), else_=0)),
        )
        .where(*standing_agreements(choice), running(today))
        .group_by(Agreement.department)
        .order_by(func.sum(pence).desc())
    )  # fmt: skip
    return [Registered(row[0], *(int(value or 0) for value in row[1:])) for row in rows]


def _lines(view: SpendView, language: str) -> ReportTable:
    _ = translator(language)
    columns = (
        ReportColumn(_("Department")), ReportColumn(_("Activity identified"), flexible=True),
        ReportColumn(_("Value, as printed")), ReportColumn(_("Value"), "money"),
        ReportColumn(_("Charities"), "money"), ReportColumn(_("Contracted"), "money"),
        ReportColumn(_("Off-Island"), "money"), ReportColumn(_("Spot"), "money"),
    )  # fmt: skip
    rows, before = [], ""
    for line in view.lines:
        same = line.department == before
        rows.append(ReportRow(_line_cells(line, "" if same else line.department, language)))
        before = line.department
    rows.append(_line_total(view, language))
    notes = []
    if view.identified != view.as_printed:
        words = _("As printed the lines come to {printed}; with the exact amounts to {exact}.")
        printed, exact = write_amount(view.as_printed), write_amount(view.identified)
        notes.append(words.format(printed=printed, exact=exact))
    return ReportTable(
        _("What was identified"), columns, tuple(rows) if view.lines else (), tuple(notes),
        missing=_("No line has been entered."),
    )  # fmt: skip


def _line_cells(line: LineView, department: str, language: str) -> tuple[ReportCell, ...]:
    value = _amount(line.best, nil=bool(line.value and line.value.nil), language=language)
    sub = ""
    if line.exact is not None and line.value and line.exact != line.value.pence:
        _ = translator(language)
        sub = _("exact amount")
    first = ReportCell(value.text, sub, value.value)
    rest = (line.charities, line.contracted, line.off_island, line.spot)
    return (
        ReportCell(department), ReportCell(line.activity), ReportCell(line.words["value"]), first,
        *(_part(pence, line.best) for pence in rest),
    )  # fmt: skip


def _part(pence: int | None, whole: int | None) -> ReportCell:
    if pence is None:
        return ReportCell()
    share = percent_of(pence, whole) if whole else None
    return ReportCell(write_amount(pence), write_percent(share), pence)


def _line_total(view: SpendView, language: str) -> ReportRow:
    _ = translator(language)
    sums = [
        sum(getattr(line, name) or 0 for line in view.lines)
        for name in ("charities", "contracted", "off_island", "spot")
    ]
    cells = (
        ReportCell(_("All")), ReportCell(), ReportCell(),
        ReportCell(write_amount(view.identified), value=view.identified),
        *(ReportCell(write_amount(pence), value=pence) if pence else ReportCell()
          for pence in sums),
    )  # fmt: skip
    return ReportRow(cells, strong=True)


def _amount(pence: int | None, *, nil: bool, language: str) -> ReportCell:
    """Return an amount: "Nil" where none was declared, nothing where it is not known."""
    if pence is None:
        return ReportCell()
    if nil:
        _ = translator(language)
        return ReportCell(_("Nil"), value=0)
    return ReportCell(write_amount(pence), value=pence)


def _shares(view: SpendView, language: str) -> ReportTable:
    _ = translator(language)
    columns = (
        ReportColumn(_("Department"), flexible=True), ReportColumn(_("Commissioned"), "money"),
        ReportColumn(_("Total spend"), "money"), ReportColumn(_("Percentage"), "percent"),
        ReportColumn(_("As printed")),
    )  # fmt: skip
    rows = [ReportRow(_share_cells(share, language)) for share in view.shares]
    whole = percent_cell(percent_of(view.commissioned, view.budgets) if view.budgets else None)
    rows.append(
        ReportRow(
            (
                ReportCell(_("All")),
                ReportCell(write_amount(view.commissioned), value=view.commissioned),
                ReportCell(write_amount(view.budgets), value=view.budgets), whole, ReportCell(),
            ),
            strong=True,
        )
    )  # fmt: skip
    notes = [line.strip() for line in view.footnotes.splitlines() if line.strip()]
    notes += [_settled_words(share, language) for share in view.shares if share.settled is not None]
    return ReportTable(
        _("Share of budgets"), columns, tuple(rows) if view.shares else (), tuple(notes),
        missing=_("No department’s budget has been entered."),
    )  # fmt: skip


def _share_cells(share: ShareView, language: str) -> tuple[ReportCell, ...]:
    marked = "*" if "*" in share.words["commissioned"] + share.words["percent"] else ""
    nil = bool(share.commissioned and share.commissioned.nil) and share.settled is None
    commissioned = _amount(share.stands, nil=nil, language=language)
    percent = percent_cell(share.percent)
    if share.stands == 0:
        percent = ReportCell(NONE)
    printed = " · ".join(filter(None, (share.words["commissioned"], share.words["percent"])))
    return (
        ReportCell(share.department),
        ReportCell(f"{commissioned.text}{marked}", value=commissioned.value),
        _amount(share.total.pence if share.total else None, nil=False, language=language),
        ReportCell(f"{percent.text}{marked if percent.text != NONE else ''}", value=percent.value),
        ReportCell(printed),
    )  # fmt: skip


def _settled_words(share: ShareView, language: str) -> str:
    _ = translator(language)
    words = _("{department}: {amount} stands in place of {printed}, settled on {date}: {reason}")
    return words.format(
        department=share.department, amount=write_amount(share.settled or 0),
        printed=share.words["commissioned"] or _("a blank"), reason=share.reason,
        date=short_date(share.settled_on, language) if share.settled_on else "",
    )  # fmt: skip


def _checks(view: SpendView, language: str) -> ReportTable:
    _ = translator(language)
    columns = (
        ReportColumn(_("What does not agree"), flexible=True),
        ReportColumn(_("What was identified")),
        ReportColumn(_("Share of budgets")), ReportColumn(_("Proposed")),
        ReportColumn(_("How it stands")),
    )  # fmt: skip
    rows = tuple(ReportRow(_finding_cells(each, language)) for each in view.findings)
    both = view.lines and view.shares
    missing = _("Both tables agree, and so do their percentages.") if both else _(
        "There is nothing to compare until both tables have rows.")  # fmt: skip
    return ReportTable(_("Reconciliation"), columns, rows, missing=missing)


def _finding_cells(found: SpendFinding, language: str) -> tuple[ReportCell, ...]:
    _ = translator(language)
    state = ReportCell(_("Open"), tone="amber", icon="triangle-alert")
    if found.settled:
        state = ReportCell(_("Settled"), found.settled, tone="green", icon="circle-check")
    return (
        ReportCell(found.sentence), ReportCell(found.first), ReportCell(found.second),
        ReportCell(found.proposal), state,
    )  # fmt: skip


def _register(view: SpendView | None, found: list[Registered], language: str) -> ReportTable:
    """Return what the register comes to, each department beside what it stated and its budget."""
    _ = translator(language)
    columns = (
        ReportColumn(_("Department"), flexible=True), ReportColumn(_("Agreements"), "number"),
        ReportColumn(_("A year, by the register"), "money"),
        ReportColumn(_("Of which grants"), "money"), ReportColumn(_("Spot"), "money"),
        ReportColumn(_("Outside the area"), "money"), ReportColumn(_("As stated"), "money"),
        ReportColumn(_("Share of its budget"), "percent"),
    )  # fmt: skip
    rows = [ReportRow(_register_cells(view, each, language)) for each in found]
    if found:
        names = ("whole", "grants", "spot", "outside")
        sums = [sum(getattr(each, name) for each in found) for name in names]
        count = number_cell(sum(each.count for each in found))
        stated = money_cell(view.commissioned) if view and view.shares else ReportCell()
        known = (money_cell(pence or None) for pence in sums)
        cells = (ReportCell(_("All")), count, *known, stated, ReportCell())
        rows.append(ReportRow(cells, strong=True))
    notes = []
    if unknown := sum(each.unknown for each in found):
        words = _("Agreements without a yearly value, which are not in these sums: {count}.")
        notes.append(words.format(count=f"{unknown:,}"))
    return ReportTable(
        _("By the register"), columns, tuple(rows), tuple(notes),
        missing=_("The register holds no agreement that runs today."),
    )  # fmt: skip


def _register_cells(
    view: SpendView | None, each: Registered, language: str
) -> tuple[ReportCell, ...]:
    _ = translator(language)
    share = next(
        (one for one in (view.shares if view else ())
         if same_department(one.department, each.department)), None,
    )  # fmt: skip
    stated = share.stands if share else None
    nil = bool(share and share.commissioned and share.commissioned.nil)
    budget = share.total.pence if share and share.total else 0
    return (
        ReportCell(each.department or _("no department")), number_cell(each.count),
        money_cell(each.whole), *(money_cell(p or None) for p in (each.grants, each.spot,
                                                                  each.outside)),
        _amount(stated, nil=nil and not stated, language=language),
        share_cell(each.whole, budget) if budget else ReportCell(),
    )  # fmt: skip
