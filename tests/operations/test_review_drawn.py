"""What a review draws: the registers as they are until it is finished, and then as they were."""

from datetime import date

import pytest
from laptops import Laptop
from sqlalchemy import select
from versioned import begun

from commission_desk.content.reviews import review_form
from commission_desk.domain.drawn import Span, read_drawn, write_drawn
from commission_desk.domain.errors import UserError
from commission_desk.domain.papers import PlanTableRows
from commission_desk.operations.actions import actions, add_action, finish_action
from commission_desk.operations.agenda import add_item
from commission_desk.operations.agreements import add_agreement, edit_agreement
from commission_desk.operations.erasing import erase_for_good
from commission_desk.operations.measures import add_measure, add_result
from commission_desk.operations.meetings import call_meeting
from commission_desk.operations.minutes import add_decision
from commission_desk.operations.plan_reviews import (
    add_review_change,
    drawn,
    edit_review,
    finish_review,
    log_review_changes,
    review,
    reviews,
    start_review,
    write_review_answer,
)
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_tables import paste_entries
from commission_desk.operations.review_drawn import TOPICS
from commission_desk.operations.stakeholders import add_stakeholder, record_contact
from commission_desk.store.desk import named
from commission_desk.store.tables import ReviewFigures

ON = date(2027, 11, 22)
PERSON = "Zebedee Quillfeather"


@pytest.fixture
def record(do) -> str:
    return begun(do)


@pytest.fixture
def found(desk, record) -> str:
    made = desk.do(start_review, record, ON)
    desk.do(edit_review, made, since=date(2026, 11, 20))
    return made


def paste(desk, plan: str, table: str, *lines: list[str], prompt: str = "") -> None:
    desk.do(paste_entries, desk.ask(read_table, plan, table, prompt), (0, 0), list(lines))


def answer_all(desk, made: str) -> None:
    for question in review_form().questions:
        desk.do(write_review_answer, made, question.id, "Said.")


def rows(desk, made: str, topic: str, code: str = "en") -> tuple[tuple[str, ...], ...]:
    found = desk.ask(drawn, made, ON, code)[topic].table.rows
    return tuple(tuple(cell.replace("\u00a0", " ") for cell in row) for row in found)


def test_every_topic_of_the_form_can_be_drawn():
    assert set(TOPICS) == {topic.id for topic in review_form().topics}


def test_agreements_that_began_ended_or_end_soon_are_told_with_their_money(desk, record, found):
    for title, starts, ends, pence in (
        ("Began", date(2027, 4, 1), date(2030, 3, 31), 5_000_000),
        ("Ended", date(2024, 4, 1), date(2027, 3, 31), 1_000_000),
        ("Ending", date(2024, 4, 1), date(2028, 3, 31), None),
        ("Runs on", date(2024, 4, 1), date(2031, 3, 31), 700),
        ("Both", date(2027, 1, 1), date(2027, 6, 30), 100_000),
    ):
        desk.do(
            add_agreement, title, "Hafan", plan_id=record, starts=starts, ends=ends,
            annual_pence=pence,
        )  # fmt: skip
    desk.do(add_agreement, "Elsewhere", starts=date(2027, 4, 1), ends=date(2028, 3, 31))
    told = [(row[0], row[2], row[4]) for row in rows(desk, found, "agreements")]
    assert told == [
        ("Both", "Began", "£1,000"), ("Began", "Began", "£50,000"),
        ("Ended", "Ended", "£10,000"), ("Both", "Ended", "£1,000"),
        ("Ending", "Will end", "not known"),
    ]  # fmt: skip
    notes = desk.ask(drawn, found, ON, "en")["agreements"].table.notes
    assert notes == (
        "Began: 2, £51,000 a year.", "Ended: 2, £11,000 a year.",
        "Will end: 1, £0 a year (not known for 1).",
    )  # fmt: skip


