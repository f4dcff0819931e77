"""Figures of a plan that cannot be right: said only where it is certain, never where it may be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from commission_desk.domain.checks import Finding
from commission_desk.domain.entries import write_number
from commission_desk.domain.places import row_place
from commission_desk.operations.plan_places import place_of
from commission_desk.operations.plan_rows import YEAR, EntryRow, read_rows
from commission_desk.operations.plan_totals import totals_wrong
from commission_desk.operations.plans import PlanView
from commission_desk.operations.records import standing
from commission_desk.store.tables import Need

WHOLE = "whole"  # the breakdown that is none
MOST = 20  # findings of one kind: more are put right one after another


def numbers_wrong(session: Session, whole: PlanView) -> tuple[Finding, ...]:
    """Return the figures that cannot be right: percentages beyond 100, parts beyond their whole."""
    rows = read_rows(session, whole.row.id, "need")
    places = _places(session, whole)
    return (
        *_first(_percent_needs(whole, rows, places)),
        *_first(_percent_outcomes(session, whole)),
        *_first(_parts_over(whole, rows, places)),
        *totals_wrong(session, whole),
    )


def _places(session: Session, whole: PlanView) -> dict[str, str]:
    """Return the part that each need stands in."""
    kept = session.scalars(standing(Need).where(Need.plan_id == whole.row.id))
    return {row.id: row.prompt_id for row in kept}


def _percent_needs(
    whole: PlanView, rows: Iterable[EntryRow], places: dict[str, str]
) -> Iterator[Finding]:
    for row in rows:
        if not _percent(row.values["unit"]):
            continue
        for year, value in _figures(row).items():
            if not 0 <= value <= 100:
                values = {"title": row.values["title"], "value": write_number(value), "year": year}
                place = row_place(places[row.id], "need", row.id)
                yield _finding("plan-percent-beyond", values, whole, place)
                break


def _percent_outcomes(session: Session, whole: PlanView) -> Iterator[Finding]:
    """Outcomes measured in percent whose baseline or target cannot be one."""
    prompt = place_of(whole.outline, "outcome")
    for row in read_rows(session, whole.row.id, "outcome") if prompt else ():
        if not str(row.values["measure"]).rstrip().endswith("%"):
            continue
        for value in (row.values["baseline"], row.values["target"]):
            if value is not None and not 0 <= value <= 100:
                values = {"title": row.values["title"], "value": write_number(value)}
                place = row_place(prompt, "outcome", row.id)
                yield _finding("plan-outcome-beyond", values, whole, place)
                break


def _parts_over(
    whole: PlanView, rows: Iterable[EntryRow], places: dict[str, str]
) -> Iterator[Finding]:
    """Figures of a part, such as one district, that are larger than the whole in the same year.

    Said only where one indicator alone in that unit is not broken down: then it is their whole.
    """
    by_unit: dict[str, list[EntryRow]] = defaultdict(list)
    for row in rows:
        unit = str(row.values["unit"]).strip().casefold()
        if unit and not _percent(unit) and row.values["breakdown"]:
            by_unit[unit].append(row)
    for found in by_unit.values():
        wholes = [row for row in found if row.values["breakdown"] == WHOLE]
        if len(wholes) != 1:
            continue
        most = _figures(wholes[0])
        for row in found:
            over = [year for year, value in _figures(row).items()
                    if year in most and value > most[year]]  # fmt: skip
            if over:
                values = {"title": row.values["title"], "year": over[0],
                          "whole": wholes[0].values["title"]}  # fmt: skip
                place = row_place(places[row.id], "need", row.id)
                yield _finding("plan-part-over-whole", values, whole, place)


def _figures(row: EntryRow) -> dict[int, float]:
    return {
        int(key.removeprefix(YEAR)): float(value)
        for key, value in row.values.items()
        if key.startswith(YEAR) and value is not None
    }


def _percent(unit: object) -> bool:
    return str(unit).strip() == "%"


def _first(found: Iterator[Finding]) -> Iterator[Finding]:
    for _place, each in zip(range(MOST), found, strict=False):
        yield each


def _finding(check: str, values: dict[str, object], whole: PlanView, prompt: str) -> Finding:
    return Finding(check, values, "plan", whole.row.id, prompt)
