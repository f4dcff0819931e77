"""The duties before something is stopped: until each is met or does not apply, it is not allowed.

A duty of an intention is a record of its own, whose id is its place: two people may meet different
ones at once. What has not been touched has no record yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.content.duties import duties
from commission_desk.domain.dates import typed_date
from commission_desk.domain.errors import UserError
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import N_, _, short_date, translator
from commission_desk.operations.plan_places import outline_of, place_of
from commission_desk.operations.records import get, placed, plan_unlocked, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import Intention, IntentionDuty
from commission_desk.store.tables.base import id_of

FIELDS = ("done_on", "who", "note", "reason")


@dataclass(frozen=True, slots=True)
class DutyView:
    """One duty of an intention: what it is, and what was done about it."""

    id: str
    title: str
    help: str
    done_on: date | None = None
    who: str = ""
    note: str = ""
    reason: str = ""

    @property
    def met(self) -> bool:
        """Whether it was done, by whom is known, or a reason says why it does not apply."""
        return bool(self.reason or (self.done_on and self.who))


@dataclass(frozen=True, slots=True)
class DutiesView:
    """An intention to stop something, with its duties; it is allowed once all are met."""

    intention: str
    title: str
    duties: tuple[DutyView, ...]

    @property
    def open(self) -> int:
        """How many duties are not met."""
        return sum(not each.met for each in self.duties)


def duties_of(session: Session, intention: str, language: str) -> DutiesView | None:
    """Return the duties of an intention; None if there are none before what it is."""
    found = get(session, Intention, intention)
    if found.kind not in duties().kinds:
        return None
    return next(_views(session, [found], language))


def plan_duties(session: Session, plan: str, language: str) -> tuple[DutiesView, ...]:
    """Return every intention of a plan that has duties, with them, in the order of the table."""
    rows = session.scalars(
        standing(Intention)
        .where(Intention.plan_id == plan, Intention.kind.in_(duties().kinds), Intention.title != "")
        .order_by(Intention.position, Intention.id)
    ).all()
    return tuple(_views(session, list(rows), language))


def duties_unmet(session: Session, plan: str, language: str) -> tuple[DutiesView, ...]:
    """Return the intentions of a plan that are not yet allowed.

    There are none where the outline asks for no intentions, nor without a title: what a plan does
    not say needs no duties.
    """
    if not place_of(outline_of(session, plan), "intention"):
        return ()
    return tuple(each for each in plan_duties(session, plan, language) if each.open)


@named(N_("Change a duty before stopping"))
def edit_duty(session: Session, intention: str, duty: str, field: str, words: str) -> None:
    """Put what was typed about a duty; raises UserError for a day that cannot be."""
    found = get(session, Intention, intention)
    plan_unlocked(session, found.plan_id)
    if field not in FIELDS or duty not in {each.id for each in duties().duties}:
        raise TypeError(f"no duty has {field!r} of {duty!r}")
    value: Any = _day(words) if field == "done_on" else words.strip()
    record = id_of(IntentionDuty.__tablename__, intention, duty)
    known = session.get(IntentionDuty, record)
    if not value and (known is None or known.deleted):
        return
    held = placed(session, IntentionDuty, record, intention_id=intention, duty=duty)
    if getattr(held, field) != value:
        setattr(held, field, value)


def duty_tables(session: Session, plan: str, language: str) -> tuple[PlanTableRows, ...]:
    """Return the duties as they are printed: a table for each intention to stop something."""
    return tuple(_printed(each, language) for each in plan_duties(session, plan, language))


def duties_words(view: DutiesView, language: str) -> str:
    """Say how far the duties of an intention are met."""
    _ = translator(language)
    total = len(view.duties)
    if view.open:
        words = _("Not yet allowed: {met} of {total} duties are met or do not apply.")
        return words.format(met=total - view.open, total=total)
    return _("Allowed: all {total} duties are met or do not apply.").format(total=total)


def _views(session: Session, intentions: list[Intention], language: str) -> Iterator[DutiesView]:
    ids = [each.id for each in intentions]
    rows = session.scalars(standing(IntentionDuty).where(IntentionDuty.intention_id.in_(ids)))
    held = {(row.intention_id, row.duty): row for row in rows}
    for one in intentions:
        made = []
        for duty in duties().duties:
            row = held.get((one.id, duty.id))
            said = (row.done_on, row.who, row.note, row.reason) if row else ()
            made.append(
                DutyView(duty.id, duty.title.text(language), duty.help.text(language), *said)
            )
        yield DutiesView(one.id, one.title, tuple(made))


def _printed(view: DutiesView, language: str) -> PlanTableRows:
    _ = translator(language)
    no = _("Not yet")
    rows = tuple(
        (
            each.title, _("Does not apply") if each.reason
            else short_date(each.done_on, language) if each.done_on else no,
            each.who, "; ".join(part for part in (each.note, each.reason) if part),
        )
        for each in view.duties
    )  # fmt: skip
    head = (_("Duty"), _("Done on"), _("By whom"), _("Evidence, or why it does not apply"))
    title = _("Before this ends: {intention}").format(intention=view.title)
    return PlanTableRows(title, head, rows, (False,) * 4, (), (duties_words(view, language),))


def _day(words: str) -> date | None:
    try:
        found = typed_date(words)
    except ValueError as problem:
        why = str(problem)
        raise UserError(f"{why[:1].upper()}{why[1:]}.") from problem
    if found is not None and found > date.today():  # noqa: DTZ011 - the person's own day
        raise UserError(_("This day is still to come. Write when the duty was met."))
    return found
