"""Publishing from the Contracts page: what is missing first, then the file, or the agreement."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu
from ui.looks import clipped, unnamed

from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.missing_fields import MissingDialog
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_publish import FORMS, publish_menu, publish_register
from commission_desk.ui.window import Window

WAIT = 20_000  # ms: openpyxl is loaded


def asked(qtbot, page: ContractsPage, form: str) -> MissingDialog:
    publish_register(page, form)
    qtbot.waitUntil(lambda: bool(page.findChildren(MissingDialog)), timeout=WAIT)
    return page.findChildren(MissingDialog)[-1]


@pytest.fixture
def saved(monkeypatch, tmp_path: Path) -> Path:
    path = tmp_path / "out.file"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(path), ""))
    return path


def test_what_is_missing_is_listed_before_anything_is_written(qtbot, page, saved: Path):
    made = asked(qtbot, page, "transparency-csv")
    assert "3 agreements lack" in " ".join(
        each.plain for each in made.findChildren(type(made.heading))
    )
    assert not saved.exists()
    lacks = made.table.cells.row(0).lacks
    assert "Department" in lacks
    made.finish()
    qtbot.waitUntil(saved.exists, timeout=WAIT)
    assert saved.read_text("utf-8-sig").count("\n") == 4


def test_enter_goes_to_the_agreement_and_nothing_is_written(qtbot, page, saved: Path):
    made = asked(qtbot, page, "wales-s40-csv")
    row = made.table.cells.row(1)
    made.table.selectRow(1)
    qtbot.keyClick(made.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.record == row.id)
    assert not made.isVisible()
    assert not saved.exists()


def test_dates_lack_nothing_and_are_written_at_once(qtbot, window: Window, page, saved: Path):
    publish_register(page, "ics")
    qtbot.waitUntil(saved.exists, timeout=WAIT)
    qtbot.waitUntil(lambda: bool(window.findChildren(Toast)), timeout=WAIT)
    assert "dates were written to “out.file”" in window.findChildren(Toast)[-1].words.plain
    assert saved.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_what_is_published_follows_the_filters(qtbot, page, saved: Path, desk: Desk):
    page.tools.set_filter("kind", ("grant",))
    made = asked(qtbot, page, "transparency-csv")
    assert [made.table.cells.row(number).reference for number in range(1)] == ["G-0031"]
    assert made.table.cells.rowCount() == 1
    made.reject()
    page.tools.set_filter("kind", ("contract",))
    publish_register(page, "360giving")
    qtbot.waitUntil(lambda: "no agreement of the kind" in _last_toast(page), timeout=WAIT)


def _last_toast(page: ContractsPage) -> str:
    toasts = page.window().findChildren(Toast)
    return toasts[-1].words.plain if toasts else ""


def test_the_menu_offers_every_form(page: ContractsPage):
    menu = publish_menu(page, QMenu(page))
    assert len(menu.actions()) == len(FORMS) == 5
    words = [entry[1] for entry in page.commands()]
    assert "Transparency Code register (CSV)…" in words


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut(qtbot, window: Window, page: ContractsPage, scale: float):
    theme.apply("light", scale)
    window.rebuild()
    window.go("contracts")
    made = asked(qtbot, window.pages["contracts"], "transparency-csv")
    qtbot.wait(40)
    assert clipped(made) == []
    assert unnamed(made) == []
    made.reject()
