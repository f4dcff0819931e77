"""Checks of the whole desk: each looks at one thing and says where it is missing or overdue.

The words, the reasons and the sources are content (checks.toml), the figures are thresholds.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from commission_desk.content.checks import check_text
from commission_desk.content.choices import choices
from commission_desk.content.labels import Label
from commission_desk.domain.agreement_value import Priced, PricedOption, value_of
from commission_desk.domain.checks import Finding, Need
from commission_desk.domain.money import format_money
from commission_desk.domain.periods import month_end
from commission_desk.domain.terms import add_months
from commission_desk.i18n import full_date, whole_month
from commission_desk.operations.actions import actions
from commission_desk.operations.agreement_money import priced_agreements
from commission_desk.operations.figures import figure_or_newest
from commission_desk.operations.finding import REVIEW, SERVICE_REVIEWS
from commission_desk.operations.merging import conflicts
from commission_desk.operations.money_checks import (
    expired_but_paid,
    over_threshold,
    paid_above_value,
    paid_after_end,
    shares_above_annual,
    variations_after_end,
    without_rationale,
)
from commission_desk.operations.monthly_run import runs
from commission_desk.operations.plan_reviews import last_looked_at
from commission_desk.operations.plans import plan, plans
from commission_desk.operations.records import FROZEN, REVIEWED, standing
from commission_desk.operations.report_parts import running
from commission_desk.operations.review_due import (
    evaluated_before,
    never_evaluated,
    never_reviewed,
    overdue,
)
from commission_desk.operations.run_lines import run_lines, run_totals
from commission_desk.operations.stakeholders import contacts_by_category
from commission_desk.store.tables import (
    AgendaItem,
    Agreement,
    AgreementReview,
    Measure,
    Meeting,
)

GRAVITY = ("red", "amber", "blue")  # the tones of checks, the gravest first
YEAR = timedelta(days=365)
MONEY = ("value", "figure", "shares", "annual", "paid")  # values of findings in pence
Rule = Callable[[Session, date], Iterable[Finding]]


def needs(session: Session, today: date, language: str, limit: int = 50) -> tuple[Need, ...]:
    """Return what needs doing in words: the gravest first, of equals the one due first."""
    found = [finding for rule in RULES for finding in rule(session, today)]
    found.sort(key=_urgency)
    return tuple(in_words(finding, language) for finding in found[:limit])


def _urgency(finding: Finding) -> tuple[int, date]:
    tone = check_text(finding.check).tone
    return GRAVITY.index(tone) if tone in GRAVITY else len(GRAVITY), finding.by or date.max


def in_words(finding: Finding, language: str) -> Need:
    """Put a finding into the sentences of its check."""
    text = check_text(finding.check)
    values = {name: _written(name, value, language) for name, value in finding.values.items()}
    return Need(
        finding.check, text.tone, text.icon, text.title.filled(language, **values),
        text.detail.filled(language, **values), text.why.text(language), text.source,
        finding.home_kind, finding.home, finding.part, finding.reference,
    )  # fmt: skip


def decisions_due(session: Session, today: date) -> Iterable[Finding]:
    """Agreements whose next decision falls within the lead time, options and all."""
    soon = today + timedelta(days=figure_or_newest(session, "decision-lead", today).value)
    rows = session.scalars(
        standing(Agreement)
        .where(Agreement.decide_by <= soon, Agreement.current_end >= today)
        .order_by(Agreement.decide_by)
        .limit(20)
    ).all()
    priced = priced_agreements(session, rows)
    for row in rows:
        option, value = _next_option(priced[row.id])
        yield Finding(
            "decision-due" if option else "ends-without-option",
            {"title": row.title, "decide_by": row.decide_by, "end": row.current_end,
             "months": option.months if option else 0, "value": value},
            "agreement", row.id, by=row.decide_by, reference=row.reference,
        )  # fmt: skip


def _next_option(priced: Priced) -> tuple[PricedOption | None, int]:
    """Return the first option still to be decided, and what it is worth."""
    for option, pence in zip(priced.options, value_of(priced).options, strict=True):
        if option.status == "available":
            return option, pence or 0
    return None, 0


def ended_but_running(session: Session, today: date) -> Iterable[Finding]:
    """Agreements past their end that nobody has closed (Vale of Glamorgan 2015)."""
    recently = today - YEAR
    rows = session.scalars(
        standing(Agreement)
        .where(Agreement.current_end < today, Agreement.current_end >= recently)
        .where(~paid_after_end())  # which is graver, and said by a check of its own
        .order_by(Agreement.current_end.desc())
        .limit(20)
    )
    for row in rows:
        values = {"title": row.title, "ended": row.current_end}
        yield Finding(
            "ended-running", values, "agreement", row.id, by=row.current_end,
            reference=row.reference,
        )  # fmt: skip


def minutes_unfinished(session: Session, today: date) -> Iterable[Finding]:
    """Meetings that were held, or should have been, and whose minutes are not agreed."""
    rows = session.scalars(
        standing(Meeting)
        .where(Meeting.held_on < today, Meeting.minutes_status.not_in(("approved", "signed")))
        .order_by(Meeting.held_on.desc())
        .limit(10)
    )
    for row in rows:
        values = {"title": row.title, "held_on": row.held_on}
        yield Finding("minutes-unfinished", values, "meeting", row.id, by=row.held_on)


def meetings_without_agenda(session: Session, today: date) -> Iterable[Finding]:
    """Meetings to come that have no agenda."""
    items = exists().where(AgendaItem.meeting_id == Meeting.id, AgendaItem.deleted.is_(False))
    rows = session.scalars(standing(Meeting).where(Meeting.held_on >= today, ~items))
    for row in rows:
        values = {"title": row.title, "held_on": row.held_on}
        yield Finding("meeting-without-agenda", values, "meeting", row.id, by=row.held_on)


def actions_overdue(session: Session, today: date) -> Iterable[Finding]:
    """Open actions past their date, each with its owner."""
    late = [row for row in actions(session, status="open") if row.days_late(today)]
    for row in late[:10]:
        values = {"title": row.title, "owner": row.owner, "due": row.due}
        yield Finding("action-overdue", values, "action", row.id, by=row.due)


def measures_missing(session: Session, today: date) -> Iterable[Finding]:
    """How many running agreements have measures but none of outcomes or experience (R8)."""
    running = Agreement.current_end >= today
    for check, kind in (("no-outcome-measure", "outcome"), ("no-experience-measure", "experience")):
        count = _without(session, running, kind)
        if count:
            yield Finding(check, {"count": count}, "register")


def evaluations_due(session: Session, today: date) -> Iterable[Finding]:
    """Reviewed agreements not evaluated for a year; those never evaluated are counted (R9)."""
    reviewed = or_(
        exists().where(Meeting.agreement_id == Agreement.id, Meeting.deleted.is_(False)),
        exists().where(
            AgreementReview.agreement_id == Agreement.id, AgreementReview.deleted.is_(False)
        ),
    )
    rows = session.scalars(
        standing(Agreement)
        .where(reviewed, running(today), Agreement.evaluated_on <= evaluated_before(today))
        .order_by(Agreement.evaluated_on)
        .limit(10)
    )
    for row in rows:
        last = row.evaluated_on
        if last is None:
            continue
        due = last + YEAR
        late = due < today
        values = {"title": row.title, "last": last} if late else {"title": row.title, "due": due}
        check = "yearly-evaluation-due" if late else "yearly-evaluation-near"
        yield Finding(
            check, values, "agreement", row.id, "reviews", by=due, reference=row.reference
        )
    count = never_evaluated(session, today)
    if count:
        yield Finding("agreements-never-evaluated", {"count": count}, "register")


def monthly_runs_open(session: Session, today: date) -> Iterable[Finding]:
    """A monthly run that is still open once its month is over."""
    row = next(iter(runs(session)), None)
    if row is None or row.status == REVIEWED or month_end(row.month) >= today:
        return
    found = run_totals(run_lines(session, row.id))
    values = {
        "month": Label(whole_month(row.month, "en"), whole_month(row.month, "cy")),
        "open": found.open, "total": found.total,
    }  # fmt: skip
    yield Finding(
        "monthly-run-open", values, "monthly_run", row.id, "month", by=month_end(row.month)
    )


def agreement_reviews_due(session: Session, today: date) -> Iterable[Finding]:
    """Agreements whose next review is overdue; those never reviewed are only counted (R6)."""
    for row in overdue(session, today, 10):
        values = {"title": row.title, "due": row.due}
        yield Finding(
            "review-overdue", values, "agreement", row.id, "reviews", by=row.due,
            reference=row.reference,
        )  # fmt: skip
    count = never_reviewed(session, today)
    if count:
        yield Finding("agreements-never-reviewed", {"count": count}, "register",
                      part=SERVICE_REVIEWS)  # fmt: skip


def unclear_ends(session: Session, _today: date) -> Iterable[Finding]:
    """Imported end dates of which nobody has said whether they include extensions."""
    count = session.scalar(
        select(func.count(Agreement.id)).where(
            Agreement.deleted.is_(False), Agreement.end_meaning == "unknown",
            Agreement.ends.is_not(None),
        )
    )  # fmt: skip
    if count:
        yield Finding("end-unclear", {"count": count}, "register")


def parts_unwritten(session: Session, _today: date) -> Iterable[Finding]:
    """Sections of plans still being written that have parts to write."""
    for row in plans(session):
        if row.status not in ("draft", "in-review"):
            continue
        whole = plan(session, row.id)
        for section in whole.outline.sections:
            written, total = whole.progress(section.id)
            if written == total or all(prompt.compiled for prompt in section.prompts):
                continue
            first = next(p for p in section.prompts if not whole.answer(p.id).finished)
            values = {"section": section.title, "unwritten": total - written, "total": total,
                      "plan": row.title}  # fmt: skip
            yield Finding("plan-parts-unwritten", values, "plan", row.id, first.id)
            break  # the first unfinished section is what to do next


def plan_periods(session: Session, today: date) -> Iterable[Finding]:
    """Plans outside three to five years (Welsh framework 2010, standard 1)."""
    least = figure_or_newest(session, "plan-years-least", today).value
    most = figure_or_newest(session, "plan-years-most", today).value
    for row in plans(session):
        if row.starts and row.ends:
            years = round((row.ends - row.starts).days / 365.25, 1)
            if not float(least) <= years <= float(most):
                values = {"plan": row.title, "years": f"{years:g}"}
                yield Finding("plan-period", values, "plan", row.id)


def reviews_due(session: Session, today: date) -> Iterable[Finding]:
    """Approved plans that nobody has reviewed for a year (Welsh framework 2010)."""
    months = figure_or_newest(session, "plan-refresh-months", today).value
    for row in plans(session):
        last = last_looked_at(session, row.id) if row.status in FROZEN else None
        if last is not None and (due := add_months(last, months)) <= today:
            values = {"plan": row.title, "last": last, "months": months}
            yield Finding("plan-review-due", values, "plan", row.id, REVIEW, by=due)


def groups_unheard(session: Session, today: date) -> Iterable[Finding]:
    """Groups that must be heard and have not been for a year, once anybody has (W5)."""
    heard = contacts_by_category(session, today - YEAR)
    if heard:
        for group in choices("stakeholder-category"):
            if group.must_hear and not heard.get(group.id):
                values = {"group": group.label}
                yield Finding("stakeholder-group-unheard", values, "stakeholders", part=group.id)


def two_versions(session: Session, _today: date) -> Iterable[Finding]:
    """What two people changed without seeing each other, until one of them chooses."""
    welsh = {found.record: found.title for found in conflicts(session, "cy")}
    for found in conflicts(session)[:10]:
        title = Label(found.title, welsh.get(found.record, found.title))
        yield Finding("two-versions", {"title": title}, "settling")


RULES: tuple[Rule, ...] = (
    two_versions,
    decisions_due, ended_but_running, minutes_unfinished, meetings_without_agenda, actions_overdue,
    measures_missing, evaluations_due, agreement_reviews_due, monthly_runs_open, unclear_ends,
    parts_unwritten, plan_periods, reviews_due, groups_unheard, expired_but_paid,
    shares_above_annual, paid_above_value, variations_after_end, over_threshold,
    without_rationale,
)  # fmt: skip


def _without(session: Session, running: ColumnElement[bool], kind: str) -> int:
    any_measure = exists().where(Measure.agreement_id == Agreement.id, Measure.deleted.is_(False))
    of_kind = exists().where(
        Measure.agreement_id == Agreement.id, Measure.deleted.is_(False), Measure.kind == kind
    )
    chosen = select(func.count(Agreement.id)).where(
        Agreement.deleted.is_(False), running, any_measure, ~of_kind
    )
    return session.scalar(chosen) or 0


def _written(name: str, value: object, language: str) -> object:
    if isinstance(value, date):
        return full_date(value, language)
    if name in MONEY and isinstance(value, int):
        return format_money(value, language)
    text = getattr(value, "text", None)
    return text(language) if callable(text) else value
