import json
from pathlib import Path
from typing import Any

import pytest
from register_headings import SYNONYMS

from commission_desk.exchange.mapping import suggest_mapping
from commission_desk.exchange.preview import Preview, preview
from commission_desk.exchange.source import Limits, Source
from commission_desk.exchange.worker import parse


def release(number: int = 1, **parts: Any) -> dict[str, Any]:
    return {
        "ocid": f"ocds-abc-{number}",
        "id": f"{number}-a",
        "date": "2026-01-01T00:00:00Z",
        "tag": ["award"],
        "buyer": {"id": "GB-1", "name": "A Council"},
        "tender": {"id": f"T{number}", "title": "Advocacy", "procurementMethod": "open"},
        "parties": [
            {
                "id": "S1",
                "name": "Ash Trust",
                "identifier": {"scheme": "GB-CHC", "id": "100001"},
                "contactPoint": {"name": "Somebody", "email": "somebody@example.org"},
                "roles": ["supplier"],
            }
        ],
        "awards": [
            {
                "id": f"ocds-abc-{number}-1",
                "date": "2026-01-01T00:00:00Z",
                "value": {"amount": 1018044.14, "currency": "GBP"},
                "suppliers": [{"id": "S1", "name": "Ash Trust"}],
                "contractPeriod": {
                    "startDate": "2026-04-01T00:00:00+01:00",
                    "endDate": "2029-03-31T23:59:59+01:00",
                },
            }
        ],
        **parts,
    }


def read(path: Path, data: Any) -> Source:
    path.write_text(json.dumps(data))
    return parse(path, Limits())


def look(source: Source) -> Preview:
    (table,) = source.tables
    return preview(table, suggest_mapping(table, SYNONYMS))


def test_an_award_becomes_a_row_with_its_supplier_value_and_dates(tmp_path: Path) -> None:
    source = read(tmp_path / "r.json", {"version": "1.1", "releases": [release()]})
    assert source.kind == "ocds"
    row = look(source).rows[0].row
    assert (row.title, row.provider, row.reference) == ("Advocacy", "Ash Trust", "T1")
    assert (row.total_pence, row.charity_number) == (101_804_414, "100001")
    assert (str(row.starts), str(row.ends)) == ("2026-04-01", "2029-03-31")
    assert row.rest["buyer/name"] == "A Council"
    assert row.rest["tender/procurementMethod"] == "open"


def test_contact_points_of_staff_are_not_taken_in(tmp_path: Path) -> None:
    source = read(tmp_path / "r.json", release())
    assert "somebody@example.org" not in str(source)


@pytest.mark.parametrize(
    "package",
    [
        release(),
        [release()],
        {"releases": [release()]},
        {"records": [{"ocid": "ocds-abc-1", "compiledRelease": release()}]},
        {"records": [{"ocid": "ocds-abc-1", "releases": [release()]}]},
        {"records": [{"ocid": "ocds-abc-1", "releases": [{"url": "x"}, release()]}]},
        {"ocid": "ocds-abc-1", "compiledRelease": release()},
    ],
)
def test_releases_are_found_in_every_kind_of_package(tmp_path: Path, package: Any) -> None:
    seen = look(read(tmp_path / "r.json", package))
    assert (seen.read, seen.added) == (1, 1)


def test_several_awards_and_suppliers_are_several_rows_and_one_name(tmp_path: Path) -> None:
    two = release()["awards"][0] | {
        "id": "ocds-abc-1-2",
        "suppliers": [{"id": "S1", "name": "Ash Trust"}, {"id": "S2", "name": "Elm Trust"}],
    }
    seen = look(read(tmp_path / "r.json", release(awards=[*release()["awards"], two])))
    assert [each.row.provider for each in seen.rows] == ["Ash Trust", "Ash Trust; Elm Trust"]
    assert seen.added == 2


def test_a_contract_takes_the_place_of_its_award(tmp_path: Path) -> None:
    contract = {
        "id": "C1",
        "awardID": "ocds-abc-1-1",
        "title": "Advocacy contract",
        "period": {
            "startDate": "2026-04-01",
            "endDate": "2029-03-31",
            "maxExtentDate": "2031-03-31",
        },
        "value": {"amount": 5, "currency": "GBP"},
    }
    (each,) = look(read(tmp_path / "r.json", release(contracts=[contract]))).rows
    assert (each.row.title, each.row.provider) == ("Advocacy contract", "Ash Trust")
    assert (each.row.total_pence, each.row.end_meaning) == (500, "initial")
    assert each.row.source_id == "ocds-abc-1/C1"


def test_a_notice_without_an_award_is_kept_as_a_row(tmp_path: Path) -> None:
    (each,) = look(read(tmp_path / "r.json", release(awards=[]))).rows
    assert (each.verdict, each.row.source_id, each.row.provider) == ("added", "ocds-abc-1", "")


def test_an_older_version_of_a_notice_is_listed_and_not_counted_twice(tmp_path: Path) -> None:
    newer = release(date="2026-02-01T00:00:00Z", id="1-b", tag=["awardUpdate"])
    seen = look(read(tmp_path / "r.json", {"releases": [release(), newer]}))
    assert [each.verdict for each in seen.rows] == ["rejected", "added"]
    assert "row 2" in seen.rows[0].problems[0].reason


def test_another_currency_is_asked_about(tmp_path: Path) -> None:
    award = release()["awards"][0] | {"value": {"amount": 5, "currency": "EUR"}}
    seen = look(read(tmp_path / "r.json", release(awards=[award])))
    assert seen.rejected == 1
    assert "not in pounds" in seen.problems[0].reason


def test_grants_data_comes_in_as_grants(tmp_path: Path) -> None:
    grant = {
        "id": "360G-x-1",
        "title": "A grant",
        "description": "For lunch",
        "currency": "GBP",
        "amountAwarded": 2266.5,
        "awardDate": "2026-01-18",
        "recipientOrganization": [{"id": "GB-CHC-1", "name": "Ash Trust"}],
        "fundingOrganization": [{"id": "GB-LAE-X", "name": "A Council"}],
        "plannedDates": [{"startDate": "2026-02-01", "endDate": "2027-01-31"}],
    }
    source = read(tmp_path / "g.json", {"grants": [grant]})
    assert source.kind == "360giving"
    row = look(source).rows[0].row
    assert (row.kind, row.total_pence, row.provider) == ("grant", 226_650, "Ash Trust")
    assert str(row.ends) == "2027-01-31"
    assert row.rest["Funding Org:Name"] == "A Council"


def test_a_list_of_records_is_a_table(tmp_path: Path) -> None:
    source = read(tmp_path / "r.json", [{"title": "A", "supplier": "Ash", "amount": 5}])
    assert look(source).rows[0].row.total_pence == 500


@pytest.mark.parametrize(
    "strange",
    [
        release(awards="none", parties={}, tender=[]),
        release(awards=[{"suppliers": ["Ash"], "value": 5, "contractPeriod": "x"}]),
        release(awards=[{"id": {"a": 1}, "suppliers": [{}], "value": {"amount": True}}]),
        release(awards=[], contracts=[{"id": 5, "awardID": 6, "period": {"endDate": 20290331}}]),
    ],
)
def test_releases_of_a_wrong_shape_are_read_as_far_as_they_go(tmp_path: Path, strange: Any) -> None:
    assert look(read(tmp_path / "r.json", strange)).read == 1
