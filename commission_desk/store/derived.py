"""What follows from other fields, worked out again where histories met.

It is written without a change of its own: every laptop works out the same from the same history.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select, update
from sqlalchemy.orm import Session

from commission_desk.domain.terms import Option, OptionStatus, Term
from commission_desk.store.tables import Agreement, TermOption, Variation
from commission_desk.store.tables.history import CREATED
from commission_desk.store.versions import DELETED, chunks

# The fields that the dates of an agreement follow from, and those dates.
TERM = {CREATED, DELETED, "starts", "ends", "notice_days", "lead_days", "end_meaning"}
DATES = {"current_end", "decide_by", "latest_end"}
VARIATIONS_IN_ORDER = (
    Variation.agreed_on.asc().nulls_last(), Variation.position, Variation.id,
)  # fmt: skip
STATUSES: dict[str, OptionStatus] = {"exercised": "exercised", "declined": "declined"}


def status_of(status: str) -> OptionStatus:
    """Return the status of an option; an unknown one leaves it available."""
    return STATUSES.get(status, "available")


def dates_of(term: Term, end_meaning: str, latest_end: date | None) -> dict[str, date | None]:
    """Return the dates of an agreement that follow from its term.

    An end date that already includes the extensions is the latest end (inventory, S8).
    """
    found = {"current_end": term.current_end, "decide_by": term.decide_by, "latest_end": latest_end}
    if term.options or term.varied_end or latest_end is None or end_meaning != "unknown":
        found["latest_end"] = term.latest_end
    return found


def refresh_terms(connection: Connection, touched: Iterable[tuple[str, str, str]]) -> None:
    """Work out the dates of the agreements whose term was touched: kinds, records and fields."""
    found: set[str] = set()
    options: set[str] = set()
    variations: set[str] = set()
    for kind, record, name in touched:
        if kind == "agreement" and name in TERM | DATES:
            found.add(record)
        elif kind == "term_option":
            options.add(record)
        elif kind == "variation":
            variations.add(record)
    for table, records in ((TermOption, options), (Variation, variations)):
        for some in chunks(records):
            found.update(connection.scalars(select(table.agreement_id).where(table.id.in_(some))))
    for some in chunks(found):
        _refresh(connection, some)


def _refresh(connection: Connection, agreements: Iterable[str]) -> None:
    options: dict[str, list[Option]] = defaultdict(list)
    rows = connection.execute(
        select(TermOption.agreement_id, TermOption.months, TermOption.status)
        .where(TermOption.agreement_id.in_(agreements), TermOption.deleted.is_(False))
        .order_by(TermOption.position, TermOption.id)
    )
    for agreement, months, status in rows:
        options[agreement].append(Option(months, status_of(status)))
    varied = varied_ends(connection, agreements)
    table = Agreement.__table__
    found = connection.execute(select(table).where(table.c.id.in_(agreements))).mappings()
    changed = [
        _dates(row, tuple(options[row["id"]]), varied.get(row["id"], (None, 0))) for row in found
    ]
    if changed:
        connection.execute(
            update(Agreement)
            .where(Agreement.id == bindparam("of_record"))
            .values({name: bindparam(f"put_{name}") for name in DATES}),
            changed,
        )


def varied_ends(
    connection: Connection | Session, agreements: Iterable[str]
) -> dict[str, tuple[date | None, int]]:
    """Return the end that the last variation of each agreement left, and the months it counted."""
    rows = connection.execute(
        select(Variation.agreement_id, Variation.new_end, Variation.months_counted)
        .where(
            Variation.agreement_id.in_(agreements), Variation.deleted.is_(False),
            Variation.new_end.is_not(None),
        )
        .order_by(*VARIATIONS_IN_ORDER)
    )  # fmt: skip
    return {agreement: (end, months) for agreement, end, months in rows}


def _dates(
    row: RowMapping, options: tuple[Option, ...], varied: tuple[date | None, int]
) -> dict[str, Any]:
    term = Term(row["starts"], row["ends"], options, row["notice_days"], row["lead_days"], *varied)
    try:
        found = dates_of(term, row["end_meaning"], row["latest_end"])
    except (ValueError, OverflowError):  # dates of a strange file that leave the calendar
        found = dict.fromkeys(DATES)
    return {"of_record": row["id"], **{f"put_{name}": value for name, value in found.items()}}
