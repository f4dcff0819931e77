"""The money of one agreement: what it comes to, who shares it, what was paid, and by year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.domain.agreement_value import (
    Priced,
    PricedOption,
    PricedVariation,
    Value,
    YearAmount,
    profile,
    value_of,
)
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.agreement_tables import AgreementTableRow, table_rows
from commission_desk.operations.records import get, standing
from commission_desk.store.derived import VARIATIONS_IN_ORDER, status_of
from commission_desk.store.desk import named
from commission_desk.store.tables import Agreement, PartnerShare, Payment, TermOption, Variation
from commission_desk.store.versions import chunks


@dataclass(frozen=True, slots=True)
class PricedOptionView:
    """An option to extend with its value as given, and what it is counted as."""

    id: str
    months: int
    status: str
    given_pence: int | None
    pence: int | None


@dataclass(frozen=True, slots=True)
class MoneyView:
    """An agreement's money in pence.

    ``partners_pence`` is the sum of the shares where there are any, or else what was typed.
    """

    total_covers: str
    funding: str
    legal_basis: str
    priced: Priced
    value: Value
    options: tuple[PricedOptionView, ...]
    shares: tuple[AgreementTableRow, ...]
    partners_pence: int | None
    payments: tuple[AgreementTableRow, ...]
    paid_pence: int | None
    variations: tuple[AgreementTableRow, ...]
    years: tuple[YearAmount, ...]


def agreement_money(session: Session, record: str) -> MoneyView:
    """Return the money of one agreement."""
    found = get(session, Agreement, record)
    priced = priced_agreements(session, [found])[record]
    value = value_of(priced)
    options = session.scalars(
        standing(TermOption)
        .where(TermOption.agreement_id == record)
        .order_by(TermOption.position, TermOption.id)
    )
    payments = table_rows(session, record, "payment")
    paid = [row.values["paid_pence"] for row in payments if row.values["paid_pence"] is not None]
    return MoneyView(
        found.total_covers, found.funding, found.legal_basis, priced, value,
        tuple(
            PricedOptionView(option.id, option.months, option.status, option.option_pence, cost)
            for option, cost in zip(options, value.options, strict=True)
        ),
        table_rows(session, record, "partner_share"), partners_pence(session, found), payments,
        sum(paid) if paid else None, table_rows(session, record, "variation"), profile(priced),
    )  # fmt: skip


def partners_pence(session: Session, agreement: Agreement) -> int | None:
    """Return what partners pay towards a year: the sum of their rows, or what was typed."""
    total = session.scalar(
        select(func.sum(PartnerShare.share_pence)).where(
            PartnerShare.agreement_id == agreement.id, PartnerShare.deleted.is_(False)
        )
    )
    return agreement.partner_pence if total is None else int(total)


def priced_agreements(session: Session, rows: Iterable[Agreement]) -> dict[str, Priced]:
    """Return what is known of the money and days of agreements, at a few readings."""
    known = {row.id: row for row in rows}
    options: dict[str, list[PricedOption]] = defaultdict(list)
    variations: dict[str, list[PricedVariation]] = defaultdict(list)
    for some in chunks(known):
        for option in session.scalars(
            standing(TermOption)
            .where(TermOption.agreement_id.in_(some))
            .order_by(TermOption.position, TermOption.id)
        ):
            options[option.agreement_id].append(
                PricedOption(option.months, status_of(option.status), option.option_pence)
            )
        for row in session.scalars(
            standing(Variation)
            .where(Variation.agreement_id.in_(some))
            .order_by(*VARIATIONS_IN_ORDER)
        ):
            variations[row.agreement_id].append(
                PricedVariation(row.agreed_on, row.value_pence, row.new_end, row.months_counted)
            )
    return {
        record: Priced(
            row.starts, row.ends, row.annual_pence, row.total_pence, row.total_covers,
            tuple(options[record]), tuple(variations[record]),
        )
        for record, row in known.items()
    }  # fmt: skip


def paid_by_agreement(session: Session, records: Iterable[str]) -> dict[str, int]:
    """Return what was paid in all for agreements that anything was paid for."""
    found: dict[str, int] = {}
    for some in chunks(records):
        rows = session.execute(
            select(Payment.agreement_id, func.sum(Payment.paid_pence))
            .where(
                Payment.agreement_id.in_(some), Payment.deleted.is_(False),
                Payment.paid_pence.is_not(None),
            )
            .group_by(Payment.agreement_id)
        )  # fmt: skip
        found |= {agreement: int(paid or 0) for agreement, paid in rows}
    return found


@named(N_("Value an option to extend"))
def price_option(session: Session, option: str, pence: int | None) -> None:
    """Say what an option is worth; None counts it by the annual value again."""
    if pence is not None and pence < 0:
        raise UserError(_("An option cannot be worth less than nothing."))
    get(session, TermOption, option).option_pence = pence
