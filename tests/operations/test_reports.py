"""The reports drawn from the registers."""

from datetime import date, timedelta

import pytest

from commission_desk.content.reports import reports
from commission_desk.content.scales import scale
from commission_desk.domain.errors import UserError
from commission_desk.domain.report import ReportChart, ReportTable
from commission_desk.operations.agreement_detail import measures
from commission_desk.operations.agreements import add_agreement, grade, rate_risk
from commission_desk.operations.graded_words import states_note
from commission_desk.operations.measures import add_measure, add_result
from commission_desk.operations.organisations import add_organisation
from commission_desk.operations.report_agreement import agreement_paper
from commission_desk.operations.report_parts import ReportChoice, agreement_named, choice_of
from commission_desk.operations.reports import MAKERS, report, report_paper
from commission_desk.store.desk import Desk

TODAY = date(2026, 11, 22)
LATER = date(2028, 3, 31)


@pytest.fixture
def do(desk: Desk):
    """Run changes that have tests of their own, without undoing each."""
    return desk.do


@pytest.fixture
def register(do) -> dict[str, str]:
    """Six agreements with four providers: one ended and running, one not begun, one outside."""
    for name, sector in (("Big", "private"), ("Middle", "third"), ("Small", "third")):
        do(add_organisation, name, sector=sector)
    rows = (
        ("C-1", "Big", 6_000_000, "contract", "Care", "Homes", date(2025, 4, 1), LATER),
        ("C-2", "Middle", 3_000_000, "contract", "Care", "Homes", date(2026, 4, 1), LATER),
        ("G-1", "Small", 1_000_000, "grant", "Care", "Homes", date(2026, 4, 1), LATER),
        ("C-3", "Small", 500_000, "contract", "Learning", "", date(2020, 4, 1), date(2026, 10, 31)),
        ("C-4", "Middle", 700_000, "contract", "Learning", "", date(2027, 4, 1), LATER),
        ("C-5", "", None, "contract", "Learning", "Clubs", None, None),
    )
    made = {}
    for reference, provider, pence, kind, department, service, starts, ends in rows:
        made[reference] = do(
            add_agreement, f"Agreement {reference}", provider, reference=reference, kind=kind,
            annual_pence=pence, department=department, service=service, starts=starts, ends=ends,
            provided_from="outside" if reference == "C-1" else "",
            options=(12,) if reference == "C-2" else (),
        )  # fmt: skip
    return made


def made(ask, key: str, language: str = "en", **chosen):
    return ask(report, ReportChoice(key, **chosen), language, TODAY)


def rows(block: ReportTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in block.rows]


def test_every_report_of_the_content_can_be_made_and_no_other(ask, register):
    assert [kind.id for kind in reports().kinds] == list(dict.fromkeys(
        kind.id for kind in reports().kinds))  # fmt: skip
    assert {kind.id for kind in reports().kinds} == set(MAKERS)
    for key in MAKERS:
        for language in ("en", "cy"):
            found = made(ask, key, language)
            assert found.title
            assert found.blocks
    with pytest.raises(UserError):
        made(ask, "nonsense")


@pytest.mark.parametrize("record", ["", "[]", "3", '{"grants": 1}', "not json"])
def test_what_is_no_choice_of_a_report_is_refused(record):
    with pytest.raises(UserError):
        choice_of(record)


def test_a_choice_comes_back_from_the_id_of_its_paper():
    choice = ReportChoice(
        "evidence", agreements=("a", "b"), kinds=("grant",), months=60,
        narrow=(("department", ("Care", "")), ("kind", ("grant",))), group="sector",
    )  # fmt: skip
    assert choice_of(choice.record) == choice


def test_an_empty_desk_says_that_there_is_nothing_to_report(ask):
    for key in MAKERS:
        assert made(ask, key).missing


