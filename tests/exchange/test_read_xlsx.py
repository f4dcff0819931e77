import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from commission_desk.domain.errors import UserError
from commission_desk.exchange.source import Limits, Table
from commission_desk.exchange.worker import parse


def tables(book: Workbook, path: Path) -> tuple[Table, ...]:
    book.save(path)
    return parse(path, Limits()).tables


def rewrite(path: Path, member: str, change: tuple[str, str]) -> None:
    """Change a member of a saved workbook as no honest program would."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    before = members[member].decode()
    after = re.sub(change[0], change[1], before, flags=re.DOTALL)
    assert after != before
    members[member] = after.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


SHEET = "xl/worksheets/sheet1.xml"


def test_every_sheet_with_rows_is_read_and_a_hidden_one_is_said(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Title"])
    book.create_sheet("Blank")
    hidden = book.create_sheet("Old")
    hidden.append(["Title"])
    hidden.sheet_state = "hidden"
    found = tables(book, tmp_path / "r.xlsx")
    assert [table.name for table in found] == ["Sheet", "Old"]
    assert any("hidden" in note for note in found[1].notes)


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Title", "Value"], ["First", 1], ["Second", 2]):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    (table,) = tables(book, tmp_path / "r.xlsx")
    assert table.rows[1] == ("First", 1)
    assert any("Hidden rows" in note and "2" in note for note in table.notes)
    assert any("Hidden columns" in note and "B" in note for note in table.notes)


def test_formulas_are_read_as_their_saved_results(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Value", "Twice"])
    book.active.append([2, "=A2*2"])
    book.active.append([3, "=A3*2"])
    path = tmp_path / "r.xlsx"
    book.save(path)
    rewrite(path, SHEET, (r"<f>A2\*2</f><v\s*/>|<f>A2\*2</f><v></v>", "<f>A2*2</f><v>4</v>"))
    (table,) = parse(path, Limits()).tables
    assert table.rows[1] == (2, 4)
    assert table.rows[2] == (3, "=A3*2")  # no saved result: shown as it is, never as a blank


def test_merged_words_are_repeated_and_merged_amounts_are_not(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["Provider", "Title", "Value"], ["Ash", "One", 9], [None, "Two"], [None, "Three"]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("C2:C4")
    (table,) = tables(book, tmp_path / "r.xlsx")
    assert [row[0] for row in table.rows] == ["Provider", "Ash", "Ash", "Ash"]
    assert [row[2:] for row in table.rows[1:]] == [(9,), (), ()]
    assert any("Merged cells in column A" in note for note in table.notes)


def test_dates_are_dates_and_blank_rows_keep_their_numbers(tmp_path: Path) -> None:
    book = Workbook()
    book.active["B3"] = "Start"
    book.active["B7"] = date(2026, 4, 1)
    (table,) = tables(book, tmp_path / "r.xlsx")
    assert table.row_numbers == (3, 7)
    assert table.rows[1] == (None, date(2026, 4, 1))


def test_an_amount_shown_in_euros_is_not_taken_for_pounds(tmp_path: Path) -> None:
    book = Workbook()
    for row, pattern in enumerate(("[$€-2] #,##0.00", "[$£-809]#,##0.00", "£#,##0"), start=1):
        book.active.cell(row, 1, 12.5).number_format = pattern
    (table,) = tables(book, tmp_path / "r.xlsx")
    assert [row[0] for row in table.rows] == ["€ 12.5", 12.5, 12.5]


def test_a_sheet_that_claims_a_billion_cells_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "claims.xlsx"
    book = Workbook()
    book.active.append(["Title", "Value"])
    book.active.append(["Day care", 1])
    book.save(path)
    rewrite(path, SHEET, ('<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"'))
    (table,) = parse(path, Limits()).tables
    assert table.rows == (("Title", "Value"), ("Day care", 1))


def test_cells_at_the_far_corner_stay_bounded(tmp_path: Path) -> None:
    path = tmp_path / "corner.xlsx"
    book = Workbook()
    book.active["A1"] = "Title"
    book.save(path)
    far = "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(2, 2_000))
    rewrite(path, SHEET, ("</sheetData>", far + "</sheetData>"))
    with pytest.raises(UserError, match="more than can be read"):
        parse(path, Limits())


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 50_000_000)
    with pytest.raises(UserError, match="more than can be read"):
        parse(path, Limits())


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "entities.xlsx"
    book = Workbook()
    book.active["A1"] = "Title"
    book.save(path)
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'
    rewrite(path, SHEET, ("<worksheet", bomb))
    with pytest.raises(UserError, match="damaged"):
        parse(path, Limits())
