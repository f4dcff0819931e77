"""The example's register: the size and shape of Lincolnshire's in 2014, with invented names.

228 agreements with 177 providers, 208 managed centrally and 20 by service areas, GBP 32,000,000 a
year and GBP 134,000,000 over their terms (Lincolnshire County Council, 12 September 2014).
"""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from commission_desk.domain.terms import extend, months_between
from commission_desk.i18n import N_
from commission_desk.operations.agreements import (
    add_agreement,
    add_option,
    decide_option,
    grade,
    rate_risk,
)
from commission_desk.operations.example_data import (
    example_rows,
    example_table,
    month_end,
    quarter_end,
)
from commission_desk.operations.measures import add_measure, add_result
from commission_desk.operations.organisations import add_organisation
from commission_desk.operations.records import standing
from commission_desk.store.desk import named
from commission_desk.store.tables import Agreement

SOON = 6  # months; those that end later end with a quarter, as most agreements do
PLAN_DEPARTMENT = "Children with disabilities"


@named(N_("Example: the register"))
def fill_register(session: Session, today: date, plan: str) -> None:
    """Add the providers and the agreements with their terms, risks and grades."""
    rows = list(example_rows("register.csv"))
    providers = {row["provider"]: row["sector"] for row in rows}
    known = {
        name: add_organisation(session, name, sector=sector) for name, sector in providers.items()
    }
    for row in rows:
        _add(session, row, today, known, plan if row["department"] == PLAN_DEPARTMENT else None)


@named(N_("Example: measures"))
def measure_agreements(session: Session, today: date) -> None:
    """Give some agreements measures, each with results for the last quarters."""
    ids = agreement_by_reference(session)
    last = quarter_end(today, -1)
    for place, entry in enumerate(example_table("measures.toml")["set"]):
        for shift, reference in enumerate(entry["agreements"]):
            for measure in entry["measures"]:
                title, kind, unit, direction, target, tolerance, values = measure
                made = add_measure(
                    session, ids[reference], title, kind=kind, unit=unit, direction=direction,
                    target=target, tolerance=tolerance,
                )  # fmt: skip
                for back, value in enumerate(reversed(values)):
                    figure = _figure(value, shift + place)
                    add_result(session, made, quarter_end(last, -back), figure)


def agreement_by_reference(session: Session) -> dict[str, str]:
    """Return the id of every agreement by its reference."""
    return {row.reference: row.id for row in session.scalars(standing(Agreement))}


def _add(
    session: Session, row: dict[str, str], today: date, known: dict[str, str], plan: str | None
) -> None:
    options = [int(months) for months in row["options"].split()]
    exercised = int(row["exercised"])
    starts, ends = _initial_term(row, today, sum(options[:exercised]))
    current_end = extend(ends, sum(options[:exercised]))
    total = 100 * int(row["total"])
    record = add_agreement(
        session, row["title"], reference=row["reference"], kind=row["kind"],
        managed=row["managed"], provider_id=known[row["provider"]], department=row["department"],
        service=row["service"], plan_id=plan, annual_pence=100 * int(row["annual"]),
        total_pence=total, total_covers="extended", starts=starts, ends=ends,
        awarded=starts - timedelta(days=75),
        notice_days=int(row["notice"]), lead_days=_lead_days(row, today, current_end),
        vat_basis="exempt" if row["kind"] == "grant" else "excluding",
        evaluated_on=_days_ago(today, row["evaluated"]), **_procurement(row, total),
    )  # fmt: skip
    for place, months in enumerate(options):
        option = add_option(session, record, months)
        if place < exercised:
            decide_option(session, option, "exercised")
    rate_risk(session, record, row["risk"], row["risk_reason"])
    if row["grade"]:
        grade(session, record, int(row["grade"]), "", quarter_end(today, -1))


def _figure(value: float | str, less: int) -> float | None:
    """Return a result some per cent lower, so that no two agreements look alike; "" is no data."""
    if isinstance(value, str):
        return None
    return round(value * (100 - less) / 100, 0 if isinstance(value, int) else 1)


def _initial_term(row: dict[str, str], today: date, exercised: int) -> tuple[date, date]:
    months = int(row["ends"])
    current_end = month_end(today, months)
    if months > SOON:
        current_end = quarter_end(current_end)
    starts = month_end(current_end, -int(row["months"]) - exercised) + timedelta(days=1)
    ends = month_end(starts, int(row["months"]) - 1)
    assert months_between(starts, ends) == int(row["months"])
    return starts, ends


def _lead_days(row: dict[str, str], today: date, current_end: date) -> int:
    """Lead time as given, or such that the decision falls so many days from today."""
    if not row["decide"]:
        return int(row["lead"])
    return (current_end - today).days - int(row["notice"]) - int(row["decide"])


def _days_ago(today: date, days: str) -> date | None:
    return today - timedelta(days=int(days)) if days else None


def _procurement(row: dict[str, str], total: int) -> dict[str, str]:
    if row["kind"] == "grant":
        return {"regime": "grant", "route": "grant-application"}
    if row["kind"] == "sla":
        return {"regime": "in-house", "route": "not-recorded"}
    if row["kind"] == "call-off":
        return {"regime": "light-touch", "route": "framework-call-off"}
    light_touch = 66_354_000  # pence; how it was bought when let, not a rule applied now
    if total >= light_touch:
        return {"regime": "light-touch", "route": "open"}
    return {"regime": "below-threshold", "route": "quotes"}
