"""What the desk says of an agreement to its review, by topic: now, or as it was when finished."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from commission_desk.content.agreement_reviews import SnapshotTopic, agreement_review_form
from commission_desk.content.choices import choices
from commission_desk.content.labels import Label
from commission_desk.content.scales import scale
from commission_desk.domain.drawn import LANGUAGES, Span, read_drawn, write_drawn
from commission_desk.domain.money import format_money
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import plural_translator, translator
from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.operations.feedback import feedback, heard_since
from commission_desk.operations.graded_words import grade_words, state_words, states_note
from commission_desk.operations.ratings import grade_value
from commission_desk.operations.records import standing
from commission_desk.operations.review_drawn import Drawn
from commission_desk.operations.review_figures import (
    figure_words,
    latest_words,
    trend_words,
    until,
    written_day,
)
from commission_desk.store.tables import AgreementSnapshot
from commission_desk.store.tables.base import id_of

Draw = Callable[[Session, AgreementView, Span, str], PlanTableRows]


def snapshot_now(
    session: Session, view: AgreementView, span: Span, language: str
) -> dict[str, Drawn]:
    """Return what the desk says of an agreement now, by topic."""
    return {
        topic.id: _drawn(topic, _table(session, topic, view, span, language), language)
        for topic in agreement_review_form().topics
    }


def snapshot_then(session: Session, review: str, language: str) -> dict[str, Drawn]:
    """Return what the desk said when a review was finished, by topic."""
    rows = session.scalars(standing(AgreementSnapshot).where(AgreementSnapshot.review_id == review))
    kept = {row.topic: row.said for row in rows}
    return {
        topic.id: _then(topic, kept[topic.id], language)
        for topic in agreement_review_form().topics
        if topic.id in kept
    }


def keep_snapshot(session: Session, review: str, view: AgreementView, span: Span) -> None:
    """Keep what the desk says now, in every language, so that it is the same for ever."""
    for topic in agreement_review_form().topics:
        said = {code: _table(session, topic, view, span, code) for code in LANGUAGES}
        record = id_of("agreement-snapshot", review, topic.id)
        found = session.get(AgreementSnapshot, record)
        if found is None:
            found = AgreementSnapshot(id=record, review_id=review, topic=topic.id)
            session.add(found)
        found.deleted, found.said = False, write_drawn(said)


def _measures(_session: Session, view: AgreementView, span: Span, language: str) -> PlanTableRows:
    """Every measure: the last result against its target, and the trend; no data is not zero."""
    _ = translator(language)
    rows, looked = [], []
    for whole in view.measures:
        one = until(whole, span)
        looked.append(one)
        rows.append(
            (
                one.title, one.unit, figure_words(one.target), *latest_words(one, language),
                trend_words(one, language), state_words(one, language),
            )
        )  # fmt: skip
    head = (
        _("Measure"), _("Unit"), _("Target"), _("Latest"), _("Period to"), _("Trend"),
        _("Where it stands"),
    )  # fmt: skip
    note = states_note(looked, language)
    right = (False, False, True, True, False, False, False)
    return PlanTableRows("", head, tuple(rows), right, notes=(note,) if rows else ())


def _money(_session: Session, view: AgreementView, _span: Span, language: str) -> PlanTableRows:
    """What it costs and when it ends."""
    _ = translator(language)
    row = view.row
    said = (
        (_("Annual value"), _pounds(row.annual_pence, view.annual_text, language)),
        (_("Whole value"), _pounds(row.total_pence, view.total_text, language)),
        (_("Partners’ share of a year"), _pounds(view.partner_pence, "", language)),
        (_("Term"), _term(view.term.words, language)),
        (_("Starts"), written_day(row.start, language)),
        (_("Current end"), written_day(row.end, language)),
        (_("Decide by"), written_day(row.decision_date, language)),
        (_("Latest end"), written_day(row.latest_end, language)),
    )
    rows = tuple((name, words) for name, words in said if words)
    return PlanTableRows("", (_("What"), _("Value")), rows, (False, False))


def _term(words: str, language: str) -> str:
    """Write a term as people say it: "3+1+1 years"; one in months says so itself."""
    _ = translator(language)
    if not words or "m" in words:
        return words
    if "+" in words:
        return _("{lengths} years").format(lengths=words)
    years = plural_translator(language)("{count} year", "{count} years", int(words))
    return years.format(count=words)


def _grade(_session: Session, view: AgreementView, _span: Span, language: str) -> PlanTableRows:
    """The grade on its own scale and the risk, each with its reason."""
    _ = translator(language)
    row, rows = view.row, []
    if value := grade_value(row):
        words = grade_words(row.grade_scale, value, language)
        rows.append((_("Grade"), words, view.grade_reason, written_day(view.graded_on, language)))
    if row.risk:
        words = scale("rag").point(row.risk).grade.text(language)
        rows.append((_("Risk"), words, view.risk_reason, ""))
    head = (_("What"), _("Value"), _("Why"), _("Since"))
    return PlanTableRows("", head, tuple(rows), (False,) * 4)


def _risks(_session: Session, view: AgreementView, _span: Span, language: str) -> PlanTableRows:
    """The open risks, the worst first."""
    _ = translator(language)
    found = [risk for risk in view.risks if risk.status == "open"]
    found.sort(key=lambda risk: (-(risk.score or 0), risk.title))
    rows = tuple((risk.title, str(risk.score or ""), risk.owner, risk.mitigation) for risk in found)
    head = (_("Risk"), _("Score"), _("Owner"), _("What is done about it"))
    return PlanTableRows("", head, rows, (False, True, False, False))


def _feedback(session: Session, view: AgreementView, span: Span, language: str) -> PlanTableRows:
    """What was said in the time, by source and kind: counted, not named."""
    _ = translator(language)
    since = heard_since(session, view.row.id, span.since)
    found = feedback(session, view.row.id, since, span.until)
    kinds = _labels("feedback-kind")
    rows = []
    for source, name in _labels("feedback-source").items():
        mine = [each for each in found if each.source == source]
        counts = [sum(each.kind == kind for each in mine) for kind in kinds]
        if mine:
            answered = sum(each.answered for each in mine)
            rows.append((name.text(language), str(len(mine)), *map(str, counts), str(answered)))
    others = [each for each in found if each.source not in _labels("feedback-source")]
    if others:
        counts = [sum(each.kind == kind for each in others) for kind in kinds]
        answered = sum(each.answered for each in others)
        rows.append((_("Not stated"), str(len(others)), *map(str, counts), str(answered)))
    head = (
        _("Who said it"), _("In all"), *(each.text(language) for each in kinds.values()),
        _("Acted on"),
    )  # fmt: skip
    return PlanTableRows("", head, tuple(rows), (False, *[True] * (len(head) - 1)))


DRAWS: dict[str, Draw] = {
    "measures": _measures, "money": _money, "grade": _grade, "risks": _risks,
    "feedback": _feedback,
}  # fmt: skip


def _labels(list_id: str) -> dict[str, Label]:
    return {each.id: each.label for each in choices(list_id)}


def _pounds(pence: int | None, source: str, language: str) -> str:
    if pence is None or (not pence and source):
        return source
    return format_money(pence, language)


def _table(
    session: Session, topic: SnapshotTopic, view: AgreementView, span: Span, language: str
) -> PlanTableRows:
    """Return the table of a topic under its name, with the columns that say something."""
    whole = DRAWS[topic.id](session, view, span, language)
    shown = [at for at in range(len(whole.head)) if any(row[at] for row in whole.rows)]
    return replace(
        whole, title=topic.title.text(language), head=tuple(whole.head[at] for at in shown),
        rows=tuple(tuple(row[at] for at in shown) for row in whole.rows),
        right=tuple(whole.right[at] for at in shown),
    )  # fmt: skip


def _then(topic: SnapshotTopic, said: str, language: str) -> Drawn:
    _ = translator(language)
    try:
        return _drawn(topic, read_drawn(said, language), language)
    except ValueError:
        title = topic.title.text(language)
        words = _("These figures cannot be read: they were not written by this program.")
        return Drawn(topic.id, "", PlanTableRows(title, (), (), ()), words)


def _drawn(topic: SnapshotTopic, table: PlanTableRows, language: str) -> Drawn:
    return Drawn(topic.id, "", table, "" if table.rows else topic.nothing.text(language))
