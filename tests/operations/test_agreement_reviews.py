"""Reviews of agreements: begun, written, frozen when finished, held against the one before."""

import json
from datetime import date, timedelta

import pytest
from laptops import Laptop
from sqlalchemy import select

from commission_desk.domain.agreement_facts import AgreementFacts, moved, read_facts, write_facts
from commission_desk.domain.errors import UserError
from commission_desk.operations.actions import actions
from commission_desk.operations.agenda import item_rows
from commission_desk.operations.agreement_detail import agreement
from commission_desk.operations.agreement_reviews import (
    add_review_action,
    agreement_review,
    agreement_reviews,
    edit_agreement_review,
    finish_agreement_review,
    moved_since,
    snapshot,
    start_agreement_review,
)
from commission_desk.operations.agreement_why import choose_tier
from commission_desk.operations.agreements import (
    add_agreement,
    edit_agreement,
    grade,
    rate_risk,
)
from commission_desk.operations.checks import needs
from commission_desk.operations.feedback import (
    add_feedback,
    edit_feedback,
    feedback,
    feedback_counts,
)
from commission_desk.operations.figures import add_own_figure
from commission_desk.operations.history import put_back, restore_value
from commission_desk.operations.measures import add_measure, add_result
from commission_desk.operations.meetings import call_review
from commission_desk.operations.minutes import finish_meeting, start_meeting
from commission_desk.operations.moved_words import moved_lines
from commission_desk.operations.records import remove
from commission_desk.operations.register import RegisterQuery, agreement_ids
from commission_desk.operations.review_due import never_reviewed, next_review, reviews_due
from commission_desk.store.desk import Desk
from commission_desk.store.tables import AgreementSnapshot, Change
from commission_desk.store.tables.base import id_of

TODAY = date.today()  # noqa: DTZ011 - the person's own day
AGO = TODAY - timedelta(100)
ANSWERS = dict.fromkeys(
    ("configuration", "quality", "efficiency", "expected", "actual"), "Much as it was"
)


@pytest.fixture
def home(desk: Desk) -> str:
    made = desk.do(
        add_agreement, "Short breaks", "Tidewater", starts=TODAY - timedelta(500),
        ends=TODAY + timedelta(500), annual_pence=20_000_000,
    )  # fmt: skip
    measure = desk.do(add_measure, made, "Visits on time", unit="%", target=95.0)
    desk.do(add_result, measure, AGO - timedelta(5), 90.0)
    desk.do(add_result, measure, TODAY - timedelta(5), 96.0)
    desk.do(rate_risk, made, "amber", "Staff are leaving")
    desk.do(grade, made, 5, "Some measures are under", AGO)
    return made


def finished(desk: Desk, home: str, on: date, **values: object) -> str:
    record = desk.do(start_agreement_review, home, on)
    said = {"found": "It works", "evaluated": False, **values}
    desk.do(edit_agreement_review, record, **said)
    desk.do(finish_agreement_review, record, TODAY)
    return record


def test_a_finished_review_stays_as_it_was_in_both_languages(desk: Desk, home: str):
    record = finished(desk, home, TODAY)
    before = {code: desk.ask(snapshot, record, code) for code in ("en", "cy")}
    assert before["en"]["measures"].table.rows[0][0] == "Visits on time"
    assert before["cy"]["grade"].table.head != before["en"]["grade"].table.head
    desk.do(edit_agreement, home, title="Other", annual_pence=1)
    desk.do(rate_risk, home, "green", "")
    assert {code: desk.ask(snapshot, record, code) for code in ("en", "cy")} == before
    for change in (
        lambda: desk.do(edit_agreement_review, record, found="Other words"),
        lambda: desk.do(finish_agreement_review, record, TODAY),
        lambda: desk.do(remove, "agreement_review", record),
    ):
        with pytest.raises(UserError):
            change()


def test_begin_goes_on_with_the_one_that_is_being_written(desk: Desk, home: str):
    first = desk.do(start_agreement_review, home, AGO)
    assert desk.do(start_agreement_review, home, TODAY) == first
    desk.undo()
    desk.undo()
    assert desk.ask(agreement_reviews, home) == ()


def test_two_reviews_on_one_day(desk: Desk, home: str):
    first, second = finished(desk, home, TODAY), finished(desk, home, TODAY)
    assert first != second
    assert len(desk.ask(agreement_reviews, home)) == 2


