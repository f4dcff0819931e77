"""Registers that nobody here wrote; they are not part of the product and may not be at hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_desk.content.headings import heading_synonyms
from commission_desk.domain.errors import UserError
from commission_desk.exchange.mapping import suggest_mapping
from commission_desk.exchange.preview import Answers, Preview, preview
from commission_desk.exchange.reading import read_source
from commission_desk.exchange.source import Table
from commission_desk.operations.importing import existing_agreements, import_agreements
from commission_desk.store.desk import Desk
from commission_desk.store.working import create

REPOSITORY = Path(__file__).parents[2]
DATA = next(
    (found for folder in REPOSITORY.parents if (found := folder / "shared" / "data").is_dir()),
    REPOSITORY.parent / "shared" / "data",
)
SYNONYMS = heading_synonyms("agreement")

# File, rows, rows left out as older versions of another, and the kind of all of them.
REGISTERS = (
    ("grants/ABCT_grants_2013-2020.xlsx", 783, 0, "grant"),
    ("grants/Trafford_voluntary_sector_grants.csv", 555, 0, "grant"),
    ("ocds/contracts-finder-40-releases.json", 40, 3, ""),
    ("ocds/release_Release44.json", 1, 0, ""),
    ("ocds/ocds11_example_ocds-213czf-000-00001-05-contract.json", 1, 0, ""),
    ("spend/darlington_2013-07_sql_preamble.csv", 999, 0, ""),
    ("spend/gateshead_2017-08_bom.csv", 3_649, 0, ""),
)


def at_hand(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"The real registers are not at hand: there is no {path.name} in shared/data.")
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create(tmp_path / "working.sqlite")
    desk = Desk(tmp_path / "working.sqlite", "Commissioning officer")
    yield desk
    desk.close()


def look(table: Table, desk: Desk) -> Preview:
    mapping = suggest_mapping(table, SYNONYMS)
    return preview(table, mapping, desk.ask(existing_agreements), Answers(accept="all"))


@pytest.mark.parametrize(("name", "rows", "left_out", "kind"), REGISTERS)
def test_nothing_is_lost_and_importing_again_changes_nothing(
    desk: Desk, name: str, rows: int, left_out: int, kind: str
) -> None:
    (table,) = read_source(at_hand(name)).tables
    seen = look(table, desk)
    assert (seen.read, seen.added, seen.rejected) == (rows, rows - left_out, left_out)
    assert {each.row.kind for each in seen.rows} == {kind}
    result = desk.do(import_agreements, seen.taken)
    assert result.added == rows - left_out
    again = look(table, desk)
    assert (again.unchanged, again.added, again.changed) == (rows - left_out, 0, 0)
    assert desk.do(import_agreements, again.taken).unchanged == rows - left_out
    desk.undo()
    assert desk.ask(existing_agreements) == ()


@pytest.mark.parametrize("name", [name for name, *_rest in REGISTERS])
def test_every_cell_is_kept_somewhere(desk: Desk, name: str) -> None:
    (table,) = read_source(at_hand(name)).tables
    seen = look(table, desk)
    start = len(table.rows) - seen.read
    for cells, each in zip(table.rows[start:], seen.rows, strict=True):
        said = " ".join(map(str, each.fields.values()))
        kept = set(each.row.rest.values())
        for cell in cells:
            text = str(cell).strip() if cell is not None else ""
            short = text[:10]  # dates are kept as dates, without their time
            assert text in kept or text in said or short in said, (each.row_number, text)


def test_amounts_add_up_to_what_the_registers_say(desk: Desk) -> None:
    for name, column in (
        ("spend/darlington_2013-07_sql_preamble.csv", 5),
        ("spend/gateshead_2017-08_bom.csv", 7),
    ):
        (table,) = read_source(at_hand(name)).tables
        seen = look(table, desk)
        pence = sum(each.row.total_pence or 0 for each in seen.rows)
        said = [str(row[column]) for row in table.rows[len(table.rows) - seen.read :]]
        assert pence == sum(round(float(text.replace(",", "")) * 100) for text in said)


@pytest.mark.parametrize(
    "name", ["contacts/basic_csv_addressbook.csv", "contacts/outlook-2003.vcf"]
)
def test_a_book_of_addresses_is_no_register(name: str) -> None:
    path = at_hand(name)
    with pytest.raises(UserError):
        suggest_mapping(read_source(path).tables[0], SYNONYMS)
