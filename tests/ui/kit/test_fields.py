"""Fields save on leaving, keep what cannot be read, and say why."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from ui import looks

from commission_desk.domain.errors import UserError
from commission_desk.ui.kit.binding import Form, bind
from commission_desk.ui.kit.dates import DateField, DatePopup, add_months
from commission_desk.ui.kit.fields import (
    CheckField,
    ChoiceField,
    LineField,
    MoneyField,
    NumberField,
    TextField,
)
from commission_desk.ui.kit.layout import card, page


def read_pounds(words: str) -> int:
    if not words.lstrip("£").isdigit():
        raise UserError("This is not an amount. Write it like £140.")
    return int(words.lstrip("£"))


def read_date(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise UserError("This is not a date. Write it like 2026-08-03.") from None


@pytest.fixture
def form(show):
    """Every kind of field on a page, the first with the focus."""
    fields = {
        "title": LineField("Title"),
        "value": MoneyField("Annual value", read_pounds, lambda n: f"£{n}", hint="A year"),
        "ends": DateField("Ends", read_date, today=lambda: date(2026, 11, 22)),
        "regime": ChoiceField("Regime", [(1, "Above threshold"), (2, "Light touch")], 1),
        "places": NumberField("Places"),
        "purpose": TextField("Purpose"),
        "shared": CheckField("Shared with the provider"),
    }
    fields["window"] = show(page(card(*fields.values())))
    fields["title"].setFocus()
    return fields


def leave(field):
    field.entry.clearFocus()


def test_a_line_is_saved_on_leaving_and_only_if_changed(form):
    saved = []
    bind(form["title"], saved.append)
    leave(form["title"])
    assert saved == []
    form["title"].setFocus()
    QTest.keyClicks(form["title"].box, " Short breaks ")
    leave(form["title"])
    assert saved == ["Short breaks"]


def test_what_cannot_be_read_stays_with_the_reason(form):
    saved = []
    field = form["value"]
    bind(field, saved.append)
    field.setFocus()
    QTest.keyClicks(field.box, "lots")
    leave(field)
    assert (saved, field.box.text()) == ([], "lots")
    assert field.reason.isVisible()
    assert field.reason.plain.startswith("This is not an amount.")
    assert field.box.property("wrong") == "true"
    assert field.box.accessibleDescription().startswith("This is not an amount.")
    field.setFocus()
    field.box.selectAll()
    QTest.keyClicks(field.box, "140")
    assert not field.reason.isVisible()
    leave(field)
    assert (saved, field.box.text()) == ([140], "£140")
    assert field.box.accessibleDescription() == "A year"


def test_a_rule_of_the_operation_is_said_beside_the_field(form):
    def refuse(_value):
        raise UserError("Two contracts cannot have one title.")

    binding = bind(form["title"], refuse)
    QTest.keyClicks(form["title"].box, "Twice")
    assert not binding.flush()
    assert form["title"].reason.plain == "Two contracts cannot have one title."


def test_long_text_is_saved_after_a_pause_without_leaving(form, qtbot):
    saved = []
    bind(form["purpose"], saved.append)
    form["purpose"].setFocus()
    QTest.keyClicks(form["purpose"].box, "Breaks")
    assert saved == []
    qtbot.waitUntil(lambda: saved == ["Breaks"], timeout=3000)
    assert form["purpose"].box.hasFocus()


def test_long_text_grows_with_its_lines(form):
    field = form["purpose"]
    before = field.box.height()
    field.set_value("\n".join(["line"] * 12))
    assert field.box.height() > before * 2
    assert field.box.verticalScrollBar().maximum() == 0


def test_a_choice_and_a_tick_are_saved_at_once(form):
    saved = []
    bind(form["regime"], saved.append)
    bind(form["shared"], saved.append)
    QTest.keyClick(form["regime"].box, Qt.Key.Key_Down)
    QTest.mouseClick(form["shared"].box, Qt.MouseButton.LeftButton, pos=_left(form["shared"].box))
    assert saved == [2, True]


def _left(box: QWidget):
    return box.rect().center().__class__(10, box.height() // 2)


def test_an_empty_amount_is_unknown_and_not_nought(form):
    assert form["value"].value() is None
    form["value"].set_value(0)
    assert form["value"].value() == 0


@pytest.mark.parametrize(("words", "number"), [("1,104", 1104), ("12.5", Decimal("12.5"))])
def test_numbers_are_read_as_people_write_them(form, words, number):
    form["places"].box.setText(words)
    assert form["places"].value() == number


@pytest.mark.parametrize("words", ["many", "nan", "1e", "inf"])
def test_what_is_not_a_number_is_refused(form, words):
    form["places"].box.setText(words)
    with pytest.raises(UserError):
        form["places"].value()


def test_flushing_a_form_tries_every_field(form):
    saved = []
    both = Form()
    both.bind(form["value"], saved.append)
    both.bind(form["title"], saved.append)
    QTest.keyClicks(form["value"].box, "lots")
    QTest.keyClicks(form["title"].box, "Kept")
    assert not both.flush()
    assert saved == ["Kept"]


def test_a_date_is_picked_with_the_keyboard_alone(form, qtbot):
    saved = []
    field = form["ends"]
    bind(field, saved.append)
    field.pick.setFocus()
    QTest.keyClick(field.pick, Qt.Key.Key_Space)
    popup = field.findChild(DatePopup)
    grid = popup.grid
    assert grid.day == date(2026, 11, 22)
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(grid, key)
    assert saved == [date(2026, 12, 30)]
    assert field.box.text() == "30 Dec 2026"


def test_escape_closes_the_month_and_leaves_the_date(form, qtbot):
    field = form["ends"]
    field.open()
    popup = field.findChild(DatePopup)
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: field.findChild(DatePopup) is None)
    assert field.box.text() == ""


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last(day, months, then):
    assert add_months(day, months) == then


def test_every_field_is_named_and_nothing_is_clipped(form):
    QApplication.processEvents()
    for field in ("title", "value"):
        form[field].complain("This cannot be read. Check how it is written.")
    QApplication.processEvents()
    assert looks.unnamed(form["window"]) == []
    assert looks.clipped(form["window"]) == []


def test_a_text_is_as_tall_as_its_words_at_every_width(show):
    field = TextField("Note", "Inputs, activities and outcomes against target. " * 6, least=1)
    window = show(field, width=900, height=500)
    wide = field.box.height()
    window.resize(300, 500)
    QApplication.processEvents()
    assert field.box.height() > 2 * wide
    assert not field.box.verticalScrollBar().maximum()
