"""The register as others read it: columns, codes, what is missing, and reading it back."""

import csv
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from exchange.test_real_registers import at_hand

from commission_desk.content.headings import heading_synonyms
from commission_desk.content.publishing import codes, published, published_as
from commission_desk.exchange.mapping import suggest_mapping
from commission_desk.exchange.preview import Answers, preview
from commission_desk.exchange.publish import SUFFIXES, kinds_of, publish, still_missing
from commission_desk.exchange.publishing import FACTS, Publisher
from commission_desk.exchange.reading import read_source
from commission_desk.operations.agreements import add_agreement, edit_agreement
from commission_desk.operations.importing import existing_agreements, import_agreements
from commission_desk.operations.organisations import edit_organisation, organisation_named
from commission_desk.operations.register import RegisterQuery, agreement_ids
from commission_desk.operations.register_facts import AgreementFacts, agreement_facts
from commission_desk.paths import resource
from commission_desk.store.desk import Desk
from commission_desk.store.working import create

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
BY = Publisher("Valley Council & Partners")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
SYNONYMS = heading_synonyms("agreement")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create(tmp_path / "working.sqlite")
    desk = Desk(tmp_path / "working.sqlite", "Commissioning officer")
    yield desk
    desk.close()


@pytest.fixture
def whole(desk: Desk) -> str:
    """A contract of 3 + 1 + 1 years of which everything is known: scenario S8."""
    made = desk.do(
        add_agreement, "=Short breaks, “safe” at home", "Tidewater Trust", options=(12, 12),
        reference="C-1", description="Breaks\nfor carers", department="Children",
        service="Carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31),
        annual_pence=10_000_050, total_pence=30_000_150, awarded=date(2026, 2, 3),
        review_on=date(2027, 4, 1), route="open", regime="light-touch", vat_basis="exempt",
    )  # fmt: skip
    provider = desk.ask(organisation_named, "Tidewater Trust")
    desk.do(
        edit_organisation, provider, charity_number="1000001", company_number="01234567",
        sector="third", size="small", address="1 Quay Street, Tidewater",
    )  # fmt: skip
    return made


@pytest.fixture
def bare(desk: Desk) -> str:
    """A grant of which hardly anything is known."""
    return desk.do(add_agreement, "Choir", "", kind="grant", reference="G-1")


def facts_for(desk: Desk, form: str) -> tuple[AgreementFacts, ...]:
    ids = desk.ask(agreement_ids, RegisterQuery(sort="reference"))
    return desk.ask(agreement_facts, ids, kinds_of(form))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_field_of_a_form_is_a_fact_of_ours():
    for form in published().values():
        for column in form.columns:
            assert not column.field or column.field in FACTS, (form.id, column.name)
            assert bool(column.called.en) == column.required
    content = tomllib.loads((resource("content") / "publishing.toml").read_text("utf-8"))
    assert set(content["codes"]) == {"contract-type", "process-type", "procurement-method"}


def schema() -> list[dict]:
    data = at_hand("transparency-code-contracts-schema.json").read_bytes()
    return json.loads(data.decode("utf-16-le"))["fields"]


def test_the_transparency_register_has_the_columns_of_the_schema_and_marks_the_same_required():
    ours = [(each.name, each.heading, each.required)
            for each in published_as("transparency-csv").columns]  # fmt: skip
    theirs = [(each["name"], each["title"], each["constraints"]["required"]) for each in schema()]
    assert ours == theirs


def test_the_transparency_register_meets_the_schema(
    desk: Desk, whole: str, bare: str, tmp_path: Path
):
    facts = facts_for(desk, "transparency-csv")
    missing = still_missing("transparency-csv", facts, BY, "en")
    assert {each.reference for each in missing} == {"G-1"}
    assert publish(tmp_path / "t.csv", "transparency-csv", facts, BY) == 2
    row, lacking = rows_of(tmp_path / "t.csv")
    for each in schema():
        name, rule = each["name"], each["constraints"]
        assert row[name] or not rule["required"], name
        if row[name] and "pattern" in rule:
            assert re.fullmatch(rule["pattern"], row[name]), name
        if row[name] and rule["type"].endswith("#float"):
            float(row[name])
        if row[name] and rule["type"].endswith("#dateTime"):
            date.fromisoformat(row[name])
        if row[name] and rule["type"].endswith("#boolean"):
            assert row[name] in ("true", "false")
    assert row["ContractTitle"] == "'=Short breaks, “safe” at home"  # no formula
    assert (row["EndDate"], row["LastExtensionDate"]) == ("2029-03-31", "2031-03-31")
    assert (row["ContractValue"], row["IrrecoverableVAT"]) == ("300001.50", "0.00")
    assert (row["SMESupplier"], row["VCSESupplier"]) == ("true", "true")
    assert (lacking["SupplierName"], lacking["SMESupplier"]) == ("", "")


