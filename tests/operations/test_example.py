"""The example desk: Lincolnshire's figures to the pound, and always something to decide."""

from collections import Counter
from datetime import date, timedelta

import pytest

from commission_desk.content.choices import choices
from commission_desk.domain.terms import add_months
from commission_desk.operations.actions import actions
from commission_desk.operations.agreement_detail import agreement, risks
from commission_desk.operations.example import example_file, make_example
from commission_desk.operations.example_data import quarter_end, working_day, written
from commission_desk.operations.example_large import add_many
from commission_desk.operations.example_plan import write_plan
from commission_desk.operations.example_register import agreement_by_reference, fill_register
from commission_desk.operations.meetings import meeting, meetings
from commission_desk.operations.minutes import entries
from commission_desk.operations.organisations import organisations
from commission_desk.operations.papers import minutes_paper
from commission_desk.operations.plans import plan, plans
from commission_desk.operations.register import (
    RegisterQuery,
    first_agreements,
    totals,
    view_counts,
)
from commission_desk.operations.stakeholders import contacts, stakeholders
from commission_desk.operations.team import team
from commission_desk.operations.today import today_view
from commission_desk.store.desk import Desk
from commission_desk.store.opening import make_file
from commission_desk.store.working import create

TODAY = date(2026, 11, 22)
POUND = 100


def empty_desk(folder) -> Desk:
    create(folder / "working.sqlite")
    return Desk(folder / "working.sqlite", "Commissioning officer")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    made = empty_desk(tmp_path_factory.mktemp("example"))
    make_example(made, today=TODAY)
    yield made
    made.close()


@pytest.fixture(scope="module")
def short_breaks(desk):
    return desk.ask(agreement, desk.ask(agreement_by_reference)["C-0147"])


def test_the_register_has_lincolnshires_figures_to_the_penny(desk):
    every = desk.ask(totals, RegisterQuery(today=TODAY))
    assert (every.count, every.providers) == (228, 177)
    assert every.annual_pence == 32_000_000 * POUND
    assert every.total_pence == 134_000_000 * POUND


def test_208_agreements_are_managed_centrally_and_20_by_service_areas(desk):
    assert desk.ask(totals, RegisterQuery(managed="central")).count == 208
    assert desk.ask(totals, RegisterQuery(managed="devolved")).count == 20


def test_every_organisation_provides_something(desk):
    assert len(desk.ask(organisations)) == 177


def test_the_grades_are_spread_as_in_the_source(desk):
    grades = desk.ask(today_view, TODAY, "en").grades
    assert {share.grade: share.count for share in grades} == {
        "Outstanding": 31, "Good": 142, "Requires improvement": 51, "Inadequate": 4,
    }  # fmt: skip


def test_each_total_is_the_yearly_value_over_the_whole_term(desk):
    for row in desk.ask(first_agreements, RegisterQuery(today=TODAY), 300):
        days = (row.latest_end - row.start).days
        assert row.total_pence == pytest.approx(row.annual_pence * days / 365.25, rel=0.004)


@pytest.mark.parametrize(
    "today",
    [TODAY, date(2027, 8, 31), date(2028, 2, 29), date(2027, 1, 1), date(2029, 11, 30)],
    ids=str,
)
def test_whenever_it_is_made_nine_end_soon_and_three_need_a_decision(tmp_path, today):
    desk = empty_desk(tmp_path)
    desk.do(fill_register, today, desk.do(write_plan))
    counts = desk.ask(view_counts, RegisterQuery(today=today))
    assert counts == {"all": 228, "ending": 9, "concern": 4, "running": 2, "unevaluated": 6}
    rows = desk.ask(first_agreements, RegisterQuery(today=today), 300)
    due = [row for row in rows if today <= row.decision_date <= today + timedelta(days=31)]
    assert sorted(row.reference for row in due) == ["C-0139", "C-0147", "G-0031"]
    assert not [row for row in rows if row.decision_date < today <= row.end]
    assert all(row.start < today for row in rows)
    assert max(row.end for row in rows) < add_months(today, 60)
    desk.close()


def test_short_breaks_is_the_agreement_of_the_pictures(desk, short_breaks):
    row = short_breaks.row
    assert (row.title, row.provider, row.sector) == (
        "Short breaks for disabled children", "Tidewater Family Support", "third",
    )  # fmt: skip
    assert row.annual_pence == 824_000 * POUND
    assert (row.grade, row.risk, short_breaks.term.words) == (6, "amber", "3+1+1")
    assert row.decision_date == TODAY + timedelta(days=8)
    assert len(short_breaks.measures) == 6
    assert {len(measure.results) for measure in short_breaks.measures} == {8}
    assert short_breaks.measures[1].latest == 1104


def test_no_data_is_kept_apart_from_zero(short_breaks):
    values = [result.value for measure in short_breaks.measures for result in measure.results]
    assert values.count(None) == 1
    assert 0 not in values


def test_the_plan_is_three_fifths_written(desk):
    (row,) = desk.ask(plans)
    assert (row.written, row.total, row.percent) == (19, 31, 61)
    assert (row.starts, row.ends) == (date(2026, 4, 1), date(2030, 3, 31))
    found = desk.ask(plan, row.id)
    assert not found.unplaced
    statuses = Counter(answer.status for answer in found.answers.values())
    assert statuses == {"agreed": 6, "ready": 12, "draft": 3, "not-applicable": 1}
    kinds = {block.kind for answer in found.answers.values() for block in answer.text.blocks}
    assert kinds == {"paragraph", "heading", "quote", "bullet", "number", "table"}


