"""Erasing a person: nothing of them is left in any file, and an old copy brings nothing back."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from desks import dump, new_desk, rows

from commission_desk.domain.errors import UserError
from commission_desk.domain.naming import ERASED
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.actions import add_action
from commission_desk.operations.attendance import add_person
from commission_desk.operations.erasing import erase_for_good, erase_person, held_about
from commission_desk.operations.history import put_back, restore_value
from commission_desk.operations.history_list import HistoryQuery, steps
from commission_desk.operations.meetings import call_meeting
from commission_desk.operations.plans import new_plan, write_answer
from commission_desk.operations.records import remove
from commission_desk.operations.stakeholders import (
    add_stakeholder,
    edit_stakeholder,
    record_contact,
)
from commission_desk.store.allowed import fault
from commission_desk.store.desk import Desk
from commission_desk.store.erasing import apply_erasures
from commission_desk.store.sealed import seal
from commission_desk.store.search import SearchIndex

NAME = "Zebedee Quillfeather"
REACHED = "z.quill@example.org"
SECRETS = (b"Quillfeather", b"quillfeather", b"z.quill", b"Zebedee", b"01632 960123")


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk that names a person wherever a person can be named."""
    who = desk.do(add_stakeholder, "Z Quill", kind="person")
    desk.do(edit_stakeholder, who, name=NAME, interest=5)
    desk.do(edit_stakeholder, who, contact_details=f"{REACHED}, 01632 960123", notes="Rings late")
    desk.do(edit_stakeholder, who, contact_details="")
    other = desk.do(add_stakeholder, "Parents’ forum", kind="group")
    desk.do(record_contact, (who, other), held_on=date(2026, 3, 3), heard=f"{NAME} was worried")
    plan = desk.do(new_plan, "Short breaks", lead=NAME.upper())
    desk.do(write_answer, plan, "population", from_plain(f"As {NAME} said: more places."))
    desk.do(write_answer, plan, "population", from_plain("More places."))
    meeting = desk.do(call_meeting, "contract-review", "Review", date(2026, 3, 4))
    desk.do(add_person, meeting, "Quillfeather, Zebedee")
    action = desk.do(
        add_action, f"Ring {REACHED}", owner=NAME, note="or zebedee.quillfeather@example.org"
    )
    desk.do(remove, "action", action)
    desk.undo()
    return desk


def bytes_of(desk: Desk, folder: Path) -> bytes:
    """Everything in the working copy, the sealed file and the search index."""
    index = SearchIndex(desk.path.with_name("search.sqlite"))
    desk.ask(index.refresh)
    sealed = folder / "sealed.cdesk"
    sealed.unlink(missing_ok=True)
    seal(desk.path, sealed, None)
    return b"".join(path.read_bytes() for path in (desk.path, sealed, index.path))


def test_the_report_says_all_that_is_held_now_and_before(full: Desk):
    report = full.ask(held_about, [NAME])
    assert set(report.called) == {NAME, REACHED, "01632 960123"}
    fields = {(item.kind, item.field) for item in report.now}
    assert fields >= {
        ("stakeholder", "name"), ("stakeholder", "notes"), ("attendance", "name"),
        ("action", "owner"), ("action", "title"), ("plan", "lead"), ("engagement", "heard"),
    }  # fmt: skip
    assert ("answer", "text") not in fields
    before = {(item.kind, item.field) for item in report.before}
    assert {("answer", "text"), ("stakeholder", "contact_details")} <= before
    heard = next(item for item in report.now if item.field == "heard")
    assert heard.excerpt == f"{NAME} was worried"


def test_nothing_of_the_person_is_left_in_the_bytes(full: Desk, tmp_path: Path):
    index = full.path.with_name("search.sqlite")
    assert all(secret in bytes_of(full, tmp_path) for secret in SECRETS), "the control"
    count = erase_for_good(full, index, [NAME])
    assert count > 15
    left = bytes_of(full, tmp_path)
    assert [secret for secret in SECRETS if secret in left] == []
    with pytest.raises(UserError, match="Nothing on this desk"):
        full.do(erase_person, [NAME])
    assert full.ask(held_about, [NAME]).items == ()
    with closing(sqlite3.connect(full.path)) as connection:
        assert fault(connection) == "", "others can still open the file"


def test_others_keep_what_they_said(full: Desk):
    full.do(erase_person, [NAME])
    assert rows(full.path, "SELECT heard FROM engagement") == [(f"{ERASED} was worried",)]
    assert rows(full.path, "SELECT name FROM stakeholder WHERE NOT deleted") == [
        ("Parents’ forum",)
    ]
    assert rows(full.path, "SELECT owner, title FROM action") == [(ERASED, f"Ring {ERASED}")]


