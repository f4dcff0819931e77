"""Agenda, minutes and plan, read back with independent readers."""

import io
from dataclasses import replace
from datetime import date

import document_samples as samples
import pikepdf
import pypdf
import pytest
from document_readers import problems, spoken, structure

from commission_desk.documents.build import (
    agenda_part,
    minutes_part,
    plan_part,
    write_agenda,
    write_minutes,
    write_plan,
)
from commission_desk.documents.layout import render
from commission_desk.domain.papers import (
    ActionLine,
    AgendaLine,
    AgendaPaper,
    House,
    MeetingFacts,
    MinutesPaper,
    PlanPaper,
    PlanPart,
    PlanSection,
    PlanTableRows,
)
from commission_desk.i18n import translator

MAKERS = {
    "agenda": (agenda_part, samples.agenda),
    "minutes": (minutes_part, samples.minutes),
    "agreed minutes": (minutes_part, lambda: samples.minutes(draft=False)),
    "plan": (plan_part, samples.plan),
    "empty agenda": (agenda_part, lambda: AgendaPaper(House(), MeetingFacts(""))),
    "empty minutes": (minutes_part, lambda: MinutesPaper(House(), MeetingFacts(""))),
    "empty plan": (plan_part, lambda: PlanPaper(House(), "")),
}
LANGUAGES = {"en": ["en"], "cy": ["cy"], "both": ["cy", "en"]}


def made(kind: str, languages: str = "en"):
    part, paper = MAKERS[kind]
    return render([part(paper(), language) for language in LANGUAGES[languages]])


