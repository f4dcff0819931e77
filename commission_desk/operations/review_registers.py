"""What the registers say to a review: agreements, actions, contacts, intentions, decisions."""

from collections import Counter
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commission_desk.content.choices import choice, choices
from commission_desk.domain.drawn import Span
from commission_desk.domain.money import format_money
from commission_desk.domain.papers import PlanTableRows
from commission_desk.domain.terms import add_months
from commission_desk.i18n import plural_translator, translator
from commission_desk.operations.actions import ActionRow, actions
from commission_desk.operations.records import standing
from commission_desk.operations.register import AgreementRow, agreement_rows
from commission_desk.operations.review_figures import agreements_of, written_day
from commission_desk.operations.stakeholders import ContactRow, contacts
from commission_desk.store.tables import Decision, Intention, Meeting, Stakeholder

AHEAD = 12  # months after a review in which an end is one to prepare for


def agreements(session: Session, plan: str, span: Span, language: str) -> PlanTableRows:
    """The agreements of a plan that began or ended in the time, or end in the year to come."""
    _ = translator(language)
    names = {"new": _("Began"), "ended": _("Ended"), "ending": _("Will end")}
    ids = [record for record, _title in agreements_of(session, plan)]
    found = agreement_rows(session, ids) if ids else []
    told = [(what, day, row) for row in found for what, day in _turns(row, span) if day is not None]
    told.sort(key=lambda each: (list(names).index(each[0]), each[1], each[2].title))
    rows = [
        (
            row.title, row.provider, names[what], written_day(day, language),
            format_money(row.annual_pence, language) if row.annual_pence is not None
            else _("not known"),
        )
        for what, day, row in told
    ]  # fmt: skip
    notes = [
        _sum(words, [row for this, _day, row in told if this == what], language)
        for what, words in names.items()
    ]
    head = (_("Agreement"), _("Provider"), _("What happened"), _("Date"), _("A year"))
    right = (False, False, False, False, True)
    return PlanTableRows("", head, tuple(rows), right, notes=tuple(filter(None, notes)))


def plan_actions(session: Session, plan: str, span: Span, language: str) -> PlanTableRows:
    """The actions of a plan and of its meetings: met, partly, not met, late or open."""
    _ = translator(language)
    found = {row.id: row for row in actions(session, plan_id=plan)}
    for meeting in _meetings(session, plan):
        found |= {row.id: row for row in actions(session, meeting_id=meeting)}
    told = [
        (row, _stands(row, span.until, language))
        for row in sorted(found.values(), key=_by_day)
        if _concerns(row, span)
    ]
    rows = [
        (row.title, written_day(row.due, language), words)
        for row, words in told
    ]  # fmt: skip
    counted = Counter(words for _row, words in told)
    note = ". ".join(f"{words}: {count}" for words, count in counted.most_common())
    head = (_("Action"), _("By"), _("Status"))
    notes = (f"{note}.",) if note else ()
    return PlanTableRows("", head, tuple(rows), (False,) * 3, notes=notes)


def engagement(session: Session, plan: str, span: Span, language: str) -> PlanTableRows:
    """The contacts about a plan, and the groups nobody heard; people are counted, never named."""
    _ = translator(language)
    known = {
        row.id: row
        for row in session.execute(select(Stakeholder.id, Stakeholder.kind, Stakeholder.category))
    }
    heard = [
        one for one in reversed(contacts(session)) if one.plan_id == plan and one.held_on in span
    ]
    rows = [
        (
            written_day(one.held_on, language),
            _who(one, {key: row.kind for key, row in known.items()}, language),
            one.about, one.heard, one.changed,
        )
        for one in heard
    ]  # fmt: skip
    met = {known[record].category for one in heard for record in one.who_ids if record in known}
    unheard = [
        group.label.text(language)
        for group in choices("stakeholder-category")
        if group.must_hear and group.id not in met
    ]
    notes = []
    if unheard:
        notes.append(_("Not heard about this plan: {groups}.").format(groups="; ".join(unheard)))
    head = (_("Date"), _("Who"), _("Asked about"), _("What we heard"), _("What changed"))
    return PlanTableRows("", head, tuple(rows), (False,) * 5, notes=tuple(notes))


