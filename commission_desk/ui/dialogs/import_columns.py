"""Which sheet of a file is the register, and what each of its columns means."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.exchange.choosing import rechosen
from commission_desk.exchange.headings import MONEY_FIELDS, unit_of
from commission_desk.exchange.mapping import ColumnChoice, Mapping
from commission_desk.exchange.source import Source, Table
from commission_desk.i18n import N_, _, short_date
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.layout import clear, frame, hbox, rule, vbox
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.kit.typed import whole_field

FIELDS = {
    "reference": N_("Reference"), "title": N_("Title"), "description": N_("What it is for"),
    "kind": N_("Kind"), "managed": N_("Managed by"), "provider": N_("Provider"),
    "provider_number": N_("Provider’s number"), "charity_number": N_("Charity number"),
    "company_number": N_("Company number"),
    "provider_address": N_("Provider’s address"), "sector": N_("Sector"),
    "department": N_("Department"), "service": N_("Service area"), "annual": N_("A year"),
    "total": N_("In all"), "partner": N_("Partners’ share of a year"),
    "awarded": N_("Awarded"), "start": N_("Start"), "end": N_("End"),
    "latest_end": N_("Latest end"), "review_on": N_("Next review"), "status": N_("Status"),
    "source_id": N_("Number in the source"), "notes": N_("Notes"),
}  # fmt: skip
SAMPLES = 3  # values of a column shown beside its heading
LONGEST = 28  # letters of a sample


class SheetPanel(QWidget):
    """Which sheet, and in which row its headings are."""

    def __init__(
        self,
        source: Source,
        take_sheet: Callable[[Table], object],
        take_row: Callable[[int], object],
    ) -> None:
        super().__init__()
        self.source, self.take_row = source, take_row
        names = [(number, table.name) for number, table in enumerate(source.tables)]
        self.sheet = ChoiceField(_("Sheet"), names)
        if len(source.tables) == 1:
            self.sheet.hide()
        self.sheet.committed.connect(lambda: take_sheet(source.tables[self.sheet.value()]))
        self.row = whole_field(_("Headings are in row"))
        self.row.committed.connect(self._row)
        vbox(label(source.name, "strong", wrap=True), hbox(self.sheet, self.row), parent=self)
        self.known: int | None = None

    def show_sheet(self, table: Table, row: int | None) -> None:
        """Show which sheet is looked at and where its headings were found."""
        self.known = row
        self.sheet.set_value(self.source.tables.index(table))
        self.row.set_value(row)

    def _row(self) -> None:
        row = self.row.value()
        if row is not None and row != self.known:
            self.take_row(row)


class ColumnsPanel(QWidget):
    """One line a column: its heading, some of its values, what it was taken for and how surely."""

    def __init__(self, changed: Callable[[Mapping], object]) -> None:
        super().__init__()
        self.changed = changed
        self.mapping: Mapping | None = None
        self.fields: dict[int, ChoiceField] = {}
        self.chips: dict[int, Chip] = {}
        self.rows = QVBoxLayout()
        vbox(label(_("Columns"), "h3"), self.rows, gap=8, parent=self)

    def show_mapping(self, mapping: Mapping, table: Table) -> None:
        """Show what the columns of a table mean."""
        indexes = [column.index for column in mapping.columns]
        if self.mapping is not None and indexes == list(self.fields):
            self._update(mapping)
            return
        self.mapping = mapping
        clear(self.rows)
        self.fields, self.chips = {}, {}
        for column in mapping.columns:
            self.rows.addWidget(self._row(column, _samples(table, mapping, column)))

    def _row(self, column: ColumnChoice, samples: str) -> QWidget:
        heading = column.heading or _("Column {letter}").format(letter=column.letter)
        offered = [(None, _("Keep as it is")), *((key, _(name)) for key, name in FIELDS.items())]
        field = ChoiceField(heading, offered, column.field)
        field.entry.setAccessibleDescription(samples)
        field.title.hide()  # headings can be long, and a field's own title does not wrap
        field.committed.connect(partial(self._choose, column.index))
        self.fields[column.index] = field
        chip = Chip("")
        self.chips[column.index] = chip
        _say(chip, column)
        made = frame("clear")
        line = hbox(field, vbox(5, chip, None), gap=10)
        line.setStretch(0, 1)
        said = label(heading, "smallstrong", wrap=True)
        vbox(said, line, label(samples, "smallmuted", wrap=True), rule(), gap=4, parent=made)
        return made

    def _update(self, mapping: Mapping) -> None:
        self.mapping = mapping
        for column in mapping.columns:
            self.fields[column.index].set_value(column.field)
            _say(self.chips[column.index], column)

    def _choose(self, index: int) -> None:
        """Take a column for something else; the column that was it before is kept as it is."""
        assert self.mapping is not None
        self.changed(with_units(rechosen(self.mapping, index, self.fields[index].value())))


def with_units(mapping: Mapping) -> Mapping:
    """Say anew what each column's amounts count in, after its field was chosen."""
    columns = (replace(column, unit=_unit(column)) for column in mapping.columns)
    return replace(mapping, columns=tuple(columns))


def _unit(column: ColumnChoice) -> int:
    """Return what a column's amounts count in: thousands under "Value (£000)"."""
    return unit_of(column.heading) if column.field in MONEY_FIELDS else 1


def _say(chip: Chip, column: ColumnChoice) -> None:
    if column.field is None:
        chip.say(_("Kept"), "", "circle")
    elif column.sure:
        chip.say(_("Known"), "green", "circle-check")
    else:
        chip.say(_("Check"), "amber", "circle-help")


def _samples(table: Table, mapping: Mapping, column: ColumnChoice) -> str:
    """Return some different values of a column."""
    found: list[str] = []
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        cell = row[column.index] if column.index < len(row) else None
        if number <= mapping.header_row or cell is None or not str(cell).strip():
            continue
        words = short_date(cell) if isinstance(cell, date) else " ".join(str(cell).split())
        words = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
        if words not in found:
            found.append(words)
        if len(found) == SAMPLES:
            break
    return " · ".join(found)