def test_what_a_grant_lacks_is_listed_field_by_field_in_both_languages(desk: Desk, bare: str):
    facts = facts_for(desk, "transparency-csv")
    said = [each.called for each in still_missing("transparency-csv", facts, BY, "en")]
    assert "Provider" in said
    assert "Type of tender" not in said  # a grant is not tendered
    welsh = [each.called for each in still_missing("transparency-csv", facts, BY, "cy")]
    assert len(welsh) == len(said)
    assert "Darparwr" in welsh


def test_section_40_shows_the_end_and_the_extension_apart(
    desk: Desk, whole: str, bare: str, tmp_path: Path
):
    facts = facts_for(desk, "wales-s40-csv")
    assert [one.reference for one in facts] == ["C-1"]  # a grant is no contract
    assert still_missing("wales-s40-csv", facts, BY, "en") == ()
    assert publish(tmp_path / "s40.csv", "wales-s40-csv", facts, BY) == 1
    (row,) = rows_of(tmp_path / "s40.csv")
    assert (row["start"], row["end"], row["extension"]) == ("2026-04-01", "2029-03-31", "24")
    assert row["contractor_address"] == "1 Quay Street, Tidewater"
    assert row["estimated_value"] == "300001.50"


@pytest.mark.parametrize("meaning", ["unknown", "extended"])
def test_an_end_of_which_nobody_said_what_it_includes_is_missing_not_guessed(
    desk: Desk, whole: str, meaning: str
):
    desk.do(edit_agreement, whole, end_meaning=meaning)
    missing = still_missing("wales-s40-csv", facts_for(desk, "wales-s40-csv"), BY, "en")
    assert [each.called for each in missing] == [
        "End of the first term, without extensions", "Length of the extensions, in months",
    ]  # fmt: skip


def test_a_register_that_was_imported_is_published_with_all_that_it_said(
    desk: Desk, tmp_path: Path
):
    names = [each.name for each in published_as("transparency-csv").columns]
    said = {
        "ContractReference": "T-1", "ContractTitle": "Night sits", "OrganisationalUnit": "Adults",
        "ContractType": "Single award contract", "Description": "At home",
        "StartDate": "2026-04-01", "EndDate": "2028-03-31", "ReviewDate": "2027-04-01",
        "LastExtensionDate": "2029-03-31", "ContractValue": "1200.00", "IrrecoverableVAT": "17.50",
        "SupplierName": "Aldrisby Care", "CharityCommissionNumber": "1000009",
        "SMESupplier": "true", "VCSESupplier": "true", "ProcessType": "Invitation to quote",
        "CPVCode": "85000000", "AreaServedLabel": "The whole county",
    }  # fmt: skip
    source = tmp_path / "in.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerow(said)
    (table,) = read_source(source).tables
    seen = preview(table, suggest_mapping(table, SYNONYMS), (), Answers())
    assert (seen.added, seen.rejected) == (1, 0)
    desk.do(import_agreements, seen.taken)
    facts = facts_for(desk, "transparency-csv")
    assert still_missing("transparency-csv", facts, BY, "en") == ()
    publish(tmp_path / "out.csv", "transparency-csv", facts, BY)
    (row,) = rows_of(tmp_path / "out.csv")
    kept = {name: row[name] for name in said}
    assert kept == said
    (again,) = read_source(tmp_path / "out.csv").tables
    seen = preview(
        again, suggest_mapping(again, SYNONYMS), desk.ask(existing_agreements), Answers()
    )
    assert (seen.added, seen.changed + seen.unchanged) == (0, 1)


