"""A plan printed on each outline, in both languages, and read back with an independent reader."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdf
import pytest

from commission_desk.content.outlines import outline, outlines
from commission_desk.documents.build import write_plan
from commission_desk.operations.example import example_file
from commission_desk.operations.plan_outlines import change_outline
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plans import plans
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
