from datetime import date

import pytest
from register_headings import SYNONYMS

from commission_desk.domain.dates import DayOrder
from commission_desk.domain.registers import ExistingRow, RegisterRow
from commission_desk.exchange.mapping import suggest_mapping
from commission_desk.exchange.preview import Answers, Preview, preview
from commission_desk.exchange.source import Cell, table_of

HEADINGS = ("Ref", "Title", "Supplier", "Annual value", "Start date", "End date", "Officer")


def look(
    *rows: tuple[Cell, ...],
    headings: tuple[str, ...] = HEADINGS,
    answers: Answers | None = None,
    existing: tuple[ExistingRow, ...] = (),
) -> Preview:
    table = table_of("Register", list(enumerate((headings, *rows), start=1)))
    return preview(table, suggest_mapping(table, SYNONYMS), existing, answers)


def existing(seen: Preview) -> tuple[ExistingRow, ...]:
    return tuple(ExistingRow(str(number), row) for number, row in enumerate(seen.taken))


GOOD = ("C1", "Day care", "Ash Trust", "£140k", "2026-04-01", "31 March 2029", "Contract officer")


def test_a_row_is_read_whole_and_other_columns_are_kept() -> None:
    seen = look(GOOD)
    assert (seen.read, seen.added, seen.rejected) == (1, 1, 0)
    row = seen.rows[0].row
    assert row.annual_pence == 14_000_000
    assert row.annual_text == "£140k"
    assert (row.starts, row.ends) == (date(2026, 4, 1), date(2029, 3, 31))
    assert (row.end_text, row.end_meaning) == ("31 March 2029", "unknown")
    assert dict(row.rest) == {"Officer": "Contract officer"}
    assert seen.ends_to_ask_about == 1


def test_nothing_is_lost_whatever_the_row_is() -> None:
    rows = (GOOD, ("x",), (None, None, None, "rubbish"), ("", "Total", "", "£9"), HEADINGS)
    seen = look(*rows)
    assert seen.read == len(rows) == seen.added + seen.changed + seen.unchanged + seen.rejected
    assert [each.row_number for each in seen.rows] == [2, 3, 4, 5, 6]


def test_an_amount_that_cannot_be_read_leaves_the_row_out_until_a_person_says() -> None:
    bad = ("C2", "Meals", "Elm Trust", "about £5", None, None, None)
    seen = look(GOOD, bad)
    assert (seen.added, seen.rejected) == (1, 1)
    (problem,) = seen.problems
    assert (problem.row, problem.column, problem.value) == (3, "Annual value", "about £5")
    assert problem.reason
    for accept in ((3,), "all"):
        taken = look(GOOD, bad, answers=Answers(accept=accept)).rows[1]
        assert taken.verdict == "added"
        assert (taken.row.annual_pence, taken.row.annual_text) == (None, "about £5")


def test_a_date_that_cannot_be_read_keeps_its_words_when_taken() -> None:
    bad = ("C2", "Meals", "Elm Trust", "£5", "sometime", None, None)
    assert look(bad).rejected == 1
    row = look(bad, answers=Answers(accept="all")).rows[0].row
    assert (row.starts, row.rest["Start date"]) == (None, "sometime")


def test_unknown_and_nil_are_kept_apart() -> None:
    seen = look(
        ("1", "A", "Ash", "Nil", None, None, None),
        ("2", "B", "Ash", "TBC", None, "TBC", None),
        ("3", "C", "Ash", None, None, None, None),
    )
    assert [(each.row.annual_pence, each.row.annual_text) for each in seen.rows] == [
        (0, "Nil"),
        (None, "TBC"),
        (None, ""),
    ]
    assert seen.rows[1].row.end_text == "TBC"
    assert seen.rejected == 0


def test_ambiguous_dates_are_asked_about_by_column_and_never_guessed() -> None:
    rows = (
        ("1", "A", "Ash", None, "03/04/26", "25/12/2026", None),
        ("2", "B", "Ash", None, "05/06/26", "04/12/2026", None),
    )
    seen = look(*rows)
    assert seen.rejected == 2
    (question,) = seen.questions
    assert (question.column.letter, question.count) == ("E", 2)
    assert question.examples == ("03/04/26", "05/06/26")
    # The column of ends settles itself: 25/12 proves that the day comes first.
    assert seen.rows[1].row.ends == date(2026, 12, 4)
    answered = look(*rows, answers=Answers(day_order=DayOrder.DAY_FIRST))
    assert (answered.added, answered.questions) == (2, ())
    assert answered.rows[0].row.starts == date(2026, 4, 3)
    other = look(*rows, answers=Answers(day_order=DayOrder.MONTH_FIRST))
    assert other.rows[0].row.starts == date(2026, 3, 4)


@pytest.mark.parametrize("heading", ["Total", "Grand total:", "TOTALS", "Sub-total"])
def test_a_row_of_totals_is_no_agreement(heading: str) -> None:
    seen = look(GOOD, (None, heading, None, 140_000, None, None, None))
    assert seen.rows[1].verdict == "rejected"
    assert "total" in seen.rows[1].problems[0].reason


def test_a_sub_heading_and_repeated_headings_are_no_agreements() -> None:
    seen = look((None, "Adult social care"), GOOD, HEADINGS, answers=Answers(accept="all"))
    assert [each.verdict for each in seen.rows] == ["rejected", "added", "rejected"]


