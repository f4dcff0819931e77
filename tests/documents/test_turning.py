"""Tables too wide for an upright page stand on pages on their side, in print as in Word."""

import dataclasses
import io

import document_samples as samples
import pikepdf
import pypdf
import pytest
from document_readers import problems, spoken, structure
from docx import Document

from commission_desk.documents.build import plan_part
from commission_desk.documents.columns import lies_on_its_side
from commission_desk.documents.layout import render
from commission_desk.documents.word.build import word_file
from commission_desk.domain.papers import PlanPaper, PlanPart, PlanSection, PlanTableRows
from commission_desk.domain.richtext import Block, RichText, Run, from_plain

NARROW = PlanTableRows("Objectives", ("Objective", "By"), (("Shorter waits", "2027"),),
                       (False, True))  # fmt: skip


def part(number: str, *tables: PlanTableRows, text: str = "", changed: str = "") -> PlanPart:
    said = from_plain(text) if text else RichText()
    return PlanPart(number, f"Part {number}", said, tables=tables, changed=changed)


def plan(*sections: tuple[PlanPart, ...]) -> PlanPaper:
    return PlanPaper(samples.HOUSE, "Plan", sections=tuple(
        PlanSection(str(n), f"Section {n}", parts) for n, parts in enumerate(sections, start=1)
    ))  # fmt: skip


def printed(paper: PlanPaper, *languages: str):
    return render([plan_part(paper, language) for language in languages or ("en",)])


def turns(data: bytes) -> str:
    """How each page lies: "u" upright, "s" on its side; none is turned by its viewer."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = []
        for page in pdf.pages:
            assert int(page.get("/Rotate", 0)) == 0
            _x, _y, width, height = (float(side) for side in page.mediabox)
            assert {round(width), round(height)} == {595, 842}
            sizes.append("s" if width > height else "u")
    return "".join(sizes)


def page_texts(data: bytes) -> list[str]:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_the_rule_counts_columns_and_measures_words():
    assert not lies_on_its_side([["Only one column " * 90]])
    assert not lies_on_its_side([["a"] * 7])
    assert lies_on_its_side([["a"] * 8])
    assert lies_on_its_side([["Gweithgareddau-cymunedol"] * 6])
    assert not lies_on_its_side([])


def test_a_wide_table_stands_on_its_side_with_its_parts_name_and_what_follows_is_upright():
    rendered = printed(plan((part("1.1", samples.figures(), text="Words. " * 9), part("1.2"))))
    assert turns(rendered.data) == "uuusu"
    texts = page_texts(rendered.data)
    assert "1.1 Part 1.1 Need indicators" in texts[3]
    assert "projected" in texts[3]
    assert "Page 4 of 5" in texts[3]
    assert "1.2 Part 1.2" in texts[4]
    assert problems(rendered.data) == []
    assert rendered.strays == ()


def test_a_part_that_is_only_its_table_keeps_its_headings_with_it():
    rendered = printed(
        plan((part("1.1", samples.figures(), changed="Changed since version 1"),)), "en"
    )
    assert turns(rendered.data) == "uus"
    last = page_texts(rendered.data)[-1]
    assert "1 Section 1 1.1 Part 1.1 Changed since version 1 Need indicators" in last
    assert problems(rendered.data) == []


def test_wide_tables_one_after_another_share_pages_and_narrow_ones_stay_upright():
    wide = samples.figures(2)
    rendered = printed(plan((part("1.1", wide), part("1.2", wide), part("1.3", NARROW, wide))))
    assert turns(rendered.data) == "uussus"
    texts = page_texts(rendered.data)
    where = [turns(rendered.data)[n] for n, text in enumerate(texts) if "Shorter waits" in text]
    assert where == ["u"]


def test_contents_and_bookmarks_lead_to_the_turned_pages():
    rendered = printed(plan((part("1.1", samples.figures()), part("1.2", text="Words."))))
    reader = pypdf.PdfReader(io.BytesIO(rendered.data))
    pages = {
        entry.title: reader.get_destination_page_number(entry)
        for entry in _flat(reader.outline)
    }  # fmt: skip
    assert pages["1.1 Part 1.1"] == 2
    assert pages["1.2 Part 1.2"] == 3
    contents = page_texts(rendered.data)[1]
    assert "1.1 Part 1.1 3" in contents
    assert "1.2 Part 1.2 4" in contents


def _flat(outline) -> list:
    return [e for each in outline for e in (_flat(each) if isinstance(each, list) else [each])]


def test_heads_repeat_on_every_turned_page_and_are_read_once():
    rendered = printed(plan((part("1.1", samples.figures(60)),)))
    assert turns(rendered.data).startswith("uusss")
    turned = [text for text in page_texts(rendered.data) if "district" in text]
    assert len(turned) >= 2
    assert all("Indicator Unit" in text for text in turned)
    heads = [text for roles, text in structure(rendered.data) if roles[-1] == "TH"]
    assert heads.count("Indicator") == 1
    assert problems(rendered.data) == []


def test_a_row_taller_than_a_turned_page_goes_on_and_leaves_no_page_blank():
    years = tuple(str(year) for year in range(2020, 2028))
    rows = (("Short", *years), ("Tall " * 700, *("1" for _ in years)))
    wide = PlanTableRows("Tall", ("Name", *years), rows, (False,) * 9)
    rendered = printed(plan((part("1.1", wide),)))
    assert all(len(text) > 120 for text in page_texts(rendered.data)[2:])
    assert spoken(rendered.data).count("Tall ") >= 700
    assert problems(rendered.data) == []


@pytest.mark.parametrize("languages", [("cy",), ("cy", "en")])
def test_both_languages_turn_and_each_begins_upright(languages):
    rendered = printed(plan((part("1.1", samples.figures()),)), *languages)
    assert turns(rendered.data) == "uus" * len(languages)
    assert problems(rendered.data) == []


def test_word_turns_the_same_tables():
    wide = plan((part("1.1", samples.figures()), part("1.2", NARROW)))
    sections = Document(io.BytesIO(word_file(wide, "en"))).sections
    assert [each.orientation for each in sections] == [0, 1, 0]
    assert turns(printed(wide).data) == "uusu"


def test_a_chart_never_parts_from_its_heading():
    wide = samples.figures(4)
    several = dataclasses.replace(wide, charts=wide.charts * 5)
    for text in page_texts(printed(plan((part("1.1", several),))).data)[2:]:
        assert text.count("projected") == text.count("Children in Ynys Ŵyth") - text.count(
            "Children in Ynys Ŵyth who"
        )


def test_a_wide_table_within_a_text_is_turned_and_the_text_goes_on_upright():
    cells = tuple((Run(f"Column {n}"),) for n in range(10))
    text = RichText((
        Block(runs=(Run("Before it."),)), Block("table", rows=(cells, cells)),
        Block(runs=(Run("After it."),)),
    ))  # fmt: skip
    whole = PlanPart("1.1", "Money", text)
    rendered = printed(plan((whole,)))
    assert turns(rendered.data) == "uuusu"
    texts = page_texts(rendered.data)
    assert "1.1 Money Column 0" in texts[3]
    assert "Column 9" in texts[3]
    assert "After it." in texts[4]
    assert problems(rendered.data) == []
