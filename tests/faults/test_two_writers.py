"""Two windows read, change and write the same record at once: no update is lost, none refused."""

import multiprocessing
import sqlite3
from contextlib import closing
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from desks import add, new_desk, rows, runs
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from commission_desk.domain.errors import UserError
from commission_desk.store import engine
from commission_desk.store.desk import Desk, named
from commission_desk.store.tables import Action

TIMES = runs(100, 1000)
WRITERS = 2


@named("Count")
def count_up(session: Session, record: str) -> None:
    found = session.get(Action, record)
    assert found is not None
    found.note = str(int(found.note or 0) + 1)


def write_often(path: Path, record: str, times: int, refusals: Path) -> None:
    """Count up so often; note what the person would have been told instead."""
    desk = Desk(path, "Officer")
    for _ in range(times):
        try:
            desk.do(count_up, record)
        except UserError as refusal:
            with refusals.open("a") as file:
                file.write(f"{refusal}\n")
    desk.close()


def both_write(folder: Path, times: int) -> tuple[int, int]:
    """Let two processes count up at once; return how many updates were lost, and refused."""
    desk = new_desk(folder)
    (record,) = desk.do(add, "Counter")
    desk.close()
    refusals = folder / "refusals"
    refusals.touch()
    context = multiprocessing.get_context("fork")
    processes: list[BaseProcess] = [
        context.Process(target=write_often, args=(desk.path, record, times, refusals))
        for _ in range(WRITERS)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * WRITERS
    refused = len(refusals.read_text().splitlines())
    ((note,),) = rows(desk.path, "SELECT note FROM action")
    return WRITERS * times - refused - int(note or 0), refused


def test_two_writers_lose_no_update_and_neither_is_told_to_wait(tmp_path: Path):
    assert both_write(tmp_path, TIMES) == (0, 0)
    changes = rows(tmp_path / "working.sqlite", "SELECT count(*) FROM change WHERE field = 'note'")
    assert changes == [(WRITERS * TIMES,)]


def test_with_the_drivers_own_transactions_updates_are_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The control: the default of the database layer reads before it takes the lock."""

    def as_delivered(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        for pragma in engine.PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()

    def nothing(_connection: Connection) -> None:
        return

    monkeypatch.setattr(engine, "_configure", as_delivered)
    monkeypatch.setattr(engine, "_begin", nothing)
    lost, refused = both_write(tmp_path, TIMES)
    print(f"the control lost {lost} of {WRITERS * TIMES}, refused {refused}")
    assert lost > 0


def test_a_transaction_that_takes_the_lock_late_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The other control: with a plain BEGIN nothing is lost unseen, but people are told to wait."""
    monkeypatch.setattr(engine, "writing", lambda made: made)
    monkeypatch.setattr("commission_desk.store.desk.writing", lambda made: made)
    lost, refused = both_write(tmp_path, TIMES)
    print(f"the control lost {lost} of {WRITERS * TIMES}, refused {refused}")
    assert refused > 0
    with closing(sqlite3.connect(tmp_path / "working.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
