"""Scenario S2: the Jersey audit's Exhibits 2 and 3, entered, checked and settled."""

from datetime import date

import pytest
from operations.jersey_spend import FOOTNOTE, LINES, SHARES, cells

from commission_desk.domain.errors import UserError
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.records import remove
from commission_desk.operations.report_parts import ReportChoice
from commission_desk.operations.reports import report
from commission_desk.operations.spend import (
    add_spend_row,
    add_statement,
    edit_spend_row,
    edit_statement,
    paste_spend,
    settle_spend,
    unsettle_spend,
)
from commission_desk.operations.spend_checks import lines_of, spend, statements

TODAY = date(2026, 11, 22)


@pytest.fixture
def exhibits(do) -> str:
    made = do(add_statement, "External commissioning", period="2023", footnotes=FOOTNOTE)
    assert do(paste_spend, made, "spend_line", cells(LINES)) == 11
    assert do(paste_spend, made, "spend_share", cells(SHARES)) == 5
    return made


def table(ask, title: str, statement: str = "", language: str = "en"):
    choice = ReportChoice("spend", statement=statement)
    found = ask(report, choice, language, TODAY)
    return next(block for block in found.blocks if block.title == title)


def words(row) -> list[str]:
    return [cell.text for cell in row.cells]


def test_the_eleven_rows_stand_as_they_were_printed(ask, exhibits):
    view = ask(spend, exhibits)
    assert len(view.lines) == 11
    assert [line.department for line in view.lines[:4]] == ["HCS", "HCS", "HCS", "CYPES"]
    assert view.lines[1].words["value"].startswith("£21m (of which ~£13m")
    health = lines_of(view, "HCS")
    assert sum(line.best for line in health) == 4_980_000_000
    assert [line.charities for line in health] == [1_570_000_000, None, None]
    assert (health[1].contracted, health[1].spot) == (1_300_000_000, 800_000_000)
    assert health[1].off_island == 2_100_000_000


def test_the_totals_are_those_of_the_scenario(ask, exhibits):
    view = ask(spend, exhibits)
    assert (view.as_printed, view.identified) == (6_452_000_000, 6_451_600_000)
    assert (view.shares_printed, view.budgets) == (6_450_200_000, 71_210_000_000)
    total = table(ask, "Share of budgets").rows[-1]
    assert words(total)[:4] == ["All", "£64.502m", "£712.1m", "9.1%"]


def test_percentages_are_computed_and_nil_prints_a_dash(ask, exhibits):
    rows = table(ask, "Share of budgets").rows
    assert [words(row)[3] for row in rows[:5]] == ["15.1%", "4.5%", "-", "4.4%*", "0.07%"]
    assert words(rows[2])[1] == "Nil"
    assert FOOTNOTE in table(ask, "Share of budgets").notes
    first = table(ask, "What was identified").rows[0]
    assert first.cells[4].sub == "79.7%"


def test_the_slipped_decimal_place_is_found_and_nothing_else(ask, exhibits):
    (found,) = ask(spend, exhibits).findings
    assert (found.kind, found.department) == ("tables", "Probation and After-Care")
    assert (found.first, found.second) == ("£16,000 (printed £0.02m)", "£0.002m")
    assert "about 10 times" in found.sentence
    assert found.proposal == "0.6% (£16,000 of £2.7m is 0.59%)"


def test_nothing_is_settled_without_a_choice_and_a_reason(do, ask, exhibits):
    (found,) = ask(spend, exhibits).findings
    before = ask(spend, exhibits)
    for chosen, reason in (("lines", "  "), ("", "because"), (None, "because")):
        with pytest.raises(UserError):
            do(settle_spend, found.share, chosen, found.first_pence, reason, TODAY)
    assert ask(spend, exhibits) == before


def test_a_settled_figure_stands_beside_what_was_printed(do, ask, exhibits):
    (found,) = ask(spend, exhibits).findings
    do(settle_spend, found.share, "lines", found.first_pence, "The contract was seen", TODAY)
    view = ask(spend, exhibits)
    assert view.findings[0].settled == "The contract was seen"
    assert view.commissioned == 6_451_600_000
    shares = table(ask, "Share of budgets")
    assert words(shares.rows[4])[1:] == ["£16,000", "£2.7m", "0.6%", "£0.002m · 0.07%"]
    assert any("The contract was seen" in note for note in shares.notes)
    do(unsettle_spend, found.share)
    assert ask(spend, exhibits).findings == (found,)


