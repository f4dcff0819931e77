"""What people are told when the disk refuses, and what is still there afterwards."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from desks import add, dump, edit, titles
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.store import engine
from commission_desk.store.desk import Desk
from commission_desk.store.opening import make_file, open_file


def test_a_full_disk_is_said_plainly_and_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    (record,) = desk.do(add, "One")
    before = dump(desk.path)
    desk.close()
    pages = desk.path.stat().st_size // 4096
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, f"max_page_count={pages}"))
    full = Desk(desk.path, "Officer")
    with pytest.raises(UserError, match="disk of this laptop is full"):
        full.do(edit, record, note="x" * 100_000)
    assert dump(desk.path) == before
    full.close()
    monkeypatch.undo()
    desk.do(edit, record, note="x" * 100_000)
    assert len(dump(desk.path)["action"]) == 1


def test_a_change_that_fills_the_disk_at_any_point_is_whole_or_not_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    (record,) = desk.do(add, "One")
    pages = desk.path.stat().st_size // 4096
    settings = engine.PRAGMAS
    saved, refused = "", 0
    for room in range(40):
        desk.close()
        monkeypatch.setattr(engine, "PRAGMAS", (*settings, f"max_page_count={pages + room}"))
        tight = Desk(desk.path, "Officer")
        text_ = f"{room:02}" * 12_000
        try:
            tight.do(edit, record, note=text_)
            saved = text_
        except UserError:
            refused += 1
        tight.close()
        with closing(sqlite3.connect(desk.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("SELECT note FROM action").fetchone() == (saved,)
    assert saved, "some of these must have fitted"
    assert refused, "some of these must not have"


def test_a_desk_in_use_is_said_plainly(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    desk.close()
    monkeypatch.setattr(
        engine, "PRAGMAS", ("busy_timeout=50", *(p for p in engine.PRAGMAS if "busy" not in p))
    )
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="in use by another window"):
            desk.do(add, "One")
        with pytest.raises(UserError, match="in use by another window"):
            desk.ask(lambda session: session.execute(text("SELECT count(*) FROM action")).all())
    desk.do(add, "One")
    assert titles(desk) == ["One"]


def test_a_working_copy_that_may_not_be_written_is_said_plainly(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    desk.close()
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "query_only=ON"))
    with pytest.raises(UserError, match="cannot be used"):
        desk.do(add, "One")


def test_a_working_copy_that_is_gone_is_said_plainly(desk: Desk, tmp_path):
    with pytest.raises(UserError, match="cannot be used"):
        Desk(tmp_path / "no folder" / "working.sqlite", "Officer")
    (tmp_path / "folder").mkdir()
    gone = Desk(tmp_path / "folder" / "working.sqlite", "Officer")
    shutil.rmtree(tmp_path / "folder")
    with pytest.raises(UserError, match="cannot be used"):
        gone.do(add, "One")
    with pytest.raises(UserError, match="cannot be used"):
        _ = gone.undo_name


def test_a_damaged_working_copy_is_said_plainly(desk: Desk):
    desk.do(add, "One")
    desk.close()
    desk.path.write_bytes(b"not a database at all" * 500)
    with pytest.raises(UserError, match="is damaged"):
        desk.do(add, "Two")


def test_a_mistake_of_ours_is_not_blamed_on_the_disk(desk: Desk):
    with pytest.raises(Exception, match="no such table"):
        desk.ask(lambda session: session.execute(text("SELECT * FROM no_such")))


def test_a_profile_that_cannot_be_used_is_said_and_the_file_stays(tmp_path: Path):
    shared = tmp_path / "shared"
    shared.mkdir()
    file = shared / "Team.cdesk"
    make_file(file, "Officer", tmp_path / "here").desk.close()
    before = file.read_bytes()
    (tmp_path / "away").write_text("not a folder", encoding="utf-8")
    for use, name in ((open_file, "Team.cdesk"), (make_file, "Other.cdesk")):
        with pytest.raises(UserError, match=r"folder for working copies .* cannot be used"):
            use(shared / name, "Officer", tmp_path / "away" / "profile")
    assert [path.name for path in shared.iterdir()] == ["Team.cdesk"]
    assert file.read_bytes() == before


def failing_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk fail after the commit is done, as when the folder cannot be flushed."""
    real = Session.commit

    def commit(session: Session) -> None:
        real(session)
        cause = sqlite3.OperationalError("disk I/O error")
        cause.sqlite_errorname = "SQLITE_IOERR_DIR_FSYNC"
        raise OperationalError("COMMIT", None, cause)

    monkeypatch.setattr(Session, "commit", commit)


def test_a_disk_that_fails_when_all_is_kept_is_no_reason_to_say_otherwise(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    failing_late(monkeypatch)
    desk.do(add, "One")
    assert titles(desk) == ["One"]
    assert desk.undo() == "Add"
    assert titles(desk) == []


def test_where_nobody_can_tell_whether_a_change_is_kept_that_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    def fail(_folder: object) -> None:
        raise OSError(5, "Input/output error")

    failing_late(monkeypatch)
    monkeypatch.setattr("commission_desk.store.desk.sync_folder", fail)
    with pytest.raises(UserError, match="last change may not be saved"):
        desk.do(add, "One")
