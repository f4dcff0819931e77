"""Finding anything on the desk, and saying where a record lives."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session, object_session

from commission_desk.content.plan_tables import plan_tables
from commission_desk.domain.places import row_place
from commission_desk.operations.plan_places import outline_of, place_of
from commission_desk.store.search import SearchIndex
from commission_desk.store.tables import RECORDS, Intention, PlanEntry

REVIEW = "review "  # before the id of a yearly review, as a part of its plan
SERVICE_REVIEWS = "service-reviews"  # the sight of the agreements that shows them
OF_SERVICE = ("service_review", "service_element", "reviewed_agreement")
# The tab of an agreement on which a record of it is shown; the id of the record comes after it.
TABS = {
    "partner_share": "money", "payment": "money", "variation": "money", "rationale": "why",
    "agreement_answer": "why", "agreement_review": "reviews", "feedback": "evidence",
    "document": "evidence", "run_line": "performance",
}  # fmt: skip
REVIEWED = ("plan_review", "review_answer", "review_change")
ENTRIES = {
    kind: table
    for table in plan_tables()
    for kind in (table.id.replace("-", "_"),)
    if issubclass(RECORDS[kind], PlanEntry)
}
# The record on whose page a found part is shown: field and kind.
HOMES = {
    "answer": ("plan_id", "plan"),
    "plan_comment": ("plan_id", "plan"),
    **dict.fromkeys(REVIEWED, ("plan_id", "plan")),
    "intention_duty": ("plan_id", "plan"),  # by its intention: see stands_with
    "measure": ("agreement_id", "agreement"),
    "rating": ("agreement_id", "agreement"),
    "agenda_item": ("meeting_id", "meeting"),
    "decision": ("meeting_id", "meeting"),
    "risk": ("agreement_id", "agreement"),
    "other_name": ("organisation_id", "organisation"),
    **dict.fromkeys(TABS, ("agreement_id", "agreement")),
    **dict.fromkeys(("spend_line", "spend_share"), ("statement_id", "spend_statement")),
    "service_review": ("id", "service_review"),
    **dict.fromkeys(("service_element", "reviewed_agreement"), ("review_id", "service_review")),
    **dict.fromkeys(ENTRIES, ("plan_id", "plan")),
    **dict.fromkeys(
        ("outline_version", "outline_section", "outline_part"), ("outline_id", "team_outline")
    ),
}


def stands_with(session: Session, row: Any) -> Any:
    """Return the record in whose place a record is shown: a duty's intention, or the record."""
    if row is not None and row.__tablename__ == "intention_duty":
        return session.get(Intention, row.intention_id)
    return row


def home_field(row: Any, field: str, kind: str) -> tuple[str, str]:
    """Return the field that names a record's home, and its kind; a risk may be a plan's."""
    if row.__tablename__ == "risk" and not row.agreement_id and row.plan_id:
        return "plan_id", "plan"
    return field, kind


def part_of(row: Any) -> str:
    """Return the part of a page that a record stands in: a plan's prompt, or the record itself."""
    if row.__tablename__ in REVIEWED:
        return REVIEW + str(getattr(row, "review_id", row.id))
    if row.__tablename__ in OF_SERVICE:
        return SERVICE_REVIEWS
    if row.__tablename__ in TABS:
        return f"{TABS[row.__tablename__]} {row.id}"
    table = ENTRIES.get(row.__tablename__)
    if row.__tablename__ == "risk" and not row.agreement_id and row.plan_id:
        session = object_session(row)
        return place_of(outline_of(session, row.plan_id), "risk") if session else ""
    if table is not None:
        session = object_session(row)
        place = place_of(outline_of(session, row.plan_id), table.id) if session else ""
        return row_place(str(row.prompt_id or place or table.prompts[0]), table.id, row.id)
    return str(getattr(row, "prompt_id", row.id))


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: what it says, and the record whose page shows it."""

    kind: str
    record: str
    title: str
    excerpt: str
    home_kind: str
    home: str
    part: str = ""


def search(session: Session, index: SearchIndex, words: str, limit: int = 20) -> tuple[Found, ...]:
    """Return what matches the words, best first; accents and letter case do not matter."""
    index.refresh(session)
    found = []
    for hit in index.find(words, limit):
        home_kind, home, part = hit.kind, hit.record, ""
        if hit.kind in HOMES:
            field, kind = HOMES[hit.kind]
            row = stands_with(session, session.get(RECORDS[hit.kind], hit.record))
            if row is None or row.deleted:
                continue  # what it stands with is gone
            field, kind = home_field(row, field, kind)
            owner = getattr(row, field, None)
            whole = session.get(RECORDS[kind], owner) if owner else None
            if whole is not None and whole.deleted:
                continue  # its page is gone, so there is nowhere to go
            if owner:
                home_kind, home, part = kind, owner, part_of(row)
        found.append(Found(hit.kind, hit.record, hit.title, hit.excerpt, home_kind, home, part))
    return tuple(found)
