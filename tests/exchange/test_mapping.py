import pytest
from register_headings import SYNONYMS

from commission_desk.domain.errors import UserError
from commission_desk.exchange.mapping import Mapping, suggest_mapping
from commission_desk.exchange.source import Cell, Table, table_of


def table(*rows: tuple[Cell, ...]) -> Table:
    return table_of("Register", list(enumerate(rows, start=1)))


def fields(mapping: Mapping) -> dict[str, str | None]:
    return {column.letter: column.field for column in mapping.columns}


def test_headings_are_found_in_the_first_row() -> None:
    mapping = suggest_mapping(
        table(("Contract Ref", "Contract Title", "Supplier", "Start Date"), ("1", "a", "b", "c")),
        SYNONYMS,
    )
    assert mapping.header_row == 1
    assert fields(mapping) == {"A": "reference", "B": "title", "C": "provider", "D": "start"}
    assert all(column.sure for column in mapping.columns)


def test_headings_are_found_under_queries_titles_and_technical_rows() -> None:
    mapping = suggest_mapping(
        table(
            ("sql select supplier, title, amount from ledger where title is not null",),
            ("sql order by supplier",),
            (None, None, "A Council - Contracts over 500", None, None),
            ("columns", None, "text title", "dept", "amount"),
            (None, None, "Directotate", "Supplier", "Invoice Line Value (net of VAT)"),
            ("detail", None, "Adults", "Ash Trust", "12.00"),
            ("detail", None, "Adults", "Elm Trust", "13.00"),
        ),
        SYNONYMS,
    )
    assert mapping.header_row == 5
    assert fields(mapping) == {"A": None, "C": "department", "D": "provider", "E": "total"}


def test_a_misspelt_heading_is_a_guess_and_says_so() -> None:
    mapping = suggest_mapping(table(("Titel", "Suplier name", "Value"), ("a", "b", "1")), SYNONYMS)
    guessed = [(column.field, column.sure) for column in mapping.columns[:2]]
    assert guessed == [("title", False), ("provider", False)]


def test_blank_columns_are_dropped_and_the_others_keep_their_letters() -> None:
    mapping = suggest_mapping(
        table((None, "Title", None, "Supplier", None), (None, "a", None, "b", "kept")), SYNONYMS
    )
    assert [(column.letter, column.heading) for column in mapping.columns] == [
        ("B", "Title"),
        ("D", "Supplier"),
        ("E", ""),
    ]


def test_each_field_goes_to_one_column_and_a_doubled_heading_is_a_guess() -> None:
    mapping = suggest_mapping(
        table(("Title", "Supplier", "Start date", "Start date"), ("a", "b", None, "5 May 2026")),
        SYNONYMS,
    )
    starts = [column for column in mapping.columns if column.heading == "Start date"]
    assert [(column.field, column.sure) for column in starts] == [("start", False), (None, True)]


def test_camel_case_and_underscores_are_words() -> None:
    mapping = suggest_mapping(
        table(("ContractReference", "contract_title", "SUPPLIER-NAME"), ("1", "2", "3")), SYNONYMS
    )
    assert list(fields(mapping).values()) == ["reference", "title", "provider"]


def test_a_heading_in_thousands_is_seen_and_asked_about() -> None:
    mapping = suggest_mapping(
        table(("Title", "Supplier", "Annual value (£000s)"), ("a", "b", 12)), SYNONYMS
    )
    column = mapping.column("annual")
    assert column is not None
    assert (column.unit, column.sure) == (1_000, False)


def test_an_id_column_full_of_names_is_the_provider() -> None:
    mapping = suggest_mapping(
        table(("Supplier ID(T)", "Amount"), ("ASH TRUST", "1"), ("ELM TRUST", "2")), SYNONYMS
    )
    column = mapping.column("provider")
    assert column is not None
    assert not column.sure


def test_grants_data_is_recognised_as_grants() -> None:
    mapping = suggest_mapping(
        table(("Title", "Amount Awarded", "Recipient Org:Name"), ("a", 1, "b")), SYNONYMS
    )
    assert mapping.kind == "grant"


@pytest.mark.parametrize(
    "rows",
    [
        (("Some words about nothing", None), ("1", "2")),
        ((1, 2, 3), (4, 5, 6)),
        (("First Name", "Last Name", "Department", "Notes"), ("a", "b", "c", "d")),
    ],
)
def test_a_table_without_headings_of_a_register_is_refused(rows: tuple[tuple[Cell, ...]]) -> None:
    with pytest.raises(UserError, match="say which row holds the headings"):
        suggest_mapping(table(*rows), SYNONYMS)


def test_a_person_can_say_which_row_holds_the_headings() -> None:
    rows = table(("What", "Who"), ("Title", "Supplier"), ("a", "b"))
    assert suggest_mapping(rows, SYNONYMS, header_row=1).header_row == 1
    with pytest.raises(UserError, match="Row 9 is blank"):
        suggest_mapping(rows, SYNONYMS, header_row=9)


def test_very_long_cells_are_no_headings() -> None:
    sentence = "title " * 3_000
    mapping = suggest_mapping(
        table((sentence, sentence), ("Title", "Supplier"), ("a", "b")), SYNONYMS
    )
    assert mapping.header_row == 2
