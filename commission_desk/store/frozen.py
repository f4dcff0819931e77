"""Records as they stood once, kept as rows of a version, and read again as a desk of their own."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.allowed import RICH
from commission_desk.store.incoming import fits
from commission_desk.store.recording import decode, encode
from commission_desk.store.standing import type_of
from commission_desk.store.tables import RECORDS, Base, Record


@dataclass(frozen=True, slots=True)
class Frozen:
    """A record as it stood: its rich text, and what else it said as JSON."""

    kind: str
    record: str
    text: str
    said: str


def freeze(record: Record, only: Iterable[str] = ()) -> Frozen:
    """Return what a record says now, of some fields ``only`` if they are named."""
    kind, text = record.__tablename__, ""
    names = list(only) or [column.key for column in record.__table__.columns]
    said: dict[str, Any] = {}
    for name in names:
        value = getattr(record, name)
        if (kind, name) in RICH:
            text = value
        elif name not in ("id", "deleted") and value not in (None, ""):
            said[name] = value
    return Frozen(kind, record.id, text, encode(said))


def fingerprint(rows: Iterable[Frozen]) -> str:
    """Return the SHA-256 of what some records say, whatever their order."""
    lines = sorted(json.dumps([row.kind, row.record, row.text, row.said]) for row in rows)
    return sha256("\n".join(lines).encode()).hexdigest()


def values_of(row: Frozen) -> dict[str, Any]:
    """Return the fields of a frozen record as its columns hold them; raises UserError.

    It may have come from elsewhere, so nothing is taken that our columns could not hold.
    """
    try:
        columns = RECORDS[row.kind].__table__.columns
        said = json.loads(row.said)
        fit = [name != "id" and fits(row.kind, columns[name], it) for name, it in said.items()]
        found = {name: decode(type_of(row.kind, name), it) for name, it in said.items()}
        rich = next((name for kind, name in RICH if kind == row.kind), None)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as odd:
        raise _unreadable() from odd
    if not all(fit):
        raise _unreadable()
    return found | ({rich: row.text} if rich else {})


@contextmanager
def thawed(rows: Iterable[Frozen]) -> Iterator[Session]:
    """Give a desk in memory that holds these records alone, to read; raises UserError."""
    engine = create_engine("sqlite://")
    try:
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            try:
                for row in rows:
                    values = values_of(row)  # first: it refuses a kind that is not known here
                    session.add(RECORDS[row.kind](id=row.record, **values))
                session.flush()
            except SQLAlchemyError as odd:
                raise _unreadable() from odd
            yield session
    finally:
        engine.dispose()


def _unreadable() -> UserError:
    return UserError(
        _("This version cannot be read: it was not written by this program. Nothing was changed.")
    )
