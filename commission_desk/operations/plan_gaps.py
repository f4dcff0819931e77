"""Gaps that a plan's own figures suggest: need against what there is. A person takes them, or not.

Nothing is suggested that a gap is already tied to, and nothing is ever added by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from commission_desk.content.thresholds import threshold
from commission_desk.domain.entries import write_number
from commission_desk.i18n import N_, translator
from commission_desk.operations.plan_rows import YEAR, EntryRow, read_rows
from commission_desk.operations.plan_tables import add_entry
from commission_desk.operations.records import get
from commission_desk.store.desk import named
from commission_desk.store.tables import Gap

MOST = 12  # suggestions at a time: more are seen once these are taken


@dataclass(frozen=True, slots=True)
class GapSuggestion:
    """A gap as it would be added: of what kind it is, and what it is tied to."""

    kind: str
    title: str
    size: str
    need_id: str | None = None
    service_id: str | None = None


def gap_suggestions(session: Session, plan: str, language: str) -> tuple[GapSuggestion, ...]:
    """Return what the figures of needs, services and outcomes suggest, in that order."""
    gaps = read_rows(session, plan, "gap")
    tied = {row.values[name] for row in gaps for name in ("need_id", "service_id")}
    titles = {row.values["title"] for row in gaps}
    found = (
        each
        for each in (
            *_growing(read_rows(session, plan, "need"), language),
            *_used(read_rows(session, plan, "service"), language),
            *_unserved(session, plan, language),
        )
        if not {each.need_id, each.service_id} & (tied - {None}) and each.title not in titles
    )
    return tuple(found)[:MOST]


@named(N_("Take a suggested gap"))
def take_gap(session: Session, plan: str, suggestion: GapSuggestion) -> str:
    """Add a suggested gap to the plan and return its id; raises UserError for an approved plan."""
    made = get(session, Gap, add_entry(session, plan, "gap", title=suggestion.title))
    made.kind, made.size = suggestion.kind, suggestion.size
    made.need_id, made.service_id = suggestion.need_id, suggestion.service_id
    return made.id


def _growing(needs: tuple[EntryRow, ...], language: str) -> Iterator[GapSuggestion]:
    """Needs whose last figure is a good deal above their first."""
    _ = translator(language)
    least = 100 + threshold("need-growth").value
    for row in needs:
        figures = {
            int(key.removeprefix(YEAR)): value
            for key, value in row.values.items()
            if key.startswith(YEAR) and value is not None
        }
        if len(figures) < 2 or not row.values["title"]:
            continue
        first, last = min(figures), max(figures)
        if figures[first] > 0 and figures[last] * 100 >= figures[first] * least:
            size = _("{first} in {from_year}, {last} in {to_year}").format(
                first=write_number(figures[first]), from_year=first,
                last=write_number(figures[last]), to_year=last,
            )  # fmt: skip
            title = _("Growing need: {need}").format(need=row.values["title"])
            yield GapSuggestion("missing", title, size, need_id=row.id)


def _used(services: tuple[EntryRow, ...], language: str) -> Iterator[GapSuggestion]:
    """Services that are full, and services that stand half empty."""
    _ = translator(language)
    full, low = (threshold(each).value for each in ("service-full", "service-low"))
    for row in services:
        capacity, used = row.values["capacity"], row.values["used"]
        if not capacity or capacity < 0 or used is None or not row.values["title"]:
            continue
        size = _("{used} used of {capacity} places").format(
            used=write_number(used), capacity=write_number(capacity)
        )
        if used * 100 >= capacity * full:
            title = _("Too few places: {service}").format(service=row.values["title"])
            yield GapSuggestion("missing", title, size, service_id=row.id)
        elif used * 100 <= capacity * low:
            title = _("More places than are used: {service}").format(service=row.values["title"])
            yield GapSuggestion("too-much", title, size, service_id=row.id)


def _unserved(session: Session, plan: str, language: str) -> Iterator[GapSuggestion]:
    """Outcomes that no service serves, once any outcome is served."""
    _ = translator(language)
    services = read_rows(session, plan, "service")
    served = {outcome for row in services for outcome in row.values["outcomes"] or ()}
    for row in read_rows(session, plan, "outcome") if served else ():
        if row.id not in served and row.values["title"]:
            title = _("No service for: {outcome}").format(outcome=row.values["title"])
            yield GapSuggestion("missing", title, "", need_id=row.values["need_id"])
