"""Grades and risks: suggested by the figures, decided by a person, each decision with its day.

A grade on one scale is never turned into one on another. The register shows the newest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.grading import Gap, GradeRule, Grading, grading
from commission_desk.content.scales import scale
from commission_desk.content.thresholds import threshold
from commission_desk.domain.errors import UserError
from commission_desk.domain.grading import Tally
from commission_desk.domain.measuring import is_above, standing_of, trend
from commission_desk.i18n import N_, _, language
from commission_desk.operations.records import get, next_position, standing
from commission_desk.store.desk import named
from commission_desk.store.recording import RECORDER
from commission_desk.store.tables import Action, Agreement, Measure, Rating, Result

RISK = "rag"
USUAL = "jet"  # the scale that the register does not name
WORRYING = ("red", "amber")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the figures say of a grade: the rules that fit, the best first, or the gap they leave.

    ``unplanned`` names the measures not on target that have no open action of their own.
    """

    tally: Tally
    rules: tuple[GradeRule, ...] = ()
    gap: Gap | None = None
    source: Grading | None = None
    unplanned: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        """The point that is suggested, or nothing."""
        return self.rules[0].point if self.rules else ""


@dataclass(frozen=True, slots=True)
class RatingView:
    """One decision; ``value`` is empty where views were heard and nothing is decided yet."""

    id: str
    scale: str
    value: str
    suggested: str
    reason: str
    manager_view: str
    provider_view: str
    rated_on: date | None
    rated_by: str


def suggestion(session: Session, agreement: str, scale_id: str = USUAL) -> Suggestion:
    """Return what the figures suggest; a scale without rules leaves it to a person.

    A plan for a measure is an open action that names the measure; one for the agreement as a whole
    does not say which of its measures it is for.
    """
    rules = grading(scale_id)
    measures = session.scalars(
        standing(Measure)
        .where(Measure.agreement_id == agreement, Measure.target.is_not(None))
        .order_by(Measure.position)
    ).all()
    values = _values(session, [measure.id for measure in measures])
    planned = set(
        session.scalars(
            select(Action.measure_id).where(
                Action.measure_id.in_(list(values)), Action.status == "open",
                Action.deleted.is_(False),
            )
        )
    )  # fmt: skip
    tally = _tally(measures, values, planned)
    unplanned = tuple(
        measure.title
        for measure in measures
        if _where(measure, values) != "on-target" and measure.id not in planned
    )
    if rules is None:
        return Suggestion(tally, unplanned=unplanned)
    fitting = rules.fitting(tally)
    gap = None if fitting or not tally.total else rules.gap(tally)
    return Suggestion(tally, fitting, gap, rules, unplanned)


def ratings(session: Session, agreement: str, scale_id: str = "") -> tuple[RatingView, ...]:
    """Return the decisions about an agreement, newest first; on one scale if it is named."""
    rows = standing(Rating).where(Rating.agreement_id == agreement)
    if scale_id:
        rows = rows.where(Rating.scale == scale_id)
    newest = rows.order_by(Rating.rated_on.desc(), Rating.position.desc(), Rating.id)
    return tuple(
        RatingView(
            row.id, row.scale, row.value, row.suggested, row.reason, row.manager_view,
            row.provider_view, row.rated_on, row.rated_by,
        )
        for row in session.scalars(newest)
    )  # fmt: skip


@named(N_("Rate risk"))
def rate_risk(
    session: Session, agreement: str, risk: str, reason: str, on: date | None = None
) -> None:
    """Set the red, amber or green risk with its reason; red and amber need one.

    A risk of a day before the newest decision is kept in the history; the register keeps its own.
    """
    if risk in WORRYING and not reason.strip():
        raise UserError(_("Say why the risk is red or amber."))
    found = get(session, Agreement, agreement)
    if on is None or not risk or _is_newest(session, agreement, RISK, on):
        found.risk, found.risk_reason = risk, reason.strip()
    if risk:
        day = on or date.today()  # noqa: DTZ011 - the person's own day
        _decide(session, agreement, RISK, day, value=risk, reason=reason.strip())


@named(N_("Grade performance"))
def grade(
    session: Session, agreement: str, value: int | str, reason: str, on: date,
    scale_id: str = USUAL, **views: str,
) -> None:  # fmt: skip
    """Grade an agreement on a named scale; a reason is needed where the figures suggest another.

    ``views`` are manager_view and provider_view, heard before deciding. A grade of a day before
    the newest decision on its scale is kept in the history; the register keeps its own.
    """
    point = scale(scale_id).point(str(value))
    found = get(session, Agreement, agreement)
    suggested = suggestion(session, agreement, scale_id).value
    if suggested and suggested != point.value and not reason.strip():
        raise UserError(
            _("The figures suggest {grade}. Say why you decide otherwise.").format(
                grade=scale(scale_id).printed(suggested, language())
            )
        )
    if _is_newest(session, agreement, scale_id, on):
        found.grade_scale, found.grade_reason, found.graded_on = scale_id, reason.strip(), on
        found.grade = point.score
        found.grade_word = "" if point.score is not None else point.value
    _decide(
        session, agreement, scale_id, on, value=point.value, suggested=suggested,
        reason=reason.strip(), **views,
    )  # fmt: skip


