"""Where a plan stands: draft, in review, approved and frozen, published, and its next version."""

import base64
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _, ngettext
from commission_desk.operations.owned import owned
from commission_desk.operations.plan_duties import duties_unmet
from commission_desk.operations.plan_versions import STANDS, add_version, frozen_now
from commission_desk.operations.plans import plan as plan_view
from commission_desk.operations.records import get, standing
from commission_desk.store.desk import named
from commission_desk.store.frozen import fingerprint
from commission_desk.store.tables import Decision, Meeting, Parted, Plan, PlanVersion, VersionPaper

MOST_DECISIONS = 30  # offered, the newest first


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a plan, on which day, and where that is minuted."""

    by: str
    on: date
    minute: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision of a meeting, as what an approval can rest on."""

    id: str
    text: str
    meeting: str
    held_on: date | None


@named(N_("Send the plan for review"))
def send_for_review(session: Session, plan: str) -> None:
    """Say that the plan is ready to be read by those who approve it.

    Raises UserError for an intention to stop something before its duties are met.
    """
    refuse_unmet(session, plan)
    _move(session, plan, ("draft",), "in-review")


@named(N_("Take the plan back to draft"))
def back_to_draft(session: Session, plan: str) -> None:
    """Take a plan back from review; it could be written in all the while."""
    _move(session, plan, ("in-review",), "draft")


@named(N_("Approve the plan"))
def approve_plan(
    session: Session, plan: str, approval: Approval, said: str, languages: str, pdf: bytes
) -> str:
    """Freeze a plan as it was approved, with its PDF, and return the id of the version.

    ``said`` is the fingerprint of what the PDF was made of. Raises UserError for a plan that is
    not in review, has parts that are not finished or texts that have parted, for an approval by
    nobody, and where the plan changed since.
    """
    if not approval.by.strip():
        raise UserError(_("Say who approved the plan."))
    today = date.today()  # noqa: DTZ011 - the person's own day
    if approval.on > today:
        raise UserError(_("The day of the approval is still to come. Check the date."))
    refuse_unready(session, plan)
    if fingerprint(frozen_now(session, plan)) != said:
        raise UserError(_("The plan changed while its PDF was made. Approve it again."))
    _move(session, plan, ("in-review",), "approved")
    for before in _decided(session, plan):
        before.status = "superseded"
    number = 1 + (
        session.scalar(
            select(func.max(PlanVersion.number)).where(
                PlanVersion.plan_id == plan, PlanVersion.deleted.is_(False)
            )
        )
        or 0
    )
    made = add_version(
        session, plan, today, number=number, status="approved", note=approval.note.strip(),
        approved_by=approval.by.strip(), approved_on=approval.on, minute=approval.minute.strip(),
    )  # fmt: skip
    session.add(
        VersionPaper(
            version_id=made.id, languages=languages, pdf=base64.b64encode(pdf).decode("ascii")
        )
    )
    return made.id


@named(N_("Publish the plan"))
def publish_plan(session: Session, plan: str, on: date) -> None:
    """Say that the approved plan was published, and when; raises UserError for no approval."""
    _move(session, plan, ("approved",), "published")
    for version in _decided(session, plan):
        if version.approved_on and on < version.approved_on:
            raise UserError(_("It cannot be published before it was approved. Check the date."))
        version.status, version.published_on = "published", on


@named(N_("Open the next version of the plan"))
def open_next_version(session: Session, plan: str) -> None:
    """Let an approved plan be written in again; the version that was approved stays as it is."""
    _move(session, plan, ("approved", "published"), "draft")


def refuse_unready(session: Session, plan: str) -> None:
    """Raise UserError while a plan cannot be approved: parts not finished, texts that parted."""
    row = plan_view(session, plan).row
    if row.status != "in-review":
        raise UserError(_("Send the plan for review first; it is approved after that."))
    unfinished = row.total - row.written
    if unfinished:
        words = ngettext(
            "{count} part is not finished. Mark it ready, or say why it does not apply.",
            "{count} parts are not finished. Mark them ready, or say why they do not apply.",
            unfinished,
        )
        raise UserError(words.format(count=unfinished))
    refuse_unmet(session, plan)
    if _has_parted(session, plan):
        raise UserError(
            _("Two people changed the same words of this plan. Settle that first: see Today.")
        )


def _has_parted(session: Session, plan: str) -> bool:
    """Whether two people changed the same of what a plan says; comments are no part of that."""
    records = {plan, *(each.id for each in owned(session, "plan", [plan]))}
    parted = session.scalars(select(Parted.record).where(Parted.kind != "plan_comment"))
    return not records.isdisjoint(parted)


def refuse_unmet(session: Session, plan: str) -> None:
    """Raise UserError while an intention to stop something has duties that are not met."""
    unmet = duties_unmet(session, plan, "en")
    if unmet:
        words = ngettext(
            "“{title}” is not yet allowed: {count} duty before it is not met. Meet it, or say why "
            "it does not apply.",
            "“{title}” is not yet allowed: {count} duties before it are not met. Meet them, or "
            "say why they do not apply.",
            unmet[0].open,
        )
        raise UserError(words.format(title=unmet[0].title, count=unmet[0].open))


def fingerprint_of(session: Session, plan: str) -> str:
    """Return the fingerprint of what a plan says now."""
    return fingerprint(frozen_now(session, plan))


def decisions_made(session: Session) -> tuple[DecisionView, ...]:
    """Return the newest decisions of meetings, for an approval to rest on."""
    rows = session.execute(
        select(Decision.id, Decision.text, Meeting.title, Meeting.held_on)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(Decision.deleted.is_(False), Meeting.deleted.is_(False), Decision.text != "")
        .order_by(Meeting.held_on.desc(), Decision.position)
        .limit(MOST_DECISIONS)
    )
    return tuple(DecisionView(*row) for row in rows)


def _move(session: Session, plan: str, before: tuple[str, ...], after: str) -> None:
    """Have a plan stand elsewhere; raises UserError if it no longer stands where it did."""
    found = get(session, Plan, plan)
    if found.status not in before:
        raise UserError(_("The plan no longer stands where it did; somebody may have moved it on."))
    found.status = after


def _decided(session: Session, plan: str) -> list[PlanVersion]:
    """Return the versions that are approved or published now."""
    return list(
        session.scalars(
            standing(PlanVersion).where(PlanVersion.plan_id == plan, PlanVersion.status.in_(STANDS))
        )
    )
