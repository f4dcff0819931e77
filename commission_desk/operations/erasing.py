"""Erasing a person: what the desk holds about them, and taking all of it out for good."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.domain.naming import Names, called_in, names
from commission_desk.i18n import N_, _
from commission_desk.operations.titles import titles
from commission_desk.store.as_at import forget_views
from commission_desk.store.desk import Desk, named
from commission_desk.store.erasing import About, Mention, mentions, redact
from commission_desk.store.recording import RECORDER, Recorder, told
from commission_desk.store.tables import Attendance, Change, Erasure, Stakeholder, Step, new_id

LEAST = 3  # letters of a name; fewer would be found everywhere
AROUND = 60  # letters of a text shown on either side of a name
BEFORE = "before"
NOW = "now"


@dataclass(frozen=True, slots=True)
class Held:
    """One thing held about a person; ``where`` is now, or before for the history."""

    where: str
    kind: str
    record: str
    title: str
    field: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class HeldReport:
    """Everything held about a person under the names that were given, and found with them."""

    called: tuple[str, ...]
    items: tuple[Held, ...]

    @property
    def now(self) -> tuple[Held, ...]:
        """What the desk says today."""
        return tuple(item for item in self.items if item.where == NOW)

    @property
    def before(self) -> tuple[Held, ...]:
        """What the history says."""
        return tuple(item for item in self.items if item.where == BEFORE)


@dataclass(frozen=True, slots=True)
class _Person:
    called: tuple[str, ...]
    names: Names
    about: tuple[About, ...]


def held_about(session: Session, called: Sequence[str], language: str = "en") -> HeldReport:
    """Return everything held about a person of these names; raises UserError for no name."""
    person = _person(session, called)
    found = list(mentions(_raw(session), person.names, person.about))
    known = titles(session, {(each.kind, each.record) for each in found}, language)
    items = [item for each in found for item in _held(each, person.names, known)]
    return HeldReport(person.called, tuple(items))


def given_names(called: Sequence[str]) -> list[str]:
    """Return the names to look for; raises UserError for none, or one too short to mean anyone."""
    given = [" ".join(name.split()) for name in called if name.strip()]
    if not given or min(sum(map(str.isalnum, name)) for name in given) < LEAST:
        raise UserError(_("Type the whole name of the person, at least three letters."))
    return given


@named(N_("Erase a person"))
def erase_person(session: Session, called: Sequence[str]) -> int:
    """Take a person out of the tables and the history; return how many values that took.

    It is a step of the history that nothing takes back. Raises UserError if nothing is held.
    """
    person = _person(session, called)
    session.flush()
    recorder: Recorder = session.info[RECORDER]
    recorder.kind = "erase"
    connection = session.connection()
    gone = {record for kind, record in person.about if kind == Stakeholder.__tablename__}
    for record in gone:  # before the history is redacted, so that the change is in it
        found = session.get(Stakeholder, record)
        if found is not None:
            found.deleted = True
    session.flush()
    everything = list(mentions(_raw(session), person.names, person.about))
    values = redact(_raw(session), everything)
    if not values:
        raise UserError(_("Nothing on this desk names this person."))
    recorder.step(connection)
    recorder.tables |= {each.kind for each in everything} | {Stakeholder.__tablename__}
    session.expire_all()
    session.add(
        Erasure(
            id=new_id(), erased_at=datetime.now(UTC).replace(tzinfo=None), who=recorder.who,
            salt=person.names.salt, hashes=json.dumps(sorted(person.names.hashes)),
            longest=person.names.longest, records=json.dumps(person.about), erased=values,
        )
    )  # fmt: skip
    return values


def erase_for_good(desk: Desk, index: Path, called: Sequence[str]) -> int:
    """Erase a person and leave nothing of them in the files of the desk on this laptop.

    The search index is made anew when next used. Backups and other people's copies still hold
    what they held. Raises UserError if nothing is held.
    """
    values = desk.do(erase_person, called)
    index.unlink(missing_ok=True)
    forget_views(desk.path)
    desk.compact()
    return values


def erasures(session: Session) -> dict[int, int]:
    """Return how many values each step of erasing took, by the step's number."""
    rows = session.execute(
        select(Step.seq, Erasure.erased)
        .join(Erasure, Erasure.erased_at >= Step.taken_at)
        .where(Step.kind == "erase")
        .order_by(Step.seq, Erasure.erased_at.desc())
    )
    return {row.seq: row.erased for row in rows}


def _person(session: Session, called: Sequence[str]) -> _Person:
    given = given_names(called)
    first = names(given)
    records = {
        record for record, name in _stakeholder_names(session) if first.is_whole(name)
    }  # fmt: skip
    details = "\n".join(_details(session, records))
    every = tuple(dict.fromkeys([*given, *called_in(details)]))
    expected = session.scalars(select(Attendance.id).where(Attendance.stakeholder_id.in_(records)))
    about = [("stakeholder", record) for record in sorted(records)]
    about += [("attendance", record) for record in sorted(expected)]
    return _Person(every, names(every), tuple(about))


def _stakeholder_names(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of every stakeholder, with the names each has had."""
    return [
        (record, str(value)) for record, value in _said(session, "name") if value
    ]  # fmt: skip


def _details(session: Session, records: set[str]) -> list[str]:
    return [
        str(value)
        for record, value in _said(session, "contact_details")
        if record in records and value
    ]


def _said(session: Session, field: str) -> list[tuple[str, Any]]:
    """Return what a field of every stakeholder says and said."""
    column = Stakeholder.__table__.c[field]
    found: list[tuple[str, Any]] = [
        (record, value) for record, value in session.execute(select(Stakeholder.id, column))
    ]
    rows = session.execute(
        select(Change.record, Change.field, Change.value).where(
            Change.kind == Stakeholder.__tablename__,
            Change.field.in_(("", field)),
            Change.value.is_not(None),
        )
    )
    for record, of, value in rows:
        held = told(value)
        found.append((record, held if of else held.get(field)))
    return found


def _held(mention: Mention, called: Names, known: dict[tuple[str, str], str]) -> list[Held]:
    where = BEFORE if mention.table == Change.__tablename__ else NOW
    title = known.get((mention.kind, mention.record), "")
    return [
        Held(where, mention.kind, mention.record, title, field, _excerpt(text, called))
        for field, text in mention.texts.items()
        if text
    ]


def _excerpt(text: str, called: Names) -> str:
    spans = called.spans(text)
    start, end = spans[0] if spans else (0, 0)
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    words = " ".join(text[first:last].split())
    return ("…" if first else "") + words + ("…" if last < len(text) else "")


def _raw(session: Session) -> Any:
    return session.connection().connection.driver_connection