@named(N_("Explain grade"))
def explain_grade(session: Session, agreement: str, reason: str) -> None:
    """Word the reason for the newest grade otherwise; the day it was given stays."""
    found = get(session, Agreement, agreement)
    newest = _newest(session, agreement, found.grade_scale, decided=True)
    if newest is None:
        raise UserError(_("Choose a grade first: the reason is kept with it."))
    if newest.suggested and newest.suggested != newest.value and not reason.strip():
        raise UserError(_("The grade differs from what the figures suggested: its reason stays."))
    newest.reason = found.grade_reason = reason.strip()


@named(N_("Hear views on the grade"))
def hear_view(session: Session, agreement: str, on: date, **views: str) -> str:
    """Keep the view of the service manager or the provider for the grade that is given next.

    A view heard on the day of a decision belongs to that decision.
    """
    found = get(session, Agreement, agreement)
    newest = _newest(session, agreement, found.grade_scale)
    if newest is None or (newest.value and newest.rated_on != on):
        newest = _add(session, agreement, found.grade_scale)
    newest.rated_on = on
    for name, words in views.items():
        setattr(newest, _view_field(name), words.strip())
    return newest.id


@named(N_("Choose scale"))
def use_scale(session: Session, agreement: str, scale_id: str) -> None:
    """Grade on another scale from now on: the newest grade on it counts, if there is one.

    The grade on the scale before stays in the rating history, and is not converted.
    """
    chosen = scale(scale_id)
    found = get(session, Agreement, agreement)
    newest = _newest(session, agreement, chosen.id, decided=True)
    point = chosen.point_or_none(newest.value) if newest else None
    found.grade_scale = chosen.id
    found.grade = point.score if point else None
    found.grade_word = point.value if point and point.score is None else ""
    found.grade_reason = newest.reason if newest else ""
    found.graded_on = newest.rated_on if newest else None


def grade_value(agreement: Any) -> str:
    """Return the point that an agreement, or a row of the register, is graded at; or nothing."""
    return point_of(agreement.grade, agreement.grade_word)


def point_of(score: int | None, word: str) -> str:
    """Return the point of a score, or of a word on a scale of words; or nothing."""
    return str(score) if score is not None else word


def _decide(session: Session, agreement: str, scale_id: str, on: date, **values: str) -> None:
    """Keep a decision: on the row that waits for one, or that of today if it only words it anew."""
    newest = _newest(session, agreement, scale_id)
    who = session.info[RECORDER].who
    same = newest is not None and (
        not newest.value
        or (newest.value, newest.rated_on, newest.rated_by) == (values["value"], on, who)
    )
    row = newest if newest is not None and same else _add(session, agreement, scale_id)
    row.rated_on, row.rated_by = on, who
    for name, words in values.items():
        setattr(row, name if name in ("value", "suggested", "reason") else _view_field(name), words)


def _view_field(name: str) -> str:
    if name not in ("manager_view", "provider_view"):
        raise TypeError(f"rating has no view named {name}")
    return name


def _add(session: Session, agreement: str, scale_id: str) -> Rating:
    place = next_position(session, Rating, agreement_id=agreement)
    made = Rating(agreement_id=agreement, scale=scale_id, position=place)
    session.add(made)
    return made


def _is_newest(session: Session, agreement: str, scale_id: str, on: date) -> bool:
    newest = _newest(session, agreement, scale_id, decided=True)
    return newest is None or newest.rated_on is None or newest.rated_on <= on


def _newest(
    session: Session, agreement: str, scale_id: str, *, decided: bool = False
) -> Rating | None:
    rows = standing(Rating).where(Rating.agreement_id == agreement, Rating.scale == scale_id)
    if decided:  # by its day, which may be before that of one that was written down earlier
        rows = rows.where(Rating.value != "").order_by(Rating.rated_on.desc().nulls_last())
    order = rows.order_by(Rating.position.desc(), Rating.id)
    return session.scalars(order.limit(1)).first()


def _values(session: Session, measures: list[str]) -> dict[str, list[float | None]]:
    """Return the figures of measures, oldest first."""
    values: dict[str, list[float | None]] = {measure: [] for measure in measures}
    rows = session.execute(
        select(Result.measure_id, Result.value)
        .where(Result.measure_id.in_(measures), Result.deleted.is_(False))
        .order_by(Result.period_end, Result.id)
    )
    for measure, value in rows:
        values[measure].append(value)
    return values


def _tally(
    measures: Sequence[Measure], values: dict[str, list[float | None]], planned: set[str | None]
) -> Tally:
    steady = threshold("trend-steady").value
    where = {measure.id: _where(measure, values) for measure in measures}
    under = [each for each in measures if where[each.id] in ("near", "under")]
    above = 0
    for measure in measures:
        latest = values[measure.id][-1] if values[measure.id] else None
        if latest is not None and measure.target is not None:
            above += is_above(latest, measure.target, measure.direction)
    return Tally(
        total=len(measures),
        above=above,
        on=sum(said == "on-target" for said in where.values()),
        under=len(under),
        unknown=sum(said == "no-data" for said in where.values()),
        planned=sum(said != "on-target" and each in planned for each, said in where.items()),
        improving=sum(
            trend(values[each.id], each.direction, steady) == "improving" for each in under
        ),
    )


def _where(measure: Measure, values: dict[str, list[float | None]]) -> str:
    latest = values[measure.id][-1] if values[measure.id] else None
    return standing_of(latest, measure.target, measure.tolerance, measure.direction)