def test_who_holds_the_money_largest_first_with_the_share_that_builds_up(ask, register):
    found = made(ask, "concentration")
    providers = rows(found.blocks[2])
    assert [row[1] for row in providers] == ["Big", "Middle", "Small", "no provider named", "All"]
    assert providers[0][4:] == ["£60,000", "56.1%", "56.1%"]
    assert providers[1][3:] == ["2", "£37,000", "34.6%", "90.7%"]
    assert providers[-1][3:5] == ["5", "£107,000"]
    assert "1 of 4 providers holds half of it." in found.says
    assert rows(found.blocks[1])[0][:3] == ["Private", "1", "1"]
    without = made(ask, "concentration", grants=False)
    assert [row[1] for row in rows(without.blocks[2])][:2] == ["Big", "Middle"]
    assert rows(without.blocks[2])[-1][4] == "£97,000"


def test_shares_are_nothing_where_there_is_no_money(ask, do):
    do(add_agreement, "Free", "Kind", ends=LATER)
    assert rows(made(ask, "concentration").blocks[2])[0][4:] == ["£0", "", ""]


def test_overlaps_are_agreements_for_one_service_at_the_same_time(ask, register):
    found = made(ask, "overlaps")
    assert rows(found.blocks[0]) == [["Homes", "3", "3", "several providers", "1", "£100,000"]]
    lines = found.blocks[1]
    assert [row[0] for row in rows(lines)] == ["C-1", "C-2", "G-1"]
    assert {row.goes.record for row in lines.rows} == {
        register[each] for each in ("C-1", "C-2", "G-1")
    }
    assert rows(made(ask, "overlaps", grants=False).blocks[0])[0][1] == "2"
    assert made(ask, "overlaps", department="Learning").missing


def test_an_agreement_that_has_not_begun_or_has_ended_overlaps_with_none(ask, do, register):
    do(add_agreement, "Next", "Big", department="Learning", service="Clubs",
       starts=TODAY + timedelta(days=1), ends=LATER)  # fmt: skip
    do(add_agreement, "Past", "Big", department="Learning", service="Clubs",
       starts=date(2020, 1, 1), ends=TODAY - timedelta(days=1))  # fmt: skip
    assert len(rows(made(ask, "overlaps").blocks[0])) == 1


def test_the_time_line_begins_with_what_has_ended_and_still_runs(ask, register):
    found = made(ask, "timeline")
    chart, table = found.blocks
    assert isinstance(chart, ReportChart)
    first = chart.drawn.spans[0]
    assert (first.label, first.late) == ("Agreement C-3", True)
    assert first.sub == "ended 22 days ago, still running"
    assert rows(table)[0][-1] == first.sub
    assert table.rows[0].cells[-1].tone == "red"
    assert [row[0] for row in rows(table)] == ["C-3", "C-1", "C-2", "C-4", "G-1"]
    options = next(span for span in chart.drawn.spans if span.label.endswith("C-2"))
    assert options.latest == date(2029, 3, 31)
    assert "1 has ended and still runs." in found.says


def test_the_time_line_looks_as_far_ahead_as_is_asked(ask, register):
    assert [row[0] for row in rows(made(ask, "timeline", months=12).blocks[1])] == ["C-3"]
    assert len(rows(made(ask, "timeline", months=60, grants=False).blocks[1])) == 4
    assert made(ask, "timeline", months=12, department="Care").missing


def test_the_register_says_its_filters_and_both_totals_in_words(ask, register):
    found = made(ask, "register")
    assert found.says[0] == "All agreements."
    assert found.says[1] == "In this list: 6 agreements, £112,000 a year, £0 in all."
    assert found.says[2] == "Without grants: 5 agreements, £102,000 a year, £0 in all."
    narrow = made(ask, "register", view="running", words="C-3", kinds=("contract",))
    assert narrow.says[0] == "Ended and running · kinds: Contract · with the words “C-3”."
    assert [row[0] for row in rows(narrow.blocks[0])] == ["C-3", ""]
    assert narrow.says[2].startswith("With grants: 1 agreement")


