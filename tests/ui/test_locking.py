"""A passphrase in the window: set, asked for, changed, removed, and nothing left if so wished."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QWidget
from ui import looks

from commission_desk.app import first_sight
from commission_desk.operations.team import set_team, team
from commission_desk.paths import PROFILE
from commission_desk.store.backups import back_up, backups
from commission_desk.store.locked import is_locked
from commission_desk.store.locking import unlock
from commission_desk.ui.dialogs.passphrase import (
    AskPassphrase,
    PassphraseDialog,
    RemovePassphrase,
    SetPassphrase,
)
from commission_desk.ui.dialogs.restore import restore_backup
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.secret import SecretField
from commission_desk.ui.kit.text import Label
from commission_desk.ui.preferences import Settings
from commission_desk.ui.window import Window

WORDS, OTHER = "tŷ bach twt a’r cŵn", "pedwar gair arall eto"
NAME = "Children’s commissioning"
SOON = 20_000  # milliseconds, on a busy machine


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv(PROFILE, str(tmp_path / "profile"))
    return tmp_path / "profile"


def press(parent: QWidget, words: str) -> None:
    QTest.qWait(20)  # what a page has just put there is shown a moment later
    found = (each for each in parent.findChildren(QPushButton) if each.text() == words)
    QTest.mouseClick(next(each for each in found if each.isVisible()), Qt.MouseButton.LeftButton)


def said(parent: QWidget) -> str:
    QTest.qWait(20)
    return " ".join(each.plain for each in parent.findChildren(Label) if each.isVisible())


def write(field: SecretField, words: str) -> None:
    field.box.setFocus()
    field.box.selectAll()
    field.box.insert(words)
    field.edited.emit()


def shown(window: Window, kind: type[PassphraseDialog]) -> PassphraseDialog:
    return next(each for each in window.findChildren(kind) if each.isVisible())


def enter(dialog: PassphraseDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def set_passphrase(window: Window, qtbot, words: str = WORDS, present: str = "") -> None:
    window.go("settings")
    press(window, "Change it…" if present else "Set a passphrase…")
    dialog = shown(window, SetPassphrase)
    assert isinstance(dialog, SetPassphrase)
    if dialog.present:
        write(dialog.present, present)
    write(dialog.new, words)
    write(dialog.again, words)
    with qtbot.waitSignal(dialog.accepted, timeout=SOON):
        enter(dialog)


@pytest.fixture
def locked(window: Window, qtbot) -> Window:
    window.workspace.do(set_team, name=NAME)
    set_passphrase(window, qtbot)
    return window


def closed(window: Window) -> Path:
    """Let go of the desk and return its file."""
    file = window.workspace.file
    assert window.files.close()
    window.wait_for_desk()
    return file


def ask(window: Window, qtbot, file: Path) -> AskPassphrase:
    window.files.open_path(file)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(AskPassphrase)),
                    timeout=SOON)  # fmt: skip
    dialog = shown(window, AskPassphrase)
    assert isinstance(dialog, AskPassphrase)
    return dialog


def test_setting_a_passphrase_locks_the_file_and_the_backups_at_once(window: Window, qtbot):
    window.workspace.do(set_team, name=NAME)
    folder = window.workspace.working_copy.with_name("backups")
    back_up(window.workspace.working_copy, folder)
    set_passphrase(window, qtbot)
    file = window.workspace.file
    assert unlock(file, WORDS) == window.workspace.key
    assert NAME.encode() not in file.read_bytes()
    assert [is_locked(backup.path) for backup in backups(folder)] == [True]
    assert "Shared copy updated" in window.status.saved.plain
    page = window.pages["settings"]
    assert "are locked" in said(page)


def test_a_locked_desk_is_opened_with_its_passphrase_edited_and_published_locked(
    locked: Window, qtbot
):
    file = closed(locked)
    dialog = ask(locked, qtbot, file)
    assert not locked.workspace.ready
    write(dialog.passphrase, "not this")
    enter(dialog)
    qtbot.waitUntil(dialog.box.isVisible, timeout=SOON)
    assert dialog.problem.plain == f"That is not the passphrase of “{file.name}”."
    assert dialog.passphrase.box.selectedText() == "not this"
    QTest.keyClicks(dialog.passphrase.box, "x")
    write(dialog.passphrase, WORDS)
    with qtbot.waitSignal(locked.workspace.opened, timeout=SOON):
        enter(dialog)
    assert locked.workspace.ask(team).name == NAME
    locked.workspace.do(set_team, organisation="Example County Council")
    with qtbot.waitSignal(locked.workspace.saved, timeout=SOON):
        pass
    assert unlock(file, WORDS)
    file = closed(locked)
    again = ask(locked, qtbot, file)
    write(again.passphrase, WORDS)
    with qtbot.waitSignal(locked.workspace.opened, timeout=SOON):
        enter(again)
    assert locked.workspace.ask(team).organisation == "Example County Council"


def test_who_does_not_know_the_passphrase_keeps_the_desk_that_is_open(
    locked: Window, qtbot, tmp_path: Path, profile: Path
):
    file = closed(locked)
    locked.files._take(lambda _key: _made(tmp_path / "Other.cdesk", profile))
    qtbot.waitUntil(lambda: locked.workspace.ready, timeout=SOON)
    dialog = ask(locked, qtbot, file)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert locked.workspace.file.name == "Other.cdesk"
    locked.workspace.do(set_team, name="Still here")


def _made(file: Path, profile: Path):
    from commission_desk.store.opening import make_file
    from commission_desk.store.search import SearchIndex

    opened = make_file(file, "Officer", profile)
    return opened, SearchIndex(opened.desk.path.with_name("search.sqlite")), "other"


def test_with_nothing_open_cancelling_offers_the_first_steps(locked: Window, qtbot):
    dialog = ask(locked, qtbot, closed(locked))
    press(dialog, "Cancel")
    assert locked.welcome is not None
    assert not locked.workspace.ready


def test_the_first_sight_of_a_locked_desk_shows_none_of_it(
    locked: Window, qtbot, tmp_path: Path, profile: Path
):
    file = closed(locked)
    dialog = ask(locked, qtbot, file)
    write(dialog.passphrase, WORDS)
    with qtbot.waitSignal(locked.workspace.opened, timeout=SOON):
        enter(dialog)
    settings = Settings(tmp_path / "settings")
    assert settings.now.recent[0].path == str(file)
    assert first_sight(file, settings) is None
    with qtbot.waitSignal(locked.workspace.saved, timeout=SOON):
        locked.workspace.told_of_lock(locked.workspace.lock(None))
    glance = first_sight(file, settings)
    assert glance is not None, "the control"
    assert glance.team == NAME


@pytest.mark.parametrize(
    ("new", "again", "sentence"),
    [("one", "two", "differ"), ("", "", "empty"), ("   ", "   ", "empty")],
)
def test_a_new_passphrase_that_will_not_do_is_said_and_nothing_typed_is_lost(
    window: Window, qtbot, new: str, again: str, sentence: str
):
    window.go("settings")
    press(window, "Set a passphrase…")
    dialog = shown(window, SetPassphrase)
    assert isinstance(dialog, SetPassphrase)
    write(dialog.new, new)
    write(dialog.again, again)
    enter(dialog)
    qtbot.waitUntil(dialog.box.isVisible, timeout=SOON)
    assert sentence in dialog.problem.plain
    assert (dialog.new.value(), dialog.again.value()) == (new, again)
    assert not is_locked(window.workspace.file)
    dialog.reject()


def test_a_short_passphrase_is_warned_of_and_allowed(window: Window, qtbot):
    window.go("settings")
    press(window, "Set a passphrase…")
    dialog = shown(window, SetPassphrase)
    assert isinstance(dialog, SetPassphrase)
    write(dialog.new, "short")
    assert "short" in dialog.short.plain
    assert dialog.short.isVisible()
    write(dialog.new, WORDS)
    assert not dialog.short.isVisible()
    write(dialog.new, "short")
    write(dialog.again, "short")
    with qtbot.waitSignal(dialog.accepted, timeout=SOON):
        enter(dialog)
    assert unlock(window.workspace.file, "short")


def test_changing_and_removing_need_the_present_passphrase(locked: Window, qtbot):
    file = locked.workspace.file
    press(locked, "Change it…")
    dialog = shown(locked, SetPassphrase)
    assert isinstance(dialog, SetPassphrase)
    assert dialog.present is not None
    write(dialog.present, "not this")
    write(dialog.new, OTHER)
    write(dialog.again, OTHER)
    enter(dialog)
    qtbot.waitUntil(dialog.box.isVisible, timeout=SOON)
    assert "present passphrase" in dialog.problem.plain
    assert unlock(file, WORDS)
    dialog.reject()
    set_passphrase(locked, qtbot, OTHER, present=WORDS)
    assert unlock(file, OTHER)
    press(locked, "Remove it…")
    remove = shown(locked, RemovePassphrase)
    assert isinstance(remove, RemovePassphrase)
    write(remove.present, WORDS)
    enter(remove)
    qtbot.waitUntil(remove.box.isVisible, timeout=SOON)
    assert is_locked(file)
    write(remove.present, OTHER)
    with qtbot.waitSignal(remove.accepted, timeout=SOON):
        enter(remove)
    assert not is_locked(file)
    assert locked.workspace.key is None
    press(locked, "Set a passphrase…")
    shown(locked, SetPassphrase).reject()


def test_a_passphrase_that_cannot_be_written_is_said_in_the_dialog(
    window: Window, qtbot, monkeypatch, tmp_path
):
    file = window.workspace.file
    window.workspace.shared.file = tmp_path / "nowhere" / "Team.cdesk"
    window.go("settings")
    press(window, "Set a passphrase…")
    dialog = shown(window, SetPassphrase)
    assert isinstance(dialog, SetPassphrase)
    write(dialog.new, WORDS)
    write(dialog.again, WORDS)
    enter(dialog)
    qtbot.waitUntil(dialog.box.isVisible, timeout=SOON)
    assert "could not be written" in dialog.problem.plain
    assert window.workspace.key is None
    dialog.reject()
    window.workspace.shared.file = file


def test_save_a_copy_of_a_locked_desk_is_locked(locked: Window, tmp_path: Path, monkeypatch):
    copy = tmp_path / "Copy.cdesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(copy), ""))
    locked.files.save_copy()
    assert unlock(copy, WORDS)


def test_a_restored_backup_opens_with_the_key_that_is_known(
    locked: Window, qtbot, tmp_path: Path, monkeypatch
):
    with qtbot.waitSignal(locked.workspace.backed_up, timeout=SOON):
        locked.workspace.back_up()
    new = tmp_path / "Restored.cdesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(new), ""))
    (backup,) = backups(locked.workspace.working_copy.with_name("backups"))
    with qtbot.waitSignal(locked.workspace.opened, timeout=SOON):
        restore_backup(locked, backup)
    assert locked.workspace.file == new
    assert locked.workspace.ask(team).name == NAME
    assert is_locked(new)


def test_a_laptop_that_is_to_keep_nothing_keeps_nothing(locked: Window, qtbot, profile: Path):
    working = locked.workspace.working_copy
    locked.workspace.do(set_team, organisation="Example County Council")
    leave = next(box for box in locked.findChildren(QCheckBox) if "Leave nothing" in box.text())
    QTest.keyClick(leave, Qt.Key.Key_Space)
    QThreadPool.globalInstance().waitForDone()
    file = closed(locked)
    assert not working.exists()
    files = [path for path in working.parent.rglob("*") if path.is_file()]
    assert files
    assert not any(NAME.encode() in path.read_bytes() for path in files)
    dialog = ask(locked, qtbot, file)
    assert dialog.leave.value()
    QTest.keyClick(dialog.leave.box, Qt.Key.Key_Space)
    write(dialog.passphrase, WORDS)
    with qtbot.waitSignal(locked.workspace.opened, timeout=SOON):
        enter(dialog)
    assert locked.workspace.ask(team).organisation == "Example County Council"
    closed(locked)
    assert working.exists(), "the tick was taken out again"


def test_backups_of_an_earlier_passphrase_are_named_and_can_go(locked: Window, qtbot):
    folder = locked.workspace.working_copy.with_name("backups")
    back_up(locked.workspace.working_copy, folder)
    locked.go("settings")
    locked.pages["settings"].refresh()
    assert "1 backup is not locked" in said(locked)
    with qtbot.waitSignal(locked.workspace.backed_up, timeout=SOON):
        press(locked, "Remove what is not locked with it")
    assert [is_locked(backup.path) for backup in backups(folder)] == [True]
    assert "not locked with this" not in said(locked)


def test_what_is_typed_is_hidden_until_shown(window: Window, qtbot):
    field = SecretField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    assert field.box.echoMode() == field.box.EchoMode.Password
    assert field.switch.accessibleName() == "Show what is typed: Passphrase"
    QTest.mouseClick(field.switch, Qt.MouseButton.LeftButton)
    assert field.box.echoMode() == field.box.EchoMode.Normal
    assert field.switch.text() == "Hide"
    field.box.insert(" tŷ ")
    assert field.value() == " tŷ "


def test_caps_lock_is_noticed(qtbot):
    field = SecretField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    for key, modifier, on in (
        ("a", none, False), ("A", none, True), ("1", none, True), ("A", shift, False),
        ("a", shift, True), ("é", none, False),
    ):  # fmt: skip
        QTest.sendKeyEvent(QTest.KeyAction.Click, field.box, Qt.Key.Key_unknown, key, modifier)
        assert field.caps.isVisible() is on, (key, modifier)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_of_it_is_clipped_or_unnamed(window: Window, qtbot, scale: float):
    window.resize(1280, 720)
    window.set_scale(scale)
    qtbot.wait(50)
    window.go("settings")
    press(window, "Set a passphrase…")
    dialog = shown(window, SetPassphrase)
    qtbot.wait(50)
    assert looks.settled(dialog) == []
    assert not looks.unnamed(dialog)
    dialog.reject()
    set_passphrase(window, qtbot)
    qtbot.wait(50)
    assert looks.settled(window) == []
    assert not looks.unnamed(window)
    asked = ask(window, qtbot, closed(window))
    qtbot.wait(50)
    assert looks.settled(asked) == []
    assert not looks.unnamed(asked)
    assert isinstance(asked, Dialog)
    asked.reject()
