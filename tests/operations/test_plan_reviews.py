"""The yearly review: answered beside what the registers say, finished once, and gone on from."""

from datetime import date

import pytest
from sqlalchemy import select
from versioned import approved, begun

from commission_desk.content.reviews import review_form
from commission_desk.content.thresholds import threshold
from commission_desk.domain.errors import UserError
from commission_desk.operations.actions import actions
from commission_desk.operations.checks import needs
from commission_desk.operations.finding import REVIEW, search
from commission_desk.operations.history import restore_value
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_life import fingerprint_of
from commission_desk.operations.plan_reviews import (
    action_of,
    add_review_change,
    drawn,
    edit_review,
    edit_review_change,
    finish_review,
    last_looked_at,
    log_review_changes,
    open_version_after,
    review,
    reviews,
    set_review_reason,
    start_review,
    write_review_answer,
)
from commission_desk.operations.plans import edit_plan, plan
from commission_desk.operations.records import remove
from commission_desk.operations.titles import titles
from commission_desk.store.search import SearchIndex
from commission_desk.store.tables import Change, ReviewAnswer

ON = date(2027, 11, 22)
QUESTIONS = [question.id for question in review_form().questions]


@pytest.fixture
def record(do) -> str:
    return begun(do)


@pytest.fixture
def begun_review(do, record) -> str:
    return do(start_review, record, ON)


def answer_all(desk, found: str) -> None:
    for question in QUESTIONS[1:]:
        desk.do(write_review_answer, found, question, f"About {question}.")
    desk.do(set_review_reason, found, QUESTIONS[0], "Nothing bore on us.")


def test_the_review_of_a_year_is_begun_once_and_looks_back_to_the_approval(desk, do, ask, record):
    version = approved(desk, record)
    found = do(start_review, record, ON)
    assert do(start_review, record, date(2027, 12, 1)) == found
    (view,) = ask(reviews, record)
    assert (view.year, view.version, view.since) == (2027, 1, date(2026, 11, 20))
    assert (view.status, view.began_on) == ("draft", ON)
    assert version
    assert do(start_review, record, date(2028, 11, 1)) != found


def test_without_an_approval_it_looks_back_to_the_beginning_of_the_plan_or_a_year(do, ask, record):
    assert ask(review, do(start_review, record, ON)).since == date(2026, 4, 1)
    do(edit_plan, record, starts=None, ends=None)
    assert ask(review, do(start_review, record, date(2030, 2, 28))).since == date(2029, 2, 28)


def test_answers_and_reasons_are_kept_and_each_is_undone(do, ask, begun_review):
    assert ask(review, begun_review).unanswered == tuple(QUESTIONS)
    do(write_review_answer, begun_review, "impact", "  More sleep.  ")
    do(set_review_reason, begun_review, "learning", "First year")
    view = ask(review, begun_review)
    assert view.answer("impact").text == "More sleep."
    assert view.answer("learning").reason == "First year"
    assert set(view.unanswered) == set(QUESTIONS) - {"impact", "learning"}
    do(write_review_answer, begun_review, "impact", "")
    assert "impact" in ask(review, begun_review).unanswered
    do(edit_review, begun_review, took_part="Officers, carers’ forum", since=date(2027, 1, 1))
    assert ask(review, begun_review).took_part == "Officers, carers’ forum"
    with pytest.raises(UserError, match="looks back"):
        do(edit_review, begun_review, since=date(2027, 11, 23))
    with pytest.raises(UserError, match="how far"):
        do(edit_review, begun_review, since=None)


def test_it_is_finished_only_when_every_question_is_settled(desk, do, ask, begun_review):
    with pytest.raises(UserError, match="7 questions are not answered"):
        do(finish_review, begun_review, ON)
    answer_all(desk, begun_review)
    do(finish_review, begun_review, ON)
    view = ask(review, begun_review)
    assert (view.finished, view.finished_on, view.finished_by) == (True, ON, desk.who)
    for operation, args in (
        (write_review_answer, (begun_review, "impact", "Sly")),
        (set_review_reason, (begun_review, "impact", "Sly")),
        (edit_review, (begun_review,)),
        (add_review_change, (begun_review, "Sly")),
        (finish_review, (begun_review, ON)),
        (remove, ("plan_review", begun_review)),
    ):
        with pytest.raises(UserError, match="finished"):
            desk.do(operation, *args)
    assert ask(review, begun_review) == view


def test_the_history_changes_no_finished_review(desk, ask, begun_review):
    answer_all(desk, begun_review)
    desk.do(write_review_answer, begun_review, "impact", "Said later.")
    (first, _later) = ask(_changes_of_text)
    desk.do(restore_value, first.record, "text", first.seq)
    assert ask(review, begun_review).answer("impact").text == "About impact."
    desk.do(write_review_answer, begun_review, "impact", "Said later.")
    desk.do(finish_review, begun_review, ON)
    with pytest.raises(UserError, match="finished"):
        desk.do(restore_value, first.record, "text", first.seq)


def _changes_of_text(session):
    impact = select(ReviewAnswer.id).where(ReviewAnswer.question == "impact")
    rows = session.scalars(select(Change).where(Change.record.in_(impact)).order_by(Change.seq))
    return [row for row in rows if row.field in ("", "text")]


