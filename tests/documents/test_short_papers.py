"""The short papers of a plan: on one page, in plain words, and its outline to fill in."""

import dataclasses
import io
from datetime import date

import document_samples as samples
import pdfplumber
import pypdf
import pytest
from document_readers import problems, spoken, structure
from docx import Document
from test_hostile import TEXTS
from test_word import test_every_part_is_well_formed_and_its_elements_stand_in_their_order as stands

from commission_desk.documents.build import decision_part, form_part, plain_part
from commission_desk.documents.layout import Rendered, render
from commission_desk.documents.word.form import form_file
from commission_desk.documents.word.plain import plain_file
from commission_desk.domain.papers import House, PlanPaper
from commission_desk.domain.richtext import RichText, from_plain
from commission_desk.domain.short_papers import (
    DecisionBlock,
    DecisionLine,
    DecisionPaper,
    FormPaper,
    FormPart,
    FormSection,
    PlainBlock,
    PlainPaper,
)

HEAD = dataclasses.replace(samples.plan(), sections=(), lead="Commissioning officer")
LANGUAGES = ("en", "cy")
SMALLEST = 14  # points, of a plain summary


def decision(lines: int = 3, words: str = "Waits", part: str = "5.1", **more) -> DecisionPaper:
    blocks = tuple(
        DecisionBlock(
            f"Block {n}",
            tuple(DecisionLine(f"{words} {n}.{line}", words) for line in range(lines)),
            (words,), "Nothing is recorded yet.", part,
        )
        for n in range(4)
    )  # fmt: skip
    return DecisionPaper(HEAD, (("3", "Gaps"), ("£1", "A year")), (words, words), blocks, **more)


def plain(text: str = "Words.", items: int = 2, **more) -> PlainPaper:
    lines = tuple(DecisionLine(text, text) for _n in range(items))
    blocks = (
        PlainBlock("What this plan is for", (text, "Telephone or email:"), text=from_plain(text)),
        PlainBlock("What will start", (), lines),
    )
    head = dataclasses.replace(HEAD, **more)
    return PlainPaper(head, "A plain guide", "Not finished.", blocks, "Words", ((text, text),))


def form(text: str = "Help.", house: House = samples.HOUSE) -> FormPaper:
    part = FormPart("1.1", text, text, (text, "Second"), text)
    sections = (FormSection("1", text, (part, part)), FormSection("2", "More", (part,)))
    return FormPaper(house, text, text, date(2026, 11, 22), (part,), sections)


def sound(rendered: Rendered) -> Rendered:
    assert problems(rendered.data) == []
    assert rendered.strays == ()
    return rendered


def words_of(file: bytes) -> str:
    made = Document(io.BytesIO(file))
    return "\n".join(paragraph.text for paragraph in made.paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("lines", "words"), [
    (0, ""), (1, "A"), (12, "Some words about it"), (60, "word " * 400), (60, "w" * 100_000),
])  # fmt: skip
def test_a_decision_summary_is_one_page_whatever_the_plan_holds(language, lines, words):
    rendered = sound(render([decision_part(decision(lines, words), language)]))
    assert rendered.pages == 1
    assert len(pypdf.PdfReader(io.BytesIO(rendered.data)).pages) == 1


@pytest.mark.parametrize("name", TEXTS)
def test_any_text_in_a_decision_summary_stays_on_its_page(name):
    text = TEXTS[name]
    head = PlanPaper(House(text, text, text, text), text, text, text, text, (text,), text)
    blocks = (DecisionBlock(text, (DecisionLine(text, text),) * 20, (text,), text, ""),) * 4
    short = DecisionBlock("Block", blocks[0].lines, (text, text), text, "")
    paper = DecisionPaper(head, (("1", "Gaps"),), (text, text), (short,) * 4)
    assert sound(render([decision_part(paper, "en")])).pages == 1


def test_what_does_not_fit_is_counted_and_every_kind_of_evidence_has_a_line():
    text = spoken(render([decision_part(decision(60, "word " * 40), "en")]).data)
    assert text.count("more in part 5.1") == 4
    assert all(f"Block {n}" in text for n in range(4))
    nowhere = spoken(render([decision_part(decision(60, "word " * 40, part=""), "en")]).data)
    assert nowhere.count("more in the plan") == 4
    few = spoken(render([decision_part(decision(2), "en")]).data)
    assert "more" not in few


