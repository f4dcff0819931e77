"""The register in groups with subtotals, and its totals with and without grants, all in SQL."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from commission_desk.operations.partner_shares import PARTNERS_PAY
from commission_desk.operations.register import RegisterQuery, filtered, ordered
from commission_desk.operations.register_filters import (
    LISTS,
    NAMES,
    FilterValue,
    Statement,
    filter_labels,
    group_key,
    group_order,
    joined,
    narrowed,
    without,
)
from commission_desk.store.tables import Agreement

GRANT = "grant"
MOST_NAMED = 1_000  # groups named in a selection; of more, all are read


@dataclass(frozen=True, slots=True)
class Sums:
    """What agreements add up to, money in pence; partners' shares are within the yearly sum."""

    count: int = 0
    providers: int = 0
    annual_pence: int = 0
    total_pence: int = 0
    partner_pence: int = 0

    @property
    def mean_annual(self) -> int:
        """The mean of a year, in pence, over all agreements."""
        return round(self.annual_pence / self.count) if self.count else 0

    @property
    def mean_total(self) -> int:
        """The mean whole value, in pence, over all agreements."""
        return round(self.total_pence / self.count) if self.count else 0

    @property
    def years(self) -> float:
        """The years that the whole value would last at the yearly one."""
        return self.total_pence / self.annual_pence if self.annual_pence else 0.0

    @property
    def per_provider(self) -> float:
        """How many agreements a provider has."""
        return self.count / self.providers if self.providers else 0.0


@dataclass(frozen=True, slots=True)
class BothTotals:
    """What a selection adds up to with grants and without them, whichever is shown."""

    with_grants: Sums
    without_grants: Sums


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group: the value its agreements share, what that is called, and their sums."""

    key: str
    label: str
    count: int
    annual_pence: int
    total_pence: int


def both_totals(session: Session, query: RegisterQuery) -> BothTotals:
    """Return what the query finds with grants and without, though it may show only one."""
    every = replace(query, kinds=())
    return BothTotals(_sums(session, every), _sums(session, every, Agreement.kind != GRANT))


def register_groups(session: Session, query: RegisterQuery, language: str) -> tuple[GroupRow, ...]:
    """Return the groups of what a query finds, in their order, with their subtotals."""
    key = group_key(query.group).label("key")
    chosen = select(
        key, func.count(Agreement.id), func.coalesce(func.sum(Agreement.annual_pence), 0),
        func.coalesce(func.sum(Agreement.total_pence), 0),
    )  # fmt: skip
    chosen = filtered(joined(chosen, query.group), query).group_by(key)
    rows = session.execute(chosen.order_by(*group_order(query.group))).all()
    called = _labels(session, query.group, rows, language)
    return tuple(GroupRow(row[0], called.get(row[0], ""), *row[1:]) for row in rows)


def grouped_ids(
    session: Session, query: RegisterQuery, groups: Iterable[str], limit: int | None = None
) -> list[tuple[str, str]]:
    """Return (group, agreement) of these groups in the order of groups and within them.

    With a limit only the first are read, and those of the first groups alone, which is quicker.
    """
    chosen: Statement = select(group_key(query.group), Agreement.id)
    chosen = ordered(joined(chosen, query.group, query.sort), query)
    wanted = tuple(groups)
    if len(wanted) < MOST_NAMED:
        chosen = narrowed(chosen, ((query.group, wanted),))
    rows = session.execute(chosen.limit(limit) if limit else chosen)
    among = set(wanted)
    return [(row[0], row[1]) for row in rows if row[0] in among]


def filter_values(
    session: Session, query: RegisterQuery, name: str, language: str
) -> tuple[FilterValue, ...]:
    """Return the values a field has among what the rest of the query finds, by name."""
    others = replace(query, narrow=without(query.narrow, name), group=name)
    groups = register_groups(session, others, language)
    found = [FilterValue(each.key, each.label, each.count) for each in groups]
    return tuple(found)


def _sums(session: Session, query: RegisterQuery, only: Any = None) -> Sums:
    chosen = select(
        func.count(Agreement.id), func.count(func.distinct(Agreement.provider_id)),
        *(
            func.coalesce(func.sum(column), 0)
            for column in (Agreement.annual_pence, Agreement.total_pence, PARTNERS_PAY)
        ),
    )  # fmt: skip
    chosen = filtered(chosen.where(true() if only is None else only), query)
    return Sums(*session.execute(chosen).one())


def _labels(session: Session, name: str, rows: Any, language: str) -> dict[str, str]:
    """Return what each group is called; names of many are read in one go, not by their ids."""
    values = tuple(row[0] for row in rows if row[0])
    if name not in NAMES or name in LISTS:
        return filter_labels(session, name, values, language)
    found: dict[str, str] = {}
    for start in range(0, len(values), 5_000):
        found |= filter_labels(session, name, values[start : start + 5_000], language)
    return found
