"""Versions of a plan: kept, compared, put back; approved and frozen; the next one opened."""

import base64
from datetime import date

import pytest
from desks import dump
from versioned import (
    BOARD,
    DAY,
    NEEDS,
    OTHER,
    PDF,
    PROMPTS,
    WRITTEN,
    approved,
    begun,
    finished,
    needs,
    said_in,
)

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import Block, RichText, Run, from_plain
from commission_desk.operations.example import make_example
from commission_desk.operations.history import history, put_back, restore_value
from commission_desk.operations.history_detail import step_detail
from commission_desk.operations.history_list import HistoryQuery, kinds_changed, steps
from commission_desk.operations.measures import add_risk, edit_risk
from commission_desk.operations.plan_appraisal import agree_criteria, choose_option
from commission_desk.operations.plan_changed import changed_prompts
from commission_desk.operations.plan_life import (
    Approval,
    approve_plan,
    back_to_draft,
    decisions_made,
    fingerprint_of,
    open_next_version,
    publish_plan,
    refuse_unready,
    send_for_review,
)
from commission_desk.operations.plan_printed import (
    approval_paper,
    changes_between,
    changes_since,
    plan_paper,
    version_paper_of,
)
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_tables import (
    add_entry,
    edit_entry,
    paste_entries,
    remove_entries,
    sort_entries,
)
from commission_desk.operations.plan_versions import (
    approved_version,
    keep_version,
    put_part_back,
    put_version_back,
    version_paper,
    versions,
)
from commission_desk.operations.plans import (
    edit_plan,
    plan,
    plans,
    set_answer_owner,
    set_answer_status,
    set_not_applicable,
    write_answer,
)
from commission_desk.operations.records import remove


@pytest.fixture
def record(do) -> str:
    return begun(do)


def words(desk, found: str, prompt: str = WRITTEN) -> str:
    return desk.ask(plan, found).answer(prompt).text.plain


def test_a_version_is_kept_compared_and_put_back_as_one_change(desk, do, ask, record):
    needs(desk, record, ["Young carers known", "", "people", "12"])
    kept = do(keep_version, record, "Sent to partners", "For their comments", DAY)
    (view,) = ask(versions, record)
    assert (view.title, view.status, view.number, view.kept_on) == (
        "Sent to partners", "kept", 0, DAY,
    )  # fmt: skip
    assert view.kept_by == "Commissioning officer"
    assert ask(changes_since, kept, "en") == ()

    do(write_answer, record, WRITTEN, from_plain("Caring is shared and paid for."))
    do(write_answer, record, OTHER, from_plain("New words."))
    needs(desk, record, ["Young carers found", "", "people", "12"], ["Another", "", "", "7"])
    found = {change.prompt_id: change for change in ask(changes_since, kept, "en")}
    assert ask(changed_prompts, kept) == found.keys() == {WRITTEN, OTHER, NEEDS}
    assert found[WRITTEN].before == "Caring is shared."
    assert found[WRITTEN].after == "Caring is shared and paid for."
    assert found[OTHER].kind == "added"
    assert "Young carers known" in found[NEEDS].before
    assert "Young carers found" in found[NEEDS].after

    do(put_version_back, kept)
    assert ask(changes_since, kept, "en") == ()
    assert words(desk, record) == "Caring is shared."
    assert [row.values["title"] for row in ask(read_table, record, "need", NEEDS).rows] == [
        "Young carers known"
    ]
    assert desk.undo() == "Put back a version of the plan"
    assert words(desk, record, OTHER) == "New words."


def test_one_part_is_put_back_and_no_other(desk, do, ask, record):
    needs(desk, record, ["Known", "", "people", "12"])
    kept = do(keep_version, record, "First", "", DAY)
    do(write_answer, record, WRITTEN, from_plain("Changed."))
    needs(desk, record, ["Found", "", "people", "12"], ["More", "", "", "7"])
    do(put_part_back, kept, NEEDS)
    assert [row.values["title"] for row in ask(read_table, record, "need", NEEDS).rows] == ["Known"]
    assert words(desk, record) == "Changed."
    do(put_part_back, kept, WRITTEN)
    assert words(desk, record) == "Caring is shared."


