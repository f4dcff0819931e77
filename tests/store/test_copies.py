"""Other copies of a desk: older ones, and others under another name."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from desks import add, titles
from sharing import Laptop, in_file
from sqlalchemy import delete
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.documents_kept import FileRead, add_document, file_of
from commission_desk.operations.merging import restore_copy
from commission_desk.operations.records import remove
from commission_desk.store.as_at import look_at_file
from commission_desk.store.desk import named
from commission_desk.store.opening import open_file
from commission_desk.store.tables import Blob


def test_a_new_desk_takes_nobodys_name_and_needs_a_folder(here: Laptop):
    (here.shared / "Team.cdesk").write_text("mine")
    with pytest.raises(UserError, match="already a file"):
        here.make()
    with pytest.raises(UserError, match="no folder"):
        here.make("Gone/Team.cdesk")
    assert (here.shared / "Team.cdesk").read_text() == "mine"
    assert not here.profile.exists()


def test_two_copies_of_one_desk_stay_what_each_of_them_is(here: Laptop):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.shared.publish()
    shutil.copy(here.shared / "Team.cdesk", here.shared / "March.cdesk")
    opened.desk.do(add, "Two")
    opened.shared.publish()
    opened.desk.close()
    march = here.open("March.cdesk")
    assert titles(march.desk) == ["One"]
    assert (march.older, march.newer) == (march.shared.file, here.shared / "Team.cdesk")
    march.desk.do(add, "Spring")
    march.shared.publish()
    march.desk.close()
    assert titles(here.open().desk) == ["One", "Two"]
    assert in_file(here.shared / "March.cdesk") == ["One", "Spring"]
    assert here.files() == ["March.cdesk", "Team.cdesk"]


def test_an_older_version_put_in_place_does_not_take_the_newer_words_with_it(
    here: Laptop,
):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.shared.publish()
    file = here.shared / "Team.cdesk"
    old = file.read_bytes()
    opened.desk.do(add, "Two")
    opened.shared.publish()
    opened.desk.close()
    file.write_bytes(old)
    again = here.open()
    assert titles(again.desk) == ["One", "Two"]
    assert (again.kept, again.merged, again.newer) == (None, None, None)
    assert again.older is not None
    assert again.shared.pending
    again.shared.publish()
    assert in_file(file) == ["One", "Two"]
    assert here.files() == ["Team.cdesk"]
    shown = look_at_file(again.older, again.desk.path)
    assert titles(shown) == ["One"]
    for change in (lambda: shown.do(add, "Three"), lambda: shown.reverse("undo")):
        with pytest.raises(UserError, match="only looking"):
            change()
    shown.close()
    again.desk.do(restore_copy, again.older)
    assert titles(again.desk) == ["One"]
    assert again.desk.undo() == "Restore an older copy"
    assert titles(again.desk) == ["One", "Two"]
    assert here.open().older is None


@named("Let the bytes go")
def let_go(session: Session) -> None:
    """Sweep all bytes, as thinning the history does once their document was removed."""
    session.execute(delete(Blob))


def test_an_older_copy_brings_the_files_of_its_documents(here: Laptop):
    opened = here.make()
    home = opened.desk.do(add_agreement, "Short breaks")
    day = date(2026, 11, 22)
    record = opened.desk.do(add_document, home, "Terms", day, FileRead("terms.txt", b"one"))
    opened.shared.publish()
    older = shutil.copy(here.shared / "Team.cdesk", here.shared / "March.cdesk")
    opened.desk.do(remove, "document", record)
    opened.desk.do(let_go)
    opened.desk.do(restore_copy, older)
    assert opened.desk.ask(file_of, record).data == b"one"


def test_only_an_older_copy_is_restored(here: Laptop, there: Laptop):
    mine, other = here.make(), there.open()
    other.desk.do(add, "Theirs")
    other.shared.publish()
    with pytest.raises(UserError, match="Merge it instead"):
        mine.desk.do(restore_copy, here.shared / "Team.cdesk")


def test_work_on_one_copy_is_kept_beside_another_that_is_opened_meanwhile(here: Laptop):
    opened = here.make()
    shutil.copy(here.shared / "Team.cdesk", here.shared / "March.cdesk")
    opened.desk.do(add, "One")
    opened.shared.publish()
    opened.desk.do(add, "Two")
    opened.desk.close()
    march = here.open("March.cdesk")
    assert titles(march.desk) == []
    assert march.kept is not None
    assert (march.older, march.newer) == (march.shared.file, march.kept)
    assert in_file(march.kept) == ["One", "Two"]
    march.desk.close()
    assert march.beside == (march.kept,)


def test_the_file_may_be_named_from_the_current_folder(
    here: Laptop, monkeypatch: pytest.MonkeyPatch
):
    here.make().desk.close()
    monkeypatch.chdir(here.shared)
    opened = open_file(Path("Team.cdesk"), "Officer", here.profile)
    opened.desk.do(add, "One")
    monkeypatch.chdir("/")
    assert opened.shared.publish().file == here.shared / "Team.cdesk"