def test_undo_goes_round_an_erasure_and_brings_nobody_back(full: Desk, tmp_path: Path):
    full.do(erase_person, [NAME])
    name = full.undo_name
    assert name != "Erase a person"
    while full.undo():
        pass
    while full.redo():
        pass
    left = bytes_of(full, tmp_path)
    assert [secret for secret in SECRETS if secret in left] == []
    assert not any(ERASED in str(row) for row in dump(full.path)["stakeholder"] if row[1])


def test_what_was_erased_is_not_restored_from_the_history(full: Desk):
    full.do(erase_person, [NAME])
    (who,) = rows(full.path, "SELECT id FROM stakeholder WHERE name = ?", ERASED)[0]
    with pytest.raises(UserError, match="was erased"):
        full.do(put_back, "stakeholder", who)
    seq, record = rows(
        full.path, "SELECT seq, record FROM change WHERE kind = 'action' AND field = ''"
    )[0]
    with pytest.raises(UserError, match="was erased"):
        full.do(restore_value, record, "owner", seq)


def test_the_history_says_who_erased_and_how_much_but_not_whom(full: Desk):
    count = full.do(erase_person, [NAME])
    newest = full.ask(steps, HistoryQuery())[0]
    assert (newest.step_kind, newest.erased, newest.who) == ("erase", count, full.who)


def test_an_old_copy_that_comes_back_is_erased_again(full: Desk, tmp_path: Path):
    """What a merge does after its union: here the old rows are simply put in again."""
    old = dump(full.path)
    history = rows(full.path, "SELECT * FROM change")
    full.do(erase_person, [NAME])
    with closing(sqlite3.connect(full.path)) as connection:
        for kind in ("stakeholder", "attendance", "action", "engagement", "plan"):
            marks = ", ".join("?" * len(old[kind][0]))
            connection.executemany(f"REPLACE INTO {kind} VALUES ({marks})", old[kind])
        connection.executemany("REPLACE INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)", history)
        new = json.dumps(f"Wrote to {NAME} on Friday")
        connection.execute(
            "INSERT INTO change (step, ordinal, kind, record, field, value) "
            "VALUES (1, 9001, 'action', ?, ?, ?)",
            (old["action"][0][0], "note", new),
        )
        connection.commit()
        assert any("Quillfeather" in str(row) for row in history)
        assert apply_erasures(connection) > 15
        connection.commit()
        assert apply_erasures(connection) == 0, "twice is once"
        connection.execute("VACUUM")
    left = bytes_of(full, tmp_path)
    assert [secret for secret in SECRETS if secret in left] == []
    assert "Wrote to [erased] on Friday" in str(rows(full.path, "SELECT value FROM change"))


def test_a_record_changed_in_an_old_copy_stays_a_tombstone(full: Desk):
    full.do(erase_person, [NAME])
    (who,) = rows(full.path, "SELECT id FROM stakeholder WHERE name = ?", ERASED)[0]
    with closing(sqlite3.connect(full.path)) as connection:
        last = connection.execute("SELECT max(seq) FROM change").fetchone()[0]
        for place, (field, value) in enumerate(
            (("notes", "Lives by the harbour"), ("interest", 3)), start=9_001
        ):
            connection.execute(
                "INSERT INTO change (step, ordinal, kind, record, field, value) "
                "VALUES (1, ?, 'stakeholder', ?, ?, ?)", (place, who, field, json.dumps(value)),
            )  # fmt: skip
            connection.execute(f"UPDATE stakeholder SET {field} = ? WHERE id = ?", (value, who))
        assert apply_erasures(connection, last) == 4
        connection.commit()
    assert rows(full.path, "SELECT notes, interest FROM stakeholder WHERE id = ?", who) == [
        ("", None)
    ]
    assert "harbour" not in str(rows(full.path, "SELECT value FROM change"))


@pytest.mark.parametrize("name", [[], ["  "], ["Jo"], ["..."]])
def test_a_name_too_short_to_mean_one_person_is_not_taken(desk: Desk, name: list[str]):
    with pytest.raises(UserError, match="whole name"):
        desk.ask(held_about, name)


def test_the_one_who_worked_here_is_erased_from_the_steps(tmp_path: Path):
    desk = new_desk(tmp_path / "own", NAME)
    desk.do(add_action, "Ring the provider")
    desk.who = "Commissioning officer"
    desk.do(erase_person, [NAME])
    assert {row.who for row in desk.ask(steps, HistoryQuery())} == {ERASED, desk.who}
    desk.close()
