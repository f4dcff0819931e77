"""The yearly review as a PDF: its questions, answers and figures, read back by other programs."""

import io
from dataclasses import replace
from datetime import date

import docx
import pypdf
import pytest
from document_readers import problems, spoken, structure

from commission_desk.documents.build import review_part, write_review
from commission_desk.documents.layout import render
from commission_desk.documents.word.review import review_word
from commission_desk.domain.papers import House, PlanTableRows
from commission_desk.domain.review_papers import ReviewFacts, ReviewLine, ReviewPaper

DAY = date(2027, 11, 22)
ACTIONS = PlanTableRows(
    "Actions of the plan", ("Action", "By", "Status"),
    (("Ring the forum", "20 Nov 2027", "Met"), ("Count <b>beds</b> & boards", "", "Late")),
    (False, False, False), notes=("Met: 1. Late: 1.",),
)  # fmt: skip
NEEDS = PlanTableRows("Need indicators", (), (), ())
PAPER = ReviewPaper(
    House("Example County Council", "Children’s commissioning", "Official"), "Carers", 2027,
    "Young carers", "2026–2030", "Version 1", date(2026, 11, 20), DAY, "Officers; carers’ forum",
    printed_on=DAY, purposes=("See how far it has come.", "Keep people willing."),
    lines=(
        ReviewLine("1", "What changed?", reason="Nothing bore on us",
                   facts=(ReviewFacts(NEEDS, "How needs change", "No need indicator."),)),
        ReviewLine("2", "What was met?", "More <i>sleep</i>.\n\nAnd less worry.",
                   facts=(ReviewFacts(ACTIONS, "The whole system"),)),
        ReviewLine("3", "What did we learn?"),
    ),
    changes=PlanTableRows("What is to change", ("What is to change", "Who", "By"),
                          (("More night care", "Lead", "31 Mar 2028"),), (False,) * 3),
    source="Welsh framework 2010",
)  # fmt: skip
FINISHED = replace(PAPER, draft=False, finished_on=DAY, followed="The next version was opened.")


@pytest.mark.parametrize("paper", [PAPER, FINISHED, ReviewPaper(House(), "", 0)])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_breaks_no_rule_of_accessible_pdf(paper, language):
    assert problems(render([review_part(paper, language)]).data) == []


def test_it_says_each_question_its_answer_and_its_figures_in_order():
    data = render([review_part(PAPER, "en")]).data
    said = " ".join(spoken(data).split())
    places = [
        said.index(words)
        for words in (
            "Yearly review 2027", "DRAFT", "20 November 2026 to 22 November 2027", "Version 1",
            "Officers; carers’ forum", "Keep people willing.", "What changed?",
            "Not applicable: Nothing bore on us", "No need indicator.", "What was met?",
            "More <i>sleep</i>.", "And less worry.", "Actions of the plan", "Ring the forum",
            "Count <b>beds</b> & boards", "Met: 1. Late: 1.", "What did we learn?",
            "Not yet written", "More night care", "counted, not named",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_headings_are_headings_and_tables_tables():
    found = structure(render([review_part(FINISHED, "en")]).data)
    roles = {path[1] for path, text in found if "What was met?" in text}
    assert roles == {"H2"}
    assert ("Document", "H3") in {path[:2] for path, text in found if "Actions of" in text}
    heads = {text.strip() for path, text in found if "TH" in path}
    assert {"Action", "Status", "Who"} <= heads


def test_a_finished_one_says_so_and_is_no_draft(tmp_path):
    target = tmp_path / "review.pdf"
    count = write_review({"en": FINISHED, "cy": FINISHED}, target)
    reader = pypdf.PdfReader(io.BytesIO(target.read_bytes()))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) == count
    assert "DRAFT" not in words
    assert "Finished" in words
    assert "The next version was opened." in words
    assert "Adolygiad blynyddol 2027" in words
    assert words.index("Adolygiad blynyddol") < words.index("Yearly review")


def test_as_word_it_has_real_headings_and_tables_and_says_what_is_missing():
    word = docx.Document(io.BytesIO(review_word(PAPER, "en")))
    headings = [p.text for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert any("What was met?" in words for words in headings)
    said = "\n".join(p.text for p in word.paragraphs)
    assert "And less worry." in said
    assert "Nothing bore on us" in said
    assert "No need indicator." in said
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert {"Ring the forum", "Count <b>beds</b> & boards", "More night care"} <= set(cells)
    assert review_word(FINISHED, "cy") == review_word(FINISHED, "cy")
