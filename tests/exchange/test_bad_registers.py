"""Registers as they come: every odd amount, date and sheet is read, or listed with the reason."""

import base64
import time
import zlib
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from register_headings import SYNONYMS

from commission_desk.domain.dates import DayOrder
from commission_desk.exchange.mapping import suggest_mapping
from commission_desk.exchange.preview import Answers, Preview, preview
from commission_desk.exchange.reading import read_source

HEADINGS = ("Ref", "Contract Title", "Supplier", "Annual Value", "Start Date", "End Date")
# An old .xls with a title row, real dates, a text amount, "TBC" and a blank end, packed small.
OLD_EXCEL = (
    "c-rk)Pe>GD6n`^2qpRt<nnoJPAY^5hs1RLr^IvvROQke|8r{(y+;(Mlmas#aW|s(pPDK~X4qdD+{h@-ob%>O"
    "Lf*{a5b_xnQsM~vQXU0DnD41Z(Z~5MQ?|tukzi+<(JChUHQ=^XxrePVX!2|P&G)P%w6ELOOiXX5%k)W*o^kP"
    "c5*i=aK;y|Xz@I3QvDvcqH_cVy`P<o9L;47w6&=1Ygh^A~HYPk)nKy9c(DZp*C_#mHKmBX@|<yMvt*z*O;Lu"
    "|RmvI>2tgp)84Xf8Qu&EgKRh|7FHai4IV&ul4&Ja|L1_~LaT=_^Bxp{wCdR!}Hqz!>0wHfj;gAUzB2K{`Nve"
    "OXgeStnu&a&fT7;AcVs_+hW=SBh)jSi1md|FzVf`WL$w2XVRmhA06HLgEZBk`dgO-$}{MxK-=bW2R=z!VE3~"
    ";FJeY7mb*P+HJ;^XpdrsG-W_jjf@4m(yI0N7OCyJ8P;%XZ;SW$hjooyYa)@j8di?0;kbsAs?AglQ>j-?a%+e"
    "LIqL!F*jJ9F&3bRhRARar%fy=DprOaQ29!G0NV-(W$Q6p}26DC-VJ&7x&nZpunBI*Acgy!zoMpF44BZkp4Nd"
    "J1VVonX(G`swN@p}~hR~tCwl1AcC*IBcOLntNUga4mgOJ7fY+mbr?4sHG-`_WN9Sxjj%OIa%$#ZTebt@#`64"
    "k)UKCt5@WeL~V%W{aL?%;d@%UoQD_$)q}XJrl#v(IHNEk>S7#)rVJMfu&BANh9dY2nCBU=QZU8>i3bj(-Y_L"
    "J^+3L99=|VJH<!g<CfX&jR*Su=d0+Ec5@^AHAaAdbfmim}kKp?Ffi$mgFJw+b#7F*@OBdsoDLP)I`)gj^;s4"
    "ax@7w+0kUwQY;?N3OpX>Nwxev%;R-5;-S08OW2MY@eEz{;yYiN6j9!pruY<DS|PH;k<+bM5=Y+RXcRfa(I|2"
    "z^W>l=ISdCr+6?qY@-haQ8GKe0nHjPijTronMhw*B7evx*hH5bf9#gmC>9v4#aN)v*3l}b2xL9w{y^gLObo-"
    "L{W|O?%rdr>1<}l5>pGp2(v_cerCjO~xfCxSf7+BN%*#@#;#}Zaq$NpYOIDza2^g$Q5qi@ag7ytDLi{EF}75"
    "(eCgx1PGzm|6XWB%XokS1y"
)  # fmt: skip


def look(path: Path, answers: Answers | None = None) -> Preview:
    (table,) = read_source(path).tables
    return preview(table, suggest_mapping(table, SYNONYMS), (), answers)


