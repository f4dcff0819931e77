"""The settings that lose nothing are in force, and two threads lose nothing."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from desks import add, edit, new_desk, rows, runs
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from commission_desk.store.address import address_of
from commission_desk.store.desk import Desk
from commission_desk.store.engine import APPLICATION_ID, SCHEMA_VERSION
from commission_desk.store.tables import Action

WAITS_FOR_THE_DISK = True


def setting(session: Session, name: str) -> object:
    return session.execute(text(f"PRAGMA {name}")).scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 5000),
        ("application_id", APPLICATION_ID),
        ("user_version", SCHEMA_VERSION),
    ],
)
def test_a_setting_is_in_force_for_reading_and_for_writing(desk: Desk, name: str, value: object):
    assert desk.ask(setting, name) == value
    assert desk.do(setting, name) == value


def test_a_write_takes_the_lock_at_its_start_and_a_reading_does_not(desk: Desk):
    begun: list[str] = []
    event.listen(desk._engine, "before_cursor_execute", lambda *a: begun.append(a[2]))
    desk.do(add, "One")
    desk.ask(setting, "user_version")
    assert [sql for sql in begun if sql.startswith("BEGIN")] == [
        "BEGIN IMMEDIATE",
        "BEGIN DEFERRED",
    ]


def test_a_reference_to_nothing_is_refused_whole(desk: Desk):
    with pytest.raises(Exception, match="FOREIGN KEY"):
        desk.do(add, "One", plan_id="f" * 32)
    assert rows(desk.path, "SELECT count(*) FROM action") == [(0,)]
    assert rows(desk.path, "SELECT count(*) FROM step") == [(0,)]


def count_up(session: Session, record: str) -> None:
    found = session.get(Action, record)
    assert found is not None
    found.note = str(int(found.note or 0) + 1)


def test_two_threads_on_one_desk_lose_no_update(desk: Desk):
    (record,) = desk.do(add, "Counter")
    times = runs(40, 400)

    def write() -> None:
        for _ in range(times):
            desk.do(count_up, record)

    both = [threading.Thread(target=write) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert rows(desk.path, "SELECT note FROM action") == [(str(2 * times),)]


def test_words_that_no_record_holds_are_not_left_in_the_file(desk: Desk, tmp_path: Path):
    word = b"Wistaria-canary"
    with desk._writer.begin() as connection:
        connection.execute(text("INSERT INTO meta VALUES ('x', :w)"), {"w": word.decode() * 50})
    assert word in desk.path.read_bytes()
    with desk._writer.begin() as connection:
        connection.execute(text("DELETE FROM meta WHERE key = 'x'"))
    assert word not in desk.path.read_bytes()
    assert not list(tmp_path.glob("*-journal"))


def test_without_the_setting_the_words_would_be_left(tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "plain.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=OFF").fetchall()
        connection.execute("CREATE TABLE meta (value TEXT)")
        connection.execute("INSERT INTO meta VALUES (?)", ("Wistaria-canary" * 50,))
        connection.execute("DELETE FROM meta")
    assert b"Wistaria-canary" in (tmp_path / "plain.sqlite").read_bytes()


@pytest.mark.parametrize("name", ["a?b", "100%25 #1", "Tŷ Hafan & co", "it's [new]*"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str):
    desk = new_desk(tmp_path / name)
    (record,) = desk.do(add, "One")
    desk.do(edit, record, title="Two")
    desk.close()
    left = sorted(path.name for path in (tmp_path / name).iterdir())
    assert left == ["open.sqlite", "origin", "working.sqlite"]


def test_addresses_are_those_that_sqlite_understands():
    assert address_of(PurePosixPath("/home/a b/x#1?.cdesk"), "mode=ro") == (
        "file:///home/a%20b/x%231%3F.cdesk?mode=ro"
    )
    assert address_of(PureWindowsPath(r"C:\Desks\x.cdesk"), "mode=ro") == (
        "file:///C:/Desks/x.cdesk?mode=ro"
    )
    assert address_of(PureWindowsPath(r"\\server\share\x.cdesk"), "mode=ro") == (
        "file:////server/share/x.cdesk?mode=ro"
    )
