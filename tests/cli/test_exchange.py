"""Registers in and lists out, without a window."""

import csv
import json

import openpyxl
import pytest

REGISTER = """Contract Ref,Title,Supplier,Annual Value,Start Date,End Date,Cost code
N-1,Night sitting,Aldrisby Night Care,"£12,000",01/04/2026,31/03/2028,A1
N-2,Bus passes,Farrowholt Buses,lots,01/04/2026,31/03/2028,A2
N-3,Music,Orlestow Music,4000,13/04/2026,31/02/2028,A3
"""


@pytest.fixture
def register(tmp_path):
    source = tmp_path / "register.csv"
    source.write_text(REGISTER, encoding="utf-8")
    return source


def test_a_dry_run_says_what_would_change_and_changes_nothing(file, register, answer):
    before = file.read_bytes()
    report = answer("import", file, register, "--dry-run")
    assert report["dry_run"] is True
    assert (report["read"], report["added"], report["changed"]) == (3, 1, 0)
    assert file.read_bytes() == before


def test_rejected_rows_say_row_column_value_and_reason(file, register, answer):
    rejected = answer("import", file, register)["rejected"]
    assert [(each["row"], each["column"], each["value"]) for each in rejected] == [
        (3, "Annual Value", "lots"), (4, "End Date", "31/02/2028"),
    ]  # fmt: skip
    assert all(each["reason"] for each in rejected)


def test_importing_twice_adds_once_and_undo_brings_the_count_back(file, register, answer, run):
    assert answer("import", file, register)["added"] == 1
    assert answer("list", file, "agreements")["count"] == 229
    again = answer("import", file, register)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 1)
    assert run("undo", file)[1] == "Undone: Import agreements\n"
    assert answer("list", file, "agreements")["count"] == 228


def test_the_report_for_people_says_the_same(file, register, run):
    code, out, err = run("import", file, register, "--as", "agreements")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "Read 3, added 1, changed 0, unchanged 0, rejected 2."
    assert len(out.splitlines()) == 3


def test_a_mapping_says_what_columns_mean(file, tmp_path, answer):
    source = tmp_path / "odd.csv"
    source.write_text("Ref,Title,Pot,From,Until\nN-9,Choir,900,03/04/2026,02/04/2027\n")
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({
        "columns": {"Pot": "annual", "D": "start", "Until": "end"}, "day_order": "day first",
        "end_meaning": "initial",
    }))  # fmt: skip
    report = answer("import", file, source, "--mapping", mapping)
    assert (report["added"], report["questions"]) == (1, [])
    assert {each["column"]: each["field"] for each in report["columns"]}["Pot"] == "annual"
    (row,) = [r for r in answer("list", file, "agreements")["rows"] if r["reference"] == "N-9"]
    assert (row["annual_pence"], row["start"], row["end"]) == (90_000, "2026-04-03", "2027-04-02")


def test_doubtful_dates_are_asked_about_and_never_guessed(file, tmp_path, answer):
    source = tmp_path / "odd.csv"
    source.write_text("Ref,Title,Supplier,Start Date\nN-9,Choir,Orlestow Music,03/04/2026\n")
    report = answer("import", file, source, "--dry-run")
    assert [each["column"] for each in report["questions"]] == ["Start Date"]
    assert report["added"] == 0
    assert len(report["rejected"]) == 1


@pytest.mark.parametrize(
    "mapping", ["not json", "[]", '{"colour": 1}', '{"columns": {"Nowhere": "title"}}',
                '{"day_order": "year first"}'],
)  # fmt: skip
def test_a_mapping_that_is_none_is_one_sentence(file, register, tmp_path, run, mapping):
    (tmp_path / "mapping.json").write_text(mapping)
    code, out, err = run("import", file, register, "--mapping", tmp_path / "mapping.json")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1


def test_a_source_that_is_not_there_is_one_sentence(file, tmp_path, run):
    code, out, err = run("import", file, tmp_path / "missing.xlsx", "--json")
    assert (code, out) == (1, "")
    assert "missing.xlsx" in err


def test_the_register_is_exported_in_every_format(file, tmp_path, run):
    for name in ("json", "csv", "xlsx"):
        code, out, err = run("export", file, name, "-o", tmp_path / f"out.{name}")
        assert (code, err) == (0, "")
        assert "228 rows" in out
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert document["count"] == 228
    assert sum(row["total_pence"] for row in document["rows"]) == 13_400_000_000
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as written:
        rows = list(csv.DictReader(written))
    assert sum(float(row["Annual value"]) for row in rows) == 32_000_000
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet.max_row == 229
    cells = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))
    assert cells["Start"].is_date
    assert cells["Annual value"].number_format.startswith("£")


@pytest.mark.parametrize(
    "kind", ["organisations", "stakeholders", "contacts", "plans", "meetings", "actions", "risks",
             "measures"],
)  # fmt: skip
def test_every_flat_list_can_be_exported(file, tmp_path, run, kind):
    for name in ("csv", "xlsx", "json"):
        assert run("export", file, name, "--kind", kind, "-o", tmp_path / f"out.{name}")[0] == 0


def test_a_place_that_cannot_be_written_is_one_sentence(file, tmp_path, run):
    code, out, err = run("export", file, "csv", "-o", tmp_path / "nowhere" / "out.csv")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
