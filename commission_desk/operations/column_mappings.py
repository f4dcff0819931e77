"""What a team took the columns of registers for, kept by their row of headings."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.registers import EndMeaning
from commission_desk.i18n import N_
from commission_desk.operations.records import placed
from commission_desk.store.desk import named
from commission_desk.store.tables import ColumnMapping
from commission_desk.store.tables.base import id_of

MEANINGS: tuple[EndMeaning, ...] = ("unknown", "initial", "extended")


@dataclass(frozen=True, slots=True)
class KnownMapping:
    """What the columns under a row of headings were taken for when a file was last imported.

    ``fields`` says it by heading, "" for a column that is kept as it is; ``end_meaning`` what "End"
    was said to include.
    """

    id: str
    title: str
    fields: Mapping[str, str]
    end_meaning: EndMeaning


def known_mapping(session: Session, headings: Iterable[str]) -> KnownMapping | None:
    """Return what columns with these headings were taken for before, if anything."""
    row = session.scalar(
        select(ColumnMapping).where(
            ColumnMapping.id == _id(headings), ColumnMapping.deleted.is_(False)
        )
    )
    if row is None:
        return None
    meaning = next((each for each in MEANINGS if each == row.end_meaning), MEANINGS[0])
    return KnownMapping(row.id, row.title, _fields(row.fields), meaning)


def remember_mapping(
    session: Session, title: str, fields: Mapping[str, str], end_meaning: str
) -> None:
    """Keep what columns were taken for, as part of the step that imports them."""
    record = _id(fields)
    row = placed(session, ColumnMapping, record)
    kept = json.dumps(dict(fields), ensure_ascii=False, sort_keys=True)
    wanted = {
        "title": title, "headings": _signature(fields), "fields": kept, "end_meaning": end_meaning,
    }  # fmt: skip
    if (row.fields, row.end_meaning) == (kept, end_meaning) and not row.deleted:
        return  # the same file again changes nothing
    for name, value in wanted.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


@named(N_("Forget what columns mean"))
def forget_mapping(session: Session, record: str) -> None:
    """Forget what the columns under a row of headings were taken for."""
    row = session.get(ColumnMapping, record)
    if row is not None and not row.deleted:
        row.deleted = True


def _id(headings: Iterable[str]) -> str:
    return id_of("column_mapping", _signature(headings))


def _signature(headings: Iterable[str]) -> str:
    """Name a row of headings, in whatever order its columns stand."""
    return hashlib.sha256("\n".join(sorted(headings)).encode()).hexdigest()


def _fields(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