def intentions(session: Session, plan: str, span: Span, language: str) -> PlanTableRows:
    """Every intention of a plan, and whether the register shows that it was done."""
    _ = translator(language)
    # Not by their table, which would read the name of every agreement on the desk.
    ids = [record for record, _title in agreements_of(session, plan)]
    register = {row.id: row for row in agreement_rows(session, ids)} if ids else {}
    kinds = {each.id: each.label.text(language) for each in choices("intention-kind")}
    found = standing(Intention).where(Intention.plan_id == plan, Intention.title != "")
    rows, done = [], 0
    for row in session.scalars(found.order_by(Intention.position, Intention.id)):
        agreement = register.get(row.agreement_id or "")
        finished, words = _reached(row, agreement, span.until, language)
        done += finished
        rows.append(
            (
                row.title, kinds.get(row.kind, ""), str(row.year or ""),
                agreement.title if agreement else "", words,
            )
        )  # fmt: skip
    words = _("Done: {done} of {count}.").format(done=done, count=len(rows))
    head = (_("Intention"), _("Kind"), _("By"), _("Agreement"), _("Where it stands"))
    return PlanTableRows("", head, tuple(rows), (False,) * 5, notes=(words,) if rows else ())


def decisions(session: Session, plan: str, span: Span, language: str) -> PlanTableRows:
    """What meetings about a plan, or about its agreements, decided in the time."""
    _ = translator(language)
    found = session.execute(
        select(Meeting.held_on, Meeting.title, Decision.text)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(
            Decision.deleted.is_(False), Decision.text != "",
            Meeting.id.in_(_meetings(session, plan)),
            Meeting.held_on.between(span.since, span.until),
        )
        .order_by(Meeting.held_on, Meeting.id, Decision.position)
    )  # fmt: skip
    rows = tuple((written_day(row.held_on, language), row.title, row.text) for row in found)
    return PlanTableRows("", (_("Date"), _("Meeting"), _("Decision")), rows, (False,) * 3)


def _turns(row: AgreementRow, span: Span) -> list[tuple[str, date | None]]:
    """Return what befell an agreement, and when; one may begin and end in the same time."""
    found: list[tuple[str, date | None]] = []
    if row.start in span:
        found.append(("new", row.start))
    if row.end is not None:
        if row.end in span and row.end < span.until:
            found.append(("ended", row.end))
        elif span.until <= row.end <= add_months(span.until, AHEAD):
            found.append(("ending", row.end))
    return found


def _sum(words: str, rows: list[AgreementRow], language: str) -> str:
    """Return how many agreements and how much money a year; what is not known is not nought."""
    _ = translator(language)
    if not rows:
        return ""
    known = [row.annual_pence for row in rows if row.annual_pence is not None]
    money = format_money(sum(known), language)
    said = _("{what}: {count}, {money} a year").format(what=words, count=len(rows), money=money)
    unknown = len(rows) - len(known)
    if unknown:
        said += " " + _("(not known for {count})").format(count=unknown)
    return f"{said}."


def _meetings(session: Session, plan: str) -> list[str]:
    ids = [record for record, _title in agreements_of(session, plan)]
    about = or_(Meeting.plan_id == plan, Meeting.agreement_id.in_(ids))
    return list(session.scalars(standing(Meeting).where(about).with_only_columns(Meeting.id)))


def _by_day(row: ActionRow) -> tuple[date, str, str]:
    return row.due or date.max, row.title, row.id


def _concerns(row: ActionRow, span: Span) -> bool:
    """Whether an action was open at the end of the time, or was finished in it."""
    if row.raised_on and row.raised_on > span.until:
        return False
    return row.status == "open" or row.done_on is None or row.done_on >= span.since


def _stands(row: ActionRow, until: date, language: str) -> str:
    """Return where an action stands: how it ended, or that it is late."""
    _ = translator(language)
    if row.status == "open":
        return _("Late") if row.days_late(until) else _("Open")
    if row.status == "done" and row.outcome:
        return choice("action-outcome", row.outcome).label.text(language)
    return choice("action-status", row.status).label.text(language)


def _who(one: ContactRow, kinds: dict[str, str], language: str) -> str:
    """Return the groups that were met, and how many people."""
    ngettext = plural_translator(language)
    who = list(zip(one.who, one.who_ids, strict=True))
    groups = [name for name, record in who if kinds.get(record) != "person"]
    people = len(who) - len(groups)
    words = ngettext("{count} person", "{count} people", people).format(count=people)
    return "; ".join([*groups, *([words] if people else [])])


def _reached(
    row: Intention, agreement: AgreementRow | None, until: date, language: str
) -> tuple[bool, str]:
    """Return whether an intention was done, as far as the register shows, and that in words."""
    _ = translator(language)
    late = row.year is not None and row.year < until.year
    not_yet = _("Not done, and the year is past") if late else _("Not yet")
    if agreement is None:
        return False, not_yet
    ended = agreement.end is not None and agreement.end < until
    if row.kind == "stop":
        return (True, _("Done: it has ended")) if ended else (False, not_yet)
    if ended:
        return False, _("Its agreement has ended")
    if agreement.start and agreement.start > until:
        return False, _("Agreed, not begun")
    return True, _("Done: under agreement")
