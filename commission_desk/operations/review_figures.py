"""What the figures say to a review: needs, outcomes, and measures of the plan's agreements."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.drawn import Span
from commission_desk.domain.entries import write_cell
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import short_date, translator
from commission_desk.operations.agreement_detail import MeasureView, measures
from commission_desk.operations.graded_words import state_words, states_note
from commission_desk.operations.plan_rows import YEAR, EntryRow, read_table
from commission_desk.store.tables import Agreement, Intention

Known = list[tuple[int, float]]  # the figures of a need by year, the oldest first


def needs(session: Session, plan: str, span: Span, language: str) -> PlanTableRows:
    """Every need indicator: before the time that is looked at, and last within it."""
    _ = translator(language)
    rows = []
    for row in read_table(session, plan, "need", "", language).rows:
        known = [figure for figure in _by_year(row) if figure[0] <= span.until.year]
        last = known[-1] if known else None
        before = next((figure for figure in reversed(known) if figure[0] <= span.since.year), None)
        before = None if before == last else before
        change = last[1] - before[1] if last and before else None
        if row.values["title"] and _by_year(row):
            rows.append(
                (
                    row.values["title"], row.values["unit"] or "", _in_year(before, ""),
                    _in_year(last, _("no data")), _signed(change),
                )
            )  # fmt: skip
    head = (_("Indicator"), _("Unit"), _("Before"), _("Latest"), _("Change"))
    return PlanTableRows("", head, tuple(rows), (False, False, True, True, True))


def outcomes(session: Session, plan: str, span: Span, language: str) -> PlanTableRows:
    """Every outcome: where it began, where it is to be, and the last figure of its need."""
    _ = translator(language)
    figures = {
        row.id: [figure for figure in _by_year(row) if figure[0] <= span.until.year]
        for row in read_table(session, plan, "need", "", language).rows
    }
    rows = []
    for row in read_table(session, plan, "outcome", "", language).rows:
        said = row.values
        known = figures.get(said["need_id"] or "", [])
        rows.append(
            (
                said["title"] or "", said["measure"] or "", figure_words(said["baseline"]),
                figure_words(said["target"]), str(said["year"] or ""),
                _in_year(known[-1] if known else None, _("no data")),
            )
        )  # fmt: skip
    head = (
        _("Outcome"), _("Measured by"), _("Baseline"), _("Target"), _("By"),
        _("Its need indicator, latest"),
    )  # fmt: skip
    return PlanTableRows("", head, tuple(rows), (False, False, True, True, False, True))


def plan_measures(session: Session, plan: str, span: Span, language: str) -> PlanTableRows:
    """The measures of the plan's agreements: the last result against the target, and the trend.

    A result that says there is no data is not a result of zero.
    """
    _ = translator(language)
    rows, looked = [], []
    for agreement, title in agreements_of(session, plan):
        for whole in measures(session, agreement):
            one = until(whole, span)
            looked.append(one)
            rows.append(
                (
                    title, one.title, one.unit, figure_words(one.target),
                    *latest_words(one, language), trend_words(one, language),
                    state_words(one, language),
                )
            )  # fmt: skip
    head = (
        _("Agreement"), _("Measure"), _("Unit"), _("Target"), _("Latest"), _("Period to"),
        _("Trend"), _("Where it stands"),
    )  # fmt: skip
    note = states_note(looked, language)
    right = (False, False, False, True, True, False, False, False)
    return PlanTableRows("", head, tuple(rows), right, notes=(note,) if rows else ())


def agreements_of(session: Session, plan: str) -> list[tuple[str, str]]:
    """Return the agreements of a plan, its own and those that its intentions name: id and title."""
    named = select(Intention.agreement_id).where(
        Intention.plan_id == plan, Intention.deleted.is_(False)
    )
    found: dict[str, str] = {}
    for mine in (Agreement.plan_id == plan, Agreement.id.in_(named)):  # each by its own index
        columns = select(Agreement.id, Agreement.title, Agreement.deleted).where(mine)
        found |= {row.id: row.title for row in session.execute(columns) if not row.deleted}
    return sorted(found.items(), key=lambda each: (each[1], each[0]))


def until(measure: MeasureView, span: Span) -> MeasureView:
    """Return a measure with the results that there were at the end of the time."""
    there = [one for one in measure.results if one.period_end and one.period_end <= span.until]
    return replace(measure, results=tuple(there))


def written_day(day: date | None, language: str) -> str:
    """Write a date that stays on one line of its column."""
    return short_date(day, language).replace(" ", "\u00a0") if day else ""


def latest_words(measure: MeasureView, language: str) -> tuple[str, str]:
    """Return the last figure, and the day on which its period ended."""
    _ = translator(language)
    last = measure.results[-1] if measure.results else None
    if last is None or last.period_end is None:
        return _("no data"), ""
    words = _("no data") if last.value is None else figure_words(last.value)
    return words, written_day(last.period_end, language)


def trend_words(measure: MeasureView, language: str) -> str:
    """Return whether the last figure is better than the one before; empty without two of them."""
    _ = translator(language)
    values = [one.value for one in measure.results if one.value is not None]
    if measure.latest is None or len(values) < 2:
        return ""
    step = values[-1] - values[-2]
    if not step:
        return _("unchanged")
    better = (step > 0) == (measure.direction == "higher")
    return _("better") if better else _("worse")


def _by_year(row: EntryRow) -> Known:
    found = [
        (int(key.removeprefix(YEAR)), float(value))
        for key, value in row.values.items()
        if key.startswith(YEAR) and value is not None
    ]
    return sorted(found)


def _in_year(figure: tuple[int, float] | None, otherwise: str) -> str:
    return f"{figure_words(figure[1])} ({figure[0]})" if figure else otherwise


def figure_words(value: float | None) -> str:
    """Write a figure; nothing for none."""
    return write_cell("number", value, {})


def _signed(value: float | None) -> str:
    if value is None:
        return ""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{figure_words(abs(value))}"
