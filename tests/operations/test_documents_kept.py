"""The files of a document: the one it has, and those it had before."""

from datetime import date

from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.documents_kept import (
    FileRead,
    add_document,
    file_of,
    file_versions,
    replace_file,
)
from commission_desk.store.desk import Desk

TODAY = date(2026, 11, 22)


def test_an_earlier_file_opens_under_the_name_it_had(desk: Desk):
    home = desk.do(add_agreement, "Short breaks")
    record = desk.do(add_document, home, "Terms", TODAY, FileRead("first.txt", b"one"))
    desk.do(replace_file, record, FileRead("second.pdf", b"%PDF two"), TODAY)
    new, old = desk.ask(file_versions, record)
    assert desk.ask(file_of, record, old.fingerprint) == FileRead("first.txt", b"one")
    for fingerprint in ("", new.fingerprint):
        assert desk.ask(file_of, record, fingerprint).name == "second.pdf"
