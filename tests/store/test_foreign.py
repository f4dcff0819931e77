"""A file from a stranger: never changed, never trusted, and only what is ours comes in."""

import hashlib
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from desks import IDENTITY, add, dump, edit, rows, tampered

from commission_desk.domain.errors import UserError
from commission_desk.store.allowed import our_schema, schema_of
from commission_desk.store.desk import Desk
from commission_desk.store.foreign import copy_in, sealed_desk_id
from commission_desk.store.sealed import MARK, seal


@pytest.fixture
def sealed_file(desk: Desk, tmp_path: Path) -> Path:
    (record, _other) = desk.do(add, "One", "Two", due=date(2026, 11, 24))
    desk.do(edit, record, note="Noted")
    path = tmp_path / "From a stranger.cdesk"
    seal(desk.path, path, None)
    return path


def test_every_row_comes_in_and_the_file_stays_as_it_was(sealed_file: Path, tmp_path: Path, desk):
    before = sealed_file.read_bytes()
    into = tmp_path / "new.sqlite"
    assert sealed_desk_id(sealed_file) == IDENTITY
    assert copy_in(sealed_file, into)
    assert dump(into) == dump(desk.path)
    for table in ("step", "change", "meta"):
        assert rows(into, f"SELECT * FROM {table}") == rows(desk.path, f"SELECT * FROM {table}")
    assert sealed_file.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))
    again = Desk(into, "Officer")
    assert again.undo() == "Edit"
    again.close()