def test_a_part_whose_formatting_alone_differs_is_changed_too(do, ask, record):
    kept = do(keep_version, record, "Plain", "", DAY)
    bold = RichText((Block(runs=(Run("Caring is shared.", bold=True),)),))
    do(write_answer, record, WRITTEN, bold)
    (change,) = ask(changes_since, kept, "en")
    assert change.before == change.after == "Caring is shared."


def test_two_versions_are_compared(do, ask, record):
    first = do(keep_version, record, "First", "", DAY)
    do(write_answer, record, WRITTEN, from_plain("Later."))
    second = do(keep_version, record, "Second", "", DAY)
    (change,) = ask(changes_between, first, second, "en")
    assert (change.before, change.after) == ("Caring is shared.", "Later.")
    assert [one.title for one in ask(versions, record)] == ["Second", "First"]


def test_a_plan_goes_from_draft_to_published_and_on_to_its_next_version(desk, do, ask, record):
    with pytest.raises(UserError, match="review first"):
        ask(refuse_unready, record)
    do(send_for_review, record)
    do(back_to_draft, record)
    do(send_for_review, record)
    with pytest.raises(UserError, match="31 parts are not finished"):
        ask(refuse_unready, record)
    finished(desk, record)
    desk.do(set_answer_status, record, WRITTEN, "ready")
    paper = ask(approval_paper, record, "en", DAY, BOARD)
    assert not paper.draft
    assert paper.version == "Version 1"
    assert paper.approved == "By Partnership board on 20 November 2026 (minute 3.1)"
    said = ask(fingerprint_of, record)
    first = do(approve_plan, record, BOARD, said, "en", PDF)
    assert ask(plan, record).row.status == "approved"
    assert ask(version_paper, first) == ("en", base64.b64encode(PDF).decode())
    assert ask(plan_paper, record, "en", DAY).approved == paper.approved

    with pytest.raises(UserError, match="before it was approved"):
        desk.do(publish_plan, record, date(2026, 11, 1))
    do(publish_plan, record, date(2026, 12, 1))
    assert ask(approved_version, record).published_on == date(2026, 12, 1)

    do(open_next_version, record)
    assert ask(plan, record).row.status == "draft"
    assert ask(plan_paper, record, "en", DAY).version == "Version 2"
    do(write_answer, record, WRITTEN, from_plain("A year on."))
    marked = [
        part.prompt_id
        for section in ask(plan_paper, record, "en", DAY).sections
        for part in section.parts
        if part.changed == "Changed since version 1"
    ]
    assert marked == [WRITTEN]
    then = ask(version_paper_of, first, "en", DAY)
    assert said_in(then) == "Caring is shared."
    assert (then.version, then.status) == ("Version 1", "Published")

    second = approved(desk, record)
    assert [(one.number, one.status) for one in ask(versions, record)] == [
        (2, "approved"), (1, "superseded"),
    ]  # fmt: skip
    assert ask(approved_version, record).id == second


def test_an_approved_plan_stays_as_it_is(desk, ask, record):
    needs(desk, record, ["Known", "", "people", "12"])
    desk.do(add_entry, record, "criterion", title="Cost")
    option = desk.do(add_entry, record, "plan-option", title="As now")
    kept = desk.do(keep_version, record, "Before", "", DAY)
    version = approved(desk, record)
    before = dump(desk.path)
    view = ask(read_table, record, "need", NEEDS)
    (row,) = view.rows
    change = next(c for c in ask(history, row.id) if c.field in ("", "title"))
    for operation, *args in (
        (write_answer, record, WRITTEN, from_plain("Sly")),
        (set_answer_status, record, WRITTEN, "draft"),
        (set_not_applicable, record, WRITTEN, "Sly"),
        (set_answer_owner, record, WRITTEN, "Somebody", None),
        (add_entry, record, "need"),
        (edit_entry, record, "need", row.id, "title", "Sly"),
        (paste_entries, view, (0, 0), [["Sly"]]),
        (sort_entries, view, "title"),
        (remove_entries, "need", [row.id]),
        (agree_criteria, record, "Board", DAY),
        (choose_option, option, "Because", DAY),
        (remove, "plan", record),
        (remove, "need", row.id),
        (remove, "plan_version", version),
        (restore_value, row.id, "title", change.change),
        (put_back, "need", row.id),
        (put_version_back, kept),
        (put_part_back, kept, WRITTEN),
    ):
        with pytest.raises(UserError, match="approved"):
            desk.do(operation, *args)
    with pytest.raises(UserError, match="approved"):
        desk.do(edit_plan, record, title="Sly")
    assert dump(desk.path) == before


