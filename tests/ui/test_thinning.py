"""Thinning the history through the window: proposed, counted, done and told; a whole copy first."""

import dataclasses
from datetime import date, datetime, time, timedelta

import pytest
from desks import backdate, rows
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from ui.looks import settled, unnamed

from commission_desk import i18n
from commission_desk.i18n import full_date
from commission_desk.operations.actions import add_action, edit_action
from commission_desk.operations.thinning import proposed_day
from commission_desk.store.backups import backups
from commission_desk.store.opening import open_file
from commission_desk.ui.dialogs.as_at import AsAtDialog
from commission_desk.ui.dialogs.thin_history import ThinHistoryDialog
from commission_desk.ui.kit.jobs import Job
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.tokens import SCHEMES
from commission_desk.ui.thinning import ask_to_thin
from commission_desk.ui.window import Window

TODAY = date.today()  # noqa: DTZ011 - the person's own day
PROPOSED = full_date(proposed_day(TODAY))
LONG = "What was agreed about the rota, the fees and the notice that is to be given: "


@pytest.fixture
def old(window: Window, desk) -> str:
    """An action whose note was written five times in a month two and a half years ago."""
    action = desk.do(add_action, "Ring the provider", owner="Officer")
    at = datetime.combine(date(2024, 5, 6), time(9))
    backdate(desk, at)
    for words in ("first", "second", "third", "fourth", "fifth"):
        desk.do(edit_action, action, note=LONG + words)
        at += timedelta(days=2)
        backdate(desk, at)
    return action


def opened(window: Window, qtbot) -> ThinHistoryDialog:
    ask_to_thin(window, TODAY)
    dialog = window.findChild(ThinHistoryDialog)
    qtbot.waitUntil(lambda: "Up to" in dialog.count.plain)
    return dialog


def says(window: Window) -> str:
    return "\n".join(each.plain for each in window.findChildren(Label) if each.isVisible())


def test_by_keyboard_from_the_settings_with_a_whole_copy_first(window, desk, old, tmp_path, qtbot):
    window.go("settings")
    thin = next(
        each for each in window.pages["settings"].findChildren(QPushButton)
        if each.text() == "Thin the history…"
    )  # fmt: skip
    thin.setFocus()
    before = len(backups(desk.path.with_name("backups")))
    window.workspace.shared.publish()
    QTest.keyClick(thin, Qt.Key.Key_Space)
    dialog = window.findChild(ThinHistoryDialog)
    qtbot.waitUntil(lambda: "Up to" in dialog.count.plain)
    assert dialog.count.plain.startswith(f"Up to {PROPOSED}, 4 earlier texts go:")
    QTest.keyClick(dialog.day.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "4 earlier texts were let go" in says(window))
    assert rows(desk.path, "SELECT count(*) FROM change WHERE value IS NULL") == [(4,)]
    assert len(backups(desk.path.with_name("backups"))) == before + 1
    whole = next(tmp_path.glob("Team (whole history to *.cdesk"))
    assert f"The whole history is in “{whole.name}”." in says(window)
    there = open_file(whole, "Officer", tmp_path / "another laptop")
    assert rows(there.desk.path, "SELECT count(*) FROM change WHERE value IS NULL") == [(0,)]
    there.desk.close()
    qtbot.waitUntil(lambda: not window.workspace.pending)
    assert (LONG + "first").encode() not in (tmp_path / "Team.cdesk").read_bytes()
    assert window.workspace.desk.undo_name is None
    qtbot.waitUntil(lambda: f"It was thinned up to {PROPOSED}." in says(window))


def test_the_day_is_counted_anew_and_a_young_one_refused(window, old, qtbot):
    dialog = opened(window, qtbot)
    for typed, expected in (
        ("30 Apr 2024", "Up to 30 April 2024 there is nothing to thin."),
        ("12 Jun 2024", "Up to 31 May 2024, 4 earlier texts go:"),
    ):
        dialog.day.box.setText(typed)
        dialog.look()
        qtbot.waitUntil(lambda expected=expected: dialog.count.plain.startswith(expected))
    dialog.day.box.setText(f"{TODAY:%d/%m/%Y}")
    dialog.finish()
    assert "the last five months" in dialog.problem.plain
    dialog.day.box.setText("30 Apr 2024")
    dialog.copy.set_value(value=False)
    dialog.finish()
    qtbot.waitUntil(lambda: "Up to that day there is nothing to thin." in says_in_dialogs(window))
    qtbot.waitUntil(lambda: not window.findChildren(Job))


def says_in_dialogs(window: Window) -> str:
    return "\n".join(each.plain for each in window.findChildren(Label))


def test_the_history_says_what_is_no_longer_kept(window, desk, old, qtbot):
    dialog = opened(window, qtbot)
    dialog.finish()
    qtbot.waitUntil(lambda: "were let go" in says(window))
    window.go("history")
    page = window.pages["history"]
    page.show_record(old)
    said = [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]
    row = next(n for n, words in enumerate(said) if "no longer kept" in words)
    page.list.setCurrentIndex(page.model.index(row, 0))
    qtbot.waitUntil(lambda: "No longer kept" in says(window))
    assert not [
        each for each in page.pane.findChildren(QPushButton)
        if each.isVisible() and each.text() == "Restore this"
    ]  # fmt: skip
    page.show_all()
    said = [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]
    assert any("Thin the history" in words for words in said)


def test_a_day_before_that_is_seen_as_the_end_of_its_month_before(window, old, qtbot):
    dialog = opened(window, qtbot)
    dialog.finish()
    qtbot.waitUntil(lambda: "were let go" in says(window))
    window.go("history")
    window.pages["history"].as_at()
    asked = window.findChild(AsAtDialog)
    asked.day.box.setText("12 Jun 2024")
    asked.finish()
    qtbot.waitUntil(lambda: bool(window.workspace.looking_at))
    assert window.workspace.looking_at.startswith("You see the desk as at 31 May 2024:")
    assert rows(window.workspace.desk.path, "SELECT note FROM action") == [(LONG + "fifth",)]
    window.workspace.back_to_desk()


def test_a_history_that_has_outgrown_its_room_is_said_where_people_look(window, desk, old, qtbot):
    qtbot.waitUntil(lambda: window.workspace.history_size is not None)
    window.go("today")
    size = window.workspace.history_size
    assert not size.is_full
    assert "Thin the history" not in says(window)
    gone = dataclasses.replace(size.could_go, texts=4, size=31_000_000)
    full = dataclasses.replace(size, earlier=62_000_000, could_go=gone)
    assert full.is_full
    window.workspace._measured(full)

    def needs() -> list[QPushButton]:
        return [
            each for each in window.pages["today"].findChildren(QPushButton)
            if each.accessibleName() == "Open: Thin the history"
        ]  # fmt: skip

    qtbot.waitUntil(lambda: len(needs()) == 1)
    qtbot.waitUntil(lambda: "takes 62.0 MB, more than the 50.0 MB it should" in says(window))
    needs()[0].click()
    assert window.here == "settings"
    window.go("history")
    qtbot.waitUntil(lambda: "What was written before takes 62.0 MB." in says(window))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_dialog_is_whole_in_both_languages_at_200_percent(
    window, old, qtbot, scheme: str, language: str
):
    i18n.use(language)
    theme.apply(scheme, 2.0)
    ask_to_thin(window, TODAY)
    dialog = window.findChild(ThinHistoryDialog)
    qtbot.waitUntil(lambda: "2024" in dialog.count.plain)
    assert settled(dialog) == []
    assert not unnamed(dialog)