def test_what_comes_in_has_our_layout_to_the_letter(sealed_file: Path, tmp_path: Path):
    copy_in(sealed_file, tmp_path / "new.sqlite")
    with closing(sqlite3.connect(tmp_path / "new.sqlite")) as connection:
        assert schema_of(connection) == our_schema()
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_two_rows_where_an_index_allows_one_are_refused(sealed_file: Path, tmp_path: Path):
    """The index of the file says that it holds no two: ours is made from the rows themselves."""
    tampered(
        sealed_file,
        "DROP INDEX change_of_step",
        "UPDATE change SET ordinal = 0",
        "UPDATE change SET step = 1",
        "CREATE INDEX change_of_step ON change (step, ordinal)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE UNIQUE' || substr(sql, 7) "
        "WHERE name = 'change_of_step'",
    )
    assert sealed_desk_id(sealed_file) == IDENTITY, "the control: its layout is ours"
    with pytest.raises(UserError, match="not laid out"):
        copy_in(sealed_file, tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


def test_journals_that_lie_beside_the_file_are_ignored(sealed_file: Path, tmp_path: Path, desk):
    for suffix in ("-wal", "-journal", "-shm"):
        Path(f"{sealed_file}{suffix}").write_bytes(
            b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\1" * 4096
        )
    listed = {path: path.read_bytes() for path in tmp_path.glob("From*")}
    copy_in(sealed_file, tmp_path / "new.sqlite")
    assert dump(tmp_path / "new.sqlite") == dump(desk.path)
    assert {path: path.read_bytes() for path in tmp_path.glob("From*")} == listed


PLAN = (
    "INSERT INTO plan (id, deleted, title, care_group, level, lead, partners, outline_id, status, "
    "criteria_agreed_by) VALUES ('p', 0, '', '', '', '', '', {outline}, '', '')"
)
ENDLESS = (
    "CREATE VIEW meta AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
    "SELECT 'desk_id' AS key, x AS value FROM n WHERE x < 0"
)


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TRIGGER pay AFTER INSERT ON action BEGIN DELETE FROM agreement; END",),
        ("CREATE VIEW extra AS SELECT 1",),
        ("CREATE TABLE extra (x)",),
        ("CREATE INDEX extra ON action (title)",),
        ("DROP TABLE action",),
        ("DROP INDEX action_by_due",),
        ("ALTER TABLE action ADD COLUMN extra",),
        ("ALTER TABLE action RENAME COLUMN note TO extra",),
        ("CREATE VIRTUAL TABLE extra USING fts5(x)",),
        ("DROP TABLE meta", ENDLESS),
        ("DELETE FROM meta",),
        ("UPDATE meta SET value = '../../../etc'",),
        ("UPDATE meta SET value = 'CON'",),
        ("UPDATE meta SET value = x'00'",),
    ],
)
def test_another_layout_is_refused_at_once(sealed_file: Path, tmp_path: Path, statements):
    tampered(sealed_file, *statements)
    before = sealed_file.read_bytes()
    began = time.monotonic()
    with pytest.raises(UserError, match="not laid out as a Commission Desk file should be"):
        sealed_desk_id(sealed_file)
    with pytest.raises(UserError, match="not laid out"):
        copy_in(sealed_file, tmp_path / "new.sqlite")
    assert time.monotonic() - began < 5
    assert sealed_file.read_bytes() == before
    assert not (tmp_path / "new.sqlite").exists()
    assert not list(tmp_path.glob("*.part*"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE action SET due = 'tomorrow'",
        "UPDATE action SET due = '2026-02-31'",
        "UPDATE action SET due = 20260231",
        "UPDATE action SET position = 'first'",
        "UPDATE action SET deleted = 2",
        "UPDATE action SET title = x'00ff'",
        "UPDATE action SET title = CAST(x'66c328' AS TEXT)",  # no letters in UTF-8
        "UPDATE action SET plan_id = 'nowhere'",
        "UPDATE step SET kind = 'vanish'",
        "UPDATE step SET taken_at = 'yesterday'",
        "UPDATE change SET kind = 'sqlite_master'",
        "UPDATE change SET field = 'id' WHERE field = 'note'",
        "UPDATE change SET field = 'nothing' WHERE field = 'note'",
        "UPDATE change SET value = '{' WHERE field = 'note'",
        "UPDATE change SET value = '5' WHERE field = ''",
        "UPDATE change SET step = 99 + seq",
        PLAN.format(outline="x'01'"),
    ],
)
def test_a_value_that_its_column_cannot_have_is_refused(sealed_file: Path, tmp_path, statement):
    tampered(sealed_file, statement)
    with pytest.raises(UserError, match="not laid out"):
        copy_in(sealed_file, tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.parametrize("text", ["{", '"words"', '[{"k":"script","r":[]}]', "[" * 50_000])
def test_a_text_that_is_not_ours_is_refused(sealed_file: Path, tmp_path: Path, text: str):
    tampered(
        sealed_file,
        PLAN.format(outline="''"),
        "INSERT INTO answer (id, deleted, plan_id, prompt_id, text, status, reason, owner)"
        f" VALUES ('a', 0, 'p', 'x', '{text}', '', '', '')",
    )
    with pytest.raises(UserError, match="not laid out"):
        copy_in(sealed_file, tmp_path / "new.sqlite")


def test_tampering_that_changes_nothing_is_let_in(sealed_file: Path, tmp_path: Path):
    """The control: without it the refusals above could come from the tampering itself."""
    tampered(sealed_file, "UPDATE action SET due = '2026-02-28'", "ANALYZE")
    assert copy_in(sealed_file, tmp_path / "new.sqlite")
    assert rows(tmp_path / "new.sqlite", "SELECT DISTINCT due FROM action") == [("2026-02-28",)]


def test_a_page_that_points_astray_is_refused_even_when_sealed(sealed_file: Path, tmp_path: Path):
    data = sealed_file.read_bytes()
    body = bytearray(data[: data.rindex(MARK)])
    body[4096 * 3 : 4096 * 9] = b"\xff" * (4096 * 6)
    sealed_file.write_bytes(bytes(body) + MARK + hashlib.sha256(body).digest())
    with pytest.raises(UserError):
        copy_in(sealed_file, tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


def test_a_window_that_has_the_working_copy_open_sees_the_new_rows(
    sealed_file: Path, tmp_path: Path, desk: Desk
):
    other = tmp_path / "other.sqlite"
    shutil.copy(desk.path, other)
    window = Desk(other, "Officer")
    window.do(add, "Three")
    assert copy_in(sealed_file, other)
    assert dump(other) == dump(desk.path)
    window.do(add, "Four")
    assert len(rows(other, "SELECT * FROM action")) == 3
    window.close()
