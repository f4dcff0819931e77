"""A desk of an older version comes up to date whole, or stays as it was; here one is invented.

Today's layout plays version 2. Version 1 had no decisions, and its agreements had remarks.
"""

import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from desks import add, new_desk, rows

from commission_desk.domain.errors import UserError
from commission_desk.operations.agreements import add_agreement, edit_agreement
from commission_desk.store import engine, foreign, migrations, sealed, upgrading, working
from commission_desk.store.allowed import our_schema
from commission_desk.store.desk import Desk
from commission_desk.store.migrations import Older, migrate
from commission_desk.store.opening import folder_of, open_file
from commission_desk.store.sealed import check, seal

GONE = "decision"
TODAY = {name: sql for kind, name, sql in our_schema() if sql and kind == "table"}
INDEXES = [sql for kind, _name, sql in our_schema() if sql and kind == "index"]
FORMER = TODAY["agreement"].replace("notes TEXT", "remarks TEXT")
LAYOUT = (
    *(sql for name, sql in TODAY.items() if name not in (GONE, "agreement")),
    FORMER,
    *(sql for sql in INDEXES if f"ON {GONE} " not in sql),
)
STEP = (
    TODAY["agreement"].replace("TABLE agreement", "TABLE newer"),
    "INSERT INTO newer ({now}) SELECT {former} FROM agreement",
    "DROP TABLE agreement",
    "ALTER TABLE newer RENAME TO agreement",
    *(sql for sql in INDEXES if "ON agreement " in sql),
    TODAY[GONE],
    *(sql for sql in INDEXES if f"ON {GONE} " in sql),
    "UPDATE change SET field = 'notes' WHERE kind = 'agreement' AND field = 'remarks'",
    (
        "UPDATE change SET value = "
        "json_remove(json_set(value, '$.notes', json_extract(value, '$.remarks')), '$.remarks') "
        "WHERE kind = 'agreement' AND field = '' AND json_type(value, '$.remarks') IS NOT NULL"
    ),
)
Dump = dict[str, list[tuple[object, ...]]]
Between = Callable[[sqlite3.Connection, int], None]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def statements(connection: sqlite3.Connection) -> list[str]:
    former = columns(connection, "agreement")
    now = ["notes" if name == "remarks" else name for name in former]
    return [sql.format(now=", ".join(now), former=", ".join(former)) for sql in STEP]


def a_step(between: Between = lambda _connection, _place: None) -> Callable[..., None]:
    """Make the step from version 1 to 2; ``between`` is called before each of its statements."""

    def step(connection: sqlite3.Connection) -> None:
        for place, sql in enumerate(statements(connection)):
            between(connection, place)
            connection.execute(sql).close()
        between(connection, len(STEP))

    return step


def become(monkeypatch: pytest.MonkeyPatch, between: Between | None = None) -> None:
    """Let today's program be that of version 2."""
    for module in (engine, foreign, migrations, sealed, upgrading, working):
        monkeypatch.setattr(module, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(migrations, "OLDER", (Older(LAYOUT, a_step()),))
    if between is not None:  # the layouts that are allowed are worked out undisturbed
        migrations._layouts(migrations.OLDER, 2)
        disturbed = Older(LAYOUT, a_step(between))
        known = migrations._layouts(migrations.OLDER, 2)
        monkeypatch.setattr(migrations, "OLDER", (disturbed,))
        monkeypatch.setattr(migrations, "_layouts", lambda _older, _version: known)


def everything(path: Path) -> Dump:
    """Return every row of a database, by table."""
    tables = rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name: sorted(rows(path, f'SELECT * FROM "{name}"'), key=repr) for (name,) in tables}


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """A working copy of version 1, with work in it and its history."""
    made = new_desk(tmp_path / "made")
    agreement = made.do(add_agreement, "Home care", "Provider A", options=(12, 12), notes="First")
    made.do(edit_agreement, agreement, notes="Second", title="Care at home")
    made.do(add, "Visit", "Write")
    made.close()
    path = tmp_path / "former.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS made", (str(made.path),))
        connection.execute("BEGIN")
        for sql in LAYOUT:
            connection.execute(sql)
        connection.execute(f"PRAGMA application_id={engine.APPLICATION_ID}")
        connection.execute("PRAGMA user_version=1")
        for name in TODAY:
            if name != GONE:
                there = columns(connection, name)
                here = ["notes" if each == "remarks" else each for each in there]
                connection.execute(
                    f"INSERT INTO main.{name} ({', '.join(there)}) "
                    f"SELECT {', '.join(here)} FROM made.{name}"
                )
        connection.execute(
            "UPDATE main.change SET field = 'remarks' WHERE kind = 'agreement' AND field = 'notes'"
        )
        connection.execute(
            "UPDATE main.change SET value = json_remove(json_set(value, '$.remarks', "
            "json_extract(value, '$.notes')), '$.notes') WHERE kind = 'agreement' AND field = ''"
        )
        connection.execute("COMMIT")
    return path


