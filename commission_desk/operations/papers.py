"""What the printed agenda, minutes and plan say, gathered from the desk in one language."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from commission_desk.content.choices import choice
from commission_desk.domain.papers import (
    ActionLine,
    AgendaLine,
    AgendaPaper,
    EntryKind,
    MeetingFacts,
    MinuteEntry,
    MinuteLine,
    MinutesPaper,
    PlanPaper,
    PlanPart,
    PlanSection,
    Purpose,
)
from commission_desk.domain.richtext import from_json
from commission_desk.i18n import full_date, plural_translator, translator
from commission_desk.operations.actions import ActionRow, actions
from commission_desk.operations.agenda_words import meeting_in
from commission_desk.operations.meetings import ItemView, MeetingView
from commission_desk.operations.minutes import EntryView, entries
from commission_desk.operations.plan_papers import part_tables
from commission_desk.operations.plans import PlanView, plan
from commission_desk.operations.team import house
from commission_desk.store.tables import Meeting

NEXT_MEETING = "next-meeting"  # the item of a template that says when
PURPOSES: tuple[Purpose, ...] = ("decision", "discussion", "information")


def agenda_paper(session: Session, record: str, language: str) -> AgendaPaper:
    """Return what the agenda of a meeting says."""
    found = meeting_in(session, record, language)
    return AgendaPaper(
        house=house(session),
        facts=_facts(found, language),
        members=tuple(
            _with_role(person.name, person.role, language)
            for person in found.attendance
            if person.role != "attending"
        ),
        lines=tuple(_agenda_line(item, found, language) for item in found.items),
        next_meeting=None if _says_next(found) else found.next_on,
    )


def minutes_paper(session: Session, record: str, language: str, today: date) -> MinutesPaper:
    """Return what the minutes of a meeting say; the action log shows how things stand today."""
    found = meeting_in(session, record, language)
    taken = entries(session, record)
    numbers: dict[str, str] = {}
    lines = []
    for item in found.items:
        under = _numbered(item, taken.get(item.id, []), language)
        numbers |= {view.id: entry.number for view, entry in under}
        notes = from_json(item.notes)
        if under or not notes.is_empty:
            written = tuple(entry for _view, entry in under)
            lines.append(MinuteLine(item.number, item.title, notes, written))
    here = {
        status: tuple(
            _with_role(person.name, person.role, language)
            for person in found.attendance
            if person.status == status and person.role != "attending"
        )
        for status in ("present", "apologies")
    }
    attending = tuple(
        person.name
        for person in found.attendance
        if person.status == "in-attendance"
        or (person.status == "present" and person.role == "attending")
    )
    return MinutesPaper(
        house=house(session), facts=_facts(found, language), present=here["present"],
        in_attendance=attending, apologies=here["apologies"], quorate=found.quorate,
        draft=found.row.minutes_status not in ("approved", "signed"), agreed_on=found.agreed_on,
        lines=tuple(lines), actions=_log(session, found, numbers, language, today),
        next_meeting=found.next_on,
    )  # fmt: skip


def plan_paper(session: Session, record: str, language: str, today: date) -> PlanPaper:
    """Return what a plan says, every section and part of its outline in order."""
    found = plan(session, record)
    return PlanPaper(
        house=house(session), title=found.row.title, care_group=found.row.care_group,
        period=found.row.period, lead=found.row.lead, partners=found.partners,
        status=choice("plan-status", found.row.status).label.text(language),
        draft=found.row.status in ("draft", "in-review"), printed_on=today,
        sections=_sections(session, found, language), written=found.row.written,
        total=found.row.total, plan_id=found.row.id,
    )  # fmt: skip


def _sections(session: Session, found: PlanView, language: str) -> tuple[PlanSection, ...]:
    return tuple(
        PlanSection(
            section.number,
            section.title.text(language),
            tuple(
                PlanPart(
                    prompt.number, prompt.title.text(language), answer.text,
                    answer.status == "not-applicable", answer.reason,
                    part_tables(session, found.row.id, prompt.id, language), prompt.id,
                )
                for prompt in section.prompts
                for answer in (found.answer(prompt.id),)
            ),
        )
        for section in found.outline.sections
    )  # fmt: skip


def _facts(found: MeetingView, language: str) -> MeetingFacts:
    ends = found.ended
    if ends is None and found.row.starts and found.row.held_on:
        begin = datetime.combine(found.row.held_on, found.row.starts)
        ends = (begin + timedelta(minutes=found.minutes)).time()
    return MeetingFacts(
        title=found.row.title, reference=found.row.reference or "", held_on=found.row.held_on,
        starts=found.row.starts, ends=ends, place=found.row.place, provider=found.provider,
        quorum=_quorum(found, language),
    )  # fmt: skip


def _quorum(found: MeetingView, language: str) -> str:
    if not found.quorum:
        return ""
    ngettext = plural_translator(language)
    words = ngettext("{count} member", "{count} members", found.quorum).format(count=found.quorum)
    return f"{words}, {found.quorum_note}" if found.quorum_note else words


def _agenda_line(item: ItemView, found: MeetingView, language: str) -> AgendaLine:
    purpose: Purpose = next((known for known in PURPOSES if known == item.purpose), "")
    title = item.title
    if item.key == NEXT_MEETING and found.next_on:
        title = f"{title}: {full_date(found.next_on, language)}"
    return AgendaLine(
        item.number, title, item.note, item.lead, purpose, item.paper, item.starts,
        item.minutes,
    )  # fmt: skip


def _says_next(found: MeetingView) -> bool:
    return any(item.key == NEXT_MEETING for item in found.items)


def _with_role(name: str, role: str, language: str) -> str:
    _ = translator(language)
    return _("{name} (chair)").format(name=name) if role == "chair" else name


def _numbered(
    item: ItemView, views: list[EntryView], language: str
) -> list[tuple[EntryView, MinuteEntry]]:
    kinds: dict[str, EntryKind] = {"decision": "decision", "action": "action", "risk": "risk"}
    return [
        (
            view,
            MinuteEntry(
                kinds[view.kind], f"{item.number}.{place}", view.text,
                choice("decision-way", view.way).label.text(language) if view.way else "",
                view.owner, view.due,
            ),
        )
        for place, view in enumerate(views, start=1)
    ]  # fmt: skip


def _log(
    session: Session, found: MeetingView, numbers: dict[str, str], language: str, today: date
) -> tuple[ActionLine, ...]:
    """The meeting's own actions, then those still open from before it."""
    own = actions(session, meeting_id=found.row.id)
    brought = [action for action in carried(session, found) if action.id not in numbers]
    return tuple(
        ActionLine(
            numbers.get(action.id, ""), action.title, action.owner, action.due,
            choice("action-status", action.status).label.text(language), action.days_late(today),
        )
        for action in (*own, *brought)
    )  # fmt: skip


def _series(session: Session, meeting: str) -> set[str]:
    """Return the meetings before this one, back to the first: an action can stay open for years."""
    seen: set[str] = set()
    previous = session.get(Meeting, meeting)
    while previous is not None and previous.id not in seen:
        seen.add(previous.id)
        previous = session.get(Meeting, previous.previous_id) if previous.previous_id else None
    return seen


def carried(session: Session, found: MeetingView) -> tuple[ActionRow, ...]:
    """Return the open actions that this meeting takes over from earlier ones."""
    if found.row.agreement_id:
        rows = actions(session, agreement_id=found.row.agreement_id, status="open")
    else:
        series = _series(session, found.row.id)
        rows = tuple(a for a in actions(session, status="open") if a.meeting_id in series)
    before = found.row.held_on
    return tuple(
        row
        for row in rows
        if row.meeting_id != found.row.id
        and (before is None or row.raised_on is None or row.raised_on <= before)
    )
