"""Papers printed without a window, read back with an independent reader."""

from datetime import date

import pypdf
import pytest
from docx import Document

from commission_desk.operations.plan_reviews import start_review
from commission_desk.store.opening import open_file


def words(path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_the_examples_papers_are_printed_into_a_folder(tmp_path, run):
    code, out, err = run("print-example", tmp_path / "out")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 3
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "agenda.pdf", "minutes.pdf", "plan.pdf",
    ]  # fmt: skip
    assert "Opportunities to improve or adapt" in words(tmp_path / "out" / "agenda.pdf")
    minutes = words(tmp_path / "out" / "minutes.pdf")
    assert "recovery plan replaces the financial remedy" in minutes.replace("\n", " ")
    assert "Around 740 children" in words(tmp_path / "out" / "plan.pdf")


@pytest.mark.parametrize(("language", "last"), [("en", "8.6 Action plan"), ("cy", "8.6 Cynllun")])
def test_the_contents_of_the_outline_fit_one_page(tmp_path, run, language, last):
    assert run("print-example", tmp_path, "--language", language)[0] == 0
    contents = pypdf.PdfReader(tmp_path / "plan.pdf").pages[1].extract_text()
    assert last in contents.replace("\n", " ")


def test_without_an_id_the_next_meeting_and_the_last_one_held_are_printed(file, tmp_path, run):
    assert run("print", file, "agenda", "-o", tmp_path / "agenda.pdf")[0] == 0
    assert "Short breaks for disabled children" in words(tmp_path / "agenda.pdf")
    assert run("print", file, "minutes", "-o", tmp_path / "minutes.pdf")[0] == 0
    assert "Outreach and family support" in words(tmp_path / "minutes.pdf")


def test_a_meeting_is_printed_by_its_id(file, tmp_path, run, answer):
    (board, *_others) = [
        row for row in answer("list", file, "meetings")["rows"] if row["kind"] == "board"
    ]
    assert run("print", file, "agenda", board["id"], "-o", tmp_path / "board.pdf")[0] == 0
    assert "Joint commissioning board" in words(tmp_path / "board.pdf")


@pytest.mark.parametrize(("language", "factor"), [("en", 1), ("cy", 1), ("both", 2)])
def test_a_document_is_printed_in_the_language_chosen(file, tmp_path, run, language, factor):
    run("print", file, "agenda", "-o", tmp_path / "en.pdf")
    target = tmp_path / "chosen.pdf"
    assert run("print", file, "agenda", "-o", target, "--language", language)[0] == 0
    assert len(pypdf.PdfReader(target).pages) >= factor * len(
        pypdf.PdfReader(tmp_path / "en.pdf").pages
    )
    assert ("Croeso" in words(target)) == (language != "en")


def test_nothing_to_print_is_one_sentence(tmp_path, run):
    run("new", tmp_path / "new.cdesk")
    for document in ("agenda", "minutes", "plan", "review"):
        code, out, err = run("print", tmp_path / "new.cdesk", document, "-o", tmp_path / "x.pdf")
        assert (code, out) == (1, "")
        assert "nothing to print" in err
    assert not (tmp_path / "x.pdf").exists()


def test_a_meeting_that_is_not_there_is_one_sentence(file, tmp_path, run):
    code, _out, err = run("print", file, "agenda", "nowhere", "-o", tmp_path / "x.pdf")
    assert code == 1
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(("language", "name"), [("en", "Decision summary"), ("cy", "Crynodeb ar")])
def test_a_decision_summary_is_one_page(file, tmp_path, run, language, name):
    target = tmp_path / "decision.pdf"
    assert run("print", file, "decision", "-o", target, "--language", language)[0] == 0
    assert len(pypdf.PdfReader(target).pages) == 1
    assert name in words(target)
    assert run("print", file, "decision", "-o", target, "--language", "both")[0] == 0
    assert len(pypdf.PdfReader(target).pages) == 2


