"""What the history calls fields, kinds and values, in both languages."""

import pytest

from commission_desk import i18n
from commission_desk.content.choices import choices
from commission_desk.content.scales import scale
from commission_desk.store.tables import base
from commission_desk.store.tables.base import Record
from commission_desk.ui.fieldnames import (
    CHOICES,
    FIELDS,
    KINDS,
    SCALES,
    field_words,
    kind_words,
    value_words,
)

TABLES = {
    mapper.local_table.name: {column.key: column for column in mapper.columns}
    for mapper in base.Base.registry.mappers
    if issubclass(mapper.class_, Record)
}


def test_every_kind_of_record_has_a_name():
    assert TABLES
    assert set(TABLES) <= set(KINDS)


def test_every_field_that_a_person_can_change_has_a_name():
    shown = {name for columns in TABLES.values() for name in columns if name != "id"}
    assert sorted(shown - set(FIELDS)) == []


def test_choices_and_scales_are_of_fields_that_there_are():
    for kind, field in (*CHOICES, *SCALES):
        assert field in TABLES[kind]
    assert all(choices(name) for name in CHOICES.values())
    assert all(scale(name).points for name in SCALES.values())


def test_what_a_field_begins_with_can_be_said_in_words():
    """A value that the program itself stores is never shown as its id."""
    for kind, field in CHOICES:
        stored = TABLES[kind][field].default
        if stored is not None and stored.arg:
            assert value_words(kind, field, stored.arg) != stored.arg


@pytest.mark.parametrize(
    ("kind", "field", "value", "english", "welsh"),
    [
        ("risk", "status", "open", "Open", "Agored"),
        ("agreement", "risk", "amber", "Amber", "Oren"),
        ("risk", "likelihood", 4, "Likely", "Tebygol"),
        ("agreement", "annual_pence", 14_035_100, "£140,351", "£140,351"),
        ("action", "due", "2026-11-24", "24 Nov 2026", "24 Tach 2026"),
        ("agenda_item", "required", True, "yes", "ie"),
        ("action", "title", "Agree transport rates", "Agree transport rates", None),
        ("risk", "status", "a value of a later version", "a value of a later version", None),
        ("agreement", "provider_id", "0f" * 16, "", None),
        ("action", "due", None, "", None),
    ],
)
def test_a_value_is_said_in_the_windows_language(
    kind: str, field: str, value: object, english: str, welsh: str | None
):
    assert value_words(kind, field, value) == english
    i18n.use("cy")
    assert value_words(kind, field, value) == (english if welsh is None else welsh)


def test_kinds_and_fields_are_welsh_in_welsh():
    i18n.use("cy")
    assert (kind_words("measure"), field_words("raised_on")) == ("Mesur", "Codwyd ar")
