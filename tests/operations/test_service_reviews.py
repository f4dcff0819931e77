"""Service reviews and the forward plan; documents that are refused."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from commission_desk.domain.errors import UserError
from commission_desk.domain.filekinds import runs, safe_name
from commission_desk.domain.terms import add_months
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.documents_kept import (
    FileRead,
    add_document,
    add_documents,
    documents,
    edit_document,
    read_file,
    replace_file,
)
from commission_desk.operations.finding import SERVICE_REVIEWS, search
from commission_desk.operations.forward_plan import forward_plan
from commission_desk.operations.records import remove
from commission_desk.operations.service_reviews import (
    add_service_review,
    cover_agreements,
    edit_element,
    edit_service_review,
    service_review,
    service_reviews,
    uncover_agreement,
)
from commission_desk.operations.titles import home_of
from commission_desk.store.desk import Desk
from commission_desk.store.search import SearchIndex

TODAY = date.today()  # noqa: DTZ011 - the person's own day


@pytest.fixture
def home(desk: Desk) -> str:
    return desk.do(
        add_agreement, "Short breaks", "Tidewater", starts=TODAY - timedelta(500),
        ends=TODAY + timedelta(200), options=(12,),
    )  # fmt: skip


def test_a_service_review_from_plan_to_outcome(desk: Desk, home: str):
    record = desk.do(add_service_review, "Short breaks from 2028", [home], lead="Head")
    desk.do(edit_element, record, "consultation", status="done", notes="Parents asked")
    found = desk.ask(service_review, record)
    assert (found.settled, len(found.elements), found.first_end) == (1, 6, found.agreements[0].end)
    with pytest.raises(UserError, match="decided"):
        desk.do(edit_service_review, record, status="decided")
    desk.do(edit_service_review, record, outcome="Buy again", decided_on=TODAY, status="decided")
    assert desk.ask(service_review, record).ended
    desk.do(uncover_agreement, record, home)
    assert desk.ask(service_review, record).agreements == ()
    desk.undo()
    assert [row.id for row in desk.ask(service_review, record).agreements] == [home]
    desk.do(remove, "service_review", record)
    assert desk.ask(service_reviews) == ()
    desk.undo()
    assert desk.ask(service_review, record).elements[1].notes == "Parents asked"


def test_what_a_service_review_refuses(desk: Desk):
    with pytest.raises(UserError):
        desk.do(add_service_review, "  ")
    with pytest.raises(UserError):
        desk.do(add_service_review, "Late", starts=TODAY, ends=TODAY - timedelta(1))
    record = desk.do(add_service_review, "Good")
    with pytest.raises(UserError):
        desk.do(edit_element, record, "made-up", status="done")
    with pytest.raises(UserError):
        desk.do(cover_agreements, record, ["nothing"])


def test_the_forward_plan_shows_ends_without_a_review_until_they_are_picked(desk, home):
    record = desk.do(add_service_review, "Review", ends=TODAY + timedelta(50))
    desk.do(edit_element, record, "options", due=TODAY + timedelta(20))
    plan = desk.ask(forward_plan, TODAY)
    assert [line.kind for line in plan.lines] == ["element", "service-review", "decision", "end"]
    assert [line.agreement for line in plan.gaps] == [home]
    assert not plan.gaps[0].last  # an option is left
    assert desk.do(cover_agreements, record, [home, home]) == 1
    assert desk.ask(forward_plan, TODAY).gaps == ()
    desk.undo()
    assert len(desk.ask(forward_plan, TODAY).gaps) == 1
    desk.redo()
    desk.do(edit_service_review, record, status="stopped")
    assert len(desk.ask(forward_plan, TODAY).gaps) == 1
    assert desk.ask(forward_plan, TODAY, 1).until == add_months(TODAY, 1)
    months = desk.ask(forward_plan, TODAY).ends_by_month
    assert sum(count for _month, count in months) == 1


def test_a_service_review_is_found_and_leads_to_its_sight(desk: Desk, home: str, tmp_path: Path):
    record = desk.do(add_service_review, "Zanzibar respite")
    document = desk.do(add_document, home, "Timbuktu letter", TODAY, kept_at="Shelf 3")
    index = SearchIndex(tmp_path / "search.sqlite")
    (hit,) = desk.ask(search, index, "zanzibar")
    assert (hit.home_kind, hit.home, hit.part) == ("service_review", record, SERVICE_REVIEWS)
    (hit,) = desk.ask(search, index, "timbuktu")
    assert (hit.home_kind, hit.home, hit.part) == ("agreement", home, f"evidence {document}")
    assert desk.ask(home_of, "document", document) == ("agreement", home, f"evidence {document}")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("virus.EXE", b"x"), ("report.pdf.exe", b"x"), ("report.exe. ", b"x"), ("macro.xlsm", b"x"),
        ("report.pdf", b"MZ\x90"), ("script", b"#!/bin/sh\n"), ("page.html", b"<p>"),
        ("link.lnk", b"x"), ("run.desktop", b"x"), ("empty.pdf", b""),
        ("large.pdf", b"x" * 10_000_001),
    ],
)  # fmt: skip
def test_what_runs_is_empty_or_too_large_is_refused_in_one_sentence(desk, home, name, data):
    with pytest.raises(UserError):
        desk.do(add_document, home, "", TODAY, FileRead(name, data))
    assert desk.ask(documents, home) == ()


def test_all_files_together_have_a_limit(desk: Desk, home: str):
    files = tuple(FileRead(f"{n}.pdf", bytes([n]) * 9_999_000) for n in range(10))
    desk.do(add_documents, home, files, TODAY)
    with pytest.raises(UserError, match="100"):
        desk.do(add_document, home, "", TODAY, FileRead("more.pdf", b"z" * 9_999_000))
    desk.do(add_document, home, "", TODAY, FileRead("same.pdf", files[0].data))  # is here already
    assert len(desk.ask(documents, home)) == 11


def test_reading_a_file_to_keep(tmp_path: Path, desk: Desk, home: str):
    path = tmp_path / "Signed agreement.pdf"
    path.write_bytes(b"%PDF")
    read = read_file(path)
    record = desk.do(add_document, home, "", TODAY, read)
    (found,) = desk.ask(documents, home)
    assert (found.title, found.file_name, found.size) == ("Signed agreement", path.name, 4)
    desk.do(edit_document, record, kind="agreement", dated=TODAY)
    desk.do(replace_file, record, FileRead("new.pdf", b"%PDF2"), TODAY)
    desk.do(remove, "document", record)
    desk.undo()
    assert desk.ask(documents, home)[0].file_name == "new.pdf"
    for wrong in (tmp_path, tmp_path / "none.pdf"):
        with pytest.raises(UserError):
            read_file(wrong)
    with pytest.raises(UserError):
        desk.do(add_document, home, "Nowhere", TODAY)


def test_names_of_files_are_made_safe():
    assert safe_name("../../etc/passwd.pdf") == "passwd.pdf"
    assert safe_name("C:\\Users\\x\\a<b>:c.pdf") == "c.pdf" or "<" not in safe_name("a<b>.pdf")
    assert safe_name("invoice\u202efdp.exe") == "invoice fdp.exe"
    assert safe_name("con.pdf").startswith("document")
    assert safe_name("...") == "document"
    assert len(safe_name("a" * 300 + ".pdf")) <= 100
    assert safe_name("a" * 300 + ".pdf").endswith(".pdf")
    assert runs("a.PS1", b"")
