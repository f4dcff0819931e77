"""Two who change one desk: what they had seen yields, what they had not stands beside."""

import json
from datetime import date
from pathlib import Path

import pytest
from desks import edit, rows
from laptops import Laptop
from sqlalchemy.orm import Session

from commission_desk.domain.naming import ERASED
from commission_desk.operations.erasing import erase_person
from commission_desk.operations.merging import resolve
from commission_desk.operations.records import placed, remove
from commission_desk.operations.stakeholders import add_stakeholder
from commission_desk.store.desk import named
from commission_desk.store.tables import Action, Answer, Plan
from commission_desk.store.tables.base import id_of


@pytest.fixture
def ann(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "Ann")


@pytest.fixture
def ben(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "Ben")


def exchange(*laptops: Laptop) -> None:
    """Let everybody know all, and show that all then know the same."""
    for _round in range(2):
        for one in laptops:
            for other in laptops:
                if one is not other:
                    one.merge(other)
    for other in laptops[1:]:
        assert other.knows() == laptops[0].knows()


def edited_by_both(ann: Laptop, ben: Laptop) -> str:
    """Let both change one title unseen, and know of it; return the record."""
    record = ann.add("One")
    ben.merge(ann)
    ann.edit(record, title="Ann's")
    ben.edit(record, title="Ben's")
    exchange(ann, ben)
    return record


def values(laptop: Laptop) -> list[set[object]]:
    return [{version.value for version in view.versions} for view in laptop.conflicts()]


def test_what_each_added_is_on_both(ann: Laptop, ben: Laptop):
    one, two = ann.add("One"), ben.add("Two")
    exchange(ann, ben)
    assert (ann.value(one), ann.value(two)) == ("One", "Two")
    assert ann.conflicts() == ()


def test_a_value_that_was_seen_yields(ann: Laptop, ben: Laptop):
    record = ann.add("One")
    ben.merge(ann)
    ben.edit(record, title="Two")
    ann.merge(ben)
    ann.edit(record, title="Three")
    exchange(ann, ben)
    assert ben.value(record) == "Three"
    assert ben.conflicts() == ()


def test_different_fields_of_one_record_are_no_conflict(ann: Laptop, ben: Laptop):
    record = ann.add("One")
    ben.merge(ann)
    ann.edit(record, title="Two")
    ben.edit(record, note="Call first", due=date(2026, 12, 1))
    exchange(ann, ben)
    assert [ann.value(record, field) for field in ("title", "note", "due")] == [
        "Two", "Call first", "2026-12-01",
    ]  # fmt: skip
    assert ann.conflicts() == ()


def test_a_value_that_was_not_seen_is_a_conflict_that_keeps_both(ann: Laptop, ben: Laptop):
    record = edited_by_both(ann, ben)
    (view,) = ann.conflicts()
    assert (view.kind, view.record, view.field, view.way) == ("action", record, "title", "edited")
    assert view.before == "One"
    assert {(each.value, each.who, each.mine) for each in view.versions} == {
        ("Ann's", "Ann", True), ("Ben's", "Ben", False),
    }  # fmt: skip
    assert ann.value(record) == ben.value(record) in ("Ann's", "Ben's")


def test_the_same_words_from_both_are_no_conflict_and_the_next_replaces_both(
    ann: Laptop, ben: Laptop
):
    record = ann.add("One")
    ben.merge(ann)
    ann.edit(record, title="Same")
    ben.edit(record, title="Same")
    exchange(ann, ben)
    assert ann.conflicts() == ()
    ann.edit(record, title="Next")
    exchange(ann, ben)
    assert ben.value(record) == "Next"
    assert ben.conflicts() == ()


@pytest.mark.parametrize("choice", ["Ann's", "Ben's", "Both: Ann's and Ben's"])
def test_settling_goes_to_the_other_side_and_closes_there(ann: Laptop, ben: Laptop, choice: str):
    record = edited_by_both(ann, ben)
    ann.desk.do(resolve, record, "title", choice)
    assert (ann.value(record), ann.conflicts()) == (choice, ())
    exchange(ann, ben)
    assert (ben.value(record), ben.conflicts()) == (choice, ())


def test_an_edit_made_while_a_conflict_is_open_settles_it(ann: Laptop, ben: Laptop):
    record = edited_by_both(ann, ben)
    ben.edit(record, title="Ben's last word")
    exchange(ann, ben)
    assert (ann.value(record), ann.conflicts()) == ("Ben's last word", ())


def test_settling_can_be_undone_and_done_again(ann: Laptop, ben: Laptop):
    record = edited_by_both(ann, ben)
    before, shown = values(ann), ann.value(record)
    ann.desk.do(resolve, record, "title", "Both")
    exchange(ann, ben)
    assert ann.desk.undo() == "Settle two versions"
    assert (values(ann), ann.value(record)) == (before, shown)
    exchange(ann, ben)
    assert values(ben) == before
    assert ann.desk.redo() == "Settle two versions"
    exchange(ann, ben)
    assert (ben.value(record), ben.conflicts()) == ("Both", ())


