"""Versions of a plan on several laptops, after an erasure, and from strangers."""

import base64

import pytest
from laptops import Laptop
from sqlalchemy import select
from versioned import BOARD, DAY, PDF, WRITTEN, approved, begun, finished, needs, said_in

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.actions import actions, add_action
from commission_desk.operations.erasing import erase_for_good, erase_person, held_about
from commission_desk.operations.plan_changed import changed_prompts
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_comments import (
    add_comment,
    comments,
    edit_comment,
    resolve_comment,
)
from commission_desk.operations.plan_life import (
    approve_plan,
    fingerprint_of,
    refuse_unready,
    send_for_review,
)
from commission_desk.operations.plan_printed import changes_since, plan_paper, version_paper_of
from commission_desk.operations.plan_versions import (
    ABOUT,
    keep_version,
    put_part_back,
    put_version_back,
    version_paper,
    versions,
)
from commission_desk.operations.plans import (
    edit_plan,
    new_plan,
    plan,
    set_answer_status,
    write_answer,
)
from commission_desk.operations.records import remove
from commission_desk.store.desk import named
from commission_desk.store.tables import VersionRecord


@pytest.fixture
def record(do) -> str:
    return begun(do)


def test_nobody_approves_over_two_versions_of_a_text(tmp_path):
    here = Laptop(tmp_path, "Ann")
    record = here.desk.do(new_plan, "Carers")
    finished(here.desk, record)
    here.desk.do(write_answer, record, WRITTEN, from_plain("Before"))
    here.desk.do(set_answer_status, record, WRITTEN, "ready")
    here.desk.do(send_for_review, record)
    there = here.twin("Ben")
    here.desk.do(write_answer, record, WRITTEN, from_plain("Ours"))
    there.desk.do(write_answer, record, WRITTEN, from_plain("Theirs"))
    there.desk.ask(refuse_unready, record)
    there.merge(here)
    with pytest.raises(UserError, match="Two people"):
        there.desk.ask(refuse_unready, record)


def test_comments_that_two_people_dealt_with_ask_nothing_and_hold_up_no_approval(tmp_path):
    ann = Laptop(tmp_path, "Ann")
    record = begun(ann.desk.do)
    finished(ann.desk, record)
    ann.desk.do(send_for_review, record)
    ann.desk.who = "Cat"
    both, gone, text = (
        ann.desk.do(add_comment, record, WRITTEN, words) for words in ("Why?", "Who?", "When?")
    )
    ben = ann.twin("Ben")
    ann.desk.who = "Ann"
    for desk in (ann.desk, ben.desk):
        desk.do(resolve_comment, both)
    ann.desk.do(remove, "plan_comment", gone)
    ben.desk.do(resolve_comment, gone)
    ann.merge(ben)
    ben.merge(ann)
    assert ann.conflicts() == ben.conflicts() == ()
    assert ann.knows() == ben.knows()
    found = ann.desk.ask(comments, record)
    assert found == ben.desk.ask(comments, record)
    assert [(each.id, each.open) for each in found] == [(both, False), (text, True)]
    assert found[0].resolved_by in ("Ann", "Ben")
    for laptop in (ann, ben):  # two versions of a comment’s words are asked, and that is all
        laptop.desk.who = "Cat"
        laptop.desk.do(edit_comment, text, f"When? {laptop.folder.name}")
    ann.merge(ben)
    assert [each.field for each in ann.conflicts()] == ["text"]
    ann.desk.ask(refuse_unready, record)


def test_what_another_laptop_changed_after_the_approval_is_a_check_and_can_be_put_back(tmp_path):
    here = Laptop(tmp_path, "Ann")
    record = here.desk.do(new_plan, "Carers")
    here.desk.do(write_answer, record, WRITTEN, from_plain("As it was read."))
    here.desk.do(set_answer_status, record, WRITTEN, "ready")
    finished(here.desk, record)
    here.desk.do(send_for_review, record)
    there = here.twin("Ben")
    there.desk.do(write_answer, record, WRITTEN, from_plain("Ben knew of no approval."))
    said = here.desk.ask(fingerprint_of, record)
    version = here.desk.do(approve_plan, record, BOARD, said, "en", PDF)
    assert "plan-changed-approved" not in checked(here.desk, record)
    here.merge(there)
    assert "plan-changed-approved" in checked(here.desk, record)
    assert [one.before for one in here.desk.ask(changes_since, version, "en")] == [
        "As it was read."
    ]
    here.desk.do(put_version_back, version)
    assert "plan-changed-approved" not in checked(here.desk, record)


def checked(desk, record: str) -> set[str]:
    return {need.check for need in desk.ask(plan_needs, record, DAY, "en")}


