"""Erasing a person: their names and records, in the tables and in the history alike.

What was erased is known by salted hashes alone, so an old copy that is merged later can be
redacted again: call ``apply_erasures`` after every union of histories.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, Text

from commission_desk.domain.naming import ERASED, Names, redact_rich
from commission_desk.domain.richtext import from_json, to_json
from commission_desk.store import blobs
from commission_desk.store.allowed import RICH
from commission_desk.store.recording import encode
from commission_desk.store.tables import RECORDS, Base, Change, Erasure, Meta
from commission_desk.store.tables.history import CREATED
from commission_desk.store.wordsof import words_of

# What a record about the person becomes; fields that are not named are left as they are.
TOMBSTONES: dict[str, dict[str, Any]] = {
    "stakeholder": {
        "name": ERASED, "category": "", "organisation_id": None, "interest": None,
        "influence": None, "support_now": "", "support_wanted": "", "rated_on": None,
        "language": "", "contact_way": "", "contact_details": "", "keeping_reason": "",
        "notes": "",
    },
    "attendance": {"name": ERASED},
}  # fmt: skip
About = tuple[str, str]  # kind and id of a record
VERSIONED = ("plan_version", "version_record")  # kinds that say what an approved PDF says
_PDF = "PDF"
DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Mention:
    """One value that names the person; ``row`` is its row in ``table``, ``value`` what is kept.

    ``texts`` are the readable texts in it by field; ``redacted`` is the value without the person.
    """

    table: str
    column: str
    row: int
    kind: str
    record: str
    texts: dict[str, str]
    redacted: Any


def apply_erasures(connection: sqlite3.Connection, after: int = 0) -> int:
    """Erase again whatever an erased person's records and names are found in; return how many.

    ``after`` is the last change that was already looked at. The caller commits.
    """
    found = connection.execute("SELECT salt, hashes, longest, records FROM erasure").fetchall()
    return sum(
        erase(
            connection,
            Names(salt, frozenset(json.loads(hashes)), longest),
            [(kind, record) for kind, record in json.loads(records)],
            after,
        )
        for salt, hashes, longest, records in found
    )


def erase(
    connection: sqlite3.Connection, called: Names, about: Iterable[About], after: int = 0
) -> int:
    """Put tombstones where the person was, and return how many values that took."""
    return redact(connection, list(mentions(connection, called, about, after)))


def redact(connection: sqlite3.Connection, found: Sequence[Mention]) -> int:
    """Write what is kept of values that name the person, and return how many there are."""
    for mention in found:
        connection.execute(
            f'UPDATE "{mention.table}" SET "{mention.column}" = ? WHERE rowid = ?',  # noqa: S608 - ours
            (mention.redacted, mention.row),
        )
    if any(mention.kind == DOCUMENT for mention in found):
        blobs.sweep(connection)
    return len(found)


def mentions(
    connection: sqlite3.Connection, called: Names, about: Iterable[About], after: int = 0
) -> Iterator[Mention]:
    """Find every value that names the person, in the tables and in the history.

    The PDF of a plan that names them is found with it: nobody can look into it. So are the files
    of a document that does, and every file whose words do, as far as they can be read.
    """
    of_plans, documents = set(), set()
    for found in _in_words(connection, called, set(about), after):
        if found.kind in VERSIONED:
            of_plans.add((found.kind, found.record))
        if found.kind == DOCUMENT:
            documents.add(found.record)
        yield found
    yield from papers_naming(connection, of_plans)
    yield from files_naming(connection, called, documents)


def _in_words(
    connection: sqlite3.Connection, called: Names, whole: set[About], after: int
) -> Iterator[Mention]:
    touched = (
        None
        if after == 0
        else {row[0] for row in connection.execute(
            "SELECT DISTINCT record FROM change WHERE seq > ?", (after,))}
    )  # fmt: skip
    for table in Base.metadata.sorted_tables:
        if table.name not in (Change.__tablename__, Erasure.__tablename__, Meta.__tablename__):
            yield from _in_table(connection, table, called, whole, touched)
    yield from _in_history(connection, called, whole, after)


def papers_naming(connection: sqlite3.Connection, found: Iterable[About]) -> Iterator[Mention]:
    """Find the PDFs of the versions of plans that were found, in the tables and in the history."""
    versions = set()
    for kind, record in found:
        column = "id" if kind == "plan_version" else "version_id"
        sql = f'SELECT "{column}" FROM "{kind}" WHERE id = ?'  # noqa: S608 - our own names
        versions |= {row[0] for row in connection.execute(sql, (record,))}
    for version in sorted(versions):
        sql = "SELECT rowid, id FROM version_paper WHERE version_id = ? AND pdf <> ''"
        for row, paper in connection.execute(sql, (version,)).fetchall():
            text = {"pdf": _PDF}
            yield Mention("version_paper", "pdf", row, "version_paper", paper, text, "")
            sql = "SELECT seq, value FROM change WHERE record = ? AND value IS NOT NULL"
            for seq, value in connection.execute(sql, (paper,)).fetchall():
                held = json.loads(value)
                if isinstance(held, dict) and held.pop("pdf", ""):
                    yield Mention(
                        "change", "value", seq, "version_paper", paper, text, encode(held)
                    )


def files_naming(
    connection: sqlite3.Connection, called: Names, documents: set[str]
) -> Iterator[Mention]:
    """Find the files of some documents, and those that name the person, wherever they are kept.

    What is found is the fingerprint by which a document, or its history, knows the bytes: without
    it nothing asks for them.
    """
    named = {
        name
        for name, data in connection.execute("SELECT id, data FROM blob")
        if called.spans(words_of(data))
    }
    files = connection.execute(
        "SELECT rowid, id, fingerprint, file_name FROM document WHERE fingerprint <> ''"
    ).fetchall()
    past = list(_earlier_files(connection))
    named |= {each[2] for each in (*files, *past) if each[1] in documents}
    for row, record, name, called_so in files:
        if name in named:
            text = {"data": called_so}
            yield Mention(DOCUMENT, "fingerprint", row, DOCUMENT, record, text, "")
    for seq, record, name, held in past:
        if name in named:
            redacted = encode(_without_file(called, held) if isinstance(held, dict) else "")
            yield Mention("change", "value", seq, DOCUMENT, record, {"data": name[:8]}, redacted)


def _without_file(called: Names, held: dict[str, Any]) -> dict[str, Any]:
    """Return what a document said when it was made, without its file and without the person."""
    said = {name: _redacted(called, DOCUMENT, name, was, {}) for name, was in held.items()}
    return {**said, "fingerprint": ""}


def _earlier_files(
    connection: sqlite3.Connection,
) -> Iterator[tuple[int, str, str, dict[str, Any] | str]]:
    rows = connection.execute(
        "SELECT seq, record, value FROM change WHERE kind = ? AND value IS NOT NULL "
        "AND field IN ('', 'fingerprint')",
        (DOCUMENT,),
    ).fetchall()
    for seq, record, value in rows:
        held = json.loads(value)
        name = held.get("fingerprint", "") if isinstance(held, dict) else held
        if name:
            yield seq, record, name, held


def _in_table(
    connection: sqlite3.Connection, table: Table, called: Names, whole: set[About],
    touched: set[str] | None,
) -> Iterator[Mention]:  # fmt: skip
    kind = table.name
    tombs = {record: TOMBSTONES[kind] for of, record in whole if of == kind}
    texts = [column.name for column in table.columns if isinstance(column.type, Text)]
    names = list(dict.fromkeys([*texts, *(TOMBSTONES.get(kind, {}) if tombs else ())]))
    if not names:
        return
    listed = ", ".join(f'"{name}"' for name in names)
    rows = connection.execute(f'SELECT rowid, id, {listed} FROM "{kind}"').fetchall()  # noqa: S608
    for row, record, *values in rows:
        if touched is not None and kind in RECORDS and record not in touched:
            continue
        for name, value in zip(names, values, strict=True):
            redacted = _redacted(called, kind, name, value, tombs.get(record, {}))
            if redacted != value:
                text = {name: readable(kind, name, value)}
                yield Mention(kind, name, row, kind, record, text, redacted)


def _in_history(
    connection: sqlite3.Connection, called: Names, whole: set[About], after: int
) -> Iterator[Mention]:
    rows = connection.execute(
        "SELECT seq, kind, record, field, value FROM change WHERE seq > ? AND value IS NOT NULL",
        (after,),
    ).fetchall()
    for seq, kind, record, field, value in rows:
        tomb = TOMBSTONES[kind] if (kind, record) in whole else {}
        if not tomb and not value.startswith(('"', "{")):
            continue
        held = json.loads(value)
        said = held if field == CREATED else {field: held}
        new = {name: _redacted(called, kind, name, was, tomb) for name, was in said.items()}
        if new != said:
            kept = {name: was for name, was in new.items() if was is not None}
            redacted = encode(kept if field == CREATED else new[field])
            texts = {
                name: readable(kind, name, was) for name, was in said.items() if new[name] != was
            }
            yield Mention("change", "value", seq, kind, record, texts, redacted)


def _redacted(called: Names, kind: str, name: str, value: Any, tomb: dict[str, Any]) -> Any:
    if name in tomb:
        return tomb[name] if value not in (None, "") else value
    if not isinstance(value, str) or not value:
        return value
    if kind in RECORDS and not _is_text(kind, name):
        return value
    if (kind, name) in RICH:
        text = from_json(value)
        cleaned = redact_rich(called, text)
        return value if cleaned == text else to_json(cleaned)
    return called.redact(value)


def _is_text(kind: str, name: str) -> bool:
    column = RECORDS[kind].__table__.columns.get(name)
    return column is not None and isinstance(column.type, Text)


def readable(kind: str, name: str, value: Any) -> str:
    """Return a stored value as words."""
    if (kind, name) in RICH and isinstance(value, str):
        return from_json(value).plain
    return "" if value is None else str(value)
