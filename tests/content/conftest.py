"""Every text of the content, with where it stands."""

import dataclasses
from collections.abc import Iterator

import pytest

from commission_desk.content.agendas import agenda_templates
from commission_desk.content.agreement_reviews import agreement_review_form
from commission_desk.content.checks import check_texts
from commission_desk.content.choices import choice_lists
from commission_desk.content.cycles import cycles
from commission_desk.content.duties import duties
from commission_desk.content.glossary import glossary
from commission_desk.content.labels import NO_LABEL, Label
from commission_desk.content.outlines import Outline, Prompt, outline
from commission_desk.content.plain_language import plain_sentences
from commission_desk.content.plan_tables import plan_tables
from commission_desk.content.plan_views import plan_views
from commission_desk.content.reports import reports
from commission_desk.content.reviews import review_form
from commission_desk.content.scales import scales
from commission_desk.content.thresholds import thresholds


def own(name: str) -> Outline:
    """An outline with the texts of its own file alone, not those it has from another."""
    wales = outline("wales-2010")
    there = {prompt.id: prompt for prompt in wales.prompts}
    found = outline(name)
    return dataclasses.replace(
        found,
        scoping=(),
        sections=tuple(
            dataclasses.replace(
                section,
                prompts=tuple(_own(prompt, there.get(prompt.id)) for prompt in section.prompts),
            )
            for section in found.sections
        ),
    )


def _own(prompt: Prompt, borrowed: Prompt | None) -> Prompt:
    if borrowed is None:
        return prompt
    changed = {
        name: NO_LABEL for name in ("title", "help", "look", "example")
        if getattr(prompt, name) == getattr(borrowed, name)
    }  # fmt: skip
    return dataclasses.replace(prompt, covers=(), **changed)


ALL = {
    "outlines/wales-2010.toml": lambda: (outline("wales-2010"),),
    "outlines/staffordshire-strategy.toml": lambda: (own("staffordshire-strategy"),),
    "outlines/jersey-delivery-plan.toml": lambda: (own("jersey-delivery-plan"),),
    "cycles.toml": cycles,
    "plan_tables.toml": plan_tables,
    "plan_views.toml": plan_views,
    "duties.toml": lambda: (duties(),),
    "agendas.toml": agenda_templates,
    "scales.toml": scales,
    "choices.toml": lambda: tuple(choice_lists().values()),
    "checks.toml": lambda: tuple(check_texts().values()),
    "reports.toml": lambda: (reports(),),
    "reviews.toml": lambda: (review_form(),),
    "agreement_reviews.toml": lambda: (agreement_review_form(),),
    "thresholds.toml": thresholds,
    "glossary.toml": glossary,
    "plain_language.toml": plain_sentences,
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