def test_what_is_not_said_cannot_be_finished(desk: Desk, home: str):
    record = desk.do(start_agreement_review, home, TODAY)
    with pytest.raises(UserError, match="found"):
        desk.do(finish_agreement_review, record, TODAY)
    desk.do(edit_agreement_review, record, found="It works", evaluated=True, **ANSWERS)
    with pytest.raises(UserError, match="follows"):
        desk.do(finish_agreement_review, record, TODAY)
    desk.do(edit_agreement_review, record, conclusion="improve", quality="  ")
    with pytest.raises(UserError, match="five questions"):
        desk.do(finish_agreement_review, record, TODAY)
    desk.do(edit_agreement_review, record, quality="Good", held_on=TODAY + timedelta(1))
    with pytest.raises(UserError, match="after today"):
        desk.do(finish_agreement_review, record, TODAY)
    for wrong in ({"held_on": None}, {"since": TODAY + timedelta(9)}):
        with pytest.raises(UserError):
            desk.do(edit_agreement_review, record, **wrong)


def test_the_yearly_evaluation_says_when_it_was_made_and_undo_takes_it_back(desk, home):
    desk.do(edit_agreement, home, review_on=TODAY)
    record = desk.do(start_agreement_review, home, TODAY)
    assert desk.ask(agreement_review, record).evaluated  # never made before
    desk.do(edit_agreement_review, record, found="It works", conclusion="adapt", **ANSWERS)
    desk.do(finish_agreement_review, record, TODAY)
    view = desk.ask(agreement, home)
    assert (view.evaluated_on, view.review_on) == (TODAY, None)
    desk.undo()
    view = desk.ask(agreement, home)
    assert (view.evaluated_on, view.review_on) == (None, TODAY)
    assert not desk.ask(agreement_review, record).finished
    desk.do(edit_agreement_review, record, found="It works better")
    desk.do(finish_agreement_review, record, TODAY)
    assert desk.ask(agreement_review, record).finished
    assert desk.ask(snapshot, record, "cy")["money"].table.rows


def test_what_moved_since_the_review_before(desk: Desk, home: str):
    finished(desk, home, AGO)
    desk.do(rate_risk, home, "green", "")
    desk.do(grade, home, 7, "Steadier than it was", TODAY)
    desk.do(edit_agreement, home, annual_pence=21_000_000)
    desk.do(add_feedback, home, "Too cold", TODAY, kind="complaint")
    second = finished(desk, home, TODAY)
    desk.do(rate_risk, home, "red", "Later, and not to be seen here")
    since, changes = desk.ask(moved_since, second)
    assert since == AGO
    assert {(each.what, each.way) for each in changes} == {
        ("grade", "better"), ("risk", "better"), ("annual_pence", ""), ("said", ""),
        ("measure", "better"),
    }  # fmt: skip
    lines = moved_lines(changes, "en")
    assert "Visits on time: 90 → 96 (better)" in lines
    assert "Annual value: £200,000 → £210,000" in lines
    assert len(moved_lines(changes, "cy")) == len(lines)


def test_grades_on_two_scales_are_not_compared():
    (only,) = moved(AgreementFacts(grade="2", grade_scale="a"), AgreementFacts(grade="9",
                    grade_scale="b"))  # fmt: skip
    assert only.way == ""


@pytest.mark.parametrize("text", ["", "[]", '{"end": 3}', "{" * 5000, '{"annual_pence": 1e999}'])
def test_figures_from_elsewhere_that_are_none_of_ours(text: str):
    assert read_facts(text) is None


def test_actions_of_a_review_join_the_action_log(desk: Desk, home: str):
    record = finished(desk, home, TODAY)
    desk.do(add_review_action, record, "Mend the heating", owner="Provider", due=TODAY)
    (row,) = desk.ask(actions, agreement_id=home)
    assert [each.id for each in desk.ask(agreement_review, record).actions] == [row.id]
    desk.undo()
    assert desk.ask(agreement_review, record).actions == ()


def test_reviews_go_and_come_back_with_their_agreement(desk: Desk, home: str):
    record = finished(desk, home, TODAY)
    desk.do(remove, "agreement", home)
    desk.do(put_back, "agreement", home)
    assert [each.id for each in desk.ask(agreement_reviews, home)] == [record]
    assert desk.ask(snapshot, record, "en")["money"].table.rows


