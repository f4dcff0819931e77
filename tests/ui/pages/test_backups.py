"""The Backups page: what each holds, looking into one, and a second folder."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from ui.looks import settled, unnamed

from commission_desk.operations.actions import actions, add_action
from commission_desk.store.backups import back_up, backups
from commission_desk.store.sealed import check
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.backups import BackupsPage

NOW = datetime.now()  # noqa: DTZ005 - wall clock, as people see it


@pytest.fixture
def page(window, desk, qtbot) -> BackupsPage:
    """Three backups, the newest of them damaged."""
    folder = desk.path.with_name("backups")
    for ago in (3, 2, 1):
        desk.do(add_action, f"Task of {ago} hours ago")
        made = back_up(desk.path, folder, NOW - timedelta(hours=ago))
    made.path.write_bytes(made.path.read_bytes()[:-1])
    window.go("backups")
    found = window.pages["backups"]
    qtbot.waitUntil(lambda: len(found.known) == 3)
    return found


def says(page: BackupsPage) -> list[str]:
    return [each.plain for each in page.findChildren(Label) if each.isVisible() and each.plain]


def pressed(page: BackupsPage, name: str) -> list[QPushButton]:
    found = page.findChildren(QPushButton)
    return [each for each in found if each.isVisible() and each.accessibleName().startswith(name)]


def test_each_backup_says_what_it_holds_and_the_damaged_one_offers_the_next(page):
    words = says(page)
    assert "Damaged" in words
    good = f"{NOW - timedelta(hours=2):%H:%M}"
    (warning,) = [each for each in words if each.startswith("The newest backup is damaged")]
    assert good in warning
    assert sum(each.startswith(("1 action ·", "2 actions ·")) for each in words) == 2
    assert sum("Last change: Add action" in each for each in words) == 2
    assert len(pressed(page, "Restore the backup")) == 2


def test_one_is_looked_at_and_left_again_by_keyboard(page, window, desk, qtbot):
    look = pressed(page, "Look at the backup")[1]
    look.setFocus()
    QTest.keyClick(look, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(window.workspace.looking_at))
    assert "You see the backup of" in window.workspace.looking_at
    assert [row.title for row in window.workspace.ask(actions)] == ["Task of 3 hours ago"]
    assert window.workspace.working_copy == desk.path
    window.workspace.back_to_desk()
    assert len(window.workspace.ask(actions)) == 3


def test_one_is_restored_into_a_new_file(page, window, tmp_path, monkeypatch, qtbot):
    target = tmp_path / "Restored.cdesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    opened = []
    monkeypatch.setattr(window.files, "open_path", opened.append)
    pressed(page, "Restore the backup")[0].click()
    assert check(target)
    assert opened == [target]


def test_a_second_folder_gets_each_backup_and_its_trouble_is_said(
    page, window, desk, tmp_path, monkeypatch, qtbot
):
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    with qtbot.waitSignal(window.workspace.copied):
        page.choose_folder()
    (shelf,) = stick.iterdir()
    assert len(backups(shelf)) == 2
    assert window.settings.now.second_folder == str(stick)
    desk.do(add_action, "New")
    with qtbot.waitSignal(window.workspace.copied):
        page.back_up()
    assert len(backups(shelf)) == 3
    Path(stick).rename(tmp_path / "pulled out")
    desk.do(add_action, "Newer")
    with qtbot.waitSignal(window.workspace.copied):
        page.back_up()
    assert any("cannot be reached. Backups are still made" in each for each in says(page))
    page.set_folder(None)
    assert window.settings.now.second_folder == ""
    assert not any("cannot be reached" in each for each in says(page))


@pytest.mark.parametrize(("scheme", "scale", "size"), [
    ("light", 1.0, (1440, 900)), ("dark", 2.0, (1280, 720)),
])  # fmt: skip
def test_nothing_is_clipped_and_everything_is_named(page, window, scheme, scale, size, qtbot):
    theme.apply(scheme, scale)
    window.resize(*size)
    window.rebuild()
    qtbot.waitUntil(lambda: len(window.pages["backups"].known) == 3)
    QTest.qWait(50)
    assert settled(window) == []
    assert unnamed(window) == []
