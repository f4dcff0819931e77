import pytest

from commission_desk.content.headings import (
    KINDS,
    heading_synonyms,
    normal_heading,
    read_headings,
)
from commission_desk.content.reading import parse


def field_of(kind: str, heading: str) -> str:
    wanted = normal_heading(heading)
    return next((f for f, words in heading_synonyms(kind).items() if wanted in words), "")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Supplier", "provider"),
        ("VENDOR NAME", "provider"),
        ("Contract Ref.", "reference"),
        ("Annual Value", "annual"),
        ("Lifetime_value", "total"),
        ("End date", "end"),
        ("ContractReference", "reference"),
        ("Contract Reference number / ID", "reference"),
        ("Recipient Org:Name", "provider"),
        ("Planned Dates:End Date", "end"),
        ("awards/0/suppliers/0/name", "provider"),
        ("contracts/0/value/amount", "total"),
        ("LastExtensionDate", "latest_end"),
        ("Darparwr", "provider"),
        ("Favourite colour", ""),
    ],
)
def test_headings_met_in_the_wild_are_known(heading: str, field: str):
    assert field_of("agreement", heading) == field


def test_one_heading_may_mean_different_things_in_different_lists():
    assert field_of("agreement", "Organisation") == "provider"
    assert field_of("organisation", "Organisation") == "name"
    assert field_of("stakeholder", "Organisation") == "organisation"


def test_the_fields_of_an_agreement_are_those_a_register_row_has():
    wanted = {
        "reference", "title", "description", "kind", "provider", "provider_number",
        "charity_number", "company_number", "department", "service", "managed", "annual", "total",
        "start", "end", "awarded", "latest_end", "review_on", "sector", "source_id", "status",
        "notes", "partner", "provider_address",
    }  # fmt: skip
    assert wanted == set(heading_synonyms("agreement"))


@pytest.mark.parametrize("kind", KINDS)
def test_synonyms_are_written_as_headings_are_compared(kind: str):
    for words in heading_synonyms(kind).values():
        assert words
        assert all(word == normal_heading(word) for word in words)


def test_a_heading_that_means_two_fields_is_refused():
    text = 'dated = 2026-01-01\nsource = "s"\n[agreement]\nstart = ["Date"]\nend = ["date"]\n'
    with pytest.raises(ValueError, match="agreement: 'date' means both start and end"):
        read_headings(parse("headings.toml", text))


def test_a_heading_that_is_another_fields_name_is_refused():
    text = 'dated = 2026-01-01\nsource = "s"\n[agreement]\ntitle = ["Service"]\nservice = ["x"]\n'
    with pytest.raises(ValueError, match="'service' means both service and title"):
        read_headings(parse("headings.toml", text))


def test_comparing_a_heading_twice_changes_nothing():
    once = normal_heading("Council's  ContractReference (No.)_1")
    assert once == "councils contract reference no 1"
    assert normal_heading(once) == once


def test_an_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError, match="no kind of record 'invoice'"):
        heading_synonyms("invoice")
