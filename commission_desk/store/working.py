"""Making and opening working copies: the desk's own database in the local profile."""

import sqlite3
from pathlib import Path

from sqlalchemy import insert, text

from commission_desk.store.address import address_of
from commission_desk.store.engine import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    working_engine,
    writing,
)
from commission_desk.store.tables import Base, Meta, new_id

DESK_ID = "desk_id"


def create(path: Path, desk_id: str | None = None) -> str:
    """Make an empty working copy at ``path``; return its desk's id."""
    path.parent.mkdir(parents=True, exist_ok=True)
    desk_id = desk_id or new_id()
    engine = working_engine(path)
    try:
        with writing(engine).begin() as connection:
            connection.execute(text(f"PRAGMA application_id={APPLICATION_ID}"))
            connection.execute(text(f"PRAGMA user_version={SCHEMA_VERSION}"))
            Base.metadata.create_all(connection)
            connection.execute(insert(Meta).values(key=DESK_ID, value=desk_id))
    finally:
        engine.dispose()
    return desk_id


def desk_id(path: Path) -> str:
    """Return the id of the desk whose working copy is at ``path``."""
    connection = sqlite3.connect(address_of(path.resolve(), "mode=rw"), uri=True)
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (DESK_ID,)).fetchone()
    finally:
        connection.close()
    return str(row[0])
