"""One agreement's money: shares, payments, variations, and scenario S8 whole."""

from datetime import date

import pytest

from commission_desk.domain.errors import UserError
from commission_desk.operations.agreement_detail import agreement
from commission_desk.operations.agreement_money import agreement_money, price_option
from commission_desk.operations.agreement_tables import (
    MOST_ROWS,
    TABLES,
    add_table_row,
    edit_table_row,
    paste_table_rows,
    remove_table_rows,
    table_rows,
)
from commission_desk.operations.agreement_why import agreement_why
from commission_desk.operations.agreements import (
    add_agreement,
    add_option,
    decide_option,
    edit_agreement,
    remove_option,
)
from commission_desk.operations.checks import needs
from commission_desk.operations.erasing import erase_person, held_about
from commission_desk.operations.finding import search
from commission_desk.operations.records import remove
from commission_desk.operations.titles import home_of
from commission_desk.store.desk import Desk
from commission_desk.store.search import SearchIndex

BEGAN, ENDS = date(2026, 4, 1), date(2029, 3, 31)


@pytest.fixture
def made(do) -> str:
    return do(
        add_agreement, "Outreach", "Harbour Youth Trust", starts=BEGAN, ends=ENDS,
        annual_pence=10_000_000, total_pence=30_000_001, total_covers="initial", options=(12, 12),
        awarded=date(2026, 1, 15),
    )  # fmt: skip


def dates(ask, made: str) -> tuple[date | None, date | None, date | None]:
    row = ask(agreement, made).row
    return row.end, row.latest_end, row.decision_date


def test_scenario_s8_three_years_and_two_options_of_one(do, ask, made: str):
    assert dates(ask, made) == (ENDS, date(2031, 3, 31), date(2028, 12, 31))
    first, second = ask(agreement, made).options
    do(decide_option, first.id, "exercised")
    assert dates(ask, made)[:2] == (date(2030, 3, 31), date(2031, 3, 31))
    do(decide_option, second.id, "exercised")
    assert dates(ask, made) == (date(2031, 3, 31), date(2031, 3, 31), date(2030, 12, 31))
    view = ask(agreement, made)
    assert view.term.words == "3+1+1"
    assert view.row.initial_end == ENDS, "the register under section 40 keeps it apart"
    assert sum(option.months for option in view.options) == 24
    years = ask(agreement_money, made).years
    assert [each.year for each in years] == [2026, 2027, 2028, 2029, 2030]
    assert sum(each.pence for each in years) == 50_000_001


def test_scenario_s8_three_years_and_one_option_of_two(do, ask):
    made = do(add_agreement, "Jersey", starts=BEGAN, ends=ENDS, options=(24,))
    assert ask(agreement, made).term.words == "3+2"
    (option,) = ask(agreement, made).options
    do(decide_option, option.id, "exercised")
    assert dates(ask, made)[0] == date(2031, 3, 31)


@pytest.mark.parametrize(
    ("ends", "months", "extended"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)), (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 2, 28), 12, date(2028, 2, 29)), (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 28), 12, date(2029, 2, 28)),
    ],
)  # fmt: skip
def test_the_last_day_of_a_month_stays_one(do, ask, ends: date, months: int, extended: date):
    made = do(add_agreement, "Month ends", starts=date(2026, 3, 1), ends=ends)
    option = do(add_option, made, months)
    do(decide_option, option, "exercised")
    assert dates(ask, made)[0] == extended


def test_the_notice_of_a_tender_is_ninety_days_before_it(do, ask, made: str):
    do(edit_agreement, made, tender_on=date(2026, 9, 1))
    (notice,) = [
        each.text for each in ask(agreement_why, made, BEGAN).procurement.sentences
        if "third-sector" in each.text
    ]  # fmt: skip
    assert "1 September 2026" in notice
    assert "3 June 2026" in notice


def test_decisions_are_armed_anew_by_a_variation_and_by_what_follows_it(do, ask, made: str):
    first, second = ask(agreement, made).options
    do(decide_option, first.id, "exercised")
    variation = do(
        add_table_row, made, "variation",
        {"title": "Six months more", "new_end": "30/09/2030", "agreed_on": "1/2/2030"},
    )  # fmt: skip
    assert dates(ask, made) == (date(2030, 9, 30), date(2031, 9, 30), date(2030, 7, 2))
    do(decide_option, second.id, "exercised")
    assert dates(ask, made)[0] == date(2031, 9, 30)
    do(decide_option, first.id, "available")
    assert dates(ask, made)[0] == date(2030, 9, 30), "the end that was said stands"
    do(edit_table_row, "variation", variation, {"new_end": ""})
    assert dates(ask, made)[0] == date(2030, 3, 31)
    do(remove_option, second.id)
    do(remove_table_rows, "variation", [variation])
    assert dates(ask, made)[:2] == (ENDS, date(2030, 3, 31))


def test_an_expired_agreement_that_is_still_paid_is_red_on_today(do, ask):
    made = do(add_agreement, "Supported living", starts=date(2022, 4, 1), ends=date(2025, 3, 31))
    today = date(2026, 11, 22)
    do(paste_table_rows, made, "payment", (0, 0), [["2024/25", "", "£5,000"]])
    assert "expired-paid" not in {need.check for need in ask(needs, today, "en")}
    do(add_table_row, made, "payment", {"year": "2026/27", "paid_pence": "£1.2k"})
    found = next(need for need in ask(needs, today, "en") if need.check == "expired-paid")
    assert (found.tone, found.home, found.part) == ("red", made, "money")
    assert "£1,200 paid in 2026/27" in found.detail
    assert "ended-running" not in {need.check for need in ask(needs, today, "en")}


