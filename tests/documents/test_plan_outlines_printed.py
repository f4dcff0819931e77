"""A plan printed on each outline, in both languages, and read back with an independent reader."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest

from commission_desk.content.outlines import outline, outlines
from commission_desk.documents.build import write_plan
from commission_desk.documents.word.build import word_file
from commission_desk.domain.richtext import from_plain
from commission_desk.domain.word_marks import mark_of
from commission_desk.exchange.word.parts import WORD
from commission_desk.exchange.word.reading import parse_word
from commission_desk.operations.example import example_file
from commission_desk.operations.outline_drafts import draft
from commission_desk.operations.outline_editor import add_part, copy_outline, edit_section
from commission_desk.operations.outline_publishing import publish_outline
from commission_desk.operations.outlines import outline_in
from commission_desk.operations.plan_outlines import change_outline
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plan_words_back import word_places
from commission_desk.operations.plans import plans, write_answer
from commission_desk.store.desk import Desk

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = example_file(tmp_path_factory.mktemp("profile"), "Commissioning officer")
    yield opened.desk
    opened.desk.close()


@pytest.mark.parametrize("key", [each.key for each in outlines()])
def test_a_plan_is_printed_on_its_outline_in_both_languages(desk: Desk, tmp_path: Path, key: str):
    (row,) = desk.ask(plans)
    if row.outline_id != key:
        desk.do(change_outline, row.id, key)
    texts = {}
    for language in ("en", "cy"):
        target = tmp_path / f"{key}-{language}.pdf"
        paper = desk.ask(plan_paper, row.id, language, TODAY)
        pages = write_plan({language: paper}, target)
        read = pypdf.PdfReader(target)
        assert len(read.pages) == pages
        texts[language] = " ".join(page.extract_text() for page in read.pages).replace("\n", " ")
        for section in outline(key).sections:
            title = section.title.text(language)
            assert title in texts[language], title
    tables = ("Families coping better", "Families") if key == "jersey-delivery-plan" else ()
    assert all(words in texts["en"] for words in tables[1:])
    if key == "staffordshire-strategy":
        assert "From objective to commissioning" in texts["en"]
        assert "What follows for commissioning" in texts["en"]
        assert "Yr hyn sy’n dilyn o ran comisiynu" in texts["cy"]


def test_a_plan_on_our_own_outline_is_printed_and_comes_back_from_word(desk: Desk, tmp_path: Path):
    (row,) = desk.ask(plans)
    own = desk.do(copy_outline, "wales-2010", "Ours <&>", "Ein hun <&>")
    section = desk.ask(draft, own).sections[0]
    desk.do(edit_section, section.id, title="R&D <b>first</b>")
    desk.do(add_part, section.id, "Ours & <i>theirs</i>\x0b\x00", "Ein rhai & <i>hwy</i>")
    key = desk.do(publish_outline, own, TODAY)
    desk.do(change_outline, row.id, key)
    part = next(each.id for each in desk.ask(outline_in, key).prompts if each.id.startswith("own."))
    desk.do(write_answer, row.id, part, from_plain("In our own words."))
    for language, title in (("en", "Ours & <i>theirs</i>"), ("cy", "Ein rhai & <i>hwy</i>")):
        paper = desk.ask(plan_paper, row.id, language, TODAY)
        target = tmp_path / f"own-{language}.pdf"
        write_plan({language: paper}, target)
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
        assert title in text.replace("\n", " ")
        word = tmp_path / f"own-{language}.docx"
        word.write_bytes(word_file(paper, language))
        back = parse_word(word, WORD, row.id, desk.ask(word_places, row.id))
        assert back.texts[mark_of(part)].plain == "In our own words."
    found = desk.ask(plan_paper, row.id, "en", TODAY)
    assert found.sections[0].title == "R&D <b>first</b>"
