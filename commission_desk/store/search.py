"""Finding anything: a full-text index beside the working copy, made from the history.

The index is a file of its own that can be thrown away at any time. It remembers the last step it
has seen; bringing it up to date means reading what later steps changed. Accents do not matter, so
"ty" finds "tŷ". Ranking looks at the newest thousand hits only, which keeps common words quick.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.richtext import from_json
from commission_desk.store.allowed import RICH
from commission_desk.store.tables import RECORDS, Change, Step

# The fields of each kind that are searched: the title first, then the rest.
SEARCHED: dict[str, tuple[str, ...]] = {
    "organisation": ("name", "notes", "charity_number", "company_number"),
    "other_name": ("name",),
    "stakeholder": ("name", "notes"),
    "engagement": ("about", "heard", "changed", "promised"),
    "plan": ("title", "care_group", "lead", "partners"),
    "answer": ("text", "reason"),
    "plan_comment": ("text", "quote"),
    "review_answer": ("text", "reason"),
    "review_change": ("title", "owner"),
    "agreement": (
        "title", "reference", "description", "service", "department", "notes", "manager",
        "risk_reason", "grade_reason",
    ),
    "payment": ("note",),
    "partner_share": ("name", "basis"),
    "variation": ("title", "reason", "agreed_by", "reference"),
    "rationale": ("choice", "considered", "reason", "decided_by"),
    "agreement_answer": ("text",),
    "measure": ("title",),
    "rating": ("reason", "manager_view", "provider_view"),
    "risk": ("title", "mitigation", "owner"),
    "agreement_review": (
        "found", "changes", "took_part", "configuration", "quality", "efficiency", "expected",
        "actual",
    ),
    "run_line": ("reason",),
    "feedback": ("said", "done", "role"),
    "document": ("title", "file_name", "note"),
    "service_review": ("title", "services", "lead", "outcome", "notes"),
    "service_element": ("notes",),
    "meeting": ("title", "place"),
    "agenda_item": ("title", "note", "notes"),
    "decision": ("text",),
    "action": ("title", "owner", "note"),
    "spend_statement": ("title", "period", "source", "footnotes"),
    "spend_line": ("activity", "department", "value_text"),
    "spend_share": ("department", "settled_reason"),
    "evidence": ("title", "says", "source"),
    "need": ("title", "source"),
    "outcome": ("title", "measure"),
    "service": ("title", "provider", "place", "quality"),
    "resource": ("title", "owner", "legal_basis"),
    "gap": ("title", "size"),
    "objective": ("title", "owner"),
    "intention": ("title", "rationale", "risk"),
    "intention_duty": ("note", "who", "reason"),
    "market_action": ("title", "readiness", "owner"),
    "monitoring_measure": ("title", "owner"),
    "criterion": ("title",),
    "plan_option": ("title", "risk", "reason"),
    "team_outline": ("title", "title_cy", "about", "about_cy"),
    "outline_part": (
        "title", "title_cy", "help", "help_cy", "covers", "covers_cy", "look", "look_cy",
        "example", "example_cy",
    ),
}  # fmt: skip
COPY = "version_id"  # of what was published; the draft is what is found and can be changed
UNTITLED = (  # called as they begin
    "agreement_answer", "agreement_review", "answer", "decision", "feedback", "payment",
    "plan_comment", "rating", "review_answer", "run_line", "service_element",
)  # fmt: skip
RECORDS_AT_ONCE = 500
MOST_WORDS = 12
T = TypeVar("T")
VERSION = 6
SCHEMA = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5(
    title, body, kind UNINDEXED, record UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4');
CREATE TABLE IF NOT EXISTS place (record TEXT PRIMARY KEY, row INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen_step (seq INTEGER, id TEXT);
PRAGMA user_version = {VERSION};
"""
SEEN = "SELECT seq, id FROM seen_step"
FIND = """
SELECT kind, record, title, snippet(found, 1, '', '', '…', 12) FROM found
WHERE found MATCH ? AND rowid >=
    (SELECT min(rowid) FROM
        (SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid DESC LIMIT 1000))
ORDER BY bm25(found, 8.0, 1.0) LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, with the words around what matched."""

    kind: str
    record: str
    title: str
    excerpt: str