def test_shares_are_added_up_or_stay_as_typed(do, ask, made: str):
    do(edit_agreement, made, partner_pence=5_000)
    assert ask(agreement_money, made).partners_pence == 5_000
    count = do(
        paste_table_rows, made, "partner_share", (0, 0),
        [["Health board", "£20,000", "Section 33"], ["", "", ""], ["Police", "Nil", ""]],
    )  # fmt: skip
    assert count == 2
    view = ask(agreement_money, made)
    assert view.partners_pence == 2_000_000
    words = [
        [row.words(column, "en") for column in TABLES["partner_share"].columns]
        for row in view.shares
    ]
    assert words == [["Health board", "£20,000", "Section 33"], ["Police", "Nil", ""]]
    do(remove_table_rows, "partner_share", [row.id for row in view.shares])
    assert ask(agreement_money, made).partners_pence == 5_000


def test_nothing_paid_is_not_nothing_said(do, ask, made: str):
    do(paste_table_rows, made, "payment", (0, 0), [["2026/27", "1,000", "TBC"]])
    assert ask(agreement_money, made).paid_pence is None
    (row,) = table_rows_of(ask, made)
    do(edit_table_row, "payment", row.id, {"paid_pence": "nil"})
    assert ask(agreement_money, made).paid_pence == 0


def table_rows_of(ask, made: str):
    return ask(table_rows, made, "payment")


def test_a_block_that_cannot_be_read_changes_nothing(do, ask, made: str):
    with pytest.raises(UserError, match=r"Row 2, Paid: .* Nothing was pasted"):
        do(paste_table_rows, made, "payment", (0, 0), [["2026", "1", "2"], ["2027", "1", "lots"]])
    assert table_rows_of(ask, made) == ()
    with pytest.raises(UserError, match="What changes: this cannot be left empty"):
        do(add_table_row, made, "variation", {"reason": "Growth"})
    with pytest.raises(UserError, match="before the agreement starts"):
        do(add_table_row, made, "variation", {"title": "x", "new_end": "1/1/2020"})
    with pytest.raises(UserError, match="at most 500 rows"):
        do(paste_table_rows, made, "payment", (0, 0), [["2026"]] * (MOST_ROWS + 1))


def test_pasting_over_rows_changes_them_and_adds_below(do, ask, made: str):
    do(paste_table_rows, made, "payment", (0, 0), [["2026", "1", ""], ["2027", "2", ""]])
    assert do(paste_table_rows, made, "payment", (1, 1), [["5"], ["6"]]) == 1
    assert [row.values["budget_pence"] for row in table_rows_of(ask, made)] == [100, 500, 600]


def test_an_option_has_a_value_of_its_own_or_the_annual_one(do, ask, made: str):
    first, second = (option.id for option in ask(agreement, made).options)
    do(price_option, first, 0)
    assert [option.pence for option in ask(agreement_money, made).options] == [0, 10_000_000]
    do(price_option, second, 1_234)
    assert ask(agreement_money, made).value.whole == 30_001_235
    do(price_option, first, None)
    with pytest.raises(UserError, match="less than nothing"):
        do(price_option, first, -1)


def test_what_belongs_to_an_agreement_goes_and_comes_back_with_it(do, ask, made: str):
    do(add_table_row, made, "variation", {"title": "More", "value_pence": "(£5)"})
    do(add_table_row, made, "partner_share", {"name": "Police"})
    do(remove, "agreement", made)
    assert ask(table_rows, made, "variation") == ()


def test_who_agreed_and_decided_can_be_erased(do, ask, desk: Desk, made: str):
    do(add_table_row, made, "variation", {"title": "More", "agreed_by": "Gwenllian Prydderch"})
    do(add_table_row, made, "rationale", {"reason": "So said Gwenllian Prydderch"})
    assert len(ask(held_about, ["Gwenllian Prydderch"]).now) == 2
    desk.do(erase_person, ["Gwenllian Prydderch"])
    assert ask(held_about, ["Gwenllian Prydderch"]).items == ()


def test_variations_and_reasons_are_found(desk: Desk, do, ask, made: str, tmp_path):
    row = do(add_table_row, made, "variation", {"title": "Zanzibar sessions"})
    why = do(add_table_row, made, "rationale", {"reason": "Timbuktu does it so"})
    index = SearchIndex(tmp_path / "search.sqlite")
    (hit,) = desk.ask(search, index, "zanzibar")
    assert (hit.home_kind, hit.home, hit.part) == ("agreement", made, f"money {row}")
    (hit,) = desk.ask(search, index, "timbuktu")
    assert (hit.home, hit.part) == (made, f"why {why}")
    assert ask(home_of, "variation", row) == ("agreement", made, f"money {row}")
    assert ask(home_of, "rationale", why) == ("agreement", made, f"why {why}")


def test_the_decision_on_an_option_names_its_own_value(do, ask, made: str):
    day = date(2028, 12, 1)
    first = ask(agreement, made).options[0]
    (found,) = [need for need in ask(needs, day, "en") if need.check == "decision-due"]
    assert "£100,000" in f"{found.title} {found.detail}"
    do(price_option, first.id, 12_345_600)
    (found,) = [need for need in ask(needs, day, "en") if need.check == "decision-due"]
    assert "£123,456" in f"{found.title} {found.detail}"
