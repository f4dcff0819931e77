"""What a printed plan says, in one language: as it is now, as it will be approved, as it stood."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.choices import choice
from commission_desk.content.outlines import Prompt
from commission_desk.domain.papers import PlanPaper, PlanPart, PlanSection, PlanTableRows
from commission_desk.domain.plan_changes import PartChange, plan_changes
from commission_desk.i18n import N_, full_date, translator
from commission_desk.operations.outlines import known_outline
from commission_desk.operations.plan_appendices import compiled_tables
from commission_desk.operations.plan_changed import changed_prompts
from commission_desk.operations.plan_life import Approval
from commission_desk.operations.plan_papers import part_tables
from commission_desk.operations.plan_versions import (
    VersionView,
    approved_version,
    version_desk,
    version_view,
)
from commission_desk.operations.plans import PlanView, plan
from commission_desk.operations.records import FROZEN
from commission_desk.operations.team import house

ABOUT_PLAN = N_("About the plan")


def plan_paper(session: Session, record: str, language: str, today: date) -> PlanPaper:
    """Return what a plan says now, every section and part of its outline in order.

    While a version that was approved is being changed, the parts that have changed say so; so they
    do in an approved plan that no longer says what was approved, and it is no approved one then.
    Raises UserError for an outline that this program does not know.
    """
    return _standing(session, record, language, _paper(session, record, language, today,
                                                       compiled=True))  # fmt: skip


def plan_head(session: Session, record: str, language: str, today: date) -> PlanPaper:
    """Return what a plan says of itself, without its sections: for papers drawn from it.

    Raises UserError for an outline that this program does not know.
    """
    return _standing(session, record, language, _paper(session, record, language, today, bare=True))


def _standing(session: Session, record: str, language: str, paper: PlanPaper) -> PlanPaper:
    """Return a paper marked as what it is: a draft, changed since it was approved, or approved."""
    last = approved_version(session, record)
    if last is None:
        return paper
    frozen = plan(session, record).row.status in FROZEN
    changed = changed_prompts(session, last.id)
    if frozen and not changed:
        return _approved(paper, last, language)
    _ = translator(language)
    since = _("Changed since version {number}").format(number=last.number)
    number = last.number if frozen else last.number + 1
    return _marked(replace(_numbered(paper, number, language), draft=True), changed, since)


def approval_paper(
    session: Session, record: str, language: str, today: date, approval: Approval
) -> PlanPaper:
    """Return what a plan says once it is approved, for the PDF that is kept with it."""
    last = approved_version(session, record)
    number = last.number + 1 if last else 1
    whole = _paper(session, record, language, today, compiled=True)
    paper = _numbered(whole, number, language)
    words = approval_words(approval.by, approval.on, approval.minute, language)
    status = choice("plan-status", "approved").label.text(language)
    return replace(paper, draft=False, approved=words, status=status)


def version_paper_of(session: Session, version: str, language: str, today: date) -> PlanPaper:
    """Return what a plan said in one of its versions; raises UserError if it cannot be read.

    What its appendices took from the registers is in the PDF that was approved, and not here.
    """
    found = version_view(session, version)
    with version_desk(session, version) as (then, record):
        paper = _paper(then, record, language, today)
    if found.number:
        return _approved(paper, found, language)
    return replace(paper, version=found.title)


def changes_since(session: Session, version: str, language: str) -> tuple[PartChange, ...]:
    """Return the parts that differ between a version and the plan as it is now."""
    found = version_view(session, version)
    today = date.today()  # noqa: DTZ011 - of no account to what differs
    return _since(session, found, _paper(session, found.plan, language, today), language)


def changes_between(
    session: Session, before: str, after: str, language: str
) -> tuple[PartChange, ...]:
    """Return the parts that differ between two versions of a plan."""
    today = date.today()  # noqa: DTZ011 - of no account to what differs
    papers = [version_paper_of(session, each, language, today) for each in (before, after)]
    return plan_changes(papers[0], papers[1], translator(language)(ABOUT_PLAN))


def approval_words(by: str, on: date | None, minute: str, language: str) -> str:
    """Return by whom, when and where a plan was approved, in a sentence."""
    _ = translator(language)
    day = full_date(on, language) if on else ""
    if minute:
        return _("By {who} on {date} ({minute})").format(who=by, date=day, minute=minute)
    return _("By {who} on {date}").format(who=by, date=day)


def _since(
    session: Session, version: VersionView, now: PlanPaper, language: str
) -> tuple[PartChange, ...]:
    with version_desk(session, version.id) as (then, record):
        before = _paper(then, record, language, now.printed_on)
    return plan_changes(before, now, translator(language)(ABOUT_PLAN))


def _approved(paper: PlanPaper, version: VersionView, language: str) -> PlanPaper:
    words = approval_words(version.approved_by, version.approved_on, version.minute, language)
    status = choice("plan-status", version.status).label.text(language)
    return replace(
        _numbered(paper, version.number, language), draft=False, approved=words, status=status
    )


def _numbered(paper: PlanPaper, number: int, language: str) -> PlanPaper:
    _ = translator(language)
    return replace(paper, version=_("Version {number}").format(number=number))


def _marked(paper: PlanPaper, changed: Collection[str], since: str) -> PlanPaper:
    return replace(
        paper,
        sections=tuple(
            replace(
                section,
                parts=tuple(
                    replace(part, changed=since) if part.prompt_id in changed else part
                    for part in section.parts
                ),
            )
            for section in paper.sections
        ),
    )


def _paper(
    session: Session,
    record: str,
    language: str,
    today: date | None,
    *,
    compiled: bool = False,
    bare: bool = False,
) -> PlanPaper:
    found = plan(session, record)
    known_outline(session, found.row.outline_id)
    return PlanPaper(
        house=house(session), title=found.row.title, care_group=found.row.care_group,
        period=found.row.period, lead=found.row.lead, partners=found.partners,
        status=choice("plan-status", found.row.status).label.text(language),
        draft=found.row.status not in FROZEN, printed_on=today,
        sections=() if bare else _sections(session, found, language, compiled=compiled),
        written=found.row.written, total=found.row.total, plan_id=found.row.id,
    )  # fmt: skip


def _sections(
    session: Session, found: PlanView, language: str, *, compiled: bool
) -> tuple[PlanSection, ...]:
    return tuple(
        PlanSection(
            section.number,
            section.title.text(language),
            tuple(
                PlanPart(
                    prompt.number, prompt.title.text(language), answer.text,
                    answer.status == "not-applicable", answer.reason,
                    _tables(session, found, prompt, language, compiled=compiled), prompt.id,
                )
                for prompt in section.prompts
                for answer in (found.answer(prompt.id),)
            ),
        )
        for section in found.outline.sections
    )  # fmt: skip


def _tables(
    session: Session, found: PlanView, prompt: Prompt, language: str, *, compiled: bool
) -> tuple[PlanTableRows, ...]:
    """Return the tables of a part, with what an appendix compiles itself of where it is wanted."""
    own = part_tables(session, found.row.id, prompt.id, language)
    if not compiled or not prompt.compiled or found.answer(prompt.id).status == "not-applicable":
        return own
    return (*own, *compiled_tables(session, found.row.id, prompt.compiled, language))
