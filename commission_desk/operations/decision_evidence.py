"""The rows of a plan that a decision rests on: what is tied to what, and what it comes to."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.content.plan_tables import plan_table
from commission_desk.domain.entries import write_cell
from commission_desk.i18n import translator
from commission_desk.operations.plan_appendices import latest_results
from commission_desk.operations.plan_duties import duties_unmet
from commission_desk.operations.plan_papers import first_that_applies
from commission_desk.operations.plan_rows import EntryRow, read_rows
from commission_desk.operations.plan_totals import ADDED_UP, is_total
from commission_desk.operations.plans import plan as plan_view
from commission_desk.operations.records import standing
from commission_desk.store.tables import Measure

TABLES = ("need", "gap", "intention", "outcome", "service", "resource", "plan-option")
Rows = dict[str, EntryRow]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of an agreement with its latest figure, if there is one."""

    title: str
    unit: str
    value: str
    period: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows of a plan that have a name, by id; ``parts`` says in which part each table is.

    ``not_allowed`` are the intentions to stop something before the duties that come first are met.
    """

    status: str
    needs: Rows
    gaps: Rows
    intentions: Rows
    outcomes: Rows
    services: Rows
    resources: Rows
    options: Rows
    figures: dict[str, tuple[Figure, ...]]
    parts: dict[str, str]
    not_allowed: frozenset[str]

    def closing(self, gap: str) -> list[EntryRow]:
        """Return the intentions that close a gap."""
        return [row for row in self.intentions.values() if row.values["gap_id"] == gap]

    def part(self, table: str) -> str:
        """Return the number of the part that a table stands in; nothing if it has none."""
        return self.parts.get(table, "")


def evidence(session: Session, plan: str, language: str) -> Evidence:
    """Return the rows that a decision on a plan rests on."""
    view = plan_view(session, plan)
    read = {table: _named(session, plan, table) for table in TABLES}
    numbers = {prompt.id: prompt.number for prompt in view.outline.prompts}
    parts = {
        table: numbers.get(first_that_applies(session, plan, plan_table(table)), "")
        for table in TABLES
    }
    agreements = {row.values["agreement_id"] for row in read["intention"].values()}
    figures = _figures(session, [each for each in agreements if each], language)
    return Evidence(
        view.row.status, read["need"], read["gap"], read["intention"], read["outcome"],
        read["service"], read["resource"], read["plan-option"], figures, parts,
        frozenset(each.intention for each in duties_unmet(session, plan, language)),
    )  # fmt: skip


def gaps_met(found: Evidence) -> list[EntryRow]:
    """Return the gaps that an intention closes."""
    return [gap for gap in found.gaps.values() if found.closing(gap.id)]


def gaps_unmet(found: Evidence) -> list[EntryRow]:
    """Return the gaps that no intention closes."""
    return [gap for gap in found.gaps.values() if not found.closing(gap.id)]


def needs_without_gap(found: Evidence) -> list[str]:
    """Return the needs that no gap names."""
    known = {gap.values["need_id"] for gap in found.gaps.values()}
    return [str(row.values["title"]) for key, row in found.needs.items() if key not in known]


def by_year(found: Evidence) -> list[tuple[int, int]]:
    """Return the money there is in each year, in pence."""
    years: dict[int, int] = defaultdict(int)
    for row in found.resources.values():
        if row.values["year"] is not None and row.values["pence"] is not None:
            years[row.values["year"]] += row.values["pence"]
    return sorted(years.items())


def uncounted(found: Evidence) -> int:
    """Return how many resources have no amount or no year, and so are in no year's money."""
    rows = (row.values for row in found.resources.values())
    return sum(row["year"] is None or row["pence"] is None for row in rows)


def costed(found: Evidence) -> tuple[dict[str, int], int]:
    """Return what the intentions of each kind cost a year, and how many have no cost."""
    known: dict[str, int] = defaultdict(int)
    unknown = 0
    for row in found.intentions.values():
        if row.values["annual_pence"] is None:
            unknown += 1
        else:
            known[row.values["kind"] or ""] += row.values["annual_pence"]
    return dict(known), unknown


def standing_of(outcome: EntryRow, found: Evidence, language: str) -> str:
    """Return where an outcome stands: its start and target, and the latest figure tied to it."""
    _ = translator(language)
    now, target = (write_cell("number", outcome.values[name], {})
                   for name in ("baseline", "target"))  # fmt: skip
    year = outcome.values["year"]
    said = []
    if now and target:
        said.append(_("from {now} to {target}").format(now=now, target=target))
    elif target:
        said.append(_("to {target}").format(target=target))
    elif now:
        said.append(_("{now} now; no target set").format(now=now))
    else:
        said.append(_("no target set"))
    if year and target:
        said[-1] = _("{what} by {year}").format(what=said[-1], year=year)
    figure = _latest(outcome, found)
    if figure:
        words = _("latest {value} ({measure}, to {period})")
        said.append(words.format(value=figure.value, measure=figure.title, period=figure.period))
    text = "; ".join(said)
    return text[:1].upper() + text[1:]


def _latest(outcome: EntryRow, found: Evidence) -> Figure | None:
    """Return the latest figure of an outcome: of its own measure, else the first of its agreement.

    An outcome is tied to an agreement by way of its need, or a service that serves it, to a gap,
    and from there to the intention that closes it.
    """
    figures = [
        figure
        for gap in found.gaps.values()
        if _ties(gap, outcome, found)
        for row in found.closing(gap.id)
        for figure in found.figures.get(row.values["agreement_id"] or "", ())
    ]
    own = str(outcome.values["measure"] or outcome.values["title"]).casefold()
    alike = [figure for figure in figures if figure.title.casefold() in own]
    return next(iter([*alike, *figures]), None)


def _ties(gap: EntryRow, outcome: EntryRow, found: Evidence) -> bool:
    need, service = outcome.values["need_id"], found.services.get(gap.values["service_id"] or "")
    if need and gap.values["need_id"] == need:
        return True
    return service is not None and outcome.id in service.values["outcomes"]


def _named(session: Session, plan: str, table: str) -> Rows:
    rows = read_rows(session, plan, table)
    named = (row for row in rows if str(row.values["title"] or "").strip())
    return {row.id: row for row in named if table not in ADDED_UP or not is_total(row)}


def _figures(
    session: Session, agreements: list[Any], language: str
) -> dict[str, tuple[Figure, ...]]:
    """Return the measures of agreements that have a figure, with the latest."""
    rows = session.scalars(
        standing(Measure)
        .where(Measure.agreement_id.in_(agreements))
        .order_by(Measure.position, Measure.id)
    ).all()
    latest = latest_results(session, [row.id for row in rows], language)
    found: dict[str, tuple[Figure, ...]] = {}
    for row in rows:
        if row.id in latest and row.title:
            figure = Figure(row.title, row.unit, *latest[row.id])
            found[row.agreement_id] = (*found.get(row.agreement_id, ()), figure)
    return found
