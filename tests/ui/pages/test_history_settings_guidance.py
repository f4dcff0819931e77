"""History, Settings and Guidance, used as a stranger would."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from ui import looks

from commission_desk.i18n import language
from commission_desk.operations.actions import add_action, edit_action
from commission_desk.operations.stakeholders import add_stakeholder
from commission_desk.operations.team import team
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.guidance import help_pages, title_of

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def action(desk) -> str:
    made = desk.do(add_action, "Send the figures", owner="Finance partner")
    desk.do(edit_action, made, owner="Data analyst")
    desk.do(add_stakeholder, "Parent carer forum")
    return str(made)


def words(widget: Any) -> list[str]:
    return [found.plain for found in widget.findChildren(Label) if found.isVisible()]


def pill(page: Any, name: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.accessibleName() == name)


@pytest.fixture
def settings(window):
    window.go("settings")
    return window.pages["settings"]


def test_the_team_is_named_for_everyone_and_undone(settings, desk, window) -> None:
    field = settings.team["name"]
    QTest.keyClicks(field.entry, "Commissioning team")
    settings.team["organisation"].entry.setFocus()
    settings.flush()
    assert desk.ask(team).name == "Commissioning team"
    window.undo()
    assert desk.ask(team).name == ""
    assert field.value() == ""


def test_the_role_is_written_beside_the_next_change(settings, desk, window) -> None:
    settings.who.entry.selectAll()
    QTest.keyClicks(settings.who.entry, "Head of commissioning")
    settings.flush()
    desk.do(add_action, "Send the figures")
    window.go("history")
    assert "Head of commissioning" in window.pages["history"].model.index(1, 0).data()


def test_colours_and_size_change_at_once_and_are_remembered(settings, window, qtbot) -> None:
    pill(settings, "Dark").click()
    assert theme.scheme == "dark"
    assert window.settings.now.scheme == "dark"
    pill(settings, "150%").click()
    qtbot.waitUntil(lambda: window.pages["settings"] is not settings)
    assert theme.scale == 1.5
    assert pill(window.pages["settings"], "150%").isChecked()
    assert pill(window.pages["settings"], "Dark").isChecked()


def test_the_window_speaks_welsh_when_asked(settings, window, qtbot) -> None:
    pill(settings, "Cymraeg").click()
    qtbot.waitUntil(lambda: window.pages["settings"] is not settings)
    assert language() == "cy"
    assert pill(window.pages["settings"], "Cymraeg").isChecked()


def test_where_the_files_are_is_said(settings, window) -> None:
    assert str(window.workspace.file) in words(settings)


@pytest.fixture
def guidance(window):
    window.go("guidance")
    return window.pages["guidance"]


def test_every_topic_is_listed_and_read(guidance) -> None:
    assert guidance.list.count() == len(help_pages("en")) + 1
    for row, path in enumerate(guidance.topics):
        guidance.list.setCurrentRow(row)
        assert guidance.text.toPlainText().startswith(title_of(path))


def test_a_term_is_found_in_either_language(guidance) -> None:
    guidance.list.setCurrentRow(guidance.list.count() - 1)
    QTest.keyClicks(guidance.filter, "comisiynu")
    found = [guidance.model.cell(row, 0) for row in range(guidance.model.rowCount())]
    assert any("ommissioning" in cell.text for cell in found)


def test_a_term_that_is_not_there_is_said_to_be_missing(guidance) -> None:
    guidance.list.setCurrentRow(guidance.list.count() - 1)
    QTest.keyClicks(guidance.filter, "zzz")
    assert guidance.no_terms.isVisible()
    assert not guidance.terms.isVisible()


@pytest.mark.parametrize("place", ["history", "settings", "guidance"])
@pytest.mark.parametrize(("scheme", "scale"), [("light", 1.0), ("dark", 2.0)])
@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_nothing_is_clipped_or_unnamed(window, action, qtbot, place, scheme, scale, size) -> None:
    theme.apply(scheme, scale)
    window.rebuild()
    window.resize(*size)
    window.go(place)
    page = window.pages[place]
    qtbot.wait(50)  # what was added is shown
    assert looks.settled(page) == []
    assert looks.unnamed(page) == []
    if place == "guidance":
        page.list.setCurrentRow(page.list.count() - 1)
        assert looks.settled(page) == []
