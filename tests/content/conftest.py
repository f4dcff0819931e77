"""Every text of the content, with where it stands."""

import dataclasses
from collections.abc import Iterator

import pytest

from commission_desk.content.agendas import agenda_templates
from commission_desk.content.checks import check_texts
from commission_desk.content.choices import choice_lists
from commission_desk.content.glossary import glossary
from commission_desk.content.labels import Label
from commission_desk.content.outlines import outlines
from commission_desk.content.scales import scales
from commission_desk.content.thresholds import thresholds

ALL = {
    "outlines/wales-2010.toml": outlines,
    "agendas.toml": agenda_templates,
    "scales.toml": scales,
    "choices.toml": lambda: tuple(choice_lists().values()),
    "checks.toml": lambda: tuple(check_texts().values()),
    "thresholds.toml": thresholds,
    "glossary.toml": glossary,
}


def labels(record: object, where: str) -> Iterator[tuple[str, Label]]:
    """Every text of a record and of the records in it, with a path such as "jet 9 grade"."""
    if isinstance(record, Label):
        if record:
            yield where, record
    elif isinstance(record, tuple):
        for part in record:
            yield from labels(part, where)
    elif dataclasses.is_dataclass(record):
        name = next(
            (str(getattr(record, key)) for key in ("id", "key", "value") if hasattr(record, key)),
            "",
        )
        for field in dataclasses.fields(record):
            yield from labels(getattr(record, field.name), f"{where} {name} {field.name}".strip())


@pytest.fixture(scope="session")
def texts() -> list[tuple[str, str, Label]]:
    """File, place and text of everything a person can read."""
    return [
        (file, where, label) for file, read in ALL.items() for where, label in labels(read(), "")
    ]
