"""The window as a whole: what is the same on every page, and what happens to the desk's file."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from ui import looks

from commission_desk import i18n
from commission_desk.operations.actions import actions, add_action
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.team import set_team, team
from commission_desk.store.foreign import sealed_desk_id
from commission_desk.store.glance import glance
from commission_desk.store.presence import Presence
from commission_desk.ui import files
from commission_desk.ui.dialogs import leaving
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.palette import Palette
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.pages.today import TodayPage
from commission_desk.ui.places import ALL
from commission_desk.ui.preferences import Settings
from commission_desk.ui.window import Window

CHECK_FIELDS = leaving.check_fields  # before the fixture that keeps tests from waiting
TODAY = date.today()  # noqa: DTZ011 - the person's own day


@pytest.mark.parametrize("place", ALL)
def test_every_place_opens_and_names_what_can_be_used(window: Window, place: str) -> None:
    window.go(place)
    assert window.here == place
    assert window.pages[place].isVisible()
    assert not looks.unnamed(window)


@pytest.mark.parametrize("place", ALL)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_clipped_on_an_empty_desk(
    window: Window, qtbot, place: str, scale: float
) -> None:
    window.set_scale(scale)
    qtbot.wait(50)
    window.go(place)
    qtbot.wait(50)
    assert looks.settled(window) == []


def test_an_edit_reaches_the_shared_file_without_a_save_button(window: Window, qtbot) -> None:
    window.workspace.do(set_team, name="Children’s commissioning")
    assert "follows" in window.status.saved.plain
    with qtbot.waitSignal(window.workspace.saved, timeout=6_000):
        pass
    assert "Shared copy updated" in window.status.saved.plain
    assert not window.workspace.pending
    assert sealed_desk_id(window.workspace.file)


def test_closing_at_once_loses_nothing(window: Window, qtbot) -> None:
    record = window.workspace.do(add_action, "Send the recovery plan")
    file = window.workspace.file
    window.close()
    window.files.open_path(file)
    qtbot.waitUntil(lambda: window.workspace.ready, timeout=5_000)
    assert [row.id for row in window.workspace.ask(actions)] == [record]


def test_the_backup_of_what_was_opened_is_made_after_the_desk_is_there(
    window: Window, qtbot
) -> None:
    file = window.workspace.file
    window.close()
    with qtbot.waitSignal(window.workspace.backed_up, timeout=5_000):
        window.files.open_path(file)
    assert window.workspace.newest_backup() is not None
    assert "Backed up" in window.status.backup.plain


def test_a_backup_that_cannot_be_made_on_opening_is_said_and_the_desk_is_there(
    window: Window, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "profile_folder", lambda: tmp_path / "profile")
    file = window.workspace.file
    folder = window.workspace.working_copy.with_name("backups")
    window.close()
    folder.write_text("a file where the folder should be", encoding="utf-8")
    with qtbot.waitSignal(window.workspace.saved, timeout=5_000):
        window.files.open_path(file)
    assert window.workspace.ready
    assert "The backup could not be written" in window.status.saved.plain


def test_undo_and_redo_by_keyboard_are_named(window: Window, qtbot) -> None:
    window.workspace.do(add_action, "Send the recovery plan")
    window.commands.name_undo()
    assert window.commands.undo.text() == "Undo: Add action"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.ask(actions) == ()
    assert window.findChild(Toast).words.plain == "Undone: Add action"
    window.redo()
    assert len(window.workspace.ask(actions)) == 1


def test_ctrl_k_finds_a_record_and_goes_to_it(window: Window, qtbot) -> None:
    window.workspace.do(add_action, "Ymweld â’r tŷ newydd")
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    qtbot.keyClicks(palette.box, "ty newydd")
    qtbot.waitUntil(lambda: palette.list.count() == 1, timeout=3_000)
    qtbot.keyClick(palette.box, Qt.Key.Key_Return)
    assert window.here == "actions"


def test_the_window_changes_language_and_back(window: Window, qtbot) -> None:
    window.set_language("cy")
    qtbot.wait(50)
    assert i18n.language() == "cy"
    assert Settings(window.settings._folder).now.language == "cy"
    window.set_language("en")
    qtbot.wait(50)
    assert window.sidebar.rail.item(0).text() == "Today"


def test_the_first_paint_shows_real_figures_before_the_desk_is_open(qtbot, window: Window) -> None:
    ends = TODAY + timedelta(days=30)
    window.workspace.do(
        add_agreement, "Short breaks", "Tidewater Family Support", annual_pence=82_400_000,
        starts=TODAY - timedelta(days=700), ends=ends,
    )  # fmt: skip
    first = Window(window.settings, glance(window.workspace.working_copy, TODAY, 6))
    qtbot.addWidget(first)
    page = first.pages["today"]
    assert isinstance(page, TodayPage)
    figures = [page.tiles.itemAt(place).widget() for place in range(page.tiles.count())]
    words = " ".join(label.plain for tile in figures for label in tile.findChildren(Label))
    assert "£824k" in words
    assert "a year in 1 agreement" in words


def test_a_file_that_is_not_ours_leaves_the_open_desk_alone(
    window: Window, qtbot, tmp_path: Path
) -> None:
    window.workspace.do(set_team, name="Children’s commissioning")
    strange = tmp_path / "letter.cdesk"
    strange.write_text("Dear colleague, " * 50, encoding="utf-8")
    window.files.open_path(strange)
    qtbot.waitUntil(lambda: window.findChild(Dialog) is not None, timeout=5_000)
    said = " ".join(label.plain for label in window.findChild(Dialog).findChildren(Label))
    assert "is not a Commission Desk file" in said
    assert window.workspace.ask(team).name == "Children’s commissioning"
    assert strange.read_text(encoding="utf-8").startswith("Dear colleague")


def test_a_folder_that_is_gone_is_said_and_the_words_are_kept(window: Window, qtbot) -> None:
    folder = window.workspace.file.parent
    gone = folder.with_name("away")
    window.workspace.do(set_team, name="Children’s commissioning")

    window.workspace.shared.file = gone / "Team.cdesk"
    with qtbot.waitSignal(window.workspace.saved, timeout=6_000):
        pass
    assert "Saved on this laptop" in window.status.saved.plain
    assert "could not be written" in window.status.saved.plain

    assert window.workspace.ask(team).name == "Children’s commissioning"
    window.workspace.shared.file = folder / "Team.cdesk"


def test_typing_in_a_box_keeps_ctrl_z_for_the_box(window: Window, qtbot) -> None:
    window.workspace.do(add_action, "Send the recovery plan")
    window.go("actions")
    box: QLineEdit = window.pages["actions"].filter
    box.setFocus()
    qtbot.keyClicks(box, "plan")
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == ""
    assert len(window.workspace.ask(actions)) == 1


def test_tab_passes_the_rail_without_going_anywhere(window: Window, qtbot) -> None:
    window.sidebar.rail.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(window.sidebar.rail, Qt.Key.Key_Tab)
    assert window.sidebar.foot.hasFocus()
    assert window.here == "today"
    qtbot.keyClick(window.sidebar.foot, Qt.Key.Key_Space)
    assert window.here == "history"
    window.sidebar.rail.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.here == "history"
    qtbot.keyClick(window.sidebar.rail, Qt.Key.Key_Down)
    assert window.here == "plans"


def test_a_field_that_cannot_be_read_is_not_lost_without_a_word(
    window: Window, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(leaving, "check_fields", CHECK_FIELDS)
    monkeypatch.setattr(
        leaving, "lose_words", lambda _window, problem: bool(asked.append(str(problem)))
    )
    window.workspace.do(add_action, "Send the recovery plan")
    window.go("actions")
    due = window.pages["actions"].detail.fields["due"]
    due.box.setFocus()
    qtbot.keyClicks(due.box, "soon")
    window.close()
    assert window.isVisible()
    assert "“Due” holds something that cannot be read" in asked[0]
    due.set_value(None)


def test_who_else_has_the_desk_open_is_shown_as_advice(window: Window, qtbot) -> None:
    manager = Presence(window.workspace.file, "Service manager")
    manager.renew()
    window.company.renew()
    qtbot.waitUntil(lambda: window.others == ("Service manager",), timeout=3_000)
    assert "Service manager" in window.sidebar.desk.file
    assert "has this desk open too" in window.sidebar.desk.toolTip()
    assert len(list(window.workspace.file.parent.glob(".*.open"))) == 2
    folder = window.workspace.file.parent
    window.close()
    manager.leave()
    assert not list(folder.glob(".*.open"))
