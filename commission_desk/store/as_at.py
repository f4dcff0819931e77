"""The desk as it stood at a moment: made anew from the history, to be read and never changed."""

import secrets
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Boolean, Time

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.address import address_of
from commission_desk.store.desk import Desk, Operation, P, T
from commission_desk.store.foreign import copy_in
from commission_desk.store.tables import RECORDS
from commission_desk.store.tables.history import CREATED
from commission_desk.store.working import create, desk_id

FOLDER = "viewing"  # beside the working copy; nothing in it outlives the look for long
LEFT_BEHIND = 86_400  # seconds after which a view can only be from a killed process

# The newest change that had been made to every field by the moment.
STOOD = """
CREATE TEMP TABLE stood AS
SELECT c.kind, c.record, c.field, max(c.seq) AS seq
FROM past.change c JOIN past.step s ON s.seq = c.step
WHERE s.taken_at <= ? GROUP BY c.record, c.field
"""


class ReadingDesk(Desk):
    """A desk to look at: whatever would change it is refused in one sentence."""

    def do(self, operation: Operation[P, T], *args: P.args, **kwargs: P.kwargs) -> T:  # noqa: ARG002
        """Refuse."""
        refuse()

    def undo(self) -> str | None:
        """Refuse."""
        refuse()

    def redo(self) -> str | None:
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


def look_at_file(sealed: Path, working_copy: Path) -> ReadingDesk:
    """Open a sealed file, such as a backup, to read; raises UserError if it is not sound."""
    view = _room(working_copy)
    try:
        copy_in(sealed, view)
    except BaseException:
        shutil.rmtree(view.parent, ignore_errors=True)
        raise
    return ReadingDesk(view, "")


def rebuild(working_copy: Path, target: Path, moment: datetime) -> None:
    """Write to ``target`` what the history says the desk held at ``moment``, and that history."""
    create(target, desk_id(working_copy))
    with closing(sqlite3.connect(address_of(target.resolve(), "mode=rw"), uri=True)) as connection:
        connection.execute("PRAGMA synchronous=OFF").close()
        connection.execute("PRAGMA foreign_keys=OFF").close()
        past = address_of(working_copy.resolve(), "mode=ro")
        connection.execute("ATTACH ? AS past", (past,))
        limit = moment.isoformat(" ", "microseconds")  # as the driver writes a step's time
        connection.execute(STOOD, (limit,))
        connection.execute("CREATE INDEX temp.stood_kind ON stood (kind, field)")
        for kind in RECORDS:
            _make_records(connection, kind)
        for kind, field in connection.execute(
            "SELECT DISTINCT kind, field FROM stood WHERE field <> ?", (CREATED,)
        ).fetchall():
            _change_field(connection, kind, field)
        _copy_history(connection, limit)
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


def _make_records(connection: sqlite3.Connection, kind: str) -> None:
    columns = [column for column in RECORDS[kind].__table__.columns if column.key != "id"]
    names = ", ".join(f'"{column.name}"' for column in columns)
    values = ", ".join(
        _stored(column, f"""json_extract(c.value, '$."{column.name}"')""") for column in columns
    )
    connection.execute(
        f'INSERT INTO main."{kind}" (id, {names}) SELECT c.record, {values} '  # noqa: S608 - our own names
        "FROM temp.stood s JOIN past.change c ON c.seq = s.seq WHERE s.kind = ? AND s.field = ?",
        (kind, CREATED),
    )


def _change_field(connection: sqlite3.Connection, kind: str, field: str) -> None:
    """Give a field its newest value, unless the record was made anew after that."""
    column = RECORDS[kind].__table__.columns[field]
    value = _stored(column, "json_extract(c.value, '$')")
    connection.execute(
        f'UPDATE main."{kind}" SET "{field}" = {value} '  # noqa: S608 - our own names
        "FROM temp.stood s JOIN past.change c ON c.seq = s.seq "
        f'WHERE s.kind = ? AND s.field = ? AND s.record = main."{kind}".id AND s.seq > '
        "(SELECT made.seq FROM temp.stood made WHERE made.record = s.record AND made.field = ?)",
        (kind, field, CREATED),
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


def _copy_history(connection: sqlite3.Connection, limit: str) -> None:
    connection.execute(
        "INSERT INTO main.step SELECT * FROM past.step WHERE taken_at <= ?", (limit,)
    )
    connection.execute(
        "INSERT INTO main.change SELECT c.* FROM past.change c "
        "JOIN past.step s ON s.seq = c.step WHERE s.taken_at <= ? ORDER BY c.seq",
        (limit,),
    )
