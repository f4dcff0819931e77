"""Checks of one plan: what is missing or overdue in it, and where it is put right."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import exists
from sqlalchemy.orm import Session

from commission_desk.content.plan_tables import plan_tables
from commission_desk.content.thresholds import threshold
from commission_desk.domain.checks import Finding, Need
from commission_desk.domain.dates import years_named
from commission_desk.domain.places import row_place
from commission_desk.operations.checks import groups_unheard, in_words, plan_periods, reviews_due
from commission_desk.operations.plan_appraisal import appraisal
from commission_desk.operations.plan_changed import changed_prompts
from commission_desk.operations.plan_comments import comments
from commission_desk.operations.plan_duties import duties_unmet
from commission_desk.operations.plan_numbers import numbers_wrong
from commission_desk.operations.plan_places import place_of
from commission_desk.operations.plan_rows import read_rows
from commission_desk.operations.plan_totals import counted
from commission_desk.operations.plan_versions import approved_version
from commission_desk.operations.plans import PlanView, plan
from commission_desk.operations.records import FROZEN, standing
from commission_desk.store.tables import Action, Agreement, MarketAction, Measure, PlanOption
from commission_desk.store.versions import chunks

DATED = ("outcome", "resource", "objective", "intention", "market-action")  # tables with a year

DECEMBER = 12


def plan_needs(session: Session, record: str, today: date, language: str) -> tuple[Need, ...]:
    """Return what a plan still needs, in words: overdue parts first, then as the plan goes."""
    whole = plan(session, record)
    found = [
        *(finding for finding in plan_periods(session, today) if finding.home == record),
        *(finding for finding in reviews_due(session, today) if finding.home == record),
        *title_years(whole),
        *parts_overdue(whole, today),
        *links_missing(session, whole),
        *chain_broken(session, whole),
        *duties_open(session, whole, language),
        *objectives_many(session, whole, today),
        *options_open(session, whole),
        *changed_though_approved(session, whole),
        *comments_open(session, whole),
        *years_outside(session, whole),
        *numbers_wrong(session, whole),
        *sections_unwritten(whole),
        *groups_unheard(session, today),
    ]
    return tuple(in_words(finding, language) for finding in found)


def title_years(whole: PlanView) -> Iterable[Finding]:
    """A title that names other years than the plan covers.

    2026 to 2029 may be meant for a plan that ends in March 2030, but not for a whole 2030.
    """
    row = whole.row
    named = years_named(row.title)
    if named is None or row.starts is None or row.ends is None:
        return
    first, last = row.starts.year, row.ends.year
    begun = last if row.ends.month == DECEMBER else last - 1
    if named not in ((first, last), (first, begun)):
        values = {"years": "–".join(map(str, named)), "period": row.period}
        yield Finding("plan-years-title", values, "plan", row.id)


def parts_overdue(whole: PlanView, today: date) -> Iterable[Finding]:
    """Parts that somebody was to finish before today."""
    for prompt in whole.outline.prompts:
        answer = whole.answer(prompt.id)
        if answer.due and answer.due < today and not answer.finished:
            values = {"part": prompt.title, "due": answer.due}
            yield Finding(
                "plan-part-overdue", values, "plan", whole.row.id, prompt.id, by=answer.due
            )


def links_missing(session: Session, whole: PlanView) -> Iterable[Finding]:
    """Gaps that no intention closes, and intentions that close none: a broken chain.

    An outline without one of the two tables asks for no chain between them.
    """
    record = whole.row.id
    places = {table: place_of(whole.outline, table) for table in ("need", "gap", "intention")}
    gaps = read_rows(session, record, "gap")
    intentions = counted(read_rows(session, record, "intention"))
    closed = {row.values["gap_id"] for row in intentions}
    for check, table, other, rows in (
        ("plan-gap-open", "gap", "intention", [row for row in gaps if row.id not in closed]),
        ("plan-gap-without-need", "gap", "need",
         [row for row in gaps if not row.values["need_id"]]),
        ("plan-intention-alone", "intention", "gap",
         [row for row in intentions if not row.values["gap_id"]]),
    ):  # fmt: skip
        for row in rows if places[table] and places[other] else ():
            if row.values["title"]:
                values = {"title": row.values["title"]}
                place = row_place(places[table], table, row.id)
                yield Finding(check, values, "plan", record, place)


def chain_broken(session: Session, whole: PlanView) -> Iterable[Finding]:
    """A chosen option no intention carries out; intentions nothing carries out or measures."""
    record, prompt = whole.row.id, place_of(whole.outline, "intention")
    if not prompt:
        return
    intentions = [row for row in counted(read_rows(session, record, "intention"))
                  if row.values["title"]]  # fmt: skip
    followed = {row.values["option_id"] for row in intentions}
    for option in session.scalars(
        standing(PlanOption).where(PlanOption.plan_id == record, PlanOption.chosen_on.is_not(None))
    ):
        place = place_of(whole.outline, "plan-option")
        if place and option.id not in followed:
            at = row_place(place, "plan-option", option.id)
            yield Finding("plan-option-unfollowed", {"title": option.title}, "plan", record, at)
    acted_on = _acted_on(session, [row.id for row in intentions])
    for row in intentions:
        if not row.values["agreement_id"] and row.id not in acted_on:
            values, place = {"title": row.values["title"]}, row_place(prompt, "intention", row.id)
            yield Finding("plan-intention-idle", values, "plan", record, place)
    named = {row.values["agreement_id"] for row in intentions} - {None}
    measured = exists().where(Measure.agreement_id == Agreement.id, Measure.deleted.is_(False))
    for some in chunks(sorted(named)):
        for one in session.scalars(
            standing(Agreement).where(Agreement.id.in_(some), ~measured).order_by(Agreement.title)
        ):
            values = {"title": one.title}
            yield Finding("plan-agreement-unmeasured", values, "agreement", one.id)


def _acted_on(session: Session, intentions: Sequence[str]) -> set[str | None]:
    """Return those of some intentions that an action, or a market action, is to carry out."""
    found: set[str | None] = set()
    for some in chunks(intentions):
        for kind in (Action, MarketAction):
            found |= set(
                session.scalars(
                    standing(kind)
                    .where(kind.intention_id.in_(some))
                    .with_only_columns(kind.intention_id)
                )
            )
    return found


def duties_open(session: Session, whole: PlanView, language: str) -> Iterable[Finding]:
    """Intentions to stop something before the duties that come first are met."""
    record, prompt = whole.row.id, place_of(whole.outline, "intention")
    for each in duties_unmet(session, record, language):
        values = {"title": each.title, "count": each.open, "total": len(each.duties)}
        place = row_place(prompt, "intention", each.intention)
        yield Finding("plan-duties-open", values, "plan", record, place)


def objectives_many(session: Session, whole: PlanView, today: date) -> Iterable[Finding]:
    """More objectives than people remember."""
    record, prompt = whole.row.id, place_of(whole.outline, "objective")
    count = len(read_rows(session, record, "objective"))
    if prompt and count > threshold("objectives-most", today).value:
        yield Finding("plan-objectives-many", {"count": count}, "plan", record, prompt)


def options_open(session: Session, whole: PlanView) -> Iterable[Finding]:
    """Options that were scored and none of them chosen."""
    record, prompt = whole.row.id, place_of(whole.outline, "plan-option")
    if not prompt:
        return
    view = appraisal(session, record)
    if view.also_chosen:
        names = ", ".join((view.chosen, *view.also_chosen))
        yield Finding("plan-option-twice", {"names": names}, "plan", record, prompt)
    if view.scored > 1 and not view.chosen:
        yield Finding("plan-option-unchosen", {"count": view.scored}, "plan", record, prompt)


def changed_though_approved(session: Session, whole: PlanView) -> Iterable[Finding]:
    """An approved plan that says something else since another laptop's changes were merged in."""
    last = approved_version(session, whole.row.id)
    if last is None or whole.row.status not in FROZEN:
        return
    changed = changed_prompts(session, last.id)
    if changed:
        values = {"count": len(changed), "number": last.number}
        first = next((p.id for p in whole.outline.prompts if p.id in changed), "")
        yield Finding("plan-changed-approved", values, "plan", whole.row.id, first)