def test_settled_by_both_in_different_ways_is_a_conflict_again(ann: Laptop, ben: Laptop):
    record = edited_by_both(ann, ben)
    ann.desk.do(resolve, record, "title", "Ann's")
    ben.desk.do(resolve, record, "title", "Ben's")
    exchange(ann, ben)
    assert values(ann) == [{"Ann's", "Ben's"}]


def test_three_versions_are_shown_together(ann: Laptop, ben: Laptop, tmp_path: Path):
    cat = Laptop(tmp_path, "Cat")
    record = ann.add("One")
    for other in (ben, cat):
        other.merge(ann)
    for each in (ann, ben, cat):
        each.edit(record, title=each.name)
    exchange(ann, ben, cat)
    assert values(cat) == [{"Ann", "Ben", "Cat"}]


def test_what_is_settled_twice_is_refused(ann: Laptop):
    from commission_desk.domain.errors import UserError

    record = ann.add("One")
    with pytest.raises(UserError, match="settled already"):
        ann.desk.do(resolve, record, "title", "Two")


@pytest.mark.parametrize("kept", [True, False])
def test_removed_by_one_and_edited_by_the_other_stays_until_settled(
    ann: Laptop, ben: Laptop, *, kept: bool
):
    record = ann.add("One")
    ben.merge(ann)
    ann.desk.do(remove, "action", record)
    ben.edit(record, title="Still needed")
    exchange(ann, ben)
    (view,) = ann.conflicts()
    assert (view.way, view.field, view.title) == ("removed", "deleted", "Still needed")
    assert {(each.value, each.who) for each in view.versions} == {(True, "Ann"), (False, "Ben")}
    assert (ann.value(record, "deleted"), ann.value(record)) == (0, "Still needed")
    ben.desk.do(resolve, record, "deleted", not kept)
    exchange(ann, ben)
    assert ann.conflicts() == ()
    assert ann.value(record, "deleted") == (not kept)
    ben.desk.undo()
    exchange(ann, ben)
    (again,) = ann.conflicts()
    assert again.way == "removed"


def test_a_removal_that_had_seen_the_edit_is_a_removal(ann: Laptop, ben: Laptop):
    record = ann.add("One")
    ben.merge(ann)
    ben.edit(record, title="Two", note="x")
    ben.edit(record, title="Three")
    ann.merge(ben)
    ann.desk.do(remove, "action", record)
    exchange(ann, ben)
    assert (ben.value(record, "deleted"), ben.conflicts()) == (1, ())


def test_removed_by_both_is_removed(ann: Laptop, ben: Laptop):
    record = ann.add("One")
    ben.merge(ann)
    ann.desk.do(remove, "action", record)
    ben.edit(record, title="Two")
    ben.desk.do(remove, "action", record)
    exchange(ann, ben)
    assert (ann.value(record, "deleted"), ann.conflicts()) == (1, ())


@named("Answer")
def answer(session: Session, plan: str, **values: str) -> None:
    found = placed(session, Answer, id_of("answer", plan, "p1"), plan_id=plan, prompt_id="p1")
    for name, value in values.items():
        setattr(found, name, value)


@named("Plan")
def plan(session: Session) -> str:
    made = Plan(title="Carers")
    session.add(made)
    return made.id


@pytest.mark.parametrize("flip", [False, True])
def test_an_answer_that_both_began_merges_field_by_field(ann: Laptop, ben: Laptop, *, flip: bool):
    its = ann.desk.do(plan)
    ben.merge(ann)
    ann.desk.do(answer, its, owner="Finance partner", status="drafted")
    ben.desk.do(answer, its, reason="Not for us", status="not-applicable")
    one, two = (ben, ann) if flip else (ann, ben)
    exchange(one, two)
    ((owner, reason),) = rows(ann.desk.path, "SELECT owner, reason FROM answer")
    assert (owner, reason) == ("Finance partner", "Not for us")
    (view,) = ann.conflicts()
    assert (view.field, view.before) == ("status", None)
    assert {each.value for each in view.versions} == {"drafted", "not-applicable"}
    ben.desk.do(answer, its, status="agreed", owner="Lead officer")
    exchange(ann, ben)
    assert rows(ann.desk.path, "SELECT status, owner FROM answer") == [("agreed", "Lead officer")]
    assert ann.conflicts() == ()


def test_undo_takes_back_mine_and_never_theirs(ann: Laptop, ben: Laptop):
    record = ann.add("One")
    ben.merge(ann)
    assert ben.desk.undo_name is None
    ann.edit(record, title="Ann's")
    ben.edit(record, note="Ben's")
    ben.add("Ben's too")
    ann.merge(ben)
    assert ann.desk.undo() == "Edit"
    assert (ann.value(record), ann.value(record, "note")) == ("One", "Ben's")
    assert ann.desk.redo() == "Edit"
    assert ann.value(record) == "Ann's"
    assert rows(ann.desk.path, "SELECT count(*) FROM action WHERE NOT deleted") == [(2,)]


