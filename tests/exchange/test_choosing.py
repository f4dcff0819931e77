import pytest
from register_headings import SYNONYMS

from commission_desk.domain.errors import UserError
from commission_desk.exchange.choosing import chosen_fields, rechosen, registers_in, with_chosen
from commission_desk.exchange.mapping import Mapping, suggest_mapping
from commission_desk.exchange.source import Cell, Source, Table, table_of


def table(name: str, *rows: tuple[Cell, ...]) -> Table:
    return table_of(name, list(enumerate(rows, start=1)))


COVER = table("Cover", ("A Council",), ("Published quarterly",))
SHORT = table("Grants", ("Title", "Supplier"), ("a", "b"))
LONG = table("Contracts", ("Title", "Supplier", "Who"), ("a", "b", "c"), ("d", "e", "f"))


def fields(mapping: Mapping) -> list[str | None]:
    return [column.field for column in mapping.columns]


def test_registers_are_found_behind_a_cover_the_longest_first() -> None:
    found = registers_in(Source("r.xlsx", "xlsx", (COVER, SHORT, LONG)), SYNONYMS)
    assert [each.name for each, _mapping in found] == ["Contracts", "Grants"]


def test_a_file_without_a_register_says_what_to_do() -> None:
    with pytest.raises(UserError, match="Cover"):
        registers_in(Source("r.xlsx", "xlsx", (COVER,)), SYNONYMS)


def test_a_field_chosen_for_one_column_leaves_the_other() -> None:
    mapping = suggest_mapping(LONG, SYNONYMS)
    assert fields(mapping) == ["title", "provider", None]
    assert fields(rechosen(mapping, 2, "provider")) == ["title", None, "provider"]
    assert fields(rechosen(mapping, 0, None)) == [None, "provider", None]


def test_choices_are_remembered_by_heading() -> None:
    mapping = rechosen(suggest_mapping(LONG, SYNONYMS), 2, "provider")
    kept = chosen_fields(mapping)
    assert kept == {"title": "title", "supplier": "", "who": "provider"}
    assert fields(with_chosen(suggest_mapping(LONG, SYNONYMS), kept)) == fields(mapping)
    assert fields(with_chosen(suggest_mapping(SHORT, SYNONYMS), {"WHO": "x", "title": ""})) == [
        None,
        "provider",
    ]
