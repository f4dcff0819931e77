"""The controls of the harness: a piece of work that is lost, half done or altered is seen."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from desks import new_desk
from work import begin, do_piece, half_done, pieces

PIECES = 6
LAST_CHANGE = "DELETE FROM change WHERE seq = (SELECT max(seq) FROM change WHERE kind = '{kind}')"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    desk = new_desk(tmp_path)
    begin(desk)
    for number in range(1, PIECES + 1):
        do_piece(desk, number)
    desk.close()
    return desk.path


def test_whole_work_is_found_whole(database: Path):
    assert pieces(database) == set(range(1, PIECES + 1))
    assert half_done(database) == []


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM term_option WHERE rowid = 1",
        "DELETE FROM answer WHERE rowid = 1",
        "UPDATE agreement SET title = 'Another' WHERE rowid = 2",
        "UPDATE agreement SET provider_id = NULL WHERE rowid = 1",
        LAST_CHANGE.format(kind="organisation"),
        LAST_CHANGE.format(kind="answer"),
        "DELETE FROM step WHERE seq = (SELECT max(seq) FROM step)",
        "UPDATE change SET value = '\"\"' WHERE field = 'notes'",
    ],
)
def test_what_is_missing_or_altered_is_seen(database: Path, loss: str):
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute(loss).rowcount > 0
        connection.commit()
    assert half_done(database)
