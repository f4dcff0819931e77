"""Files of documents: kept once, through history, undo, merging, files from strangers, erasing."""

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from desks import rows
from laptops import Laptop

from commission_desk.domain.errors import UserError
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.documents_kept import (
    FileRead,
    add_document,
    documents,
    edit_document,
    file_of,
    file_versions,
    replace_file,
)
from commission_desk.operations.erasing import erase_for_good, held_about
from commission_desk.operations.records import remove
from commission_desk.operations.thinning import thin_for_good
from commission_desk.store.as_at import look_at_moment
from commission_desk.store.foreign import copy_in
from commission_desk.store.sealed import seal
from commission_desk.store.wordsof import words_of

TODAY = date(2026, 11, 22)
ONE, TWO = FileRead("one.pdf", b"%PDF-1.4 one" * 50), FileRead("two.pdf", b"%PDF-1.4 two" * 50)


@pytest.fixture
def ann(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "Ann")


@pytest.fixture
def home(ann: Laptop) -> str:
    return ann.desk.do(add_agreement, "Short breaks")


def kept(laptop: Laptop) -> set[str]:
    return {row[0] for row in rows(laptop.desk.path, "SELECT id FROM blob")}


def name(file: FileRead) -> str:
    return hashlib.sha256(file.data).hexdigest()


def add(laptop: Laptop, home: str, file: FileRead = ONE, title: str = "Signed") -> str:
    return laptop.desk.do(add_document, home, title, TODAY, file)


def test_the_same_bytes_are_kept_once_and_the_history_knows_their_name_alone(ann, home):
    add(ann, home)
    add(ann, home, FileRead("copy.pdf", ONE.data), "Again")
    assert kept(ann) == {name(ONE)}
    ((largest,),) = rows(ann.desk.path, "SELECT max(length(value)) FROM change")
    assert largest < 600


def test_undo_and_redo_and_a_file_replaced(ann, home):
    record = add(ann, home)
    ann.desk.undo()
    assert ann.desk.ask(documents, home) == ()
    ann.desk.redo()
    assert ann.desk.ask(file_of, record) == ONE
    ann.desk.do(replace_file, record, TWO, TODAY)
    assert ann.desk.ask(file_of, record) == TWO
    versions = ann.desk.ask(file_versions, record)
    assert [each.file_name for each in versions] == ["two.pdf", "one.pdf"]
    assert ann.desk.ask(file_of, record, versions[1].fingerprint).data == ONE.data
    ann.desk.undo()
    assert ann.desk.ask(file_of, record) == ONE


def test_files_travel_with_a_merge_either_way_and_twice(ann, home):
    ben = ann.twin("Ben")
    mine = add(ann, home)
    theirs = add(ben, home, TWO, "Theirs")
    for _again in range(2):
        ann.merge(ben)
        ben.merge(ann)
    assert ann.knows() == ben.knows()
    assert kept(ann) == kept(ben) == {name(ONE), name(TWO)}
    for laptop in (ann, ben):
        assert laptop.desk.ask(file_of, mine) == ONE
        assert laptop.desk.ask(file_of, theirs) == TWO


def test_two_files_for_one_document_both_stay_until_one_is_chosen(ann, home):
    record = add(ann, home)
    ben = ann.twin("Ben")
    three = FileRead("three.pdf", b"%PDF-1.4 three")
    ann.desk.do(replace_file, record, TWO, TODAY)
    ben.desk.do(replace_file, record, three, TODAY)
    ann.merge(ben)
    assert kept(ann) == {name(ONE), name(TWO), name(three)}
    assert "fingerprint" in {each.field for each in ann.conflicts()}


