"""Figures the checks use: those that the program ships, and the team's own in their place."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import Session

from commission_desk.content.thresholds import Threshold, threshold, thresholds
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, put, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import OwnFigure

FIELDS = ("figure", "value", "starts", "ends", "source")


@dataclass(frozen=True, slots=True)
class OwnFigureView:
    """A figure of the team's own: in place of which, how much, between which days, and why."""

    id: str
    shipped: Threshold
    value: int
    starts: date | None
    ends: date | None
    source: str


def figure(session: Session, figure_id: str, on: date) -> Threshold:
    """Return the figure in force on a day: the team's own, or else the one that is shipped.

    Raises KeyError where neither was in force.
    """
    own = session.scalars(
        standing(OwnFigure)
        .where(
            OwnFigure.figure == figure_id, OwnFigure.value.is_not(None),
            or_(OwnFigure.starts.is_(None), OwnFigure.starts <= on),
            or_(OwnFigure.ends.is_(None), OwnFigure.ends >= on),
        )
        .order_by(OwnFigure.starts.desc().nulls_last(), OwnFigure.id)
        .limit(1)
    ).first()  # fmt: skip
    if own is None or own.value is None:
        return threshold(figure_id, on)
    shipped = threshold(figure_id)
    said = _("Our own figure: {source}").format(source=own.source or _("no reason given"))
    return replace(
        shipped, value=own.value, since=own.starts or shipped.since, until=own.ends, source=said,
        status="current",
    )  # fmt: skip


def figure_or_newest(session: Session, figure_id: str, today: date) -> Threshold:
    """Return a figure in force today; one of our own practice counts for the time before too."""
    try:
        return figure(session, figure_id, today)
    except KeyError:
        return threshold(figure_id)


def own_figures(session: Session) -> tuple[OwnFigureView, ...]:
    """Return the team's own figures by title, the newest of each first."""
    rows = session.scalars(standing(OwnFigure)).all()
    known = {each.id for each in thresholds()}
    made = [
        OwnFigureView(row.id, threshold(row.figure), row.value, row.starts, row.ends, row.source)
        for row in rows
        if row.figure in known and row.value is not None
    ]
    made.sort(key=lambda each: each.starts or date.min, reverse=True)
    return tuple(sorted(made, key=lambda each: each.shipped.title.en))


def changeable_figures() -> tuple[Threshold, ...]:
    """Return the newest of each shipped figure that a team may replace by its own."""
    newest = {each.id: threshold(each.id) for each in thresholds()}
    return tuple(each for each in newest.values() if each.own)


@named(N_("Add a figure of our own"))
def add_own_figure(session: Session, figure_id: str, value: int, **values: Any) -> str:
    """Add a figure of the team's own and return its id."""
    made = OwnFigure(figure=figure_id, value=value)
    put(made, values, FIELDS)
    _sound(made)
    session.add(made)
    return made.id


@named(N_("Change a figure of our own"))
def edit_own_figure(session: Session, record: str, **values: Any) -> None:
    """Change a figure of the team's own."""
    found = get(session, OwnFigure, record)
    put(found, values, FIELDS)
    _sound(found)


@named(N_("Remove a figure of our own"))
def remove_own_figure(session: Session, record: str) -> None:
    """Take a figure of the team's own away; the shipped one counts again."""
    get(session, OwnFigure, record).deleted = True


def _sound(own: OwnFigure) -> None:
    if own.figure not in {each.id for each in changeable_figures()}:
        raise UserError(_("Choose the figure that yours replaces."))
    if own.value is None or not 0 < own.value < 10**13:
        raise UserError(_("Give the figure as a whole number above zero."))
    if own.starts is None:
        raise UserError(_("Say from which day your figure counts."))
    if own.ends is not None and own.ends < own.starts:
        raise UserError(_("The last day is before the first. Check the two dates."))
    if not own.source.strip():
        raise UserError(_("Say where your figure comes from, such as your standing orders."))
