"""Rows that add up the others, as sheets bring them along: checked, and never counted twice."""

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from commission_desk.content.plan_tables import total_names
from commission_desk.domain.checks import Finding
from commission_desk.domain.money import format_money
from commission_desk.domain.places import row_place
from commission_desk.operations.plan_places import place_of
from commission_desk.operations.plan_rows import EntryRow, read_rows
from commission_desk.operations.plans import PlanView

# Tables whose money can be added up: the field, and the one that parts it into periods.
ADDED_UP = {
    "service": ("annual_pence", ""),
    "resource": ("pence", "year"),
    "intention": ("annual_pence", ""),
}


def is_total(row: EntryRow) -> bool:
    """Return whether a row is called nothing but a total, such as "Total 2027:"."""
    words = (word.strip(".,:;()=£ ") for word in str(row.values["title"] or "").split())
    return " ".join(word for word in words if word.isalpha()).casefold() in total_names()


def counted(rows: Iterable[EntryRow]) -> list[EntryRow]:
    """Return the rows without those that add up the others."""
    return [row for row in rows if not is_total(row)]


def totals_wrong(session: Session, whole: PlanView) -> Iterator[Finding]:
    """Return the totals that are not what the rows beside them come to.

    Said only where it is certain: one total for its rows, and an amount in each of them.
    """
    for table, (field, period) in ADDED_UP.items():
        rows = read_rows(session, whole.row.id, table)
        totals = [row for row in rows if is_total(row) and row.values[field] is not None]
        for total in totals:
            when = total.values[period] if period else None
            alike = [each for each in totals if not period or each.values[period] == when]
            added = [row for row in counted(rows) if when is None or row.values[period] == when]
            amounts = [row.values[field] for row in added]
            if len(alike) > 1 or not amounts or None in amounts:
                continue
            if sum(amounts) != total.values[field]:
                values = {"title": total.values["title"], "sum": format_money(sum(amounts)),
                          "stated": format_money(total.values[field])}  # fmt: skip
                place = row_place(place_of(whole.outline, table), table, total.id)
                yield Finding("plan-total-wrong", values, "plan", whole.row.id, place)
