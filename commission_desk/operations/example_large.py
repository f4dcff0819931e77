"""The example at its largest: a register that fills a hundred thousand rows, made in bulk."""

from datetime import date, timedelta
from itertools import count, islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.domain.terms import add_months
from commission_desk.i18n import N_
from commission_desk.operations.example_data import example_rows, quarter_end
from commission_desk.store.desk import named
from commission_desk.store.tables import Agreement, Organisation

REGISTER_SIZE = 100_000
PROVIDERS = 2_000
NOTICE = 90  # days
GRADES = (7, 6, 8, 6, 5, 7, 6, 9, 4, 7)  # a spread like that of the team's register


@named(N_("Example: a large register"))
def add_many(session: Session, today: date, size: int) -> None:
    """Bring the register to ``size`` agreements in one stroke, without options to extend."""
    rows = [row for row in example_rows("register.csv") if row["kind"] == "contract"]
    providers = _providers(rows)
    session.add_all(providers)
    session.flush()  # the agreements name them
    there = session.scalar(select(func.count(Agreement.id))) or 0
    session.add_all(
        _agreement(number, rows[number % len(rows)], providers[number % PROVIDERS].id, today)
        for number in range(size - there)
    )


def _providers(rows: list[dict[str, str]]) -> list[Organisation]:
    """Make providers of every place and line of work, numbered from 2 as branches are."""
    places = sorted({row["provider"].split()[0] for row in rows})
    works = dict.fromkeys(row["provider"].partition(" ")[2] for row in rows)
    names = (
        f"{place} {work} {number}" for number in count(2) for work in works for place in places
    )
    return [Organisation(name=name, sector="third") for name in islice(names, PROVIDERS)]


def _agreement(number: int, row: dict[str, str], provider: str, today: date) -> Agreement:
    annual = 100_000 * (5 + number * 7919 % 395)  # GBP 5,000 to GBP 400,000 in even thousands
    years = 2 + number % 4
    ends = quarter_end(today, 3 + number % (4 * years - 3))
    score = GRADES[number % len(GRADES)]
    return Agreement(
        reference=f"B-{number + 1:06d}", title=f"{row['title']}, lot {number // 100 + 1}",
        kind="contract", managed="devolved" if number % 11 == 0 else "central",
        provider_id=provider, department=row["department"], service=row["service"],
        annual_pence=annual, total_pence=annual * years, notice_days=NOTICE,
        starts=add_months(ends + timedelta(days=1), -12 * years), ends=ends, current_end=ends,
        latest_end=ends, decide_by=ends - timedelta(days=NOTICE), grade=score,
        risk="amber" if score < 6 else "green",
    )  # fmt: skip
