"""Checks of one plan: what is missing or overdue in it, and where it is put right."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from commission_desk.domain.checks import Finding, Need
from commission_desk.operations.checks import groups_unheard, in_words, plan_periods
from commission_desk.operations.plans import PlanView, plan


def plan_needs(session: Session, record: str, today: date, language: str) -> tuple[Need, ...]:
    """Return what a plan still needs, in words: overdue parts first, then as the plan goes."""
    whole = plan(session, record)
    found = [
        *(finding for finding in plan_periods(session, today) if finding.home == record),
        *parts_overdue(whole, today),
        *sections_unwritten(whole),
        *groups_unheard(session, today),
    ]
    return tuple(in_words(finding, language) for finding in found)


def parts_overdue(whole: PlanView, today: date) -> Iterable[Finding]:
    """Parts that somebody was to finish before today."""
    for prompt in whole.outline.prompts:
        answer = whole.answer(prompt.id)
        if answer.due and answer.due < today and not answer.finished:
            values = {"part": prompt.title, "due": answer.due}
            yield Finding(
                "plan-part-overdue", values, "plan", whole.row.id, prompt.id, by=answer.due
            )


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
