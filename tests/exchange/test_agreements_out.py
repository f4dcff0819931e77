from datetime import date
from pathlib import Path

import pytest

from commission_desk.content.headings import heading_synonyms
from commission_desk.domain.registers import ExistingRow, RegisterRow
from commission_desk.exchange.agreements_out import agreement_columns, agreement_rows
from commission_desk.exchange.export import write_csv, write_xlsx
from commission_desk.exchange.mapping import suggest_mapping
from commission_desk.exchange.preview import preview
from commission_desk.exchange.source import Limits
from commission_desk.exchange.worker import parse

AGREEMENTS = tuple(
    ExistingRow(str(number), row)
    for number, row in enumerate(
        (
            RegisterRow(
                reference="C1",
                title="=Day care",
                kind="sla",
                managed="devolved",
                provider="Ash Trust",
                charity_number="100001",
                sector="third",
                department="Adults",
                service="Day services",
                annual_pence=14_000_050,
                annual_text="£140k",
                total_pence=0,
                total_text="Nil",
                awarded=date(2026, 1, 5),
                starts=date(2026, 4, 1),
                ends=date(2029, 3, 31),
                end_meaning="initial",
                end_text="31 March 2029",
                latest_end=date(2031, 3, 31),
                rest={"Officer": "Contract officer", "Colour": "-1"},
            ),
            RegisterRow(
                title="Meals\non wheels",
                kind="grant",
                managed="central",
                source_id="360G-1",
                annual_text="TBC",
                end_text="TBC",
                starts=date(2026, 2, 3),
                rest={"Officer": "Finance partner"},
            ),
        )
    )
)


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_register_reads_back_unchanged(tmp_path: Path, suffix: str, language: str) -> None:
    path = tmp_path / f"register{suffix}"
    columns = agreement_columns(AGREEMENTS, language)
    rows = agreement_rows(AGREEMENTS, language)
    if suffix == ".csv":
        write_csv(path, columns, rows)
    else:
        write_xlsx(path, "Register", columns, rows)
    (table,) = parse(path, Limits()).tables
    mapping = suggest_mapping(table, heading_synonyms("agreement"))
    seen = preview(table, mapping, AGREEMENTS)
    assert [(each.verdict, each.problems, each.changes) for each in seen.rows] == [
        ("unchanged", (), ()),
        ("unchanged", (), ()),
    ]


def test_words_stand_where_there_is_no_amount() -> None:
    first, second = agreement_rows(AGREEMENTS, "en")
    assert (first["annual_pence"], first["total_pence"]) == (14_000_050, "Nil")
    assert (second["annual_pence"], second["ends"]) == ("TBC", "TBC")
    assert (first["kind"], second["kind"]) == ("Service level agreement", "Grant")