@pytest.fixture
def today(tmp_path: Path, former: Path) -> Dump:
    """What the same desk holds in today's layout."""
    return everything(tmp_path / "made" / "working.sqlite")


def same(found: Dump, wanted: Dump) -> bool:
    """Whether two desks hold the same, whatever the order of fields in a creation's value."""

    def plain(value: object) -> object:
        is_creation = isinstance(value, str) and value.startswith("{")
        return sorted(json.loads(str(value)).items()) if is_creation else value

    def as_is(dump: Dump) -> dict[str, list[list[object]]]:
        return {
            name: sorted(([plain(value) for value in row] for row in table), key=repr)
            for name, table in dump.items()
        }

    return as_is(found) == as_is(wanted)


def test_a_file_of_an_older_version_opens_with_every_value_and_stays_as_it_was(
    former: Path, today: Dump, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "Former.cdesk"
    seal(former, file, None)
    before = file.read_bytes()
    become(monkeypatch)
    opened = open_file(file, "Officer", tmp_path / "profile")
    assert same(everything(opened.desk.path), today)
    assert rows(opened.desk.path, "PRAGMA user_version") == [(2,)]
    assert file.read_bytes() == before
    ((agreement,),) = rows(opened.desk.path, "SELECT id FROM agreement")
    opened.desk.do(edit_agreement, agreement, notes="Third")
    assert opened.desk.undo() == "Edit agreement"
    assert rows(opened.desk.path, "SELECT notes FROM agreement") == [("Second",)]
    opened.shared.publish()
    opened.desk.close()
    assert rows(file, "PRAGMA user_version") == [(2,)]
    again = open_file(file, "Officer", tmp_path / "another laptop")
    assert rows(again.desk.path, "SELECT notes FROM agreement") == [("Second",)]
    again.desk.close()


def test_a_working_copy_of_an_older_version_is_backed_up_and_migrated(
    former: Path, today: Dump, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "Former.cdesk"
    seal(former, file, None)
    place = folder_of(tmp_path / "profile", sealed_id(former)) / "working.sqlite"
    place.parent.mkdir(parents=True)
    shutil.copy(former, place)
    before = everything(place)
    become(monkeypatch)
    opened = open_file(file, "Officer", tmp_path / "profile")
    assert (opened.kept, opened.warning) == (None, "")
    assert same(everything(opened.desk.path), today)
    backups = [path for path in place.with_name("backups").iterdir() if everything(path) == before]
    assert backups, "a backup of what was there must have been made"
    assert all(check(path) for path in backups)
    opened.desk.do(add, "More")
    opened.shared.publish()
    opened.desk.close()


def sealed_id(path: Path) -> str:
    return str(rows(path, "SELECT value FROM meta WHERE key = 'desk_id'")[0][0])


def killed_at(place: int) -> Between:
    def kill(_connection: sqlite3.Connection, at: int) -> None:
        if at == place:
            os.kill(os.getpid(), signal.SIGKILL)

    return kill


def failing_at(place: int) -> Between:
    def fail(_connection: sqlite3.Connection, at: int) -> None:
        if at == place:
            raise sqlite3.OperationalError("disk I/O error")

    return fail


def after_being_killed(former: Path, copy: Path, place: int) -> Dump:
    """Migrate a copy in a process that is killed before one statement; return what is left."""
    shutil.copy(former, copy)
    process = os.fork()
    if process == 0:
        try:
            with pytest.MonkeyPatch.context() as monkeypatch:
                become(monkeypatch, killed_at(place))
                monkeypatch.setattr(migrations, "SETTINGS", (*migrations.SETTINGS, "cache_size=2"))
                migrate(copy)
        finally:
            os._exit(1)
    _process, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status)
    return everything(copy)


@pytest.mark.parametrize("place", range(len(STEP) + 1))
def test_killed_before_any_statement_the_desk_is_as_it_was_and_migrates_the_next_time(
    former: Path, today: Dump, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
):
    copy = tmp_path / "copy.sqlite"
    assert after_being_killed(former, copy, place) == everything(former)
    assert rows(copy, "PRAGMA user_version") == [(1,)]
    become(monkeypatch)
    migrate(copy)
    assert same(everything(copy), today)
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("place", range(len(STEP) + 1))
def test_failing_at_any_statement_the_desk_is_as_it_was(
    former: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int
):
    copy = tmp_path / "copy.sqlite"
    shutil.copy(former, copy)
    become(monkeypatch, failing_at(place))
    with pytest.raises(sqlite3.OperationalError):
        migrate(copy)
    assert everything(copy) == everything(former)


def test_a_step_that_commits_on_its_way_is_caught(former: Path, tmp_path: Path):
    """The control: half a migration is seen as such."""
    careless = [sql for sql in STEP if not sql.startswith("UPDATE")]
    copy = tmp_path / "copy.sqlite"
    shutil.copy(former, copy)
    process = os.fork()
    if process == 0:
        try:
            with pytest.MonkeyPatch.context() as monkeypatch:

                def commit_and_die(connection: sqlite3.Connection, at: int) -> None:
                    if at == len(careless):
                        connection.execute("COMMIT")
                        os.kill(os.getpid(), signal.SIGKILL)

                become(monkeypatch, commit_and_die)
                migrate(copy)
        finally:
            os._exit(1)
    os.waitpid(process, 0)
    assert everything(copy) != everything(former)


def test_a_step_that_loses_something_else_than_the_layout_allows_is_refused(
    former: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    copy = tmp_path / "copy.sqlite"
    shutil.copy(former, copy)

    def lose(connection: sqlite3.Connection, at: int) -> None:
        if at == len(STEP):
            connection.execute("DELETE FROM organisation")

    become(monkeypatch, lose)
    with pytest.raises(sqlite3.IntegrityError):
        migrate(copy)
    assert everything(copy) == everything(former)


def test_with_foreign_keys_on_the_same_step_would_not_do(
    former: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The control: this is why they are off before the transaction begins."""
    copy = tmp_path / "copy.sqlite"
    shutil.copy(former, copy)
    become(monkeypatch)
    settings = [s for s in migrations.SETTINGS if not s.startswith("foreign_keys")]
    monkeypatch.setattr(migrations, "SETTINGS", (*settings, "foreign_keys=ON"))
    with pytest.raises(sqlite3.IntegrityError):
        migrate(copy)
    assert everything(copy) == everything(former)


@pytest.mark.parametrize(
    "tampering",
    ["CREATE TRIGGER extra AFTER INSERT ON action BEGIN DELETE FROM agreement; END",
     "CREATE TABLE extra (x)", "ALTER TABLE action ADD COLUMN extra",
     "ALTER TABLE agreement RENAME COLUMN remarks TO notes"],
)  # fmt: skip
def test_an_older_file_with_another_layout_is_refused(
    former: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tampering: str
):
    with closing(sqlite3.connect(former)) as connection:
        connection.execute(tampering)
    file = tmp_path / "Former.cdesk"
    seal(former, file, None)
    become(monkeypatch)
    with pytest.raises(UserError, match="not laid out as a Commission Desk file should be"):
        open_file(file, "Officer", tmp_path / "profile")


def test_a_working_copy_of_a_newer_version_asks_for_an_update(former: Path, tmp_path: Path):
    desk = new_desk(tmp_path / "new")
    desk.do(add, "One")
    file = tmp_path / "Team.cdesk"
    seal(desk.path, file, None)
    opened = open_file(file, "Officer", tmp_path / "profile")
    opened.desk.close()
    with closing(sqlite3.connect(opened.desk.path)) as connection:
        connection.execute(f"PRAGMA user_version={engine.SCHEMA_VERSION + 1}")
    before = opened.desk.path.read_bytes()
    with pytest.raises(UserError, match="newer version of Commission Desk") as refusal:
        open_file(file, "Officer", tmp_path / "profile")
    assert "\n" not in str(refusal.value)
    assert opened.desk.path.read_bytes() == before


def test_a_window_that_is_open_meanwhile_goes_on_in_the_migrated_desk(
    former: Path, monkeypatch: pytest.MonkeyPatch
):
    desk = Desk(former, "Officer")
    window = desk.ask(lambda session: session.connection().engine)
    assert window is not None
    become(monkeypatch)
    migrate(former)
    desk.do(add, "From the open window")
    assert ("From the open window",) in rows(former, "SELECT title FROM action")
    desk.close()