def test_a_version_travels_with_its_pdf_and_two_approvals_both_stand(tmp_path):
    here = Laptop(tmp_path, "Ann")
    record = here.desk.do(new_plan, "Carers")
    finished(here.desk, record)
    here.desk.do(send_for_review, record)
    there = here.twin("Ben")
    for laptop in (here, there):
        said = laptop.desk.ask(fingerprint_of, record)
        laptop.desk.do(approve_plan, record, BOARD, said, "en", PDF)
    there.merge(here)
    here.merge(there)
    both = here.desk.ask(versions, record)
    assert both == there.desk.ask(versions, record)
    assert [one.number for one in both] == [1, 1]
    assert all(here.desk.ask(version_paper, one.id)[1] for one in both)


def test_an_erased_person_is_in_no_version_and_no_pdf(desk, ask, record, tmp_path):
    desk.do(write_answer, record, WRITTEN, from_plain("Rosalind Quayle speaks for carers."))
    needs(desk, record, ["Asked by Rosalind Quayle", "", "people", "12"])
    version = approved(desk, record)
    assert any(item.kind == "version_paper" for item in ask(held_about, ["Rosalind Quayle"]).now)
    erase_for_good(desk, tmp_path / "index", ["Rosalind Quayle"])
    assert ask(version_paper, version) == ("en", "")
    assert b"Rosalind" not in desk.path.read_bytes()
    assert base64.b64encode(PDF) not in desk.path.read_bytes()
    paper = ask(version_paper_of, version, "en", DAY)
    assert "speaks for carers" in said_in(paper)


def test_erasing_somebody_else_leaves_the_pdf(desk, ask, record):
    version = approved(desk, record)
    other = desk.do(new_plan, "Another plan", lead="Zebedee Quillfeather")
    desk.do(erase_person, ["Zebedee Quillfeather"])
    assert "Quillfeather" not in desk.ask(plan, other).row.lead
    assert ask(version_paper, version)[1]


def test_a_version_from_elsewhere_that_ours_cannot_hold_is_refused_in_a_sentence(desk, ask, record):
    odd = desk.do(keep_version, record, "Odd", "", DAY)
    desk.do(spoil_version, odd, "{}", kind="of_a_newer_program")
    with pytest.raises(UserError, match="cannot be read"):
        ask(changes_since, odd, "en")
    for said in ("{", "[]", '{"title": 7}', '{"nothing": 1}', '{"id": "x"}'):
        version = desk.do(keep_version, record, "Odd", "", DAY)
        desk.do(spoil_version, version, said)
        for operation in (changes_since, version_paper_of):
            args = (version, "en") if operation is changes_since else (version, "en", DAY)
            with pytest.raises(UserError, match="cannot be read"):
                ask(operation, *args)
        with pytest.raises(UserError, match="cannot be read"):
            desk.do(put_version_back, version)


@named("Spoil")
def spoil_version(session, version: str, said: str, kind: str = "") -> None:
    row = session.scalars(select(VersionRecord).where(VersionRecord.version_id == version)).first()
    row.said, row.kind = said, kind or row.kind


def test_nothing_but_the_plan_itself_is_put_back(desk, record):
    other = desk.do(new_plan, "Another plan")
    action = desk.do(add_action, "Ring the forum")
    version = desk.do(keep_version, record, "Sly", "", DAY)

    @named("Slip in")
    def slip_in(session) -> None:
        for kind, key in (("action", action), ("plan", other)):
            session.add(
                VersionRecord(version_id=version, kind=kind, record=key, said='{"title": "Sly"}')
            )

    desk.do(slip_in)
    desk.do(put_version_back, version)
    assert desk.ask(plan, other).row.title == "Another plan"
    assert [one.title for one in desk.ask(actions)] == ["Ring the forum"]


def test_an_approved_plan_that_says_something_else_is_not_printed_as_approved(tmp_path):
    here = Laptop(tmp_path, "Ann")
    record = begun(here.desk.do)
    here.desk.do(set_answer_status, record, WRITTEN, "ready")
    finished(here.desk, record)
    here.desk.do(send_for_review, record)
    there = here.twin("Ben")
    there.desk.do(edit_plan, record, title="Young carers")
    said = here.desk.ask(fingerprint_of, record)
    version = here.desk.do(approve_plan, record, BOARD, said, "en", PDF)
    assert here.desk.ask(plan_paper, record, "en", DAY).approved
    here.merge(there)
    paper = here.desk.ask(plan_paper, record, "en", DAY)
    assert paper.draft
    assert not paper.approved
    (change,) = here.desk.ask(changes_since, version, "en")
    assert (change.title, change.prompt_id) == ("About the plan", ABOUT)
    assert change.before.startswith("Carers\n")
    assert here.desk.ask(changed_prompts, version) == {ABOUT}
    here.desk.do(put_part_back, version, ABOUT)
    assert here.desk.ask(plan_paper, record, "en", DAY).approved
