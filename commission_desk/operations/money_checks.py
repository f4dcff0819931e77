"""Checks of agreements' money and reasons, for Today and beside the agreement itself.

Each asks the database for the few agreements that may be wrong, and looks at those alone: a
register may hold a hundred thousand.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from commission_desk.content.procurement import procurement_rules
from commission_desk.domain.agreement_value import financial_year, value_of, year_words
from commission_desk.domain.checks import Finding
from commission_desk.domain.terms import extend
from commission_desk.operations.agreement_money import (
    paid_by_agreement,
    partners_pence,
    priced_agreements,
)
from commission_desk.operations.figures import figure
from commission_desk.operations.procurement import Compared, compare, is_outside
from commission_desk.operations.records import get, standing
from commission_desk.store.derived import VARIATIONS_IN_ORDER
from commission_desk.store.tables import (
    Agreement,
    PartnerShare,
    Payment,
    Rationale,
    TermOption,
    Variation,
)

UNKNOWN_ROUTES = ("", "not-recorded")
DIRECT_ROUTES = ("direct-award",)
SHOWN = 5  # of each check
LOOKED_AT = 200  # agreements of each check, those of most money first
LONGEST_RATIO = 20  # whole value to annual value, beyond which nothing is missed that matters


def agreement_findings(session: Session, record: str, today: date) -> tuple[Finding, ...]:
    """Return everything that the checks of money and reasons find about one agreement."""
    row = get(session, Agreement, record)
    found = [
        *_no_rationale(session, row, today),
        *_over_threshold(session, [row], today),
        *_shares_above(session, [row]),
        *_paid_above(session, [row]),
        *_options_above(session, row),
        *_late_variations(session, [row]),
        *_paid_after_end(session, today, record),
    ]
    return tuple(found)


def without_rationale(session: Session, today: date) -> Iterable[Finding]:
    """How many running agreements were awarded without a record of why this way (R2)."""
    count = session.scalar(
        select(func.count(Agreement.id)).where(
            Agreement.deleted.is_(False), Agreement.unreasoned == "",
            Agreement.current_end >= today,
            or_(Agreement.awarded <= today, Agreement.starts <= today), ~_has_rationale(),
        )
    )  # fmt: skip
    if count:
        yield Finding("award-without-rationale", {"count": count}, "register")


def over_threshold(session: Session, today: date) -> Iterable[Finding]:
    """Agreements above a threshold without a route, or awarded directly without a reason."""
    outside = procurement_rules().outside
    least = min(_figures(session, today), default=0)
    worth = func.coalesce(Agreement.total_pence, Agreement.annual_pence * LONGEST_RATIO, 0)
    rows = session.scalars(
        standing(Agreement)
        .where(
            Agreement.route.in_((*UNKNOWN_ROUTES, *DIRECT_ROUTES)), Agreement.kind != "grant",
            Agreement.regime.not_in(outside), worth * LONGEST_RATIO > least,
            or_(Agreement.current_end.is_(None), Agreement.current_end >= today),
        )
        .order_by(worth.desc())
        .limit(LOOKED_AT)
    ).all()  # fmt: skip
    yield from _first(_over_threshold(session, rows, today))


def shares_above_annual(session: Session, _today: date) -> Iterable[Finding]:
    """Agreements whose partners together pay more than there is."""
    shares = select(PartnerShare.agreement_id).where(PartnerShare.deleted.is_(False))
    known = standing(Agreement).where(Agreement.annual_pence.is_not(None)).limit(LOOKED_AT)
    # asked apart: with "or" the database would go through the whole register
    typed = known.where(Agreement.partner_pence > Agreement.annual_pence)
    listed = known.where(Agreement.id.in_(shares))
    rows = {
        row.id: row
        for asked in (typed, listed)
        for row in session.scalars(asked.order_by(Agreement.annual_pence.desc()))
    }
    found = sorted(rows.values(), key=lambda row: (-(row.annual_pence or 0), row.id))
    yield from _first(_shares_above(session, found))


def paid_above_value(session: Session, _today: date) -> Iterable[Finding]:
    """Agreements for which more was paid than was agreed."""
    paid = (
        select(Payment.agreement_id, func.sum(Payment.paid_pence).label("paid"))
        .where(Payment.deleted.is_(False))
        .group_by(Payment.agreement_id)
        .subquery()
    )
    rows = session.scalars(
        standing(Agreement)
        .join(paid, paid.c.agreement_id == Agreement.id)
        .order_by(paid.c.paid.desc(), Agreement.id)
    ).all()  # not narrowed: what was agreed may be less than the value of a year
    yield from _first(
        finding
        for start in range(0, len(rows), LOOKED_AT)
        for finding in _paid_above(session, rows[start : start + LOOKED_AT])
    )


def variations_after_end(session: Session, _today: date) -> Iterable[Finding]:
    """Variations that were agreed when the agreement had ended."""
    varied = select(Variation.agreement_id).where(Variation.deleted.is_(False))
    rows = session.scalars(
        standing(Agreement)
        .where(Agreement.id.in_(varied))
        .order_by(Agreement.current_end)
        .limit(LOOKED_AT)
    ).all()
    yield from _first(_late_variations(session, rows))


def expired_but_paid(session: Session, today: date) -> Iterable[Finding]:
    """Agreements that ended and for which money went out in a later year (scenario S8)."""
    yield from _first(_paid_after_end(session, today))


def paid_after_end() -> ColumnElement[bool]:
    """Whether anything was paid for an agreement in a financial year after its end."""
    ended_in = func.strftime("%Y", func.date(Agreement.current_end, "-3 months"))
    return exists().where(
        Payment.agreement_id == Agreement.id, Payment.deleted.is_(False), Payment.paid_pence > 0,
        Payment.year > func.cast(ended_in, Payment.year.type),
    )  # fmt: skip


def _first(found: Iterable[Finding]) -> Iterator[Finding]:
    for _number, finding in zip(range(SHOWN), found, strict=False):
        yield finding


def _of(check: str, row: Agreement, values: dict[str, object], tab: str) -> Finding:
    return Finding(
        check, {"title": row.title, **values}, "agreement", row.id, tab, by=row.current_end,
        reference=row.reference,
    )  # fmt: skip


def _has_rationale() -> ColumnElement[bool]:
    return exists().where(Rationale.agreement_id == Agreement.id, Rationale.deleted.is_(False))


def _reasoned(session: Session, records: Iterable[str]) -> set[str]:
    return set(
        session.scalars(
            select(Rationale.agreement_id).where(
                Rationale.agreement_id.in_(list(records)), Rationale.deleted.is_(False)
            )
        )
    )


def _no_rationale(session: Session, row: Agreement, today: date) -> Iterator[Finding]:
    began = [day for day in (row.awarded, row.starts) if day is not None and day <= today]
    if began and not row.unreasoned and not _reasoned(session, [row.id]):
        yield _of("no-rationale", row, {}, "why")


def _over_threshold(
    session: Session, rows: Iterable[Agreement], today: date
) -> Iterator[Finding]:  # fmt: skip
    some = [row for row in rows if not is_outside(row)]
    reasoned = _reasoned(session, (row.id for row in some))
    for record, priced in priced_agreements(session, some).items():
        row = next(each for each in some if each.id == record)
        direct = row.route in DIRECT_ROUTES
        if (direct and row.id in reasoned) or not (direct or row.route in UNKNOWN_ROUTES):
            continue
        above = _highest(compare(session, row, value_of(priced).whole, today))
        if above is not None:
            check = "over-threshold-direct" if direct else "over-threshold-without-route"
            values: dict[str, object] = {"value": above.pence, "figure": above.figure.pence}
            yield _of(check, row, values, "why")


def _highest(compared: Iterable[Compared]) -> Compared | None:
    above = [each for each in compared if each.is_above]
    return max(above, key=lambda each: each.figure.value, default=None)


def _shares_above(session: Session, rows: Iterable[Agreement]) -> Iterator[Finding]:
    for row in rows:
        shares = partners_pence(session, row)
        if shares is not None and row.annual_pence is not None and shares > row.annual_pence:
            values: dict[str, object] = {"shares": shares, "annual": row.annual_pence}
            yield _of("shares-above-annual", row, values, "money")


def _paid_above(session: Session, rows: Iterable[Agreement]) -> Iterator[Finding]:
    known = {row.id: row for row in rows}
    paid = paid_by_agreement(session, known)
    for record, priced in priced_agreements(session, known.values()).items():
        value = value_of(priced).current
        if value is not None and paid.get(record, 0) > value:
            values: dict[str, object] = {"paid": paid[record], "value": value}
            yield _of("paid-above-value", known[record], values, "money")


def _options_above(session: Session, row: Agreement) -> Iterator[Finding]:
    """Options that together are worth more than the whole value that is said to count them."""
    if row.total_pence is None or row.total_covers != "extended":
        return
    costs = sum(cost or 0 for cost in value_of(priced_agreements(session, [row])[row.id]).options)
    if costs > row.total_pence >= 0:
        values: dict[str, object] = {"options": costs, "whole": row.total_pence}
        yield _of("options-above-value", row, values, "money")


def _late_variations(session: Session, rows: Iterable[Agreement]) -> Iterator[Finding]:
    for row in rows:
        late = _late_variation(session, row)
        if late is not None:
            agreed, ended = late
            values: dict[str, object] = {"agreed": agreed, "ended": ended}
            yield _of("variation-after-end", row, values, "money")


def _late_variation(session: Session, row: Agreement) -> tuple[date, date] | None:
    """Return the first variation agreed after the end it met, with that end."""
    exercised = session.scalar(
        select(func.coalesce(func.sum(TermOption.months), 0)).where(
            TermOption.agreement_id == row.id, TermOption.deleted.is_(False),
            TermOption.status == "exercised",
        )
    ) or 0  # fmt: skip
    end, counted = row.ends, 0
    for each in session.scalars(
        standing(Variation).where(Variation.agreement_id == row.id).order_by(*VARIATIONS_IN_ORDER)
    ):
        months = each.months_counted if each.new_end else exercised
        met = extend(end, max(0, months - counted)) if end else None
        if each.agreed_on and met and each.agreed_on > met:
            return each.agreed_on, met
        if each.new_end:
            end, counted = each.new_end, each.months_counted
    return None


def _paid_after_end(session: Session, today: date, record: str = "") -> Iterator[Finding]:
    statement = standing(Agreement).where(Agreement.current_end < today, paid_after_end())
    if record:
        statement = statement.where(Agreement.id == record)
    for row in session.scalars(statement.order_by(Agreement.current_end.desc()).limit(LOOKED_AT)):
        if row.current_end is None:
            continue
        last = session.execute(
            select(Payment.year, func.sum(Payment.paid_pence))
            .where(
                Payment.agreement_id == row.id, Payment.deleted.is_(False), Payment.paid_pence > 0,
                Payment.year > financial_year(row.current_end),
            )
            .group_by(Payment.year)
            .order_by(Payment.year.desc())
        ).first()  # fmt: skip
        if last is not None:
            year, paid = last
            values: dict[str, object] = {
                "ended": row.current_end, "paid": int(paid or 0), "year": year_words(year or 0),
            }  # fmt: skip
            yield _of("expired-paid", row, values, "money")


def _figures(session: Session, today: date) -> Iterator[int]:
    """The figures in force today, in pence."""
    for rule in procurement_rules().rules:
        try:
            known = figure(session, rule.figure, today)
        except KeyError:
            continue
        if known.value:
            yield known.pence
