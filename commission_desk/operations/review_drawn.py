"""What a review draws from the registers: as they are until it is finished, then as they were."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from commission_desk.content.reviews import Topic, review_form
from commission_desk.domain.drawn import LANGUAGES, Span, read_drawn, write_drawn
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import translator
from commission_desk.operations import review_figures, review_registers
from commission_desk.operations.records import standing
from commission_desk.store.tables import ReviewFigures
from commission_desk.store.tables.base import id_of

Draw = Callable[[Session, str, Span, str], PlanTableRows]
TOPICS: dict[str, Draw] = {
    "needs": review_figures.needs,
    "outcomes": review_figures.outcomes,
    "measures": review_figures.plan_measures,
    "agreements": review_registers.agreements,
    "actions": review_registers.plan_actions,
    "engagement": review_registers.engagement,
    "intentions": review_registers.intentions,
    "decisions": review_registers.decisions,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the registers say of a topic; ``nothing`` says so where the table has no rows."""

    topic: str
    information: str
    table: PlanTableRows
    nothing: str


def drawn_now(session: Session, plan: str, span: Span, language: str) -> dict[str, Drawn]:
    """Return what the registers say now, by topic."""
    return {
        topic.id: _drawn(topic, _table(session, topic, plan, span, language), language)
        for topic in review_form().topics
    }


def drawn_then(session: Session, review: str, language: str) -> dict[str, Drawn]:
    """Return what the registers said when a review was finished, by topic."""
    kept = {
        row.topic: row.said
        for row in session.scalars(standing(ReviewFigures).where(ReviewFigures.review_id == review))
    }
    return {
        topic.id: _then(topic, kept[topic.id], language)
        for topic in review_form().topics
        if topic.id in kept
    }


def keep_drawn(session: Session, review: str, plan: str, span: Span) -> None:
    """Keep what the registers say now, in every language, so that it is the same for ever."""
    for topic in review_form().topics:
        said = {code: _table(session, topic, plan, span, code) for code in LANGUAGES}
        record = id_of("review-figures", review, topic.id)
        found = session.get(ReviewFigures, record)
        if found is None:
            found = ReviewFigures(id=record, review_id=review, topic=topic.id)
            session.add(found)
        found.deleted, found.said = False, write_drawn(said)


def _table(session: Session, topic: Topic, plan: str, span: Span, language: str) -> PlanTableRows:
    """Return the table of a topic under its name, with the columns that say something."""
    whole = TOPICS[topic.id](session, plan, span, language)
    shown = [
        place for place in range(len(whole.head)) if any(row[place] for row in whole.rows)
    ]  # fmt: skip
    return replace(
        whole, title=topic.title.text(language),
        head=tuple(whole.head[place] for place in shown),
        rows=tuple(tuple(row[place] for place in shown) for row in whole.rows if any(row)),
        right=tuple(whole.right[place] for place in shown),
    )  # fmt: skip


def _then(topic: Topic, said: str, language: str) -> Drawn:
    _ = translator(language)
    try:
        table = read_drawn(said, language)
    except ValueError:
        title = topic.title.text(language)
        words = _("These figures cannot be read: they were not written by this program.")
        return Drawn(topic.id, "", PlanTableRows(title, (), (), ()), words)
    return _drawn(topic, table, language)


def _drawn(topic: Topic, table: PlanTableRows, language: str) -> Drawn:
    nothing = "" if table.rows else topic.nothing.text(language)
    return Drawn(topic.id, topic.information.words.text(language), table, nothing)