def test_a_measure_has_its_last_result_its_trend_and_no_data_is_not_nought(desk, record, found):
    own = desk.do(add_agreement, "Sitting", plan_id=record)
    for title, target, values in (
        ("Nights", 100.0, (80.0, 110.0)), ("Falls", 5.0, (4.0, 9.0)), ("Calls", 10.0, (9.0, None)),
        ("Visits", 10.0, (0.0, 0.0)), ("Never told", None, ()),
    ):  # fmt: skip
        direction = "lower" if title == "Falls" else "higher"
        measure = desk.do(add_measure, own, title, target=target, direction=direction)
        for day, value in zip((date(2027, 3, 31), date(2027, 9, 30)), values, strict=False):
            desk.do(add_result, measure, day, value)
        desk.do(add_result, measure, date(2027, 12, 31), 1.0)  # after the review
    told = {row[1]: row[3:] for row in rows(desk, found, "measures")}
    assert told == {
        "Nights": ("110", "30 Sept 2027", "better", "On target"),
        "Falls": ("9", "30 Sept 2027", "worse", "Off target"),
        "Calls": ("no data", "30 Sept 2027", "", "No data"),
        "Visits": ("0", "30 Sept 2027", "unchanged", "Off target"),
        "Never told": ("no data", "", "", "No data"),
    }
    (note,) = desk.ask(drawn, found, ON, "en")["measures"].table.notes
    assert note == "On target: 1. Just off target: 0. Off target: 2. No data: 2."


def test_actions_are_met_partly_not_met_late_or_open(desk, record, found):
    for title, due, outcome, done in (
        ("Met", None, "met", date(2027, 2, 1)), ("Partly", None, "partly", date(2027, 2, 1)),
        ("Missed", None, "not-met", ON), ("Long ago", None, "met", date(2026, 5, 1)),
        ("Late", date(2027, 10, 1), "", None), ("To come", date(2028, 1, 1), "", None),
    ):  # fmt: skip
        made = desk.do(
            add_action, title, due=due, plan_id=record, owner=PERSON, raised_on=date(2026, 4, 1)
        )
        if done:
            desk.do(finish_action, made, done, outcome)
    meeting = desk.do(call_meeting, "free", "Board", date(2027, 5, 4), kind="board", plan_id=record)
    desk.do(add_action, "From the board", meeting_id=meeting, raised_on=date(2027, 5, 4))
    assert {row[0]: row[-1] for row in rows(desk, found, "actions")} == {
        "Met": "Met", "Partly": "Partly met", "Missed": "Not met", "Late": "Late",
        "To come": "Open", "From the board": "Open",
    }  # fmt: skip
    assert "Quillfeather" not in repr(desk.ask(drawn, found, ON, "en"))


def test_contacts_count_people_and_say_which_groups_were_not_heard(desk, record, found):
    person = desk.do(add_stakeholder, PERSON, kind="person", category="people")
    forum = desk.do(add_stakeholder, "Carers’ forum", kind="group", category="carers")
    contact = {"plan_id": record, "heard": "Weekends matter.", "changed": "Hours moved."}
    desk.do(record_contact, (person, forum), held_on=date(2027, 2, 1), **contact)
    desk.do(record_contact, (forum,), held_on=date(2026, 2, 1), **contact)
    desk.do(record_contact, (forum,), held_on=date(2027, 2, 1), heard="Of no plan")
    assert rows(desk, found, "engagement") == (
        ("1 Feb 2027", "Carers’ forum; 1 person", "Weekends matter.", "Hours moved."),
    )
    (note,) = desk.ask(drawn, found, ON, "en")["engagement"].table.notes
    assert note.startswith("Not heard about this plan: People seldom heard")
    assert "unpaid carers" not in note
    (welsh,) = desk.ask(drawn, found, ON, "cy")["engagement"].table.notes
    assert "Pobl na chlywir" in welsh


