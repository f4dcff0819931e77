import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from commission_desk.domain.errors import UserError
from commission_desk.exchange.reading import read_source
from commission_desk.exchange.source import Limits, column_letter
from commission_desk.exchange.worker import parse

LIMITS = Limits()


def refusal(path: Path, limits: Limits = LIMITS) -> str:
    with pytest.raises(UserError) as caught:
        read_source(path, limits=limits)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert path.name in sentence
    return sentence


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.csv", b"", "empty"),
        ("blank.csv", b" \n\n ", "empty"),
        ("commas.csv", b",,,\n,,,\n", "empty"),
        ("letter.pdf", b"%PDF-1.7 ...", "not a file that can be read"),
        ("page.xls", b"<html><table></table></html>", "not a file that can be read"),
        ("noise.csv", bytes(range(256)) * 40, "not a file that can be read"),
        ("broken.xlsx", b"PK\x03\x04 and then nothing", "damaged"),
        ("broken.json", b'{"releases": [', "damaged"),
        ("deep.json", b"[" * 100_000, "damaged"),
        ("other.json", b'{"weather": "fair"}', "not a file that can be read"),
        ("old.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"W\0o\0r\0k\0b\0o\0o\0k\0", "damaged"),
        (
            "locked.xlsx",
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        ("ours.cdesk", b"SQLite format 3\0" + bytes(100), "open it instead"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    assert says in refusal(write(tmp_path / name, data))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "not there" in refusal(tmp_path / "gone.csv")
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "folder" in refusal(folder)


def test_a_document_is_no_register(tmp_path: Path) -> None:
    path = tmp_path / "minutes.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "not a file that can be read" in refusal(path)


def test_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = write(tmp_path / "register.csv", "Title,Provider\nBefriending,Ash Trust\n")
    before = path.read_bytes()
    read_source(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["register.csv"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_csv_is_read_in_the_encoding_it_has(tmp_path: Path, encoding: str) -> None:
    text = "Title,Provider,Value\nCafé – môr,Siôn’s Trust,£5\nSecond,Other,£6\n"
    path = write(tmp_path / "register.csv", text.encode(encoding))
    (table,) = parse(path, LIMITS).tables
    assert table.rows[1] == ("Café – môr", "Siôn’s Trust", "£5")
    assert bool(table.notes) == (encoding == "cp1252")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_is_split_by_the_separator_it_has(tmp_path: Path, separator: str) -> None:
    lines = ["A title, with a comma; and more"] + [
        separator.join(("Title", '"1,000; or so"', "End")) for _ in range(3)
    ]
    (table,) = parse(write(tmp_path / "r.csv", "\n".join(lines)), LIMITS).tables
    assert table.rows[1:] == (("Title", "1,000; or so", "End"),) * 3


def test_row_numbers_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", 'a,b\n\n,\n"two\nlines",2\n3,4\n')
    (table,) = parse(path, LIMITS).tables
    assert table.row_numbers == (1, 4, 5)
    assert table.rows[1] == ("two\nlines", "2")


def test_an_excel_separator_line_is_obeyed_and_not_counted(tmp_path: Path) -> None:
    (table,) = parse(write(tmp_path / "r.csv", "sep=|\na|b,c\n1|2\n"), LIMITS).tables
    assert (table.row_numbers, table.rows[0]) == ((1, 2), ("a", "b,c"))


def test_a_quotation_mark_never_closed_does_not_swallow_the_rest(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", 'a,b\n1,2\n3,"never closed\n5,6\n')
    with pytest.raises(UserError, match="row 3"):
        parse(path, LIMITS)


def test_a_stray_quotation_mark_is_read(tmp_path: Path) -> None:
    (table,) = parse(write(tmp_path / "r.csv", 'a,b\n"12" pipe,2\n3,4\n'), LIMITS).tables
    assert len(table.rows) == 3


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (16_383, "XFD")])
def test_columns_have_their_letters(index: int, letter: str) -> None:
    assert column_letter(index) == letter


def test_more_cells_than_allowed_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "big.csv", "a,b,c\n" * 100)
    assert "more than can be read" in refusal(path, Limits(cells=200))
    assert "more than can be read" in refusal(path, Limits(file_bytes=10))


def test_reading_stops_at_its_time_limit(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(3_000):
        sheet.append([f"text {number} {column}" for column in range(30)])
    book.save(tmp_path / "slow.xlsx")
    assert "more than can be read" in refusal(tmp_path / "slow.xlsx", Limits(seconds=0.1))


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    book = Workbook()
    for number in range(5_000):
        book.active.append([number] * 20)
    book.save(tmp_path / "slow.xlsx")
    with pytest.raises(UserError, match="cancelled"):
        read_source(tmp_path / "slow.xlsx", cancelled=lambda: True)


def test_dates_and_numbers_come_back_from_the_other_process(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Title", "Start", "Value"])
    book.active.append(["Day care", date(2026, 4, 1), 1234.5])
    book.save(tmp_path / "r.xlsx")
    source = read_source(tmp_path / "r.xlsx")
    assert source.kind == "xlsx"
    assert source.tables[0].rows[1] == ("Day care", date(2026, 4, 1), 1234.5)
