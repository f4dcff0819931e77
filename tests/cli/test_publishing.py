"""The register published without a window: what is missing is listed; --strict writes nothing."""

import csv
import json

import pytest


def test_a_register_is_published_and_what_it_lacks_is_listed(file, tmp_path, answer):
    out = tmp_path / "t.csv"
    said = answer("export", file, "transparency-csv", "-o", out)
    assert said["written"] == 228
    assert {"id", "reference", "title", "missing"} == set(said["missing"][0])
    with out.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == 228
    assert len(rows[0]) == 38


def test_strict_writes_nothing_while_something_is_missing(file, tmp_path, run):
    out = tmp_path / "t.csv"
    code, said, problem = run("export", file, "transparency-csv", "-o", out, "--strict")
    assert code == 1
    assert "is missing" in said
    assert problem.startswith("Nothing was written")
    assert not out.exists()


@pytest.mark.parametrize("form", ["ocds", "360giving"])
def test_open_data_is_one_json_document(file, tmp_path, answer, form):
    out = tmp_path / "open.json"
    written = answer("export", file, form, "-o", out)["written"]
    document = json.loads(out.read_text("utf-8"))
    assert written == len(document["releases" if form == "ocds" else "grants"])


def test_dates_and_section_40_are_written(file, tmp_path, run, answer):
    dates = tmp_path / "dates.ics"
    assert run("export", file, "ics", "-o", dates, "--language", "cy")[0] == 0
    text = dates.read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 228
    assert "SUMMARY:Daw i ben: " in text
    assert answer("export", file, "wales-s40-csv", "-o", tmp_path / "s.csv")["written"] > 150


def test_only_agreements_are_published(file, tmp_path, run):
    code, _out, problem = run("export", file, "ocds", "--kind", "meetings", "-o", tmp_path / "x")
    assert code == 1
    assert problem == "ocds is a form for agreements only.\n"
