"""Which tables of a file are registers, and what a person chose for their columns."""

from collections.abc import Mapping as MappingType
from dataclasses import replace

from commission_desk.domain.errors import UserError
from commission_desk.exchange.headings import plain_heading
from commission_desk.exchange.mapping import Mapping, suggest_mapping
from commission_desk.exchange.source import Source, Table


def registers_in(
    source: Source, synonyms: MappingType[str, tuple[str, ...]]
) -> tuple[tuple[Table, Mapping], ...]:
    """Return the tables that have headings of a register, the longest first, each with its mapping.

    A workbook often has a cover, notes or lists beside its register. Raises UserError, for the
    first table, when none has such headings.
    """
    found: list[tuple[Table, Mapping]] = []
    refusal: UserError | None = None
    for table in source.tables:
        try:
            found.append((table, suggest_mapping(table, synonyms)))
        except UserError as problem:
            refusal = refusal or problem
    if not found and refusal:
        raise refusal
    return tuple(sorted(found, key=lambda each: -len(each[0].rows)))


def rechosen(mapping: Mapping, index: int, field: str | None) -> Mapping:
    """Give a field to the column at ``index``, taking it from any other; None keeps it as it is."""

    def choice(place: int, own: str | None) -> str | None:
        if place == index:
            return field
        return None if own == field else own

    columns = tuple(
        replace(
            column,
            field=choice(column.index, column.field),
            sure=column.sure or column.index == index,
        )
        for column in mapping.columns
    )
    return replace(mapping, columns=columns)


def chosen_fields(mapping: Mapping) -> dict[str, str]:
    """Return the field of each heading, as a desk remembers it; "" for one kept as it is."""
    return {
        plain_heading(column.heading): column.field or ""
        for column in mapping.columns
        if column.heading
    }


def with_chosen(mapping: Mapping, chosen: MappingType[str, str]) -> Mapping:
    """Apply what was chosen for the same headings before, or what a mapping file says.

    A heading is written in any way: "Contract Ref" and "contract_ref" are the same. Headings that
    this table does not have are passed over.
    """
    remembered = {plain_heading(heading): field for heading, field in chosen.items()}
    for column in mapping.columns:
        heading = plain_heading(column.heading)
        if heading in remembered:
            mapping = rechosen(mapping, column.index, remembered[heading] or None)
    return mapping
