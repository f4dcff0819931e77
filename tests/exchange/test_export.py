import csv
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from commission_desk.domain.errors import UserError
from commission_desk.exchange.export import Column, write_csv, write_json, write_xlsx
from commission_desk.exchange.source import Limits
from commission_desk.exchange.worker import parse

COLUMNS = (
    Column("title", "Title"),
    Column("annual", "Annual value", "money"),
    Column("start", "Start", "date"),
    Column("count", "Count", "number"),
)
HOSTILE = ('=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\tx", "\rx", "plain, “quoted”\nŵ")
ROWS = [
    {"title": text, "annual": -123_450 + n, "start": date(2026, 4, 1), "count": n}
    for n, text in enumerate(HOSTILE)
]


def test_csv_carries_no_formula_and_reads_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert write_csv(path, COLUMNS, ROWS) == len(ROWS)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [row[0] for row in csv.reader(file)]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    (table,) = parse(path, Limits()).tables
    assert [row[0] for row in table.rows[1:]] == list(HOSTILE)
    assert table.rows[1][1:] == ("-1234.50", "2026-04-01", "0")


def test_xlsx_carries_no_formula_and_has_real_dates_and_amounts(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert write_xlsx(path, "Contracts: all/any", COLUMNS, ROWS) == len(ROWS)
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    sheet = load_workbook(path).active
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * (len(ROWS) + 1)
    assert sheet["A2"].value == HOSTILE[0]
    assert sheet["A2"].quotePrefix
    assert sheet["B2"].value == -1234.5
    assert sheet["C2"].value.date() == date(2026, 4, 1)


def test_xlsx_leaves_out_letters_that_would_damage_it(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(path, "Sheet", COLUMNS[:1], [{"title": "a\0b\x0bc\ud800d"}, {"title": "x" * 40_000}])
    sheet = load_workbook(path).active
    assert sheet["A2"].value == "abcd"
    assert len(sheet["A3"].value) == 32_767


def test_json_has_iso_dates_and_whole_pence(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_json(path, ROWS)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["count"] == len(ROWS)
    assert data["rows"][0] == {**ROWS[0], "start": "2026-04-01"}


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        write_csv(tmp_path / "gone" / "out.csv", COLUMNS, ROWS)


def test_a_failed_export_leaves_the_former_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text("former")
    with pytest.raises(TypeError):
        write_json(path, [{"title": object()}])
    assert path.read_text() == "former"
    assert [each.name for each in tmp_path.iterdir()] == ["out.json"]
