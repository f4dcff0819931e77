"""Comments on a plan: said, answered, resolved, kept apart from what the plan says."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from versioned import PROMPTS, WRITTEN, approved, begun

from commission_desk.domain.errors import UserError
from commission_desk.domain.quotes import Quote
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.history import put_back
from commission_desk.operations.merging_added import added_to_removed, settle_added
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_comments import (
    add_comment,
    comments,
    edit_comment,
    open_counts,
    reopen_comment,
    reply_to_comment,
    resolve_comment,
)
from commission_desk.operations.plan_life import fingerprint_of
from commission_desk.operations.plans import new_plan, plan, write_answer
from commission_desk.operations.records import remove
from commission_desk.store.desk import named
from commission_desk.store.tables import PlanComment

QUOTE = Quote("shared", "Caring is ", ".")


@pytest.fixture
def record(desk) -> str:
    return begun(desk.do)


def test_a_comment_says_who_when_and_about_which_words(desk, record):
    desk.who = "Finance partner"
    made = desk.do(add_comment, record, WRITTEN, " Shared by whom? ", QUOTE)
    (found,) = desk.ask(comments, record)
    assert (found.id, found.text, found.who) == (made, "Shared by whom?", "Finance partner")
    assert (found.prompt_id, found.quote, found.open) == (WRITTEN, QUOTE, True)
    assert found.on is not None
    assert found.at is not None
    desk.reverse("undo")
    assert desk.ask(comments, record) == ()
    desk.reverse("redo")
    assert desk.ask(comments, record) == (found,)


def test_a_comment_needs_words(desk, record):
    with pytest.raises(UserError, match="first"):
        desk.do(add_comment, record, WRITTEN, "  ")
    made = desk.do(add_comment, record, WRITTEN, "Why?")
    for operation in (reply_to_comment, edit_comment):
        with pytest.raises(UserError, match="first"):
            desk.do(operation, made, "\n")


def test_a_reply_opens_a_comment_again(desk, record):
    made = desk.do(add_comment, record, WRITTEN, "Why?")
    desk.do(resolve_comment, made)
    (found,) = desk.ask(comments, record)
    assert not found.open
    assert found.resolved_by == desk.who
    desk.who = "Chair"
    desk.do(reply_to_comment, made, "Because.")
    (found,) = desk.ask(comments, record)
    assert found.open
    assert [(reply.who, reply.text) for reply in found.replies] == [("Chair", "Because.")]
    desk.reverse("undo")
    (found,) = desk.ask(comments, record)
    assert not found.open
    assert found.replies == ()
    desk.do(reopen_comment, made)
    assert desk.ask(comments, record)[0].open
    desk.reverse("undo")
    assert not desk.ask(comments, record)[0].open


def test_only_ones_own_words_are_changed(desk, record):
    made = desk.do(add_comment, record, WRITTEN, "Why?")
    desk.do(edit_comment, made, "Why now?")
    assert desk.ask(comments, record)[0].text == "Why now?"
    desk.reverse("undo")
    assert desk.ask(comments, record)[0].text == "Why?"
    desk.who = "Somebody else"
    with pytest.raises(UserError, match="Somebody else wrote"):
        desk.do(edit_comment, made, "Never mind.")


def test_removing_a_comment_takes_its_replies_along_and_undo_brings_all_back(desk, record):
    made = desk.do(add_comment, record, WRITTEN, "Why?")
    desk.do(reply_to_comment, made, "Because.")
    desk.do(remove, "plan_comment", made)
    assert desk.ask(comments, record) == ()
    desk.reverse("undo")
    assert len(desk.ask(comments, record)[0].replies) == 1
    desk.do(remove, "plan", record)
    desk.reverse("undo")
    assert len(desk.ask(comments, record)[0].replies) == 1


def test_open_comments_are_counted_by_part_and_are_a_check(desk, record):
    first = desk.do(add_comment, record, WRITTEN, "One")
    desk.do(add_comment, record, WRITTEN, "Two")
    desk.do(add_comment, record, "", "On all of it")
    assert open_counts(desk.ask(comments, record)) == {WRITTEN: 2, "": 1}
    desk.do(resolve_comment, first)
    assert open_counts(desk.ask(comments, record)) == {WRITTEN: 1, "": 1}
    needs = desk.ask(plan_needs, record, date(2026, 11, 22), "en")
    (need,) = (need for need in needs if need.check == "plan-comments-open")
    assert (need.home, need.part) == (record, WRITTEN)
    assert need.title.endswith(": 2")


def test_comments_are_not_what_the_plan_says(desk, record):
    before = desk.ask(fingerprint_of, record)
    desk.do(add_comment, record, WRITTEN, "Why?")
    assert desk.ask(fingerprint_of, record) == before
    assert desk.ask(plan, record).row.written == 0


def test_an_approved_plan_takes_comments_for_its_next_version(desk, record):
    approved(desk, record)
    made = desk.do(add_comment, record, WRITTEN, "For next year.")
    desk.do(resolve_comment, made)
    desk.do(remove, "plan_comment", made)
    assert desk.ask(comments, record) == ()


def test_a_comment_on_a_part_that_lost_its_place_is_still_there(desk):
    record = desk.do(new_plan, "Carers", "staffordshire-strategy")
    desk.do(write_answer, record, PROMPTS[0], from_plain("Words"))
    desk.do(add_comment, record, PROMPTS[0], "Still here?")
    assert desk.ask(comments, record)[0].prompt_id == PROMPTS[0]


@named("Make a circle")
def answer_with(session: Session, comment: str, other: str) -> None:
    """Make a comment a reply to any other, as nothing but a file made by hand does."""
    session.get_one(PlanComment, comment).replies_to = other


def test_replies_in_a_circle_are_shown_and_taken_away_with_their_plan(desk, record):
    alone, one, two = (desk.do(add_comment, record, WRITTEN, words) for words in "ABC")
    under = desk.do(reply_to_comment, desk.do(reply_to_comment, one, "D"), "E")
    assert [[each.text for each in found.replies] for found in desk.ask(comments, record)] == [
        [], ["D", "E"], [],
    ]  # fmt: skip
    desk.do(answer_with, alone, alone)
    desk.do(answer_with, one, two)
    desk.do(answer_with, two, one)
    shown = {found.text for found in desk.ask(comments, record)}
    assert shown == set("ABCDE")
    assert desk.ask(fingerprint_of, record)
    for comment in (alone, one):
        desk.do(remove, "plan_comment", comment)
    assert desk.ask(comments, record) == ()
    desk.do(put_back, "plan_comment", under)
    (asked,) = desk.ask(added_to_removed, "en")
    assert desk.do(settle_added, asked.record, keep=True)
    assert {found.text for found in desk.ask(comments, record)} == set("BCDE")
    desk.do(put_back, "plan_comment", alone)
    assert {found.text for found in desk.ask(comments, record)} == set("ABCDE")
    desk.do(remove, "plan", record)
    desk.do(put_back, "plan", record)
    assert len(desk.ask(comments, record)) == len("ABCDE")


def test_what_was_added_below_a_comment_that_answers_itself_is_asked_about(desk, record):
    alone = desk.do(add_comment, record, WRITTEN, "A")
    reply = desk.do(reply_to_comment, alone, "B")
    desk.do(answer_with, alone, alone)
    desk.do(remove, "plan_comment", alone)
    desk.do(put_back, "plan_comment", reply)
    (asked,) = desk.ask(added_to_removed, "en")
    assert asked.record == alone
