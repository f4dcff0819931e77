"""What records are called, whatever their kind, and whether they are still on the desk."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.outlines import outline_or_none, prompt_elsewhere
from commission_desk.content.reviews import question_title
from commission_desk.i18n import whole_month
from commission_desk.operations.finding import HOMES, home_field, part_of, stands_with
from commission_desk.operations.outlines import outline_in, part_title, prompt_in
from commission_desk.store.tables import RECORDS

Key = tuple[str, str]  # kind and id
# The fields that say what a record of a kind is called; the first that says anything is taken.
CALLED: dict[str, tuple[str, ...]] = {
    "team": ("name", "organisation"),
    "engagement": ("about", "heard"),
    "decision": ("text",),
    "plan_comment": ("text",),
    "attendance": ("name",),
    "rationale": ("choice", "reason", "considered"),
    "spend_line": ("activity", "department"),
    "spend_share": ("department",),
    "feedback": ("said",),
    **dict.fromkeys(
        ("team_outline", "outline_version", "outline_section", "outline_part"),
        ("title", "title_cy"),
    ),
}
NAMED = ("title", "name")
# A record without a name of its own is called as the one that it belongs to.
OWNERS = {
    "result": ("measure_id", "measure"), "term_option": ("agreement_id", "agreement"),
    "rating": ("agreement_id", "agreement"), "run_line": ("agreement_id", "agreement"),
    "engagement_link": ("stakeholder_id", "stakeholder"), "need_figure": ("need_id", "need"),
    "option_score": ("option_id", "plan_option"), "service_outcome": ("service_id", "service"),
    "intention_duty": ("intention_id", "intention"),
    "payment": ("agreement_id", "agreement"), "agreement_answer": ("agreement_id", "agreement"),
    "plan_review": ("plan_id", "plan"), "review_figures": ("review_id", "plan_review"),
    "agreement_review": ("agreement_id", "agreement"),
    "agreement_snapshot": ("review_id", "agreement_review"),
    "service_element": ("review_id", "service_review"),
    "reviewed_agreement": ("review_id", "service_review"),
}  # fmt: skip
LONGEST = 120
AT_ONCE = 500


def titles(session: Session, keys: Iterable[Key], language: str = "en") -> dict[Key, str]:
    """Return what records are called; one that cannot be named is left out."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for kind, record in keys:
        if kind in RECORDS:
            wanted[kind].add(record)
    return {
        (kind, record): title
        for kind, records in wanted.items()
        for record, title in _of_kind(session, kind, sorted(records), language).items()
        if title
    }


def title_fields(kind: str) -> tuple[str, ...]:
    """Return the fields that say what a kind of record is called."""
    if kind in CALLED:
        return CALLED[kind]
    return tuple(name for name in NAMED if name in RECORDS[kind].__table__.columns)


def removed(session: Session, keys: Iterable[Key]) -> set[Key]:
    """Return those of some records that have been taken away."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for kind, record in keys:
        if kind in RECORDS:
            wanted[kind].append(record)
    return {
        (kind, record)
        for kind, records in wanted.items()
        for record in session.scalars(
            select(RECORDS[kind].id).where(
                RECORDS[kind].id.in_(records), RECORDS[kind].deleted.is_(True)
            )
        )
    }


def home_of(session: Session, kind: str, record: str) -> tuple[str, str, str]:
    """Return the kind and id of the record on whose page a record is shown, and which part."""
    field, home = HOMES.get(kind, ("", ""))
    row = session.get(RECORDS[kind], record) if field and kind in RECORDS else None
    row = stands_with(session, row)
    if row is not None:
        field, home = home_field(row, field, home)
    owner = getattr(row, field, None)
    if not owner:
        return kind, record, ""
    return home, owner, part_of(row)


def _of_kind(session: Session, kind: str, records: list[str], language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(records), AT_ONCE):
        some = records[start : start + AT_ONCE]
        if kind in OWNERS:
            found |= _by_owner(session, kind, some, language)
        elif kind == "answer":
            found |= _prompts(session, some, language)
        elif kind == "monthly_run":
            found |= _months(session, some, language)
        elif kind == "review_answer":
            found |= _questions(session, some, language)
        else:
            found |= _by_fields(session, kind, some)
    return found


def _by_fields(session: Session, kind: str, records: list[str]) -> dict[str, str]:
    columns = RECORDS[kind].__table__.c
    fields = [columns[name] for name in title_fields(kind)]
    reference = [columns["reference"]] if kind == "agreement" else []
    rows = session.execute(
        select(columns["id"], *reference, *fields).where(columns["id"].in_(records))
    )
    return {row[0]: _title(row[1:], joined=bool(reference)) for row in rows}


def _title(values: Any, *, joined: bool) -> str:
    said = [" ".join(value.split()) for value in values if value]
    return " · ".join(said) if joined else (said[0][:LONGEST] if said else "")


def _by_owner(session: Session, kind: str, records: list[str], language: str) -> dict[str, str]:
    field, owner = OWNERS[kind]
    columns = RECORDS[kind].__table__.c
    rows = session.execute(
        select(columns["id"], columns[field]).where(columns["id"].in_(records))
    ).all()
    names = titles(session, {(owner, row[1]) for row in rows}, language)
    return {row[0]: names.get((owner, row[1]), "") for row in rows}


def _prompts(session: Session, records: list[str], language: str) -> dict[str, str]:
    answer, plan = RECORDS["answer"].__table__.c, RECORDS["plan"].__table__.c
    rows = session.execute(
        select(answer["id"], answer["prompt_id"], plan["outline_id"])
        .join(RECORDS["plan"].__table__, plan["id"] == answer["plan_id"])
        .where(answer["id"].in_(records))
    )
    return {
        record: prompt_title(outline_id, prompt, language, session)
        for record, prompt, outline_id in rows
    }


def _questions(session: Session, records: list[str], language: str) -> dict[str, str]:
    answer = RECORDS["review_answer"].__table__.c
    rows = session.execute(
        select(answer["id"], answer["question"]).where(answer["id"].in_(records))
    )
    return {record: question_title(question, language) for record, question in rows}


def _months(session: Session, records: list[str], language: str) -> dict[str, str]:
    run = RECORDS["monthly_run"].__table__.c
    rows = session.execute(select(run["id"], run["month"]).where(run["id"].in_(records)))
    return {record: whole_month(month, language) for record, month in rows if month}


def prompt_title(
    outline_id: str, prompt_id: str, language: str, session: Session | None = None
) -> str:
    """Return what a part is called in an outline, or else where it comes from; its id if nowhere.

    The team's own outlines are known by ``session`` alone. An outline of a later version is not
    known here: its own parts keep their ids.
    """
    known = outline_in(session, outline_id) if session else outline_or_none(outline_id)
    for prompt in known.scoping:
        if prompt.id == prompt_id:
            return prompt.title.text(language)
    if all(prompt.id != prompt_id for prompt in known.prompts):
        elsewhere = prompt_in(session, prompt_id) if session else prompt_elsewhere(prompt_id)
        if elsewhere is None:
            return prompt_id
        known = elsewhere[0]
    return part_title(known, prompt_id, language)