def test_the_next_review_follows_from_value_and_risk_or_is_set_by_hand(desk: Desk, home: str):
    due = desk.ask(next_review, home, TODAY)
    assert (due.oversight, due.months) == ("standard", 6)
    finished(desk, home, AGO)
    assert desk.ask(next_review, home, TODAY).last == AGO
    desk.do(rate_risk, home, "red", "Closing")
    assert desk.ask(next_review, home, TODAY).months == 3
    desk.do(rate_risk, home, "green", "")
    desk.do(edit_agreement, home, annual_pence=100)
    assert desk.ask(next_review, home, TODAY).months == 12
    desk.do(edit_agreement, home, review_on=TODAY - timedelta(1))
    due = desk.ask(next_review, home, TODAY)
    assert due.by_hand
    assert [one.id for one in desk.ask(reviews_due, TODAY, TODAY)] == [home]
    found = {need.check for need in desk.ask(needs, TODAY, "en")}
    assert "review-overdue" in found


def test_a_review_meeting_that_was_held_counts_as_a_review(desk: Desk, home: str):
    meeting = desk.do(call_review, home, AGO, "contract-review")
    assert desk.ask(next_review, home, TODAY).last is None
    desk.do(start_meeting, meeting)
    desk.do(finish_meeting, meeting)
    assert desk.ask(next_review, home, TODAY).last == AGO
    assert desk.ask(never_reviewed, TODAY) == 0


def test_never_reviewed_agreements_are_counted(desk: Desk, home: str):
    assert desk.ask(never_reviewed, TODAY) == 1
    assert "agreements-never-reviewed" in {need.check for need in desk.ask(needs, TODAY, "cy")}
    finished(desk, home, TODAY)
    assert desk.ask(never_reviewed, TODAY) == 0


@pytest.mark.parametrize(
    ("days", "check"), [(340, "yearly-evaluation-near"), (400, "yearly-evaluation-due")]
)
def test_the_yearly_evaluation_is_called_for_when_near_and_when_late(desk, home, days, check):
    finished(desk, home, TODAY)
    desk.do(edit_agreement, home, evaluated_on=TODAY - timedelta(days))
    assert check in {need.check for need in desk.ask(needs, TODAY, "en")}


def test_feedback_is_kept_counted_and_taken_back(desk: Desk, home: str):
    first = desk.do(add_feedback, home, "Kind staff", TODAY, kind="compliment", source="people")
    desk.do(add_feedback, home, "Too cold", AGO, kind="complaint", source="regulator", people=3)
    desk.do(edit_feedback, first, done="Told the staff", done_on=TODAY)
    assert [each.answered for each in desk.ask(feedback, home)] == [True, False]
    found = desk.ask(feedback_counts, [home, "nobody"])
    assert set(found) == {home}
    assert (found[home].total, found[home].users, found[home].last) == (2, 1, TODAY)
    assert found[home].kinds == (("compliment", 1), ("complaint", 1))
    assert desk.ask(feedback_counts, [home], TODAY)[home].total == 1
    desk.undo()
    assert not any(each.answered for each in desk.ask(feedback, home))
    for wrong in ({"people": 0}, {"said": " "}):
        with pytest.raises(UserError):
            desk.do(edit_feedback, first, **wrong)
    with pytest.raises(UserError):
        desk.do(add_feedback, home, "  ", TODAY)


def test_two_laptops_begin_the_same_review_and_both_words_are_asked_about(tmp_path):
    ann = Laptop(tmp_path, "Ann")
    home = ann.desk.do(add_agreement, "Short breaks")
    ben = ann.twin("Ben")
    records = {each.desk.do(start_agreement_review, home, TODAY) for each in (ann, ben)}
    assert len(records) == 1
    (record,) = records
    for each, words in ((ann, "It works"), (ben, "It does not")):
        each.desk.do(edit_agreement_review, record, found=words, evaluated=False)
    ann.merge(ben)
    assert len(ann.desk.ask(agreement_reviews, home)) == 1
    with pytest.raises(UserError, match="Two people"):
        ann.desk.do(finish_agreement_review, record, TODAY)


