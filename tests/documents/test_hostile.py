"""Nothing a person types or pastes breaks a document, or gets out of its place in one."""

import dataclasses
import io

import document_samples as samples
import pikepdf
import pytest
from document_readers import problems, spoken

from commission_desk.documents.build import agenda_part, minutes_part, plan_part
from commission_desk.documents.layout import render
from commission_desk.domain.papers import (
    ActionLine,
    AgendaLine,
    AgendaPaper,
    House,
    MeetingFacts,
    MinuteEntry,
    MinuteLine,
    MinutesPaper,
    PlanPaper,
    PlanPart,
    PlanSection,
)
from commission_desk.domain.richtext import KINDS, Block, RichText, Run

TEXTS = {
    "bold": "<b>bold</b>",
    "picture": '<img src="/etc/hostname"/><img src="http://example.org/x.png">',
    "unclosed": "<para><b><i><font color=nocolour><a href='#nowhere'>",
    "entities": "&amp; &#0; &nosuch; &lt;b&gt; ]]> <!-- <?xml",
    "controls": "".join(map(chr, range(32))) + "\x7f\x80\x9f\u202e\u2028\ufeff\ud800",
    "emoji": "👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ✅ 漢字 عربى",
    "template": "{0} {nothing} {date!r} %s %(x)s {",
    "operators": ") Tj ET EMC BT (late \n%late 0\n%late 99 \\",
    "blank": " \t\n\u00a0 ",
    "long word": "w" * 20_000,
    "ten thousand words": "word " * 10_000,
    "lines": "line\n" * 300,
}


def everywhere(text: str):
    """Papers that say one text wherever a text can be said."""
    house = House(text, text, text, text)
    facts = MeetingFacts(text, text, place=text, provider=text, quorum=text)
    runs = (Run(text), Run(text, bold=True, italic=True), Run(text, link=text))
    blocks = [
        Block(kind, runs, level)
        for kind, level in zip(KINDS, (0, 0, 0, 7, -3, 0), strict=True) if kind != "table"
    ]  # fmt: skip
    rich = RichText((*blocks, Block("table", rows=((runs, ()), (runs, runs, runs)))))
    kinds = ("decision", "action", "risk")
    entries = tuple(MinuteEntry(kind, text, text, text, text) for kind in kinds)
    parts = (PlanPart(text, text, rich), PlanPart("", text, not_applicable=True, reason=text))
    yield agenda_part(
        AgendaPaper(house, facts, (text,), (AgendaLine(text, text, text, text, "", text),)), "en"
    )
    yield minutes_part(
        MinutesPaper(
            house, facts, (text,), lines=(MinuteLine(text, text, rich, entries),),
            actions=(ActionLine(text, text, text, status=text, days_late=3),),
        ),
        "en",
    )  # fmt: skip
    yield plan_part(
        PlanPaper(house, text, text, text, text, (text,), text,
                  sections=(PlanSection(text, text, parts),)),
        "en",
    )  # fmt: skip


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if len(text) < 1000])
def test_any_text_anywhere_makes_a_sound_document(name):
    for part in everywhere(TEXTS[name]):
        rendered = render([part])
        assert problems(rendered.data) == []
        assert rendered.strays == ()


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if len(text) >= 1000])
def test_a_text_of_any_length_fits(name):
    long = TEXTS[name]
    item = AgendaLine("1", long, long, "Chair", "decision", "Enc 1")
    entry = MinuteEntry("decision", "1.1", long)
    rich = RichText((Block(runs=(Run(long),)), Block("quote", (Run(long),))))
    lines = (MinuteLine("1", "Item", rich, (entry,)),)
    house, facts = House(), MeetingFacts("Review")
    for part in (
        agenda_part(AgendaPaper(house, facts, lines=(item, *samples.LINES)), "en"),
        minutes_part(MinutesPaper(house, facts, lines=lines), "en"),
    ):
        rendered = render([part])
        assert problems(rendered.data) == []
        assert rendered.strays == ()


def test_markup_is_printed_as_it_was_typed():
    text = "<b>bold</b> &amp; <img src='x'> {date}"
    for part in everywhere(text):
        assert text in spoken(render([part]).data)


def test_only_safe_links_reach_the_file():
    runs = (
        Run("bad", link="javascript:alert(1)"),
        Run("worse", link="file:///etc/passwd"),
        Run("good", link="https://example.org/?a=1&b=(2)"),
    )
    notes = RichText((Block(runs=runs),))
    paper = MinutesPaper(House(), MeetingFacts("Review"), lines=(MinuteLine("1", "Item", notes),))
    with pikepdf.open(io.BytesIO(render([minutes_part(paper, "en")]).data)) as pdf:
        links = [str(note.A.URI) for each in pdf.pages for note in each.get("/Annots", [])]
    assert links == ["https://example.org/?a=1&b=(2)"]


def table_of(rows: int, columns: int, cell: str) -> RichText:
    row = tuple((Run(cell.format(place)),) for place in range(columns))
    return RichText((Block("table", rows=(row,) * rows),))


def minuted(notes: RichText):
    paper = MinutesPaper(House(), MeetingFacts("Review"), lines=(MinuteLine("1", "Item", notes),))
    return render([minutes_part(paper, "en")])


def test_a_cell_taller_than_a_page_goes_on_over_pages():
    words = " ".join(f"w{n}x" for n in range(3000))
    head, row = ((Run("Measure"),), (Run("Finding"),)), ((Run("Waits"),), (Run(words),))
    rendered = minuted(RichText((Block("table", rows=(head, row, row)),)))
    assert rendered.pages > 4
    assert problems(rendered.data) == []
    assert spoken(rendered.data).count(words) == 2


def test_a_table_with_a_head_taller_than_a_page_is_still_printed():
    words = " ".join(f"w{n}x" for n in range(3000))
    row = ((Run(words),), (Run("x"),))
    rendered = minuted(RichText((Block("table", rows=(row, row)),)))
    assert problems(rendered.data) == []
    assert spoken(rendered.data).count(words) == 2


def test_a_table_too_wide_for_the_page_goes_on_in_another():
    rendered = minuted(table_of(3, 40, "c{}x"))
    assert problems(rendered.data) == []
    text = spoken(rendered.data)
    assert all(f"c{place}x" in text for place in range(40))


def test_two_hundred_items_fit():
    lines = tuple(dataclasses.replace(line, number=str(n)) for n, line in enumerate(
        samples.LINES * 25))  # fmt: skip
    paper = AgendaPaper(samples.HOUSE, samples.FACTS, samples.PEOPLE, lines)
    assert len(lines) == 200
    assert problems(render([agenda_part(paper, "en")]).data) == []


def test_a_plan_of_a_thousand_empty_sections_is_printed():
    sections = tuple(PlanSection(str(n), f"Section w{n}x") for n in range(1000))
    rendered = render([plan_part(PlanPaper(House(), "Plan", sections=sections), "en")])
    assert rendered.pages > 40
