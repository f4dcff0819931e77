"""What a yearly review says on paper, for everybody who has a stake in the plan."""

from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.reviews import Question, review_form
from commission_desk.domain.papers import PlanTableRows
from commission_desk.domain.review_papers import ReviewFacts, ReviewLine, ReviewPaper
from commission_desk.i18n import full_date, short_date, translator
from commission_desk.operations.plan_reviews import ReviewView, drawn, review, reviews
from commission_desk.operations.plans import plan, plans
from commission_desk.operations.review_drawn import Drawn
from commission_desk.operations.team import house


def review_paper(session: Session, record: str, language: str, today: date) -> ReviewPaper:
    """Return what a review says; people who were heard are counted, never named."""
    _ = translator(language)
    found = review(session, record)
    whole = plan(session, found.plan)
    figures = drawn(session, record, today, language)
    form = review_form()
    version = _("Version {number}").format(number=found.version) if found.version else ""
    return ReviewPaper(
        house=house(session), plan=whole.row.title, year=found.year,
        care_group=whole.row.care_group, period=whole.row.period, version=version,
        since=found.since, until=found.finished_on or today, took_part=found.took_part,
        draft=not found.finished, finished_on=found.finished_on, printed_on=today,
        purposes=tuple(each.words.text(language) for each in form.purposes),
        lines=tuple(_line(each, found, figures, language) for each in form.questions),
        changes=_changes(found, language), followed=_followed(found, language), source=form.source,
    )  # fmt: skip


def newest_reviews(session: Session) -> tuple[str, ...]:
    """Return the ids of every review on the desk, the newest year first."""
    found = [each for row in plans(session) for each in reviews(session, row.id)]
    return tuple(each.id for each in sorted(found, key=lambda each: -each.year))


def _line(
    question: Question, found: ReviewView, figures: dict[str, Drawn], language: str
) -> ReviewLine:
    said = found.answer(question.id)
    drawn_here = [figures[topic.id] for topic in question.draws if topic.id in figures]
    return ReviewLine(
        question.number, question.title.text(language), said.text, said.reason,
        tuple(ReviewFacts(each.table, each.information, each.nothing) for each in drawn_here),
    )  # fmt: skip


def _changes(found: ReviewView, language: str) -> PlanTableRows | None:
    _ = translator(language)
    rows = tuple(
        (each.title, each.owner, short_date(each.due, language) if each.due else "")
        for each in found.changes
        if each.title
    )
    if not rows:
        return None
    head = (_("What is to change"), _("Who"), _("By"))
    return PlanTableRows(_("What is to change"), head, rows, (False,) * 3)


def _followed(found: ReviewView, language: str) -> str:
    """Return that the next version of the plan was opened because of the review."""
    _ = translator(language)
    if found.opened_on is None:
        return ""
    words = _("The yearly review of {year} led to the next version, opened on {date}.")
    return words.format(year=found.year, date=full_date(found.opened_on, language))