def text_of(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


def in_order(text: str, *words: str) -> bool:
    """Whether the words occur in the text one after another."""
    place = 0
    for word in words:
        place = text.find(word, place) + 1
        if not place:
            return False
    return True


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("kind", MAKERS)
def test_every_document_is_pdf_ua_with_no_stray_text(kind, languages):
    rendered = made(kind, languages)
    assert problems(rendered.data) == []
    assert rendered.strays == ()


def test_welsh_letters_and_figures_read_back_exactly():
    text = text_of(made("agenda", "cy").data)
    assert "Tŷ Ŵyn short breaks (C-0147)" in text
    assert "£1,234,567.89 of £2,000,000 & rising" in text
    assert "24 Tachwedd 2026" in text
    assert "16 Chwefror 2027" in text


def test_an_agenda_is_read_in_the_order_of_its_source():
    text = spoken(made("agenda").data)
    assert in_order(
        text,
        "Agenda", "Tŷ Ŵyn short breaks", "Tuesday 24 November 2026, 10:00 to 11:55", "Room 2",
        "Tidewater", "Commissioning officer (chair)", "4 members", "Item", "Lead", "Purpose",
        "Paper", "Start", "Welcome", "Chair", "For information", "10:00", "Minutes of 12 August",
        "For decision", "Enc 1", "Service performance", "Inputs, activities", "Provider",
        "Enc 2, 3", "3.1", "Waiting times", "Any other business", "11:50", "8",
        "Date of next meeting: 16 February 2027",
    )  # fmt: skip


def test_minutes_are_read_in_the_order_of_their_source():
    text = spoken(made("minutes").data)
    assert in_order(
        text,
        "Minutes", "Present", "In attendance", "Quality officer", "Apologies", "Finance partner",
        "Draft, not yet agreed", "3 Service performance", "1,104 sessions", "81%, target 80%",
        "Decision 3.1", "(by consensus)", "Action 3.2", "recovery plan for placement starts.",
        "Operations director, Tidewater, by 8 December 2026", "Risk 3.3", "7 Opportunities",
        "What families said", "nine weeks", "First item", "nested", "1.", "A numbered item",
        "2.", "Another", "Second item", "1.", "A list of its own", "Measure", "Target", "1,050",
        "79.5%", "Nil", "After the table.", "Action 7.1", "By 8 December 2026", "Action log",
        "Ref", "Aug 5.1", "30 Sept 2026", "8 weeks late", "Agreed as a correct record on", "Chair",
    )  # fmt: skip


def test_a_plan_says_what_is_missing_and_what_does_not_apply():
    text = spoken(made("plan").data)
    assert in_order(
        text,
        "Commissioning plan for disabled children", "2026 to 2031", "DRAFT", "12 of 20 parts",
        "Contents", "1.2 Population", "4.5 What we know", "1.1 What we know",
        "Not applicable: no such service is commissioned in Ynys Ŵyth", "1.3 Resources",
        "Not yet written", "4.5 What we know",
    )  # fmt: skip


def test_a_plan_without_its_empty_parts_leaves_them_out():
    whole = samples.plan()
    paper = PlanPaper(whole.house, whole.title, sections=whole.sections, show_empty=False)
    text = spoken(render([plan_part(paper, "en")]).data)
    assert "Not yet written" not in text
    assert "Resources of partners" not in text
    assert "Population not served elsewhere" in text


def test_agreed_minutes_say_so_and_leave_nothing_to_sign():
    text = spoken(made("agreed minutes").data)
    assert "Agreed as a correct record on 16 February 2027." in text
    assert "Draft" not in text


def test_lateness_is_counted_in_days_and_then_in_weeks():
    def status(days: int) -> str:
        action = ActionLine("1", "Act", status="Open", days_late=days)
        paper = MinutesPaper(House(), MeetingFacts("Review"), actions=(action,))
        return spoken(render([minutes_part(paper, "en")]).data)

    assert "Open" in status(0)
    assert "1 day late" in status(1)
    assert "13 days late" in status(13)
    assert "2 weeks late" in status(14)


def test_roles_say_what_each_text_is():
    roles = [path[-1] for path, _text in structure(made("minutes").data)]
    assert roles[0] == "H1"
    assert {"H1", "H2", "H3", "P", "Lbl", "LBody", "TH", "TD", "Link"} <= set(roles)
    paths = {path for path, _text in structure(made("minutes").data)}
    nested = ("Document", "L", "LI", "LBody", "L", "LI", "LBody", "L", "LI", "Lbl")
    assert nested in paths
    assert ("Document", "BlockQuote", "P") in paths


@pytest.mark.parametrize("kind", ["agenda", "minutes", "plan"])
def test_both_languages_make_a_welsh_part_and_then_an_english_one(kind):
    with pikepdf.open(io.BytesIO(made(kind, "both").data)) as pdf:
        parts = list(pdf.Root.StructTreeRoot.K[0].K)
        assert [str(part.S) for part in parts] == ["/Part", "/Part"]
        assert [str(part.Lang) for part in parts] == ["cy", "en-GB"]
        assert str(pdf.Root.Lang) == "cy"


def test_both_languages_write_dates_each_in_its_own():
    text = spoken(made("agenda", "both").data)
    assert in_order(text, "Dydd Mawrth 24 Tachwedd 2026", "Tuesday 24 November 2026")


def test_a_document_in_one_language_says_which():
    for language, code in (("en", "en-GB"), ("cy", "cy")):
        with pikepdf.open(io.BytesIO(made("plan", language).data)) as pdf:
            assert str(pdf.Root.Lang) == code


@pytest.mark.parametrize("languages", LANGUAGES)
def test_page_labels_equal_the_printed_numbers(languages):
    rendered = made("plan", languages)
    reader = pypdf.PdfReader(io.BytesIO(rendered.data))
    assert len(reader.pages) == rendered.pages > 5
    assert reader.page_labels == [str(number + 1) for number in range(rendered.pages)]
    words = [translator(language)("Page {page} of {total}") for language in ("cy", "en")]
    for label, each in zip(reader.page_labels, reader.pages, strict=True):
        printed = [form.format(page=label, total=rendered.pages) for form in words]
        assert any(form in each.extract_text() for form in printed)


def bookmarks(data: bytes) -> list[tuple[str, int]]:
    reader = pypdf.PdfReader(io.BytesIO(data))

    def flat(items):
        for item in items:
            yield from flat(item) if isinstance(item, list) else [item]

    return [(item.title, reader.get_destination_page_number(item)) for item in flat(reader.outline)]


def test_bookmarks_lead_to_the_pages_their_headings_are_on():
    data = made("plan").data
    found = bookmarks(data)
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert len(found) == 2 + 4 + 20
    for title, number in found:
        assert title in " ".join(pages[number].extract_text().split())


def test_contents_print_and_link_to_the_right_pages():
    data = made("plan").data
    places = dict(bookmarks(data))
    lines = [text for path, text in structure(data) if "TOCI" in path]
    printed = [" ".join(line.split()) for line in lines]
    expected = [
        word for title, place in places.items() if title[0].isdigit()
        for word in (title, str(place + 1))
    ]  # fmt: skip
    assert printed == expected
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {each.objgen: index for index, each in enumerate(pdf.pages)}
        links = list(pdf.pages[1].Annots)
        targets = [numbers[_destination(pdf, link.Dest)[0].objgen] for link in links]
    titled = [place for title, place in places.items() if title[0].isdigit()]
    assert targets == titled


def _destination(pdf, name):
    if isinstance(name, pikepdf.Array):
        return name
    return pdf.Root.Dests[str(name)]


def test_header_and_footer_carry_the_house_and_the_marking():
    text = pypdf.PdfReader(io.BytesIO(made("minutes").data)).pages[1].extract_text()
    assert "Example County Council" in text
    assert "Children’s commissioning" in text
    assert "Contract review C-0147 · 24 November 2026 · Official · Draft" in text
    assert "Draft" not in text_of(made("agenda").data)


def test_the_title_is_shown_and_names_the_document():
    with pikepdf.open(io.BytesIO(made("agenda").data)) as pdf:
        assert str(pdf.docinfo.Title) == "Agenda: Contract review: Tŷ Ŵyn short breaks (C-0147)"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_the_header_of_a_long_table_is_repeated_but_read_once():
    lines = tuple(AgendaLine(str(n), f"Item about w{n}x") for n in range(1, 201))
    paper = AgendaPaper(House(), MeetingFacts("Long"), lines=lines, next_meeting=date(2027, 1, 5))
    rendered = render([agenda_part(paper, "en")])
    reader = pypdf.PdfReader(io.BytesIO(rendered.data))
    assert rendered.pages > 5
    assert all("Item" in each.extract_text().split() for each in reader.pages)
    assert in_order(spoken(rendered.data), *(f"w{n}x" for n in range(1, 201)))
    assert [path for path, text in structure(rendered.data) if text.strip() == "Item"] == [
        ("Document", "Table", "TR", "TH")
    ]


def test_a_colour_that_is_none_does_not_stop_a_document():
    house = House(accent="red; drop table")
    paper = AgendaPaper(house, MeetingFacts("Review"))
    assert problems(render([agenda_part(paper, "en")]).data) == []


def test_writing_returns_the_page_count(tmp_path):
    for write, paper in (
        (write_agenda, samples.agenda()),
        (write_minutes, samples.minutes()),
        (write_plan, samples.plan()),
    ):
        target = tmp_path / f"{write.__name__}.pdf"
        count = write({"en": paper, "cy": paper}, target)
        assert count == len(pypdf.PdfReader(target).pages)
    assert {path.suffix for path in tmp_path.iterdir()} == {".pdf"}


def test_a_long_number_is_not_broken_over_lines():
    lines = (AgendaLine("10", "Ten"), AgendaLine("10.12", "Ten, twelve", lead="Chair"))
    paper = AgendaPaper(House(), MeetingFacts("Review"), lines=lines)
    text = text_of(render([agenda_part(paper, "en")]).data)
    assert "10.12" in text


def test_a_table_wider_than_a_page_is_printed_in_pieces_that_name_their_rows(tmp_path):
    years = tuple(str(year) for year in range(2022, 2053))
    rows = PlanTableRows(
        "Need indicators", ("Indicator", *years, "Source"),
        (("Children who wait", *(str(n) for n in range(31)), "Records"),),
        (False, *(True for _year in years), False),
    )  # fmt: skip
    part = PlanPart("1.1", "Figures", tables=(rows,))
    paper = replace(samples.plan(), sections=(PlanSection("1", "Needs", (part,)),))
    target = tmp_path / "plan.pdf"
    write_plan({"en": paper}, target)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert " ".join(text.split()).count("Children who wait") == 3
    assert all(year in text for year in (*years, "Source"))
