"""Reports on paper: sound for screen readers, whole, in both languages; one is always two pages."""

import dataclasses
import io
from datetime import date

import pdfplumber
import pikepdf
import pypdf
import pytest
from document_readers import problems, spoken, structure
from document_samples import HOUSE
from test_hostile import TEXTS

from commission_desk.documents.layout import render
from commission_desk.documents.one_agreement import agreement_part
from commission_desk.documents.report import report_part
from commission_desk.domain.report import (
    Report,
    ReportCell,
    ReportChart,
    ReportColumn,
    ReportPaper,
    ReportRow,
    ReportTable,
    ReportWords,
)
from commission_desk.domain.report_agreement import AgreementMeasure, AgreementPaper
from commission_desk.domain.report_charts import Bar, BarChart, Span, Timeline

DAY = date(2026, 11, 22)
LANGUAGES = ("en", "cy")


def paper(rows: int = 3, words: str = "Care", *, wide: bool = False) -> ReportPaper:
    columns = (
        ReportColumn("Ref"), ReportColumn("Agreement", flexible=True),
        ReportColumn("A year", "money"),
        ReportColumn("Ends", "date"), ReportColumn("Risk"),
    )  # fmt: skip
    lines = [
        ReportRow((
            ReportCell(f"C-{n}"), ReportCell(f"{words} {n}", words), ReportCell("£1,000", value=1),
            ReportCell("31 Mar 2027"), ReportCell("Not found", tone="red", icon="x"),
        ))
        for n in range(rows)
    ]  # fmt: skip
    total = ReportRow((ReportCell(), ReportCell("All"), ReportCell("£9"), ReportCell(),
                       ReportCell()), strong=True)  # fmt: skip
    bars = BarChart(tuple(Bar(f"{words} {n}", n, f"£{n}m") for n in range(25)))
    spans = tuple(
        Span(f"{words} {n}", words, DAY, date(2027, 3, 31), date(2028, 3, 31), DAY, n == 0)
        for n in range(30)
    )
    line = Timeline(spans, date(2026, 1, 1), date(2028, 1, 1), DAY, "Today")
    blocks = (
        ReportWords("", (words,), (("228", "agreements"), ("£32.0m", "a year"))),
        ReportTable("Register", columns, (*lines, total), (words,)),
        ReportTable("None", columns, (), missing="Nothing is missing."),
        ReportChart("Money", bars, words), ReportChart("Terms", line, words),
    )  # fmt: skip
    return ReportPaper(HOUSE, Report("register", words, (words,), blocks, wide), DAY)


def agreement(count: int, words: str) -> AgreementPaper:
    measures = tuple(
        AgreementMeasure(words, "Outcome", "80%", "71%", "30 Sep 2026", "Off target",
                         (1.0, 3.0, 2.0), "1, 3, 2")
        for _n in range(count)
    )  # fmt: skip
    return AgreementPaper(
        HOUSE, DAY, words, words, (("£1m", "a year"), (words, "in all")),
        tuple((f"Facts {n}", ((words[:40], words), ("Empty", ""))) for n in range(4)), words,
        measures, tuple((words, "12", words, words, "Open") for _n in range(count)),
        tuple((words, words, "3 Dec 2026", "Open") for _n in range(count)),
        tuple(("25 Nov 2026", words) for _n in range(count)),
    )  # fmt: skip


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_sound_and_every_word_has_its_place(wide, language):
    made = render([report_part(paper(80, wide=wide), language)])
    assert problems(made.data) == []
    assert made.strays == ()
    first = pypdf.PdfReader(io.BytesIO(made.data)).pages[0].mediabox
    assert (first.width > first.height) == wide


def test_both_languages_are_one_sound_document_that_begins_on_its_side():
    parts = [report_part(paper(40, wide=True), language) for language in ("cy", "en")]
    made = render(parts)
    assert problems(made.data) == []
    sizes = {page.mediabox.width > page.mediabox.height
             for page in pypdf.PdfReader(io.BytesIO(made.data)).pages}  # fmt: skip
    assert sizes == {True}


def test_a_table_over_many_pages_is_one_table_with_every_row_once():
    made = render([report_part(paper(400), "en")])
    read = structure(made.data)
    names = [text for roles, text in read if "Table" in roles and text.startswith("C-")]
    assert names == [f"C-{n}" for n in range(400)]
    heads = [text for roles, text in read if roles[-1] == "TH" and text == "Ends"]
    assert len(heads) == 1
    with pdfplumber.open(io.BytesIO(made.data)) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    with_rows = [page for page in pages if "C-1" in page or "C-2" in page or "C-3" in page]
    assert len(with_rows) > 5
    assert all("A year" in page for page in with_rows), "each page repeats the heads"


def test_charts_say_their_data_to_a_screen_reader():
    made = render([report_part(paper(1), "en")])
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        spoken_by = [str(each.Alt) for each in pdf.objects
                     if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]  # fmt: skip
    assert any(alt.startswith("Money, part 1: Care 0: £0m; Care 1: £1m") for alt in spoken_by)
    assert any(alt.startswith("Terms, part 2: Care ") for alt in spoken_by)


@pytest.mark.parametrize("words", [*TEXTS, "x" * 600, "word " * 400, ""])
def test_no_text_breaks_a_report_or_an_agreement(words):
    made = render([report_part(paper(3, words), "en")])
    assert made.strays == ()
    two = render([agreement_part(agreement(2, words), "en")])
    assert two.pages == 2
    assert problems(two.data) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 7, 60])
def test_an_agreement_always_fits_two_pages_and_counts_what_does_not(count, language):
    words = "Families who say that they cope better than before, with some more words to it"
    made = render([agreement_part(agreement(count, words), language)])
    assert made.pages == 2
    assert problems(made.data) == []
    said = spoken(made.data)
    if count == 60:
        assert ("more" if language == "en" else "arall") in said
    if count == 0:
        assert ("None recorded." if language == "en" else "Ni chofnodwyd yr un.") in said


def test_a_report_with_nothing_in_it_says_so():
    empty = dataclasses.replace(paper(0).report, missing="No agreement is recorded.")
    made = render([report_part(ReportPaper(HOUSE, empty, DAY), "en")])
    assert "No agreement is recorded." in spoken(made.data)
    assert problems(made.data) == []


def test_a_long_tables_last_numbers_and_a_grade_stay_on_one_line():
    columns = (
        ReportColumn("Place", "number"), ReportColumn("Agreement", flexible=True),
        *(ReportColumn(f"Department {n}") for n in range(8)), ReportColumn("Gradd"),
    )  # fmt: skip
    grade = ReportCell("9 Rhagorol", value=9)
    lines = tuple(
        ReportRow((
            ReportCell(str(n), value=n), ReportCell("Care at home for many people " * 3),
            *(ReportCell("Adult care and community wellbeing"),) * 8, grade,
        ))
        for n in range(100_001, 100_121)
    )  # fmt: skip
    few = tuple(
        dataclasses.replace(row, cells=(ReportCell(str(n), value=n), *row.cells[1:]))
        for n, row in enumerate(lines[:90], start=1)
    )
    report = Report("register", "Register", (), (ReportTable("", columns, few + lines),), wide=True)
    made = render([report_part(ReportPaper(HOUSE, report, DAY), "en")])
    with pdfplumber.open(io.BytesIO(made.data)) as read:
        page = read.pages[-1]
        words = [word["text"] for word in page.extract_words()]
    assert "100120" in words, "the rank is on one line"
    assert "9\u00a0Rhagorol" in words or "9 Rhagorol" in page.extract_text()