def test_a_decision_summary_without_evidence_says_what_is_missing_and_its_marking():
    text = spoken(render([decision_part(decision(0), "en")]).data)
    assert text.count("Nothing is recorded yet.") == 4
    assert "DRAFT" in text
    approved = dataclasses.replace(
        decision(), plan=dataclasses.replace(HEAD, draft=False, approved="By the board")
    )
    assert "APPROVED" in spoken(render([decision_part(approved, "en")]).data)


def test_a_decision_summary_is_read_block_by_block():
    rendered = render([decision_part(decision(), "en")])
    text = spoken(rendered.data)
    places = [text.index(f"Block {n}") for n in range(4)]
    assert places == sorted(places)
    assert text.index("Waits 1.2") < text.index("Block 2")
    roles = {path[-1] for path, _text in structure(rendered.data)}
    assert {"H1", "H2", "LBody", "Lbl", "P"} <= roles


@pytest.mark.parametrize("languages", [("en",), ("cy",), ("cy", "en")])
def test_the_papers_are_tagged_in_both_languages(languages):
    sound(render([plain_part(plain(), each) for each in languages]))
    sound(render([form_part(form(), each) for each in languages]))
    both = sound(render([decision_part(decision(), each) for each in languages]))
    assert both.pages == len(languages)


def test_a_plain_summary_has_large_letters_and_short_lines():
    data = render([plain_part(plain("Words that go on for a while. " * 30), "en")]).data
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            body = [c for c in page.chars if 80 < c["top"] < 780 and c["text"].strip()]
            assert min(char["size"] for char in body) >= SMALLEST - 0.01
            assert max(char["x1"] for char in body) < 500


@pytest.mark.parametrize("name", TEXTS)
def test_any_text_anywhere_makes_sound_short_papers(name):
    text = TEXTS[name]
    sound(render([plain_part(plain(text, title=text, lead=text, care_group=text), "en")]))
    if len(text) < 1000:
        sound(render([form_part(form(text, House(text, text, text, text)), "en")]))
        assert form_file(form(text), "en")
    assert plain_file(plain(text, title=text), "cy")


def test_a_hundred_thousand_characters_are_cut_to_what_a_guide_can_say():
    rendered = sound(render([plain_part(_without_own_words("w" * 100_000), "en")]))
    assert rendered.pages < 12


def _without_own_words(text: str) -> PlainPaper:
    made = plain(text)
    blocks = tuple(dataclasses.replace(each, text=RichText()) for each in made.blocks)
    return dataclasses.replace(made, blocks=blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plain_summary_in_word_has_real_headings_lists_and_large_letters(language):
    made = Document(io.BytesIO(plain_file(plain(), language)))
    styles = [paragraph.style.style_id for paragraph in made.paragraphs]
    assert styles[0] == "DeskName"
    assert {"Heading1", "ListBullet", "DeskStands"} <= set(styles)
    assert made.styles["Normal"].font.size is None
    sizes = [style.font.size.pt for style in made.styles if style.type == 1 and style.font.size]
    body = made.styles["List Bullet"].font.size.pt
    assert body >= SMALLEST
    assert min(sizes) >= 9
    words = words_of(plain_file(plain(), language))
    assert "Telephone or email: ____" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outline_in_word_has_boxes_to_tick_and_a_place_to_type_for_every_prompt(language):
    file = form_file(form(), language)
    words = words_of(file)
    assert words.count("\u2610\u2002Help.") == 4
    made = Document(io.BytesIO(file))
    controls = made.element.body.findall(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}sdt"
    )
    assert len(controls) == 4
    titles = [p.text for p in made.paragraphs if p.style.style_id == "Heading2"]
    assert titles == ["1.1\u2002Help."] * 4
    assert form_file(form(), language) == file


def test_an_outline_on_paper_has_lines_for_every_prompt_and_is_read_in_order():
    rendered = sound(render([form_part(form(), "en")]))
    text = spoken(rendered.data)
    assert text.count("Where to look") == 4
    assert text.index("Before you write") < text.index("1 Help.")
    with pdfplumber.open(io.BytesIO(rendered.data)) as pdf:
        lines = sum(
            round(line["width"]) == 490 and line["top"] > 90
            for page in pdf.pages for line in page.lines
        )  # fmt: skip
    assert lines >= 3 + 3 * 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_file_is_well_formed(language):
    stands(plain_file(plain("Words", 3), language))
    stands(form_file(form(), language))