def test_undo_leaves_what_somebody_changed_since_and_says_so(ann: Laptop, ben: Laptop):
    record = ann.add("One")
    ann.edit(record, title="Ann's", note="Ann's")
    ben.merge(ann)
    ben.edit(record, title="Ben's")
    ann.merge(ben)
    undone = ann.desk.reverse("undo")
    assert undone is not None
    assert [(left.kind, left.record, left.field) for left in undone.left] == [
        ("action", record, "title")
    ]
    assert (ann.value(record), ann.value(record, "note")) == ("Ben's", "")
    exchange(ann, ben)
    assert (ben.value(record), ben.conflicts()) == ("Ben's", ())


def test_undo_of_a_record_that_somebody_went_on_with_leaves_it(ann: Laptop, ben: Laptop):
    record = ann.add("One")
    ben.merge(ann)
    ben.edit(record, note="Ben's")
    ann.merge(ben)
    undone = ann.desk.reverse("undo")
    assert undone is not None
    assert [left.field for left in undone.left] == ["deleted"]
    assert ann.value(record, "deleted") == 0
    assert ann.desk.undo_name is None, "it has had its turn"
    assert ann.desk.redo() == "Add", "and can be done again, which changes nothing"


def test_undo_in_an_open_conflict_leaves_both_versions(ann: Laptop, ben: Laptop):
    edited_by_both(ann, ben)
    undone = ann.desk.reverse("undo")
    assert undone is not None
    assert [left.field for left in undone.left] == ["title"]
    assert values(ann) == [{"Ann's", "Ben's"}]


def test_a_step_that_was_undone_is_undone_on_the_other_laptop(ann: Laptop, ben: Laptop):
    record = ann.add("One")
    ann.edit(record, title="Two")
    ben.merge(ann)
    ann.desk.undo()
    ben.merge(ann)
    assert ben.value(record) == "One"
    ann.desk.redo()
    ben.merge(ann)
    assert ben.value(record) == "Two"
    assert ben.conflicts() == ()


def test_a_merge_says_what_it_brought(ann: Laptop, ben: Laptop):
    record = ann.add("One")
    ben.merge(ann)
    ann.edit(record, title="Ann's", note="n")
    ben.edit(record, title="Ben's")
    merged = ben.merge(ann)
    assert merged.steps == 1
    assert merged.changed == (("action", record, "note"), ("action", record, "title"))
    assert merged.parted == (("action", record, "title"),)
    assert merged.tables == {"action"}
    again = ben.merge(ann)
    assert (again.steps, again.changed, again.tables) == (0, (), frozenset())


def test_the_other_file_and_its_folder_stay_as_they_were(ann: Laptop, ben: Laptop):
    ann.add("One")
    file = ann.sealed()
    before = {path: path.read_bytes() for path in ann.folder.iterdir()}
    ben.merge(file)
    assert {path: path.read_bytes() for path in ann.folder.iterdir()} == before
    assert not list(ben.folder.glob("merging *"))


def test_the_history_keeps_both_values_after_settling(ann: Laptop, ben: Laptop):
    record = edited_by_both(ann, ben)
    ann.desk.do(resolve, record, "title", "Ann's")
    said = {json.loads(row[0]) for row in rows(ben.desk.path, "SELECT value FROM change "
                                               "WHERE field = 'title'")}  # fmt: skip
    assert said == {"Ann's", "Ben's"}
    assert ben.desk.do(edit, record, title="Later") is None


def test_what_was_erased_stays_erased_after_merging_a_copy_that_still_has_it(
    ann: Laptop, ben: Laptop
):
    ann.desk.do(add_stakeholder, "Rosalind Quillfeather")
    action = ann.add("Call Rosalind Quillfeather")
    ben.merge(ann)
    ben.edit(action, note="Rosalind Quillfeather was out")
    ann.desk.do(erase_person, ["Rosalind Quillfeather"])
    exchange(ann, ben)
    for laptop in (ann, ben):
        texts = json.dumps(laptop.knows(), default=str)
        assert "Quillfeather" not in texts
        assert ERASED in laptop.value(action, "note")


def test_a_record_made_by_both_parts_alike_on_every_laptop(ann: Laptop, ben: Laptop):
    """Adding a note replaces one of the two makings; the other is nobody's word."""
    made = ann.desk.do(make, "both", "Same")
    ben.desk.do(make, "both", "Same")
    cal = ann.twin("Cal")
    dee = ben.twin("Dee")
    ann.merge(ben)
    ann.edit("both", note="Rung")
    for laptop, others in ((cal, (ann, ben)), (dee, (ann, cal)), (ben, (ann,))):
        for other in others:
            laptop.merge(other)
    exchange(ann, ben, cal, dee)
    assert made is None
    assert ann.knows() == ben.knows() == cal.knows() == dee.knows()
    assert ann.conflicts() == ()


@named("Make")
def make(session: Session, record: str, title: str) -> None:
    session.add(Action(id=record, title=title))