def comments_open(session: Session, whole: PlanView) -> Iterable[Finding]:
    """Comments that nobody has resolved, with the way to the oldest."""
    waiting = [each for each in comments(session, whole.row.id) if each.open]
    if waiting:
        values = {"count": len(waiting), "who": waiting[0].who}
        yield Finding("plan-comments-open", values, "plan", whole.row.id, waiting[0].prompt_id)


def years_outside(session: Session, whole: PlanView) -> Iterable[Finding]:
    """Rows that are to be done, reached or paid in a year that the plan does not cover."""
    first, last = whole.row.starts, whole.row.ends
    if first is None or last is None:
        return
    for table in plan_tables():
        prompt = place_of(whole.outline, table.id)
        if table.id not in DATED or not prompt:
            continue
        for row in read_rows(session, whole.row.id, table.id):
            year = row.values["year"]
            if year is not None and not first.year <= year <= last.year:
                values = {"title": row.values["title"], "year": year, "period": whole.row.period}
                place = row_place(prompt, table.id, row.id)
                yield Finding("plan-year-outside", values, "plan", whole.row.id, place)


def sections_unwritten(whole: PlanView) -> Iterable[Finding]:
    """Sections with parts to write, each with the first of them."""
    for section in whole.outline.sections:
        unwritten = [prompt for prompt in section.prompts if not whole.answer(prompt.id).finished]
        if unwritten:
            values = {
                "section": section.title, "unwritten": len(unwritten),
                "total": len(section.prompts), "plan": whole.row.title,
            }  # fmt: skip
            yield Finding("plan-parts-unwritten", values, "plan", whole.row.id, unwritten[0].id)