def test_the_last_review_has_full_minutes(desk, short_breaks):
    coming, last = desk.ask(meetings, short_breaks.row.id)
    assert (last.status, last.minutes_status) == ("held", "approved")
    taken = [entry for each in desk.ask(entries, last.id).values() for entry in each]
    assert Counter(entry.kind for entry in taken) == {"decision": 3, "action": 5, "risk": 1}
    paper = desk.ask(minutes_paper, last.id, "en", TODAY)
    assert paper.quorate
    assert paper.apologies == ("Finance partner",)
    assert coming.held_on == date(2026, 11, 25)


def test_the_review_to_come_invites_the_same_people_and_carries_what_is_open(desk, short_breaks):
    coming = desk.ask(meeting, desk.ask(meetings, short_breaks.row.id)[0].id)
    assert [item.key for item in coming.items][6] == "improvement"
    assert len(coming.attendance) == 7
    assert coming.quorum == 4
    carried = desk.ask(minutes_paper, coming.row.id, "en", TODAY).actions
    assert {line.text for line in carried} == {
        "Break cancellations down by district", "Agree transport rates",
        "Visit the new coastal site",
    }  # fmt: skip


def test_two_meetings_are_to_come_and_one_waits_for_its_minutes(desk):
    rows = desk.ask(meetings)
    assert len(rows) == 7
    assert len([row for row in rows if row.held_on >= TODAY]) == 2
    assert [row.reference for row in rows if row.status == "held" and
            row.minutes_status == "draft"] == ["C-0121"]  # fmt: skip


def test_nineteen_actions_are_open_and_four_are_late(desk):
    rows = desk.ask(actions, status="open")
    assert len(rows) == 19
    assert sum(row.days_late(TODAY) > 0 for row in rows) == 4
    assert [row.slipped for row in rows if row.title == "Agree transport rates"] == [1]


def test_stakeholders_contacts_and_risks_are_as_many_as_in_the_pictures(desk):
    found = desk.ask(stakeholders)
    assert len(found) == 64
    assert {row.category for row in found} == {each.id for each in choices("stakeholder-category")}
    heard = desk.ask(contacts)
    assert len(heard) == 22
    assert sum(bool(contact.heard and contact.changed) for contact in heard) > 10
    assert len(desk.ask(risks)) == 12


def test_every_check_finds_something_to_show(desk):
    found = {need.check for need in desk.ask(today_view, TODAY, "en").needs}
    assert found >= {
        "decision-due", "ends-without-option", "ended-running", "minutes-unfinished",
        "action-overdue", "no-outcome-measure", "plan-parts-unwritten",
        "stakeholder-group-unheard",
    }  # fmt: skip


def test_it_is_made_in_named_steps_that_undo_takes_back(tmp_path):
    desk = empty_desk(tmp_path)
    make_example(desk, today=TODAY)
    names = []
    while (name := desk.undo()) is not None:
        names.append(name)
    assert len(names) == 8
    assert all(name.startswith("Example: ") for name in names)
    assert desk.ask(totals, RegisterQuery()).count == 0
    assert desk.ask(stakeholders) == ()
    desk.close()


def test_a_large_register_is_as_large_as_it_says(tmp_path):
    desk = empty_desk(tmp_path)
    desk.do(fill_register, TODAY, desk.do(write_plan))
    desk.do(add_many, TODAY, 3_000)
    assert desk.ask(totals, RegisterQuery()).count == 3_000
    references = [row.reference for row in desk.ask(first_agreements, RegisterQuery(), 5_000)]
    assert len(set(references)) == 3_000
    assert desk.ask(view_counts, RegisterQuery(today=TODAY))["ending"] == 9
    assert not [row for row in desk.ask(first_agreements, RegisterQuery(), 5_000)
                if row.start > TODAY]  # fmt: skip
    desk.close()


def test_the_example_is_made_once_and_kept_in_the_profile(tmp_path):
    first = example_file(tmp_path, "Commissioning officer", "cy")
    assert first.desk.ask(team).organisation == "Cyngor Sir Enghraifft"
    assert not first.shared.pending
    first.desk.undo()
    first.shared.publish()
    first.desk.close()
    again = example_file(tmp_path, "Commissioning officer", "cy")
    assert again.shared.file == first.shared.file
    assert again.desk.redo_name is not None
    again.desk.close()


def test_plain_marks_become_rich_text():
    text = written("One **two** three\n- four\n| a | b |\n| c | d |\nfive\n")
    assert [block.kind for block in text.blocks] == ["paragraph", "bullet", "table", "paragraph"]
    assert [run.bold for run in text.blocks[0].runs] == [False, True, False]
    assert text.blocks[2].text == "a\tb\nc\td"


def test_days_count_from_today_and_avoid_weekends():
    assert working_day(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert working_day(date(2026, 11, 20), 3) == date(2026, 11, 23)
    assert quarter_end(date(2026, 11, 22), -1) == date(2026, 9, 30)
    assert quarter_end(date(2026, 12, 31)) == date(2026, 12, 31)


def test_an_example_that_was_not_finished_is_made_anew(tmp_path):
    (tmp_path / "example").mkdir()
    unfinished = tmp_path / "example" / "unfinished Example desk.cdesk"
    make_file(unfinished, "Commissioning officer", tmp_path).desk.close()
    opened = example_file(tmp_path, "Commissioning officer")
    assert len(opened.desk.ask(actions)) == 24
    assert (opened.kept, opened.warning, opened.shared.pending) == (None, "", False)
    opened.desk.close()
    assert [file.name for file in unfinished.parent.iterdir()] == ["Example desk.cdesk"]
