"""Measures, their results, and risks of agreements."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.domain.result_grid import Figure
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, next_position, placed, put, standing
from commission_desk.store.desk import named
from commission_desk.store.recording import RECORDER
from commission_desk.store.tables import Agreement, Measure, Result, Risk
from commission_desk.store.tables.base import id_of

MEASURE_FIELDS = (
    "title", "kind", "unit", "direction", "target", "tolerance", "frequency", "start_value",
)  # fmt: skip
RESULT_FIELDS = ("value", "comment", "given_by", "checked_by", "checked_on")
RISK_FIELDS = (
    "title", "likelihood", "impact", "mitigation", "owner", "status", "agreement_id", "plan_id",
    "meeting_id", "item_id",
)  # fmt: skip


@named(N_("Add measure"))
def add_measure(session: Session, agreement: str, title: str, **values: Any) -> str:
    """Add a measure to an agreement and return its id."""
    if not title.strip():
        raise UserError(_("Say what the measure counts."))
    get(session, Agreement, agreement)
    place = next_position(session, Measure, agreement_id=agreement)
    measure = Measure(agreement_id=agreement, title=title.strip(), position=place)
    put(measure, values, MEASURE_FIELDS)
    session.add(measure)
    return measure.id


@named(N_("Edit measure"))
def edit_measure(session: Session, measure: str, **values: Any) -> None:
    """Change fields of a measure."""
    put(get(session, Measure, measure), values, MEASURE_FIELDS)


@named(N_("Add result"))
def add_result(
    session: Session,
    measure: str,
    period_end: date,
    value: float | None,
    comment: str | None = None,
    **values: Any,
) -> str:
    """Set a measure's figure for the period ending on a day; None says there is no data.

    A figure that changes is to be checked again, unless it is said who checked it. A comment that
    is not given stays as it was. Two laptops that set the same period write the same record, so
    that figures that differ part and are settled.
    """
    get(session, Measure, measure)
    found = session.scalars(
        standing(Result).where(Result.measure_id == measure, Result.period_end == period_end)
    ).first()
    if found is None:
        found = _placed(session, measure, period_end)
    if found.value != value and found.checked_by and "checked_by" not in values:
        values |= {"checked_by": "", "checked_on": None}
    given = {} if comment is None else {"comment": comment}
    put(found, {"value": value, **given, **values}, RESULT_FIELDS)
    return found.id


def _placed(session: Session, measure: str, period_end: date) -> Result:
    """Return the record of a period, or one of its own where that has come to say another."""
    place = id_of("result", measure, period_end.isoformat())
    kept = session.get(Result, place)
    if kept is not None and not kept.deleted:
        kept = Result(measure_id=measure, period_end=period_end)
        session.add(kept)
        return kept
    return placed(session, Result, place, measure_id=measure, period_end=period_end)


@named(N_("Edit result"))
def edit_result(session: Session, result: str, **values: Any) -> None:
    """Change what is kept of a figure; one that changes is to be checked again."""
    found = get(session, Result, result)
    changes = "value" in values and values["value"] != found.value
    if changes and found.checked_by and "checked_by" not in values:
        values |= {"checked_by": "", "checked_on": None}
    put(found, values, RESULT_FIELDS)


@named(N_("Check results"))
def check_results(session: Session, results: Iterable[str], on: date) -> None:
    """Say that the person at the desk checked some figures on a day."""
    who = session.info[RECORDER].who
    for result in results:
        found = get(session, Result, result)
        found.checked_by, found.checked_on = who, on


@named(N_("Paste results"))
def add_results(session: Session, figures: Iterable[Figure]) -> int:
    """Set many figures in one step, as pasted from a spreadsheet; return how many."""
    kept = list(figures)
    for figure in kept:
        given = {"given_by": figure.given_by} if figure.given_by else {}
        add_result(
            session,
            figure.measure,
            figure.period_end,
            figure.value,
            figure.comment or None,
            **given,
        )
    return len(kept)


@named(N_("Add risk"))
def add_risk(session: Session, title: str, **values: Any) -> str:
    """Add a risk and return its id."""
    if not title.strip():
        raise UserError(_("Say what the risk is."))
    risk = Risk(title=title.strip())
    put(risk, values, RISK_FIELDS)
    session.add(risk)
    return risk.id


@named(N_("Edit risk"))
def edit_risk(session: Session, risk: str, **values: Any) -> None:
    """Change fields of a risk; likelihood and impact are 1 to 5."""
    put(get(session, Risk, risk), values, RISK_FIELDS)
