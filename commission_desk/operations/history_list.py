"""The list of everything that was done: newest first, a page at a time, filtered in SQL.

A page is asked for by the step before it, not by a number, so that the last page of a long
history is as quick as the first.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, tuple_
from sqlalchemy.orm import Session

from commission_desk.domain.history import local
from commission_desk.i18n import translator
from commission_desk.operations.erasing import erasures
from commission_desk.operations.history import DERIVED, QUIET, ChangeView, history
from commission_desk.operations.titles import title_fields, titles
from commission_desk.store.tables import RECORDS, Change, Step

PAGE = 60  # steps
GISTS = 5  # changes of a step looked at for its first words
AHEAD = 16  # changes of each step read at once to find those
NAMED_MOST = 500  # records whose name has the words, of each kind


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which steps are wanted; nothing said is all of them."""

    words: str = ""
    kind: str = ""
    who: str = ""
    day: date | None = None
    record: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: what it was called, by whom, when, and the first record it changed.

    ``erased`` is how many values it erased. Time is local.
    """

    seq: int
    at: datetime
    who: str
    label: str
    step_kind: str
    kind: str = ""
    record: str = ""
    title: str = ""
    field: str = ""
    value: Any = None
    was: Any = None
    erased: int = 0


def steps(
    session: Session, query: HistoryQuery, before: int | None = None, limit: int = PAGE,
    language: str = "en",
) -> tuple[StepView, ...]:  # fmt: skip
    """Return a page of the steps that match, newest first, from the one before ``before`` on.

    They stand as they were taken, not as they came here with another laptop's copy.
    """
    statement = select(Step).order_by(Step.taken_at.desc(), Step.seq.desc()).limit(limit)
    if before is not None:
        at = select(Step.taken_at).where(Step.seq == before).scalar_subquery()
        statement = statement.where(tuple_(Step.taken_at, Step.seq) < tuple_(at, before))
    for condition in _conditions(session, query, language):
        statement = statement.where(condition)
    found = session.scalars(statement).all()
    leads = _leads(session, [step.seq for step in found], query)
    known = titles(session, {(each.kind, each.record) for each in leads.values()}, language)
    erased = erasures(session) if any(step.kind == "erase" for step in found) else {}
    return tuple(
        _view(step, leads.get(step.seq), known, query, erased.get(step.seq, 0)) for step in found
    )


def people(session: Session) -> tuple[str, ...]:
    """Return everyone who has changed the desk, by name."""
    found = session.scalars(select(Step.who).distinct())
    return tuple(sorted((who for who in found if who), key=str.casefold))


def kinds_changed(session: Session) -> tuple[str, ...]:
    """Return the kinds of record that the history speaks of."""
    return tuple(
        kind
        for kind in RECORDS
        if kind not in QUIET
        and session.scalar(select(exists().where(RECORDS[kind].id.is_not(None))))
    )


def _conditions(session: Session, query: HistoryQuery, language: str) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if query.who:
        wanted.append(Step.who == query.who)
    if query.day is not None:
        wanted.append(and_(Step.taken_at >= _midnight(query.day),
                           Step.taken_at < _midnight(query.day + timedelta(days=1))))  # fmt: skip
    if query.kind:
        wanted.append(exists().where(Change.step == Step.seq, Change.kind == query.kind))
    if query.record:
        of = select(Change.step).where(Change.record == query.record)
        if query.field:
            of = of.where(Change.field.in_((query.field, "")))
        wanted.append(Step.seq.in_(of))
    if query.words.strip():
        labels = _labels(session, language)
        wanted += [_says(word, labels) for word in query.words.split()]
    return wanted


def _says(word: str, labels: dict[str, str]) -> ColumnElement[bool]:
    """A step says a word in its name, its person, a value, or the name of a record it changed."""
    like = f"%{_escaped(word)}%"
    called = [label for label, shown in labels.items() if word.casefold() in shown.casefold()]
    named = [
        select(table.id).where(or_(*(table.__table__.c[name].like(like, escape="\\")
                                     for name in title_fields(kind)))).limit(NAMED_MOST)
        for kind, table in RECORDS.items()
        if title_fields(kind)
    ]  # fmt: skip
    records = or_(*(Change.record.in_(each) for each in named)) if named else false()
    value = Change.value.like(like, escape="\\")
    return or_(
        Step.label.in_(called),
        Step.who.like(like, escape="\\"),
        exists().where(Change.step == Step.seq, or_(value, records)),
    )


def _labels(session: Session, language: str) -> dict[str, str]:
    shown = translator(language)
    return {label: shown(label) for label in session.scalars(select(Step.label).distinct())}


def _leads(session: Session, of: Sequence[int], query: HistoryQuery) -> dict[int, ChangeView]:
    """Return the change of each step that says best what it did: the first that left words."""
    numbers = [number for some in _first(session, of, query).values() for number in some]
    some: dict[int, list[ChangeView]] = {}
    for change in reversed(history(session, None, len(numbers), changes=numbers)):
        some.setdefault(change.step, []).append(change)
    return {
        step: next((each for each in changes if _tells(each)), changes[0])
        for step, changes in some.items()
    }


def _first(session: Session, of: Sequence[int], query: HistoryQuery) -> dict[int, list[int]]:
    """Return the numbers of the first few changes of each step that are shown.

    A step of 100,000 changes is never read or sorted whole: the index has them in their order.
    """
    found: dict[int, list[int]] = {step: [] for step in of}
    for step, number in session.execute(
        _shown(query).where(Change.step.in_(of), Change.ordinal < AHEAD)
    ):
        found[step].append(number)
    for step, numbers in found.items():
        if len(numbers) < GISTS:
            further = _shown(query).where(Change.step == step, Change.ordinal >= AHEAD)
            numbers += [row.seq for row in session.execute(further.limit(GISTS - len(numbers)))]
    return {step: numbers[:GISTS] for step, numbers in found.items()}


def _shown(query: HistoryQuery) -> Select[int, int]:
    statement = (
        select(Change.step, Change.seq)
        .where(Change.field.not_in(DERIVED), Change.kind.not_in(QUIET))
        .order_by(Change.step, Change.ordinal)
    )
    if query.record:
        statement = statement.where(Change.record == query.record)
    if query.field:
        statement = statement.where(Change.field.in_((query.field, "")))
    return statement


def _tells(change: ChangeView) -> bool:
    return bool(change.value) and change.field != "status"


def _view(
    step: Step, lead: ChangeView | None, known: dict[tuple[str, str], str],
    query: HistoryQuery, erased: int,
) -> StepView:  # fmt: skip
    view = (step.seq, local(step.taken_at), step.who, step.label, step.kind)
    if lead is None:
        return StepView(*view, erased=erased)
    return StepView(
        *view, lead.kind, lead.record, known.get((lead.kind, lead.record), ""),
        *_said(lead, query.field), erased,
    )  # fmt: skip


def _said(lead: ChangeView, field: str) -> tuple[str, Any, Any]:
    """Return field, value and former value; of a new record the words it was made with."""
    if lead.field:
        return lead.field, lead.value, lead.was
    if field:
        return field, lead.value.get(field), None
    called = [name for name in title_fields(lead.kind) if lead.value.get(name)]
    words = next((name for name in lead.value if name in WORDY and lead.value[name]), "")
    name = words or (called[0] if called else "")
    return (name, lead.value.get(name), None) if name else ("", None, None)


WORDY = ("text", "notes", "heard", "note", "description", "mitigation", "value", "comment")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone(UTC).replace(tzinfo=None)


def _escaped(word: str) -> str:
    written = json.dumps(word, ensure_ascii=False)[1:-1]  # as a value is written in the history
    return written.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