class SearchIndex:
    """The full-text index of one desk; each use opens and closes its file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def refresh(self, session: Session) -> None:
        """Take in what has changed since the index last looked."""
        self._use(lambda connection: _bring_up_to_date(connection, session))

    def find(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        """Return the best hits for words, the last of which may be unfinished."""
        query = _query(words)
        if not query:
            return ()
        rows = self._use(
            lambda connection: connection.execute(FIND, (query, query, limit)).fetchall()
        )
        return tuple(Hit(*row) for row in rows)

    def _use(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something with the index; a damaged one is made anew: it holds nothing of its own."""
        try:
            return self._with_file(work)
        except sqlite3.OperationalError:  # busy, or no room: the file is not to blame
            raise
        except sqlite3.DatabaseError:
            self.path.unlink(missing_ok=True)
            return self._with_file(work)

    def _with_file(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=OFF").close()
            connection.execute("PRAGMA secure_delete=ON").close()
            if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
            return work(connection)
        finally:
            connection.close()


def _bring_up_to_date(connection: sqlite3.Connection, session: Session) -> None:
    newest = session.execute(select(Step.seq, Step.id).order_by(Step.seq.desc()).limit(1)).first()
    seen = connection.execute(SEEN).fetchone() or (0, "")
    if newest is None or tuple(newest) == seen:
        return
    connection.execute("BEGIN IMMEDIATE")  # another window may be bringing it up to date too
    seen = connection.execute(SEEN).fetchone() or (0, "")
    known = session.scalar(select(Step.id).where(Step.seq == seen[0]))
    if seen[0] and known != seen[1]:  # another file is open under this desk's id
        connection.execute("DELETE FROM found")
        connection.execute("DELETE FROM place")
        seen = (0, "")
    for kind, records in _changed(session, seen[0]).items():
        _index(connection, session, kind, records)
    connection.execute("DELETE FROM seen_step")
    connection.execute("INSERT INTO seen_step VALUES (?, ?)", tuple(newest))
    connection.execute("COMMIT")


def _query(words: str) -> str:
    """Quote every word, since FTS5 reads o'neil, c:x and -x as its own language."""
    found = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", words))[:MOST_WORDS]
    return " ".join(f'"{word}"*' for word in found)


def _changed(session: Session, since: int) -> dict[str, list[str]]:
    rows = session.execute(
        select(Change.kind, Change.record)
        .where(Change.step > since, Change.kind.in_(SEARCHED))
        .distinct()
    )
    changed: dict[str, list[str]] = {}
    for kind, record in rows:
        changed.setdefault(kind, []).append(record)
    return changed


def _index(connection: sqlite3.Connection, session: Session, kind: str, records: list[str]) -> None:
    table = RECORDS[kind]
    fields = SEARCHED[kind]
    for start in range(0, len(records), RECORDS_AT_ONCE):
        some = records[start : start + RECORDS_AT_ONCE]
        _forget(connection, some)
        columns = [table.__table__.c[name] for name in ("id", "deleted", *fields)]
        wanted = [columns[0].in_(some)]
        if COPY in table.__table__.c:
            wanted.append(table.__table__.c[COPY].is_(None))
        for row in session.execute(select(*columns).where(*wanted)):
            if not row.deleted:
                _add(connection, kind, row.id, _words(kind, fields, row[2:]))


def _forget(connection: sqlite3.Connection, records: Iterable[str]) -> None:
    for record in records:
        row = connection.execute("SELECT row FROM place WHERE record = ?", (record,)).fetchone()
        if row:
            connection.execute("DELETE FROM found WHERE rowid = ?", row)
            connection.execute("DELETE FROM place WHERE record = ?", (record,))


def _add(connection: sqlite3.Connection, kind: str, record: str, words: list[str]) -> None:
    title, body = (
        (words[0], "\n".join(words[1:]))
        if kind not in UNTITLED
        else (" ".join(words).strip()[:80], " ".join(words))
    )
    added = connection.execute(
        "INSERT INTO found (title, body, kind, record) VALUES (?, ?, ?, ?)",
        (title, body, kind, record),
    )
    connection.execute("INSERT INTO place VALUES (?, ?)", (record, added.lastrowid))


def _words(kind: str, fields: tuple[str, ...], values: Iterable[str | None]) -> list[str]:
    return [
        from_json(value).plain if (kind, name) in RICH else value or ""
        for name, value in zip(fields, values, strict=True)
    ]
