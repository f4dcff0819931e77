"""What a review of an agreement says on paper."""

from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.agreement_reviews import agreement_review_form
from commission_desk.content.choices import choices, known_choice
from commission_desk.domain.agreement_review_papers import AgreementReviewPaper, Told
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import full_date, short_date, translator
from commission_desk.operations.agreement_detail import agreement
from commission_desk.operations.agreement_reviews import (
    AgreementReviewView,
    agreement_review,
    moved_since,
    snapshot,
)
from commission_desk.operations.moved_words import moved_lines
from commission_desk.operations.review_drawn import Drawn
from commission_desk.operations.team import house


def agreement_review_paper(
    session: Session, record: str, language: str, today: date
) -> AgreementReviewPaper:
    """Return what a review says; people who were heard are counted, never named."""
    _ = translator(language)
    found = agreement_review(session, record)
    row = agreement(session, found.agreement).row
    told = ((_("What was found"), found.found), (_("What changes"), found.changes))
    moved, lines = _moved(session, record, language)
    return AgreementReviewPaper(
        house=house(session),
        title=" · ".join(part for part in (row.reference, row.title) if part),
        name=_("Review of {date}").format(date=full_date(found.held_on, language)),
        facts=_facts(found, row.provider, language), draft=not found.finished,
        tables=tuple(_table(each) for each in snapshot(session, record, language).values()),
        moved=moved, moved_lines=lines,
        told=tuple(Told(name, words or _("Not yet written")) for name, words in told),
        evaluation=_evaluation(found, language), actions=_actions(found, language),
        printed_on=today, source=agreement_review_form().source,
    )  # fmt: skip


def _facts(found: AgreementReviewView, provider: str, language: str) -> tuple[tuple[str, str], ...]:
    _ = translator(language)
    span = _("{start} to {end}").format(
        start=full_date(found.since, language), end=full_date(found.held_on, language)
    )
    finished = full_date(found.finished_on, language) if found.finished_on else ""
    return (
        (_("Provider"), provider), (_("Looks at"), span), (_("Who took part"), found.took_part),
        (_("Meeting"), found.meeting), (_("Finished"), finished),
    )  # fmt: skip


def _table(drawn: Drawn) -> PlanTableRows:
    table = drawn.table
    notes = tuple(words for words in (drawn.nothing, *table.notes) if words)
    return PlanTableRows(table.title, table.head, table.rows, table.right, notes=notes)


def _moved(session: Session, record: str, language: str) -> tuple[Told | None, tuple[str, ...]]:
    _ = translator(language)
    since = moved_since(session, record)
    if since is None:
        return None, ()
    day, changes = since
    nothing = _("Nothing moved since {date}.") if not changes else _("Since {date}:")
    words = nothing.format(date=full_date(day, language))
    return Told(_("What moved since the review before"), words), moved_lines(changes, language)


def _evaluation(found: AgreementReviewView, language: str) -> tuple[Told, ...]:
    _ = translator(language)
    if not found.evaluated:
        return ()
    asked = [
        Told(each.title.text(language), found.answers[each.id] or _("Not yet written"))
        for each in agreement_review_form().questions
    ]
    known = found.conclusion in {each.id for each in choices("evaluation-conclusion")}
    follows = known_choice("evaluation-conclusion", found.conclusion).label if known else None
    words = follows.text(language) if follows else _("Not yet written")
    return (*asked, Told(_("What follows"), words))


def _actions(found: AgreementReviewView, language: str) -> PlanTableRows | None:
    _ = translator(language)
    if not found.actions:
        return None
    rows = tuple(
        (
            each.title, each.owner, short_date(each.due, language) if each.due else "",
            known_choice("action-status", each.status).label.text(language),
        )
        for each in found.actions
    )  # fmt: skip
    head = (_("Action"), _("Owner"), _("Due"), _("Status"))
    return PlanTableRows(_("Actions that come of it"), head, rows, (False,) * 4)