def strict_release(release: dict) -> None:
    """The rules of the OCDS 1.1 release schema for all that we write."""
    assert {"ocid", "id", "date", "tag", "initiationType"} <= set(release)
    assert MOMENT.fullmatch(release["date"])
    assert release["tag"] == ["contract"]
    assert release["initiationType"] == "tender"
    parties = {party["id"]: party for party in release["parties"]}
    assert all(party["roles"] in (["buyer"], ["supplier"]) for party in parties.values())
    assert release["buyer"]["id"] in parties
    assert release["tender"]["id"]
    assert release["tender"].get("procurementMethod") in (
        None, "open", "selective", "limited", "direct",
    )  # fmt: skip
    awards = {award["id"]: award for award in release["awards"]}
    for part in (*release["awards"], *release["contracts"]):
        assert part.get("status", "active") in ("pending", "active", "cancelled", "terminated")
        if "value" in part:
            assert isinstance(part["value"]["amount"], int | float)
            assert part["value"]["currency"] == "GBP"
        for period in (part.get("period", {}), part.get("contractPeriod", {})):
            assert set(period) <= {"startDate", "endDate", "maxExtentDate"}
            assert all(MOMENT.fullmatch(moment) for moment in period.values())
        for name in ("date", "dateSigned"):
            assert name not in part or MOMENT.fullmatch(part[name])
    assert all(contract["awardID"] in awards for contract in release["contracts"])
    for award in release["awards"]:
        assert all(supplier["id"] in parties for supplier in award.get("suppliers", ()))
    _no_blanks(release)


def _no_blanks(value: object) -> None:
    assert value not in (None, "", [], {})
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        _no_blanks(each)


def test_open_contracting_data_is_valid_and_reads_back_unchanged(
    desk: Desk, whole: str, tmp_path: Path
):
    desk.do(add_agreement, "Nothing known", "")
    facts = facts_for(desk, "ocds")
    assert publish(tmp_path / "o.json", "ocds", facts, BY, now=NOW) == 2
    package = json.loads((tmp_path / "o.json").read_text("utf-8"))
    assert {"uri", "publishedDate", "publisher", "releases", "version"} <= set(package)
    for release in package["releases"]:
        strict_release(release)
    assert len({release["ocid"] for release in package["releases"]}) == 2
    (table,) = read_source(tmp_path / "o.json").tables
    seen = preview(table, suggest_mapping(table, SYNONYMS), (), Answers())
    row = next(each.row for each in seen.rows if each.row.reference == "C-1")
    assert (row.title, row.provider) == ("=Short breaks, “safe” at home", "Tidewater Trust")
    assert (row.total_pence, row.awarded) == (30_000_150, date(2026, 2, 3))
    assert (row.starts, row.latest_end) == (date(2026, 4, 1), date(2031, 3, 31))
    assert (row.charity_number, row.company_number) == ("1000001", "01234567")


def test_grants_are_valid_and_one_that_lacks_something_is_left_out(
    desk: Desk, bare: str, whole: str, tmp_path: Path
):
    desk.do(
        add_agreement, "Music", "Orlestow Music", kind="grant", reference="G/2 x",
        description="Lessons", awarded=date(2026, 5, 1), total_pence=250_050, service="Arts",
        starts=date(2026, 6, 1),
    )  # fmt: skip
    facts = facts_for(desk, "360giving")
    missing = still_missing("360giving", facts, BY, "en")
    assert [each.called for each in missing] == [
        "Description", "Amount awarded", "Award date", "Provider",
    ]  # fmt: skip
    assert publish(tmp_path / "g.json", "360giving", facts, BY, now=NOW) == 1
    (grant,) = json.loads((tmp_path / "g.json").read_text("utf-8"))["grants"]
    assert re.fullmatch(r"360G-[\w%-]+", grant["id"])
    assert (grant["currency"], grant["amountAwarded"]) == ("GBP", 2500.5)
    assert (grant["awardDate"], grant["title"]) == ("2026-05-01", "Music")
    for role in ("recipientOrganization", "fundingOrganization"):
        (body,) = grant[role]
        assert body["id"]
        assert body["name"]
    _no_blanks(grant)
    (table,) = read_source(tmp_path / "g.json").tables
    seen = preview(table, suggest_mapping(table, SYNONYMS), (), Answers())
    assert (seen.added, seen.rows[0].row.total_pence) == (1, 250_050)


def test_every_form_has_a_name_a_file_kind_and_codes():
    assert set(SUFFIXES) == {*published(), "ics"}
    assert codes("contract-type")["grant"] == "Grant agreement"


def test_a_thousand_facts_keep_their_order(desk: Desk):
    made = [desk.do(add_agreement, f"Service {number}", "") for number in range(3)]
    facts = desk.ask(agreement_facts, [made[2], "gone", made[0]])
    assert [one.id for one in facts] == [made[2], made[0]]