def test_what_is_to_change_becomes_actions_once(desk, do, ask, record, begun_review):
    with pytest.raises(UserError, match="what is to change"):
        do(add_review_change, begun_review, " ")
    made = do(add_review_change, begun_review, "More night care")
    other = do(add_review_change, begun_review, "Ask the schools", owner="Officer")
    do(edit_review_change, made, owner="Lead", due=date(2028, 3, 31))
    with pytest.raises(UserError, match="cannot be left empty"):
        do(edit_review_change, made, title=" ")
    assert do(log_review_changes, begun_review, ON) == 2
    found = {row.id: row for row in ask(actions, plan_id=record)}
    assert set(found) == {action_of(made), action_of(other)}
    row = found[action_of(made)]
    assert (row.title, row.owner, row.due) == ("More night care", "Lead", date(2028, 3, 31))
    assert "2027" in row.note
    assert all(each.logged for each in ask(review, begun_review).changes)
    with pytest.raises(UserError, match="already"):
        desk.do(log_review_changes, begun_review, ON)
    desk.do(remove, "action", action_of(made))
    assert do(log_review_changes, begun_review, ON) == 1


def test_a_review_with_all_it_holds_goes_and_comes_back(desk, do, ask, record, begun_review):
    answer_all(desk, begun_review)
    desk.do(add_review_change, begun_review, "More night care")
    view = ask(review, begun_review)
    do(remove, "plan_review", begun_review)
    assert ask(reviews, record) == ()
    again = do(start_review, record, ON)
    assert again == begun_review
    assert ask(review, again).answers == {}  # what went with it stays away
    desk.undo()
    desk.undo()
    assert ask(review, begun_review) == view
    do(finish_review, begun_review, ON)
    do(remove, "plan", record)
    desk.undo()
    assert ask(review, begun_review).finished


def test_the_next_version_is_opened_because_of_a_finished_review(desk, do, ask, record):
    approved(desk, record)
    found = do(start_review, record, ON)
    with pytest.raises(UserError, match="Finish the review first"):
        desk.do(open_version_after, found, ON)
    answer_all(desk, found)  # an approved plan is reviewed though it stays as it is
    desk.do(finish_review, found, ON)
    do(open_version_after, found, ON)
    assert ask(plan, record).row.status == "draft"
    assert ask(review, found).opened_on == ON
    with pytest.raises(UserError, match="no longer stands"):
        desk.do(open_version_after, found, ON)


def test_a_review_is_no_part_of_what_the_plan_says(desk, do, ask, record):
    before = ask(fingerprint_of, record)
    answer_all(desk, desk.do(start_review, record, ON))
    assert ask(fingerprint_of, record) == before


def due(desk, day: date, record: str = "") -> list[str]:
    found = desk.ask(plan_needs, record, day, "en") if record else desk.ask(needs, day, "cy")
    return [need.part for need in found if need.check == "plan-review-due"]


def test_an_approved_plan_is_due_for_review_after_a_year(desk, ask, record):
    assert threshold("plan-refresh-months").value == 12
    assert due(desk, date(2029, 1, 1)) == []  # a draft is not reviewed
    approved(desk, record)  # on 20 November 2026
    assert ask(last_looked_at, record) == date(2026, 11, 20)
    assert due(desk, date(2027, 11, 19)) == []
    assert due(desk, date(2027, 11, 20)) == due(desk, date(2027, 11, 20), record) == [REVIEW]
    found = desk.do(start_review, record, ON)
    assert due(desk, ON) == [REVIEW]  # begun is not done
    answer_all(desk, found)
    desk.do(finish_review, found, ON)
    assert due(desk, ON) == due(desk, date(2028, 11, 21), record) == []
    assert due(desk, date(2028, 11, 22)) == [REVIEW]
    following = desk.do(start_review, record, date(2028, 11, 22))
    assert ask(review, following).since == ON


def test_a_review_is_found_and_called(desk, ask, record, begun_review, tmp_path):
    desk.do(write_review_answer, begun_review, "impact", "Hedgehogs thrive.")
    desk.do(add_review_change, begun_review, "Count the otters")
    index = SearchIndex(tmp_path / "index")
    for words in ("hedgehogs", "otters"):
        (found,) = desk.ask(lambda session, words=words: search(session, index, words))
        assert (found.home_kind, found.home) == ("plan", record)
        assert found.part == REVIEW + begun_review
    keys = [("plan_review", begun_review)]
    assert ask(titles, keys, "en") == {keys[0]: "Carers"}
    (row,) = ask(_answers)
    assert "difference" in ask(titles, [row], "en")[row]


def _answers(session):
    return [("review_answer", key) for key in session.scalars(select(ReviewAnswer.id))]


def test_what_is_drawn_of_an_empty_plan_is_nothing_in_both_languages(ask, begun_review):
    for code in ("en", "cy"):
        found = ask(drawn, begun_review, ON, code)
        assert list(found) == [topic.id for topic in review_form().topics]
        assert all(each.nothing and not each.table.rows for each in found.values())
