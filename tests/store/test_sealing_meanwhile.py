"""Edits made while a desk is being sealed: they hardly wait, and the sealed file is whole."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from desks import add, rows

from commission_desk.store import sealed
from commission_desk.store.desk import Desk
from commission_desk.store.sealed import BEGUN_ANEW, check, seal


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "Team.cdesk"


@pytest.fixture(autouse=True)
def page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "PIECE", 1)


class Editing(sealed._Patience):
    """Writes between two pieces of the copy, without waiting at all, so many times."""

    path: Path
    times = 0

    def __call__(self, status: int, left: int, pages: int) -> None:
        if Editing.times:
            Editing.times -= 1
            with closing(sqlite3.connect(Editing.path, timeout=0, isolation_level=None)) as other:
                other.execute("UPDATE action SET title = title || '!'").close()
        super().__call__(status, left, pages)


def sealed_beside_edits(
    desk: Desk, target: Path, times: int, monkeypatch: pytest.MonkeyPatch
) -> str:
    desk.do(add, "Ring")
    Editing.path, Editing.times = desk.path, times
    monkeypatch.setattr(sealed, "_Patience", Editing)
    digest = seal(desk.path, target, None)
    assert check(target) == digest
    assert rows(target, "PRAGMA integrity_check") == [("ok",)]
    return str(rows(target, "SELECT title FROM action")[0][0])


def test_an_edit_never_waits_for_the_whole_copy_and_is_in_it(
    desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
):
    assert sealed_beside_edits(desk, target, 2, monkeypatch) == "Ring!!"


def test_without_pieces_the_edit_would_find_the_desk_busy(
    desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
):
    """The control: a copy in one piece holds the lock until its end."""
    monkeypatch.setattr(sealed, "PIECE", sealed.ALL)
    assert sealed_beside_edits(desk, target, 1, monkeypatch) == "Ring", "too late to be in it"


def test_whoever_never_stops_editing_gets_a_whole_file_all_the_same(
    desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
):
    found = sealed_beside_edits(desk, target, 1_000, monkeypatch)
    last = "!"  # written just before its patience ended, and so in the whole copy
    assert found == "Ring" + "!" * (BEGUN_ANEW + 1) + last


def test_sealing_ends_beside_a_thread_that_edits_without_pause(desk: Desk, target: Path):
    desk.do(add, "Ring")
    over = threading.Event()

    def edits() -> None:
        with closing(sqlite3.connect(desk.path, timeout=30, isolation_level=None)) as other:
            while not over.is_set():
                other.execute("UPDATE action SET title = title || '!'").close()

    writer = threading.Thread(target=edits)
    writer.start()
    try:
        digest = seal(desk.path, target, None)
    finally:
        over.set()
        writer.join()
    assert check(target) == digest
    assert rows(target, "PRAGMA integrity_check") == [("ok",)]