def test_intentions_are_done_as_far_as_the_register_shows(desk, record, found):
    ends = {"Sitting": date(2030, 3, 31), "Minibus": date(2027, 3, 31)}
    for title, end in ends.items():
        desk.do(add_agreement, title, reference="", starts=date(2025, 4, 1), ends=end)
    view = desk.ask(read_table, record, "intention")
    keys = [column.key for column in view.columns]
    lines = []
    for title, kind, year, agreement in (
        ("Buy nights", "Start", "2027", "Sitting"), ("End the minibus", "Stop", "", "Minibus"),
        ("End sitting", "Stop", "2029", "Sitting"), ("Keep the minibus", "Continue", "", "Minibus"),
        ("Overdue", "Start", "2026", ""), ("To come", "Start", "2029", ""),
    ):  # fmt: skip
        said = {"title": title, "kind": kind, "year": year, "agreement_id": agreement}
        lines.append([said.get(key, "") for key in keys])
    paste(desk, record, "intention", *lines)
    assert {row[0]: row[-1] for row in rows(desk, found, "intentions")} == {
        "Buy nights": "Done: under agreement", "End the minibus": "Done: it has ended",
        "End sitting": "Not yet", "Keep the minibus": "Its agreement has ended",
        "Overdue": "Not done, and the year is past", "To come": "Not yet",
    }  # fmt: skip
    assert desk.ask(drawn, found, ON, "en")["intentions"].table.notes == ("Done: 2 of 6.",)


def test_needs_and_outcomes_have_their_figures_by_year(desk, record, found):
    prompt = next(iter(desk.ask(read_table, record, "need").table.prompts))
    view = desk.ask(read_table, record, "need", prompt)
    keys = [column.key for column in view.columns]
    line = {"title": "Carers known", "unit": "people"} | {
        f"year {year}": str(figure) for year, figure in ((2024, 900), (2026, 1000), (2027, 940),
                                                         (2029, 800))
    }  # fmt: skip
    paste(desk, record, "need", [line.get(key, "") for key in keys], prompt=prompt)
    said = {"title": "Rested carers", "baseline": "40", "target": "60", "need_id": "Carers known"}
    view = desk.ask(read_table, record, "outcome")
    paste(desk, record, "outcome", [said.get(column.key, "") for column in view.columns],
          ["Nothing counted"])  # fmt: skip
    assert rows(desk, found, "needs") == (
        ("Carers known", "people", "1,000 (2026)", "940 (2027)", "−60"),
    )
    outcomes = rows(desk, found, "outcomes")
    assert outcomes[0][0] == "Rested carers"
    assert outcomes[0][-3:] == ("40", "60", "940 (2027)")
    assert outcomes[1][-1] == "no data"


def test_decisions_are_those_of_the_plans_meetings_in_the_time(desk, record, found):
    for title, day, about in (
        ("Board", date(2027, 5, 4), record), ("Before", date(2026, 5, 4), record),
        ("Other", date(2027, 5, 4), None),
    ):  # fmt: skip
        meeting = desk.do(call_meeting, "free", title, day, plan_id=about)
        desk.do(add_decision, desk.do(add_item, meeting, "Fees"), f"Decided by {title}")
    assert rows(desk, found, "decisions") == (("4 May 2027", "Board", "Decided by Board"),)


def test_a_finished_review_says_the_same_for_ever_in_both_languages(desk, do, record, found):
    home = desk.do(
        add_agreement, "Sitting", plan_id=record, starts=date(2027, 4, 1), ends=date(2030, 3, 31),
        annual_pence=100,
    )  # fmt: skip
    answer_all(desk, found)
    before = {code: desk.ask(drawn, found, ON, code) for code in ("en", "cy")}
    do(finish_review, found, ON)
    desk.do(edit_agreement, home, title="Called otherwise", annual_pence=999)
    desk.do(add_action, "Another", plan_id=record)
    for code, was in before.items():
        assert desk.ask(drawn, found, date(2029, 1, 1), code) == was
    desk.reverse("undo")
    desk.reverse("undo")
    desk.reverse("undo")
    desk.do(edit_agreement, home, title="Called otherwise")
    assert rows(desk, found, "agreements")[0][0] == "Called otherwise"