def test_the_printed_register_is_filtered_and_grouped_as_the_list_is(ask, register):
    narrow = (("department", ("Care",)), ("nonsense", ("x",)))
    found = made(ask, "register", narrow=narrow, group="kind")
    assert found.says[0] == "All agreements · Department: Care · in groups by Kind."
    lines = rows(found.blocks[0])
    heads = [row.cells[1] for row in found.blocks[0].rows[:-1] if row.strong]
    assert [cell.text for cell in heads] == ["Contract", "Grant"]
    everyone = rows(made(ask, "register").blocks[0])
    care = {row[0] for row in everyone if row[4] == "Care"}
    assert {row[0] for row in lines if row[0]} == care
    assert len(care) < len(everyone) - 1
    assert "Adran: Care" in made(ask, "register", "cy", narrow=narrow).says[0]


def test_a_register_that_is_too_long_says_how_much_of_it_is_printed(ask, register, monkeypatch):
    from commission_desk.content.thresholds import threshold
    from commission_desk.operations import report_register

    class Two:
        value = 2

    monkeypatch.setattr(report_register, "threshold", lambda _id: Two)
    found = made(ask, "register")
    assert len(found.blocks[0].rows) == 3
    assert "The first 2 of 6 are here." in " ".join(found.says)
    assert threshold("register-printed-most").value >= 10_000


def test_the_portfolio_has_charts_of_money_ends_grades_and_risk(ask, do, register):
    do(grade, register["C-1"], 2, "Poor", TODAY)
    do(rate_risk, register["C-2"], "red", "It may close")
    found = made(ask, "portfolio")
    assert found.blocks[0].figures[0] == ("6", "agreements")
    charts = [block for block in found.blocks if isinstance(block, ReportChart)]
    assert len(charts) == 5
    assert [bar.label for bar in charts[0].drawn.bars] == ["Care", "Learning"]
    ends = [bar for bar in charts[2].drawn.bars if bar.value]
    assert [bar.label for bar in ends] == ["Oct - Dec 2026", "Jan - Mar 2028"]
    concern = found.blocks[-1]
    assert [row[0] for row in rows(concern)] == ["C-2", "C-1"]
    assert rows(concern)[0][4] == "It may close"


def test_an_agreement_is_found_by_its_reference(ask, register):
    assert ask(agreement_named, "C-2") == register["C-2"]
    with pytest.raises(UserError, match="no agreement “C-9”"):
        ask(agreement_named, "C-9")


def test_one_agreement_says_what_it_is_in_both_languages(ask, register):
    choice = ReportChoice("agreement", agreements=(register["C-3"],))
    paper = ask(report_paper, choice.record, "en", TODAY)
    terms = dict(dict(paper.facts)["Terms"])
    assert terms["Current end"] == "31 Oct 2026: has ended and still runs"
    assert paper.figures[0] == ("£5,000", "a year")
    welsh = ask(report_paper, choice.record, "cy", TODAY)
    assert "Cyfnod" in dict(welsh.facts)


def test_a_grade_in_words_is_in_every_report(ask, do, register):
    do(rate_risk, register["C-1"], "red", "Unsafe", TODAY)
    do(grade, register["C-1"], "inadequate", "Unsafe", TODAY, "four-headings")
    word = scale("four-headings").point("inadequate").grade.text("en")
    bars = {
        bar.label: bar.value
        for block in made(ask, "portfolio").blocks
        if isinstance(block, ReportChart) and block.title == "Grades"
        for bar in block.drawn.bars
    }
    assert bars["on another scale"] == 1
    for key in ("portfolio", "register"):
        tables = [block for block in made(ask, key).blocks if isinstance(block, ReportTable)]
        assert any(word in row for table in tables for row in rows(table)), key
    paper = ask(agreement_paper, register["C-1"], "en", TODAY)
    assert (word, "grade") in paper.figures


def test_a_measure_stands_in_documents_as_it_does_in_the_window(ask, do, register):
    measure = do(add_measure, register["C-1"], "Visits", target=80.0, tolerance=5.0)
    do(add_result, measure, TODAY, 78.0)
    do(add_result, do(add_measure, register["C-1"], "Calls"), TODAY, 3.0)
    paper = ask(agreement_paper, register["C-1"], "en", TODAY)
    assert [each.standing for each in paper.measures] == ["Just off target", "No target"]
    assert states_note(ask(measures, register["C-1"]), "en") == (
        "On target: 0. Just off target: 1. Off target: 0. No target: 1. No data: 0."
    )