def test_where_a_plan_stands_is_not_changed_through_the_history(desk, ask, record):
    version = approved(desk, record)
    desk.do(open_next_version, record)
    for changed, field in ((record, "status"), (version, "approved_by")):
        made = ask(history, changed)[-1]
        with pytest.raises(UserError, match="under its versions"):
            desk.do(restore_value, changed, field, made.change)
    with pytest.raises(UserError, match="what was decided"):
        desk.do(remove, "plan_version", version)


def test_risks_are_a_register_and_are_left_when_a_version_is_put_back(desk, record):
    kept = desk.do(keep_version, record, "Before", "", DAY)
    risk = desk.do(add_risk, "A provider may close", plan_id=record)
    desk.do(put_version_back, kept)
    desk.do(edit_risk, risk, likelihood=3)  # or it would be gone


@pytest.mark.parametrize(
    ("approval", "sentence"),
    [(Approval(" ", DAY), "who approved"), (Approval("Board", date(2999, 1, 1)), "still to come")],
)
def test_an_approval_says_by_whom_and_is_not_in_the_future(desk, ask, record, approval, sentence):
    finished(desk, record)
    desk.do(send_for_review, record)
    with pytest.raises(UserError, match=sentence):
        desk.do(approve_plan, record, approval, ask(fingerprint_of, record), "en", PDF)


def test_what_was_changed_while_the_pdf_was_made_is_not_approved_unseen(desk, ask, record):
    finished(desk, record)
    desk.do(send_for_review, record)
    said = ask(fingerprint_of, record)
    desk.do(write_answer, record, WRITTEN, from_plain("Slipped in."))
    with pytest.raises(UserError, match="changed while"):
        desk.do(approve_plan, record, BOARD, said, "en", PDF)


def test_the_history_speaks_of_the_version_and_not_of_its_copies(desk, ask, record):
    desk.do(keep_version, record, "Sent to partners", "", DAY)
    (newest, *_rest) = ask(steps, HistoryQuery())
    assert (newest.kind, newest.title) == ("plan_version", "Sent to partners")
    assert {c.kind for c in ask(step_detail, newest.seq).changes} == {"plan_version"}
    assert not {"version_record", "version_paper"} & set(ask(kinds_changed))


def test_a_whole_plan_with_every_table_is_kept_and_put_back_to_the_letter(desk, do, ask):
    make_example(desk, today=DAY)
    record = ask(plans)[0].id
    whole = ask(plan_paper, record, "en", DAY)
    kept = do(keep_version, record, "As it was", "", DAY)
    assert ask(changes_since, kept, "en") == ()
    own = slice(-1)  # all sections but the appendices, which follow from the registers
    assert ask(version_paper_of, kept, "en", DAY).sections[own] == whole.sections[own]
    for row in ask(read_table, record, "plan-option").rows[:2]:
        desk.do(remove, "plan_option", row.id)
    desk.do(set_not_applicable, record, PROMPTS[5], "Not now")
    found = {change.prompt_id for change in ask(changes_since, kept, "en")}
    assert len(found) > 1
    assert ask(changed_prompts, kept) == found
    do(put_version_back, kept)
    assert ask(plan_paper, record, "en", DAY) == whole


def test_decisions_of_meetings_are_offered(desk, ask):
    make_example(desk, today=DAY)
    found = ask(decisions_made)
    assert found
    assert all(one.text and one.meeting for one in found)
