import io
import json
import random
import sys
import warnings
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from register_headings import SYNONYMS

from commission_desk.domain.errors import UserError
from commission_desk.exchange.mapping import suggest_mapping
from commission_desk.exchange.preview import preview
from commission_desk.exchange.reading import read_source
from commission_desk.exchange.source import Limits
from commission_desk.exchange.worker import parse

MUTANTS = 200  # of each format; some thousands were run while this was written

CSV = 'Ref,Title,Supplier,Amount,Start date\nC1,"A, b",Ash,£5k,03/04/26\n'.encode() * 20
JSON = json.dumps(
    {
        "releases": [
            {
                "ocid": "o1",
                "tender": {"id": "x", "title": "t", "value": {"amount": 5, "currency": "GBP"}},
                "awards": [{"id": "a", "suppliers": [{"id": "s", "name": "n"}]}],
            }
        ]
    }
).encode()


def workbook() -> bytes:
    book = Workbook()
    book.active.append(["Ref", "Title", "Supplier", "Amount", "Start date"])
    for number in range(20):
        book.active.append([f"C{number}", "Day care", "Ash", 1000.5, date(2026, 4, 1)])
    book.active.merge_cells("C2:C4")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(max(1, len(changed)))
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randint(1, 200)]
            case 2:
                changed[at:at] = changed[at : at + 300] * chance.randint(1, 5)
            case _:
                changed[at:at] = chance.choice([b"999999999", b"-1", b'"', b"<", b"\0", b"NaN"])
    return bytes(changed)


def mutated_member(data: bytes, chance: random.Random) -> bytes:
    """Mutate what is inside a workbook, so that the damage gets past the zip's own checks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([*members, "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"])
    members[name] = mutated(members[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, content in members.items():
            archive.writestr(each, content)
    return out.getvalue()


@pytest.mark.parametrize("name", ["m.csv", "m.json", "m.xlsx", "inside.xlsx"])
def test_mutated_files_are_read_or_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    chance = random.Random(f"{name} 2026")
    path = tmp_path / name
    sound = {"m.csv": CSV, "m.json": JSON}.get(name) or workbook()
    outcomes: Counter[str] = Counter()
    for _ in range(MUTANTS):
        mutant = mutated_member(sound, chance) if name == "inside.xlsx" else mutated(sound, chance)
        path.write_bytes(mutant)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl's, which the reading process ignores
                source = parse(path, Limits())
            for table in source.tables:
                if table.rows:
                    seen = preview(table, suggest_mapping(table, SYNONYMS))
                    assert seen.read == seen.added + seen.rejected
            outcomes["read"] += 1
        except UserError as refusal:
            assert str(refusal).endswith(".")  # noqa: PT017 - both outcomes are right
            outcomes["refused"] += 1
        assert path.read_bytes() == mutant
    assert outcomes["refused"] > 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory for us")
def test_a_reading_process_without_memory_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("Title,Provider\n" + "a,b\n" * 200_000)
    with pytest.raises(UserError, match="more than can be read"):
        read_source(path, limits=Limits(memory=16 * 1_048_576))


ODS = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Register">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/"'
    ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
TITLE = '<table:table-cell office:value-type="string"><text:p>Title</text:p></table:table-cell>'


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows=rows))
    return path


def test_opendocument_sheets_are_read(tmp_path: Path) -> None:
    value = '<table:table-cell office:value-type="date" office:date-value="2026-04-01"/>'
    amount = '<table:table-cell office:value-type="float" office:value="12.5"/>'
    rows = f"<table:table-row>{TITLE}{amount}{value}</table:table-row>"
    source = read_source(ods(tmp_path / "r.ods", rows))
    assert source.kind == "ods"
    assert source.tables[0].rows == (("Title", 12.5, date(2026, 4, 1)),)


def test_an_opendocument_sheet_that_repeats_a_cell_a_billion_times_is_refused(
    tmp_path: Path,
) -> None:
    start, many = "<table:table-cell", ' table:number-columns-repeated="16384"'
    repeated = TITLE.replace(start, start + many)
    rows = f'<table:table-row table:number-rows-repeated="1048576">{repeated}</table:table-row>'
    with pytest.raises(UserError):
        read_source(ods(tmp_path / "bomb.ods", rows))
