"""Erasing a person from the window: found, reported, typed again, and gone from every file."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from ui.looks import settled, unnamed

from commission_desk.operations.actions import actions, add_action
from commission_desk.operations.finding import search
from commission_desk.operations.stakeholders import add_stakeholder, record_contact
from commission_desk.store.backups import back_up, backups
from commission_desk.ui.dialogs.erase_person import ErasePersonDialog
from commission_desk.ui.kit.jobs import Job
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.erasing import ErasingPage

NAME = "Zebedee Quillfeather"


@pytest.fixture
def page(window, desk) -> ErasingPage:
    who = desk.do(add_stakeholder, NAME, kind="person", contact_details="z.quill@example.org")
    desk.do(record_contact, (who,), held_on=date(2026, 3, 3), heard=f"{NAME} was worried")
    desk.do(add_action, "Ring back", owner=NAME)
    hour = timedelta(hours=1)
    back_up(desk.path, desk.path.with_name("backups"), datetime.now() - hour)  # noqa: DTZ005
    window.go("erasing")
    found = window.pages["erasing"]
    assert isinstance(found, ErasingPage)
    return found


def look_up(qtbot, page: ErasingPage, name: str = NAME) -> None:
    page.name.box.setFocus()
    page.name.box.clear()
    QTest.keyClicks(page.name.box, name)
    QTest.keyClick(page.name.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.window().findChildren(Job))


def says(page: ErasingPage) -> str:
    return "\n".join(each.plain for each in page.findChildren(Label) if each.isVisible())


def holding(folder: Path) -> list[str]:
    """The files that still name the person."""
    secrets = (b"Quillfeather", b"Zebedee", b"z.quill")
    return sorted(
        path.name for path in folder.rglob("*")
        if path.is_file() and any(secret in path.read_bytes() for secret in secrets)
    )  # fmt: skip


def test_a_person_is_found_read_saved_and_erased(page, window, desk, tmp_path, monkeypatch, qtbot):
    window.workspace.ask(search, window.workspace.index, NAME)
    with qtbot.waitSignal(window.workspace.saved):
        window.workspace.publish()
    assert {"Team.cdesk", "search.sqlite", "working.sqlite"} <= set(holding(tmp_path))
    look_up(qtbot, page)
    assert "4 things on the desk today, 4 in its history" in says(page)
    assert f"“{NAME} was worried”" in says(page)
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.save()
    report = target.read_text("utf-8")
    assert report.startswith(f"What is held about {NAME}\n")
    assert "z.quill@example.org" in report
    assert "Copies that may hold the same" in report
    assert str(desk.path.with_name("backups")) in report
    target.unlink()
    page.erase()
    dialog = window.findChild(ErasePersonDialog)
    assert "This cannot be undone." in [each.plain for each in dialog.findChildren(Label)]
    QTest.keyClicks(dialog.typed.box, "Zebedee")
    QTest.keyClick(dialog.typed.box, Qt.Key.Key_Return)
    assert "exactly" in dialog.problem.plain
    assert desk.ask(actions)[0].owner == NAME
    dialog.typed.box.setText(NAME)
    with qtbot.waitSignal(window.workspace.saved):
        QTest.keyClick(dialog.typed.box, Qt.Key.Key_Return)
    assert desk.ask(actions)[0].owner == "[erased]"
    (left,) = holding(tmp_path)
    assert left == backups(desk.path.with_name("backups"))[0].path.name, "said to hold it still"
    page.remove_backups()
    assert holding(tmp_path) == []
    assert len(backups(desk.path.with_name("backups"))) == 1
    window.workspace.ask(search, window.workspace.index, "ring")
    assert holding(tmp_path) == []
    window.go("history")
    newest = window.pages["history"].model.index(1, 0).data()
    assert newest.startswith("Erase a person, ")
    assert "values erased for good" in newest
    window.undo()
    assert holding(tmp_path) == []


def test_nobody_and_a_name_too_short_are_said_on_the_page(page, qtbot):
    look_up(qtbot, page, "Nobody Known")
    assert "Nothing on this desk or in its history names Nobody Known." in says(page)
    look_up(qtbot, page, "Jo")
    assert "at least three letters" in page.name.reason.plain
    assert page.name.reason.isVisible()


@pytest.mark.parametrize(("scheme", "scale", "size"), [
    ("light", 1.0, (1440, 900)), ("dark", 2.0, (1280, 720)),
])  # fmt: skip
def test_nothing_is_clipped_and_everything_is_named(page, window, scheme, scale, size, qtbot):
    theme.apply(scheme, scale)
    window.resize(*size)
    window.rebuild()
    page = window.pages["erasing"]
    look_up(qtbot, page)
    page.erase()
    QTest.qWait(100)
    assert settled(window) == []
    assert unnamed(window) == []