def test_a_service_called_total_care_is_an_agreement() -> None:
    assert look(("C3", "Total care at home", "Ash", 1, None, None, None)).added == 1


def test_a_row_without_a_title_takes_another_name_and_says_so() -> None:
    seen = look(("C2", None, "Elm Trust", 5, None, None, None))
    assert (seen.rows[0].row.title, seen.added) == ("Elm Trust", 1)
    assert [problem.stops for problem in seen.problems] == [False]


def test_amounts_under_a_heading_in_thousands_are_thousands() -> None:
    headings = ("Title", "Supplier", "Annual value (£000)")
    seen = look(("A", "Ash", 12.5), ("B", "Ash", "£140k"), headings=headings)
    assert [each.row.annual_pence for each in seen.rows] == [1_250_000, 14_000_000]


def test_amounts_in_another_currency_are_not_taken_for_pounds() -> None:
    headings = ("Title", "Supplier", "Amount", "Currency")
    seen = look(("A", "Ash", 12, "EUR"), ("B", "Ash", 12, "GBP"), headings=headings)
    assert [each.verdict for each in seen.rows] == ["rejected", "added"]
    assert "not in pounds" in seen.problems[0].reason


def test_kinds_are_recognised_and_their_own_words_kept() -> None:
    headings = ("Title", "Supplier", "Contract type")
    kinds = ("Grant agreement", "Framework Agreement", "Single award contract", "Barter", "spot")
    seen = look(*(("A", "Ash", kind) for kind in kinds), headings=headings)
    assert [each.row.kind for each in seen.rows] == ["grant", "framework", "contract", "", "spot"]
    kept = [each.row.rest.get("Contract type") for each in seen.rows]
    assert kept == ["Grant agreement", None, "Single award contract", "Barter", None]


def test_the_same_register_again_changes_nothing() -> None:
    rows = (GOOD, ("C2", "Meals", "Elm", "Nil", None, "TBC", None), GOOD, GOOD[:2])
    seen = look(*rows)
    again = look(*rows, existing=existing(seen))
    assert (again.unchanged, again.added, again.changed) == (4, 0, 0)


def test_a_different_value_is_a_change_and_a_blank_is_none() -> None:
    seen = look(GOOD)
    dearer = (*GOOD[:3], "£150k", *GOOD[4:])
    reworded = (*GOOD[:3], "140,000.00", *GOOD[4:])
    blank = (*GOOD[:3], None, *GOOD[4:])
    changed = look(dearer, existing=existing(seen))
    assert changed.changed == 1
    assert {change.field for change in changed.rows[0].changes} == {"annual_pence", "annual_text"}
    assert look(blank, existing=existing(seen)).unchanged == 1
    assert look(reworded, existing=existing(seen)).unchanged == 1


def test_another_spelling_of_the_provider_is_no_change_but_another_provider_is() -> None:
    seen = look((*GOOD[:2], "Ash & Elm Ltd", *GOOD[3:]))
    spelt = look((*GOOD[:2], "ASH AND ELM LIMITED", *GOOD[3:]), existing=existing(seen))
    other = look((*GOOD[:2], "Oak Trust", *GOOD[3:]), existing=existing(seen))
    assert (spelt.unchanged, other.changed) == (1, 1)


def test_spellings_of_one_provider_are_suggested_and_merged_on_a_persons_word() -> None:
    names = ("Ash & Elm Ltd", "Ash & Elm Ltd", "ASH AND ELM LIMITED", "Ash and Elm Ltd.", "Oak")
    rows = tuple(("", f"Title {n}", name, None, None, None, None) for n, name in enumerate(names))
    seen = look(*rows)
    assert seen.similar == (("Ash & Elm Ltd", "ASH AND ELM LIMITED", "Ash and Elm Ltd."),)
    assert len({each.row.provider for each in seen.rows}) == 4
    chosen, *others = seen.similar[0]
    merged = look(*rows, answers=Answers(spellings=dict.fromkeys(others, chosen)))
    assert {each.row.provider for each in merged.rows} == {"Ash & Elm Ltd", "Oak"}


def test_the_meaning_of_the_end_is_asked_unless_two_dates_settle_it() -> None:
    headings = ("Title", "Supplier", "End date", "Last extension date")
    seen = look(
        ("A", "Ash", "2029-03-31", None),
        ("B", "Ash", "2029-03-31", "2031-03-31"),
        headings=headings,
        answers=Answers(end_meaning="extended"),
    )
    assert [each.row.end_meaning for each in seen.rows] == ["extended", "initial"]


def test_the_rows_own_words_on_extending_are_shown() -> None:
    headings = ("Title", "Supplier", "Details")
    words = "Two years. There is an option to extend by 12 months. More."
    seen = look(("A", "Ash", words), ("B", "Ash", "Nothing"), headings=headings)
    assert [each.extension_words for each in seen.rows] == [
        "There is an option to extend by 12 months",
        "",
    ]


def test_references_that_differ_are_different_agreements_even_with_one_title() -> None:
    seen = look(GOOD)
    assert look(("C9", *GOOD[1:]), existing=existing(seen)).added == 1


def test_an_agreement_known_by_title_matches_once_it_gets_a_reference() -> None:
    had = ExistingRow("1", RegisterRow(title="Day care", provider="Ash Trust"))
    seen = look(("C1", "day  CARE", "Ash Trust", None, None, None, None), existing=(had,))
    assert (seen.changed, seen.added) == (1, 0)