def test_a_grade_in_words_is_in_the_facts_and_older_facts_are_read():
    facts = AgreementFacts(grade="good", grade_scale="four-headings")
    assert read_facts(write_facts(facts)) == facts
    old = json.loads(write_facts(facts)) | {"grade": 6, "grade_scale": "jet"}
    was = read_facts(json.dumps(old))
    assert was is not None
    assert was.grade == "6"
    (only,) = moved(was, AgreementFacts(grade="7", grade_scale="jet"))
    assert only.way == "better"
    assert moved_lines([only], "en") == ("Grade: 6 Good → 7 Good (better)",)
    old["grade"] = None
    assert read_facts(json.dumps(old)).grade == ""


def test_a_grade_in_words_is_kept_and_what_was_kept_is_not_restored_to(desk: Desk, home: str):
    desk.do(grade, home, "inadequate", "Unsafe", TODAY, "four-headings")
    record = finished(desk, home, TODAY)
    kept = id_of("agreement-snapshot", record, "grade")
    assert "Inadequate" in desk.ask(lambda session: session.get(AgreementSnapshot, kept).said)
    made = desk.ask(lambda session: session.scalar(select(Change.seq).where(Change.record == kept)))
    with pytest.raises(UserError, match="finished"):
        desk.do(restore_value, kept, "said", made)


def said_of(desk: Desk, record: str) -> tuple[dict[str, int], list[str]]:
    """Return the feedback in a review's facts, and the counts in its table."""
    facts = desk.ask(agreement_review, record).facts
    drawn = desk.ask(snapshot, record, "en")["feedback"]
    return facts.said, [row[1] for row in drawn.table.rows] if drawn.table else []


def test_a_review_counts_feedback_up_to_its_day_and_none_twice(desk: Desk, home: str):
    before = AGO - timedelta(30)
    for on in (before, AGO, AGO + timedelta(1), TODAY):
        desk.do(add_feedback, home, "Too cold", on, kind="complaint", source="people")
    first = finished(desk, home, AGO)
    assert said_of(desk, first) == ({"complaint": 2}, ["2"])
    assert said_of(desk, finished(desk, home, TODAY)) == ({"complaint": 2}, ["2"])


def test_agreements_never_evaluated_are_counted_and_listed_even_without_an_end(desk: Desk):
    began = TODAY - timedelta(400)
    desk.do(add_agreement, "Ended", starts=began, ends=TODAY - timedelta(1))
    desk.do(add_agreement, "New", starts=TODAY - timedelta(300))
    fresh = desk.do(add_agreement, "Evaluated", starts=began)
    desk.do(edit_agreement, fresh, evaluated_on=TODAY)
    assert "agreements-never-evaluated" not in {need.check for need in desk.ask(needs, TODAY, "en")}
    open_end = desk.do(add_agreement, "Open", starts=began)
    (said,) = (
        need for need in desk.ask(needs, TODAY, "en") if need.check == "agreements-never-evaluated"
    )
    assert said.detail.endswith(": 1")
    query = RegisterQuery(view="unevaluated", today=TODAY)
    assert list(desk.ask(agreement_ids, query)) == [open_end]


@pytest.mark.parametrize(("days", "due"), [(334, False), (335, True)])
def test_meetings_and_reviews_ask_for_the_evaluation_from_the_same_day(desk, home, days, due):
    desk.do(edit_agreement, home, evaluated_on=TODAY - timedelta(days))
    record = desk.do(start_agreement_review, home, TODAY)
    assert desk.ask(agreement_review, record).evaluated is due
    called = desk.do(call_review, home, TODAY, "contract-review")
    assert ("improvement" in {item.key for item in desk.ask(item_rows, called)}) is due
    near = {need.check for need in desk.ask(needs, TODAY, "en")}
    assert ("yearly-evaluation-near" in near) is due


def test_oversight_is_what_was_chosen_and_follows_importance_and_our_own_figures(desk, home):
    def months() -> int:
        return desk.ask(next_review, home, TODAY).months

    assert months() == 6
    desk.do(edit_agreement, home, importance="high")
    assert months() == 3
    desk.do(choose_tier, home, "light", "A small grant in all but name")
    assert months() == 12
    desk.do(choose_tier, home, "", "")
    desk.do(edit_agreement, home, importance="low")
    desk.do(rate_risk, home, "green", "")
    assert months() == 6
    desk.do(add_own_figure, "review-value-close", 150_000, starts=AGO, source="Ours")
    assert months() == 3