def test_a_restored_and_an_earlier_desk_have_the_files(ann, home, tmp_path):
    record = add(ann, home)
    then = datetime.now(UTC).replace(tzinfo=None)
    ann.desk.do(replace_file, record, TWO, TODAY)
    past = look_at_moment(ann.desk.path, then)
    assert past.ask(file_of, record).data == ONE.data
    past.close()
    copy_in(ann.sealed(), tmp_path / "restored.sqlite")
    assert rows(tmp_path / "restored.sqlite", "SELECT * FROM blob ORDER BY id") == rows(
        ann.desk.path, "SELECT * FROM blob ORDER BY id"
    )


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE blob SET data = x'4d5a'",
        "UPDATE blob SET size = 1",
        "UPDATE blob SET data = 'a text'",
    ],
)
def test_a_strangers_file_with_other_bytes_than_it_says_is_refused(ann, home, tmp_path, harm):
    add(ann, home)
    path = tmp_path / "stranger.sqlite"
    path.write_bytes(ann.desk.path.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(harm)
        connection.commit()
    seal(path, tmp_path / "stranger.cdesk", None)
    with pytest.raises(UserError):
        copy_in(tmp_path / "stranger.cdesk", tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


def test_a_merge_with_other_bytes_than_it_says_changes_nothing(ann, home):
    ben = ann.twin("Ben")
    add(ben, home)
    with closing(sqlite3.connect(ben.desk.path)) as connection:
        connection.execute("UPDATE blob SET data = x'4d5a'")
        connection.commit()
    before = ann.knows()
    with pytest.raises(UserError):
        ann.merge(ben)
    assert ann.knows() == before
    assert kept(ann) == set()


def long_ago(laptop: Laptop, days: int) -> None:
    with closing(sqlite3.connect(laptop.desk.path)) as connection:
        connection.execute("UPDATE step SET taken_at = datetime(taken_at, ?)", (f"-{days} days",))
        connection.execute("UPDATE step SET taken_at = taken_at || '.000000'")
        connection.commit()


def test_thinning_lets_go_of_replaced_and_removed_files_alone(ann, home):
    stays = add(ann, home)
    gone = add(ann, home, TWO, "Removed")
    three = FileRead("three.pdf", b"%PDF-1.4 three")
    ann.desk.do(replace_file, stays, three, TODAY)
    ann.desk.do(remove, "document", gone)
    long_ago(ann, 400)
    ben = ann.twin("Ben")
    today = date.today()  # noqa: DTZ011 - the person's own day
    thinned = thin_for_good(ann.desk, today - timedelta(200), today)
    assert thinned.files == 2
    assert kept(ann) == {name(three)}
    assert [each.here for each in ann.desk.ask(file_versions, stays)] == [True, False]
    ben.merge(ann)
    ann.merge(ben)
    assert kept(ben) == kept(ann) == {name(three)}


def test_what_is_not_yet_thinned_keeps_its_files(ann, home):
    record = add(ann, home)
    ann.desk.do(replace_file, record, TWO, TODAY)
    today = date.today()  # noqa: DTZ011 - the person's own day
    with pytest.raises(UserError):
        thin_for_good(ann.desk, today - timedelta(200), today)
    assert kept(ann) == {name(ONE), name(TWO)}


def word_file(words: str) -> FileRead:
    packed = BytesIO()
    half = len(words) // 2
    said = f"<w:p><w:r>{words[:half]}</w:r><w:r>{words[half:]}</w:r></w:p>"
    with ZipFile(packed, "w") as file:
        file.writestr("word/document.xml", f"<w:document>{said}</w:document>")
    return FileRead("letter.docx", packed.getvalue())


@pytest.mark.parametrize(
    "file",
    [
        FileRead("note.txt", b"A letter from Aurelia Quixworth of that day"),
        FileRead("wide.txt", "Aurelia Quixworth".encode("utf-16")),
        FileRead("old.csv", "Caf\u00e9,Aurelia Quixworth".encode("cp1252")),
        word_file("Aurelia Quixworth rang"),
    ],
    ids=lambda file: file.name,
)
def test_erasing_takes_the_bytes_of_files_that_name_the_person(ann, home, tmp_path, file):
    record, other = add(ann, home, file, "Letter"), add(ann, home, TWO, "Other")
    ben = ann.twin("Ben")
    late = add(ben, home, file, "Again")
    ann.desk.do(replace_file, record, ONE, TODAY)
    held = ann.desk.ask(held_about, ["Aurelia Quixworth"])
    assert {item.kind for item in held.items} == {"document"}
    erase_for_good(ann.desk, tmp_path / "search.sqlite", ["Aurelia Quixworth"])
    assert kept(ann) == {name(ONE), name(TWO)}
    assert file.data not in ann.desk.path.read_bytes()
    assert ann.desk.ask(file_of, other) == TWO
    ann.merge(ben)  # an old copy brings it again
    assert name(file) not in kept(ann)
    ben.merge(ann)
    assert name(file) not in kept(ben)
    with pytest.raises(UserError):
        ben.desk.ask(file_of, late)


def test_erasing_takes_the_file_of_a_document_that_is_called_after_the_person(ann, home, tmp_path):
    record = add(ann, home, ONE, "Complaint of Aurelia Quixworth")
    ann.desk.do(edit_document, record, title="Complaint")
    erase_for_good(ann.desk, tmp_path / "search.sqlite", ["Aurelia Quixworth"])
    assert kept(ann) == set()
    said = ann.desk.path.read_bytes()
    assert b"Quixworth" not in said
    assert ONE.data not in said
    (found,) = ann.desk.ask(documents, home)
    assert (found.title, found.fingerprint, found.here) == ("Complaint", "", False)


def test_words_are_read_within_bounds():
    bomb = BytesIO()
    with ZipFile(bomb, "w", compression=8) as file:
        for part in range(4):
            file.writestr(f"word/{part}.xml", b"a" * 15_000_000)
    assert len(words_of(bomb.getvalue())) <= 20_000_100
    assert words_of(b"PK\x03\x04 no zip at all") == ""
    assert words_of(b"%PDF-1.7 (Aurelia)") == ""
