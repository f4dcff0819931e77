"""The desk as it stood at a moment: made anew from the history, to be read and never changed."""

import secrets
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NoReturn

from sqlalchemy import Boolean, Time

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.address import address_of
from commission_desk.store.desk import Desk, Operation, P, Reversal, T
from commission_desk.store.filling import write_freely
from commission_desk.store.foreign import copy_in
from commission_desk.store.locking import Key
from commission_desk.store.sealed import readable
from commission_desk.store.tables import RECORDS
from commission_desk.store.tables.history import CREATED

FOLDER = "viewing"  # beside the working copy; nothing in it outlives the look for long
LEFT_BEHIND = 86_400  # seconds after which a view can only be from a killed process

# What was done after the moment, and which fields of which records that touched.
LATER = "CREATE TEMP TABLE later AS SELECT seq FROM step WHERE taken_at > ?"
TOUCHED = """
CREATE TEMP TABLE touched AS
SELECT DISTINCT kind, record, field FROM change WHERE step IN (SELECT seq FROM temp.later)
"""
# Records that both laptops made before they knew of each other, such as the answer to one prompt:
# made later, and made before too. There are few, and mostly none.
MADE_TWICE = """
CREATE TEMP TABLE twice AS SELECT t.kind AS kind, t.record AS record FROM temp.touched t
WHERE t.field = '' AND EXISTS (SELECT 1 FROM change c WHERE c.record = t.record AND c.field = ''
    AND c.step NOT IN (SELECT seq FROM temp.later))
"""
# The newest change up to the moment that says what a touched field held.
STOOD = """
SELECT t.record AS record, (SELECT max(c.seq) FROM change c
    WHERE c.record = t.record AND c.field IN (t.field, '')
    AND c.step NOT IN (SELECT seq FROM temp.later)) AS seq
FROM temp.touched t WHERE t.kind = ? AND t.field = ?
"""


class ReadingDesk(Desk):
    """A desk to look at: whatever would change it is refused in one sentence."""

    def do(self, operation: Operation[P, T], *args: P.args, **kwargs: P.kwargs) -> T:  # noqa: ARG002
        """Refuse."""
        refuse()

    def reverse(self, kind: Literal["undo", "redo"]) -> Reversal | None:  # noqa: ARG002
        """Refuse."""
        refuse()

    @property
    def undo_name(self) -> str | None:
        """Nothing: the past is not taken back."""
        return None

    @property
    def redo_name(self) -> str | None:
        """Nothing: the past is not done again."""
        return None

    def close(self) -> None:
        """Let go of the view and remove it."""
        super().close()
        shutil.rmtree(self.path.parent, ignore_errors=True)


def refuse() -> NoReturn:
    """Say that nothing can be changed here."""
    raise UserError(
        _("You are only looking at this desk, so nothing can be changed here. "
          "Go back to today’s desk first.")
    )  # fmt: skip


def look_at_moment(working_copy: Path, moment: datetime) -> ReadingDesk:
    """Open the desk as it stood at ``moment``, UTC without a zone."""
    view = _room(working_copy)
    try:
        rebuild(working_copy, view, moment)
    except BaseException:
        shutil.rmtree(view.parent, ignore_errors=True)
        raise
    return ReadingDesk(view, "")


def look_at_file(sealed: Path, working_copy: Path, key: Key | None = None) -> ReadingDesk:
    """Open a sealed file, such as a backup, to read; raises UserError if it is not sound."""
    view = _room(working_copy)
    try:
        with readable(sealed, key, view.parent) as plain:
            copy_in(plain, view)
    except BaseException:
        shutil.rmtree(view.parent, ignore_errors=True)
        raise
    return ReadingDesk(view, "")


def rebuild(working_copy: Path, target: Path, moment: datetime) -> None:
    """Write to ``target`` what the history says the desk held at ``moment``, and that history.

    The desk is copied, and what later steps did is taken back: as long as it takes to copy the
    file and to look at what has changed since.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    source = sqlite3.connect(address_of(working_copy.resolve(), "mode=rw"), uri=True)
    with closing(source), closing(sqlite3.connect(target)) as connection:
        write_freely(connection)
        source.backup(connection)
        connection.execute(LATER, (moment.isoformat(" ", "microseconds"),))
        connection.execute(TOUCHED)
        connection.execute(MADE_TWICE)
        _take_away_the_new(connection)
        for kind, field in connection.execute(
            "SELECT DISTINCT kind, field FROM temp.touched WHERE field <> ?", (CREATED,)
        ).fetchall():
            _put_back(connection, kind, field)
        for table in ("seen", "parted"):  # of no use to who only looks
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        connection.execute("DELETE FROM change WHERE step IN (SELECT seq FROM temp.later)")
        connection.execute("DELETE FROM step WHERE seq IN (SELECT seq FROM temp.later)")
        connection.commit()


def forget_views(working_copy: Path, older: float = 0) -> None:
    """Remove the views of a desk that are older than so many seconds."""
    folder = working_copy.with_name(FOLDER)
    for view in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):
            if time.time() - view.stat().st_mtime >= older:
                shutil.rmtree(view, ignore_errors=True)


def _room(working_copy: Path) -> Path:
    forget_views(working_copy, LEFT_BEHIND)
    view = working_copy.with_name(FOLDER) / secrets.token_hex(4) / "view.sqlite"
    view.parent.mkdir(parents=True)
    return view


def _take_away_the_new(connection: sqlite3.Connection) -> None:
    """Remove records that were made later; one that was made twice stands as at the first time."""
    made = connection.execute("SELECT DISTINCT kind FROM temp.touched WHERE field = ''").fetchall()
    for (kind,) in made:
        connection.execute(
            f'DELETE FROM "{kind}" WHERE id IN (SELECT record FROM temp.touched '  # noqa: S608
            "WHERE kind = ? AND field = '') AND id NOT IN (SELECT record FROM temp.twice)",
            (kind,),
        )
    twice = connection.execute("SELECT DISTINCT kind FROM temp.twice").fetchall()
    for (kind,) in twice:
        for column in (each.name for each in RECORDS[kind].__table__.columns if each.name != "id"):
            connection.execute(
                "INSERT INTO temp.touched SELECT kind, record, ? FROM temp.twice WHERE kind = ?",
                (column, kind),
            )


def _put_back(connection: sqlite3.Connection, kind: str, field: str) -> None:
    """Give a field of every record it was changed in later what it held at the moment."""
    held = (
        f"""CASE c.field WHEN '' THEN json_extract(c.value, '$."{field}"') """
        "ELSE json_extract(c.value, '$') END"
    )
    value = _stored(RECORDS[kind].__table__.columns[field], held)
    connection.execute(
        f'UPDATE "{kind}" SET "{field}" = {value} FROM ({STOOD}) stood '  # noqa: S608 - our own names
        f'JOIN change c ON c.seq = stood.seq WHERE stood.record = "{kind}".id',
        (kind, field),
    )


def _stored(column: Any, value: str) -> str:
    """Return SQL that turns a value of the history into what the column holds."""
    if isinstance(column.type, Time):
        return f"CASE length({value}) WHEN 8 THEN {value} || '.000000' ELSE {value} END"
    if column.nullable:
        return value
    if column.default is not None and column.default.is_scalar:
        default = column.default.arg
        held = int(default) if isinstance(column.type, Boolean) else default
        written = str(held) if isinstance(held, int | float) else "'{}'".format(
            str(held).replace("'", "''")
        )  # fmt: skip
        return f"coalesce({value}, {written})"
    return value