@pytest.mark.parametrize(("document", "said"), [
    ("plain", "What this plan is for"), ("outline", "What a good answer covers"),
])  # fmt: skip
def test_a_plain_summary_and_an_outline_are_printed_and_written_for_word(
    file, tmp_path, run, document, said
):
    assert run("print", file, document, "-o", tmp_path / "out.pdf")[0] == 0
    assert said in words(tmp_path / "out.pdf")
    assert run("print", file, document, "-o", tmp_path / "out.docx")[0] == 0
    texts = [each.text for each in Document(tmp_path / "out.docx").paragraphs]
    assert said in texts


def test_an_outline_is_printed_by_its_id(file, tmp_path, run):
    target = tmp_path / "out.pdf"
    assert run("print", file, "outline", "jersey-delivery-plan", "-o", target)[0] == 0
    assert "Purpose and principles" in words(target)
    code, _out, err = run("print", file, "outline", "wales-2031", "-o", target)
    assert code == 1
    assert "wales-2031" in err
    assert len(err.splitlines()) == 1


def test_a_decision_summary_is_not_written_for_word(file, tmp_path, run):
    code, _out, err = run("print", file, "decision", "-o", tmp_path / "out.docx")
    assert code == 1
    assert "Only a plan, its review copy" in err


def test_a_yearly_review_is_printed(file, tmp_path, run, answer):
    (plan,) = answer("list", file, "plans")["rows"]
    opened = open_file(file, "Officer", tmp_path / "elsewhere")
    opened.desk.do(start_review, plan["id"], date(2027, 11, 22))
    opened.shared.publish()
    opened.desk.close()
    target = tmp_path / "review.pdf"
    assert run("print", file, "review", "-o", target)[0] == 0
    assert "Yearly review 2027" in words(target)
    assert "Actions of the plan" in words(target)
    assert run("print", file, "review", "-o", tmp_path / "review.docx")[0] == 0
    assert (tmp_path / "review.docx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("document", "language", "name"),
    [
        ("exceptions", "en", "Exception report"), ("exceptions", "cy", "Adroddiad eithriadau"),
        ("chase", "both", "Rhestr atgoffa"),
    ],
)  # fmt: skip
def test_the_newest_months_reports_are_printed(file, tmp_path, run, document, language, name):
    target = tmp_path / "month.pdf"
    assert run("print", file, document, "-o", target, "--language", language)[0] == 0
    assert name in " ".join(words(target).split())


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("register", "Register of agreements"), ("portfolio", "228"),
        ("spend", "a decimal place may have slipped"), ("timeline", "still running"),
        ("evidence", "Terms of"), ("concentration", "Example Health Board"),
        ("overlaps", "several providers"),
    ],
)  # fmt: skip
def test_a_report_is_printed_from_the_registers(file, tmp_path, run, document, said):
    target = tmp_path / "out.pdf"
    assert run("print", file, document, "-o", target)[0] == 0
    assert said in words(target).replace("\n", " ")


def test_an_agreement_is_printed_by_its_reference_on_two_pages(file, tmp_path, run):
    target = tmp_path / "one.pdf"
    assert run("print", file, "agreement", "C-0147", "-o", target, "--language", "both")[0] == 0
    assert len(pypdf.PdfReader(target).pages) == 4
    assert "Tidewater" in words(target)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("agreement",), "Name the agreement"), (("agreement", "C-9999"), "no agreement"),
        (("register", "C-0147"), "takes no id"), (("spend", "none"), "no longer on the desk"),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_said_in_a_sentence(file, tmp_path, run, asked, said):
    code, _out, err = run("print", file, *asked, "-o", tmp_path / "x.pdf")
    assert code == 1
    assert said in err
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("document", "record", "said"),
    [
        ("agreement-review", (), "families know whom to ring"),
        ("forward-plan", (), "Ends with no service review planned"),
        ("forward-plan", ("6",), "Short breaks and sitting services"),
    ],
)
def test_a_review_and_the_forward_plan_are_printed(file, tmp_path, run, document, record, said):
    code, _out, err = run("print", file, document, *record, "-o", tmp_path / "out.pdf")
    assert (code, err) == (0, "")
    assert said in words(tmp_path / "out.pdf").replace("\n", " ")
    both = run("print", file, document, *record, "-o", tmp_path / "2.pdf", "--language", "both")
    assert both[0] == 0
    assert "Adolyg" in words(tmp_path / "2.pdf")
