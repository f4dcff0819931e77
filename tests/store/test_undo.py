"""Undo and redo against a plain model, across reopening and after anything else."""

from typing import Any

from desks import add, dump, edit, new_desk, rows, runs, titles
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from commission_desk.store.desk import Desk, named
from commission_desk.store.tables import Action


@named("Edit twice")
def edit_twice(session: Session, record: str, first: str, then: str) -> None:
    found = session.get(Action, record)
    assert found is not None
    found.title = first
    session.flush()
    found.title = then


@named("Remove")
def remove(session: Session, record: str) -> None:
    found = session.get(Action, record)
    assert found is not None
    found.deleted = True


def test_undo_takes_back_the_newest_step_and_names_it(desk: Desk):
    (record,) = desk.do(add, "One")
    desk.do(edit, record, title="Two")
    assert (desk.undo_name, desk.redo_name) == ("Edit", None)
    assert desk.undo() == "Edit"
    assert titles(desk) == ["One"]
    assert (desk.undo_name, desk.redo_name) == ("Add", "Edit")
    assert desk.undo() == "Add"
    assert titles(desk) == []
    assert desk.undo() is None
    assert desk.redo() == "Add"
    assert desk.redo() == "Edit"
    assert titles(desk) == ["Two"]
    assert desk.redo() is None


def test_a_field_changed_twice_in_a_step_goes_back_to_before_the_step(desk: Desk):
    (record,) = desk.do(add, "One")
    desk.do(edit_twice, record, "Two", "Three")
    desk.undo()
    assert titles(desk) == ["One"]
    desk.redo()
    assert titles(desk) == ["Three"]
    desk.undo()
    assert titles(desk) == ["One"]


def test_many_records_made_in_a_step_go_and_come_back_together(desk: Desk):
    desk.do(add, *[f"Action {n:03}" for n in range(300)])
    whole = dump(desk.path)
    desk.undo()
    assert titles(desk) == []
    desk.redo()
    assert dump(desk.path) == whole


def test_a_record_made_and_changed_in_one_step_comes_back_changed(desk: Desk):
    @named("Make")
    def make(session: Session) -> None:
        action = Action(title="One")
        session.add(action)
        session.flush()
        action.title = "Two"

    desk.do(make)
    desk.undo()
    assert titles(desk) == []
    desk.redo()
    assert titles(desk) == ["Two"]


def test_what_was_removed_comes_back_whole(desk: Desk):
    (record,) = desk.do(add, "One", note="kept")
    before = dump(desk.path)
    desk.do(remove, record)
    assert titles(desk) == []
    desk.undo()
    assert dump(desk.path) == before


def test_a_new_step_ends_redo_for_good(desk: Desk):
    (record,) = desk.do(add, "One")
    desk.do(edit, record, title="Two")
    desk.undo()
    desk.do(edit, record, title="Three")
    assert desk.redo_name is None
    assert desk.redo() is None
    desk.undo()
    assert desk.redo() == "Edit"
    assert titles(desk) == ["Three"]
    assert desk.redo() is None


def test_undo_and_redo_go_on_after_reopening(desk: Desk):
    (record,) = desk.do(add, "One")
    desk.do(edit, record, title="Two")
    desk.undo()
    desk.close()
    again = Desk(desk.path, "Somebody else")
    assert again.redo() == "Edit"
    assert titles(again) == ["Two"]
    assert again.undo() == "Edit"
    assert again.undo() == "Add"
    assert titles(again) == []
    again.close()


def test_undo_is_one_more_step_and_the_history_only_grows(desk: Desk):
    (record,) = desk.do(add, "One")
    desk.do(edit, record, title="Two")
    before = rows(desk.path, "SELECT * FROM change ORDER BY seq")
    desk.undo()
    after = rows(desk.path, "SELECT * FROM change ORDER BY seq")
    assert after[: len(before)] == before
    assert rows(desk.path, "SELECT kind, reverses FROM step WHERE seq = 3") == [("undo", 2)]


def test_a_making_done_again_is_taken_back_after_an_edit_taken_back(desk: Desk):
    (record,) = desk.do(add, "One")
    desk.undo()
    desk.redo()
    desk.do(edit, record, title="Two")
    desk.undo()
    desk.undo()
    assert rows(desk.path, "SELECT id FROM action WHERE NOT deleted") == []
    desk.redo()
    assert titles(desk) == ["One"]


class Undoing(RuleBasedStateMachine):
    """Random work on a desk and, beside it, the same on plain dictionaries with two stacks."""

    folder: Any = None
    count = 0

    def __init__(self) -> None:
        super().__init__()
        Undoing.count += 1
        self.desk = new_desk(self.folder / str(Undoing.count))
        self.now: dict[str, dict[str, Any]] = {}
        self.done: list[dict[str, dict[str, Any]]] = []
        self.undone: list[dict[str, dict[str, Any]]] = []

    def step(self, new: dict[str, dict[str, Any]]) -> None:
        if new != self.now:
            self.done.append(self.now)
            self.undone.clear()
            self.now = new

    @rule(names=st.lists(st.sampled_from("abc"), min_size=1, max_size=3))
    def make(self, names: list[str]) -> None:
        ids = self.desk.do(add, *names)
        made = zip(ids, names, strict=True)
        self.step(self.now | {record: {"title": name, "note": ""} for record, name in made})

    @precondition(lambda self: self.now)
    @rule(
        data=st.data(),
        values=st.fixed_dictionaries(
            {}, optional={"title": st.sampled_from("abcd"), "note": st.sampled_from(["", "x", "y"])}
        ),
    )
    def change(self, data: st.DataObject, values: dict[str, str]) -> None:
        record = data.draw(st.sampled_from(list(self.now)))
        self.desk.do(edit, record, **values)
        self.step({**self.now, record: self.now[record] | values})

    @precondition(lambda self: self.now)
    @rule(data=st.data(), first=st.sampled_from("abc"), then=st.sampled_from("abc"))
    def change_twice(self, data: st.DataObject, first: str, then: str) -> None:
        record = data.draw(st.sampled_from(list(self.now)))
        before = self.now[record]
        self.desk.do(edit_twice, record, first, then)
        if before["title"] == then != first:  # ending where it began, it is still a step
            self.done.append(self.now)
            self.undone.clear()
        self.step({**self.now, record: before | {"title": then}})

    @precondition(lambda self: self.now)
    @rule(data=st.data())
    def take_away(self, data: st.DataObject) -> None:
        record = data.draw(st.sampled_from(list(self.now)))
        self.desk.do(remove, record)
        self.step({key: value for key, value in self.now.items() if key != record})

    @rule()
    def undo(self) -> None:
        assert (self.desk.undo() is not None) == bool(self.done)
        if self.done:
            self.undone.append(self.now)
            self.now = self.done.pop()

    @rule()
    def redo(self) -> None:
        assert (self.desk.redo() is not None) == bool(self.undone)
        if self.undone:
            self.done.append(self.now)
            self.now = self.undone.pop()

    @rule()
    def reopen(self) -> None:
        self.desk.close()
        self.desk = Desk(self.desk.path, "Officer")

    @invariant()
    def agrees(self) -> None:
        found = rows(self.desk.path, "SELECT id, title, note FROM action WHERE NOT deleted")
        assert {row[0]: {"title": row[1], "note": row[2]} for row in found} == self.now

    def teardown(self) -> None:
        self.desk.close()


def test_undo_and_redo_do_what_two_stacks_would(tmp_path):
    Undoing.folder = tmp_path
    run_state_machine_as_test(
        Undoing,
        settings=settings(
            max_examples=runs(15, 500),
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