def test_a_settlement_is_asked_for_again_when_its_figure_changes(do, ask, exhibits):
    (found,) = ask(spend, exhibits).findings
    do(settle_spend, found.share, "lines", found.first_pence, "Seen", TODAY)
    line = ask(spend, exhibits).lines[-1]
    do(edit_spend_row, "spend_line", line.id, "exact", "£18,000")
    assert ask(spend, exhibits).findings[0].settled == ""


@pytest.mark.parametrize(
    ("lines", "share", "percent", "kinds"),
    [
        ("£19.7m", "£19.7m", "10%", []),
        ("£19.74m", "£19.7m", "10%", []),  # rounds to it
        ("£19.76m", "£19.7m", "10%", ["tables"]),
        ("£19.7m", "£19.7m", "1%", ["percentage"]),
        ("", "£19.7m", "10%", ["unknown"]),
        ("Nil", "Nil", "-", []),
        ("Nil", "£19.7m", "10%", ["tables"]),
    ],
)
def test_rounding_is_no_error_and_more_than_rounding_is(do, ask, lines, share, percent, kinds):
    made = do(add_statement, "Trial")
    do(add_spend_row, made, "spend_line", department="A", activity="x", value=lines)
    do(add_spend_row, made, "spend_share", department="A", commissioned=share, total="£197m",
       percent=percent)  # fmt: skip
    assert [each.kind for each in ask(spend, made).findings] == kinds


def test_a_department_in_one_table_only_is_named(do, ask):
    made = do(add_statement, "Trial")
    do(paste_spend, made, "spend_line", [["Housing", "Support", "£1m"]])
    do(paste_spend, made, "spend_share", [["HS", "£1m", "£9m", ""]])
    assert [each.kind for each in ask(spend, made).findings] == ["alone", "alone"]


def test_what_is_no_amount_is_refused_and_nothing_is_pasted(do, ask, exhibits):
    with pytest.raises(UserError, match="Row 2: “about a million”"):
        do(paste_spend, exhibits, "spend_line", [["A", "b", "£1m"], ["A", "c", "about a million"]])
    assert len(ask(spend, exhibits).lines) == 11
    share = ask(spend, exhibits).shares[0].id
    with pytest.raises(UserError, match="not a percentage"):
        do(edit_spend_row, "spend_share", share, "percent", "a lot")
    with pytest.raises(UserError):
        do(edit_spend_row, "spend_share", share, "total", "£" + "9" * 30)


def test_rows_are_pasted_over_those_there_are_from_a_cell_on(do, ask, exhibits):
    do(paste_spend, exhibits, "spend_share", [["£50m", "£331m"], ["£11m", "£224m"]], (0, 1))
    found = ask(spend, exhibits).shares
    assert [share.words["commissioned"] for share in found[:3]] == ["£50m", "£11m", "Nil"]
    assert len(found) == 5


def test_a_statement_is_renamed_and_goes_with_its_rows(do, ask, exhibits):
    do(edit_statement, exhibits, title="Exhibits 2 and 3")
    assert ask(statements) == [(exhibits, "Exhibits 2 and 3 · 2023")]
    with pytest.raises(UserError):
        do(add_statement, "  ")
    do(remove, "spend_statement", exhibits)
    assert ask(statements) == []


def test_the_register_stands_beside_what_was_stated(do, ask, exhibits):
    for kind, pence, place in (
        ("contract", 100_000_00, ""), ("grant", 20_000_00, ""), ("spot", 5_000_00, "outside"),
    ):  # fmt: skip
        do(add_agreement, f"One {kind}", kind=kind, annual_pence=pence, provided_from=place,
           department="Customer and Local Services")  # fmt: skip
    do(add_agreement, "Ended", annual_pence=1, department="HCS", starts=date(2020, 1, 1),
       ends=date(2021, 1, 1))  # fmt: skip
    rows = table(ask, "By the register", exhibits).rows
    assert words(rows[0]) == [
        "Customer and Local Services", "3", "£125,000", "£20,000", "£5,000", "£5,000", "£4.7m",
        "0.1%",
    ]  # fmt: skip
    assert words(rows[-1])[:3] == ["All", "3", "£125,000"]
    without = ask(report, ReportChoice("spend", grants=False), "en", TODAY)
    assert words(without.blocks[-1].rows[0])[2] == "£105,000"
