"""Names offered while typing."""

from PySide6.QtTest import QTest

from commission_desk.ui.kit.completing import complete
from commission_desk.ui.kit.fields import LineField


def test_names_offered_anew_keep_the_popup_that_is_open(show, qtbot):
    field = LineField("Owner")
    window = show(field)
    qtbot.waitUntil(window.isActiveWindow)
    complete(field, ["Finance partner", "Provider"])
    field.setFocus()
    QTest.keyClicks(field.box, "part")
    completer = field.box.completer()
    assert completer.popup().isVisible()
    complete(field, ["Housing partner", "Finance partner", "Provider"])
    assert field.box.completer() is completer
    assert completer.completionModel().rowCount() == 2
    assert completer.popup().isVisible()