def written(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in (("Contracts of the year",), (), HEADINGS, *rows):
        book.active.append(row)
    book.save(path)
    return path


def one(amount: object = 1, start: object = None, end: object = None, number: int = 1):
    return (f"C-{number}", f"Service {number}", "Ash", amount, start, end)


@pytest.mark.parametrize(
    ("amount", "pence"),
    [
        ("140k", 14_000_000), ("£1.2m", 120_000_000), ("(3,000)", -300_000), ("n/a", None),
        ("Nil", 0), ("TBC", None), ("£ 1,234.56", 123_456), ("GBP 5000", 500_000),
        ("", None), (0, 0), (1_234.5, 123_450), ("-250", -25_000),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(tmp_path: Path, amount: object, pence: int | None):
    seen = look(written(tmp_path / "r.xlsx", one(amount)))
    (row,) = seen.rows
    assert (seen.rejected, row.row.annual_pence) == (0, pence)
    assert row.row.annual_text == str(amount).strip()  # what it said is kept beside it


@pytest.mark.parametrize("amount", ["about five", "£12,34,567x", "10-20k", "1.2.3", "€500", "5%"])
def test_an_amount_that_cannot_be_read_is_listed_with_its_row_and_reason(
    tmp_path: Path, amount: str
):
    seen = look(written(tmp_path / "r.xlsx", one(amount)))
    (problem,) = seen.rejections
    assert (problem.row, problem.column, problem.value) == (4, "Annual Value", amount)
    assert problem.reason


@pytest.mark.parametrize(
    "day",
    [date(2026, 4, 3), "2026-04-03", "3 April 2026", "3rd Apr 26", "Friday 3 April 2026",
     "03.04.2026", "03/04/2026", "3-Apr-2026"],
)  # fmt: skip
def test_dates_in_every_style_are_one_day_once_the_order_is_said(tmp_path: Path, day: object):
    path = written(tmp_path / "r.xlsx", one(1, day))
    seen = look(path, Answers(day_order=DayOrder.DAY_FIRST))
    assert (seen.rejected, seen.rows[0].row.starts) == (0, date(2026, 4, 3))


def test_a_date_of_two_meanings_is_asked_about_and_left_out_until_then(tmp_path: Path):
    path = written(tmp_path / "r.xlsx", one(1, "03/04/2026"), one(1, "05/06/2026", number=2))
    seen = look(path)
    assert (seen.rejected, seen.questions[0].count) == (2, 2)
    assert all(row.row.starts is None for row in seen.rows)
    month_first = look(path, Answers(day_order=DayOrder.MONTH_FIRST))
    assert month_first.rows[0].row.starts == date(2026, 3, 4)


@pytest.mark.parametrize("day", ["31/02/2026", "29 February 2027", "soon", "32/13/2026", "Q3"])
def test_a_day_that_there_is_not_is_listed_and_never_mended(tmp_path: Path, day: str):
    seen = look(written(tmp_path / "r.xlsx", one(1, day)))
    (problem,) = seen.rejections
    assert (problem.row, problem.value) == (4, day)


def test_a_provider_spelt_four_ways_is_one_question_and_stays_apart_until_answered(tmp_path: Path):
    names = ("Tidewater Trust", "The Tidewater Trust", "TIDEWATER TRUST LTD.", "Tide Water Trust")
    rows = [(f"C-{n}", f"Service {n}", name, 1, None, None) for n, name in enumerate(names)]
    path = written(tmp_path / "r.xlsx", *rows)
    seen = look(path)
    assert [set(group) for group in seen.similar] == [set(names)]
    assert {row.row.provider for row in seen.rows} == set(names)
    said = look(path, Answers(spellings=dict.fromkeys(names[1:], names[0])))
    assert {row.row.provider for row in said.rows} == {names[0]}
    assert said.similar == ()


def test_an_old_excel_file_is_read_with_its_dates_and_words(tmp_path: Path):
    path = tmp_path / "register.xls"
    path.write_bytes(zlib.decompress(base64.b85decode(OLD_EXCEL)))
    seen = look(path)
    assert (seen.added, seen.rejected) == (3, 0)
    first, second, third = (each.row for each in seen.rows)
    assert (first.starts, first.ends) == (date(2026, 4, 1), date(2029, 3, 31))
    assert (first.annual_pence, second.annual_pence) == (14_000_000, 120_000_000)
    assert (third.annual_pence, third.annual_text, third.ends) == (None, "TBC", None)


def test_formulas_hidden_rows_and_merged_cells_are_read_and_said(tmp_path: Path):
    book = Workbook()
    sheet = book.active
    for row in (HEADINGS, one("=1+1"), one(5, number=2), one(7, number=3)):
        sheet.append(row)
    sheet["C2"] = "Ash"
    sheet["C3"] = sheet["C4"] = None
    sheet.merge_cells("C2:C4")
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "r.xlsx")
    seen = look(tmp_path / "r.xlsx", Answers(accept="all"))
    assert seen.read == 3
    assert [each.row.provider for each in seen.rows] == ["Ash"] * 3
    assert any("Hidden rows" in note for note in seen.notes)
    assert any("Merged cells" in note for note in seen.notes)
    # a formula without a saved result is shown as it stands, not taken for nothing
    assert seen.rows[0].problems[0].value == "=1+1"


@pytest.mark.parametrize("words", [
    "Extension: 2 x 12 months", "with an option to extend by a year", "3+1+1",
])  # fmt: skip
def test_the_sources_own_words_on_extending_are_found_in_any_column(tmp_path: Path, words: str):
    book = Workbook()
    book.active.append((*HEADINGS, "Officer’s remarks"))
    book.active.append((*one(1, "2026-04-13", "2029-04-12"), words))
    book.save(tmp_path / "r.xlsx")
    seen = look(tmp_path / "r.xlsx")
    assert seen.ends_to_ask_about == 1
    assert words in seen.rows[0].extension_words


def test_five_thousand_rows_come_in_within_bounds(tmp_path: Path):
    path = written(tmp_path / "r.xlsx", *(one("140k", number=n) for n in range(5_000)))
    begun = time.monotonic()
    assert look(path).added == 5_000
    assert time.monotonic() - begun < 90  # the limit for reading any file