def test_a_table_that_was_kept_is_read_as_it_was_written():
    table = PlanTableRows(
        "T", ("a", "“b”"), (("1", '"x"\n'), ("2", "\\")), (True, False), (), ("N.",)
    )
    text = write_drawn({"en": table, "cy": table})
    assert read_drawn(text, "cy") == table
    assert date(2027, 1, 1) in Span(date(2027, 1, 1), date(2027, 1, 2))
    assert None not in Span(date(2027, 1, 1), date(2027, 1, 2))


@pytest.mark.parametrize(
    "odd",
    ["", "{}", "[]", "null", '{"en":{}}', "[" * 100_000, '{"en":{"title":1}}',
     '{"en":{"title":"","head":["a"],"rows":[["1","2"]],"right":[true],"notes":[]}}',
     '{"en":{"title":"","head":["a"],"rows":[["1"]],"right":[1],"notes":[]}}',
     '{"en":{"title":"","head":[],"rows":[[]],"right":[],"notes":[]}}'],
)  # fmt: skip
def test_figures_from_elsewhere_that_are_none_are_said_to_be(desk, record, found, odd):
    answer_all(desk, found)
    desk.do(finish_review, found, ON)
    desk.do(spoil, found, odd)
    figures = desk.ask(drawn, found, ON, "en")["actions"]
    assert "cannot be read" in figures.nothing
    assert figures.table.rows == ()


@named("Spoil")
def spoil(session, made: str, said: str) -> None:
    for row in session.scalars(select(ReviewFigures).where(ReviewFigures.review_id == made)):
        row.said = said


def test_an_erased_person_is_in_no_finished_review(desk, record, found, tmp_path):
    person = desk.do(add_stakeholder, PERSON, kind="person")
    desk.do(
        record_contact, (person,), held_on=date(2027, 2, 1), plan_id=record,
        heard=f"{PERSON} said “no”.",
    )  # fmt: skip
    answer_all(desk, found)
    desk.do(write_review_answer, found, "impact", f"{PERSON} told us.")
    desk.do(finish_review, found, ON)
    erase_for_good(desk, tmp_path / "index", [PERSON])
    assert b"Quillfeather" not in desk.path.read_bytes()
    (row,) = rows(desk, found, "engagement")
    assert "said “no”" in row[-1]
    assert "Quillfeather" not in desk.ask(review, found).answer("impact").text


def test_two_laptops_that_begin_the_same_years_review_meet(tmp_path):
    here = Laptop(tmp_path, "Ann")
    record = begun(here.desk.do)
    there = here.twin("Ben")
    made = here.desk.do(start_review, record, ON)
    assert there.desk.do(start_review, record, ON) == made
    here.desk.do(write_review_answer, made, "impact", "Ann’s.")
    there.desk.do(write_review_answer, made, "learning", "Ben’s.")
    there.desk.do(add_review_change, made, "Ben’s change")
    there.merge(here)
    here.merge(there)
    assert here.conflicts() == there.conflicts() == ()
    (view,) = here.desk.ask(reviews, record)
    assert (view,) == there.desk.ask(reviews, record)
    assert {key: said.text for key, said in view.answers.items()} == {
        "impact": "Ann’s.", "learning": "Ben’s.",
    }  # fmt: skip
    answer_all(here.desk, made)
    here.desk.do(finish_review, made, ON)
    there.merge(here)
    for laptop in (here, there):
        laptop.desk.do(log_review_changes, made, ON)
    there.merge(here)
    here.merge(there)
    assert len(here.desk.ask(actions, plan_id=record)) == 1
    assert here.conflicts() == there.conflicts() == ()


def test_nobody_finishes_over_two_answers_to_one_question(tmp_path):
    here = Laptop(tmp_path, "Ann")
    made = here.desk.do(start_review, begun(here.desk.do), ON)
    answer_all(here.desk, made)
    there = here.twin("Ben")
    here.desk.do(write_review_answer, made, "impact", "Ann’s.")
    there.desk.do(write_review_answer, made, "impact", "Ben’s.")
    there.merge(here)
    with pytest.raises(UserError, match="Two people"):
        there.desk.do(finish_review, made, ON)
    (conflict,) = there.conflicts()
    assert "difference" in conflict.title
